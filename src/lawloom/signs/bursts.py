"""Many votes on one item within one hour, against what is usual for it and what else was voted on then.

A vote is looked at when its person first voted on the item: who votes to and fro is one person. Votes outside of the
phases stand in no total and are not looked at; those of which only the day is known cannot be.
"""

from __future__ import annotations

import sys
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from lawloom.ledger.columns import SHIFT, STANCES, WITHDRAWN, VoteColumns, moment_number
from lawloom.model.contribution import Kind
from lawloom.model.ids import ContributionId
from lawloom.signs.moments import densest, instant, is_day, seconds
from lawloom.signs.rules import HOUR, LEAST, OTHERS, OWN, of_four, usual
from lawloom.tally.phases import AFTER_ALL, BEFORE_ALL, Windows
from lawloom.tally.stances import taken_as

_OF_HOUR = SHIFT + 16  # bits of a mark below the hour
_SECONDS = 1 if sys.byteorder == "little" else 6  # where the seconds are in a mark


class Asked(NamedTuple):
    """An item that can be voted on: its kind (None: the bill), and when."""

    kind: Kind | None
    windows: Windows


class Hour(NamedTuple):
    """The densest hour of one item; what is not said here as Burst has it.

    since   seconds, as lawloom.signs.moments has them
    people  who voted then: their pseudonyms as numbers
    """

    since: int
    people: frozenset[int]
    of: int
    usual: int
    others: int

    @property
    def votes(self) -> int:
        return len(self.people)

    @property
    def is_burst(self) -> bool:
        return self.votes >= OWN * self.usual and self.votes >= OTHERS * self.others


class Hours(NamedTuple):
    """The densest hours of the items that have a dense one, and the items of whose votes only the day is known."""

    found: dict[ContributionId, Hour]
    untimed: tuple[ContributionId, ...]


def densest_hours(votes: VoteColumns, items: Mapping[ContributionId, Asked], clocks: Collection[int]) -> Hours:
    """Look at each item.

    clocks  times of day at which a day begins: lawloom.signs.moments.clocks
    """
    found: dict[ContributionId, Hour] = {}
    untimed = []
    for on, asked in items.items():
        if not _is_worth_it(votes, on):
            continue
        firsts = _firsts(_rows(votes, on), asked)
        timed = {person: seconds(moment) for person, moment in firsts.items() if not is_day(moment, clocks)}
        if len(firsts) >= LEAST and not timed:
            untimed.append(on)
        times = sorted(timed.values())
        since, many = densest(times)
        if many >= LEAST:
            outside = Counter(time // HOUR for time in times if not since <= time < since + HOUR)
            people = frozenset(person for person, time in timed.items() if since <= time < since + HOUR)
            found[on] = Hour(since, people, len(firsts), usual([*outside.values()]), 0)
    others = _votes_in(votes, {on: hour.since for on, hour in found.items()}, clocks)
    return Hours({on: hour._replace(others=of_four(others[on])) for on, hour in found.items()}, tuple(untimed))


def _firsts(rows: list[tuple[int, int]], asked: Asked) -> dict[int, int]:
    """The moment of each person's first vote; rows are (mark, person)."""
    taken = _taken(asked.kind)
    bounds = [(_number(opens), _number(closes)) for opens, closes in asked.windows.spans]
    first: dict[int, int] = {}
    for mark, person in sorted(rows):
        moment = mark >> SHIFT
        if mark & 0xFF in taken and any(low <= moment < high for low, high in bounds):
            first.setdefault(person, moment)
    return first


def _rows(votes: VoteColumns, on: ContributionId) -> list[tuple[int, int]]:
    """(mark, person) of every vote on the item, cast or taken back."""
    found: list[tuple[int, int]] = []
    for segment in votes.segments:
        if on in segment.rows:
            a, b = segment.rows[on]
            numbers = [one << 16 | tail for one, tail in zip(segment.persons[a:b], segment.tails[a:b], strict=True)]
        found += zip(segment.marks[a:b], numbers, strict=True)
    return found


def _is_worth_it(votes: VoteColumns, on: ContributionId) -> bool:
    """Whether the votes on an item may have a dense hour, or be of days only; asked of every item, nothing is made."""
    marks = array("Q")
    for segment in votes.segments:
        if on in segment.rows:
            marks += segment.marks[slice(*segment.rows[on])]
    if len(marks) < LEAST:
        return False
    on_the_minute = memoryview(marks).cast("B")[_SECONDS::8].tobytes().count(0)  # as midnights are
    return on_the_minute >= LEAST or _may_be_dense(marks)


def _may_be_dense(marks: Iterable[int]) -> bool:
    """Whether an hour may hold as many: it lies within two hours of the clock that follow each other."""
    by_hour = Counter([mark >> _OF_HOUR for mark in marks])
    most = max(by_hour.values())
    if 2 * most < LEAST:
        return False
    if most >= LEAST:
        return True
    times = sorted(by_hour)
    return any(by_hour[one] + by_hour[other] >= LEAST for one, other in pairwise(times))


def _votes_in(
    votes: VoteColumns, since: Mapping[ContributionId, int], clocks: Collection[int]
) -> dict[ContributionId, list[int]]:
    """How many votes were cast in an item's hour on each other item that was voted on then."""
    begun: dict[int, set[int]] = {}  # by an hour of the clock, as marks have it: the hours that begin in it or before
    for begins in since.values():
        for time in (begins, begins + HOUR - 1):
            begun.setdefault(moment_number(instant(time)) >> _OF_HOUR - SHIFT, set()).add(begins)
    many: dict[int, dict[ContributionId, int]] = {begins: {} for begins in since.values()}
    for segment in votes.segments if many else ():
        for on, (a, b) in segment.rows.items():
            for mark in [one for one in segment.marks[a:b] if one >> _OF_HOUR in begun]:
                if not mark & WITHDRAWN and not is_day(mark >> SHIFT, clocks):
                    time = seconds(mark >> SHIFT)
                    for begins in begun[mark >> _OF_HOUR]:
                        if begins <= time < begins + HOUR:
                            many[begins][on] = many[begins].get(on, 0) + 1
    return {on: [n for other, n in many[begins].items() if other != on] for on, begins in since.items()}


def _taken(kind: Kind | None) -> frozenset[int]:
    return frozenset(code for code, stance in enumerate(STANCES) if taken_as(kind, stance) is not None)


def _number(moment: str) -> int:
    """An edge of a phase as a moment."""
    if moment in (BEFORE_ALL, AFTER_ALL):
        return 0 if moment == BEFORE_ALL else 1 << 64
    return moment_number(moment)
