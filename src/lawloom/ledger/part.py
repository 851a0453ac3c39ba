"""Part: consecutive shards as they were read, and its form as bytes, between processes and in build/."""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate, pairwise
from typing import IO, TYPE_CHECKING, Any

from lawloom.ledger.columns import Segment, merged

if TYPE_CHECKING:
    from lawloom.ledger.columns import Column

FORM = 2  # of the bytes
_PSEUDONYM = 20  # letters
_COLUMNS = (("persons", "Q"), ("tails", "H"), ("marks", "Q"))
_MAYBE = (("channel_of", "H"), ("thousandths", "H"), ("numbers", "Q"))


@dataclass(frozen=True, slots=True)
class Part:
    """Consecutive shards, read and found sound in themselves."""

    first: int  # number of its first shard
    shards: tuple[str, ...]  # digest of each shard's bytes; empty for one that is not to be kept
    lines: int
    start: str  # `prev` of its first line
    head: str  # digest of its last line
    others: tuple[bytes, ...]  # the lines that are no votes, as they stand
    places: Column  # which line of the part each of them is, counted from 0
    votes: Segment

    @property
    def next(self) -> int:
        """Number of the shard after it."""
        return self.first + len(self.shards)


def united(parts: Sequence[Part]) -> Part:
    """One part of several that follow each other."""
    places = array("I")
    for part, before in zip(parts, accumulate((part.lines for part in parts), initial=0), strict=False):
        places.extend(before + place for place in part.places)
    return Part(
        first=parts[0].first,
        shards=tuple(digest for part in parts for digest in part.shards),
        lines=sum(part.lines for part in parts),
        start=parts[0].start,
        head=parts[-1].head,
        others=tuple(raw for part in parts for raw in part.others),
        places=places,
        votes=merged(tuple(part.votes for part in parts)),
    )


def write(part: Part, stream: IO[bytes]) -> None:
    """The part as bytes: a line of JSON that says what follows, the columns, the lines, the digest of all that."""
    digest = sha256()
    for piece in _pieces(part):
        digest.update(piece)
        stream.write(piece)
    stream.write(digest.digest())


def read(stream: IO[bytes]) -> Part:
    """The part again. ValueError or EOFError unless it is whole and in this form."""
    digest = sha256()
    said = stream.readline()
    digest.update(said)
    header: dict[str, Any] = json.loads(said)
    if (header["form"], header["byteorder"]) != (FORM, sys.byteorder):
        raise ValueError("another form")

    def column(code: str, many: int) -> Column:
        found = array(code)
        raw = stream.read(many * found.itemsize)
        digest.update(raw)
        if len(raw) != many * found.itemsize:
            raise EOFError
        found.frombytes(raw)
        return found

    ends = column("I", len(header["items"]) + 1)
    columns = {name: column(code, header["votes"]) for name, code in _COLUMNS}
    maybe = {name: column(code, header["votes"]) for name, code in _MAYBE if name in header["columns"]}
    people = stream.read(_PSEUDONYM * (header["people"] or 0))
    digest.update(people)
    places = column("I", header["others"])
    others = stream.read(header["bytes"])
    digest.update(others)
    if stream.read() != digest.digest():
        raise ValueError("not whole")
    return Part(
        first=header["first"],
        shards=tuple(header["shards"]),
        lines=header["lines"],
        start=header["start"],
        head=header["head"],
        others=tuple(others.split(b"\n")[:-1]),
        places=places,
        votes=Segment(
            rows=dict(zip(header["items"], pairwise(ends), strict=True)),
            channels=tuple(header["channels"]),
            nobody=header["nobody"],
            people=None
            if header["people"] is None
            else frozenset(people[at : at + _PSEUDONYM] for at in range(0, len(people), _PSEUDONYM)),
            **columns,
            **maybe,
        ),
    )


def _pieces(part: Part) -> Iterator[bytes | memoryview]:
    votes = part.votes
    columns = [getattr(votes, name) for name, _ in _COLUMNS]
    maybe = {name: getattr(votes, name) for name, _ in _MAYBE if getattr(votes, name) is not None}
    others = b"".join(raw + b"\n" for raw in part.others)
    header = {
        "form": FORM,
        "byteorder": sys.byteorder,
        "first": part.first,
        "shards": part.shards,
        "lines": part.lines,
        "start": part.start,
        "head": part.head,
        "votes": len(votes.marks),
        "items": list(votes.rows),
        "channels": votes.channels,
        "columns": list(maybe),
        "nobody": votes.nobody,
        "people": None if votes.people is None else len(votes.people),
        "others": len(part.others),
        "bytes": len(others),
    }
    yield json.dumps(header).encode() + b"\n"
    yield _bytes(array("I", [0, *(end for _, end in votes.rows.values())]))
    for column in (*columns, *maybe.values()):
        yield _bytes(column)
    yield b"".join(sorted(votes.people or ()))
    yield _bytes(part.places)
    yield others


def _bytes(column: Column) -> bytes | memoryview:
    return memoryview(column).cast("B") if column else b""
