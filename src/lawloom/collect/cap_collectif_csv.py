"""Cap Collectif, the platform's CSV: one wide table, in which each `type` of row fills its own block of columns."""

from __future__ import annotations

from collections.abc import Iterator

from lawloom.collect.cap_collectif_words import ACTORS, SIDES, STANCES, word
from lawloom.collect.cells import Cells, UnusableError, count, identity, no, one_line, yes
from lawloom.collect.html_text import looks_like_html, to_markdown
from lawloom.collect.ids import record_id
from lawloom.collect.port import Arrived, Ballot, Item, Passed, Printed, Refused, Remark, Setting, Total
from lawloom.collect.table import Row, Table
from lawloom.model.contribution import Actor, Kind, Text
from lawloom.model.vote import Stance

_OPINION, _VOTE, _ARGUMENT = "contributions_", "contributions_votes_", "contributions_arguments_"
_SOURCE, _REPORTING, _VERSION = "contributions_sources_", "contributions_reportings_", "contribution_versions_"
_BLOCKS = {
    **dict.fromkeys(("opinion", "contribution"), _OPINION),
    "vote": _VOTE,
    "argument": _ARGUMENT,
    "source": _SOURCE,
    **dict.fromkeys(("reporting", "reportings"), _REPORTING),
    "version": _VERSION,
}
_INNER = (_VOTE, _ARGUMENT, _SOURCE, _REPORTING, _VERSION)
_COUNTS = {"votesCountOk": Stance.FOR, "votesCountMitige": Stance.MIXED, "votesCountNok": Stance.AGAINST}
_NEEDED = ("type", "contributions_id", "contributions_title", "contributions_createdAt")
_PASSED = {_REPORTING: "reporting", _VERSION: "version"}


def fits(table: Table) -> bool:
    """Whether this is such a table, or one that lacks some of its columns."""
    return "type" in table.index and any(
        column.startswith(("contributions_", "contribution_")) for column in table.columns
    )


class TableExport:
    """Rows of one or more such tables. Reportings, versions and what answers a version are counted, not taken."""

    title = ""

    def __init__(self, tables: list[Table], setting: Setting, others: list[str]) -> None:
        for table in tables:
            table.need(*_NEEDED)
        self._tables = tables
        self._cells = Cells(setting)
        self._prefix = setting.prefix
        self._votes = False
        self._unread = [Remark("file-not-read", {}, name) for name in others]

    @property
    def remarks(self) -> list[Remark]:
        return [*self._unread, *self._cells.remarks()]

    def holds_vote_rows(self) -> bool:
        return self._votes

    def rows(self, *, ballots: bool = True) -> Iterator[Arrived]:
        for table in self._tables:
            versions: set[str] = set()
            above = ""  # id of the opinion above: older exports say it no other way; empty under a version
            for row in table.rows():
                if isinstance(row, Refused):
                    yield row
                    continue
                kind = word(row["type"])
                block = _BLOCKS.get(kind)
                if block is None:
                    if kind == "context_element":
                        yield Passed(row.origin, "context_element")
                    else:
                        yield Refused(row.origin, "type-unknown", {"found": row["type"]})
                    continue
                self._votes = self._votes or block is _VOTE
                if block is _VOTE and not ballots:
                    continue
                made = ""
                try:
                    made = self._made(row, block)
                    if block is _OPINION:
                        above = made
                    elif block is _VERSION:
                        versions.add(row["contribution_versions_id"].strip())
                        above = ""
                    yield from self._taken(row, block, made, versions, above)
                except UnusableError as wrong:
                    yield Refused(row.origin, wrong.code, wrong.values, "" if block is _VOTE else made)

    def _made(self, row: Row, block: str) -> str:
        """The id of the row's record. A row with something in a column of another block was shifted."""
        written = row[f"{block}id"].strip()
        filled = next((f"{inner}id" for inner in _INNER if row[f"{inner}id"].strip()), "") if block is _OPINION else ""
        if filled:
            raise UnusableError("row-shifted-block", column=filled, found=row[filled][:80])
        if not written and block is not _VOTE:
            raise UnusableError("id-missing", column=f"{block}id")
        return record_id(self._prefix, {_ARGUMENT: "a", _SOURCE: "s"}.get(block, ""), written) if written else ""

    def _taken(self, row: Row, block: str, made: str, versions: set[str], above: str) -> list[Arrived]:
        """The row as records, all of them or (UnusableError) none."""
        if what := _PASSED.get(block):
            return [Passed(row.origin, what)]
        if block is _OPINION:
            return self._opinion(row, made)
        related = row[f"{block}related_id"].strip()
        if word(row[f"{block}related_kind"]) == "version" or related in versions or not (related or above):
            return [Passed(row.origin, f"version-{word(row['type'])}")]
        on = record_id(self._prefix, "", related) if related else above
        if block is _VOTE:
            return [self._vote(row, on)]
        answer = self._argument(row, made, on) if block is _ARGUMENT else self._source(row, made, on)
        value = count(row[f"{block}votesCount"], f"{block}votesCount")
        return [answer] if value is None else [answer, Total(row.origin, made, Stance.SUPPORT, value)]

    def _opinion(self, row: Row, made: str) -> list[Arrived]:
        column = "contributions_createdAt"
        arrived: list[Arrived] = [
            Item(
                row.origin,
                made,
                Kind.PROPOSAL,
                Text(title=one_line(row["contributions_title"]), body=_body(row["contributions_bodyText"])),
                self._cells.moment(row[column], column),
                author=identity(row["contributions_author_id"]),
                actor=_actor(row, _OPINION),
                category=one_line(row["contributions_section_title"]),
                set_aside=_set_aside(row, _OPINION),
                edited_at=self._cells.moment_if_any(row["contributions_updatedAt"], "contributions_updatedAt"),
            )
        ]
        for name, stance in _COUNTS.items():
            if (value := count(row[_OPINION + name], _OPINION + name)) is not None:
                arrived.append(Total(row.origin, made, stance, value, rows_expected=True))
        for name, what in (("argumentsCount", "argument"), ("sourcesCount", "source")):
            if (value := count(row[_OPINION + name], _OPINION + name)) is not None:
                arrived.append(Printed(row.origin, made, what, value))
        return arrived

    def _vote(self, row: Row, on: str) -> Ballot:
        stance = STANCES.get(word(row["contributions_votes_value"]))
        if stance is None:
            raise UnusableError(
                "vote-unknown", column="contributions_votes_value", found=row["contributions_votes_value"]
            )
        column = "contributions_votes_createdAt"
        return Ballot(
            row.origin,
            on,
            identity(row["contributions_votes_author_id"]),
            stance,
            self._cells.moment(row[column], column),
            row["contributions_votes_id"].strip(),
            _actor(row, _VOTE),
        )

    def _argument(self, row: Row, made: str, on: str) -> Item:
        written = row["contributions_arguments_type"]
        side = SIDES.get(word(written))
        if side is None:
            raise UnusableError("side-unknown", column="contributions_arguments_type", found=written)
        column = "contributions_arguments_createdAt"
        return Item(
            row.origin,
            made,
            Kind.ARGUMENT,
            Text(body=_body(row["contributions_arguments_body"])),
            self._cells.moment(row[column], column),
            on=on,
            author=identity(row["contributions_arguments_author_id"]),
            actor=_actor(row, _ARGUMENT),
            side=side,
            set_aside=_set_aside(row, _ARGUMENT),
            edited_at=self._cells.moment_if_any(
                row["contributions_arguments_updatedAt"], "contributions_arguments_updatedAt"
            ),
        )

    def _source(self, row: Row, made: str, on: str) -> Item:
        column = "contributions_sources_createdAt"
        return Item(
            row.origin,
            made,
            Kind.SOURCE,
            Text(
                title=one_line(row["contributions_sources_title"]),
                body=_body(row["contributions_sources_body"]),
                link=row["contributions_sources_link"].strip(),
            ),
            self._cells.moment(row[column], column),
            on=on,
            author=identity(row["contributions_sources_author_id"]),
            actor=_actor(row, _SOURCE),
            category=one_line(row["contributions_sources_category"]),
            set_aside=_set_aside(row, _SOURCE),
            edited_at=self._cells.moment_if_any(
                row["contributions_sources_updatedAt"], "contributions_sources_updatedAt"
            ),
        )


def _body(text: str) -> str:
    return to_markdown(text) if looks_like_html(text) else text.strip()


def _actor(row: Row, block: str) -> Actor | None:
    return ACTORS.get(word(row[f"{block}author_type_name"]))


def _set_aside(row: Row, block: str) -> str:
    if yes(row[f"{block}trashed"]):
        return "trashed"
    return "unpublished" if no(row[f"{block}published"]) else ""  # empty: the export does not say
