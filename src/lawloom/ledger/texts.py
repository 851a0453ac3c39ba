"""The texts beside a ledger: what people typed, by id. Design, section 5: they are not in the chain."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from lawloom.errors import LedgerDamaged, Place, Problem, problem
from lawloom.instance import Instance
from lawloom.ledger.line import parse_line, text_digest
from lawloom.ledger.shards import content_of, place_of, shard_files, shard_path
from lawloom.model.contribution import Text
from lawloom.model.ids import ContributionId, SubjectId

ERASED = Text(erased=True)

# The end of a row in canonical form: {"data":{...},"id":"cc-69","rev":2,"salt":"..."}. Inside a string a quotation mark
# has a backslash before it, so this stands nowhere else in a row.
_LATER = re.compile(rb'"id":"([^"\\]+)","rev":([2-9]|[1-9][0-9]+),"salt":"[0-9a-f]*"\}\n')


# A line of the ledger that has a text: its names stand in the order of the alphabet, and what is said above of
# quotation marks holds here too.
_RECEIVED = re.compile(
    rb'"id":"([^"\\]+)",[^\n]*?"kind":"contribution",[^\n]*?"rev":([0-9]+),[^\n]*?"text":"([0-9a-f]{64})"'
)

Received = dict[tuple[str, int], str]  # digest of a text, by contribution and revision


def texts(
    instance: Instance, slug: SubjectId, odd: list[Problem] | None = None
) -> Iterator[tuple[ContributionId, Text]]:
    """The latest text of every contribution, each once, in the order of the files; one file in memory at a time.

    An erased one is a Text that is empty and says so. One that is not what its line received, or that stands on a row
    that cannot be read, is absent: a bad row costs one text.
    odd     takes a problem for each of those
    raises  LedgerDamaged where a file ends within a row
    """
    folder = instance.texts_of(slug)
    files = shard_files(folder)
    latest: dict[str, int] = {}  # of those that were edited
    for _, path in files:
        for name, rev in _LATER.findall(content_of(path)):
            latest[name.decode()] = max(int(rev), latest.get(name.decode(), 1))
    for shard, path in files:
        received = _received(instance, slug, shard)
        for at, row in enumerate(_rows(folder, shard, path), start=1):
            if row is None:
                if odd is not None:
                    odd.append(_unreadable(place_of(folder, shard, at)))
            elif row["rev"] == latest.get(row["id"], 1):
                text = _text(row, received)
                if text is not None:
                    yield row["id"], text
                elif odd is not None:
                    odd.append(_changed(row, place_of(folder, shard, at)))


def text_of(
    instance: Instance, slug: SubjectId, ids: Collection[ContributionId], odd: list[Problem] | None = None
) -> dict[ContributionId, Text]:
    """The latest texts of a few contributions, without parsing the others; an id that has none is absent.

    odd  takes a problem for each that is not what its line received; it is absent too
    """
    wanted = [name.encode() for name in ids]
    if not wanted:
        return {}
    pattern = re.compile(rb'"id":"(?:%b)","rev":[0-9]+,"salt":"[0-9a-f]*"\}\n' % b"|".join(map(re.escape, wanted)))
    folder = instance.texts_of(slug)
    latest: dict[str, tuple[int, Text | None]] = {}
    for shard, path in shard_files(folder):
        content = content_of(path)
        received, is_asked = None, False
        for match in pattern.finditer(content):
            begin = content.rfind(b"\n", 0, match.start()) + 1
            place = place_of(folder, shard, content.count(b"\n", 0, begin) + 1)
            row = _row(content[begin : match.end() - 1], place)
            if row is None:
                if odd is not None:
                    odd.append(_unreadable(place))
            elif row["rev"] >= latest.get(row["id"], (0,))[0]:
                if not is_asked:
                    received, is_asked = _received(instance, slug, shard), True
                text = _text(row, received)
                latest[row["id"]] = row["rev"], text
                if text is None and odd is not None:
                    odd.append(_changed(row, place))
    found = ((name, latest[name][1]) for name in ids if name in latest)
    return {name: text for name, text in found if text is not None}


def titles(instance: Instance, slug: SubjectId) -> Callable[[Collection[ContributionId]], dict[ContributionId, str]]:
    """What gives the titles of some contributions; one without a title, or erased, is absent."""

    def titles_of(ids: Collection[ContributionId]) -> dict[ContributionId, str]:
        return {name: text.title for name, text in text_of(instance, slug, ids).items() if text.title}

    return titles_of


def _rows(folder: Path, shard: int, path: Path) -> Sequence[dict[str, Any] | None]:
    """The rows of a file; None in the place of one that cannot be read."""
    content = content_of(path)
    lines = content.split(b"\n")
    if lines.pop():
        place = place_of(folder, shard, len(lines) + 1)
        raise LedgerDamaged(problem("line-unfinished", place.file, place.line))
    with suppress(ValueError, RecursionError):
        rows: list[dict[str, Any]] = json.loads(b"[%b]" % b",".join(lines))
        if len(rows) == len(lines) and all(map(_is_row, rows)):
            return rows
    return [_row(raw, place_of(folder, shard, at)) for at, raw in enumerate(lines, start=1)]


def _row(raw: bytes, place: Place) -> dict[str, Any] | None:
    try:
        row = parse_line(raw, place)
    except LedgerDamaged:
        return None
    return row if _is_row(row) else None


def _is_row(row: Any) -> bool:
    return isinstance(row, dict) and row.keys() == _NAMES and isinstance(row["id"], str) and type(row["rev"]) is int


def _received(instance: Instance, slug: SubjectId, shard: int) -> Received | None:
    """What the lines of a shard say of the texts beside it; None where there is no ledger at all to ask."""
    path = shard_path(instance.ledger_of(slug), shard)
    if not path.is_file() and not shard_files(path.parent):
        return None
    content = content_of(path) if path.is_file() else b""
    return {(id.decode(), int(rev)): digest.decode() for id, rev, digest in _RECEIVED.findall(content)}


def _text(row: dict[str, Any], received: Received | None) -> Text | None:
    """The text on a row; None where it is not the one that was received."""
    data, salt = row["data"], row["salt"]
    if data == {} and salt == "":
        return ERASED
    is_sound = isinstance(salt, str) and isinstance(data, dict) and all(isinstance(one, str) for one in data.values())
    if is_sound and received is not None:
        is_sound = text_digest(salt, data) == received.get((row["id"], row["rev"]))
    if not is_sound:
        return None
    get = data.get
    return Text(
        get("title", ""),
        get("body", ""),
        get("name", ""),
        get("link", ""),
        get("quote", ""),
        get("instead", ""),
        get("changes", ""),
    )


def _unreadable(place: Place) -> Problem:
    return problem("text-unreadable", place.file, place.line)


def _changed(row: dict[str, Any], place: Place) -> Problem:
    values = ("id", row["id"]), ("line", place.file.replace("/texts/", "/ledger/"))
    return Problem(place, "text-changed", values)


_NAMES = {"data", "id", "rev", "salt"}
