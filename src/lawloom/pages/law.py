"""The text of an article for a page: each paragraph and point with its number and its anchor."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from lawloom.model.article import Article, Division, Paragraph, Point
from lawloom.pages.prose import is_balanced

# What cannot have a number in its first line: a heading, a table, a quotation, code, a list, an element, a rule.
_BLOCK = re.compile(r"\s{4}|\s*(?:#{1,6}\s|[|>`~<]|[*+-]\s|[*-]{3}|\d+[.)]\s|\[\^|\{:)")

Prose = Callable[[str], Markup]


@dataclass(frozen=True, slots=True)
class ParagraphView:
    address: str  # anchor on the page
    id: str  # own id, or empty: then the address says only where it stands
    number: str
    text: Markup


@dataclass(frozen=True, slots=True)
class DivisionView:
    id: str
    text: str


def paragraphs(article: Article, prose: Prose) -> tuple[ParagraphView, ...]:
    """The paragraphs of an article in order.

    prose  fits a piece of Markdown into the page
    """
    if not can_be_parted(article):
        addresses = [
            id for one in article.paragraphs for id in (one.address, *(point.address for point in one.points()))
        ]
        anchors = _anchors((*addresses[1:], *article.lost_ids))
        first = article.paragraphs[0].address if article.paragraphs else ""
        own = article.paragraphs[0].id if article.paragraphs else ""
        text = Markup("{}\n\n{}").format(anchors, prose(article.text)) if anchors else prose(article.text)
        return (ParagraphView(first, own, "", text),)
    views = [
        ParagraphView(one.address, one.id, one.number, Markup("\n\n").join(_pieces(one, prose)))
        for one in article.paragraphs
    ]
    if views and article.lost_ids:  # what leads to a part that this translation does not show apart arrives here
        views[0] = replace(views[0], text=Markup("{}\n\n{}").format(_anchors(article.lost_ids), views[0].text))
    return tuple(views)


def _anchors(ids: Iterable[str]) -> Markup:
    return Markup().join(Markup('<span id="{}"></span>').format(id) for id in ids)


def opened(article: Article, before: tuple[Division, ...]) -> tuple[DivisionView, ...]:
    """What begins with this article: parts, chapters, sections that the article before did not stand in."""
    return tuple(DivisionView(one.id, one.text) for one in article.within if one not in before)


def can_be_parted(article: Article) -> bool:
    """Whether no element is opened in one part of the article and closed in another, and no part is missing."""
    if not article.paragraphs:
        return not article.text
    return "<" not in article.text or all(is_balanced(text) for one in article.paragraphs for text in _texts(one))


def _texts(one: Paragraph | Point) -> Iterator[str]:
    for part in one.content:
        if isinstance(part, str):
            yield part
        else:
            yield from _texts(part)


def _pieces(one: Paragraph | Point, prose: Prose) -> Iterator[Markup]:
    number = Markup('<span class="no">{}</span>').format(_shown(one.number)) if one.number else Markup()
    parts = iter(_grouped(one.content))
    if number:
        first = next(parts, "")
        if isinstance(first, str) and first and not _BLOCK.match(first):
            yield Markup("{} {}").format(number, prose(first))
        else:
            yield Markup("<p>{}</p>").format(number)
            if first:
                yield _piece(first, prose)
    for part in parts:
        yield _piece(part, prose)


def _grouped(content: tuple[str | Point, ...]) -> Iterator[str | list[Point]]:
    row: list[Point] = []
    for part in content:
        if isinstance(part, Point):
            row.append(part)
            continue
        if row:
            yield row
            row = []
        yield part
    if row:
        yield row


def _piece(part: str | list[Point], prose: Prose) -> Markup:
    if isinstance(part, str):
        return prose(part)
    items = Markup("\n").join(
        Markup('<li id="{}" markdown="block">\n\n{}\n\n</li>').format(
            point.address, Markup("\n\n").join(_pieces(point, prose))
        )
        for point in part
    )
    return Markup('<ul class="points" markdown="1">\n{}\n</ul>').format(items)


def _shown(number: str) -> Markup:
    return escape("–" if number in ("-", "*", "+") else number)
