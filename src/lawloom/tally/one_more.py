"""A few votes more: the count that was kept, changed by the differences that they make.

An item on which a vote came is counted again from all its votes, by the very rules of a whole count; everything else of
the subject changes by what that item was before and is now. Whatever could change more than that is `Unusual`: then the
whole is counted, as `lawloom tally` always does. Both ways give the same; a test holds them together.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from lawloom.ledger.columns import STANCES
from lawloom.model.contribution import Kind
from lawloom.model.ids import ContributionId
from lawloom.model.tally import ChannelFigures, DayFigures, Figures, ItemTally, SubjectTally
from lawloom.model.vote import Stance
from lawloom.tally import divided, supported
from lawloom.tally.channels import of_item, total_of_item
from lawloom.tally.counts import Knowledge, prefix_of
from lawloom.tally.notes import OTHER_STANCE, TIED, renewed
from lawloom.tally.standing import Stands

_SUPPORT = STANCES.index(Stance.SUPPORT)
Seen = dict[tuple[str, Kind], bool]  # as lawloom.tally.counts.Knowledge has it


class Unusual(Exception):
    """These votes change more than the items they are on: the whole has to be counted."""


class Change(NamedTuple):
    """One item before and after."""

    before: ItemTally
    after: ItemTally
    other: int  # how many more votes of a stance that its kind does not ask for
    tied: int  # how many more persons whose latest votes contradict each other


def seen_of(items: Iterable[ItemTally], imports: Mapping[str, str]) -> Seen:
    """Of each import and kind on which votes came as rows: whether they are all `support`."""
    seen: Seen = {}
    for item in items:
        for way in item.channels:
            if way.rows.by_stance and (prefix := prefix_of(item.id)) in imports:
                only = way.rows.by_stance.keys() == {Stance.SUPPORT}
                seen[prefix, item.kind] = only and seen.get((prefix, item.kind), True)
    return seen


def changed(item: ItemTally, before: Stands, after: Stands, imports: Mapping[str, str], seen: Seen) -> Change:
    """The item with the votes on it as they stand now.

    before, after  the votes on it as they stood and as they stand
    raises         Unusual where what is known of other items could change with it
    """
    if item.before_edit is not None:
        raise Unusual  # when each vote that stands was cast is not kept
    key = prefix_of(item.id), item.kind
    by_import = after.any and after.rows.keys() != {"github"}
    if imports.get(key[0]) == "rows":
        if not by_import:
            raise Unusual  # whether its own import had rows is not kept
        was, now = (all(sum(n) == n[_SUPPORT] for n in one.rows.values()) for one in (before, after))
        if seen.get(key) is None or not (was and now if seen[key] else was or not now):
            raise Unusual
    knowledge = Knowledge(imports, {}, seen)
    knowledge.look_at(item.id, item.kind, (), voted=by_import)
    every_row, zeros = knowledge.of(item.id, item.kind)
    counts = {one.channel: one.counts.by_stance for one in item.channels if one.counts.by_stance}
    by_channel = of_item(after.rows, counts)
    new = replace(
        item,
        total=total_of_item(by_channel, zeros),
        people=after.people if every_row or after.any else None,
        channels=by_channel,
        own=after.own,
        outside=after.outside,
        last_at=max(item.last_at, after.last_at),
    )
    return Change(item, new, after.other - before.other, after.tied - before.tied)


def with_change(tally: SubjectTally, change: Change, item_of: Callable[[ContributionId], ItemTally]) -> SubjectTally:
    """The count of the subject after this change of one item.

    tally    without items
    item_of  any other item as it stands
    raises   Unusual where a figure may have gone of which only the other items know
    """
    before, after = change.before, change.after
    kind = tally.kinds[after.kind]
    uncounted = dict(tally.uncounted)
    uncounted[OTHER_STANCE] += change.other
    uncounted[TIED] += change.tied
    outside = tally.outside + after.outside - before.outside
    return replace(
        tally,
        kinds=tally.kinds | {kind.kind: replace(kind, total=_total(kind.total, before.total, after.total))},
        channels=_channels(tally.channels, before.channels, after.channels),
        supported=moved(tally.supported, before, after, supported.key_of, item_of),
        divided=moved(tally.divided, before, after, divided.key_of, item_of),
        outside=outside,
        uncounted=uncounted,
        notes=tuple(renewed(tally.notes, uncounted, late=tally.late, outside=outside)),
    )


def with_voter(tally: SubjectTally, channel: str, *, is_new: bool, is_new_by_channel: bool) -> SubjectTally:
    """The count of people after somebody voted, by a channel that the subject knows."""
    if channel not in tally.channels:
        raise Unusual
    one = tally.channels[channel]
    people = (one.people or 0) + is_new_by_channel
    channels = tally.channels | {channel: replace(one, people=people)}
    return replace(tally, people=(tally.people or 0) + is_new, channels=channels)


def with_day(tally: SubjectTally, day: str) -> SubjectTally:
    """One more vote cast on that day, 2027-03-18."""
    known = tally.days.get(day, DayFigures(0, 0))
    days = tally.days | {day: known._replace(votes=known.votes + 1)}
    return replace(tally, days={name: days[name] for name in sorted(days)})


def moved(
    order: tuple[ContributionId, ...],
    before: ItemTally,
    after: ItemTally,
    key_of: Callable[[ItemTally], Any],
    item_of: Callable[[ContributionId], ItemTally],
) -> tuple[ContributionId, ...]:
    """The order with one item at its new place; one that does not stand in it changes nothing."""
    if key_of(before) == key_of(after) or before.id not in order:
        return order
    ids = list(order)
    at = ids.index(before.id)
    del ids[at]
    ids.insert(_place(ids, key_of(after), at, lambda id: key_of(item_of(id))), after.id)
    return tuple(ids)


def _place(ids: Sequence[ContributionId], key: Any, near: int, key_of: Callable[[ContributionId], Any]) -> int:
    """Where the key belongs; looked for from a place on, for one vote seldom moves an item far."""
    low, high, step = 0, len(ids), 1
    if near < high and key_of(ids[near]) < key:
        low = near + 1
        while low + step < high:
            if not key_of(ids[low + step]) < key:
                high = low + step
                break
            low, step = low + step + 1, step * 2
    else:
        high = near
        while high - step >= 0:
            if key_of(ids[high - step]) < key:
                low = high - step + 1
                break
            high, step = high - step, step * 2
    return bisect_left(ids, key, low, high, key=key_of)


def _total(whole: Figures, before: Figures, after: Figures) -> Figures:
    """The whole, with one part of it before and after."""
    if before.by_stance.keys() - after.by_stance.keys():
        raise Unusual  # perhaps nothing else tells of that stance
    known = {**whole.by_stance}
    for stance, many in after.by_stance.items():
        known[stance] = known.get(stance, 0) + many - before.by_stance.get(stance, 0)
    return Figures({stance: known[stance] for stance in STANCES if stance in known})


def _channels(
    whole: Mapping[str, ChannelFigures], before: Iterable[ChannelFigures], after: Iterable[ChannelFigures]
) -> dict[str, ChannelFigures]:
    """Rows by channel; counts never change by a vote."""
    gone, come = ({one.channel: one.rows.by_stance for one in ways if one.rows.by_stance} for ways in (before, after))
    if gone.keys() - come.keys() or come.keys() - whole.keys():
        raise Unusual
    found = dict(whole)
    for name, rows in come.items():
        known = dict(found[name].rows.by_stance)
        for stance in rows.keys() | gone.get(name, {}).keys():
            known[stance] = known.get(stance, 0) + rows.get(stance, 0) - gone.get(name, {}).get(stance, 0)
        figures = Figures({stance: known[stance] for stance in STANCES if known.get(stance)})
        found[name] = replace(found[name], rows=figures)
    return found
