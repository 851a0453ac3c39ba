"""Files that survive a fall: after a crash at any instant there is the old file or the new one, never half of one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

TEMPORARY = ".tmp"  # ending of a file that is being written; one that a crash left is swept by the next run


def write(path: Path, content: bytes) -> None:
    """Replace the file: temporary file, fsync, rename, fsync of the folder. Folders are made as needed."""
    make_folder(path.parent)
    temporary = path.with_name(path.name + TEMPORARY)
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)
    os.replace(temporary, path)  # noqa: PTH105  all steps go through `os`, so that tests can stop at each
    _sync_folder(path.parent)


def remove(path: Path) -> None:
    """Remove the file for good; one that is not there is removed already."""
    try:
        os.unlink(path)  # noqa: PTH108
    except FileNotFoundError:
        return
    _sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """Make the folder and those above it, each known to the one above before anything is put into it."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    try:
        os.mkdir(folder)  # noqa: PTH102
    except FileExistsError:
        return
    _sync_folder(folder.parent)


def sweep(folder: Path) -> None:
    """Remove what a run that was killed left half written. Call it under the lock only."""
    for left in sorted(folder.glob("*" + TEMPORARY)):
        remove(left)


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":  # has no handle of a folder; a rename is durable there by itself
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
