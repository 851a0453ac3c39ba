"""A consultation whose every word is hostile: each payload as title, body, author's name, source title and link."""

from __future__ import annotations

from pathlib import Path

from browser.harness.corpus import Hostile
from journeys import village
from journeys.steps import Desk, Told, a_desk

# Sources and arguments of so many payloads on one solution: some threads go on over several pages.
TOGETHER = 80
DATE = "2027-02-20"


def rows(items: list[Hostile]) -> list[dict[str, str]]:
    """A solution, an argument and a source for each payload."""
    found = []
    for number, item in enumerate(items):
        parent = f"p{number // TOGETHER * TOGETHER}"
        own = {"author": f"a{number}", "name": item.data, "name_public": "yes", "created_at": DATE}
        found += [
            {"id": f"p{number}", "kind": "solution", "title": item.data, "body": item.data, **own},
            {"id": f"q{number}", "kind": "argument", "on": parent, "side": "for", "body": item.data, **own},
            {
                "id": f"s{number}", "kind": "source", "on": parent, "title": item.data, "body": item.data,
                "link": item.data, "category": item.data, **own,
            },
        ]  # fmt: skip
    return found


def hostile_desk(folder: Path, items: list[Hostile]) -> tuple[Desk, Told]:
    """The village with those payloads brought in as a table, not yet printed; and what the import said."""
    desk = a_desk(folder)
    desk.new("Title")
    village.write_files(desk.folder)
    table = village.write_table(desk.home / "hostile.csv", rows(items))
    return desk, desk.bring("csv", table, village.SUBJECT)
