"""A digest of all that pages rest on beside the ledgers: what people wrote, the engine, what was found in texts."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from lawloom.instance import Instance
from lawloom.version import engine_fingerprint


def content_files(instance: Instance) -> Iterator[Path]:
    """Every file that people write, sorted; links are not followed, pipes and devices are not opened."""
    yield from (path for path in _at_the_top(instance) if path.is_file())
    for folder, folders, files in os.walk(instance.content):
        folders.sort()
        yield from (Path(folder) / name for name in sorted(files))


def _at_the_top(instance: Instance) -> tuple[Path, ...]:
    return instance.consultation_file, instance.mkdocs_file, instance.anchors_file


def content_fingerprint(instance: Instance) -> str:
    """Digest of every file that people wrote, of the engine that reads them, and of the findings beside the ledgers."""
    digest = hashlib.sha256(engine_fingerprint().encode())
    for path in content_files(instance):
        data = _bytes(path)
        digest.update(f"{instance.name_of(path)!r}\0{len(data)}\0".encode(errors="surrogateescape"))
        digest.update(data)
    for path in sorted(instance.contributions.glob("*/synthesis/**/*.json")):  # what was found in them: pages show it
        digest.update(f"{instance.name_of(path)!r}\0".encode(errors="surrogateescape") + _bytes(path))
    return digest.hexdigest()


def _bytes(path: Path) -> bytes:
    """What the file says; of a link where it points to, of anything else only that it is there."""
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            return os.fsencode(path.readlink())
        return path.read_bytes() if stat.S_ISREG(mode) else b""
    except OSError:
        return b"unreadable"  # the reader says so, with its name
