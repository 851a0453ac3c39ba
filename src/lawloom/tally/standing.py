"""The votes on an item that stand, counted over columns: the rule of `lawloom.tally.votes` for a million votes.

A person with one stance, or with several at different moments, is counted by operations on all the votes of the item
at once. Whoever did more (took a vote back, cast two at one moment) is given to the rule itself, vote by vote.
"""

from __future__ import annotations

import json
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from itertools import accumulate, pairwise
from typing import IO, NamedTuple

from lawloom.ledger.columns import (
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
from lawloom.ledger.processes import shared, shares_of
from lawloom.model.contribution import Kind
from lawloom.model.ids import ContributionId, Pseudonym
from lawloom.model.instant import Instant
from lawloom.model.vote import Stance, Vote
from lawloom.tally.phases import AFTER_ALL, ALWAYS, BEFORE_ALL, Windows
from lawloom.tally.stances import taken_as
from lawloom.tally.votes import standing_votes

ALONE = 250_000  # votes that one process counts before it is worth starting another
_CHANNEL = 16  # bits of the channel, below the stance, where votes came by several
_LOW = 0 if sys.byteorder == "little" else 7  # where the stance's byte is in a mark
_NONE = 255  # a code that counts as nothing
_EACH = range(len(STANCES))
_END = 1 << 128  # no mark is as great


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


class Asked(NamedTuple):
    """An item, and what is to be known of the votes on it."""

    on: ContributionId
    kind: Kind | None  # None: the bill
    windows: Windows = ALWAYS  # when votes on it are open
    author: Pseudonym | None = None  # whose own vote is to be shown apart


Lists = tuple[list[int], list[int]]  # persons and marks, row by row


class Ballots:
    """The votes of a ledger, asked item by item.

    A mark is here, from the greatest bit down: moment, thousandths (where any vote has them), stance, channel (where
    there are several). So the order of marks is that of time, whatever the rest.

    wide  tell persons apart by all their 80 bits; only needed where 64 do not (see people.py)
    """

    def __init__(self, votes: VoteColumns, *, wide: bool = False) -> None:
        self._votes = votes
        self._wide = wide
        segments = [segment for segment in votes.segments if segment.marks]
        self._segments = [(one, one.rows, memoryview(one.marks).cast("B")[_LOW::8].tobytes()) for one in segments]
        self._channels = sorted({name for segment in segments for name in segment.channels})
        self._fraction = FRACTION if any(segment.thousandths for segment in segments) else 0
        self._below = SHIFT + (_CHANNEL if len(self._channels) > 1 else 0)  # bits below the moment
        self._plain = not wide and not self._fraction and self._below == SHIFT
        self._bounds: dict[Windows, list[tuple[int, int]]] = {}

    def of_each(self, asked: Sequence[Asked]) -> list[Stands]:
        """The votes on each item; where they are many, some items by a process of their own."""
        many = shares_of(len(self._votes), ALONE)
        before = list(accumulate((self._rows_on(one.on) for one in asked), initial=0))
        bounds = [bisect_left(before, before[-1] * share / many) for share in range(1, many)]
        shares = [asked[a:b] for a, b in pairwise([0, *bounds, len(asked)])]
        found = shared([partial(self._of_some, share) for share in shares], _write, _read)
        return [stands for some in found for stands in some]

    def _rows_on(self, on: ContributionId) -> int:
        return sum(rows[on][1] - rows[on][0] for _, rows, _ in self._segments if on in rows)

    def _of_some(self, asked: Sequence[Asked]) -> list[Stands]:
        return [self.of(*one) for one in asked]

    def of(
        self, on: ContributionId, kind: Kind | None, windows: Windows = ALWAYS, author: Pseudonym | None = None
    ) -> Stands:
        """The votes on one item."""
        found = Stands()
        persons: list[int] = []
        marks: list[int] = []
        pieces = []
        codes = b""
        for segment, rows, low in self._segments:
            if on in rows:
                a, b = rows[on]
                pieces.append((segment, a, b))
                persons += segment.persons[a:b]
                marks += segment.marks[a:b]
                codes += low[a:b]
        if not pieces:
            return found
        if not self._plain:
            persons, marks = self._widened(pieces, persons, marks)
        below, found.any = self._below, True
        if marks != sorted(marks):
            pairs = sorted(zip(marks, persons, strict=True))
            marks, persons = [mark for mark, _ in pairs], [person for _, person in pairs]
            codes = bytes([mark >> below - SHIFT & 15 for mark in marks])
        found.last_at = instant_of(marks[-1] >> below + self._fraction)
        special: set[int] = set()
        usual, table = _codes_of(kind)
        if codes.translate(None, usual):
            special, persons, marks, codes = self._simplified(persons, marks, codes, table, found)
        bounds = self._bounds_of(windows)
        if not (marks and len(bounds) == 1 and bounds[0][0] <= marks[0] and marks[-1] < bounds[0][1]):
            codes = b""
            late, more = _latest(*_between(persons, marks, _gaps(bounds)), below)
            persons, marks = _between(persons, marks, bounds)
            special |= more
        else:
            late = {}
        last, ties = _latest(persons, marks, below)
        special |= ties
        for person in special:
            last.pop(person, None)
            late.pop(person, None)
        found.outside = len(late)
        if below > SHIFT:
            for low_bits, many in Counter(mark & (1 << below) - 1 for mark in last.values()).items():
                found.add(self._channels[low_bits & (1 << _CHANNEL) - 1], low_bits >> _CHANNEL & 7, many)
        elif last:
            # Where nobody voted twice, the votes are those that stand.
            if len(codes) != len(last):
                codes = bytes([mark & 7 for mark in last.values()])
            found.rows[self._channels[0]] = [codes.count(code) for code in _EACH]
        if author is not None:
            mark = last.get(int(author, 16) if self._wide else int(author[:16], 16))
            found.own = None if mark is None else STANCES[mark >> below - SHIFT & 7]
        if special:
            self._by_the_rule(on, kind, windows, author, special, found)
        return found

    def _widened(self, pieces: list[tuple[Segment, int, int]], persons: list[int], marks: list[int]) -> Lists:
        """The same with what a plain ledger does not need: all bits of the person, thousandths, channels."""
        if self._wide:
            tails = [tail for one, a, b in pieces for tail in one.tails[a:b]]
            persons = [person << 16 | tail for person, tail in zip(persons, tails, strict=True)]
        if self._fraction:
            parts = [ms for one, a, b in pieces for ms in (one.thousandths[a:b] if one.thousandths else [0] * (b - a))]
            marks = [(m >> SHIFT << FRACTION | ms) << SHIFT | m & 255 for m, ms in zip(marks, parts, strict=True)]
        if self._below > SHIFT:
            places = {name: place for place, name in enumerate(self._channels)}
            names: list[int] = []
            for one, a, b in pieces:
                of_segment = [places[name] for name in one.channels]
                names += map(of_segment.__getitem__, one.channel_of[a:b]) if one.channel_of else of_segment * (b - a)
            marks = [mark << _CHANNEL | name for mark, name in zip(marks, names, strict=True)]
        return persons, marks

    def _simplified(
        self, persons: list[int], marks: list[int], codes: bytes, table: bytes, found: Stands
    ) -> tuple[set[int], list[int], list[int], bytes]:
        """Only the casts of stances that the kind takes, by persons who took nothing back; and those who did."""
        special = {person for person, code in zip(persons, codes, strict=True) if code & WITHDRAWN}
        stance_at = self._below - SHIFT
        left: list[tuple[int, int, int]] = []
        for person, mark, code in zip(persons, marks, codes, strict=True):
            taken = table[code]
            if taken != _NONE:
                if person not in special:
                    left.append((mark ^ (code ^ taken) << stance_at, person, taken))
            elif not code & WITHDRAWN:
                found.other += 1
        return special, [one[1] for one in left], [one[0] for one in left], bytes(one[2] for one in left)

    def _bounds_of(self, windows: Windows) -> list[tuple[int, int]]:
        """What a mark in each span is at least, and less than."""
        if windows not in self._bounds:
            self._bounds[windows] = [(self._mark_at(opens), self._mark_at(closes)) for opens, closes in windows.spans]
        return self._bounds[windows]

    def _mark_at(self, moment: Instant) -> int:
        if moment in (BEFORE_ALL, AFTER_ALL):
            return 0 if moment == BEFORE_ALL else _END
        return moment_number(moment) << self._fraction + self._below

    def _by_the_rule(
        self,
        on: ContributionId,
        kind: Kind | None,
        windows: Windows,
        author: Pseudonym | None,
        persons: set[int],
        found: Stands,
    ) -> None:
        """Count these persons' votes one by one."""
        first_bits = {person >> 16 for person in persons} if self._wide else persons
        theirs = list(as_kind(self._votes.of(on, first_bits), kind))
        if self._wide:
            theirs = [vote for vote in theirs if vote.by and int(vote.by, 16) in persons]
        inside = standing_votes(theirs, windows=windows)
        for vote in inside.votes.values():
            found.add(vote.channel, CODES[vote.stance.value])
            if author is not None and vote.by == author:
                found.own = vote.stance
        found.tied += len(inside.tied)
        late = [vote for vote in theirs if vote.withdrawn or not windows.holds(vote.cast_at)]
        found.outside += len(standing_votes(late).votes)


def _write(found: list[Stands], stream: IO[bytes]) -> None:
    values = [(s.rows, s.outside, s.other, s.tied, s.own and s.own.value, s.any, s.last_at) for s in found]
    stream.write(json.dumps(values).encode())


def _read(stream: IO[bytes]) -> list[Stands]:
    return [
        Stands(rows, outside, other, tied, None if own is None else STANCES[CODES[own]], some, last_at)
        for rows, outside, other, tied, own, some, last_at in json.loads(stream.read())
    ]


def as_kind(votes: Iterable[Vote], kind: Kind | None) -> Iterator[Vote]:
    """The votes as stances of that kind; without those that are none there."""
    for vote in votes:
        taken = taken_as(kind, vote.stance)
        if taken is not None:
            yield vote if taken is vote.stance else replace(vote, stance=taken)


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


def _gaps(bounds: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is in none of the spans."""
    edges = [0, *(edge for span in bounds for edge in span), _END]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _between(persons: list[int], marks: list[int], bounds: list[tuple[int, int]]) -> Lists:
    """The rows in the spans. marks in order."""
    some_persons: list[int] = []
    some_marks: list[int] = []
    for low, high in bounds:
        a, b = bisect_left(marks, low), bisect_left(marks, high)
        some_persons += persons[a:b]
        some_marks += marks[a:b]
    return some_persons, some_marks


def _latest(persons: list[int], marks: list[int], below: int) -> tuple[dict[int, int], set[int]]:
    """The last mark of each person, and who has two different ones at one moment. marks in order."""
    last = dict(zip(persons, marks, strict=False))
    if len(last) == len(persons):
        return last, set()
    # What came before the last mark of its person: equal to it (0), at another moment, or (ties) at the same.
    apart = [mark ^ last[person] for person, mark in zip(persons, marks, strict=False) if last[person] is not mark]
    if min(filter(None, apart), default=1 << below) >> below:
        return last, set()
    return last, {person for person, mark in zip(persons, marks, strict=True) if 0 < last[person] ^ mark < 1 << below}
