"""The last reading of what people wrote, kept in build/ for as long as no file changes.

A new vote must not pay for reading every file of content/ again; hashing them costs a few milliseconds.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lawloom.errors import ContentProblems, Problem
from lawloom.instance import Instance
from lawloom.model.consultation import Consultation
from lawloom.model.plain import noun, plain
from lawloom.version import engine_fingerprint


@dataclass(frozen=True, slots=True)
class Reading:
    """What people wrote, what they must mend, and a digest of every byte of it and of the engine that read it."""

    consultation: Consultation
    problems: tuple[Problem, ...]
    fingerprint: str


def reading(instance: Instance) -> Reading:
    """What people wrote, from the last reading where no file changed since.

    raises  ContentProblems only where consultation.yml itself cannot be used
    """
    fingerprint = content_fingerprint(instance)
    kept = instance.build / "state" / "reading.json"
    try:
        known, consultation, problems = json.loads(kept.read_bytes())
        if known == fingerprint:
            return Reading(noun(consultation), noun(problems), fingerprint)
    except (OSError, ValueError, TypeError, RecursionError):
        pass  # none yet, or not ours: read again
    from lawloom import content

    consultation, problems = content.read(instance)
    if consultation is None:
        raise ContentProblems(*problems)
    fresh = Reading(consultation, tuple(problems), fingerprint)
    kept.parent.mkdir(parents=True, exist_ok=True)
    draft = kept.with_name(f"{kept.name}.{os.getpid()}")
    draft.write_text(
        json.dumps([fingerprint, plain(fresh.consultation), plain(fresh.problems)], separators=(",", ":")),
        encoding="utf-8",
    )
    draft.replace(kept)
    return fresh


def content_files(instance: Instance) -> Iterator[Path]:
    """Every file that people write, sorted; links are not followed, pipes and devices are not opened."""
    yield from (path for path in (instance.consultation_file, instance.mkdocs_file) if path.is_file())
    for folder, folders, files in os.walk(instance.content):
        folders.sort()
        yield from (Path(folder) / name for name in sorted(files))


def content_fingerprint(instance: Instance) -> str:
    """Digest of every file that people wrote and of the engine that reads them."""
    digest = hashlib.sha256(engine_fingerprint().encode())
    for path in content_files(instance):
        data = _bytes(path)
        digest.update(f"{instance.name_of(path)!r}\0{len(data)}\0".encode(errors="surrogateescape"))
        digest.update(data)
    return digest.hexdigest()


def _bytes(path: Path) -> bytes:
    """What the file says; of a link where it points to, of anything else only that it is there."""
    if path.is_symlink():
        return os.fsencode(path.readlink())
    try:
        return path.read_bytes() if path.is_file() else b""
    except OSError:
        return b"unreadable"  # the reader says so, with its name
