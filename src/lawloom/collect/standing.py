"""What the ledger says of the contributions it holds, as their last lines say it: an import compares with that.

Not as they are shown: what a facilitator set aside or restored is theirs, and no reason to record an edit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lawloom.instance import Instance
from lawloom.ledger import shards
from lawloom.ledger.line import parse_line
from lawloom.model.contribution import Kind
from lawloom.model.instant import Instant

_VOTED = re.compile(rb'"channel":"([^"\\]*)","event":"cast","kind":"vote".*?"on":"([^"\\]*)"')
_OTHERS = (b"github", b"import:")
_CONTRIBUTION = b'"kind":"contribution"'


@dataclass(slots=True)
class Stood:
    """A contribution as imports and collections recorded it."""

    kind: Kind
    on: str | None
    time: Instant
    ms: int | None
    side: str
    category: str
    set_aside: str
    event: str


@dataclass(slots=True)
class Standing:
    items: dict[str, Stood] = field(default_factory=dict)
    voted: set[str] = field(default_factory=set)  # ids of which an import of that prefix may have brought votes as rows


def read_standing(instance: Instance, slug: str, channel: str) -> Standing:
    """The contributions of a ledger that read_known has found sound, and what already has votes that came as rows.

    channel  of the import at hand. Its rows may bear a channel of their own (paper, kiosk:...), so any vote counts but
             one that surely came another way: a reaction on the forge, or under the channel of another import
    """
    standing = Standing()
    folder = instance.ledger_of(slug)
    for shard, number, raw in shards.lines(folder):
        if match := _VOTED.search(raw):
            if match[1].decode() == channel or not match[1].startswith(_OTHERS):
                standing.voted.add(match[2].decode())
        elif _CONTRIBUTION in raw:
            line = parse_line(raw, shards.place_of(folder, shard, number))
            known = standing.items.get(line["id"])
            if line["event"] in ("opened", "edited"):
                standing.items[line["id"]] = Stood(
                    Kind(line["type"]),
                    line["on"],
                    known.time if known else line["time"],
                    known.ms if known else line.get("ms"),
                    line.get("side", ""),
                    line.get("category", ""),
                    line.get("set_aside", ""),
                    known.event if known and line["event"] == "edited" else line["event"],
                )
            elif known is not None:
                known.event = line["event"]
    return standing
