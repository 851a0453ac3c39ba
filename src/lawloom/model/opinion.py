"""Opinion groups of a phase, as they are kept and printed: counts and whole percents, and nobody's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import NamedTuple

from lawloom.model.ids import ContributionId
from lawloom.model.instant import Instant

SMALLEST = 5  # people; a smaller group is never kept, shown or told
LETTERS = "ABCDE"  # by which groups are called: neutral, and no group is the first in anything but size
COLUMNS, ROWS = 24, 16  # of the picture


class Votes(NamedTuple):
    """How people of one group voted on one item."""

    yes: int
    neither: int
    no: int

    @property
    def seen(self) -> int:
        return sum(self)

    def of(self, stance: int) -> int:
        return self.yes if stance > 0 else self.no

    def __or__(self, other: Votes) -> Votes:  # `+` of tuples joins them
        return Votes(self.yes + other.yes, self.neither + other.neither, self.no + other.no)


NO_VOTES = Votes(0, 0, 0)


class OpinionItem(NamedTuple):
    """What was voted on: the votes of each group, the largest group first."""

    id: ContributionId
    votes: tuple[Votes, ...]

    @property
    def all(self) -> Votes:
        return Votes(*(sum(part) for part in zip(*self.votes, strict=True)))

    def besides(self, group: int) -> Votes:
        """The votes of everybody who is not in that group."""
        others = [one for at, one in enumerate(self.votes) if at != group]
        return Votes(*(sum(part) for part in zip(*others, strict=True))) if others else NO_VOTES

    def shared(self, stance: int) -> Fraction:
        """How likely somebody of every group takes that stance: group-informed consensus.

        The product over the groups of (votes for it + 1) / (votes + 2). Source: Small, Bjorkegren, Erkkilä, Shaw,
        Megill 2021, "Polis: scaling deliberation by mapping high dimensional opinion spaces".
        """
        return prod((Fraction(one.of(stance) + 1, one.seen + 2) for one in self.votes), start=Fraction(1))


class Telling(NamedTuple):
    """An item that tells a group from the others, and the stance of the group: 1 for, -1 against."""

    item: ContributionId
    stance: int


class Cell(NamedTuple):
    """A place of the picture: so many people of that group stand there. Column and row count from 0, row 0 on top."""

    column: int
    row: int
    group: int
    people: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Votes that are in no group, and why: docs/data.md."""

    nobody: int = 0
    totals: int = 0
    support: int = 0
    torn: int = 0


@dataclass(frozen=True, slots=True)
class Opinion:
    """How people divide in one phase, by their votes.

    as_of, lines  the count it rests on, and how many lines the ledger had then
    groups        people of each group, the largest first; one group: they do not divide more than chance would
    items         what was voted on, the most shared first
    telling       of each group what tells it from the others
    for_all, against_all
                  what most people agree on, whatever their group
    shown         percent of the differences between people that the picture shows
    clear         percent: how much nearer people stand to their own group than to the next; None: one group
    stays         percent of agreement with the groups of other draws of the same people; None: one group
    draws         how many of them
    cells         the picture; empty where there is one group
    """

    phase: str
    as_of: Instant
    lines: int
    groups: tuple[int, ...]
    items: tuple[OpinionItem, ...]
    left_out: LeftOut = LeftOut()
    telling: tuple[tuple[Telling, ...], ...] = ()
    for_all: tuple[ContributionId, ...] = ()
    against_all: tuple[ContributionId, ...] = ()
    shown: int | None = None
    clear: int | None = None
    stays: int | None = None
    draws: int = 0
    cells: tuple[Cell, ...] = ()

    @property
    def people(self) -> int:
        return sum(self.groups)

    @property
    def votes(self) -> int:
        return sum(one.all.seen for one in self.items)


def in_order(items: Sequence[OpinionItem]) -> tuple[OpinionItem, ...]:
    """The most shared first: what every group is for, then the others; of equals by id. Exact on every machine."""
    return tuple(sorted(items, key=lambda one: (-one.shared(1), one.id)))
