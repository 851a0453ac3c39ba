"""The sums that must hold. Promise 2 of the design: totals cannot disagree; threats.md, 2.7.

rows + counts = the total of an item; items summed = the total of their kind; channels summed = kinds summed (and the
signatures of the bill); no item has more votes as rows than people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lawloom.errors import Problem, problem
from lawloom.model.contribution import Side
from lawloom.model.tally import Figures, ItemTally, SubjectTally
from lawloom.model.vote import Stance


def disagreements(tally: SubjectTally) -> list[Problem]:
    """Every sum of the tally that does not hold; none, if the count is right."""
    return list(_disagreements(tally))


def _disagreements(tally: SubjectTally) -> Iterator[Problem]:
    where = tally.subject
    for item in tally.items.values():
        yield from of_item(where, item)
    for kind, of_kind in tally.kinds.items():
        items = [item for item in tally.items.values() if item.kind is kind]
        yield from _compare(where, kind.value, _sum([of_kind.total]), _sum(item.total for item in items))
        sides = {side: sum(item.side is side for item in items) for side in Side if of_kind.sides}
        for what, found, expected in (
            ("items", of_kind.items, len(items)),
            ("late", of_kind.late, sum(item.late for item in items)),
            *((f"side {side}", of_kind.sides.get(side, 0), many) for side, many in sides.items()),
        ):
            if found != expected:
                yield problem("sum-disagrees", where, what=f"{kind.value}: {what}", found=found, expected=expected)
    if sum(of_kind.items for of_kind in tally.kinds.values()) != len(tally.items):
        found = sum(of_kind.items for of_kind in tally.kinds.values())
        yield problem("sum-disagrees", where, what="items", found=found, expected=len(tally.items))
    yield from of_whole(tally)


def of_item(where: str, item: ItemTally) -> Iterator[Problem]:
    """The sums of one item that do not hold."""
    parts = [figures for channel in item.channels for figures in (channel.rows, channel.counts)]
    yield from _compare(where, item.id, _sum([item.total]), _sum(parts))
    rows = sum(sum(channel.rows.by_stance.values()) for channel in item.channels)
    if item.people is not None and item.people != rows:
        yield problem("sum-disagrees", where, what=f"{item.id}: people", found=item.people, expected=rows)


def of_whole(tally: SubjectTally) -> Iterator[Problem]:
    """The sums of a subject that do not hold, its items apart."""
    totals = [of_kind.total for of_kind in tally.kinds.values()] + ([tally.bill.total] if tally.bill else [])
    by_channel = [figures for channel in tally.channels.values() for figures in (channel.rows, channel.counts)]
    yield from _compare(tally.subject, "channels", _sum(by_channel), _sum(totals))


def _sum(figures: Iterable[Figures]) -> dict[Stance, int]:
    """So many of each stance; no entry where there is none."""
    total: dict[Stance, int] = {}
    for one in figures:
        for stance, many in one.by_stance.items():
            if many:
                total[stance] = total.get(stance, 0) + many
    return total


def _compare(where: str, what: str, found: dict[Stance, int], expected: dict[Stance, int]) -> Iterator[Problem]:
    if found == expected:  # nearly always, and it is asked of every item at every printing
        return
    for stance in sorted(found.keys() | expected.keys()):
        here, there = found.get(stance, 0), expected.get(stance, 0)
        if here != there:
            yield problem("sum-disagrees", where, what=f"{what}: {stance.value}", found=here, expected=there)
