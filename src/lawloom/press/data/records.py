"""One line an item: all that its row, its page and its tally are made of, texts apart. Equal lines, equal rows.

It is JSON that can be read back, so that after one vote the other items need not be looked at.
"""

from __future__ import annotations

import json
from operator import attrgetter
from typing import Any, NamedTuple

from lawloom.model.contribution import Actor, Contribution, Text
from lawloom.model.ids import ContributionId
from lawloom.model.tally import ItemTally
from lawloom.tally.kept import item_of, of_item

_OF_SENT = attrgetter(
    "by", "actor", "area", "channel", "sent_at", "ms", "category", "rev", "edited_at", "set_aside", "hidden", "erased",
    "state", "reason", "merged_into", "undated", "left_at", "labels",
)  # fmt: skip
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Record(NamedTuple):
    """An item as it was printed."""

    item: ItemTally
    sent: Contribution | None  # None: an element of the author's


def line(item: ItemTally, sent: Contribution | None, text: Text) -> str:
    """The line of an item.

    text  of an element of the author's, whose words are content and have no revision
    """
    return _encode([*of_item(item), (text.title, text.body) if sent is None else _OF_SENT(sent)])


def changed(line: str | bytes, item: ItemTally) -> str:
    """The line of an item of which only the figures changed."""
    return _encode([*of_item(item), json.loads(line)[-1]])


def start(id: ContributionId) -> str:
    """What its line alone begins with, up to the first comma: no id has one."""
    return f"[{_encode(id)}"


def read(text: str | bytes) -> Record:
    """The record again."""
    *plain, more = json.loads(text)
    item = item_of(plain)
    return Record(item, _sent(item, more) if len(more) > 2 else None)


def _sent(item: ItemTally, plain: list[Any]) -> Contribution:
    by, actor, area, channel, sent_at, ms, *rest = plain
    rest[-1] = tuple(rest[-1])  # its labels
    return Contribution(
        item.id, item.kind, item.on, by, None if actor is None else Actor(actor), area, channel, sent_at, ms, item.side,
        *rest,
    )  # fmt: skip
