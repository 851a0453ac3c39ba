"""Our own table: documented columns for everyone who has contributions and votes in no platform's export.

source  docs/importing.md, which lists every column
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeVar

from lawloom.collect.cells import Cells, UnusableError, count, identity, one_line, yes
from lawloom.collect.ids import table_id
from lawloom.collect.port import Arrived, Ballot, Export, Format, Item, Refused, Remark, Setting, Total
from lawloom.collect.source import Source
from lawloom.collect.table import Row, Table, open_table
from lawloom.errors import ContentProblems, problem
from lawloom.model.contribution import Actor, Kind, Side, Text
from lawloom.model.vote import Stance

ITEM_COLUMNS = (
    *(
        "id",
        "kind",
        "title",
        "body",
        "on",
        "side",
        "category",
        "link",
        "quote",
        "instead",
        "author",
        "name",
        "name_public",
    ),
    *("actor", "area", "channel", "created_at", "edited_at", "withdrawn_at"),
    *("for", "mixed", "against", "pass", "support", "signature"),
)
VOTE_COLUMNS = ("on", "by", "stance", "time", "channel", "actor", "area", "number")
_OURS = frozenset({"id", "kind", "title", "body", "created_at", "on", "by", "stance", "time"})
_COUNTS = (Stance.FOR, Stance.MIXED, Stance.AGAINST, Stance.PASS, Stance.SUPPORT, Stance.SIGNATURE)
_KINDS = {kind.value: kind for kind in Kind if kind is not Kind.ARTICLE}  # articles are written, not sent
_SIDES = {side.value: side for side in Side}
_STANCES = {stance.value: stance for stance in Stance}
_ACTORS = {actor.value: actor for actor in Actor}
_ANSWERS = frozenset({Kind.ARGUMENT, Kind.SOURCE, Kind.AMENDMENT})  # kinds that must say what they answer
_CHANNEL = re.compile(r"paper|mail|meeting|kiosk:[a-z0-9]+(?:-[a-z0-9]+)*")

Word = TypeVar("Word")


class OwnExport:
    """Contributions, with totals or not, and votes; each in one or more tables."""

    title = ""

    def __init__(self, items: list[Table], votes: list[Table], setting: Setting, remarks: list[Remark]) -> None:
        self._items = items
        self._votes = votes
        self._cells = Cells(setting)
        self._prefix = setting.prefix
        self._found = remarks

    @property
    def remarks(self) -> list[Remark]:
        return [*self._found, *self._cells.remarks()]

    def holds_vote_rows(self) -> bool:
        return bool(self._votes)

    def rows(self, *, ballots: bool = True) -> Iterator[Arrived]:
        for table in self._items:
            for row in table.rows():
                if isinstance(row, Refused):
                    yield row
                    continue
                made = ""
                try:
                    made = self._id(row["id"], "id")
                    yield from self._item(row, made)
                except UnusableError as wrong:
                    yield Refused(row.origin, wrong.code, wrong.values, made)
        for table in self._votes if ballots else ():
            for row in table.rows():
                if isinstance(row, Refused):
                    yield row
                    continue
                try:
                    yield self._ballot(row)
                except UnusableError as wrong:
                    yield Refused(row.origin, wrong.code, wrong.values)

    def _id(self, written: str, column: str) -> str:
        if not written.strip():
            raise UnusableError("id-missing", column=column)
        return table_id(self._prefix, written)

    def _item(self, row: Row, made: str) -> list[Arrived]:
        kind = _one_of(_KINDS, row["kind"] or "proposal", "kind-unknown")
        on = row["on"].strip()
        if kind in _ANSWERS and not on:
            raise UnusableError("on-missing", kind=kind.value)
        side = _one_of(_SIDES, row["side"], "side-unknown") if row["side"].strip() else None
        if (side is None) is (kind is Kind.ARGUMENT):
            raise UnusableError("side-unknown" if side is None else "side-not-here", column="side", found=row["side"])
        taken_back = row["withdrawn_at"].strip()
        withdrawn = self._cells.moment(taken_back, "withdrawn_at") if taken_back else None
        item = Item(
            row.origin,
            made,
            kind,
            Text(
                title=one_line(row["title"]),
                body=row["body"].strip(),
                name=one_line(row["name"]) if yes(row["name_public"]) else "",
                link=row["link"].strip(),
                quote=row["quote"].strip(),
                instead=row["instead"].strip(),
            ),
            self._cells.moment(row["created_at"], "created_at"),
            on=self._id(on, "on") if on else None,
            author=identity(row["author"]),
            actor=_actor(row),
            area=_area(row),
            channel=_channel(row),
            side=side,
            category=one_line(row["category"]),
            edited_at=self._cells.moment_if_any(row["edited_at"], "edited_at"),
            withdrawn_at=withdrawn,
            withdrawn=withdrawn is not None,
            literal=on,
        )
        totals = ((stance, count(row[stance.value], stance.value)) for stance in _COUNTS)
        channel = item.channel
        return [item, *(Total(row.origin, made, stance, n, channel) for stance, n in totals if n is not None)]

    def _ballot(self, row: Row) -> Ballot:
        on = row["on"].strip()
        return Ballot(
            row.origin,
            self._id(on, "on"),
            identity(row["by"]),
            _one_of(_STANCES, row["stance"], "vote-unknown"),
            self._cells.moment(row["time"], "time"),
            row["number"].strip(),
            _actor(row),
            _area(row),
            _channel(row),
            on,
        )


def open_export(source: Source, setting: Setting) -> Export:
    """The tables in these files: one with a `stance` column is of votes, any other of contributions."""
    items: list[Table] = []
    votes: list[Table] = []
    remarks: list[Remark] = []
    for file in source.files:
        table = open_table(file)
        if table is None or not _OURS.intersection(table.columns):
            remarks.append(Remark("file-not-read", {}, file.name))
            continue
        known: tuple[str, ...]
        if "stance" in table.index or ("by" in table.index and "id" not in table.index):
            table.need("on", "by", "stance", "time")
            votes.append(table)
            known = VOTE_COLUMNS
        else:
            table.need("id", "created_at")
            items.append(table)
            known = ITEM_COLUMNS
        if strange := [column for column in table.columns if column and column not in known]:
            remarks.append(Remark("columns-not-read", {"columns": ", ".join(strange[:20])}, file.name))
    if not items and not votes:
        raise ContentProblems(problem("format-not-found", source.files[0].name, format=FORMAT.name))
    return OwnExport(items, votes, setting, remarks)


def _one_of(words: Mapping[str, Word], written: str, code: str) -> Word:
    found = words.get(written.strip().lower())
    if found is None:
        raise UnusableError(code, column=code.split("-")[0], found=written[:80], known=", ".join(words))
    return found


def _actor(row: Row) -> Actor | None:
    return _one_of(_ACTORS, row["actor"], "actor-unknown") if row["actor"].strip() else None


def _area(row: Row) -> str | None:
    return one_line(row["area"]) or None


def _channel(row: Row) -> str:
    written = row["channel"].strip().lower()
    if written and not _CHANNEL.fullmatch(written):
        raise UnusableError("no-such-channel", found=written[:80])
    return written


FORMAT = Format("csv", "cs", open_export)
