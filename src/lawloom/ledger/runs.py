"""A run that was killed is resumed: private/runs/<slug>.json keeps when it began and what it was bringing in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lawloom.instance import Instance
from lawloom.ledger import durable, lock
from lawloom.ledger.line import canonical, digest
from lawloom.ledger.shards import shard_files
from lawloom.model.instant import Instant


@contextmanager
def run(instance: Instance, slug: str, what: Mapping[str, Any], *, as_of: Instant) -> Iterator[Instant]:
    """The instant this run goes by: as_of, or that of the same run if it was killed before. Holds the lock.

    what    by which a repeated run is known to be the same: the format, the prefix, the digests of the files... Strings
            and whole numbers, nothing private
    A run that ends is forgotten; so is one that fails before it appended anything. One that is killed, or fails later,
    stands until it is run again.
    """
    path = instance.private / "runs" / f"{slug}.json"
    name = digest(canonical(what))
    with lock.held(instance):
        unfinished = _read(path)
        kept = unfinished.get(name)
        if kept is None:
            unfinished[name] = {"as_of": as_of, "what": dict(what)}
            _write(path, unfinished)
        else:
            as_of = kept["as_of"]
        before = _extent(instance, slug)
        try:
            yield as_of
        except Exception:
            if kept is None and _extent(instance, slug) == before:
                _forget(path, name)
            raise
        _forget(path, name)


def _extent(instance: Instance, slug: str) -> tuple[int, int]:
    """Number of shards and size of the last one: enough to see whether lines were added."""
    files = shard_files(instance.ledger_of(slug))
    return (len(files), files[-1][1].stat().st_size) if files else (0, 0)


def _forget(path: Path, name: str) -> None:
    unfinished = _read(path)
    unfinished.pop(name, None)
    if unfinished:
        _write(path, unfinished)
    else:
        durable.remove(path)


def _read(path: Path) -> dict[str, dict[str, Any]]:
    """Runs that did not end, by the digest of what they were; what cannot be read is as good as none."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    runs = found.items() if isinstance(found, dict) else ()
    return {name: value for name, value in runs if isinstance(value, dict) and isinstance(value.get("as_of"), str)}


def _write(path: Path, unfinished: dict[str, dict[str, Any]]) -> None:
    durable.write(path, (json.dumps(unfinished, sort_keys=True, ensure_ascii=False, indent=1) + "\n").encode())
