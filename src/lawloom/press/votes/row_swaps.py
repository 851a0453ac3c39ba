"""What a vote changes in the files of rows: the row of its item, and what stands around the rows of tally.json."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Mapping
from pathlib import Path

from lawloom.model.tally import ItemTally
from lawloom.press.data import index, records, rows
from lawloom.press.data.records import Record
from lawloom.press.site import splice
from lawloom.press.site.splice import Columns
from lawloom.tally import json_form
from lawloom.tally.one_more import Change, Unusual

Swap = Callable[[bytes, Record, Change], bytes]  # the row of an item, its record, what it was and is


class Rows:
    """The rows of one subject as they were printed last: their records, and where each stands in each file."""

    def __init__(self, path: Path) -> None:
        """Unusual where nothing was kept."""
        self._path = path
        states, self._columns = splice.read_raw(path, rows.kept_name())
        if not states:
            raise Unusual
        self._lines = states.split(b"\n")
        self._places = {line[: line.index(b",")]: at for at, line in enumerate(self._lines)}
        self._known: dict[str, Record] = {}

    def __getitem__(self, id: str) -> Record:
        """The record of an item; Unusual where there is none."""
        known = self._known.get(id)
        if known is None:
            known = self._known[id] = records.read(self._lines[self._place(id)])
        return known

    def holds(self, text: str) -> list[Record]:
        """The records in whose lines the text stands."""
        wanted = text.encode()
        return [records.read(line) for line in self._lines if wanted in line]

    def swapped(self, changes: Mapping[str, Change], folder: Path, around: tuple[bytes, bytes]) -> Kept:
        """The files of rows and what is to be remembered of them, with these items as they are now.

        folder  where the files stand
        around  what now stands before and after the rows of tally.json
        """
        places = {self._place(id): id for id in changes}
        files, columns = {}, []
        for (name, swap), standing in zip(_SWAPS.items(), self._columns, strict=True):
            data = (folder / name).read_bytes()
            starts, ends = standing
            if ends[-1] > len(data):
                raise Unusual
            new = {at: swap(data[starts[at] : ends[at]], self[id], changes[id]) for at, id in sorted(places.items())}
            before, after = around if name == index.TALLY else (data[: starts[0]], data[ends[-1] :])
            files[name], moved = _put_together(data, starts, ends, new, before, after)
            columns.append(moved)
        lines = self._lines.copy()
        for at, id in places.items():
            if self[id].item != changes[id].before:
                raise Unusual
            lines[at] = records.changed(lines[at], changes[id].after).encode()
        return Kept(self._path, files, lines, columns)

    def _place(self, id: str) -> int:
        """Which row it is, from 0."""
        place = self._places.get(records.start(id).encode("utf-8", "surrogatepass"))
        if place is None:
            raise Unusual
        return place


class Kept:
    """Files of rows, by name, and what is to be remembered of them."""

    def __init__(self, path: Path, files: dict[str, bytes], lines: list[bytes], columns: Columns) -> None:
        self._path = path
        self.files = files
        self.many = len(lines)
        self._lines = lines
        self._columns = columns

    def write(self) -> None:
        splice.write_raw(self._path, rows.kept_name(), b"\n".join(self._lines), self._columns)


def _csv(row: bytes, record: Record, change: Change) -> bytes:
    old, new = (_end_of_line(item, record) for item in (change.before, change.after))
    if not row.endswith(old):
        raise Unusual
    return row[: len(row) - len(old)] + new


def _end_of_line(item: ItemTally, record: Record) -> bytes:
    (line,) = rows.csv_lines([rows.row_of(item, record.sent)], rows.FIRST_FIGURE)
    return f",{line}".encode()


def _json(row: bytes, record: Record, change: Change) -> bytes:
    value = json.loads(row)
    old, new = (rows.row_of(item, record.sent) for item in (change.before, change.after))
    for at, name in enumerate(rows.NAMES):
        if old[at] != new[at]:
            if value[name] != old[at]:
                raise Unusual
            value[name] = new[at]
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _tally(row: bytes, record: Record, change: Change) -> bytes:
    if row != json_form.item_line(change.before).encode():
        raise Unusual
    return json_form.item_line(change.after).encode()


_SWAPS: dict[str, Swap] = {index.CSV: _csv, index.JSON: _json, index.TALLY: _tally}  # in the order of press.data


def _put_together(
    data: bytes, starts: array[int], ends: array[int], new: Mapping[int, bytes], before: bytes, after: bytes
) -> tuple[bytes, tuple[array[int], array[int]]]:
    """The file with some rows new, and where its rows stand now."""
    whole = memoryview(data)
    pieces: list[bytes | memoryview] = [before]
    begins, stops = array("Q"), array("Q")
    copied, last = starts[0], 0  # how far the old file was taken over: bytes, rows
    shift = len(before) - starts[0]  # by how much what follows moves
    for at, row in new.items():
        pieces += [whole[copied : starts[at]], row]
        begins.extend(_moved(starts[last : at + 1], shift))
        stops.extend(_moved(ends[last:at], shift))
        shift += len(row) - (ends[at] - starts[at])
        stops.append(ends[at] + shift)
        copied, last = ends[at], at + 1
    begins.extend(_moved(starts[last:], shift))
    stops.extend(_moved(ends[last:], shift))
    return b"".join([*pieces, whole[copied : ends[-1]], after]), (begins, stops)


def _moved(places: array[int], by: int) -> array[int]:
    return array("Q", [place + by for place in places]) if by else places
