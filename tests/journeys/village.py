"""A village's consultation with one of everything, written by us, so that a whole story can be told anywhere.

Invented people in an invented place. Small on purpose: every kind of page and of contribution, each once or twice.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from journeys.steps import Desk, Told

SUBJECT = "orchard"

SUBJECT_MD = """\
---
title: An orchard for everyone
question: Who may pick the apples of the common orchard?
summary: The common orchard belongs to the village, and nobody knows who may pick its apples.
representative: ines-valdor
language: en
phases:
  - {name: present, kind: present, opens: 2027-01-04, closes: 2027-01-31}
  - {name: causes, kind: causes, opens: 2027-02-01, closes: 2027-02-28}
  - {name: solutions, kind: solutions, opens: 2027-02-15, closes: 2027-03-31}
  - {name: debate, kind: debate, opens: 2027-03-01, closes: 2027-04-30}
  - {name: draft, kind: draft, opens: 2027-03-01, closes: 2027-05-31}
causes:
  - {id: no-rule, title: No rule was ever written, text: The deed of 1911 is silent.}
solutions:
  - {id: by-turns, title: Each street picks in its turn, text: One week each., answers: no-rule}
---
The apples fall and rot. *Nobody* dares to pick them, for fear of a quarrel.

## What we know

| Year | Picked |
| --- | --- |
| 2025 | 210 kg |
| 2026 | 90 kg |
"""

# What turns the village's subject into one that is written from right to left.
ARABIC = {
    "language: en": "language: ar",
    "An orchard for everyone": "بستان للجميع",
    "Who may pick the apples of the common orchard?": "من يحق له قطف تفاح البستان المشترك؟",
    "The apples fall and rot. *Nobody* dares": "يسقط التفاح ويتعفن.",
}

PEOPLE = """\
persons:
  - {id: ines-valdor, name: Ines Valdor, role: member of the council}
  - {id: otto-brim, name: Otto Brim, role: gardener}
drafting_body:
  name: The orchard group
  members: [ines-valdor, otto-brim]
  chosen: by the village meeting
"""

BILL = """\
---
title: Rules of the common orchard
version: first draft
date: 2027-03-01
---
The village meets and agrees:

## Article 1. Who may pick {#who-may-pick}

Every inhabitant may pick for their own table.

## Article 2. When {#when}

From the first of September.
"""


def contributions() -> list[dict[str, str]]:
    """Rows of one table: two solutions, a cause, arguments, a source, a question, an amendment."""
    rows = [
        {"id": "1", "kind": "cause", "title": "The fence has two gates", "author": "ana", "created_at": "2027-02-03"},
        {"id": "2", "kind": "solution", "title": "A picking day", "author": "ben", "created_at": "2027-02-20"},
        {"id": "3", "kind": "solution", "title": "Sell them", "author": "ana", "created_at": "2027-02-21", "on": "1"},
        {"id": "4", "kind": "argument", "on": "2", "side": "for", "body": "Fair to all", "author": "cy"},
        {"id": "5", "kind": "argument", "on": "2", "side": "against", "body": "It may rain.", "author": "dee"},
        {"id": "6", "kind": "source", "on": "2", "title": "Deed", "link": "https://records.example/1911"},
        {"id": "7", "kind": "question", "title": "Who pays the ladders?", "author": "cy", "created_at": "2027-03-05"},
        {"id": "8", "kind": "amendment", "on": "who-may-pick", "body": "Guests too.", "author": "ben"},
        {"id": "9", "kind": "argument", "on": "when", "side": "for", "body": "They are ripe then.", "author": "ana"},
        {"id": "10", "kind": "argument", "on": "by-turns", "side": "for", "body": "Simple.", "author": "ben"},
    ]
    for row in rows:
        row.setdefault("created_at", "2027-03-10")
        row.setdefault("body", "As the title says, and **no more**.")
    return rows


def votes() -> list[dict[str, str]]:
    """Rows of the votes' table; ben changed his mind about 2."""
    cast = [
        ("2", "ana", "for", "2027-02-22T09:00:00Z"),
        ("2", "ben", "against", "2027-02-22T10:00:00Z"),
        ("2", "ben", "for", "2027-02-23T10:00:00Z"),
        ("2", "cy", "mixed", "2027-02-24T10:00:00Z"),
        ("3", "cy", "against", "2027-02-24T11:00:00Z"),
        ("1", "dee", "for", "2027-02-12T11:00:00Z"),
    ]
    return [{"on": on, "by": by, "stance": stance, "time": time} for on, by, stance, time in cast]


def write_table(path: Path, rows: Iterable[dict[str, str]]) -> Path:
    """A CSV file with a column for every key that any row has."""
    rows = list(rows)
    columns = list(dict.fromkeys(key for row in rows for key in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_files(folder: Path) -> None:
    """Put the village's own files into a consultation that `lawloom new` laid down."""
    subject = folder / "content" / "subjects" / SUBJECT
    for name, text in {
        folder / "content" / "people.yml": PEOPLE,
        subject / "subject.md": SUBJECT_MD,
        subject / "bill.md": BILL,
    }.items():
        name.parent.mkdir(parents=True, exist_ok=True)
        name.write_text(text, encoding="utf-8")


def rewrite(desk: Desk, changes: Mapping[str, Mapping[str, str]]) -> None:
    """Put other words into files of the consultation: name of the file -> words that stand there -> words instead."""
    for name, words in changes.items():
        text = (desk.folder / name).read_text(encoding="utf-8")
        for ours, theirs in words.items():
            assert ours in text, f"{name} holds no {ours!r}"
            text = text.replace(ours, theirs)
        (desk.folder / name).write_text(text, encoding="utf-8")


def bring_contributions(desk: Desk, rows: Iterable[dict[str, str]] | None = None) -> Told:
    """Import the village's table of contributions, or some of its rows."""
    table = write_table(desk.home / "contributions.csv", contributions() if rows is None else rows)
    return desk.bring("csv", table, SUBJECT)


def bring_votes(desk: Desk, rows: Iterable[dict[str, str]], **options: Any) -> Told:
    """Import a table of votes."""
    return desk.bring("csv", write_table(desk.home / "votes.csv", rows), SUBJECT, **options)


def lay_down(desk: Desk) -> None:
    """New consultation, the village's files, its contributions and its votes; not yet printed."""
    desk.new("The village")
    write_files(desk.folder)
    bring_contributions(desk)
    bring_votes(desk, votes())
