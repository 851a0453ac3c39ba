"""Pagefind, the program that makes the index of the search: run apart, and its files made the same at every run.

It writes the values of its filters in another order each time, and names files by their bytes. So the two kinds of
files that differ are read, put in order, written again and named again; both are CBOR behind a word of its own.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

from lawloom.errors import LawloomError, problem

# Of what it writes, what a search by our own script needs.
NEEDED = ("pagefind.js", "pagefind-worker.js", "wasm.", "fragment/", "index/")
LONGEST_RUN = 600  # seconds
_MARK = b"pagefind_dcd"
_STORED = 65_535  # bytes in a block that is not compressed


def index(source: Path, made: Path, language: str) -> dict[str, bytes]:
    """Have the pages of a folder indexed: the files of the index by name, the same for the same pages.

    made      folder for what it writes; emptied by the caller
    language  whose word forms are known to belong together: two letters
    raises    LawloomError where the program is absent, fails, or writes something else than is known here
    """
    command = [sys.executable, "-m", "pagefind", "--site", str(source), "--output-path", str(made), "--silent"]
    try:
        done = subprocess.run(
            [*command, "--force-language", language],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=LONGEST_RUN,
            check=False,
        )
        if done.returncode:
            lines = (done.stdout + done.stderr).decode(errors="replace").strip().splitlines()
            raise LawloomError(problem("search-not-made", warning=True, detail=lines[-1][-180:] if lines else "?"))
        return dict(_settled(made))
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError, IndexError, TypeError) as failure:
        detail = f"{type(failure).__name__} {failure}"[:180]
        raise LawloomError(problem("search-not-made", warning=True, detail=detail)) from failure


def _settled(made: Path) -> Iterator[tuple[str, bytes]]:
    """The files that are needed, in order and under names that depend on nothing but the pages."""
    entry = json.loads((made / "pagefind-entry.json").read_bytes())
    names: dict[str, str] = {}  # of filters, before and now
    for path in sorted((made / "filter").glob("*.pf_filter")) if (made / "filter").is_dir() else ():
        name, values = _read(path)
        data = _written([name, sorted(values)])
        known = names[path.stem] = f"{path.stem.partition('_')[0]}_{_digest(data)[:7]}"
        yield f"filter/{known}.pf_filter", data
    for language, about in sorted(entry["languages"].items()):
        path = made / f"pagefind.{about['hash']}.pf_meta"
        meta = _read(path)
        version, pages, chunks, filters, sorts, *rest = meta
        filters = sorted([name, names[of]] for name, of in filters)
        data = _written([version, pages, chunks, filters, sorts, *rest])
        about["hash"] = f"{language}_{_digest(data)[:10]}"
        yield f"pagefind.{about['hash']}.pf_meta", data
    yield "pagefind-entry.json", json.dumps(entry, sort_keys=True, ensure_ascii=False).encode()
    for path in sorted(made.rglob("*")):
        name = path.relative_to(made).as_posix()
        if path.is_file() and name.startswith(NEEDED):
            yield name, path.read_bytes()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _read(path: Path) -> Any:
    raw = gzip.decompress(path.read_bytes())
    value, end = _value(raw, len(_MARK))
    if not raw.startswith(_MARK) or end != len(raw) or _MARK + _encoded(value) != raw:
        raise ValueError(f"{path.name} is not as this version knows it")
    return value


def _written(value: Any) -> bytes:
    """As gzip that is not compressed: what compresses is not the same on every machine."""
    raw = _MARK + _encoded(value)
    parts = [b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"]
    for start in range(0, len(raw), _STORED):
        block = raw[start : start + _STORED]
        last = start + _STORED >= len(raw)
        parts.append(
            bytes([last]) + len(block).to_bytes(2, "little") + (len(block) ^ 0xFFFF).to_bytes(2, "little") + block
        )
    return b"".join([*parts, crc32(raw).to_bytes(4, "little"), len(raw).to_bytes(4, "little")])


# --- as much of CBOR (RFC 8949) as these files hold: whole numbers, texts, lists --------------------------------------


def _value(raw: bytes, at: int) -> tuple[Any, int]:
    """The value that begins at this byte, and where it ends."""
    kind, size = raw[at] >> 5, raw[at] & 31
    at += 1
    if size >= 24:
        width = 1 << size - 24
        if width > 8:
            raise ValueError(f"a size that is not known: {size}")
        size, at = int.from_bytes(raw[at : at + width], "big"), at + width
    if kind == 0:
        return size, at
    if kind == 3:
        return raw[at : at + size].decode(), at + size
    if kind == 4:
        found = []
        for _ in range(size):
            value, at = _value(raw, at)
            found.append(value)
        return found, at
    raise ValueError(f"a kind that is not known: {kind}")


def _encoded(value: Any) -> bytes:
    if isinstance(value, int):
        return _head(0, value)
    if isinstance(value, str):
        return _head(3, len(value.encode())) + value.encode()
    return _head(4, len(value)) + b"".join(map(_encoded, value))


def _head(kind: int, size: int) -> bytes:
    if size < 24:
        return bytes([kind << 5 | size])
    power = next(power for power in range(4) if size < 1 << (8 << power))
    return bytes([kind << 5 | 24 + power]) + size.to_bytes(1 << power, "big")
