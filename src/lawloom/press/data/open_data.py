"""Open data of one subject: contributions as CSV and JSON, every count, and the record itself.

All files are made from the same SubjectTally in the same order, so they cannot disagree with each other or with the
pages. Texts that were removed from view or erased are in none of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from lawloom.instance import Instance
from lawloom.ledger.shards import content_of, shard_files
from lawloom.model.ids import SubjectId
from lawloom.press.data import index
from lawloom.press.data.index import CSV, JSON, TALLY
from lawloom.press.data.rows import CSV_HEAD, Table, csv_lines, json_lines, kept_name
from lawloom.press.desk.edition import SubjectEdition
from lawloom.press.desk.texts import Texts
from lawloom.press.site import splice
from lawloom.press.site.files import Part
from lawloom.tally import json_form

Head = tuple[bytes, bytes, bytes]  # what stands before, between and after the rows
Maker = Callable[[range], Iterable[str]]  # rows at these positions, in order
Entry = dict[str, Any]  # of data/index.json: {"sha256": ..., "bytes": ..., "rows": ...}


def publish(
    edition: SubjectEdition,
    instance: Instance,
    texts: Texts,
    part: Part,
    site: Path,
    states: Path,
    now: Sequence[str],
    more: Mapping[str, bytes] = MappingProxyType({}),
) -> dict[str, Any]:
    """Print the data files of one subject; gives its entry of data/index.json.

    texts   told beforehand which are needed: after one vote none is
    part    the part of the site they belong to
    states  folder of what is remembered of the last printing
    now     lawloom.press.data.rows.states
    more    further files, lines of JSON, by name
    """
    files = _tables(edition, texts, part, site, states, now)
    files.update(_ledger(instance, edition.subject.id, part, states))
    for name, content in more.items():
        files[name] = _put(part, f"data/{edition.subject.id}/{name}", content, content.count(b"\n"))
    return {
        "as_of": edition.tally.as_of or None,
        "lines": edition.tally.lines,
        "head": edition.tally.head,
        "files": {name: files[name] for name in sorted(files)},
    }


def _tables(
    edition: SubjectEdition, texts: Texts, part: Part, site: Path, states: Path, now: Sequence[str]
) -> dict[str, Entry]:
    """The three files of rows, one after another: rows that say what they said are copied from the last printing."""
    slug = edition.subject.id
    table = Table(edition)
    path, name = states / f"{slug}.rows", kept_name()
    memory = splice.read(path, name)
    runs = list(splice.runs(now, memory.states))
    makers: dict[str, tuple[Head, Maker]] = {
        CSV: ((CSV_HEAD, b"", b""), lambda some: csv_lines(table.rows(some, texts))),
        JSON: (
            (b"[\n", b",\n", b"\n]\n") if now else (b"[", b"", b"]\n"),
            lambda some: json_lines(table.rows(some, texts)),
        ),
        TALLY: (
            index.around_items(edition.tally, edition.subject.phases),
            lambda some: map(json_form.item_line, table.items[some.start : some.stop]),
        ),
    }
    texts.fetch(table.needs([at for begin, many, source in runs if source < 0 for at in range(begin, begin + many)]))
    entries, columns = {}, []
    for at, (file, (head, make)) in enumerate(makers.items()):
        known = memory.columns[at] if memory.columns and part.is_as_left(f"data/{slug}/{file}") else None
        sheet = splice.put_together(splice.Sheet.begun(*head), runs, site / "data" / slug / file, known, make, len(now))
        columns.append((sheet.starts, sheet.ends))
        entries[file] = _put(part, f"data/{slug}/{file}", sheet.done(), len(now))
    splice.write(path, name, now, columns)
    return entries


def _ledger(instance: Instance, slug: SubjectId, part: Part, states: Path) -> dict[str, Entry]:
    """Copies of the record's own files; a full one never changes and is not even read again."""
    memory = states / f"{slug}.shards.json"
    try:
        known = json.loads(memory.read_bytes())
    except (OSError, ValueError):
        known = {}
    found: dict[str, Any] = {}
    for path in (path for _, path in shard_files(instance.ledger_of(slug))):
        stat = path.stat()
        mark = [stat.st_size, stat.st_mtime_ns, stat.st_ino]
        name = f"ledger/{path.name}"
        print_ = index.print_of(mark)
        kept = known.get(name)
        if kept and kept["mark"] == mark and part.stands(f"data/{slug}/{name}", print_):
            found[name] = kept
            continue
        data = content_of(path)
        entry = _put(part, f"data/{slug}/{name}", data, data.count(b"\n"), print_)
        found[name] = {"mark": mark, "entry": entry}
    memory.parent.mkdir(parents=True, exist_ok=True)
    memory.write_text(json.dumps(found), encoding="utf-8")
    return {name: one["entry"] for name, one in found.items()}


def _put(part: Part, path: str, data: bytes | bytearray, rows: int, print_: int = 0) -> Entry:
    part.put(path, data, print_)
    return index.entry(data, rows)
