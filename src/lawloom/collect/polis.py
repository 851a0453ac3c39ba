"""Pol.is: an export folder (comments.csv, votes.csv, participants-votes.csv, summary.csv), or one of its files.

The signs are those of the export: 1 agrees, -1 disagrees, 0 passes (the platform's database has them the other way
round). votes.csv is a record of events: who changed their mind stands in it twice, and both votes are kept.
source  https://compdemocracy.org/Export/ ; PR #2555 of compdemocracy/polis for the signs
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

from lawloom.collect.cells import UnusableError, count, identity, one_line
from lawloom.collect.dates import Moment, UnreadableDateError, read_epoch
from lawloom.collect.ids import record_id
from lawloom.collect.port import Arrived, Ballot, Export, Format, Item, Refused, Remark, Setting, Total
from lawloom.collect.source import Source
from lawloom.collect.table import Row, Table, open_table
from lawloom.errors import ContentProblems, problem
from lawloom.model.contribution import Kind, Text
from lawloom.model.vote import Stance

_STANCES = {"1": Stance.FOR, "-1": Stance.AGAINST, "0": Stance.PASS}
_PRINTED = {"agrees": Stance.FOR, "disagrees": Stance.AGAINST}
_LONGEST_TITLE = 400  # a statement is one sentence: it is its own title


class PolisExport:
    """Statements, and votes as rows; without votes.csv the totals of the matrix or, failing that, the printed ones."""

    def __init__(
        self, comments: Table | None, votes: Table | None, matrix: Table | None, setting: Setting, remarks: list[Remark]
    ) -> None:
        self._comments = comments
        self._votes = votes
        self._matrix = matrix
        self._prefix = setting.prefix
        self.remarks = remarks
        self.title = ""

    def holds_vote_rows(self) -> bool:
        return self._votes is not None

    def rows(self, *, ballots: bool = True) -> Iterator[Arrived]:
        if self._comments is not None:
            yield from self._statements(self._comments)
        if self._votes is not None:
            if ballots:
                yield from self._ballots(self._votes)
        elif self._matrix is not None:
            yield from self._sums(self._matrix)

    def _statements(self, table: Table) -> Iterator[Arrived]:
        for row in table.rows():
            if isinstance(row, Refused):
                yield row
                continue
            made = ""
            try:
                made = self._id(row)
                arrived: list[Arrived] = [
                    Item(
                        row.origin,
                        made,
                        Kind.STATEMENT,
                        _statement(row["comment-body"]),
                        _moment(row),
                        author=identity(row["author-id"]),
                        set_aside="moderated" if row["moderated"].strip() == "-1" else "",
                    )
                ]
                if self._matrix is None or self._votes is not None:
                    for column, stance in _PRINTED.items():
                        if (value := count(row[column], column)) is not None:
                            expected = self._votes is not None
                            arrived.append(Total(row.origin, made, stance, value, rows_expected=expected))
                yield from arrived
            except UnusableError as wrong:
                yield Refused(row.origin, wrong.code, wrong.values, made)

    def _ballots(self, table: Table) -> Iterator[Arrived]:
        ids: dict[str, str] = {}
        for row in table.rows():
            if isinstance(row, Refused):
                yield row
                continue
            try:
                stance = _STANCES.get(row["vote"].strip())
                if stance is None:
                    raise UnusableError("vote-unknown", column="vote", found=row["vote"][:80])
                statement = row["comment-id"]
                made = ids.get(statement)
                if made is None:
                    made = ids[statement] = self._id(row)
                yield Ballot(row.origin, made, identity(row["voter-id"]), stance, _moment(row))
            except UnusableError as wrong:
                yield Refused(row.origin, wrong.code, wrong.values)

    def _sums(self, table: Table) -> Iterator[Arrived]:
        """Totals of the matrix: the last vote of each person, without its date."""
        sums: Counter[tuple[str, Stance]] = Counter()
        statements = [column for column in table.columns if column.isascii() and column.isdigit()]
        origin = None
        for row in table.rows():
            if isinstance(row, Refused):
                yield row
                continue
            origin = row.origin
            for statement in statements:
                if (stance := _STANCES.get(row[statement].strip())) is not None:
                    sums[statement, stance] += 1
        if origin is not None:
            for statement in statements:
                made = record_id(self._prefix, "", statement)
                for stance in _STANCES.values():
                    yield Total(origin, made, stance, sums[statement, stance])

    def _id(self, row: Row) -> str:
        written = row["comment-id"].strip()
        if not written:
            raise UnusableError("id-missing", column="comment-id")
        return record_id(self._prefix, "", written)


def open_export(source: Source, setting: Setting) -> Export:
    """The export in these files; ContentProblems names the columns that a table of it lacks, or that there is none."""
    tables: dict[str, Table] = {}
    remarks: list[Remark] = []
    title = ""
    for file in source.files:
        table = open_table(file)
        kind = _kind_of(table, file.name) if table is not None else ""
        if table is None or not kind:
            remarks.append(Remark("file-not-read", {}, file.name))
        elif kind == "summary":
            # summary.csv has a key and a value a line, no header. Its description may hold markup: it stays there.
            title = one_line(f"{table.delimiter} ".join(table.columns[1:]))
        elif kind in tables:
            raise ContentProblems(problem("file-twice", file.name, other=tables[kind].file.name))
        else:
            tables[kind] = table
    comments, votes, matrix = tables.get("comments"), tables.get("votes"), tables.get("matrix")
    if comments is None and votes is None:
        raise ContentProblems(problem("format-not-found", source.files[0].name, format=FORMAT.name))
    if comments is not None:
        comments.need("timestamp", "comment-id", "comment-body")
        remarks += [
            Remark("column-not-there", {"column": column}, comments.file.name)
            for column in ("author-id", "moderated")
            if column not in comments.index
        ]
    if votes is not None:
        votes.need("timestamp", "comment-id", "voter-id", "vote")
    elif matrix is not None:
        remarks.append(Remark("polis-matrix-totals", {}, matrix.file.name))
    elif comments is not None and "agrees" in comments.index:
        remarks.append(Remark("polis-printed-totals", {}, comments.file.name))
    export = PolisExport(comments, votes, matrix, setting, remarks)
    export.title = title
    return export


def _kind_of(table: Table, name: str) -> str:
    stem = PurePosixPath(name).name.split(".")[0]
    if table.columns[0] == "topic":
        return "summary"
    if "participant" in table.index and "n-votes" in table.index:
        return "matrix"
    if "comment-body" in table.index and ("timestamp" in table.index or stem == "comments"):
        return "comments"
    if stem == "comments" and "comment-id" in table.index:
        return "comments"
    if "voter-id" in table.index or (stem == "votes" and "vote" in table.index):
        return "votes"
    return ""


def _statement(text: str) -> Text:
    """A statement is its own title; a long one, or one of several lines, has its first words for a title."""
    text = text.strip()
    if len(text) <= _LONGEST_TITLE and "\n" not in text and "\r" not in text:
        return Text(title=text)
    first = one_line(text.splitlines()[0])
    if len(first) > 120:
        first = first[:120].rsplit(" ", 1)[0]
    return Text(title=f"{first}…", body=text)


def _moment(row: Row) -> Moment:
    """When, from the timestamp alone: the `datetime` beside it bears the name of whatever zone the server was in."""
    written = row["timestamp"]
    if not written.strip():
        raise UnusableError("date-missing", column="timestamp")
    try:
        return read_epoch(written)
    except UnreadableDateError as wrong:
        raise UnusableError("date-unreadable", column="timestamp", found=written[:80]) from wrong


FORMAT = Format("polis", "po", open_export)
