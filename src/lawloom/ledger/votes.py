"""Votes as columns: a million of them in some 20 MB, grouped by what they are about.

A vote is three numbers: who (the 20 hex digits of the pseudonym as 64 + 16 bits), when (the digits of the instant read
as hex digits, which keeps the order of time and needs no calendar) and what (one byte). A whole shard is read by one
regular expression and a few operations on all its votes at once; nothing is made for a single vote.
"""

from __future__ import annotations

import re
import sys
from array import array
from binascii import Error as NotHexError
from binascii import hexlify, unhexlify
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from hashlib import sha256
from itertools import accumulate
from typing import Any, TypeAlias

from lawloom.model.ids import ContributionId, Pseudonym
from lawloom.model.instant import Instant
from lawloom.model.vote import Stance, Vote

STANCES = tuple(Stance)  # a vote's byte is its place here
CODES: dict[str, int] = {stance.value: code for code, stance in enumerate(STANCES)}
WITHDRAWN = 8  # added to the byte: the stance was taken back at that moment
SHIFT = 8  # a mark is moment << SHIFT | byte
MOST_PEOPLE = 150_000  # pseudonyms gathered in a set, some 15 MB; more are counted from the columns
FRACTION = 10  # bits of the thousandths, below the moment, where any vote has them

# The canonical line of a vote cast by a person, with what varies in groups. Other votes (withdrawn, without a person,
# with escapes) are read by json; they are few. `[^"]*` and `.{20}` are the fast loops of Python's matcher; what they
# took is checked for all the votes of a shard together.
_VOTE = (
    rb'\{"actor":(?:null|"[a-z]+"),"area":(?:null|"[^"\\\x00-\x1f]*"),"by":"(.{20})","channel":"%b",'
    rb'"event":"cast","kind":"vote",%b"on":"([^"]*)","prev":"(.{64})","stance":"([^"]*)","time":"(.{20})"\}\n'
)
_CAST = b'"event":"cast","kind":"vote"'
_FIRST = re.compile(rb'"channel":"([^"\\\x00-\x1f]+)","event":"cast","kind":"vote","on":"')


@cache
def _of_any_channel() -> re.Pattern[bytes]:
    return re.compile(_VOTE % (rb'(?P<channel>[^"]*)', rb'(?:"ms":(?P<ms>[0-9]+),)?(?:"number":"(?P<number>[^"]*)",)?'))


@lru_cache(32)
def _of_channel(channel: bytes) -> re.Pattern[bytes]:
    """The same for votes of one channel without thousandths and numbers, as most ledgers hold: three groups fewer."""
    return re.compile(_VOTE % (re.escape(channel), b""))


_CODE_OF = {name.encode(): code for name, code in CODES.items()}
_ID = re.compile(rb"[a-z0-9]+(?:-[a-z0-9]+)*")
_PLAIN = re.compile(rb'[^"\\\x00-\x1f]+')  # what stands in a JSON string as it is; letters outside ASCII by UTF-8
_MARKS = ((4, b"-"), (7, b"-"), (10, b"T"), (13, b":"), (16, b":"), (19, b"Z"))  # of an instant of 20 letters
_NOT_DIGITS = b"-T:Z"
Column: TypeAlias = "array[int]"  # of type Q, I or H: unsigned numbers


def moment_number(time: Instant) -> int:
    """The instant as a number of the same order: 2027-03-18T06:00:00Z is 0x20270318060000."""
    return int(time.translate(_DELETE), 16)


_DELETE = {ord(letter): None for letter in _NOT_DIGITS.decode()}


def instant_of(number: int) -> Instant:
    """The instant again."""
    d = f"{number:014x}"
    return f"{d[:4]}-{d[4:6]}-{d[6:8]}T{d[8:10]}:{d[10:12]}:{d[12:]}Z"


def number_of(text: str) -> int:
    """A vote's own number as one number of 64 bits, never 0; 0 for none."""
    if not text:
        return 0
    if text.isascii() and text.isdigit() and text[0] != "0" and len(text) < 19:
        return int(text)
    return int.from_bytes(sha256(text.encode()).digest()[:8]) | 1 << 63


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


class OddVotesError(Exception):
    """Lines that look like votes and are not in canonical form: they have to be read one by one."""


class VoteRows:
    """Gathers votes in the order of the ledger; `segment()` then groups them."""

    def __init__(self) -> None:
        self._index: dict[bytes, int] = {}  # item: its number here
        self._items = array("I")
        self._persons = array("Q")
        self._tails = array("H")
        self._marks = array("Q")
        self._channels: dict[str, int] = {}
        self._channel_of: Column | None = None
        self._thousandths: Column | None = None
        self._numbers: Column | None = None
        self._nobody: dict[str, int] = {}
        self._people: set[bytes] | None = set()

    def take_shard(self, content: bytes) -> tuple[list[bytes], list[bytes]]:
        """Take every usual vote of a shard.

        Gives what stands between the votes (before the first, before the second ... after the last: whole lines, mostly
        nothing) and the `prev` of each vote.
        raises  OddVotesError, having taken nothing
        """
        first = _FIRST.search(content)
        pattern = _of_channel(first[1]) if first else _of_any_channel()
        parts = pattern.split(content)
        channels = [first[1]] if first else []
        thousandths: list[bytes | None] = []
        numbers: list[bytes | None] = []
        # Votes left between those that matched are of another channel, or have thousandths or numbers.
        if not first or any(_CAST in gap for gap in filter(None, parts[:: pattern.groups + 1])):
            pattern = _of_any_channel()
            parts = pattern.split(content)
            channels, thousandths, numbers = (parts[at :: pattern.groups + 1] for at in (2, 3, 4))
        if len(parts) == 1:
            return parts, []
        stride = pattern.groups + 1  # for each vote: what stood before it, then its groups
        ons, follows, stances, times = (parts[at::stride] for at in range(stride - 4, stride))
        try:
            pseudonyms = parts[1::stride]
            persons, tails = _people(pseudonyms)
            marks = _marks(times, bytes(map(_CODE_OF.__getitem__, stances)))
            fractions = array("H", map(_fraction, thousandths)) if any(thousandths) else None
            names = list(map(_number, numbers)) if any(numbers) else None
            if not all(map(_PLAIN.fullmatch, set(channels))):
                raise OddVotesError
            items = self._numbered(ons)
        except (KeyError, NotHexError, ValueError) as error:
            raise OddVotesError from error
        self._extend_channels(channels, len(items))
        self._meet(pseudonyms)
        before = len(self._items)
        if fractions is not None or self._thousandths is not None:
            self._thousandths = _padded(self._thousandths, "H", before)
            self._thousandths.extend(fractions or array("H", bytes(2 * len(items))))
        if names is not None or self._numbers is not None:
            self._numbers = _padded(self._numbers, "Q", before)
            self._numbers.extend(array("Q", names or bytes(8 * len(items))))
        self._items.extend(items)
        self._persons.frombytes(persons)
        self._tails.frombytes(tails)
        self._marks.frombytes(marks)
        return parts[::stride], follows

    def take(self, line: Mapping[str, Any]) -> None:
        """Take one vote from its line's object; KeyError, TypeError or ValueError where a field is wrong."""
        on, by, channel = str(line["on"]), line["by"], line.get("channel") or ""
        moment = moment_number(line["time"])
        code = CODES[line["stance"]] | {"cast": 0, "withdrawn": WITHDRAWN}[line["event"]]
        if by is None:
            self._nobody[on] = self._nobody.get(on, 0) + 1
            return
        person = person_number(by)
        before = len(self._items)
        number, ms = number_of(line.get("number", "")), int(line.get("ms", 0))
        self._extend_channels([channel.encode()], 1)
        self._meet([by.encode()])
        if ms or self._thousandths is not None:
            self._thousandths = _padded(self._thousandths, "H", before)
            self._thousandths.append(ms)
        if number or self._numbers is not None:
            self._numbers = _padded(self._numbers, "Q", before)
            self._numbers.append(number)
        self._items.append(self._index.setdefault(on.encode(), len(self._index)))
        self._persons.append(_stored(person >> 16, 8))
        self._tails.append(_stored(person & 0xFFFF, 2))
        self._marks.append(_stored(moment << SHIFT | code, 8))

    def segment(self) -> Segment:
        """The votes taken, grouped by item; what was gathered is given away."""
        ends = [0] * (len(self._index) + 1)
        for item in self._items:
            ends[item + 1] += 1
        ends = list(accumulate(ends))
        order = _order(self._items, ends)
        for column in (self._persons, self._tails, self._marks):
            if sys.byteorder == "little":  # they were filled with the bytes as written, the greatest first
                column.byteswap()
        self._persons = persons = _sorted(self._persons, order)  # one by one, so that two copies of one are the most
        self._tails = tails = _sorted(self._tails, order)
        self._marks = marks = _sorted(self._marks, order)
        return Segment(
            rows={on.decode(): (ends[at], ends[at + 1]) for on, at in self._index.items()},
            persons=persons,
            tails=tails,
            marks=marks,
            channels=tuple(self._channels),
            channel_of=_sorted(self._channel_of, order) if self._channel_of else None,
            thousandths=_sorted(self._thousandths, order) if self._thousandths else None,
            numbers=_sorted(self._numbers, order) if self._numbers else None,
            nobody=self._nobody,
            people=None if self._people is None else frozenset(self._people),
        )

    def _meet(self, pseudonyms: Iterable[bytes]) -> None:
        if self._people is not None:
            self._people.update(pseudonyms)
            if len(self._people) > MOST_PEOPLE:
                self._people = None

    def _numbered(self, ons: list[bytes]) -> Column:
        try:
            return array("I", map(self._index.__getitem__, ons))
        except KeyError:
            for on in dict.fromkeys(ons):
                if on not in self._index:
                    if not _ID.fullmatch(on):
                        raise OddVotesError from None
                    self._index[on] = len(self._index)
            return array("I", map(self._index.__getitem__, ons))

    def _extend_channels(self, names: list[bytes], rows: int) -> None:
        """The channel of each of so many rows to come; a single name is that of all."""
        for name in dict.fromkeys(names):
            self._channels.setdefault(name.decode(), len(self._channels))
        if self._channel_of is None and len(self._channels) == 1:
            return
        self._channel_of = _padded(self._channel_of, "H", len(self._items))
        numbers = array("H", map(self._channels.__getitem__, map(bytes.decode, names)))
        self._channel_of.extend(numbers * rows if len(numbers) < rows else numbers)


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


def _people(pseudonyms: list[bytes]) -> tuple[bytes, bytes]:
    """The first 8 bytes of each pseudonym, and the last 2, one after another."""
    digits = b"".join(pseudonyms)
    raw = unhexlify(digits)
    if hexlify(raw) != digits:
        raise OddVotesError
    return _spread(raw, 10, range(8), 8), _spread(raw, 10, (8, 9), 2)


def _marks(times: list[bytes], codes: bytes) -> bytes:
    """The 14 digits of each instant as 7 bytes, then the stance as one."""
    written, many = b"".join(times), len(times)
    for at, letter in _MARKS:
        if written[at::20] != letter * many:
            raise OddVotesError
    digits = written.translate(None, _NOT_DIGITS)
    if len(digits) != 14 * many or not digits.isdigit():
        raise OddVotesError
    marks = bytearray(_spread(unhexlify(digits), 7, range(7), 8))
    marks[7::8] = codes
    return bytes(marks)


def _spread(raw: bytes, width: int, places: range | tuple[int, ...], to_width: int) -> bytes:
    """Some bytes of each record of `width`, as records of `to_width`: one strided copy a place."""
    out = bytearray(len(raw) // width * to_width)
    for to, place in enumerate(places):
        out[to::to_width] = raw[place::width]
    return bytes(out)


def _fraction(text: bytes | None) -> int:
    if text is None:
        return 0
    if len(text) > 3 or (text[:1] == b"0" and text != b"0"):
        raise OddVotesError
    return int(text)


def _number(text: bytes | None) -> int:
    if text is None:
        return 0
    if not _PLAIN.fullmatch(text):
        raise OddVotesError
    return number_of(text.decode())


def _padded(column: Column | None, type_code: str, rows: int) -> Column:
    return array(type_code, bytes(array(type_code).itemsize * rows)) if column is None else column


def _stored(number: int, size: int) -> int:
    """The number whose bytes in this machine's order are those of `number` the greatest first."""
    return int.from_bytes(number.to_bytes(size, "big"), sys.byteorder)


def _order(items: Column, ends: list[int]) -> Column:
    """Places of the rows sorted by item, keeping the order within an item: a counting sort."""
    at = ends[:]
    order = array("I", bytes(array("I").itemsize * len(items)))
    for row, item in enumerate(items):
        place = at[item]
        order[place] = row
        at[item] = place + 1
    return order


def _sorted(column: Column, order: Column) -> Column:
    return array(column.typecode, map(column.__getitem__, order))
