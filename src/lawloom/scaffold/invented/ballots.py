"""Votes on what an invented subject received, as rows of our own table, one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import gcd
from random import Random

from lawloom.model.phase import PhaseKind
from lawloom.scaffold.invented import words
from lawloom.scaffold.invented.grammar import Draw
from lawloom.scaffold.invented.rows import Row, Subject
from lawloom.scaffold.invented.timetable import instant_of, moment_in, seconds

COLUMNS = ("on", "by", "stance", "time", "channel")
MANY = 3_000  # votes on one contribution, where the whole is large enough
_PEOPLE = 3_600  # who may vote in one subject, at least
_CHANGED = 0.03
_HOUR = 3_600
_THREE_WAY = frozenset({"cause", "solution", "proposal", "amendment", "article"})
_NONE = frozenset({"event", "correction", "conclusion", "appeal"})  # nobody votes on these


def people_for(contributions: int) -> int:
    """How many people may vote where so many contributions came."""
    return max(_PEOPLE, contributions // 2)


def votes(subject: Subject, seed: str) -> Iterator[Row]:
    """Votes on all that contributions() noted as votable, and signatures of the bill."""
    draw = Random(f"{seed} {subject.topic.slug} votes").random  # noqa: S311  the seed is public
    channels = [words.weighted(words.CHANNELS, draw) for _ in range(subject.people)]
    for one in subject.votable:
        if one.kind in _NONE:
            continue
        lean = 0.2 + 0.65 * draw()
        for person in _voters(one.kind, one.people, subject.people, draw):
            time = moment_in(one.opens, one.closes, draw)
            stance = _stance(one.kind, lean, draw)
            if one.kind in _THREE_WAY and draw() < _CHANGED and time - _HOUR >= one.opens:
                yield _vote(one.on, person, _stance(one.kind, lean, draw), time - _HOUR, channels)
            yield _vote(one.on, person, stance, time, channels)
    yield from _signatures(subject, channels, draw)


def _voters(kind: str, wanted: int, people: int, draw: Draw) -> Iterator[int]:
    """Who votes, nobody twice: from a random person on, in steps that meet everybody."""
    many = wanted if wanted >= 0 else int(2 / (draw() + 0.004) ** 0.75)
    if wanted < 0 and kind not in _THREE_WAY and kind not in ("statement", "petition"):
        many //= 3
    at, step = int(draw() * people), 1 + int(draw() * 1_400)
    while gcd(step, people) > 1:
        step += 1
    for _ in range(min(many, people)):
        at = (at + step) % people
        yield at


def _signatures(subject: Subject, channels: Sequence[str], draw: Draw) -> Iterator[Row]:
    for stretch in subject.phases:
        if stretch.kind is PhaseKind.SUPPORT and stretch.has_begun and subject.articles:
            for person in range(min(subject.people, subject.contributions // 4)):
                time = moment_in(seconds(stretch.opens), seconds(stretch.until), draw)
                yield _vote("bill", person, "signature", time, channels)


def _stance(kind: str, lean: float, draw: Draw) -> str:
    if kind == "petition":
        return "signature"
    if kind not in _THREE_WAY and kind != "statement":
        return "support"
    drawn = draw()
    if drawn < lean:
        return "for"
    if drawn < lean + 0.14:
        return "pass" if kind == "statement" else "mixed"
    return "against"


def _vote(on: str, person: int, stance: str, time: int, channels: Sequence[str]) -> Row:
    return {"on": on, "by": f"person-{person}", "stance": stance, "time": instant_of(time), "channel": channels[person]}
