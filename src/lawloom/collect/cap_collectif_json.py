"""Cap Collectif, JSON lines: an opinion a line, with its arguments and sources in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lawloom.collect.cap_collectif_words import SIDES, word
from lawloom.collect.cells import Cells, UnusableError, as_text, count, identity, no, one_line, yes
from lawloom.collect.html_text import to_markdown
from lawloom.collect.ids import record_id
from lawloom.collect.json_lines import Record, records
from lawloom.collect.port import Arrived, Item, Origin, Printed, Refused, Remark, Setting, Total
from lawloom.collect.source import SourceFile
from lawloom.model.contribution import Actor, Kind, Text
from lawloom.model.vote import Stance

_VOTES = {"votes_ok": Stance.FOR, "votes_mitige": Stance.MIXED, "votes_nok": Stance.AGAINST}


class LinesExport:
    """Opinions as JSON lines. Votes come as totals; versions and compared texts are told of, not taken."""

    title = ""

    def __init__(self, files: list[SourceFile], setting: Setting, others: list[str]) -> None:
        self._files = files
        self._cells = Cells(setting)
        self._prefix = setting.prefix
        self._versions = 0
        self._compared = 0
        self._unread = [Remark("file-not-read", {}, name) for name in others]

    @property
    def remarks(self) -> list[Remark]:
        found = [*self._unread, *self._cells.remarks()]
        if self._versions:
            found.append(Remark("versions-not-there", {"n": self._versions}))
        if self._compared:
            found.append(Remark("compared-not-taken", {"n": self._compared}))
        return found

    def holds_vote_rows(self) -> bool:
        return False

    def rows(self, *, ballots: bool = True) -> Iterator[Arrived]:
        self._versions = self._compared = 0
        for file in self._files:
            for record in records(file):
                if isinstance(record, Refused):
                    yield record
                else:
                    yield from self._opinion(*record)

    def _opinion(self, origin: Origin, opinion: Record) -> Iterator[Arrived]:
        made = ""
        try:
            made = self._id(opinion, "")
            arrived: list[Arrived] = [self._item(origin, opinion, made), *_totals(origin, opinion, made)]
            for field, what in (("arguments_count", "argument"), ("sources_count", "source")):
                if (printed := count(opinion.get(field), field)) is not None:
                    arrived.append(Printed(origin, made, what, printed))
        except UnusableError as wrong:
            yield Refused(origin, wrong.code, wrong.values, made)
        else:
            yield from arrived
            self._versions += _whole(opinion.get("versions_count"))
            self._compared += len(_list(opinion.get("compared_texts")))
        for field, read in (("arguments", self._argument), ("sources", self._source)):
            for answer in _list(opinion.get(field)):
                place = origin._replace(text=json.dumps(answer, ensure_ascii=False))
                answer_id = ""
                try:
                    if not isinstance(answer, dict):
                        raise UnusableError("json-not-object")
                    if not made:
                        raise UnusableError("parent-refused", on="?")
                    answer_id = self._id(answer, "a" if field == "arguments" else "s")
                    arrived = [
                        read(place, answer, answer_id, made),
                        *_support(place, answer, answer_id),
                    ]
                except UnusableError as wrong:
                    yield Refused(place, wrong.code, wrong.values, answer_id)
                else:
                    yield from arrived

    def _id(self, record: Record, letter: str) -> str:
        written = as_text(record.get("id")).strip()
        if not written:
            raise UnusableError("id-missing", column="id")
        return record_id(self._prefix, letter, written)

    def _item(self, origin: Origin, opinion: Record, made: str) -> Item:
        return Item(
            origin,
            made,
            Kind.PROPOSAL,
            Text(title=one_line(_text(opinion, "title")), body=_body(opinion)),
            self._cells.moment(opinion.get("created_at"), "created_at"),
            author=identity(opinion.get("author")),
            actor=_actor(opinion),
            category=one_line(_text(opinion, "section")),
            set_aside=_set_aside(opinion),
            edited_at=self._cells.moment_if_any(opinion.get("updated_at"), "updated_at"),
        )

    def _argument(self, origin: Origin, answer: Record, made: str, on: str) -> Item:
        written = as_text(answer.get("type"))
        side = SIDES.get(word(written))
        if side is None:
            raise UnusableError("side-unknown", column="type", found=written)
        return Item(
            origin,
            made,
            Kind.ARGUMENT,
            Text(title=one_line(_text(answer, "title")), body=_text(answer, "body").strip()),
            self._cells.moment(answer.get("created_at"), "created_at"),
            on=on,
            author=identity(answer.get("author")),
            actor=_actor(answer),
            side=side,
            set_aside=_set_aside(answer),
            edited_at=self._cells.moment_if_any(answer.get("updated_at"), "updated_at"),
        )

    def _source(self, origin: Origin, answer: Record, made: str, on: str) -> Item:
        written = answer.get("created_at")
        return Item(
            origin,
            made,
            Kind.SOURCE,
            Text(
                title=one_line(_text(answer, "title")),
                body=_text(answer, "body").strip(),
                link=_text(answer, "link").strip(),
            ),
            # The public interface gave sources no date: then it is their opinion's.
            self._cells.moment(written, "created_at") if written is not None else None,
            on=on,
            author=identity(answer.get("author")),
            actor=_actor(answer),
            category=one_line(_text(answer, "category")),
            set_aside=_set_aside(answer),
        )


def _totals(origin: Origin, opinion: Record, made: str) -> Iterator[Total]:
    for field, stance in _VOTES.items():
        if (value := count(opinion.get(field), field)) is not None:
            yield Total(origin, made, stance, value)


def _support(origin: Origin, answer: Record, made: str) -> Iterator[Total]:
    if (value := count(answer.get("votes_count"), "votes_count")) is not None:
        yield Total(origin, made, Stance.SUPPORT, value)


def _body(opinion: Record) -> str:
    """The opinion's text and, under their titles, the explanations its author put beside it."""
    parts = [to_markdown(_text(opinion, "body_html")) or _text(opinion, "body").strip()]
    for beside in _list(opinion.get("appendices")):
        if isinstance(beside, dict):
            words = to_markdown(_text(beside, "body_html"))
            title = one_line(_text(beside, "title"))
            if words:
                parts.append(f"### {to_markdown(title)}\n\n{words}" if title else words)
    return "\n\n".join(part for part in parts if part)


def _text(record: Record, field: str) -> str:
    return as_text(record.get(field))


def _actor(record: Record) -> Actor | None:
    return Actor.INSTITUTION if yes(record.get("author_is_official")) else None


def _set_aside(record: Record) -> str:
    if yes(record.get("is_trashed")):
        return "trashed"
    return "unpublished" if no(record.get("is_enabled")) or no(record.get("is_published")) else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _whole(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0
