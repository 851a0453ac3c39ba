"""Consultation: everything people wrote in one repository."""

from __future__ import annotations

from dataclasses import dataclass, field

from lawloom.model.ids import SubjectId
from lawloom.model.people import People
from lawloom.model.subject import Subject


@dataclass(frozen=True, slots=True)
class Key:
    """Which secret the pseudonyms were made with. The secret itself is never here, unless it is a demonstration's."""

    fingerprint: str
    public: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """An editorial page of content/pages: about, rules, privacy..."""

    name: str
    title: str
    text: str
    file: str = ""
    language: str = ""  # empty: that of the site


@dataclass(frozen=True, slots=True)
class Settings:
    title: str
    languages: tuple[str, ...]
    timezone: str
    repository: str = ""  # owner/name on the forge
    address: str = ""  # where the site will stand, for feeds and the sitemap
    subtitle: str = ""  # "Assembly of Aldermark"
    contact: str = ""
    collect: bool = True
    reactions: dict[str, str] = field(default_factory=dict)
    key: Key | None = None
    demonstration: bool = False
    notice: str = ""  # one sentence in the footer

    @property
    def language(self) -> str:
        return self.languages[0]


@dataclass(frozen=True, slots=True)
class Consultation:
    settings: Settings
    subjects: dict[SubjectId, Subject]
    people: People
    pages: tuple[Page, ...] = ()
