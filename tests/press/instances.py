"""A consultation on the disk with a small ledger: enough for every kind of page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lawloom.content import kept
from lawloom.instance import Instance
from lawloom.ledger import append
from lawloom.press.desk import gather
from lawloom.press.desk.edition import Edition

KEY = b"k" * 32
AS_OF = "2027-03-18T06:00:00Z"
HOSTILE = '<script>alert(1)</script> & "x"'
FILES = {
    "consultation.yml": (
        "title: Laws & us\nsubtitle: Assembly of Aldermark\nlanguages: [en]\ntimezone: Europe/Zurich\n"
        "repository: owner/laws\naddress: https://laws.example/2027/\ncontact: mail@laws.example\n"
    ),
    "mkdocs.yml": "site_name: Laws\ndocs_dir: content/pages\nplugins: [lawloom]\n",
    "content/pages/about.md": "---\ntitle: About us\n---\nWe write. See [it](../subjects/lamps/subject.md).\n",
    "content/people.yml": "persons:\n  - id: ines\n    name: Ines Valdrun\n    role: member for Lower Halm\n",
    "content/subjects/lamps/subject.md": (
        "---\ntitle: Lamps at night\nquestion: How much light does a street need?\nsummary: Bright all night.\n"
        "phases:\n  - name: solutions\n    kind: solutions\n    opens: 2027-01-11\n    closes: 2027-03-30\n---\n"
        "Lamps burn all night.\n\n![street](street.png)\n"
    ),
    "content/subjects/lamps/street.png": "not really a picture",
    "content/subjects/lamps/bill.md": (
        '---\ntitle: Bill on lamps\nversion: "1"\ndate: 2027-06-12\n---\n## Article 1. Purpose {#purpose}\n'
        "\n(1) Night.\n"
    ),
}
BY = {"actor": "citizen", "area": None, "channel": "github"}


def opened(id: str, time: str = "2027-02-01T10:00:00Z", **changes: Any) -> tuple[dict[str, Any], dict[str, str]]:
    """A contribution and its text; `title` and `body` go to the text."""
    texts = {name: changes.pop(name) for name in ("title", "body", "name", "link") if name in changes}
    line = {
        "kind": "contribution",
        "event": "opened",
        "id": id,
        "type": "solution",
        "on": None,
        "by": "ab" * 10,
        "rev": 1,
        "time": time,
    }
    return {**line, **BY, **changes}, texts or {"title": f"Solution {id}", "body": "Switch them off."}


def vote(on: str, person: int, stance: str = "for", time: str = "2027-02-02T10:00:00Z") -> tuple[dict[str, Any], None]:
    return {
        "kind": "vote",
        "event": "cast",
        "on": on,
        "by": f"{person:020x}",
        "stance": stance,
        "time": time,
        **BY,
    }, None


def an_instance(folder: Path, files: Mapping[str, str] = FILES) -> Instance:
    root = folder / "consultation"
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    instance = Instance(root)
    records = [
        opened("gh-1", title=HOSTILE, body="{{ 7*7 }} **bold** and more.\n\n--8<-- consultation.yml"),
        opened("gh-2", "2027-02-03T10:00:00Z", title="Half the light", name="Bettina Orme"),
        opened(
            "gh-2-a1", "2027-02-04T10:00:00Z", type="argument", side="for", on="gh-2", title="Stars", body="See them."
        ),
        opened(
            "gh-2-s1", "2027-02-05T10:00:00Z", type="source", on="gh-2", title="A study", link="https://study.example/"
        ),
        *(vote("gh-2", person, "for" if person % 3 else "against") for person in range(7)),
    ]
    receive(instance, *records)
    return instance


def receive(instance: Instance, *records: Any, as_of: str = AS_OF) -> None:
    append.append(instance, "lamps", records, as_of=as_of, key=KEY)


def an_edition(instance: Instance, **options: Any) -> Edition:
    read = kept.reading(instance)
    return gather.gather(instance, read.consultation, content=read.fingerprint, **options)
