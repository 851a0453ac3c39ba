"""The one writer of the ledger, for every stage that appends: collect, import, erase, settle, draw. Design, section 5.

A run killed at any instant leaves a ledger that verifies: the texts of a shard are written before the shard, a shard
before the next one, status.json last. The same run, run again, adds what is missing and ends with the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from types import TracebackType
from typing import Any

from lawloom.errors import LedgerDamaged, problem
from lawloom.instance import Instance
from lawloom.ledger import durable, lock, status
from lawloom.ledger import key as keys
from lawloom.ledger.fields import INSTANT
from lawloom.ledger.known import Known, read_known
from lawloom.ledger.line import FORMAT, ZEROS, Line, canonical, digest, parse_line, read_object, text_digest
from lawloom.ledger.shards import SHARD_LINES, content_of, place_of, shard_files, shard_of, shard_path, split
from lawloom.ledger.spool import Spool
from lawloom.model.instant import Instant

Data = dict[str, Any]  # what a person typed or is named by: the `data` of a row in texts/
Record = tuple[Line, Data | None]

_PREV = f'"prev":"{ZEROS}"'
_INSTANT = re.compile(INSTANT)
_UNKNOWN: Line = {"actor": None, "area": None, "channel": None}


@dataclass(frozen=True, slots=True)
class Appended:
    """A ledger after lines were added to it."""

    added: int  # lines, the genesis line included
    lines: int
    head: str


class Draft:
    """Lines that will be appended together: added in any order, sorted by (time, ms, kind, id), written once.

        with Draft(instance, slug, as_of=as_of, key=key, known=known) as draft:
            draft.add(line, data)
            draft.write(opening=entries_to_record(subject, known), closing=[import_line])

    known  what read_known gave under the same lock; read here where it is not given
    key    needed where a record has a text
    """

    def __init__(
        self, instance: Instance, slug: str, *, as_of: Instant, key: bytes | None = None, known: Known | None = None
    ) -> None:
        self._instance = instance
        self._slug = slug
        self._as_of = as_of
        self._key = key
        self._known = known
        runs = instance.private / "runs"
        runs.mkdir(parents=True, exist_ok=True)
        self._spool = Spool(runs)

    def __enter__(self) -> Draft:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._spool.close()

    def add(self, line: Line, data: Data | None = None) -> None:
        """Take one line, without `prev`; with data, also without `text`: both are set here, `actor`, `area` and
        `channel` too where they are missing.

        raises  ValueError for what no line can hold (a float, a lone surrogate, a time in another form or after as_of)
        """
        time, ms, name = line["time"], line.get("ms", 0), line.get("id") or line.get("on") or ""
        if not _INSTANT.fullmatch(time) or time > self._as_of:
            raise ValueError(f"a line dated {time!r} cannot stand in a run of {self._as_of}")
        if type(ms) is not int or not 0 <= ms <= 999 or not name.isprintable():
            raise ValueError(f"{ms!r} is not a thousandth, or {name!r} is not an id")
        written, row = self._written(line, data)
        self._spool.add(f"{time}\t{ms:03d}\t{line['kind']}\t{name}\t{written}\t{row}".encode())

    def write(self, *, opening: Iterable[Line] = (), closing: Iterable[Line] = ()) -> Appended:
        """Append everything: opening lines as given, the records sorted, closing lines as given.

        opening, closing  lines about the run; `time` is as_of where it is missing. closing is read after the last
                          record was, so it may be a generator that counts them
        A subject without a ledger gets its genesis line. Where there is nothing to add, status.json alone says that a
        run took place.
        raises  LedgerDamaged, before anything is written, if the ledger is not what it was after the last run;
                SourceUnavailable if another run is going on
        """
        with lock.held(self._instance):
            known = self._known or read_known(self._instance, self._slug)
            tail = _Tail(self._instance, self._slug, known)
            records = self._records(opening, closing, genesis=not known.lines)
            appended = tail.append(records, erased=known.erased)
            standing = status.Standing(appended.lines, appended.head, self._as_of)
            status.write_standing(self._instance, self._slug, standing)
            known.lines, known.head = appended.lines, appended.head
            return appended

    def _records(self, opening: Iterable[Line], closing: Iterable[Line], *, genesis: bool) -> Iterator[tuple[str, str]]:
        """(line with zeros for prev, row of texts/ or nothing), in the order of the ledger."""
        if genesis:
            first = {"kind": "genesis", "subject": self._slug, "format": FORMAT, "time": self._as_of, "prev": ZEROS}
            yield canonical(first), ""
        for line in opening:
            yield self._written({"time": self._as_of} | line, None)
        for record in self._spool.sorted():
            _, _, _, _, written, row = record.decode().split("\t")  # JSON has no bare tabs
            yield written, row
        for line in closing:
            yield self._written({"time": self._as_of} | line, None)

    def _written(self, line: Line, data: Data | None) -> tuple[str, str]:
        whole = _UNKNOWN | line
        whole["prev"] = ZEROS
        if data is None:
            return canonical(whole), ""
        if self._key is None:
            raise ValueError("a text needs the key")
        name, rev = line["id"], line["rev"]
        salt = keys.salt(self._key, self._slug, name, rev)
        whole["text"] = text_digest(salt, data)
        return canonical(whole), canonical({"id": name, "rev": rev, "salt": salt, "data": data})


def append(
    instance: Instance,
    slug: str,
    records: Iterable[Record],
    *,
    as_of: Instant,
    key: bytes | None = None,
    opening: Iterable[Line] = (),
    closing: Iterable[Line] = (),
    known: Known | None = None,
) -> Appended:
    """Append records, (line without prev, data of its text or None), in any order. See Draft, of which this is one."""
    with Draft(instance, slug, as_of=as_of, key=key, known=known) as draft:
        for line, data in records:
            draft.add(line, data)
        return draft.write(opening=opening, closing=closing)


class _Tail:
    """The end of a ledger: the shard that is not full yet, and its texts. Only what stands here is written again."""

    def __init__(self, instance: Instance, slug: str, known: Known) -> None:
        self._ledger = instance.ledger_of(slug)
        self._texts = instance.texts_of(slug)
        self._before = self._lines = known.lines
        self._head = known.head
        self._shard: list[bytes] = []  # lines and rows of the shard at hand, without newlines
        self._rows: list[bytes] = []
        self._changed = False
        self._recover(known)

    def append(self, records: Iterable[tuple[str, str]], *, erased: set[str]) -> Appended:
        for written, row in records:
            if len(self._shard) == SHARD_LINES:
                self._flush()
            before, _, after = written.partition(_PREV)  # the first one is the line's own: fields before it are plain
            raw = f'{before}"prev":"{self._head}"{after}'.encode()
            self._head = digest(raw)
            self._shard.append(raw)
            self._lines += 1
            self._changed = True
            if row:
                self._rows.append(emptied(row.encode(), erased))
        self._flush()
        return Appended(self._lines - self._before, self._lines, self._head)

    def _recover(self, known: Known) -> None:
        """Take up the last shard, and drop rows of texts/ that a killed run wrote for lines that never came."""
        for folder in (self._ledger, self._texts):
            if folder.is_dir():
                durable.sweep(folder)
        files = shard_files(self._ledger)
        last = files[-1][0] if files else 1
        self._shard = split(content_of(files[-1][1]))[:-1] if files else []
        head = digest(self._shard[-1]) if self._shard else ZEROS
        if head != known.head or (last - 1) * SHARD_LINES + len(self._shard) != known.lines:
            raise LedgerDamaged(problem("ledger-moved", place_of(self._ledger, last).file))
        whole = (parse_line(raw, place_of(self._ledger, last)) for raw in self._shard)
        expected = {(line["id"], line["rev"]) for line in whole if line["kind"] == "contribution" and "text" in line}
        for number, path in shard_files(self._texts):
            if number < last:
                continue
            if number > last:
                durable.remove(path)
                continue
            there = split(content_of(path))[:-1]
            named = ((parse_line(row, place_of(self._texts, number, at)), row) for at, row in enumerate(there, start=1))
            self._rows = [row for whole, row in named if (whole["id"], whole["rev"]) in expected]
            if len(self._rows) != len(there):
                self._write_rows()

    def _flush(self) -> None:
        """Write the shard at hand, texts first; then begin the next if it is full."""
        if self._changed:
            if self._rows:
                self._write_rows()
            durable.write(shard_path(self._ledger, shard_of(self._lines)), _file(self._shard))
        self._changed = False
        if len(self._shard) == SHARD_LINES:
            self._shard, self._rows = [], []

    def _write_rows(self) -> None:
        path = shard_path(self._texts, max(shard_of(self._lines), 1))
        if self._rows:
            durable.write(path, _file(self._rows))
        else:
            durable.remove(path)


def emptied(row: bytes, erased: Iterable[str]) -> bytes:
    """The row of texts/ as it may stand: without salt and data if its contribution is one of the erased."""
    if not erased:
        return row
    whole = read_object(row)
    return canonical(whole | {"salt": "", "data": {}}).encode() if whole["id"] in erased else row


def _file(content: list[bytes]) -> bytes:
    return b"".join(chain.from_iterable((line, b"\n") for line in content))
