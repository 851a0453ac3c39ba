"""The votes on one item that stand, counted over columns: the rule of `lawloom.tally.votes` for a million votes.

A person with one stance, or with several at different moments, is counted by operations on all the votes of the item
at once. Whoever did more (took a vote back, cast two at one moment) is given to the rule itself, vote by vote.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from operator import xor

from lawloom.ledger.votes import (
    CODES,
    FRACTION,
    SHIFT,
    STANCES,
    WITHDRAWN,
    Segment,
    VoteColumns,
    instant_of,
    moment_number,
)
from lawloom.model.contribution import Kind
from lawloom.model.ids import ContributionId, Pseudonym
from lawloom.model.instant import Instant
from lawloom.model.vote import Stance, Vote
from lawloom.tally.phases import AFTER_ALL, ALWAYS, BEFORE_ALL, Windows
from lawloom.tally.stances import taken_as
from lawloom.tally.votes import standing_votes

_CHANNEL = 16  # bits of the channel, below the stance, where an item has votes of several
_LOW = 0 if sys.byteorder == "little" else 7  # where the stance's byte is in a mark
_NONE = 255  # a code that counts as nothing


@dataclass(slots=True)
class Stands:
    """The votes on one item: those that stand, and those that are kept and not counted."""

    rows: dict[str, list[int]] = field(default_factory=dict)  # channel: how many of each stance, in the order of Stance
    outside: int = 0  # stand, and were cast while no phase was open
    other: int = 0  # cast, of a stance that the kind does not ask for
    tied: int = 0  # persons whose latest votes contradict each other
    own: Stance | None = None  # the stance of the item's author
    any: bool = False  # somebody cast a vote at all
    last_at: Instant = ""  # newest vote, or withdrawal

    @property
    def people(self) -> int:
        return sum(map(sum, self.rows.values()))

    def add(self, channel: str, code: int, many: int = 1) -> None:
        self.rows.setdefault(channel, [0] * len(STANCES))[code] += many


@dataclass(slots=True)
class _Rows:
    """The votes of an item as two lists, the marks in order of time."""

    persons: list[int]
    marks: list[int]  # moment, thousandths (where `fraction`), stance, channel (where there are several)
    below: int  # bits below the moment
    fraction: int  # of them thousandths: they belong to the moment
    channels: list[str]

    def mark_at(self, moment: Instant) -> int:
        """What a mark of that moment is at least."""
        if moment in (BEFORE_ALL, AFTER_ALL):
            return 0 if moment == BEFORE_ALL else 1 << 128
        return moment_number(moment) << self.fraction + self.below


def stands(
    votes: VoteColumns,
    on: ContributionId,
    kind: Kind | None,
    *,
    windows: Windows = ALWAYS,
    author: Pseudonym | None = None,
    wide: bool = False,
) -> Stands:
    """The votes on an item of that kind (None: the bill).

    windows  when votes on it are open
    author   whose own vote is to be shown apart
    wide     tell persons apart by all their 80 bits; only needed where 64 do not (see people.py)
    """
    found = Stands()
    pieces = [(segment, *segment.rows[on]) for segment in votes.segments if on in segment.rows]
    if not pieces:
        return found
    rows = _gathered(pieces, wide=wide)
    found.any, found.last_at = True, instant_of(max(rows.marks) >> rows.below + rows.fraction)
    special: set[int] = set()
    codes = b"".join(memoryview(one.marks)[a:b].cast("B")[_LOW::8].tobytes() for one, a, b in pieces)
    usual, table = _codes_of(kind)
    if codes.translate(None, usual):
        special = _simplified(rows, codes, table, found)
    if rows.marks != sorted(rows.marks):
        pairs = sorted(zip(rows.marks, rows.persons, strict=True))
        rows.marks, rows.persons = [mark for mark, _ in pairs], [person for _, person in pairs]
    counted, ties = _latest(*_inside(rows, windows), rows.below)
    late, more_ties = _latest(*_outside(rows, windows), rows.below)
    for person in ties | more_ties:
        counted.pop(person, None)
        late.pop(person, None)
    _add(counted.values(), rows, found)
    found.outside = len(late)
    if author is not None:
        mark = counted.get(int(author, 16) if wide else int(author[:16], 16))
        found.own = None if mark is None else STANCES[mark >> rows.below - SHIFT & 7]
    if special | ties | more_ties:
        _by_the_rule(votes, on, kind, windows, author, special | ties | more_ties, wide, found)
    return found


def as_kind(votes: Iterable[Vote], kind: Kind | None) -> Iterator[Vote]:
    """The votes as stances of that kind; without those that are none there."""
    for vote in votes:
        taken = taken_as(kind, vote.stance)
        if taken is not None:
            yield vote if taken is vote.stance else replace(vote, stance=taken)


def _gathered(pieces: list[tuple[Segment, int, int]], *, wide: bool) -> _Rows:
    persons: list[int] = []
    marks: list[int] = []
    for one, a, b in pieces:
        persons += one.persons[a:b]
        marks += one.marks[a:b]
    if wide:
        tails = [tail for one, a, b in pieces for tail in one.tails[a:b]]
        persons = [person << 16 | tail for person, tail in zip(persons, tails, strict=True)]
    fraction = 0
    if any(one.thousandths for one, _, _ in pieces):
        fraction = FRACTION
        parts = [ms for one, a, b in pieces for ms in (one.thousandths[a:b] if one.thousandths else [0] * (b - a))]
        marks = [(m >> SHIFT << FRACTION | ms) << SHIFT | m & 255 for m, ms in zip(marks, parts, strict=True)]
    channels = sorted({name for piece in pieces for name in _channels(*piece)})
    if len(channels) == 1:
        return _Rows(persons, marks, SHIFT, fraction, channels)
    places = {name: place for place, name in enumerate(channels)}
    names = [
        name for one, a, b in pieces for name in (_channels(one, a, b) if one.channel_of else one.channels * (b - a))
    ]
    marks = [mark << _CHANNEL | places[name] for mark, name in zip(marks, names, strict=True)]
    return _Rows(persons, marks, SHIFT + _CHANNEL, fraction, channels)


def _channels(segment: Segment, a: int, b: int) -> Iterable[str]:
    """The channel of each row; a single name where all have the same."""
    if segment.channel_of is None:
        return segment.channels
    return map(segment.channels.__getitem__, segment.channel_of[a:b])


@cache
def _codes_of(kind: Kind | None) -> tuple[bytes, bytes]:
    """The codes that a kind takes as they are, and what each code is taken as."""
    taken = {code: taken_as(kind, stance) for code, stance in enumerate(STANCES)}
    usual = bytes(code for code, stance in taken.items() if stance is STANCES[code])
    table = bytearray([_NONE]) * 256
    for code, stance in taken.items():
        if stance is not None:
            table[code] = CODES[stance.value]
    return usual, bytes(table)


def _simplified(rows: _Rows, codes: bytes, table: bytes, found: Stands) -> set[int]:
    """Leave in rows only casts of stances that the kind takes, by persons who took nothing back; gives the others."""
    special = {person for person, code in zip(rows.persons, codes, strict=True) if code & WITHDRAWN}
    stance_at = rows.below - SHIFT
    persons, marks = [], []
    for person, mark, code in zip(rows.persons, rows.marks, codes, strict=True):
        taken = table[code]
        if taken != _NONE:
            if person not in special:
                persons.append(person)
                marks.append(mark ^ (code ^ taken) << stance_at)
        elif not code & WITHDRAWN:
            found.other += 1
    rows.persons, rows.marks = persons, marks
    return special


Lists = tuple[list[int], list[int]]


def _inside(rows: _Rows, windows: Windows) -> Lists:
    """What was cast while votes were open."""
    if windows is ALWAYS:
        return rows.persons, rows.marks
    persons: list[int] = []
    marks: list[int] = []
    for opens, closes in windows.spans:
        a, b = bisect_left(rows.marks, rows.mark_at(opens)), bisect_left(rows.marks, rows.mark_at(closes))
        persons += rows.persons[a:b]
        marks += rows.marks[a:b]
    return persons, marks


def _outside(rows: _Rows, windows: Windows) -> Lists:
    """What was cast while they were not."""
    bounds = (BEFORE_ALL, *(moment for span in windows.spans for moment in span), AFTER_ALL)
    return (
        _inside(rows, Windows(tuple(zip(bounds[::2], bounds[1::2], strict=True))))
        if windows is not ALWAYS
        else ([], [])
    )


def _latest(persons: list[int], marks: list[int], below: int) -> tuple[dict[int, int], set[int]]:
    """The last mark of each person, and who has two different ones at one moment. marks in order of time."""
    last = dict(zip(persons, marks, strict=True))
    if len(last) == len(persons):
        return last, set()
    # A mark and the last one of its person differ in nothing, or in the moment, or (ties) only below the moment.
    apart = map(xor, map(last.__getitem__, persons), marks)
    if min(filter(None, apart), default=1 << below) >> below:
        return last, set()
    return last, {person for person, mark in zip(persons, marks, strict=True) if 0 < last[person] ^ mark < 1 << below}


def _add(marks: Iterable[int], rows: _Rows, found: Stands) -> None:
    if rows.below == SHIFT:
        codes = bytes([mark & 7 for mark in marks])
        for code in range(len(STANCES)):
            if many := codes.count(code):
                found.add(rows.channels[0], code, many)
        return
    for low, many in Counter(mark & (1 << rows.below) - 1 for mark in marks).items():
        found.add(rows.channels[low & (1 << _CHANNEL) - 1], low >> _CHANNEL & 7, many)


def _by_the_rule(
    votes: VoteColumns,
    on: ContributionId,
    kind: Kind | None,
    windows: Windows,
    author: Pseudonym | None,
    persons: set[int],
    wide: bool,
    found: Stands,
) -> None:
    """Count these persons' votes one by one."""
    first_bits = {person >> 16 for person in persons} if wide else persons
    theirs = list(as_kind(votes.of(on, first_bits), kind))
    if wide:
        theirs = [vote for vote in theirs if vote.by and int(vote.by, 16) in persons]
    inside = standing_votes(theirs, windows=windows)
    for vote in inside.votes.values():
        found.add(vote.channel, CODES[vote.stance.value])
        if author is not None and vote.by == author:
            found.own = vote.stance
    found.tied += len(inside.tied)
    late = [vote for vote in theirs if vote.withdrawn or not windows.holds(vote.cast_at)]
    found.outside += len(standing_votes(late).votes)
