"""Reading a ledger: every shard once, its chain checked on the way, its votes straight into columns.

A long ledger is read by two processes or more, each its own shards: the digest of every line is most of the work.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from lawloom.errors import LedgerDamaged, problem
from lawloom.ledger import part as parts
from lawloom.ledger.fields import wrong_field
from lawloom.ledger.line import Line, canonical, parse_line
from lawloom.ledger.part import Part
from lawloom.ledger.processes import shared, shares_of
from lawloom.ledger.shards import SHARD_LINES, content_of, place_before, place_of, shard_files
from lawloom.ledger.usual import before
from lawloom.ledger.votes import OddVotesError, VoteRows

ALONE = 64  # shards that one process reads before it is worth starting another


File = tuple[int, Path]


def files_of(folder: Path) -> list[File]:
    """The shards by number, without a gap. LedgerDamaged where one is missing."""
    files = shard_files(folder)
    for expected, (number, path) in enumerate(files, start=1):
        if number != expected:
            raise LedgerDamaged(problem("shard-missing", place_of(folder, expected).file, found=path.name))
    return files


def read(folder: Path, files: Sequence[File], *, head: str, last: int, named: bool = False) -> list[Part]:
    """The shards in one part or more, in order.

    head    digest of the line before; the first line must follow from it
    last    number of the ledger's last shard, which may have fewer lines
    named   give the digest of each shard too, so that the parts can be kept
    raises  LedgerDamaged, naming the first line that is wrong in itself or does not follow from the one before
    """
    how = _How(folder, last, named)
    size = -(-len(files) // shares_of(len(files), ALONE)) or 1
    shares = [files[at : at + size] for at in range(0, len(files), size)]
    found = shared([partial(_read, how, share) for share in shares], parts.write, parts.read)
    for part in found:
        if part.start != head:
            _broken(folder, part.first, 1)
        head = part.head
    return found


@dataclass(frozen=True, slots=True)
class _How:
    folder: Path
    last: int
    named: bool


def _read(how: _How, files: Sequence[File]) -> Part:
    reader = _Reader(how)
    for number, path in files:
        reader.take(number, path)
    return reader.part(files[0][0])


class _Reader:
    def __init__(self, how: _How) -> None:
        self._how = how
        self._folder = how.folder
        self._rows = VoteRows()
        self._digests: list[str] = []
        self._others: list[bytes] = []
        self._places = array("I")
        self._lines = 0
        self._start = ""
        self._head = ""

    def take(self, shard: int, path: Path) -> None:
        content = content_of(path)
        if self._how.named:
            self._digests.append(sha256(content).hexdigest())
        lines = content.split(b"\n")
        if lines.pop():
            place = place_of(self._folder, shard, len(lines) + 1)
            raise LedgerDamaged(problem("line-unfinished", place.file, place.line))
        many = len(lines)
        if many != SHARD_LINES and (many > SHARD_LINES or not many or shard != self._how.last):
            raise LedgerDamaged(problem("shard-size", place_of(self._folder, shard).file, found=many))
        digests = [sha256(line).hexdigest() for line in lines]
        del lines  # its memory is used again for what follows: the processor still has it at hand
        try:
            between, follows = self._rows.take_shard(content)
        except OddVotesError:
            between, follows = [content], []
        written = b"".join(follows).decode("ascii", "replace")
        if any(between):
            written = self._take_others(shard, between, follows)
        if not self._start:
            self._start = self._head = written[:64]
        if written != self._head + "".join(digests[:-1]):
            expected = [self._head, *digests]
            wrong = next(at for at in range(many) if written[64 * at : 64 * at + 64] != expected[at])
            _broken(self._folder, shard, wrong + 1)
        self._head = digests[-1]
        self._lines += many

    def _take_others(self, shard: int, between: list[bytes], follows: list[bytes]) -> str:
        """Take the lines that stand between usual votes; gives the `prev` of all lines of the shard, in order."""
        raws: list[bytes] = []
        places: list[int] = []
        next_place = 0
        for gap in between:
            if gap:
                some = gap.split(b"\n")
                some.pop()
                raws += some
                places += range(next_place, next_place + len(some))
                next_place += len(some)
            next_place += 1
        prevs = [prev.decode("ascii", "replace") for prev in follows]
        known = [before(raw) for raw in raws]
        long_ones = [(at, raw) for at, raw, prev in zip(places, raws, known, strict=True) if prev is None]
        objects = iter(self._objects(shard, long_ones))
        for at, raw, prev in zip(places, raws, known, strict=True):
            if prev is not None:
                prevs.insert(at, prev)
                self._others.append(raw)
                self._places.append(self._lines + at)
                continue
            value = next(objects)
            prevs.insert(at, f"{value.get('prev')!s:64.64}")  # always 64 letters, so that the others keep their places
            field = wrong_field(value)
            if field or value["kind"] != "vote":
                self._others.append(raw)
                self._places.append(self._lines + at)
            else:
                try:
                    self._rows.take(value)
                except (KeyError, TypeError, ValueError, OverflowError) as error:
                    field = str(error)
            if field:
                place = place_of(self._folder, shard, at + 1)
                raise LedgerDamaged(problem("line-field", place.file, place.line, field=field))
        return "".join(prevs)

    def _objects(self, shard: int, lines: list[tuple[int, bytes]]) -> list[Line]:
        """What the lines hold. They are read as one list: canonical is what gives the same bytes when written again."""
        whole = b"[%b]" % b",".join(raw for _, raw in lines)
        with suppress(ValueError, RecursionError):
            found: list[Line] = json.loads(whole)
            if len(found) == len(lines) and canonical(found).encode() == whole and {*map(type, found)} <= {dict}:
                return found
        return [parse_line(raw, place_of(self._folder, shard, at + 1)) for at, raw in lines]

    def part(self, first: int) -> Part:
        return Part(
            first=first,
            shards=tuple(self._digests),
            lines=self._lines,
            start=self._start,
            head=self._head,
            others=tuple(self._others),
            places=self._places,
            votes=self._rows.segment(),
        )


def _broken(folder: Path, shard: int, line: int) -> None:
    place, before = place_of(folder, shard, line), place_before(folder, shard, line)
    raise LedgerDamaged(problem("chain-broken", place.file, place.line, before=str(before)))
