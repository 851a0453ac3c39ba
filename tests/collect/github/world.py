"""A town with its consultation and its forge in one process, on a clock that moves when told: quick, and all of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from collect.github.direct import DirectWire, Time
from lawloom import tally
from lawloom.collect.github import collection
from lawloom.collect.github.budget import Budget
from lawloom.collect.github.collection import Collected
from lawloom.collect.github.queries import USUAL, Sizes
from lawloom.collect.github.transport import Transport
from lawloom.double.server import Double
from lawloom.double.state import Forge
from lawloom.instance import Instance
from lawloom.ledger import fold, verify
from lawloom.ledger.anchors import read_anchors
from lawloom.model.article import Article
from lawloom.model.bill import Bill
from lawloom.model.consultation import Consultation, Settings
from lawloom.model.contribution import Kind
from lawloom.model.instant import instant
from lawloom.model.people import People
from lawloom.model.phase import Phase, PhaseKind
from lawloom.model.subject import Element, Subject
from lawloom.model.tally import ItemTally, SubjectTally

KEY = b"k" * 32
OPENS, CLOSES = "2027-02-01T00:00:00Z", "2027-05-01T00:00:00Z"
PHASES = (
    Phase("causes", PhaseKind.CAUSES, OPENS, CLOSES),
    Phase("solutions", PhaseKind.SOLUTIONS, OPENS, CLOSES),
)
LANTERNS = Subject(
    "lanterns",
    "Lanterns",
    "Where light is missing at night.",
    "en",
    PHASES,
    elements=(Element("dark-path", Kind.CAUSE, "The path along the canal is dark"),),
)
BILL = Bill(
    "On light",
    "",
    (
        Article("hours", "Article 1", "Hours of light", "From dusk to dawn.", 3),
        Article("cost", "Article 2", "", "The town pays.", 7),
    ),
)
SETTINGS = Settings("Lights", ("en",), "UTC", "owner/name", "https://lights.example/")


def subject(slug: str = "lanterns", **changes: Any) -> Subject:
    return replace(LANTERNS, id=slug, **changes)


def consultation(*subjects: Subject) -> Consultation:
    there = subjects or (LANTERNS,)
    return Consultation(SETTINGS, {one.id: one for one in there}, People({}))


@dataclass
class World:
    """folder: of the consultation; who: the login of the collecting account."""

    folder: Path
    consultation: Consultation = field(default_factory=consultation)
    sizes: Sizes = USUAL
    who: str = "machine"
    now: datetime = datetime(2027, 3, 1, 9, tzinfo=UTC)

    def __post_init__(self) -> None:
        self.double = Double(Forge("owner/name", clock=lambda: self.now))
        self.time = Time()

    @property
    def forge(self) -> Forge:
        return self.double.forge

    @property
    def instance(self) -> Instance:
        return Instance(self.folder)

    def later(self, **by: int) -> None:
        self.now += timedelta(**(by or {"hours": 1}))

    def collect(
        self, *, talk: int = 500, accept_missing: bool = False, requests: int = 5_000, as_of: str = ""
    ) -> Collected:
        """One run an hour later, or at that moment."""
        if not as_of:
            self.later()
        budget = Budget(requests, 50_000, 1_800, lambda: self.time.now)
        wire = DirectWire(self.double, self.who)
        return collection.collect(
            self.instance,
            self.consultation,
            Transport(wire, budget, self.time.hands),
            key=KEY,
            as_of=as_of or instant(self.now),
            talk=Budget(talk, 50_000, 1_800, lambda: self.time.now),
            accept_missing=accept_missing,
            sizes=self.sizes,
        )

    def lines(self, slug: str = "lanterns", **fields: Any) -> list[dict[str, Any]]:
        """Lines of a ledger that hold these fields, in order."""
        files = sorted(self.instance.ledger_of(slug).glob("*.jsonl"))
        there = [json.loads(line) for path in files for line in path.read_text("utf-8").splitlines()]
        return [line for line in there if fields.items() <= line.items()]

    def state(self, id: str, slug: str = "lanterns") -> tuple[str, str]:
        one = fold.fold(self.instance, slug).contributions[id]
        return one.state, one.reason

    def tally(self, slug: str = "lanterns") -> SubjectTally:
        return tally.count(fold.fold(self.instance, slug), self.consultation.subjects.get(slug))

    def item(self, id: str, slug: str = "lanterns") -> ItemTally:
        return self.tally(slug).items[id]

    def figures(self, id: str, slug: str = "lanterns") -> dict[str, int]:
        return {stance.value: n for stance, n in self.item(id, slug).total.by_stance.items() if n}

    def anchor(self, id: str, slug: str = "lanterns") -> int:
        """The number of the anchor issue of an element."""
        return read_anchors(self.instance).numbers[slug, id][0]

    def sound(self) -> bool:
        slugs = verify.subjects(self.instance)
        return all(report.sound for report in verify.verify(self.instance, slugs))


def codes(collected: Collected) -> list[str]:
    return [one.code for one in collected.problems]
