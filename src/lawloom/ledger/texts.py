"""The texts beside a ledger: what people typed, by id. Design, section 5: they are not in the chain."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from lawloom.errors import LedgerDamaged, problem
from lawloom.instance import Instance
from lawloom.ledger.line import parse_line
from lawloom.ledger.shards import place_of, shard_files
from lawloom.model.contribution import Text
from lawloom.model.ids import ContributionId, SubjectId

ERASED = Text(erased=True)

# The end of a row in canonical form: {"data":{...},"id":"cc-69","rev":2,"salt":"..."}. Inside a string a quotation mark
# has a backslash before it, so this stands nowhere else in a row.
_LATER = re.compile(rb'"id":"([^"\\]+)","rev":([2-9]|[1-9][0-9]+),"salt":"[0-9a-f]*"\}\n')


def texts(instance: Instance, slug: SubjectId) -> Iterator[tuple[ContributionId, Text]]:
    """The latest text of every contribution, each once, in the order of the files; one file in memory at a time.

    An erased one is a Text that is empty and says so. Whether texts are the ones received is for verify to say.
    raises  LedgerDamaged where a row cannot be read
    """
    folder = instance.texts_of(slug)
    files = shard_files(folder)
    latest: dict[str, int] = {}  # of those that were edited
    for _, path in files:
        for name, rev in _LATER.findall(path.read_bytes()):
            latest[name.decode()] = max(int(rev), latest.get(name.decode(), 1))
    for shard, path in files:
        for row in _rows(folder, shard, path):
            if row["rev"] == latest.get(row["id"], 1):
                yield row["id"], _text(row)


def text_of(instance: Instance, slug: SubjectId, ids: Collection[ContributionId]) -> dict[ContributionId, Text]:
    """The latest texts of a few contributions, without parsing the others; an id that has none is absent."""
    wanted = [name.encode() for name in ids]
    if not wanted:
        return {}
    pattern = re.compile(rb'"id":"(?:%b)","rev":[0-9]+,"salt":"[0-9a-f]*"\}\n' % b"|".join(map(re.escape, wanted)))
    folder = instance.texts_of(slug)
    latest: dict[str, tuple[int, Text]] = {}
    for shard, path in shard_files(folder):
        content = path.read_bytes()
        for match in pattern.finditer(content):
            begin = content.rfind(b"\n", 0, match.start()) + 1
            row = parse_line(
                content[begin : match.end() - 1], place_of(folder, shard, content.count(b"\n", 0, begin) + 1)
            )
            if row["rev"] >= latest.get(row["id"], (0,))[0]:
                latest[row["id"]] = row["rev"], _text(row)
    return {name: latest[name][1] for name in ids if name in latest}


def titles(instance: Instance, slug: SubjectId) -> Callable[[Collection[ContributionId]], dict[ContributionId, str]]:
    """What gives the titles of some contributions; one without a title, or erased, is absent."""

    def titles_of(ids: Collection[ContributionId]) -> dict[ContributionId, str]:
        return {name: text.title for name, text in text_of(instance, slug, ids).items() if text.title}

    return titles_of


def _rows(folder: Path, shard: int, path: Path) -> list[dict[str, Any]]:
    content = path.read_bytes()
    lines = content.split(b"\n")
    if lines.pop():
        place = place_of(folder, shard, len(lines) + 1)
        raise LedgerDamaged(problem("line-unfinished", place.file, place.line))
    with suppress(ValueError, RecursionError):
        rows: list[dict[str, Any]] = json.loads(b"[%b]" % b",".join(lines))
        if len(rows) == len(lines) and all(map(_is_row, rows)):
            return rows
    for at, raw in enumerate(lines, start=1):
        place = place_of(folder, shard, at)
        if not _is_row(parse_line(raw, place)):
            raise LedgerDamaged(problem("line-not-canonical", place.file, place.line))
    raise LedgerDamaged(problem("line-not-canonical", place_of(folder, shard).file))


def _is_row(row: Any) -> bool:
    return isinstance(row, dict) and row.keys() == _NAMES and isinstance(row["data"], dict) and type(row["rev"]) is int


def _text(row: dict[str, Any]) -> Text:
    data = row["data"]
    if not data and not row["salt"]:
        return ERASED
    get = data.get
    return Text(get("title", ""), get("body", ""), get("name", ""), get("link", ""), get("quote", ""))


_NAMES = {"data", "id", "rev", "salt"}
