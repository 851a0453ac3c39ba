"""People the consultation names: representatives, drafting body, facilitators. Contributors are pseudonyms."""

from __future__ import annotations

from dataclasses import dataclass

from lawloom.model.ids import PersonId


@dataclass(frozen=True, slots=True)
class Person:
    id: PersonId
    name: str
    role: str = ""  # "member for Lower Halm"
    organisation: str = ""
    area: str = ""
    gender: str = ""  # as the person states it; published only in the composition of a drafting body
    link: str = ""


@dataclass(frozen=True, slots=True)
class DraftingBody:
    """Who writes the text. Its composition is published."""

    name: str
    members: tuple[PersonId, ...]
    chosen: str = ""  # how its members were chosen


@dataclass(frozen=True, slots=True)
class People:
    persons: dict[PersonId, Person]
    drafting_body: DraftingBody | None = None
    facilitators: tuple[PersonId, ...] = ()

    def name_of(self, person: PersonId) -> str:
        known = self.persons.get(person)
        return known.name if known else person
