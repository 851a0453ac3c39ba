"""Shards: files of 1,000 lines, named 0001.jsonl and on. A full one never changes."""

from __future__ import annotations

import errno
import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from lawloom.errors import LedgerDamaged, Place, problem

SHARD_LINES = 1000
_NAME = re.compile(r"(?!0000)[0-9]{4,}\.jsonl")


def shard_path(folder: Path, number: int) -> Path:
    """The file of shard `number`, counted from 1."""
    return folder / f"{number:04d}.jsonl"


def shard_of(position: int) -> int:
    """The shard in which the line at `position` (counted from 1 over the whole ledger) stands."""
    return (position - 1) // SHARD_LINES + 1


def place_of(folder: Path, number: int, line: int = 0) -> Place:
    """A line of a shard as people write it: contributions/<slug>/ledger/0001.jsonl:12."""
    return Place("/".join(shard_path(folder, number).parts[-4:]), line)


def place_before(folder: Path, number: int, line: int) -> Place:
    """Where the line before this one stands; of the first line of all, shard 0, which there never is."""
    return place_of(folder, number, line - 1) if line > 1 else place_of(folder, number - 1, SHARD_LINES)


def shard_files(folder: Path) -> list[tuple[int, Path]]:
    """The shards there are, by number; what has another name is not a shard. Gaps are left to the reader.

    raises  LedgerDamaged where a shard, or the folder, is a link or a device: it could show any file of the machine
    """
    if folder.parent.is_symlink() or folder.is_symlink():
        raise LedgerDamaged(problem("strange-file", "/".join(folder.parts[-3:])))
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        found = [
            (int(one.name.removesuffix(".jsonl")), one.is_file(follow_symlinks=False))
            for one in entries
            if is_shard_name(one.name)
        ]
    for number, is_file in found:
        if not is_file:
            raise LedgerDamaged(problem("strange-file", place_of(folder, number).file))
    return [(number, shard_path(folder, number)) for number, _ in sorted(found)]


def content_of(path: Path | str) -> bytes:
    """The bytes of a shard, of the ledger or of texts.

    raises  LedgerDamaged where it became a link since it was looked at (where the machine can tell)
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    except OSError as failure:
        if failure.errno == errno.ELOOP:
            raise LedgerDamaged(problem("strange-file", "/".join(Path(path).parts[-4:]))) from failure
        raise
    with os.fdopen(handle, "rb") as stream:
        return stream.read()


def is_shard_name(name: str) -> bool:
    """Whether shard_path gives that name: 0001.jsonl and 00001.jsonl would be one number, so only one is a shard."""
    return bool(_NAME.fullmatch(name)) and name == f"{int(name.removesuffix('.jsonl')):04d}.jsonl"


def lines(folder: Path) -> Iterator[tuple[int, int, bytes]]:
    """Every line as (shard, line in the shard, bytes without the newline), in order; one shard in memory at a time.

    A folder that is not there has no lines.
    raises  LedgerDamaged where a shard is missing, has too many or (not being the last) too few lines, or where the
            last line has no newline
    """
    files = shard_files(folder)
    for expected, (number, path) in enumerate(files, start=1):
        if number != expected:
            raise LedgerDamaged(problem("shard-missing", place_of(folder, expected).file, found=path.name))
        content = split(content_of(path))
        if content.pop():
            place = place_of(folder, number, len(content) + 1)
            raise LedgerDamaged(problem("line-unfinished", place.file, place.line))
        if len(content) != SHARD_LINES and (len(content) > SHARD_LINES or not content or number != len(files)):
            raise LedgerDamaged(problem("shard-size", place_of(folder, number).file, found=len(content)))
        for line, raw in enumerate(content, start=1):
            yield number, line, raw


def holds(folder: Path, position: int, head: str) -> bool:
    """Whether the line at `position` (counted from 1) is there and is the one with that digest."""
    path = shard_path(folder, shard_of(position))
    if not path.is_file() or path.is_symlink():
        return False
    content = split(content_of(path))[:-1]
    at = (position - 1) % SHARD_LINES
    return at < len(content) and hashlib.sha256(content[at]).hexdigest() == head


def split(content: bytes) -> list[bytes]:
    """The lines of a shard and, last, what stands after its last newline: nothing, in a sound one."""
    return content.split(b"\n")
