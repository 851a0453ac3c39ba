"""Votes as columns: a million of them in some 20 MB, grouped by what they are about.

A vote is three numbers: who (the 20 hex digits of the pseudonym as 64 + 16 bits), when (the digits of the instant read
as hex digits, which keeps the order of time and needs no calendar) and what (one byte).
"""

from __future__ import annotations

from array import array
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from lawloom.model.ids import ContributionId, Pseudonym
from lawloom.model.instant import Instant
from lawloom.model.vote import Stance, Vote

STANCES = tuple(Stance)  # a vote's byte is its place here
CODES: dict[str, int] = {stance.value: code for code, stance in enumerate(STANCES)}
WITHDRAWN = 8  # added to the byte: the stance was taken back at that moment
SHIFT = 8  # a mark is moment << SHIFT | byte
MOST_PEOPLE = 150_000  # pseudonyms gathered in a set, some 15 MB; more are counted from the columns
FRACTION = 10  # bits of the thousandths, below the moment, where any vote has them

Column: TypeAlias = "array[int]"  # of type Q, I or H: unsigned numbers


def moment_number(time: Instant) -> int:
    """The instant as a number of the same order: 2027-03-18T06:00:00Z is 0x20270318060000."""
    return int(time.translate(_DELETE), 16)


_DELETE = {ord(letter): None for letter in "-T:Z"}


def instant_of(number: int) -> Instant:
    """The instant again."""
    d = f"{number:014x}"
    return f"{d[:4]}-{d[4:6]}-{d[6:8]}T{d[8:10]}:{d[10:12]}:{d[12:]}Z"


@dataclass(frozen=True, slots=True)
class Segment:
    """The votes of consecutive lines, grouped by item; within an item in the order of the ledger."""

    rows: Mapping[ContributionId, tuple[int, int]]  # item: its first row, and one past its last
    persons: Column  # first 16 hex digits of the pseudonym
    tails: Column  # the last four
    marks: Column  # moment << 8 | withdrawn | stance
    channels: tuple[str, ...]
    channel_of: Column | None = None  # place in channels; None: all the first
    thousandths: Column | None = None  # None: no vote has them
    numbers: Column | None = None  # number_of each; None: no vote has one
    nobody: Mapping[ContributionId, int] = field(default_factory=dict)  # votes without a person, by item
    people: frozenset[bytes] | None = frozenset()  # pseudonyms of the voters; None: more than MOST_PEOPLE


@dataclass(frozen=True, slots=True)
class VoteColumns:
    """All votes of a ledger, in one or more segments that follow each other."""

    segments: tuple[Segment, ...] = ()

    def __len__(self) -> int:
        return sum(len(segment.marks) for segment in self.segments)

    @property
    def items(self) -> tuple[ContributionId, ...]:
        """What was voted on, each once."""
        found = dict.fromkeys(on for segment in self.segments for on in segment.rows)
        return tuple(found | dict.fromkeys(on for segment in self.segments for on in segment.nobody))

    def nobody(self, on: ContributionId) -> int:
        """Votes on the item that came without a person: kept, not counted."""
        return sum(segment.nobody.get(on, 0) for segment in self.segments)

    def of(self, on: ContributionId, persons: Container[int] | None = None) -> Iterator[Vote]:
        """The votes on one item, in the order of the ledger, without those that have no person.

        persons  only those of persons whose first 64 bits are here
        """
        for segment in self.segments:
            first, end = segment.rows.get(on, (0, 0))
            for row in range(first, end):
                if persons is None or segment.persons[row] in persons:
                    yield _vote(segment, on, row)

    def __iter__(self) -> Iterator[Vote]:
        return (vote for on in self.items for vote in self.of(on))


def _vote(segment: Segment, on: ContributionId, row: int) -> Vote:
    mark = segment.marks[row]
    number = segment.numbers[row] if segment.numbers else 0
    return Vote(
        on=on,
        by=f"{segment.persons[row]:016x}{segment.tails[row]:04x}",
        stance=STANCES[mark & 7],
        cast_at=instant_of(mark >> SHIFT),
        ms=segment.thousandths[row] if segment.thousandths else 0,
        withdrawn=bool(mark & WITHDRAWN),
        channel=segment.channels[segment.channel_of[row] if segment.channel_of else 0],
        number=str(number) if number else "",
    )


def person_number(by: Pseudonym) -> int:
    """A pseudonym as one number of 80 bits: persons[row] << 16 | tails[row]."""
    return int(by, 16)


def merged(segments: tuple[Segment, ...]) -> Segment:
    """One segment of several that follow each other."""
    if len(segments) == 1:
        return segments[0]
    channels = {name: at for at, name in enumerate(dict.fromkeys(n for s in segments for n in s.channels))}
    rows: dict[str, tuple[int, int]] = {}
    nobody: dict[str, int] = {}
    persons, tails, marks = array("Q"), array("H"), array("Q")
    ofs = array("H") if len(channels) > 1 else None
    thousandths = array("H") if any(s.thousandths for s in segments) else None
    numbers = array("Q") if any(s.numbers for s in segments) else None
    renamed = [array("H", (channels[name] for name in s.channels)) for s in segments]
    for on in dict.fromkeys(on for s in segments for on in s.rows):
        first = len(marks)
        for s, names in zip(segments, renamed, strict=True):
            a, b = s.rows.get(on, (0, 0))
            persons += s.persons[a:b]
            tails += s.tails[a:b]
            marks += s.marks[a:b]
            if ofs is not None:
                ofs.extend(
                    array("H", map(names.__getitem__, s.channel_of[a:b])) if s.channel_of else names[:1] * (b - a)
                )
            if thousandths is not None:
                thousandths += s.thousandths[a:b] if s.thousandths else array("H", bytes(2 * (b - a)))
            if numbers is not None:
                numbers += s.numbers[a:b] if s.numbers else array("Q", bytes(8 * (b - a)))
        rows[on] = first, len(marks)
    for s in segments:
        for on, many in s.nobody.items():
            nobody[on] = nobody.get(on, 0) + many
    people = together(segments)
    return Segment(rows, persons, tails, marks, tuple(channels), ofs, thousandths, numbers, nobody, people)


def together(segments: Iterable[Segment]) -> frozenset[bytes] | None:
    """The pseudonyms of all voters; None where they are more than MOST_PEOPLE."""
    people: set[bytes] = set()
    for segment in segments:
        if segment.people is None:
            return None
        people |= segment.people
    return frozenset(people) if len(people) <= MOST_PEOPLE else None
