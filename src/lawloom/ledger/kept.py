"""What was read of full shards, kept in build/: they never change, so a build after one vote reads only the last one.

A kept part is used only for shards whose bytes have the digests it names, and only if its own digest is right. It is
numbers and ledger lines, nothing that could run. `lawloom tally` and `lawloom verify` never use it: who recounts starts
from the ledger alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from lawloom.ledger.line import ZEROS
from lawloom.ledger.part import Part, read, united, write
from lawloom.ledger.reading import File
from lawloom.ledger.shards import content_of

MOST_PARTS = 4  # more than these are united


def kept_parts(folder: Path, files: Sequence[File]) -> list[Part]:
    """The parts kept in folder that are still true, from the first shard on without a gap."""
    found: list[Part] = []
    head, shard = ZEROS, 1
    digests = _digests(files)
    for path in _paths(folder):
        part = _load(path)
        if part is None or part.first != shard or part.start != head:
            break
        if any(next(digests, None) != digest for digest in part.shards):
            break
        found.append(part)
        head, shard = part.head, part.next
    return found


def keep(folder: Path, kept: Sequence[Part], fresh: Sequence[Part]) -> None:
    """Keep fresh parts (of full shards) beside those kept. A disk that refuses costs only time at the next build."""
    if not fresh:
        return
    parts = [*kept, *fresh]
    if len(parts) > MOST_PARTS:
        kept, fresh = [], [united(parts)]
    stay = {_name(part) for part in (*kept, *fresh)}
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        for path in _paths(folder):
            if path.name not in stay:
                path.unlink()
        for part in fresh:
            draft = folder / f"{_name(part)}.{os.getpid()}.tmp"
            with draft.open("wb") as stream:
                write(part, stream)
            draft.replace(folder / _name(part))


def _digests(files: Sequence[File]) -> Iterator[str]:
    for _, path in files:
        yield sha256(content_of(path)).hexdigest()


def _load(path: Path) -> Part | None:
    with suppress(OSError, ValueError, EOFError, KeyError, TypeError), path.open("rb") as stream:
        return read(stream)
    return None


def _paths(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.part")) if folder.is_dir() else []


def _name(part: Part) -> str:
    return f"{part.first:08d}-{part.next - 1:08d}.part"
