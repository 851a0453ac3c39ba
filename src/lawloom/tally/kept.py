"""A count as plain JSON values and back, without its items: what a build keeps so that one more vote can be added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lawloom.errors import Place, Problem
from lawloom.model.contribution import Kind, Side
from lawloom.model.tally import BillTally, ChannelFigures, DayFigures, Figures, ItemTally, KindTally, SubjectTally
from lawloom.model.vote import Stance

Plain = Any  # lists, dicts with string keys, strings, whole numbers, true and false, null

_ORDERS = ("supported", "discussed", "divided")
_NUMBERS = ("as_of", "lines", "head", "people", "late", "outside", "uncounted", "phases")


def of_tally(tally: SubjectTally) -> dict[str, Plain]:
    """All of the count but its items; an order is one string, an id a line."""
    return {
        "subject": tally.subject,
        **{name: getattr(tally, name) for name in _NUMBERS},
        **{name: "\n".join(getattr(tally, name)) for name in _ORDERS},
        "days": tally.days,
        "kinds": [[one.kind, one.items, one.total.by_stance, one.sides, one.late] for one in tally.kinds.values()],
        "channels": [of_channel(one) for one in tally.channels.values()],
        "bill": None if tally.bill is None else _of_bill(tally.bill),
        "notes": [[one.place.file, one.place.line, one.code, one.values, one.warning] for one in tally.notes],
    }


def tally_of(plain: Mapping[str, Plain]) -> SubjectTally:
    """The count again, with no items."""
    kinds = [
        KindTally(Kind(kind), items, figures_of(total), {Side(side): many for side, many in sides.items()}, late)
        for kind, items, total, sides, late in plain["kinds"]
    ]
    channels = map(channel_of, plain["channels"])
    same: dict[str, Any] = {name: plain[name] for name in _NUMBERS}
    orders: dict[str, Any] = {name: tuple(plain[name].split("\n")) if plain[name] else () for name in _ORDERS}
    return SubjectTally(
        subject=plain["subject"],
        items={},
        **same,
        **orders,
        days={day: DayFigures(*figures) for day, figures in plain["days"].items()},
        kinds={one.kind: one for one in kinds},
        channels={one.channel: one for one in channels},
        bill=None if plain["bill"] is None else _bill_of(plain["bill"]),
        notes=tuple(
            Problem(Place(file, line), code, tuple((name, value) for name, value in values), warning)
            for file, line, code, values, warning in plain["notes"]
        ),
    )


def of_item(item: ItemTally) -> list[Plain]:
    """One item; its id first."""
    return [
        item.id, item.kind, item.side, item.on, item.total.by_stance, item.people, list(map(of_channel, item.channels)),
        item.arguments_for, item.arguments_against, item.sources, item.comments, item.discussion, item.own,
        item.outside, item.late, item.phase, item.set_aside, item.merged_into, item.origin, item.before_edit,
        item.last_at,
    ]  # fmt: skip


def item_of(plain: Sequence[Plain]) -> ItemTally:
    """The item again."""
    id, kind, side, on, total, people, channels, *answers, own, outside, late, phase, aside, merged, origin = plain[:-2]
    arguments_for, arguments_against, sources, comments, discussion = answers
    return ItemTally(
        id, Kind(kind), None if side is None else Side(side), on, figures_of(total), people,
        tuple(map(channel_of, channels)), arguments_for, arguments_against, sources, comments, discussion,
        None if own is None else Stance(own), outside, late, phase, aside, merged, origin, *plain[-2:],
    )  # fmt: skip


def of_channel(one: ChannelFigures) -> list[Plain]:
    return [one.channel, one.items, one.people, one.rows.by_stance, one.counts.by_stance]


def channel_of(plain: Sequence[Plain]) -> ChannelFigures:
    channel, items, people, rows, counts = plain
    return ChannelFigures(channel, items, people, figures_of(rows), figures_of(counts))


def figures_of(plain: Mapping[str, int]) -> Figures:
    return Figures({Stance(stance): many for stance, many in plain.items()})


def _of_bill(bill: BillTally) -> list[Plain]:
    return [bill.total.by_stance, bill.people, list(map(of_channel, bill.channels)), bill.outside, bill.last_at]


def _bill_of(plain: Sequence[Plain]) -> BillTally:
    total, people, channels, outside, last_at = plain
    return BillTally(figures_of(total), people, tuple(map(channel_of, channels)), outside, last_at)
