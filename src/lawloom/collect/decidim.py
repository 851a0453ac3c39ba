"""Decidim: the platform's open data (proposals, debates and their comments), or tables reduced from it, in any names.

A proposal is a `proposal` with its supports as `support`: the platform has no "against". A debate is a `question`. A
comment with alignment 1 or -1 is an argument for or against, any other a comment.

Numbers are unique on one site only, and tables of several sites are found in one folder. What stands on another site
than most proposals and debates has that site's name in its id, and answers only what stands there too.
source  https://docs.decidim.org, open data: separator `;`, nested keys joined by `/`, languages as `title/en`
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from lawloom.collect.cells import Cells, UnusableError, as_text, count, identity, one_line, yes
from lawloom.collect.dates import Moment
from lawloom.collect.html_text import looks_like_html, to_markdown
from lawloom.collect.ids import record_id
from lawloom.collect.port import Arrived, Export, Format, Item, Refused, Remark, Setting, Total
from lawloom.collect.source import Source
from lawloom.collect.table import Row, Table, open_table
from lawloom.errors import ContentProblems, problem
from lawloom.model.contribution import Actor, Kind, Side, Text
from lawloom.model.vote import Stance

_LETTERS = {"Proposal": "", "Debate": "d", "Comment": "c"}
_SIDES = {"1": Side.FOR, "-1": Side.AGAINST}
# Columns of the platform's other tables that have a title and a description too.
_SITE = re.compile(r"https?://([^/\s?#]+)", re.IGNORECASE)
_OTHER_TABLES = ("slug", "attendees", "attending_organizations", "budget_amount", "progress", "start_date", "hashtag")


class DecidimExport:
    """Proposals, debates and comments, whichever of them there are. Votes come as totals."""

    title = ""

    def __init__(self, tables: dict[str, list[Table]], setting: Setting, remarks: list[Remark]) -> None:
        self._tables = tables
        self._cells = Cells(setting)
        self._prefix = setting.prefix
        self._language = setting.language.split("-")[0].lower()
        self._found = remarks
        self._site = _main_site(tables)
        self._likes = 0
        self._answers = 0

    @property
    def remarks(self) -> list[Remark]:
        found = [*self._found, *self._cells.remarks()]
        if self._likes:
            found.append(Remark("likes-not-taken", {"n": self._likes}))
        if self._answers:
            found.append(Remark("answers-not-taken", {"n": self._answers}))
        return found

    def holds_vote_rows(self) -> bool:
        return False

    def rows(self, *, ballots: bool = True) -> Iterator[Arrived]:
        self._likes = self._answers = 0
        for kind, read in (("proposals", self._proposal), ("debates", self._debate), ("comments", self._comment)):
            letter = {"proposals": "", "debates": "d", "comments": "c"}[kind]
            for table in self._tables.get(kind, []):
                for row in table.rows():
                    if isinstance(row, Refused):
                        yield row
                        continue
                    made = ""
                    try:
                        written = row["id"].strip()
                        if not written:
                            raise UnusableError("id-missing", column="id")
                        made = self._id(row, letter, written)
                        yield from read(row, made)
                    except UnusableError as wrong:
                        yield Refused(row.origin, wrong.code, wrong.values, made)

    def _proposal(self, row: Row, made: str) -> list[Arrived]:
        author, actor = self._author(row)
        withdrawn = yes(row["withdrawn"]) or row["state"].strip() == "withdrawn" or bool(row["withdrawn_at"].strip())
        item = Item(
            row.origin,
            made,
            Kind.PROPOSAL,
            Text(title=one_line(self._words(row, "title")), body=_body(self._words(row, "body"))),
            self._first_moment(row, "created_at", "published_at"),
            author=author,
            actor=actor,
            category=one_line(row["category"] or self._words(row, "category/name")),
            edited_at=self._cells.moment_if_any(row["updated_at"], "updated_at"),
            withdrawn=withdrawn,
            withdrawn_at=self._cells.moment_if_any(row["withdrawn_at"], "withdrawn_at") if withdrawn else None,
        )
        arrived: list[Arrived] = [item]
        column = next((name for name in ("supports", "votes", "votes/total_count") if row.has(name)), "")
        if column and (value := count(row[column], column)) is not None:
            arrived.append(Total(row.origin, made, Stance.SUPPORT, value))
        for column in ("likes/total_count", "endorsements/total_count", "endorsements_count"):
            self._likes += count(row[column], column) or 0
        self._answers += bool(self._words(row, "answer").strip())
        return arrived

    def _debate(self, row: Row, made: str) -> list[Arrived]:
        author, actor = self._author(row)
        return [
            Item(
                row.origin,
                made,
                Kind.QUESTION,
                Text(title=one_line(self._words(row, "title")), body=_body(self._words(row, "description"))),
                self._first_moment(row, "created_at", "published_at", "start_time", "last_comment_at"),
                author=author,
                actor=actor,
                category=one_line(row["category"] or self._words(row, "category/name")),
                edited_at=self._cells.moment_if_any(row["updated_at"], "updated_at"),
            )
        ]

    def _comment(self, row: Row, made: str) -> list[Arrived]:
        author, actor = self._author(row)
        side = _SIDES.get(row["alignment"].strip().removesuffix(".0"))
        kind = row["commentable_type"].strip().rsplit("::", 1)[-1]
        on = row["commentable_id"].strip()
        if not on or not kind:
            raise UnusableError("parent-missing", column="commentable_id" if kind else "commentable_type")
        # What is in none of the three tables (a meeting, a budget) has a number space that nothing else here uses.
        parent = self._id(row, _LETTERS[kind], on) if kind in _LETTERS else f"{self._prefix}-other-{made}"
        return [
            Item(
                row.origin,
                made,
                Kind.ARGUMENT if side else Kind.COMMENT,
                Text(body=_body(self._words(row, "body"))),
                self._first_moment(row, "created_at"),
                on=parent,
                author=author,
                actor=actor,
                side=side,
                orphan_on_subject=True,
            )
        ]

    def _id(self, row: Row, letter: str, number: str) -> str:
        """The id of the record of this number on the site of the row."""
        site = _site_of(row)
        return record_id(self._prefix, letter, number if site in ("", self._site) else f"{site}/{number}")

    def _author(self, row: Row) -> tuple[str | None, Actor | None]:
        """Who wrote it. An organisation (its address is no profile) has numbers of its own, and is no citizen."""
        written = identity(row["author/id"]) or identity(row["author"])
        if written is None:
            return None, None
        site = _site_of(row)
        written = written if site in ("", self._site) else f"{site} {written}"
        address = row["author/url"].strip()
        if address and "/profiles/" not in address:
            return f"organisation {written}", Actor.INSTITUTION
        return written, None

    def _words(self, row: Row, column: str) -> str:
        """A text column; of one in several languages that of the subject, else the first that is not empty."""
        if row.has(column):
            return _translated(row[column], self._language)
        if text := row[f"{column}/{self._language}"].strip():
            return text
        head = f"{column}/"
        spoken = (row[name] for name in row.index if name.startswith(head) and "/" not in name[len(head) :])
        return next((text for text in spoken if text.strip()), "")

    def _first_moment(self, row: Row, *columns: str) -> Moment:
        column = next((name for name in columns if row[name].strip()), columns[0])
        return self._cells.moment(row[column], column)


def open_export(source: Source, setting: Setting) -> Export:
    """The export in these files, told apart by their columns, not by their names."""
    tables: dict[str, list[Table]] = {}
    remarks: list[Remark] = []
    for file in source.files:
        table = open_table(file)
        kind = _kind_of(table) if table is not None else ""
        if table is None or not kind:
            remarks.append(Remark("file-not-read", {}, file.name))
            continue
        needed = {"comments": ("id", "commentable_id", "commentable_type", "created_at"), "proposals": ("id",)}
        table.need(*needed.get(kind, ("id",)))
        tables.setdefault(kind, []).append(table)
    if not tables:
        raise ContentProblems(problem("format-not-found", source.files[0].name, format=FORMAT.name))
    return DecidimExport(tables, setting, remarks)


def _kind_of(table: Table) -> str:
    names = {column.split("/")[0] for column in table.columns}
    if "commentable_id" in names or "commentable_type" in names:
        return "comments"
    if "title" not in names or not names.isdisjoint(_OTHER_TABLES):
        return ""
    if "body" in names:
        return "proposals" if not names.isdisjoint({"votes", "supports", "state", "is_amend"}) else ""
    return "debates" if "description" in names and "comments" in names else ""


def _main_site(tables: Mapping[str, list[Table]]) -> str:
    """The site on which most proposals and debates stand; without these, most comments. Empty: no row says."""
    for kinds in (("proposals", "debates"), ("comments",)):
        rows = (row for kind in kinds for table in tables.get(kind, []) for row in table.rows())
        sites = Counter(_site_of(row) for row in rows if not isinstance(row, Refused))
        sites.pop("", None)
        if sites:
            return min(sites, key=lambda site: (-sites[site], site))
    return ""


def _site_of(row: Row) -> str:
    match = _SITE.match(row["root_commentable_url"].strip() or row["url"].strip())
    return match[1].lower() if match else ""


def _body(text: str) -> str:
    return to_markdown(text) if looks_like_html(text) else text.strip()


def _translated(text: str, language: str) -> str:
    """The words of a cell; one that holds a JSON object of languages gives those of the subject's."""
    if not text.startswith('{"'):
        return text
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return text
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        return text
    return as_text(found.get(language)) or next((as_text(value) for value in found.values() if value), "")


FORMAT = Format("decidim", "de", open_export)
