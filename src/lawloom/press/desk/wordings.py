"""The wording of each text of a subject as a digest: what copies share, for the signs and for "is it already said".

It is worked out once and kept in build/: a build after one contribution more reads one text more.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from lawloom.model.ids import ContributionId
from lawloom.press.desk.desk import Desk
from lawloom.signs import texts
from lawloom.tally.votable import MOVED
from lawloom.version import engine_fingerprint


def of(desk: Desk, memory: Path) -> Mapping[ContributionId, tuple[int, str, bool]]:
    """Of each contribution that is here and shown: its revision, the digest of its wording, whether that is long.

    memory  a file in build/ of what is remembered of them
    """
    known = _read(memory)
    shown = [one for one in desk.contributions.values() if not (one.state == MOVED or one.hidden or one.erased)]
    kept = {one.id: known[one.id] for one in shown if one.id in known and known[one.id][0] == one.rev}
    missing = [one for one in shown if one.id not in kept]
    desk.texts.fetch([one.id for one in missing])
    for one in missing:
        words = texts.words_of(desk.text(one.id))
        kept[one.id] = [one.rev, digest(words), texts.is_long(words)]
    if missing or kept.keys() != known.keys():
        _write(memory, kept)
    return kept


def digest(words: str) -> str:
    """What is equal for equal wordings; empty where nothing was typed."""
    return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest() if words else ""


def _read(memory: Path) -> dict[str, Any]:
    try:
        value = json.loads(memory.read_bytes())
        return dict(value["texts"]) if value["engine"] == engine_fingerprint() else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _write(memory: Path, kept: dict[str, Any]) -> None:
    memory.parent.mkdir(parents=True, exist_ok=True)
    draft = memory.with_name(f"{memory.name}.{os.getpid()}")
    draft.write_text(json.dumps({"engine": engine_fingerprint(), "texts": kept}), encoding="utf-8")
    draft.replace(memory)
