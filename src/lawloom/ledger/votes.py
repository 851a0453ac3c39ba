"""The votes of a shard, read at once: one regular expression and a few operations on all its votes together.

Nothing is made for a single vote. What the expression does not take is given back, to be read line by line.
"""

from __future__ import annotations

import re
import sys
from array import array
from binascii import Error as NotHexError
from binascii import hexlify, unhexlify
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from hashlib import sha256
from itertools import accumulate
from typing import Any

from lawloom.ledger.columns import (
    CODES,
    MOST_PEOPLE,
    WITHDRAWN,
    Column,
    Segment,
    moment_number,
    person_number,
)

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
_RECORD = 18  # bytes
_AT_ONCE = 50_000  # rows moved together


def number_of(text: str) -> int:
    """A vote's own number as one number of 64 bits, never 0; 0 for none."""
    if not text:
        return 0
    if text.isascii() and text.isdigit() and text[0] != "0" and len(text) < 19:
        return int(text)
    return int.from_bytes(sha256(text.encode()).digest()[:8]) | 1 << 63


class OddVotesError(Exception):
    """Lines that look like votes and are not in canonical form: they have to be read one by one."""


class _Index(dict[bytes, int]):
    """Item: its number here. A new one gets the next number when it is looked up."""

    def __missing__(self, on: bytes) -> int:
        if not _ID.fullmatch(on):
            raise OddVotesError
        return self.number(on)

    def number(self, on: bytes) -> int:
        return self.setdefault(on, len(self))


class VoteRows:
    """Gathers votes in the order of the ledger; `segment()` then groups them."""

    def __init__(self) -> None:
        self._index = _Index()
        self._items = array("I")  # the item of each row
        self._rows = (
            bytearray()
        )  # a record a row: pseudonym (10 bytes), moment (7), stance (1), the greatest byte first
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
            rows = _records(pseudonyms, times, bytes(map(_CODE_OF.__getitem__, stances)))
            fractions = array("H", map(_fraction, thousandths)) if any(thousandths) else None
            names = list(map(_number, numbers)) if any(numbers) else None
            if not all(map(_PLAIN.fullmatch, set(channels))):
                raise OddVotesError
            items = array("I", map(self._index.__getitem__, ons))
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
        self._rows += rows
        return parts[::stride], follows

    def take(self, line: Mapping[str, Any]) -> None:
        """Take one vote from its line's object; KeyError, TypeError or ValueError where a field is wrong."""
        on, by, channel = str(line["on"]), line["by"], line.get("channel") or ""
        moment = moment_number(line["time"])
        code = CODES[line["stance"]] | {"cast": 0, "withdrawn": WITHDRAWN}[line["event"]]
        if by is None:
            self._nobody[on] = self._nobody.get(on, 0) + 1
            return
        record = person_number(by).to_bytes(10) + moment.to_bytes(7) + bytes([code])
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
        self._items.append(self._index.number(on.encode()))
        self._rows += record

    def segment(self) -> Segment:
        """The votes taken, grouped by item; what was gathered is given away."""
        ends = [0] * (len(self._index) + 1)
        for item in self._items:
            ends[item + 1] += 1
        ends = list(accumulate(ends))
        order = _order(self._items, ends)
        rows = _reordered(bytes(self._rows), order)
        self._rows.clear()
        return Segment(
            rows={on.decode(): (ends[at], ends[at + 1]) for on, at in self._index.items() if ends[at] < ends[at + 1]},
            persons=_column("Q", rows, 0),
            tails=_column("H", rows, 8),
            marks=_column("Q", rows, 10),
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

    def _extend_channels(self, names: list[bytes], rows: int) -> None:
        """The channel of each of so many rows to come; a single name is that of all."""
        for name in dict.fromkeys(names):
            self._channels.setdefault(name.decode(), len(self._channels))
        if self._channel_of is None and len(self._channels) == 1:
            return
        self._channel_of = _padded(self._channel_of, "H", len(self._items))
        numbers = array("H", map(self._channels.__getitem__, map(bytes.decode, names)))
        self._channel_of.extend(numbers * rows if len(numbers) < rows else numbers)


def _records(pseudonyms: list[bytes], times: list[bytes], codes: bytes) -> bytes:
    """The records of these votes: one strided copy for each of their bytes."""
    digits = b"".join(pseudonyms)
    people = unhexlify(digits)
    if hexlify(people) != digits:
        raise OddVotesError
    written, many = b"".join(times), len(times)
    for at, letter in _MARKS:
        if written[at::20] != letter * many:
            raise OddVotesError
    digits = written.translate(None, _NOT_DIGITS)
    if len(digits) != 14 * many or not digits.isdigit():
        raise OddVotesError
    moments = unhexlify(digits)
    rows = bytearray(_RECORD * many)
    for at in range(10):
        rows[at::_RECORD] = people[at::10]
    for at in range(7):
        rows[10 + at :: _RECORD] = moments[at::7]
    rows[17::_RECORD] = codes
    return bytes(rows)


def _reordered(rows: bytes, order: Column) -> bytes:
    """The records in that order. Whole records move: taken apart, each of their columns would be read all over."""
    out = bytearray()
    for first in range(0, len(order), _AT_ONCE):
        out += b"".join([rows[at : at + _RECORD] for at in order[first : first + _AT_ONCE]])
    return bytes(out)


def _column(type_code: str, rows: bytes, first: int) -> Column:
    """The column that stands in the records from byte `first` on."""
    column = array(type_code)
    size = column.itemsize
    values = bytearray(len(rows) // _RECORD * size)
    for at in range(size):
        values[at::size] = rows[first + at :: _RECORD]
    column.frombytes(values)
    if sys.byteorder == "little":
        column.byteswap()
    return column


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


def _order(items: Column, ends: list[int]) -> Column:
    """Where the records stand, sorted by item, keeping the order within an item: a counting sort."""
    places = ends[:]
    order = array("I", bytes(array("I").itemsize * len(items)))
    for at, item in zip(range(0, _RECORD * len(items), _RECORD), items, strict=True):
        place = places[item]
        order[place] = at
        places[item] = place + 1
    return order


def _sorted(column: Column, order: Column) -> Column:
    return array(column.typecode, [column[at // _RECORD] for at in order])
