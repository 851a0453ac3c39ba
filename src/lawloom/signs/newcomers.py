"""People who did nothing in a subject but vote in the hour of a burst, and what would be without their votes.

Nothing is taken out of a total: this says beside it how much of it hangs on such votes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from lawloom.ledger.columns import SHIFT, VoteColumns, person_number
from lawloom.ledger.fold import Ledger
from lawloom.model.ids import ContributionId, Pseudonym
from lawloom.model.tally import Figures, ItemTally, SubjectTally
from lawloom.model.vote import Stance, Vote
from lawloom.signs.bursts import Asked, Hour
from lawloom.signs.found import MAJORITY, First, Without
from lawloom.signs.moments import seconds
from lawloom.signs.rules import FIRST, HOUR
from lawloom.tally import divided, supported
from lawloom.tally.merges import unite
from lawloom.tally.standing import as_kind
from lawloom.tally.votes import standing_votes

ORDERS: dict[str, Callable[[ItemTally], Any]] = {"supported": supported.key_of, "divided": divided.key_of}

Withouts = dict[ContributionId, Without]


def newcomers(ledger: Ledger, people: Collection[int], hours: Iterable[Hour]) -> frozenset[int]:
    """Those of these people who did nothing in the subject but vote in one of the hours; pseudonyms as numbers."""
    spans = _united([(hour.since, hour.since + HOUR) for hour in hours])
    left = set(people) - {person_number(one.by) for one in ledger.contributions.values() if one.by}
    first_bits = {person >> 16 for person in left}
    for segment in ledger.votes.segments:
        for row in [row for row, person in enumerate(segment.persons) if person in first_bits]:
            time = seconds(segment.marks[row] >> SHIFT)
            if not any(begins <= time < ends for begins, ends in spans):
                left.discard(segment.persons[row] << 16 | segment.tails[row])
    return frozenset(left)


def _united(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same without what lies in another, in order."""
    found: list[tuple[int, int]] = []
    for begins, ends in sorted(spans):
        if found and begins <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], ends)
        else:
            found.append((begins, ends))
    return found


def votes_of(
    votes: VoteColumns, group: Mapping[ContributionId, Asked], people: Mapping[ContributionId, Collection[int]]
) -> Figures:
    """The votes that stand of some people, by stance: on one item, or on several that were united.

    group   the item that holds the votes, then those merged into it
    people  by item, whose votes on it are meant; nobody else's enter
    """
    kind = next(iter(group.values())).kind
    standings: list[dict[Pseudonym, Vote]] = []
    everyone = frozenset[int]().union(*people.values())
    first_bits = {person >> 16 for person in everyone}
    for on, asked in group.items():
        cast = as_kind(votes.of(on, first_bits), asked.kind)
        standing = standing_votes(cast, windows=asked.windows).votes.values()
        standings.append(
            {vote.by: vote for vote in as_kind(standing, kind) if vote.by and person_number(vote.by) in everyone}
        )
    whole, _ = unite(standings)
    return Figures(dict(Counter(vote.stance for vote in whole.values())))


def without(item: ItemTally, votes: Figures) -> ItemTally:
    """The item with so many votes fewer; nothing else of it is changed, and it is counted nowhere."""
    by_stance = {stance: many - votes.by_stance.get(stance, 0) for stance, many in item.total.by_stance.items()}
    return replace(item, total=Figures(by_stance))


def majority(item: ItemTally) -> int | None:
    """1: more are for, -1: more are against, 0: as many; None where its kind asks for something else."""
    votes_for, against = item.total.of(Stance.FOR), item.total.of(Stance.AGAINST)
    if votes_for is None and against is None:
        return None
    difference = (votes_for or 0) - (against or 0)
    return (difference > 0) - (difference < 0)


def compared(tally: SubjectTally, votes: Mapping[ContributionId, Figures]) -> tuple[dict[str, First], Withouts]:
    """The first places of each order, and what would change of each item, without these votes."""
    items = {id: without(tally.items[id], fewer) for id, fewer in votes.items() if id in tally.items}
    first = {}
    for name, key_of in ORDERS.items():
        order: tuple[ContributionId, ...] = getattr(tally, name)
        ranked = items.keys() & set(order)
        # Who does not change keeps its order: of them only the first can be among the first.
        others = list(islice((id for id in order if id not in ranked), FIRST))
        anew = sorted((key_of(items.get(id) or tally.items[id]), id) for id in [*others, *ranked])
        first[name] = First(order[:FIRST], tuple(id for _, id in anew[:FIRST]))
    found = {}
    for id, item in items.items():
        changes = [MAJORITY] if majority(item) != majority(tally.items[id]) else []
        changes += [name for name, places in first.items() if (id in places.now) != (id in places.without)]
        found[id] = Without(votes[id], item.total, tuple(changes))
    return first, found
