"""What every builder of pages gets and gives: the consultation on a desk, and leaves to write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from lawloom.errors import Problem
from lawloom.messages.tongues import own_name
from lawloom.model.consultation import Consultation, folder_of
from lawloom.model.direction import direction
from lawloom.model.subject import Subject
from lawloom.model.written import Written
from lawloom.pages import addresses
from lawloom.pages.prose import Desk, prose
from lawloom.pages.tongue import tongue


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: where it stands, what it is called, what its template prints."""

    address: str
    title: str
    description: str
    template: str
    view: Any
    language: str  # of the interface words
    lang: str = ""  # of all that stands on it, where it is not the language of the site


@dataclass(frozen=True, slots=True)
class Older:
    """The original of a translation that did not keep up with it."""

    href: str  # the same page in the language of the original; empty where the site is not printed in it
    name: str  # that language, in its own words
    language: str


@dataclass(slots=True)
class House:
    """The consultation, and what is gathered while its pages are laid out."""

    consultation: Consultation
    pages: frozenset[str]
    exists: Callable[[str], bool]
    files: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def desk(self, page: str) -> Desk:
        return Desk(page, self.pages, self.exists, self.files, self.problems, self.consultation.settings.folder)

    def prose(self, text: str, source: str, page: str, *, top: int = 2) -> Markup:
        return prose(text, source, self.desk(page), top=top)

    def tongue(self, subject: Subject | None = None) -> str:
        """The language of interface words."""
        return tongue(self.consultation.settings, subject)

    def lang(self, subject: Subject) -> str:
        """The language of all that stands on a page of the subject, where it is not that of the site."""
        own = self.tongue(subject)
        return own if own != self.consultation.settings.language else ""

    def marked(self, language: str, subject: Subject | None = None) -> Markup:
        """Attributes for a text in this language among the interface words of the page."""
        return in_language(language or (subject.language if subject else ""), self.tongue(subject))

    def older(self, written: Written, page: str) -> Older | None:
        """Where the original of a text stands, if it is newer than what this page shows."""
        if not (original := written.older_than):
            return None
        settings = self.consultation.settings
        if original not in settings.in_order:
            return Older("", own_name(original), original)
        there = f"{folder_of(original, settings.main_language)}{page}"
        return Older(addresses.relative(f"{settings.folder}{page}", there), own_name(original), original)

    def foreign(self, language: str, subject: Subject) -> str:
        """In which language a text is that nobody translated for the readers of this page; empty where they read it."""
        language = language or subject.language
        return own_name(language) if language != self.tongue(subject) else ""

    def name(self, person: str) -> str:
        return self.consultation.people.name_of(person)

    @property
    def forge(self) -> str:
        """Where the repository can be seen, or nothing."""
        repository = self.consultation.settings.repository
        return f"https://github.com/{repository}" if repository else ""

    @property
    def collects(self) -> bool:
        """Whether what people send on the forge is read."""
        return bool(self.forge) and self.consultation.settings.collect

    @property
    def contact(self) -> str:
        """The contact as a link: a mail address, or the address of a page."""
        contact = self.consultation.settings.contact.strip()
        return f"mailto:{contact}" if "@" in contact and ":" not in contact else contact


def in_language(language: str, around: str) -> Markup:
    """Attributes with a space before them, for what is written in another language than what stands around it."""
    if not language or language == around:
        return Markup()
    return Markup(' lang="{}" dir="{}"').format(language, direction(language))


def way(page: str, target: str) -> str:
    """Relative address, for templates and views."""
    return addresses.relative(page, target)
