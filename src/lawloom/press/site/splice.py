"""A file of many rows, printed again after one of them changed: the others are copied from what stands on the disk.

One vote changes one row of ten thousand; what the others say need not even be looked up.
"""

from __future__ import annotations

import json
import mmap
import os
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

FORMAT = 1

Columns = Sequence[tuple["array[int]", "array[int]"]]  # of each file: where its rows begin and end


@dataclass(slots=True)
class Sheet:
    """One file as it is put together: its bytes, and where each row stands in them."""

    separator: bytes
    tail: bytes
    data: bytearray
    starts: array[int] = field(default_factory=lambda: array("Q"))
    ends: array[int] = field(default_factory=lambda: array("Q"))

    @classmethod
    def begun(cls, head: bytes, separator: bytes, tail: bytes) -> Sheet:
        return cls(separator, tail, bytearray(head))

    def add(self, row: bytes) -> None:
        """One more row."""
        self._apart()
        self.starts.append(len(self.data))
        self.data += row
        self.ends.append(len(self.data))

    def copy(self, old: Standing, first: int, last: int) -> None:
        """Rows that stand one after another in the old file, with what is between them."""
        self._apart()
        begin = old.starts[first]
        shift = len(self.data) - begin
        self.data += old.data[begin : old.ends[last]]
        if shift:
            self.starts.extend(at + shift for at in old.starts[first : last + 1])
            self.ends.extend(at + shift for at in old.ends[first : last + 1])
        else:
            self.starts.extend(old.starts[first : last + 1])
            self.ends.extend(old.ends[first : last + 1])

    def done(self) -> bytearray:
        """The whole file."""
        self.data += self.tail
        return self.data

    def _apart(self) -> None:
        if self.starts:
            self.data += self.separator


@dataclass(frozen=True, slots=True)
class Standing:
    """A file as it was printed last time."""

    data: mmap.mmap
    starts: array[int]
    ends: array[int]


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of the rows of some files: their states, in order, and where each stands in each file.

    A state is one line that names the row and says all that the row is made of: equal states make equal rows.
    """

    states: list[str] = field(default_factory=list)
    columns: Columns = ()


def runs(states: Sequence[str], old: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """The new rows in order, cut into runs: (position, how many, position in the old file or -1 where rows are new)."""
    places = {state: at for at, state in enumerate(old)}
    begin, source, length = 0, -1, 0
    for position, state in enumerate(states):
        at = places.get(state, -1)
        if length and (at == source + length if at >= 0 else source < 0):
            length += 1
            continue
        if length:
            yield begin, length, source
        begin, source, length = position, at, 1
    if length:
        yield begin, length, source


def put_together(
    sheet: Sheet,
    runs: Sequence[tuple[int, int, int]],
    path: Path,
    known: tuple[array[int], array[int]] | None,
    make: Callable[[range], Iterable[str]],
    count: int,
) -> Sheet:
    """Fill the sheet with all rows, those of the last printing from the file at `path`.

    known  where each row stands in that file; None: nowhere
    make   the rows at these positions, in order
    count  of all rows
    """
    with _mapped(path, known) as old:
        for begin, many, source in runs if old else [(0, count, -1)] if count else []:
            if source >= 0 and old:
                sheet.copy(old, source, source + many - 1)
            else:
                for row in make(range(begin, begin + many)):
                    sheet.add(row.encode())
    return sheet


@contextmanager
def _mapped(path: Path, known: tuple[array[int], array[int]] | None) -> Iterator[Standing | None]:
    """The old file; None where it is gone or too short."""
    if known is None or not known[1]:
        yield None
        return
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):
        yield None
        return
    with data:
        yield Standing(data, *known) if len(data) >= known[1][-1] else None


def read(path: Path, name: str) -> Memory:
    """What was remembered under that name; empty where nothing was or it cannot be read.

    name  changes with the engine and the form of the rows: what another engine printed is no source
    """
    states, columns = read_raw(path, name)
    return Memory(states.decode("utf-8", "surrogatepass").split("\n") if states else [], columns)


def read_raw(path: Path, name: str) -> tuple[bytes, Columns]:
    """The same with the states as they are written, a line each without the last line's end."""
    try:
        head, _, rest = path.read_bytes().partition(b"\n")
        about = json.loads(head)
        if about["format"] != FORMAT or about["order"] != sys.byteorder or about["name"] != name:
            return b"", ()
        count, files = int(about["count"]), int(about["files"])
        length = count * 8
        numbers = [_numbers(rest[at * length : (at + 1) * length]) for at in range(2 * files)]
        states = rest[2 * files * length :]
        if (states.count(b"\n") + 1 if states else 0) != count or (files and len(numbers[-1]) != count):
            return b"", ()
        return states, tuple(zip(numbers[::2], numbers[1::2], strict=True))
    except (OSError, ValueError, KeyError, TypeError):
        return b"", ()


def write(path: Path, name: str, states: Sequence[str], columns: Columns) -> None:
    """Remember these rows, whole or not at all."""
    write_raw(path, name, "\n".join(states).encode("utf-8", "surrogatepass"), columns)


def write_raw(path: Path, name: str, states: bytes, columns: Columns) -> None:
    """The same with the states as they are written."""
    count = states.count(b"\n") + 1 if states else 0
    about = {"format": FORMAT, "order": sys.byteorder, "name": name, "count": count, "files": len(columns)}
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with draft.open("wb") as file:
        file.write(json.dumps(about).encode() + b"\n")
        for starts, ends in columns:
            file.write(starts.tobytes())
            file.write(ends.tobytes())
        file.write(states)
    draft.replace(path)


def _numbers(raw: bytes) -> array[int]:
    numbers = array("Q")
    numbers.frombytes(raw)
    return numbers
