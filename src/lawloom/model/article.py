"""Article: a part of the draft text, which keeps its id when its number changes, with its paragraphs and points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lawloom.model.ids import ArticleId


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
