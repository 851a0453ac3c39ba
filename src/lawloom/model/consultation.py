"""Consultation: everything people wrote in one repository."""

from __future__ import annotations

from dataclasses import dataclass, field

from lawloom.model.ids import SubjectId
from lawloom.model.member import Member
from lawloom.model.people import People
from lawloom.model.subject import Subject
from lawloom.model.written import ORIGINAL, Written


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
    written: Written = ORIGINAL


@dataclass(frozen=True, slots=True)
class Names:
    """What the consultation is called in another language; what is empty stays as it is."""

    title: str = ""
    subtitle: str = ""
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    title: str
    languages: tuple[str, ...]  # that of the readers first
    timezone: str
    repository: str = ""  # owner/name on the forge
    address: str = ""  # where the site will stand, for feeds and the sitemap
    subtitle: str = ""  # "Assembly of Aldermark"
    contact: str = ""
    collect: bool = True
    reactions: dict[str, str] = field(default_factory=dict)
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)  # accounts by role: login, login#number
    key: Key | None = None
    demonstration: bool = False
    notice: str = ""  # one sentence in the footer
    named: dict[str, Names] = field(default_factory=dict)  # by language
    editions: tuple[str, ...] = ()  # of one language's edition: all languages, in the order of the consultation

    @property
    def language(self) -> str:
        return self.languages[0]

    @property
    def in_order(self) -> tuple[str, ...]:
        """All languages as the consultation names them, whoever the readers are."""
        return self.editions or self.languages

    @property
    def main_language(self) -> str:
        """The one whose pages stand at the top of the site."""
        return self.in_order[0]

    @property
    def folder(self) -> str:
        """Where the pages of these readers stand on the site: "" for the main language, else "fr/"."""
        return folder_of(self.language, self.main_language)

    @property
    def address_of_all(self) -> str:
        """Where the whole site stands, as far as it is known: what languages share, and their folders."""
        return self.address.removesuffix(self.folder) if self.folder else self.address


@dataclass(frozen=True, slots=True)
class Population:
    """The people of whom signatures are a share."""

    number: int
    who: str
    source: str  # with its year
    link: str = ""


@dataclass(frozen=True, slots=True)
class Consultation:
    settings: Settings
    subjects: dict[SubjectId, Subject]
    people: People
    pages: tuple[Page, ...] = ()
    population: Population | None = None
    representatives: tuple[Member, ...] = ()  # whom readers can write to, as the maintainer lists them


def folder_of(language: str, main: str) -> str:
    """The folder of a language from the top of the site: none for the main one."""
    return "" if language == main else f"{language}/"
