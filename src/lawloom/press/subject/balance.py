"""Balance of arguments: for each cause and solution, how many speak for it and how many against, mirrored."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from lawloom.model.ids import ContributionId
from lawloom.press.desk.desk import Desk, is_safe
from lawloom.press.html.shell import Printery

MOST = 12
FEWEST = 3  # arguments that a row has at least
FEWEST_ROWS = 3  # rows that can be compared
SMALLEST_SCALE = 5  # arguments: under this a full width would make much of little
HALF = 48  # percent of the width that the greatest number takes on its side


class Scale(NamedTuple):
    """One row: whole percents of the width, and the numbers in words."""

    href: str
    title: str
    votes_against: int  # percent, to the left of the middle
    left: int  # where that begins
    votes_for: int
    against: Markup
    for_: Markup
    n_against: Markup
    n_for: Markup


def slot(desk: Desk, printery: Printery) -> Markup:
    """The rows with the most arguments; a sentence where there is none, nothing where there is too little to weigh."""
    ids = weighed(desk)
    shown = shown_of(desk, ids)
    if not desk.items:
        return Markup()
    if ids and not shown:
        return Markup('<p><a href="map/">{}</a></p>').format(desk.words("map-see"))
    most = max([SMALLEST_SCALE, *(max(_numbers(desk, id)) for id in shown)])
    return printery.render(
        "slots/balance.html",
        desk.words,
        rows=[_scale(desk, id, most) for id in shown],
        lede=desk.words("balance-lede", n=len(shown)),
        more=len(ids) > len(shown),
        lang=desk.lang,
    )


def weighed(desk: Desk) -> list[ContributionId]:
    """Whatever has a page and direct arguments, the most argued first; equal ones in the order of the count."""
    found = []
    for id, item in desk.items.items():
        if item.arguments_for or item.arguments_against:
            one = desk.contributions.get(id)
            gone = one is not None and (one.hidden or one.erased or one.merged_into is not None)
            if not gone and desk.has_page(id) and is_safe(id):
                found.append(id)
    return sorted(found, key=lambda id: -sum(_numbers(desk, id)))


def needed(desk: Desk) -> list[ContributionId]:
    """Whose texts the rows show."""
    return shown_of(desk, weighed(desk))


def shown_of(desk: Desk, ids: list[ContributionId]) -> list[ContributionId]:
    """Those that get a row: of what nobody argued much on, the arguments themselves are read as quickly as a figure."""
    found = [id for id in ids[:MOST] if sum(_numbers(desk, id)) >= FEWEST]
    return found if len(found) >= FEWEST_ROWS else []


def _numbers(desk: Desk, id: ContributionId) -> tuple[int, int]:
    item = desk.items[id]
    return item.arguments_for, item.arguments_against


def _scale(desk: Desk, id: ContributionId, most: int) -> Scale:
    words = desk.words
    votes_for, against = _numbers(desk, id)
    said_for, said_against = (f"items/{id}/arguments/{side}" for side in ("for", "against"))
    left = _width(against, most)
    return Scale(
        href=f"c/{id}/",
        title=desk.title(id),
        votes_against=left,
        left=50 - left,
        votes_for=_width(votes_for, most),
        against=words.figure(said_against, against, "n-arguments-against"),
        for_=words.figure(said_for, votes_for, "balance-for"),
        n_against=words.figure(said_against, against),
        n_for=words.figure(said_for, votes_for),
    )


def _width(n: int, most: int) -> int:
    """Whole percents; what is there is seen."""
    return max(1, (2 * HALF * n + most) // (2 * most)) if n else 0
