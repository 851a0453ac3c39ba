"""A file of many rows, printed again after one of them changed: the others are copied from what stands on the disk.

One vote changes one row of ten thousand; what the others say need not even be looked up.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

KEY = 16  # bytes
FORMAT = 1


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
        self.starts.extend(old.starts[at] + shift for at in range(first, last + 1))
        self.ends.extend(old.ends[at] + shift for at in range(first, last + 1))

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
class Index:
    """What is remembered of the rows of some files: their keys, in order, and where each stands in each file.

    digests  SHA-256 of each file, in hex: a file that was touched is no source
    """

    keys: bytes = b""
    digests: tuple[str, ...] = ()
    columns: tuple[tuple[array[int], array[int]], ...] = ()


def runs(keys: Sequence[bytes], index: Index) -> Iterator[tuple[int, int, int]]:
    """The new rows in order, cut into runs: (position, how many, position in the old file or -1 where rows are new)."""
    old = {index.keys[at * KEY : at * KEY + KEY]: at for at in range(len(index.keys) // KEY)}
    begin, source, length = 0, -1, 0
    for position, key in enumerate(keys):
        at = old.get(key, -1)
        if length and ((at < 0) == (source < 0)) and (at < 0 or at == source + length):
            length += 1
            continue
        if length:
            yield begin, length, source
        begin, source, length = position, at, 1
    if length:
        yield begin, length, source


@contextmanager
def standing(paths: Sequence[Path], index: Index) -> Iterator[list[Standing] | None]:
    """The old files, if all of them stand as they were printed; else None."""
    maps: list[mmap.mmap] = []
    try:
        if len(paths) != len(index.digests) or not index.keys:
            yield None
            return
        for path, digest in zip(paths, index.digests, strict=True):
            try:
                with path.open("rb") as file:
                    maps.append(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
            except (OSError, ValueError):
                yield None
                return
            if hashlib.sha256(maps[-1]).hexdigest() != digest:
                yield None
                return
        yield [Standing(data, *columns) for data, columns in zip(maps, index.columns, strict=True)]
    finally:
        for one in maps:
            one.close()


def remembered(keys: Iterable[bytes], sheets: Sequence[Sheet], digests: Sequence[str]) -> Index:
    """The index of files just put together."""
    return Index(b"".join(keys), tuple(digests), tuple((sheet.starts, sheet.ends) for sheet in sheets))


def read(path: Path, name: str) -> Index:
    """What was remembered under that name; empty where nothing was or it cannot be read.

    name  changes with the engine and the form of the rows: what another engine printed is no source
    """
    try:
        head, _, rest = path.read_bytes().partition(b"\n")
        about = json.loads(head)
        count = int(about["count"])
        if about["format"] != FORMAT or about["order"] != sys.byteorder or about["name"] != name:
            return Index()
        digests = tuple(map(str, about["digests"]))
        numbers = array("Q")
        numbers.frombytes(rest[count * KEY :])
        if len(numbers) != 2 * count * len(digests):
            return Index()
        cut = [numbers[at * count : (at + 1) * count] for at in range(2 * len(digests))]
        return Index(rest[: count * KEY], digests, tuple(zip(cut[::2], cut[1::2], strict=True)))
    except (OSError, ValueError, KeyError, TypeError):
        return Index()


def write(path: Path, name: str, index: Index) -> None:
    """Remember it, whole or not at all."""
    about = {
        "format": FORMAT,
        "order": sys.byteorder,
        "name": name,
        "count": len(index.keys) // KEY,
        "digests": index.digests,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with draft.open("wb") as file:
        file.write(json.dumps(about).encode() + b"\n" + index.keys)
        for starts, ends in index.columns:
            file.write(starts.tobytes())
            file.write(ends.tobytes())
    draft.replace(path)
