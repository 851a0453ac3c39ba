"""Files that belong to the engine as a whole: laid by `new`, brought up to date by `upgrade`, edited by people or not.

What was laid last is kept in `.lawloom/laid/`. A file that still says so is replaced. One that somebody edited gets the
changes of both, where they do not meet; where they do, theirs stays and ours is put beside it, for them to compare.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

LAID = ".lawloom/laid"
BESIDE = ".new"  # behind the name of a file: what this version would have written there


class Change(Enum):
    """What becomes of one file."""

    WRITTEN = "written"
    MERGED = "merged"  # what people changed there is kept
    BESIDE = "beside"  # both changed the same lines: ours stands beside theirs
    TAKEN = "taken"  # the engine has no use for it any more, and nobody edited it


@dataclass(frozen=True, slots=True)
class Planned:
    """One change, and the bytes to be written; None: the file goes."""

    path: str
    change: Change
    data: bytes | None


def plan(root: Path, wanted: Mapping[str, bytes]) -> list[Planned]:
    """What is to be done so that the files are as wanted and nothing that people wrote is lost, in order of path."""
    return sorted([*_renewed(root, wanted), *_no_more(root, wanted)], key=lambda one: one.path)


def remember(root: Path, wanted: Mapping[str, bytes]) -> None:
    """Keep what was laid now: the next upgrade tells by it what people changed."""
    laid = root / LAID
    for path in _files(laid):
        if path.relative_to(laid).as_posix() not in wanted:
            path.unlink()
    for name, data in wanted.items():
        if _bytes(laid / name) != data:
            write(laid / name, data)


def copies(wanted: Mapping[str, bytes]) -> dict[str, bytes]:
    """What a new consultation keeps of its files, by path."""
    return {f"{LAID}/{name}": data for name, data in wanted.items()}


def write(path: Path, data: bytes) -> None:
    """Put a file in its place at once; a script can be run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.draft")
    beside.write_bytes(data)
    if path.exists():
        beside.chmod(path.stat().st_mode & 0o777)
    elif data.startswith(b"#!"):
        beside.chmod(0o755)
    beside.replace(path)


def _renewed(root: Path, wanted: Mapping[str, bytes]) -> Iterator[Planned]:
    for name, data in wanted.items():
        there, laid = _bytes(root / name), _bytes(root / LAID / name)
        if there == data or (there is None and laid is not None):
            continue  # somebody took it away on purpose
        if there is None or there == laid:
            yield Planned(name, Change.WRITTEN, data)
        elif laid == data:
            continue  # only they changed it
        elif laid is None:
            yield from _beside(root, name, data)  # a file of their own that has this name
        elif (both := merged(laid, there, data)) is None:
            yield from _beside(root, name, data)
        elif both != there:
            yield Planned(name, Change.MERGED, both)


def _beside(root: Path, name: str, data: bytes) -> Iterator[Planned]:
    if _bytes(root / f"{name}{BESIDE}") != data:
        yield Planned(f"{name}{BESIDE}", Change.BESIDE, data)


def _no_more(root: Path, wanted: Mapping[str, bytes]) -> Iterator[Planned]:
    laid = root / LAID
    for path in _files(laid):
        name = path.relative_to(laid).as_posix()
        if name not in wanted and _bytes(root / name) == path.read_bytes():
            yield Planned(name, Change.TAKEN, None)


def merged(laid: bytes, theirs: bytes, ours: bytes) -> bytes | None:
    """The changes of both, from what was laid; None where they changed the same lines, or Git is not here."""
    with tempfile.TemporaryDirectory() as folder:
        places = [Path(folder) / name for name in ("theirs", "laid", "ours")]
        for place, data in zip(places, (theirs, laid, ours), strict=True):
            place.write_bytes(data)
        try:
            done = subprocess.run(
                ["git", "merge-file", "-p", "-q", *map(str, places)], capture_output=True, check=False, timeout=60
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
        return done.stdout if done.returncode == 0 else None


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
