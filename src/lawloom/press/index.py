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

CSV, JSON, TALLY = "contributions.csv", "contributions.json", "tally.json"
_ITEMS = '"items":[\n'  # once in a tally: elsewhere `items` is a number, and text has no bare line end


def index_json(subjects: Mapping[SubjectId, Mapping[str, Any]]) -> bytes:
    """data/index.json: of each subject the record's length, head and time, and each file's digest, bytes and rows."""
    value = {"format": 1, "subjects": {slug: subjects[slug] for slug in sorted(subjects)}}
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


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
