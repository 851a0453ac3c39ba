"""Distinct people.

source  design, section 4: `people` = distinct persons of the rows, null where only counts exist. Whoever sent a
        contribution or a vote took part, also when the vote was taken back, came late or was contradicted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise

from lawloom.ledger.columns import Segment, person_number, together
from lawloom.ledger.fold import Ledger

AT_MOST = 200_000  # persons kept in memory at once: some 25 MB
AT_ONCE = 25_000  # rows


@dataclass(frozen=True, slots=True)
class People:
    """How many persons a ledger knows of."""

    all: int
    by_channel: dict[str, int]
    wide: bool  # two of them have the same first 64 bits: they must be told apart by all 80


def people(ledger: Ledger) -> People:
    """The distinct persons of a ledger's contributions and votes."""
    senders: dict[str, set[int]] = {}
    for item in ledger.contributions.values():
        if item.by is not None:
            senders.setdefault(item.channel, set()).add(person_number(item.by))
    segments = tuple(segment for segment in ledger.votes.segments if segment.marks)
    channels = sorted({name for segment in segments for name in segment.channels} | senders.keys())
    everyone = set().union(*senders.values())
    voters = together(segments)
    if voters is None:
        many, wide = _distinct(segments, None, everyone)
    else:
        everyone.update(map(_number, voters))
        many, wide = len(everyone), _is_wide(everyone)
    if len(channels) == 1:
        return People(many, {channels[0]: many}, wide)
    return People(many, {name: _distinct(segments, name, senders.get(name, set()))[0] for name in channels}, wide)


def _number(pseudonym: bytes) -> int:
    return int(pseudonym, 16)


def _is_wide(numbers: set[int]) -> bool:
    """Whether two of them have the same first 64 bits. Sorted, because a second set would be as great as the first."""
    return any(a >> 16 == b >> 16 for a, b in pairwise(sorted(numbers)))


def _distinct(segments: Sequence[Segment], channel: str | None, also: set[int]) -> tuple[int, bool]:
    """Distinct persons among the rows of one channel (None: of all) and `also`; whether 64 bits are too few for them.

    Where there are too many for the memory they are counted in shares, by what their number begins with.
    """
    rows = sum(len(segment.persons) for segment in segments)
    seen, read = set(also), 0
    for numbers in _numbers(segments, channel, range(1 << 64)):
        seen |= numbers
        read += AT_ONCE
        if len(seen) > AT_MOST:
            break
    else:
        return len(seen), _is_wide(seen)
    many = -(-rows // read) + 1  # as if the rest brought as many new ones as what was read
    del seen
    found, wide = 0, False
    for share in range(many):
        first_bits = range((share << 64) // many, (share + 1 << 64) // many)
        some = {number for number in also if number >> 16 in first_bits}
        for numbers in _numbers(segments, channel, first_bits):
            some |= numbers
        found += len(some)
        wide = wide or _is_wide(some)
    return found, wide


def _numbers(segments: Iterable[Segment], channel: str | None, first_bits: range) -> Iterator[set[int]]:
    """The persons of the rows as numbers of 80 bits, some rows at a time; those alone that begin with these 64 bits."""
    low, high = first_bits.start, first_bits.stop
    for segment in segments:
        if channel is not None and channel not in segment.channels:
            continue
        for a in range(0, len(segment.persons), AT_ONCE):
            b = a + AT_ONCE
            rows: Iterable[tuple[int, int]] = zip(segment.persons[a:b], segment.tails[a:b], strict=True)
            if channel is not None and segment.channel_of is not None:
                place = segment.channels.index(channel)
                rows = compress(rows, (one == place for one in segment.channel_of[a:b]))
            yield {person << 16 | tail for person, tail in rows if low <= person < high}
