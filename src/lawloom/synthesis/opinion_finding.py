"""Find the opinion groups of a phase, and keep of them what is printed: counts and percents, no person."""

from __future__ import annotations

from collections.abc import Callable
from itertools import starmap

import numpy as np

from lawloom.model.instant import Instant
from lawloom.model.opinion import (
    COLUMNS,
    ROWS,
    SMALLEST,
    Cell,
    LeftOut,
    Opinion,
    OpinionItem,
    Telling,
    Votes,
    in_order,
)
from lawloom.synthesis.opinion import OpinionGroups, opinion_groups, stability
from lawloom.synthesis.opinion_chance import more_than_chance
from lawloom.tally.by_person import VotesByPerson

DRAWS = 40
OUTSIDE = 1  # percent of the people at each end of an axis
MOST_CELLS = 25_000_000  # people x items x draws that are drawn anew: some ten seconds


def find(
    votes: VotesByPerson,
    phase: str,
    *,
    as_of: Instant,
    lines: int,
    progress: Callable[[str], None] = lambda _: None,
) -> Opinion | None:
    """The groups of a phase; None where nobody voted, or fewer than five people.

    as_of, lines  of the count of the votes
    progress      told what is looked for, by a key of messages
    """
    progress("synthesis-groups")
    groups = opinion_groups(votes.rows)
    if len(groups.table.people) < SMALLEST:
        return None
    if groups.k > 1 and not (min(groups.sizes) >= SMALLEST and more_than_chance(groups.table, groups.map)):
        groups = opinion_groups(votes.rows, 1)
    many = groups.k > 1
    draws = _draws(groups) if many else 0
    stays = stability(groups, draws) if many else None
    return Opinion(
        phase,
        as_of,
        lines,
        groups.sizes,
        in_order(_items(groups)),
        LeftOut(votes.nobody, votes.totals, votes.support, votes.torn),
        tuple(tuple(Telling(str(one.item), one.stance) for one in some) for some in groups.representatives)
        if many
        else (),
        tuple(str(one.item) for one in groups.for_all),
        tuple(str(one.item) for one in groups.against_all),
        _percent(groups.map.share) if many else None,
        None if groups.clear is None else _percent(groups.clear),
        None if stays is None else max(0, _percent(stays)),
        draws,
        tuple(_cells(groups)) if many else (),
    )


def _draws(groups: OpinionGroups) -> int:
    """How often people are drawn anew: a large table says as much with fewer draws."""
    return max(10, min(DRAWS, MOST_CELLS // max(groups.table.cells.size, 1)))


def _percent(share: float) -> int:
    return round(100 * share)


def _items(groups: OpinionGroups) -> list[OpinionItem]:
    counts = groups.counts
    found = []
    for at, item in enumerate(groups.table.items):
        columns = zip(counts.yes[:, at], counts.seen[:, at], counts.no[:, at], strict=True)
        rows = ((int(yes), int(seen - yes - no), int(no)) for yes, seen, no in columns)
        found.append(OpinionItem(str(item), tuple(starmap(Votes, rows))))
    return found


def _cells(groups: OpinionGroups) -> list[Cell]:
    """How many people of each group stand in each place of the picture; no more is kept of them.

    Whoever stands far outside is drawn at its border.
    """
    plane = groups.map.points[:, :2]
    low, high = np.percentile(plane, OUTSIDE, axis=0), np.percentile(plane, 100 - OUTSIDE, axis=0)
    wide = np.where(high > low, high - low, 1.0)
    size = np.array((COLUMNS, ROWS))
    places = np.clip(np.floor((plane - low) / wide * size), 0, size - 1).astype(np.intp)
    label = np.array([groups.members[person] for person in groups.table.people], dtype=np.intp)
    rows = np.column_stack([places[:, 0], ROWS - 1 - places[:, 1], label])
    cells, many = np.unique(rows, axis=0, return_counts=True)
    return [Cell(column, row, group, n) for (column, row, group), n in zip(cells.tolist(), many.tolist(), strict=True)]
