"""Arrived rows -> lines of the ledger, as docs/data.md lists their fields. Pure."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from lawloom.collect.coarse import coarse_area, short_category
from lawloom.collect.dates import Moment
from lawloom.collect.port import Ballot, Item
from lawloom.collect.standing import Stood
from lawloom.collect.survey import Settled
from lawloom.ledger.line import Line
from lawloom.model.contribution import Text
from lawloom.model.ids import Pseudonym
from lawloom.model.instant import Instant
from lawloom.model.vote import Stance


def opened(item: Item, settled: Settled, by: Pseudonym | None, channel: str) -> Line:
    """The line of a contribution that is new."""
    return _contribution(item, settled, by, channel) | {"event": "opened", "rev": 1} | _when(settled.at)


def edited(item: Item, settled: Settled, by: Pseudonym | None, channel: str, rev: int, *, as_of: Instant) -> Line:
    """The line of one that is known and now says something else; dated by the source if it says when, else as_of."""
    at = item.edited_at
    moment = at if at is not None and settled.at <= at and at.time <= as_of else Moment(as_of)
    return _contribution(item, settled, by, channel) | {"event": "edited", "rev": rev} | _when(moment)


def withdrawn(item: Item, settled: Settled, channel: str, *, as_of: Instant) -> Line:
    """The line of a contribution that its author took back."""
    at = item.withdrawn_at or item.edited_at
    moment = at if at is not None and settled.at < at and at.time <= as_of else Moment(as_of)
    return {
        "kind": "contribution",
        "event": "withdrawn",
        "id": item.id,
        "actor": item.actor.value if item.actor else None,
        "area": coarse_area(item.area),
        "channel": item.channel or channel,
    } | _when(moment)


def cast(ballot: Ballot, on: str, by: Pseudonym | None, channel: str) -> Line:
    """The line of a vote."""
    line: Line = {
        "kind": "vote",
        "event": "cast",
        "on": on,
        "by": by,
        "stance": ballot.stance.value,
        "time": ballot.at.time,
        "actor": ballot.actor.value if ballot.actor else None,
        "area": coarse_area(ballot.area),
        "channel": ballot.channel or channel,
    }
    if ballot.at.ms is not None:
        line["ms"] = ballot.at.ms
    if ballot.number:
        line["number"] = ballot.number
    return line


def counted(prefix: str, on: str, stance: Stance, value: int, *, channel: str, as_of: Instant) -> Line:
    """The line of a total that came without rows."""
    return {
        "kind": "count",
        "prefix": prefix,
        "on": on,
        "stance": stance.value,
        "value": value,
        "time": as_of,
        "channel": channel,
    }


def data_of(text: Text) -> dict[str, Any]:
    """What goes into texts/: only what is not empty."""
    return {name: value for name, value in asdict(text).items() if value}


def says_otherwise(item: Item, settled: Settled, stood: Stood) -> bool:
    """Whether a contribution that is known is now said to be something else, its text apart."""
    side = item.side.value if item.side else ""
    return (item.kind, settled.on, side, short_category(item.category), item.set_aside) != (
        stood.kind,
        stood.on,
        stood.side,
        stood.category,
        stood.set_aside,
    )


def _contribution(item: Item, settled: Settled, by: Pseudonym | None, channel: str) -> Line:
    line: Line = {
        "kind": "contribution",
        "id": item.id,
        "type": item.kind.value,
        "on": settled.on,
        "by": by,
        "actor": item.actor.value if item.actor else None,
        "area": coarse_area(item.area),
        "channel": item.channel or channel,
    }
    if item.side:
        line["side"] = item.side.value
    if category := short_category(item.category):
        line["category"] = category
    if item.set_aside:
        line["set_aside"] = item.set_aside
    if item.at is None:
        line["undated"] = True
    return line


def _when(at: Moment) -> Line:
    return {"time": at.time} if at.ms is None else {"time": at.time, "ms": at.ms}
