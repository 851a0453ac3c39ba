"""Open data of one subject: contributions as CSV and JSON, every count, and the record itself.

All files are made from the same SubjectTally in the same order, so they cannot disagree with each other or with the
pages. Texts that were removed from view or erased are in none of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from lawloom.instance import Instance
from lawloom.model.ids import SubjectId
from lawloom.press import splice
from lawloom.press.edition import SubjectEdition
from lawloom.press.files import Part
from lawloom.press.rows import CSV_HEAD, FORM, Table, json_line
from lawloom.press.texts import Texts
from lawloom.version import engine_fingerprint

CSV, JSON, TALLY = "contributions.csv", "contributions.json", "tally.json"

Entry = dict[str, Any]  # of data/index.json: {"sha256": ..., "bytes": ..., "rows": ...}


def publish(
    edition: SubjectEdition, instance: Instance, texts: Texts, part: Part, site: Path, states: Path
) -> dict[str, Any]:
    """Print the data files of one subject; gives its entry of data/index.json.

    texts   told beforehand which are needed: after one vote none is
    part    the part of the site they belong to
    states  folder of what is remembered of the last printing
    """
    slug = edition.subject.id
    files = _tables(edition, texts, part, site, states)
    files[TALLY] = _put(part, f"data/{slug}/{TALLY}", tally_json(edition), len(edition.tally.items))
    files.update(_ledger(instance, slug, part, states))
    return {
        "as_of": edition.tally.as_of or None,
        "lines": edition.tally.lines,
        "head": edition.tally.head,
        "files": {name: files[name] for name in sorted(files)},
    }


def tally_json(edition: SubjectEdition) -> bytes:
    """This subject's part of `lawloom tally --json`."""
    from lawloom.tally import report

    text: str = report.dumps(report.subject_as_json(edition.tally, edition.subject))
    return text.encode()


def index_json(subjects: Mapping[SubjectId, Mapping[str, Any]]) -> bytes:
    """data/index.json: of each subject the record's length, head and time, and each file's digest, bytes and rows."""
    value = {"format": 1, "subjects": {slug: subjects[slug] for slug in sorted(subjects)}}
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def _tables(edition: SubjectEdition, texts: Texts, part: Part, site: Path, states: Path) -> dict[str, Entry]:
    """contributions.csv and contributions.json: rows that say what they said are copied from the last printing."""
    slug = edition.subject.id
    table = Table(edition)
    keys = table.keys()
    memory, name = states / f"{slug}.rows", f"{engine_fingerprint()}\0{FORM}"
    index = splice.read(memory, name)
    sheets = [
        splice.Sheet.begun(CSV_HEAD, b"", b""),
        splice.Sheet.begun(b"[\n" if keys else b"[", b",\n", b"\n]\n" if keys else b"]\n"),
    ]
    paths = [site / "data" / slug / one for one in (CSV, JSON)]
    with splice.standing(paths, index) as old:
        runs = list(splice.runs(keys, index)) if old else [(0, len(keys), -1)] if keys else []
        fresh = [at for begin, length, source in runs if source < 0 for at in range(begin, begin + length)]
        texts.fetch(table.needs(fresh))
        for begin, length, source in runs:
            if source >= 0 and old:
                for sheet, standing in zip(sheets, old, strict=True):
                    sheet.copy(standing, source, source + length - 1)
            else:
                for at in range(begin, begin + length):
                    row = table.row(at, texts)
                    sheets[0].add(table.csv_line(row).encode())
                    sheets[1].add(json_line(row).encode())
    entries = {
        one: _put(part, f"data/{slug}/{one}", cast(bytes, sheet.done()), len(keys))
        for one, sheet in zip((CSV, JSON), sheets, strict=True)
    }
    splice.write(memory, name, splice.remembered(keys, sheets, [one["sha256"] for one in entries.values()]))
    return entries


def _ledger(instance: Instance, slug: SubjectId, part: Part, states: Path) -> dict[str, Entry]:
    """Copies of the record's own files; a full one never changes and is not even read again."""
    memory = states / f"{slug}.shards.json"
    try:
        known = json.loads(memory.read_bytes())
    except (OSError, ValueError):
        known = {}
    found: dict[str, Any] = {}
    for path in sorted(instance.ledger_of(slug).glob("*.jsonl")):
        stat = path.stat()
        mark = [stat.st_size, stat.st_mtime_ns, stat.st_ino]
        name = f"ledger/{path.name}"
        print_ = int.from_bytes(hashlib.blake2b(repr(mark).encode(), digest_size=8).digest(), "big") or 1
        kept = known.get(name)
        if kept and kept["mark"] == mark and part.stands(f"data/{slug}/{name}", print_):
            found[name] = kept
            continue
        data = path.read_bytes()
        entry = _put(part, f"data/{slug}/{name}", data, data.count(b"\n"), print_)
        found[name] = {"mark": mark, "entry": entry}
    memory.parent.mkdir(parents=True, exist_ok=True)
    memory.write_text(json.dumps(found), encoding="utf-8")
    return {name: one["entry"] for name, one in found.items()}


def _put(part: Part, path: str, data: bytes, rows: int, print_: int = 0) -> Entry:
    part.put(path, data, print_)
    return {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data), "rows": rows}
