"""Votes as a table of people and items, the form in which opinion groups are found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Name = str | int  # of a person or an item; of one sort in one table

FOR, NEITHER, AGAINST = 1, 0, -1
UNSEEN = 2  # in a cell: this person did not vote on this item

Cells = npt.NDArray[np.int8]
Numbers = npt.NDArray[np.float64]
Labels = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class VoteTable:
    """The last vote of each person on each item.

    people, items  in their own order, so that the order of the rows makes no difference
    cells          people x items: FOR, NEITHER, AGAINST or UNSEEN
    """

    people: tuple[Name, ...]
    items: tuple[Name, ...]
    cells: Cells

    def take(self, rows: Labels) -> VoteTable:
        """The table of these people, by their numbers; one may be there more than once."""
        return VoteTable(tuple(self.people[at] for at in rows), self.items, self.cells[rows])


def table_of(votes: Iterable[tuple[Name, Name, int]]) -> VoteTable:
    """The table of rows (person, item, stance); of several for the same person and item the last one counts.

    stance  1 for, 0 pass or mixed, -1 against; ValueError for anything else
    """
    people: dict[Name, int] = {}
    items: dict[Name, int] = {}
    who: list[int] = []
    what: list[int] = []
    stances: list[int] = []
    for person, item, stance in votes:
        who.append(people.setdefault(person, len(people)))
        what.append(items.setdefault(item, len(items)))
        stances.append(stance)
    found = np.asarray(stances, dtype=np.float64)
    if wrong := found[~np.isin(found, (FOR, NEITHER, AGAINST))].tolist():
        raise ValueError(f"a stance is 1, 0 or -1, and not {wrong[0]}")
    in_order, columns = sorted(people), sorted(items)
    cells = np.full((len(people), len(items)), UNSEEN, dtype=np.int8)
    # Where the same cell is named again, the last value stays.
    cells[_places(people, in_order)[who], _places(items, columns)[what]] = found.astype(np.int8)
    return VoteTable(tuple(in_order), tuple(columns), cells)


def _places(numbers: dict[Name, int], in_order: list[Name]) -> Labels:
    """Where each stands in order, by the number in which it came."""
    places = np.empty(len(in_order), dtype=np.intp)
    places[[numbers[name] for name in in_order]] = np.arange(len(in_order))
    return places
