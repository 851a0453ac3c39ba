"""Causes and solutions on one loom: a knot where a person tied a solution to a cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from markupsafe import Markup

from lawloom.model.contribution import Kind
from lawloom.model.ids import ContributionId
from lawloom.press.contributions import prints
from lawloom.press.desk.desk import Desk, is_safe
from lawloom.press.desk.subject_page import subject_page, titled
from lawloom.press.html.lean_page import LeanPage
from lawloom.press.html.press import Press
from lawloom.press.site.digest import digest
from lawloom.press.site.files import Part

MOST_CAUSES, MOST_SOLUTIONS = 8, 24  # that are drawn: upright threads fit a telephone, cross threads a page
ADDRESS = "map/all/ties/"  # from the folder of the subject; no contribution is called `all`
ROW, HEAD = 62, 74  # pixels from one cross thread to the next, and down to the first
SMALLEST, LARGEST = 7, 16  # radius of a knot
LONGEST_LABEL = 44  # letters


class Loom(NamedTuple):
    """The ties that people made.

    causes  those with the most ties first
    rows    solutions, those with the most ties first, with the number of contributions for each cause
    more    whether some ties are not drawn
    """

    causes: tuple[ContributionId, ...]
    rows: tuple[tuple[ContributionId, tuple[tuple[ContributionId, int], ...]], ...]
    more: bool


class Line(NamedTuple):
    """A solution in the table."""

    href: str
    title: str
    lang: Markup
    cells: list[Markup]


Ties = Mapping[ContributionId, Mapping[ContributionId, int]]  # solution: cause: contributions that say so


def ties_of(desk: Desk) -> Ties:
    """Which solution was sent as an answer to which cause; what was united counts with what it was united with."""
    found: dict[ContributionId, Counter[ContributionId]] = {}
    for solution, cause in _ties(desk):
        found.setdefault(solution, Counter())[cause] += 1
    return found


def loom_of(desk: Desk, ties: Ties) -> Loom:
    """The ties that are drawn."""
    causes = Counter(cause for of in ties.values() for cause in of)
    order = {id: at for at, id in enumerate(desk.items)}
    drawn = sorted(causes, key=lambda id: (-causes[id], order[id]))
    columns = tuple(drawn[:MOST_CAUSES])
    kept = {solution: {c: of[c] for c in columns if c in of} for solution, of in ties.items()}
    rows = sorted((id for id, of in kept.items() if of), key=lambda id: (-sum(kept[id].values()), order[id]))
    shown = tuple((id, tuple(kept[id].items())) for id in rows[:MOST_SOLUTIONS])
    return Loom(columns if shown else (), shown, len(rows) > MOST_SOLUTIONS or len(drawn) > MOST_CAUSES)


def _ties(desk: Desk) -> Iterator[tuple[ContributionId, ContributionId]]:
    for id, item in desk.items.items():
        if item.kind is not Kind.SOLUTION:
            continue
        on = desk.elements[id].answers if id in desk.elements else item.on
        if not on or on not in desk.items or desk.items[on].kind is not Kind.CAUSE:
            continue
        cause = desk.items[on].merged_into or on
        solution = item.merged_into or id
        fits = solution in desk.items and desk.items[solution].kind is Kind.SOLUTION and cause in desk.items
        if fits and is_safe(solution) and is_safe(cause):
            yield solution, cause


def print_loom(press: Press, desk: Desk, part: Part, loom: Loom, ground: str) -> None:
    """Print the page of the ties, where there are any and something of it changed."""
    if not loom.rows:
        return
    ids = (*loom.causes, *(id for id, _ in loom.rows))
    print_ = digest("\x1d".join([ground, repr(loom), *[prints.named(desk, id) for id in ids]]))
    page = subject_page(desk, press.printery, ADDRESS)
    if not part.stands(page.file, print_):
        desk.texts.fetch([id for id in ids if id in desk.contributions])
        part.put(page.file, _page(page, desk, loom), print_)


def _page(page: LeanPage, desk: Desk, loom: Loom) -> bytes:
    """The loom and its table; the number of a knot is told where more than one contribution makes it."""
    words, up = desk.words, page.up
    letters = {id: chr(ord("A") + at) for at, id in enumerate(loom.causes)}
    body = page.render(
        "map_loom.html",
        label=words("map-ties-label"),
        height=HEAD + ROW * (len(loom.rows) - 1) + 28,
        threads=_svg(desk, loom, letters),
        causes=[(letters[id], f"{up}c/{id}/", desk.title(id), desk.attribute_of(id)) for id in loom.causes],
        lines=[_line(desk, loom, at, up) for at in range(len(loom.rows))],
        numbers=any(many > 1 for _, ties in loom.rows for _, many in ties),
        more=loom.more,
    )
    return page.printed(titled(desk, words("map-ties-short")), [body])


def _line(desk: Desk, loom: Loom, at: int, up: str) -> Line:
    id, ties = loom.rows[at]
    many = dict(ties)
    cells = [
        desk.words.figure(f"map/ties/{id}/{cause}", many[cause]) if cause in many else Markup("–")
        for cause in loom.causes
    ]
    return Line(f"{up}c/{id}/", desk.title(id), desk.attribute_of(id), cells)


def _svg(desk: Desk, loom: Loom, letters: dict[ContributionId, str]) -> Markup:
    step = 83 / max(1, len(loom.causes) - 1) if len(loom.causes) > 1 else 0
    at = {id: round(8 + step * n, 1) for n, id in enumerate(loom.causes)}
    parts = [
        Markup(
            '<line class="ax" x1="{0}%" x2="{0}%" y1="24" y2="100%"/>'
            '<text class="b" x="{0}%" y="14" text-anchor="middle">{1}</text>'
        ).format(at[id], letters[id])
        for id in loom.causes
    ]
    most = max((many for _, ties in loom.rows for _, many in ties), default=1)
    for row, (id, ties) in enumerate(loom.rows):
        y = HEAD + ROW * row
        parts.append(
            Markup(
                '<line class="edge" x1="0" x2="100%" y1="{0}" y2="{0}"/>'
                '<text class="halo" x="0" y="{1}"{2}>{3}</text>\n'
            ).format(y, y - 26, desk.attribute_of(id), _short(desk.title(id)))
        )
        for cause, many in ties:
            radius = SMALLEST + (LARGEST - SMALLEST) * (many - 1) // max(1, most - 1)
            parts.append(Markup('<circle class="kn" cx="{}%" cy="{}" r="{}"/>').format(at[cause], y, radius))
            if many > 1:
                parts.append(
                    Markup('<text class="halo" x="{}%" y="{}" dx="{}">{}</text>').format(
                        at[cause], y + 4, radius + 4, desk.words.number(many)
                    )
                )
    return Markup().join(parts)


def _short(title: str) -> str:
    """A label that fits a telephone: text in a figure never wraps."""
    return title if len(title) <= LONGEST_LABEL else title[:LONGEST_LABEL].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
