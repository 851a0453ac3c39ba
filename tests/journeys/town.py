"""A consultation with a forge of its own and a clock that moves when told: where journeys through the forge happen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from journeys.steps import Desk, a_desk
from lawloom.double.pages import Pages
from lawloom.double.server import Double, serving
from lawloom.double.state import Forge

CONTENT = "content/subjects/lanterns"


@dataclass
class Town:
    """hours: how much later it is at each command than at the one before."""

    desk: Desk
    double: Double
    now: list[datetime]
    hours: int
    address: str = ""

    @property
    def forge(self) -> Forge:
        return self.double.forge

    @property
    def moment(self) -> str:
        return self.now[0].strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def ledger(self) -> str:
        return (self.desk.folder / "contributions/lanterns/ledger/0001.jsonl").read_text("utf-8")

    def later(self, **by: int) -> None:
        self.now[0] += timedelta(**by)

    def run(self, *words: str, code: int = 0) -> str:
        """A command, as the workflows run it."""
        self.later(hours=self.hours)
        given = ("--as-of", self.moment) if words[0] == "collect" else ()
        environment = {"LAWLOOM_FORGE": self.address, "GITHUB_TOKEN": "token-of-machine"}
        return self.desk.lawloom(*words, *given, code=code, **environment).all

    def write(self, name: str, text: str) -> None:
        """A file of the subject."""
        path = self.desk.folder / CONTENT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def add_setting(self, lines: str) -> None:
        settings = self.desk.folder / "consultation.yml"
        settings.write_text(settings.read_text("utf-8") + lines, "utf-8")

    def said(self, number: int) -> list[str]:
        """What the machine wrote under an issue."""
        return [one.body for one in self.forge.issues[number].comments if one.by and one.by.login == "machine"]

    def item(self, id: str, subject: str = "lanterns") -> dict[str, Any]:
        return next(one for one in self.desk.tally()[subject]["items"] if one["id"] == id)

    def html(self, where: str) -> str:
        """A page of the subject."""
        return (self.desk.site / "subjects/lanterns" / where / "index.html").read_text("utf-8")


@contextmanager
def a_town(folder: Path, files: Mapping[str, str], *, hours: int = 0, pages: bool = False) -> Iterator[Town]:
    """A new consultation with these files of one subject, and its forge, on the first of March 2027.

    pages  whether the forge has pages to open issues on, too
    """
    desk = a_desk(folder)
    desk.new("Lights of the town")
    now = [datetime(2027, 3, 1, 9, tzinfo=UTC)]
    forge = Forge("owner/name", clock=lambda: now[0])
    town = Town(desk, Double(forge, pages=Pages(forge)) if pages else Double(forge), now, hours)
    forge.account("machine", type="Bot")
    for name, text in files.items():
        town.write(name, text)
    with serving(town.double) as town.address:
        yield town
