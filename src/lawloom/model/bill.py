"""Bill and Article: the draft text. An article keeps its id when its number changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lawloom.model.ids import ArticleId
from lawloom.model.written import ORIGINAL, Written


@dataclass(frozen=True, slots=True)
class Division:
    """What stands above articles: `# Chapter 2. Clean water {#clean-water}`."""

    kind: str  # part, book, title, chapter, section, subsection: what its first word says, else chapter
    heading: str  # "Chapter 2"; empty where it has no number
    title: str  # "Clean water"
    text: str  # both as typed
    line: int  # of the heading in the file
    id: str = ""  # own id, or empty


@dataclass(frozen=True, slots=True)
class Point:
    """`(a) …`, `1° …`, `- …` inside a paragraph or another point."""

    id: str  # own id, or empty
    address: str  # own id, else "<paragraph>.<place>"
    number: str  # as typed: "(a)", "1°", "-"
    content: tuple[str | Point, ...]  # Markdown and points, in order; the Markdown without number and id
    line: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`(1) … {#fit-and-safe}`, or a paragraph without a number."""

    id: str  # own id, or empty
    address: str  # own id, else "<article>.<place>": it changes when another paragraph comes before it
    number: str  # "(1)", "I. -", or empty
    content: tuple[str | Point, ...]
    line: int

    def points(self) -> Iterator[Point]:
        """All its points in order, each before those inside it."""
        yield from _points(self.content)


def _points(content: tuple[str | Point, ...]) -> Iterator[Point]:
    for one in content:
        if isinstance(one, Point):
            yield one
            yield from _points(one.content)


@dataclass(frozen=True, slots=True)
class Article:
    """`## Article 7. Title {#open-data}`: the id is a word, the number may change."""

    id: ArticleId
    heading: str  # "Article 7"
    title: str
    text: str  # Markdown of the article without its heading, without ids of paragraphs, without its statement
    line: int  # of the heading in the file
    chapter: str = ""  # the innermost of `within` as typed, or empty
    language: str = ""  # BCP 47; empty: that of the bill
    paragraphs: tuple[Paragraph, ...] = ()  # the same text in its parts
    statement: str = ""  # why it is so: Markdown of the block `> [!why]` under it
    within: tuple[Division, ...] = ()  # what it stands in, the outermost first
    lost_ids: tuple[str, ...] = ()  # of a translation: own ids of parts of the original that none of its parts has

    def own_ids(self) -> Iterator[str]:
        """Its id, and the own ids of its paragraphs and points, or of those of its original."""
        yield self.id
        yield from self.lost_ids
        for paragraph in self.paragraphs:
            yield from (id for id in (paragraph.id, *(point.id for point in paragraph.points())) if id)

    def number_of(self, id: str) -> str:
        """The number of a paragraph or a point by its own id: "(2)", "(2) (a)"; empty: the article, or it has none."""
        for paragraph in self.paragraphs:
            if id == paragraph.id:
                return paragraph.number
            for point in paragraph.points():
                if id == point.id:
                    return " ".join(part for part in (paragraph.number, point.number) if part)
        return ""


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
    label: str
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
