"""A small consultation on noise at night whose themes anybody would tell apart: trams, bins and bars."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

from lawloom.content import kept
from lawloom.instance import Instance
from lawloom.ledger import append
from lawloom.model.consultation import Consultation
from lawloom.model.subject import Subject
from press.instances import KEY, opened, vote

AS_OF = "2027-04-01T06:00:00Z"
FILES = {
    "consultation.yml": "title: Quiet\nlanguages: [en]\ntimezone: UTC\nrepository: a/quiet\ncontact: a@b.example\n",
    "mkdocs.yml": "site_name: Quiet\ndocs_dir: content/pages\nplugins: [lawloom]\n",
    "content/people.yml": "persons:\n  - {id: ines, name: Ines Valdrun}\n",
    "content/subjects/night/subject.md": (
        "---\ntitle: Night\nquestion: What wakes you?\nsummary: Noise.\ncauses:\n"
        "  - {id: nobody, title: Nobody comes, text: Rules sleep too.}\n"
        "phases:\n  - {name: causes, kind: causes, opens: 2027-01-11, closes: 2027-03-30}\n---\nIt is loud.\n"
    ),
}
_WORDS = {
    "tram": (
        "tram rails squeal",
        "first tram at the bend",
        "wheels on rails",
        "tram brakes",
        "grinding rails of the tram",
    ),
    "bins": (
        "glass bins emptied",
        "refuse lorry reverses",
        "bottles into the bins",
        "bins before six",
        "lorry with glass",
    ),
    "bars": (
        "terrace under the window",
        "drinkers shout",
        "music of the bar",
        "bars close late",
        "guests on the terrace",
    ),
}
_REST = (
    "wakes my children",
    "since last winter",
    "every single morning",
    "nobody answers the phone",
    "and the dog barks",
)


def a_debate(folder: Path, many: int = 90) -> Instance:
    """Contributions `gh-1`... on tram, bins and bars in turn, some arguments, votes, one in odd words."""
    root = folder / "consultation"
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    instance = Instance(root)
    chance = Random(7)  # noqa: S311  the same each time
    records: list[Any] = [said(number, chance) for number in range(1, many + 1)]
    records += [
        opened(
            "gh-odd", "2027-03-01T10:00:00Z", type="cause", by="0d" * 10, title="Owls", body="Owls hoot beautifully."
        ),
        *(
            opened(
                f"gh-1-a{number}",
                "2027-03-02T10:00:00Z",
                type="argument",
                side=side,
                on="gh-1",
                by=f"{500 + number:020x}",
                body=text,
            )
            for number, (side, text) in enumerate(
                (
                    ("for", "The tram rails have not been oiled for years."),
                    ("against", "A tram is quieter than ten cars."),
                ),
                1,
            )
        ),
        *(vote("gh-1", person) for person in range(1, 8)),
    ]
    append.append(instance, "night", records, as_of=AS_OF, key=KEY)
    return instance


def said(number: int, chance: Random, topic: str = "") -> Any:
    words = _WORDS[topic or [*_WORDS][number % 3]]
    body = " ".join(
        f"{a.capitalize()} {b}." for a, b in zip(chance.sample(words, 3), chance.sample(_REST, 3), strict=True)
    )
    return opened(
        f"gh-{number}", "2027-02-01T10:00:00Z", type="cause", by=f"{number:020x}", title=f"Number {number}", body=body
    )


def read(instance: Instance) -> tuple[Consultation, Subject]:
    consultation = kept.reading(instance).consultation
    return consultation, consultation.subjects["night"]
