"""A consultation whose every word is hostile: each payload as title, body, author's name, source title and link."""

from __future__ import annotations

import json
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


def opinions(items: list[Hostile]) -> list[dict[str, object]]:
    """The same payloads as another platform's export has them: bodies are HTML there, and become Markdown here."""
    sent = "2015-10-01T10:00:00+0200"
    found = []
    for start in range(0, len(items), TOGETHER):
        batch = items[start : start + TOGETHER]
        first = batch[0].data
        found.append(
            {
                "id": start, "title": first, "body_html": "<hr>".join(item.data for item in batch), "section_id": 1,
                "section": first, "author": first, "author_is_official": False, "created_at": sent, "updated_at": sent,
                "is_trashed": False, "votes_ok": 1, "votes_mitige": 0, "votes_nok": 0, "votes_total": 1,
                "versions_count": 0, "appendices": [{"title": first, "body_html": first}], "compared_texts": [],
                "arguments": [
                    {
                        "id": start + number, "type": "for", "body": item.data, "created_at": sent, "votes_count": 0,
                        "is_trashed": False, "is_enabled": True, "author": item.data,
                    }
                    for number, item in enumerate(batch)
                ],
                "sources": [
                    {
                        "id": start + number, "title": item.data, "body": f"<p>{item.data}</p>", "category": item.data,
                        "votes_count": 0, "author": item.data,
                    }
                    for number, item in enumerate(batch)
                ],
                "arguments_count": len(batch), "arguments_yes_count": len(batch), "arguments_no_count": 0,
                "sources_count": len(batch),
            }
        )  # fmt: skip
        found.append({**found[-1], "id": 100_000 + start, "arguments": [], "sources": [], "arguments_count": 0,
                      "arguments_yes_count": 0, "sources_count": 0, "body_html": first})  # fmt: skip
    return found


def platform_desk(folder: Path, items: list[Hostile]) -> tuple[Desk, Told]:
    """A consultation of those payloads brought in from a platform whose bodies are HTML, not yet printed."""
    desk = a_desk(folder)
    desk.new("Title")
    export = desk.home / "opinions.jsonl"
    export.write_text("".join(json.dumps(row) + "\n" for row in opinions(items)), encoding="utf-8")
    return desk, desk.bring("cap-collectif", export, "from-afar")
