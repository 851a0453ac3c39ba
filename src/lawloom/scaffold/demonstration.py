"""Votes for a demonstration, cast by nobody: a table says how many of each stance, a published seed says the rest."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random

from lawloom.model.ids import ContributionId, SubjectId
from lawloom.model.instant import Instant, instant, moment
from lawloom.model.vote import THREE_WAY, Stance

COLUMNS = ("on", "by", "stance", "time", "channel")
STANCES = (*THREE_WAY, Stance.SUPPORT, Stance.SIGNATURE)
CHANGES_OF_MIND = 0.04  # share of votes for, mixed or against that replace an earlier one of the same person
# How a person takes part: channel and share of people; empty is the way the import itself came.
CHANNELS = (("", 0.86), ("paper", 0.08), ("mail", 0.04), ("kiosk:central-station", 0.02))


@dataclass(frozen=True, slots=True)
class Leaning:
    """How many people take each stance on one item, between two instants."""

    on: ContributionId
    opens: Instant
    closes: Instant
    wanted: tuple[tuple[Stance, int], ...]

    @property
    def people(self) -> int:
        return sum(number for _, number in self.wanted)


def leanings(rows: Iterable[Mapping[str, str]]) -> dict[SubjectId, list[Leaning]]:
    """Leanings by subject, from rows with subject, on, opens, closes and a number for each of STANCES."""
    found: dict[SubjectId, list[Leaning]] = {}
    for row in rows:
        wanted = tuple((stance, number) for stance in STANCES if (number := int(row.get(stance) or 0)))
        found.setdefault(row["subject"], []).append(Leaning(row["on"], row["opens"], row["closes"], wanted))
    return found


def votes(items: list[Leaning], *, seed: str) -> list[dict[str, str]]:
    """Rows of COLUMNS, by time: of each item exactly the wanted stances stand in the end.

    Some people vote often and some seldom; some first said something else.
    """
    chance = Random(seed)  # noqa: S311  the seed is published so that anyone gets the same votes
    people = _people(max((item.people for item in items), default=0), chance)
    rows = [row for item in items for row in _votes_on(item, people, chance)]
    return sorted(rows, key=lambda row: (row["time"], row["on"], row["by"]))


def write_votes(table: Path, folder: Path, *, seed: str) -> list[Path]:
    """Write `<subject>-votes.csv` into the folder for each subject of the table of leanings."""
    with table.open(encoding="utf-8", newline="") as file:
        by_subject = leanings(csv.DictReader(file))
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for subject, items in by_subject.items():
        path = folder / f"{subject}-votes.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(votes(items, seed=f"{seed} {subject}"))
        written.append(path)
    return written


@dataclass(frozen=True, slots=True)
class _Person:
    name: str
    diligence: float  # above 0; twice as much, about twice as many votes
    channel: str


def _people(needed: int, chance: Random) -> list[_Person]:
    """A few more people than the most voted item needs."""
    return [
        _Person(f"person-{n:04}", 0.15 + chance.random() ** 3, _channel(chance.random()))
        for n in range(1, needed + needed // 6 + 1)
    ]


def _channel(draw: float) -> str:
    for channel, share in CHANNELS:
        draw -= share
        if draw < 0:
            return channel
    return ""


def _votes_on(item: Leaning, people: list[_Person], chance: Random) -> Iterator[dict[str, str]]:
    # Weighted choice without putting back (Efraimidis and Spirakis 2006): the highest u ** (1 / weight) first.
    # Only Random.random() is used: Python promises its sequence for a seed, and not that of sample() or shuffle().
    order = sorted(people, key=lambda person: chance.random() ** (1 / person.diligence), reverse=True)
    # The most diligent come first in `order`; without a shuffle they would all be for.
    stances = sorted((stance for stance, n in item.wanted for _ in range(n)), key=lambda _: chance.random())
    for person, stance in zip(order, stances, strict=False):
        cast = _when(item, chance)
        if stance in THREE_WAY and chance.random() < CHANGES_OF_MIND:
            before = THREE_WAY[(THREE_WAY.index(stance) + 1 + int(chance.random() * 2)) % 3]
            later = _when(item, chance)
            if later != cast:
                yield _row(item, person, before, min(cast, later))
                cast = max(cast, later)
        yield _row(item, person, stance, cast)


def _when(item: Leaning, chance: Random) -> Instant:
    """A moment in the item's time: more at the beginning, when people come from the news."""
    opens = moment(item.opens)
    seconds = int((moment(item.closes) - opens).total_seconds())
    return instant(opens + timedelta(seconds=int(seconds * chance.random() ** 1.7)))


def _row(item: Leaning, person: _Person, stance: Stance, cast: Instant) -> dict[str, str]:
    return {"on": item.on, "by": person.name, "stance": stance, "time": cast, "channel": person.channel}
