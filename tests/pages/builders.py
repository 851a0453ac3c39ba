"""A small consultation that holds one of everything people can write."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from lawloom.instance import Instance
from lawloom.model.article import Article
from lawloom.model.bill import Bill, BillVersion
from lawloom.model.consultation import Consultation, Page, Settings
from lawloom.model.contribution import Kind
from lawloom.model.editorial import Debate, Essay, Seat, Synthesis
from lawloom.model.people import DraftingBody, People, Person
from lawloom.model.phase import Phase, PhaseKind
from lawloom.model.progress import Progress, Step
from lawloom.model.subject import Element, Subject, Video

PHASES = (
    Phase("solutions", PhaseKind.SOLUTIONS, "2027-01-10T23:00:00Z", "2027-03-30T22:00:00Z"),
    Phase("debate", PhaseKind.DEBATE, "2027-04-10T22:00:00Z", "2027-05-01T22:00:00Z"),
    Phase("draft", PhaseKind.DRAFT, "2027-05-10T22:00:00Z", "2027-06-27T22:00:00Z"),
)


def settings(**changes: Any) -> Settings:
    given = Settings(
        title="Laws & us",
        languages=("en",),
        timezone="Europe/Zurich",
        repository="owner/laws",
        contact="mail@laws.example",
        subtitle="Assembly of Aldermark",
    )
    return replace(given, **changes)


def a_bill() -> Bill:
    return Bill(
        title="Bill on lamps",
        preamble="The Assembly decides:",
        articles=(
            Article("purpose", "Article 1", "Purpose", "(1) This Act protects the night.\n\n(2) And the day.", 5),
            Article("open-data", "Article 2", "Open data", "(1) Every lamp is *listed*.[^1]\n\n[^1]: In a file.", 9),
        ),
        versions=(
            BillVersion(
                1,
                "first draft",
                "2027-05-11",
                "content/subjects/lamps/bill/versions/01-first-draft.md",
                articles=(Article("purpose", "Article 1", "Purpose", "(1) First words.", 4),),
            ),
        ),
        version="2",
        date="2027-06-12",
        author="ines",
        file="content/subjects/lamps/bill.md",
    )


def a_subject(**changes: Any) -> Subject:
    given = Subject(
        id="lamps",
        title="Lamps at night",
        summary="Streets are bright all night. Should they be?",
        language="en",
        phases=PHASES,
        text="Lamps burn all night.\n\n## Who pays\n\nThe [rules](../../pages/rules.md) say nothing.",
        question="How much light does a street need?",
        representative="ines",
        video=Video("https://video.example/1", "", "3 min 12 s", "“Good evening.”", "Ines Valdrun explains"),
        elements=(Element("c1", Kind.CAUSE, "Old lamps"),),
        essays=(
            Essay("dark", "In praise of the dark", "ines", "2027-02-01", "Once it was dark.", "Short.", ("open-data",)),
        ),
        bill=a_bill(),
        syntheses=(
            Synthesis("solutions", "What people said", "2027-04-07", ("ines",), "Less light.", "## Light\n\nSome."),
        ),
        debate=Debate(
            "Debate on lamps",
            "2027-05-18 19:00",
            "",
            "Town hall",
            "Six debate.",
            ("Who pays?",),
            (
                Seat("Wilma Teague", "lot", role="School cook"),
                Seat("Hanne Brook", "support", contribution="gh-117"),
                Seat("Teo Sandell", "chosen", reason="Nobody spoke for the night."),
            ),
        ),
        progress=Progress(
            "Waiting for the Assembly.",
            (
                Step("Tabled", "2027-09-22", "done", "With *11* members.", by="ines"),
                Step("Article 2 struck out", "2027-10-01", "cut", articles=("open-data",)),
                Step("Second reading", "2027-12-01", "now"),
            ),
            "2027-11-01",
        ),
        file="content/subjects/lamps/subject.md",
    )
    return replace(given, **changes)


def a_consultation(*subjects: Subject, pages: tuple[Page, ...] = (), **changes: Any) -> Consultation:
    people = People(
        {
            "ines": Person("ines", "Ines Valdrun", "member for Lower Halm", link="https://ines.example/a_b"),
            "bram": Person("bram", "Bram Teel"),
        },
        DraftingBody("The drafting group", ("ines", "bram"), "by lot"),
        ("bram",),
    )
    return Consultation(settings(**changes), {one.id: one for one in subjects or (a_subject(),)}, people, pages)


def an_instance(folder: Path) -> Instance:
    """A folder with the files that the consultation's texts name."""
    root = folder / "consultation"
    files = {
        "content/subjects/lamps/subject.md": "---\ntitle: Lamps\n---\nLamps burn.\n",
        "content/subjects/lamps/bill/versions/01-first-draft.md": (
            "---\ndate: 2027-05-11\n---\n## Article 1. Purpose {#purpose}\n\n(1) First words.\n"
        ),
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Instance(root)
