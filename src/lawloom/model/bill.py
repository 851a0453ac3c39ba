"""Bill and its versions: the draft text, and the law in force that it changes."""

from __future__ import annotations

from dataclasses import dataclass

from lawloom.model.article import Article
from lawloom.model.ids import ArticleId
from lawloom.model.written import ORIGINAL, Written


@dataclass(frozen=True, slots=True)
class Legal:
    """What formats of law ask for, as far as the author gives it."""

    country: str = ""  # ISO 3166, small letters: "fr", "ch-ge"
    eli: str = ""  # European Legislation Identifier
    eli_dl: str = ""  # identifier of the draft


UNTOLD = Legal()


@dataclass(frozen=True, slots=True)
class LawText:
    """A law, or the part of one that a bill changes."""

    title: str
    source: str  # Markdown, ends with a line feed
    file: str
    date: str = ""  # YYYY-MM-DD
    link: str = ""  # where it is published
    language: str = ""  # empty: that of the bill


@dataclass(frozen=True, slots=True)
class LawChange:
    """What a bill makes of a law in force; both texts come from the author."""

    name: str  # a slug
    before: LawText
    after: LawText
    articles: tuple[ArticleId, ...] = ()  # of the bill, that change it


@dataclass(frozen=True, slots=True)
class BillVersion:
    number: int
    label: str  # as it was typed, or as its file is called: "deuxième lecture", "second-draft"
    date: str  # YYYY-MM-DD
    file: str
    title: str = ""  # empty: that of the bill
    author: str = ""
    explanation: str = ""  # what changed
    preamble: str = ""
    articles: tuple[Article, ...] = ()
    language: str = ""  # empty: that of the bill
    written: Written = ORIGINAL
    video: str = ""
    sha256: str = ""  # of its file when it was published; empty: not known
    legal: Legal = UNTOLD
    source: str = ""  # Markdown below the front matter as it was typed, never a translation; ends with a line feed
    source_language: str = ""  # empty: that of the bill


@dataclass(frozen=True, slots=True)
class Bill:
    title: str
    preamble: str  # Markdown before the first article
    articles: tuple[Article, ...]
    versions: tuple[BillVersion, ...] = ()
    version: str = ""  # label of the text as it stands
    date: str = ""
    author: str = ""
    video: str = ""
    explanation: str = ""
    file: str = ""
    language: str = ""  # empty: that of the subject
    written: Written = ORIGINAL
    legal: Legal = UNTOLD
    source: str = ""  # as that of a version
    source_language: str = ""  # of it and of its versions; empty: that of the subject
    law: tuple[LawChange, ...] = ()  # by name
