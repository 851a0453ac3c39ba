"""The frames of the open data: data/index.json, and what stands around the items of tally.json."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b, sha256
from typing import Any

from lawloom.model.ids import SubjectId
from lawloom.model.phase import Phase
from lawloom.model.tally import SubjectTally
from lawloom.tally import json_form

CSV, JSON, TALLY, SIGNS = "contributions.csv", "contributions.json", "tally.json", "signs.json"
_ITEMS = '"items":[\n'  # once in a tally: elsewhere `items` is a number, and text has no bare line end


def index_json(subjects: Mapping[SubjectId, Mapping[str, Any]]) -> bytes:
    """data/index.json: of each subject the record's length, head and time, and each file's digest, bytes and rows.

    A file stands on a line of its own, so that two versions are easily compared.
    """
    said = [f"  {_encode(slug)}: {{{_subject(subjects[slug])}}}" for slug in sorted(subjects)]
    return "\n".join(['{"format": 1,', ' "subjects": {', ",\n".join(said), " }", "}", ""]).encode()


def _subject(entry: Mapping[str, Any]) -> str:
    parts = {key: _encode(value) for key, value in entry.items()}
    if files := entry.get("files"):
        lines = ",\n".join([f"    {_encode(name)}: {_encode(files[name])}" for name in sorted(files)])
        parts["files"] = f"{{\n{lines}}}"
    return ",\n   ".join([f'"{key}": {parts[key]}' for key in sorted(parts)])


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def shards(entry: Mapping[str, Any]) -> list[str]:
    """The names of the files of a subject's record, in order: "0001.jsonl"."""
    names = [name.removeprefix("ledger/") for name in entry.get("files", ()) if name.startswith("ledger/")]
    return sorted(names, key=lambda name: (len(name), name))


def download(subjects: Mapping[SubjectId, Mapping[str, Any]], address: str) -> bytes:
    """data/download.txt: what curl is to fetch (`curl -K download.txt`), so that verify.py finds all that it counts.

    address  where the site stands, ends with a slash
    """
    from lawloom.pages.verifier import NAMES  # here: a few votes more do without

    names = ["index.json", *NAMES]
    names += [f"{slug}/{name}" for slug in sorted(subjects) for name in sorted(subjects[slug].get("files", ()))]
    base = address.replace("\\", "\\\\").replace('"', '\\"')
    lines = ["# curl -K download.txt", "create-dirs", "fail"]
    for name in names:
        lines += [f'url = "{base}data/{name}"', f'output = "{name}"']
    return ("\n".join(lines) + "\n").encode()


def around_items(tally: SubjectTally, phases: Iterable[Phase]) -> tuple[bytes, bytes, bytes]:
    """What stands before, between and after the items of tally.json, an item a line."""
    whole = json_form.dumps(json_form.subject_as_json(replace(tally, items={}), phases))
    before, items, after = whole.partition(_ITEMS)
    return (before + items).encode(), b",\n", after.encode()


def entry(data: bytes | bytearray, rows: int) -> dict[str, Any]:
    """What data/index.json says of a file."""
    return {"sha256": sha256(data).hexdigest(), "bytes": len(data), "rows": rows}


def print_of(mark: Sequence[int]) -> int:
    """A fingerprint of a copy, told from the size, the time and the place of what it is a copy of."""
    return int.from_bytes(blake2b(repr(list(mark)).encode(), digest_size=8).digest(), "big") or 1
