"""What every builder of pages gets and gives: the consultation on a desk, and leaves to write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from lawloom import messages
from lawloom.errors import Problem
from lawloom.model.consultation import Consultation
from lawloom.model.subject import Subject
from lawloom.pages import addresses
from lawloom.pages.prose import Desk, prose


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: where it stands, what it is called, what its template prints."""

    address: str
    title: str
    description: str
    template: str
    view: Any
    language: str  # of the interface words
    lang: str = ""  # of the text, where it is not the language of the site


@dataclass(slots=True)
class House:
    """The consultation, and what is gathered while its pages are laid out."""

    consultation: Consultation
    pages: frozenset[str]
    exists: Callable[[str], bool]
    files: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def desk(self, page: str) -> Desk:
        return Desk(page, self.pages, self.exists, self.files, self.problems)

    def prose(self, text: str, source: str, page: str, *, top: int = 2) -> Markup:
        return prose(text, source, self.desk(page), top=top)

    def tongue(self, subject: Subject | None = None) -> str:
        """The language of interface words: the subject's where the catalogs speak it, else the site's."""
        site = self.consultation.settings.language
        if subject is None or subject.language.split("-")[0].lower() not in messages.LANGUAGES:
            return site
        return subject.language

    def lang(self, subject: Subject) -> str:
        site = self.consultation.settings.language
        return subject.language if subject.language and subject.language != site else ""

    def name(self, person: str) -> str:
        return self.consultation.people.name_of(person)

    @property
    def forge(self) -> str:
        """Where the repository can be seen, or nothing."""
        repository = self.consultation.settings.repository
        return f"https://github.com/{repository}" if repository else ""

    @property
    def contact(self) -> str:
        """The contact as a link: a mail address, or the address of a page."""
        contact = self.consultation.settings.contact.strip()
        return f"mailto:{contact}" if "@" in contact and ":" not in contact else contact


def way(page: str, target: str) -> str:
    """Relative address, for templates and views."""
    return addresses.relative(page, target)
