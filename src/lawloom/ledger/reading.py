"""Reading a ledger: every shard once, its chain checked on the way, its votes straight into columns.

A long ledger is read by two processes or more, each its own shards, where the machine has the processors: the digest of
every line is most of the work, and Python makes only one at a time.
"""

from __future__ import annotations

import json
import os
import sys
from array import array
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from lawloom.errors import LedgerDamaged, problem
from lawloom.ledger import part as parts
from lawloom.ledger.fields import wrong_field
from lawloom.ledger.line import Line, canonical, parse_line
from lawloom.ledger.part import Part
from lawloom.ledger.shards import SHARD_LINES, place_before, place_of, shard_files
from lawloom.ledger.usual import usual
from lawloom.ledger.votes import OddVotesError, VoteRows

ALONE = 64  # shards that one process reads before it is worth starting another
MOST = 4  # processes


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
    shares = _shares(files)
    how = _How(folder, last, named)
    children = [_Child(how, share) for share in shares[1:]]
    try:
        found = [_read(how, shares[0])] if shares else []
        found += [child.part() or _read(how, child.files) for child in children]
    finally:
        for child in children:
            child.end()
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
        content = path.read_bytes()
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
        known = [usual(raw) for raw in raws]
        long_ones = [(at, raw) for at, raw, line in zip(places, raws, known, strict=True) if line is None]
        objects = iter(self._objects(shard, long_ones))
        for at, raw, line in zip(places, raws, known, strict=True):
            value = line or next(objects)
            prevs.insert(at, f"{value.get('prev')!s:64.64}")  # always 64 letters, so that the others keep their places
            field = "" if line else wrong_field(value)
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


# --- side by side -----------------------------------------------------------------------------------------------------


def _shares(files: Sequence[File]) -> list[Sequence[File]]:
    """The shards in as many shares of equal length as processes should read them."""
    many = min(MOST, processors(), len(files) // ALONE) if _can_fork() else 1
    size = -(-len(files) // max(many, 1)) or 1
    return [files[at : at + size] for at in range(0, len(files), size)]


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _can_fork() -> bool:
    """Not where other threads run (a development server): a lock that one of them holds would never be freed."""
    threading = sys.modules.get("threading")
    return hasattr(os, "fork") and (threading is None or threading.active_count() == 1)


class _Child:
    """A process that reads some shards and sends the part through a pipe."""

    def __init__(self, how: _How, files: Sequence[File]) -> None:
        self.files = files
        self._from, to = os.pipe()
        self._process: int | None = None
        try:
            self._process = os.fork()
        except OSError:  # no more processes for us: the parent reads these shards too
            os.close(to)
            return
        if self._process == 0:
            done = 1
            try:
                os.close(self._from)
                with os.fdopen(to, "wb") as stream:
                    parts.write(_read(how, files), stream)
                done = 0
            finally:
                os._exit(done)  # nothing of the parent's may run here: no flushing, no hooks
        os.close(to)

    def part(self) -> Part | None:
        """What it read; None if it failed in any way: its shards have to be read here, and then it is told why."""
        with open(self._from, "rb", closefd=False) as stream:
            with suppress(ValueError, EOFError, OSError):
                return parts.read(stream)
            return None

    def end(self) -> None:
        os.close(self._from)  # one that still writes is stopped by that
        if self._process:
            os.waitpid(self._process, 0)
