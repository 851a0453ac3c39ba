"""Open data of one subject: contributions as CSV and JSON, every count, and the record itself.

All three files are made from the same SubjectTally in the same order, so they cannot disagree with each other or with
the pages. Texts that were removed from view or erased are in none of them.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lawloom.model.contribution import Contribution, Text
from lawloom.model.ids import ContributionId
from lawloom.model.subject import Subject
from lawloom.model.tally import ItemTally
from lawloom.model.vote import Stance
from lawloom.pages.columns import COLUMNS
from lawloom.press.cells import guard
from lawloom.press.edition import SubjectEdition

NAMES = tuple(column.name for column in COLUMNS)
_IN_ORDER = tuple(sorted((name, index) for index, name in enumerate(NAMES)))
_FIGURES = tuple(Stance(name) for name in ("for", "mixed", "against", "pass", "support", "signature"))
_NOTHING = Text()

Row = tuple[str | int | bool | None, ...]  # in the order of COLUMNS; None: unknown, or does not apply


@dataclass(frozen=True, slots=True)
class DataFile:
    name: str  # inside data/<slug>/
    rows: int
    data: bytes


def rows(edition: SubjectEdition, text_of: Callable[[ContributionId], Text | None]) -> Iterator[Row]:
    """One row an item: the author's elements first, then contributions in the order of their arrival.

    text_of  the text of a contribution as it stands, or None where there is none
    """
    written = _element_texts(edition.subject)
    contributions = edition.contributions
    for item in edition.tally.items.values():
        contribution = contributions.get(item.id)
        if contribution is None:
            yield _row(item, None, written.get(item.id, _NOTHING))
        else:
            secret = contribution.hidden or contribution.erased
            yield _row(item, contribution, _NOTHING if secret else text_of(item.id) or _NOTHING)


def contributions_csv(table: list[Row]) -> DataFile:
    """The table for a spreadsheet: cells of text are guarded, unknown figures are empty."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(NAMES)
    writer.writerows([_cell(value) for value in row] for row in table)
    return DataFile("contributions.csv", len(table), written.getvalue().encode())


def contributions_json(table: list[Row]) -> DataFile:
    """The same table as a JSON list, one canonical object a line; unknown is null, nothing is guarded."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    lines = ",\n".join([encode({name: row[index] for name, index in _IN_ORDER}) for row in table])
    return DataFile("contributions.json", len(table), (f"[\n{lines}\n]\n" if table else "[]\n").encode())


def tally_json(edition: SubjectEdition) -> DataFile:
    """This subject's part of `lawloom tally --json`."""
    from lawloom.tally import report

    value = report.subject_as_json(edition.tally, edition.subject)
    return DataFile("tally.json", len(edition.tally.items), report.dumps(value).encode())


def index_json(subjects: Mapping[str, Mapping[str, Any]]) -> bytes:
    """data/index.json: for each subject its record's length, head and time, each file with digest, bytes and rows."""
    value = {"format": 1, "subjects": {slug: subjects[slug] for slug in sorted(subjects)}}
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def _row(item: ItemTally, sent: Contribution | None, text: Text) -> Row:
    total = item.total.by_stance
    return (
        item.id,
        item.kind.value,
        item.side.value if item.side else None,
        item.on,
        item.phase or None,
        sent.sent_at if sent else None,
        sent.edited_at if sent else None,
        sent.channel if sent else None,
        sent.actor.value if sent and sent.actor else None,
        sent.area if sent else None,
        (sent.category or None) if sent else None,
        text.title or None,
        text.body or None,
        text.name or None,
        text.link or None,
        text.quote or None,
        *[total.get(stance) for stance in _FIGURES],
        item.people,
        item.arguments_for,
        item.arguments_against,
        item.sources,
        item.comments,
        item.late,
        item.outside,
        item.origin,
        sent.state if sent else None,
        item.set_aside or None,
        (sent.hidden or None) if sent else None,
        sent.erased if sent else False,
        item.merged_into,
    )


def _cell(value: str | int | bool | None) -> str | int:
    if isinstance(value, str):
        return guard(value)
    if value is None or value is False:
        return ""
    return "yes" if value is True else value


def _element_texts(subject: Subject) -> dict[ContributionId, Text]:
    """What the author wrote: causes, solutions, articles."""
    texts = {element.id: Text(title=element.title, body=element.text) for element in subject.elements}
    for article in subject.bill.articles if subject.bill else ():
        texts[article.id] = Text(title=article.title or article.heading, body=article.text)
    return texts
