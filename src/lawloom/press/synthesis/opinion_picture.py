"""The picture of opinion groups: a mark where people stand, by shape and fill, with places in percent of the width."""

from __future__ import annotations

from collections import defaultdict
from math import isqrt

from markupsafe import Markup

from lawloom.model.opinion import COLUMNS, LETTERS, ROWS, Opinion

HEIGHT = 352  # pixels: a row of the picture is 22 of them, as wide as a column is on a large screen
LARGEST = 9  # pixels from the middle of a mark to its border
SMALLEST = 3
_SHIFT = 4  # pixels by which marks of two groups in one place stand apart
_OPEN = "op-o"  # class of a shape that is drawn and not filled

Place = tuple[int, int]  # column, row


def picture(opinion: Opinion, title: str, described: str) -> Markup:
    """The picture as SVG, its words told apart: title and description for who does not see it."""
    most = max(cell.people for cell in opinion.cells)
    there: dict[Place, list[int]] = defaultdict(list)
    for cell in opinion.cells:
        there[cell.column, cell.row].append(cell.group)
    parts = []
    for cell in opinion.cells:
        groups = there[cell.column, cell.row]
        x, y = _middle(cell.column, cell.row)
        shift = _SHIFT * (2 * groups.index(cell.group) - len(groups) + 1)
        parts.append(f'<svg x="{x}" y="{y}">{shape(cell.group, _reach(cell.people, most), shift)}</svg>')
    labels = [
        f'<text class="halo b op-l" x="{x}" y="{y + 6}" text-anchor="middle">{LETTERS[group]}</text>'
        for group, (x, y) in enumerate(_hearts(opinion))
    ]
    drawn = Markup("\n").join(Markup(one) for one in [*parts, *labels])  # noqa: S704  our own marks and numbers
    return Markup(
        '<svg class="op" width="100%" height="{}" role="img" direction="ltr" aria-labelledby="op-t" '
        'aria-describedby="op-d">\n<title id="op-t">{}</title><desc id="op-d">{}</desc>\n{}</svg>'
    ).format(HEIGHT, title, described, drawn)


def sign(group: int) -> Markup:
    """The mark of a group in a line of text."""
    svg = (
        f'<svg class="op" width="20" height="20" aria-hidden="true"><svg x="10" y="10">{shape(group, 7, 0)}</svg></svg>'
    )
    return Markup(svg)  # noqa: S704  our own marks


def shape(group: int, reach: int, shift: int) -> str:
    """A mark around the origin: full circle, open square, full triangle, open diamond, cross.

    reach  pixels from the middle to the border
    shift  pixels to the right
    """
    r, x = reach, shift
    if group == 0:
        return f'<circle class="kn" cx="{x}" r="{r}"/>'
    if group == 1:
        return f'<path class="{_OPEN}" d="M{x - r} {-r}h{2 * r}v{2 * r}h{-2 * r}z"/>'
    if group == 2:
        return f'<path class="op-t" d="M{x} {-r}l{r + 1} {2 * r}h{-2 * r - 2}z"/>'
    if group == 3:
        return f'<path class="{_OPEN}" d="M{x} {-r - 1}l{r + 1} {r + 1}l{-r - 1} {r + 1}l{-r - 1} {-r - 1}z"/>'
    return f'<path class="op-x" d="M{x - r} {-r}l{2 * r} {2 * r}m0 {-2 * r}l{-2 * r} {2 * r}"/>'


def _reach(people: int, most: int) -> int:
    """The area of a mark goes with its people."""
    return max(SMALLEST, isqrt(LARGEST * LARGEST * people // most))


def _middle(column: int, row: int) -> tuple[str, int]:
    """Of a place: in percent of the width, and in pixels from the top."""
    return _percent(2 * column + 1, 2 * COLUMNS), HEIGHT * (2 * row + 1) // (2 * ROWS)


def _percent(part: int, whole: int) -> str:
    tenths = (2000 * part + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%" if tenths % 10 else f"{tenths // 10}%"


def _hearts(opinion: Opinion) -> list[tuple[str, int]]:
    """The mean place of each group's people, for its letter."""
    found = []
    for group in range(len(opinion.groups)):
        cells = [cell for cell in opinion.cells if cell.group == group]
        many = sum(cell.people for cell in cells)
        across = sum(cell.people * (2 * cell.column + 1) for cell in cells)
        down = sum(cell.people * (2 * cell.row + 1) for cell in cells)
        found.append((_percent(across, 2 * COLUMNS * many), HEIGHT * down // (2 * ROWS * many)))
    return found
