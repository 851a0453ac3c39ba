"""Ids for paragraphs that have none, written where they belong; not one other letter of the file changes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lawloom.content import names
from lawloom.content.bill_text import read_bill
from lawloom.content.markdown_file import split_front_matter
from lawloom.content.suggestions import slug_from
from lawloom.model.article import Article, Paragraph, Point

WORDS = 4  # of a paragraph that make its id
# Short, and without them an id would say the opposite: "commune-ne-peut-refuser".
_NOT = frozenset({"kein", "ne", "ni", "nicht", "no", "non", "nor", "not", "nul", "pas", "sin"})
LONGEST = 40  # characters of an id that is made of words

# An id there would be text, or of something else: a heading, a table, a quotation, code, an element, a note.
_NO_PLACE = re.compile(r"\s*(?:#{1,6}\s|[|>`~<]|\[\^|\{:|[-*_]{3,}\s*$)")
_MARKS = re.compile(r"[*_`'’]|\[|\]\([^()]*\)|<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Named:
    """An id that was written."""

    id: str
    line: int
    article: str


@dataclass(frozen=True, slots=True)
class Naming:
    text: str  # of the file, with the new ids
    named: tuple[Named, ...]
    without: tuple[int, ...]  # lines of paragraphs that have no place for one: a table, a heading


def with_ids(text: str, taken: Collection[str], *, points: bool = False) -> Naming:
    """The text of a bill.md with an id for every paragraph that had none.

    taken   ids that are given already, in this text or elsewhere in the subject
    points  points get one, too
    raises  nothing: of a text that cannot be read nothing is named
    """
    parts, _ = split_front_matter(text, "")
    if parts is None:
        return Naming(text, (), ())
    read = read_bill(parts.body, "", parts.body_line)
    starts = {one.line for article in read.articles for one in _parts(article, points=True)}
    starts |= {article.line for article in read.articles}
    starts |= {one.line for article in read.articles for one in article.within}
    rows = text.split("\n")
    given = set(taken) | {id for article in read.articles for id in article.own_ids()}
    given |= {one.id for article in read.articles for one in article.within if one.id}
    named: list[Named] = []
    without: list[int] = []
    for article in read.articles:
        for one in _parts(article, points=points):
            if one.id:
                continue
            first = one.content[0] if one.content else ""
            words = first if isinstance(first, str) else ""
            if not article.id or not one.line or _NO_PLACE.match(words) or _NO_PLACE.match(rows[one.line - 1]):
                # A list without words above it is a paragraph without a row of its own.
                without.append(one.line or next((part.line for part in one.content if isinstance(part, Point)), 0))
                continue
            last = _last_row(rows, one.line, starts)
            id = _id_for(words, article.id, given)
            given.add(id)
            bare = rows[last - 1].rstrip()
            rows[last - 1] = f"{bare} {{#{id}}}{rows[last - 1][len(bare) :]}"
            named.append(Named(id, last, article.id))
    return Naming("\n".join(rows), tuple(named), tuple(without))


def inside(article: Article) -> Iterator[str]:
    """A line for each paragraph and named point, for people; of a paragraph without an id the address of its place."""
    for paragraph in article.paragraphs:
        yield f"paragraph     {paragraph.address}{'' if paragraph.id else '  (by place)'}"
        yield from (f"point         {point.id}" for point in paragraph.points() if point.id)


def _parts(article: Article, *, points: bool) -> Iterator[Paragraph | Point]:
    for paragraph in article.paragraphs:
        yield paragraph
        if points:
            yield from paragraph.points()


def _last_row(rows: list[str], first: int, starts: Collection[int]) -> int:
    """The last row of the words with which a paragraph begins, counted from 1."""
    last = first
    while last < len(rows) and rows[last].strip() and last + 1 not in starts and not _NO_PLACE.match(rows[last]):
        last += 1
    return last


def _id_for(words: str, article: str, given: Collection[str]) -> str:
    plain = slug_from(_MARKS.sub(" ", words[:300]))
    chosen = [one for one in plain.split("-") if len(one) > 3 or one.isdigit() or one in _NOT] or plain.split("-")
    base = "-".join(chosen[:WORDS])[:LONGEST].strip("-")
    if not base or base.isdigit():
        base = f"p-{hashlib.sha256(f'{article} {words}'.encode()).hexdigest()[:6]}"
    for candidate in (base, f"{article[:LONGEST]}-{base}"):
        if candidate not in given and not _is_kept(candidate):
            return candidate
    # Many paragraphs with the same words: what they stand under tells them apart, and then their number.
    digest = hashlib.sha256(f"{article} {words} {len(given)}".encode()).hexdigest()
    return next(one for n in range(6, 64) if (one := f"{base[:LONGEST]}-{digest[:n]}") not in given)


def _is_kept(id: str) -> bool:
    return names.is_device(id) or names.is_of_the_whole(id) or names.is_of_the_forge(id)
