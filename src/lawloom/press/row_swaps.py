"""What a vote changes in the files of rows: the row of its item, and what stands around the rows of tally.json."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Mapping
from pathlib import Path

from lawloom.model.tally import ItemTally
from lawloom.press import index, records, rows, splice
from lawloom.press.records import Record
from lawloom.press.splice import Columns
from lawloom.tally import json_form
from lawloom.tally.one_more import Change, Unusual

Swap = Callable[[bytes, Record, Change], bytes]  # the row of an item, its record, what it was and is


class Rows:
    """The rows of one subject as they were printed last: their records, and where each stands in each file."""

    def __init__(self, path: Path) -> None:
        """Unusual where nothing was kept."""
        self._path = path
        states, self._columns = splice.read_raw(path, rows.kept_name())
        self._states = b"\n%b\n" % states
        self._known: dict[str, tuple[int, int, Record]] = {}
        if not states:
            raise Unusual

    def __getitem__(self, id: str) -> Record:
        """The record of an item; Unusual where there is none."""
        return self._find(id)[2]

    def holds(self, text: str) -> list[Record]:
        """The records in whose lines the text stands."""
        found, at, wanted = [], 0, text.encode()
        while (at := self._states.find(wanted, at)) >= 0:
            begin, end = self._states.rindex(b"\n", 0, at) + 1, self._states.index(b"\n", at)
            found.append(records.read(self._states[begin:end]))
            at = end
        return found

    def swapped(self, changes: Mapping[str, Change], folder: Path, around: tuple[bytes, bytes]) -> Kept:
        """The files of rows and what is to be remembered of them, with these items as they are now.

        folder  where the files stand
        around  what now stands before and after the rows of tally.json
        """
        places = {self._states.count(b"\n", 0, self._find(id)[0]) - 1: id for id in changes}
        files, columns = {}, []
        for (name, swap), standing in zip(_SWAPS.items(), self._columns, strict=True):
            data = (folder / name).read_bytes()
            starts, ends = standing
            if ends[-1] > len(data):
                raise Unusual
            new = {
                at: swap(data[starts[at] : ends[at]], self._find(id)[2], changes[id])
                for at, id in sorted(places.items())
            }
            before, after = around if name == index.TALLY else (data[: starts[0]], data[ends[-1] :])
            files[name], moved = _put_together(data, starts, ends, new, before, after)
            columns.append(moved)
        states = self._states
        for id, change in sorted(changes.items(), key=lambda one: self._find(one[0])[0], reverse=True):
            begin, end, record = self._find(id)
            if record.item != change.before:
                raise Unusual
            states = states[:begin] + records.changed(states[begin:end], change.after).encode() + states[end:]
        return Kept(self._path, files, states[1:-1], columns)

    def _find(self, id: str) -> tuple[int, int, Record]:
        """Where the record begins and ends, and what it says."""
        known = self._known.get(id)
        if known is None:
            begin = self._states.find(f"\n{records.start(id)}".encode("utf-8", "surrogatepass")) + 1
            if not begin:
                raise Unusual
            end = self._states.index(b"\n", begin)
            known = self._known[id] = begin, end, records.read(self._states[begin:end])
        return known


class Kept:
    """Files of rows, by name, and what is to be remembered of them."""

    def __init__(self, path: Path, files: dict[str, bytes], states: bytes, columns: Columns) -> None:
        self._path = path
        self.files = files
        self.many = states.count(b"\n") + 1
        self._states = states
        self._columns = columns

    def write(self) -> None:
        splice.write_raw(self._path, rows.kept_name(), self._states, self._columns)


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
    pieces, begins, stops = [before], array("Q"), array("Q")
    copied, last = starts[0], 0  # how far the old file was taken over: bytes, rows
    shift = len(before) - starts[0]  # by how much what follows moves
    for at, row in new.items():
        pieces += [data[copied : starts[at]], row]
        begins.extend(_moved(starts[last : at + 1], shift))
        stops.extend(_moved(ends[last:at], shift))
        shift += len(row) - (ends[at] - starts[at])
        stops.append(ends[at] + shift)
        copied, last = ends[at], at + 1
    begins.extend(_moved(starts[last:], shift))
    stops.extend(_moved(ends[last:], shift))
    return b"".join([*pieces, data[copied : ends[-1]], after]), (begins, stops)


def _moved(places: array[int], by: int) -> array[int]:
    return array("Q", [place + by for place in places]) if by else places
