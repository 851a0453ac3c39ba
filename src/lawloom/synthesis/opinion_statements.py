"""What each opinion group says that the others do not, and what all groups share: the statistics that Pol.is publishes.

Every figure is a count and a rule on counts, so that a reader can work it out by hand. Source of the rules: the
mathematics of Pol.is as published by its authors, https://github.com/compdemocracy/polis, and Small et al. 2021.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lawloom.synthesis.opinion_votes import AGAINST, FOR, UNSEEN, Labels, Name, Numbers, VoteTable

SIGNIFICANT = 1.2816  # one-sided, 90 %
MOST = 5  # statements named for one group, and of each side for all


@dataclass(frozen=True, slots=True)
class Representative:
    """A statement that tells a group from the others.

    stance       on which the group differs: 1 or -1
    chosen       of the group's members how many took it; seen: how many voted on it at all
    probability  (chosen + 1) / (seen + 2)
    sure         z score of the probability against one half
    times        that probability over the same of everybody else
    apart        z score of the difference
    """

    item: Name
    stance: int
    chosen: int
    seen: int
    probability: float
    sure: float
    times: float
    apart: float

    @property
    def weight(self) -> float:
        return self.times * self.apart * self.probability * self.sure


@dataclass(frozen=True, slots=True)
class Agreed:
    """A statement on which most people, of whatever group, take the same stance."""

    item: Name
    stance: int
    chosen: int
    seen: int
    probability: float
    sure: float


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Votes by group: groups x items each; of the groups together, `seen` may be more than `yes` and `no`."""

    yes: Numbers
    no: Numbers
    seen: Numbers


def counts_of(table: VoteTable, labels: Labels, k: int) -> Counts:
    """How the groups voted. labels: of each person, 0 to k - 1; whoever has another is in no group."""

    def by_group(cells: npt.NDArray[np.bool_]) -> Numbers:
        return np.stack([cells[labels == group].sum(axis=0) for group in range(k)]).astype(np.float64)

    return Counts(by_group(table.cells == FOR), by_group(table.cells == AGAINST), by_group(table.cells != UNSEEN))


def probability(chosen: Numbers, seen: Numbers) -> Numbers:
    """How likely one who votes takes this stance, one half where nobody did: Laplace's rule."""
    found: Numbers = (chosen + 1) / (seen + 2)
    return found


def sureness(chosen: Numbers, seen: Numbers) -> Numbers:
    """z score of a share against one half, one more success and trial counted."""
    found: Numbers = 2 * np.sqrt(seen + 1) * ((chosen + 1) / (seen + 1) - 0.5)
    return found


def apartness(chosen: Numbers, seen: Numbers, others: Numbers, others_seen: Numbers) -> Numbers:
    """z score of the difference of two shares, one more success and trial counted in each; 0 where all chose it."""
    a, n, b, m = chosen + 1, seen + 1, others + 1, others_seen + 1
    both = (a + b) / (n + m)
    spread = both * (1 - both) * (1 / n + 1 / m)
    found: Numbers = np.where(spread > 0, (a / n - b / m) / np.sqrt(np.where(spread > 0, spread, 1)), 0.0)
    return found


def group_consensus(counts: Counts) -> tuple[Numbers, Numbers]:
    """Of each item how likely somebody of every group is for it, and how likely against it: the groups' product.

    One group of many people cannot outvote a small one here.
    """
    return (
        np.asarray(np.prod(probability(counts.yes, counts.seen), axis=0)),
        np.asarray(np.prod(probability(counts.no, counts.seen), axis=0)),
    )


def representatives(items: Sequence[Name], counts: Counts) -> tuple[tuple[Representative, ...], ...]:
    """Of each group the statements that tell it best from the others: at most five, agreed ones first.

    Where none is sure enough, the one on which the group differs most, so that no group is without a word; nothing
    where there is no other group.
    """
    if len(counts.seen) < 2:
        return ((),) * len(counts.seen)
    return tuple(_of_group(items, counts, group) for group in range(len(counts.seen)))


def _of_group(items: Sequence[Name], counts: Counts, group: int) -> tuple[Representative, ...]:
    found, agreed = [], []
    for_it, against = (_figures(one, counts.seen, group) for one in (counts.yes, counts.no))
    for at, item in enumerate(items):
        if not counts.yes[group, at] and not counts.no[group, at]:
            continue
        stance, figures = (FOR, for_it) if for_it[5][at] > against[5][at] else (AGAINST, against)
        found.append(_representative(item, stance, figures, at))
        agreed.append(_representative(item, FOR, for_it, at))
    sure = [one for one in found if one.apart > SIGNIFICANT and one.sure > SIGNIFICANT]
    best = _most_agreed(agreed)
    if not sure:
        # The first of equals, so that the order of items decides alone.
        return (best,) if best else tuple(sorted(found, key=lambda one: -one.apart)[:1])
    sure.sort(key=lambda one: -one.weight)
    if best:
        sure = [best, *(one for one in sure if one.item != best.item)]
    return tuple(sorted(sure[:MOST], key=lambda one: -one.stance))


def _most_agreed(agreed: list[Representative]) -> Representative | None:
    """The statement that the group itself is most for, and more than the others where there is one of that sort."""
    own = [one for one in agreed if one.times > 1 and one.probability > 0.5]
    if own:
        return max(own, key=lambda one: one.weight)
    usual = [one for one in agreed if one.sure > SIGNIFICANT]
    return max(usual, key=lambda one: one.probability * one.sure, default=None)


_Figures = tuple[Numbers, Numbers, Numbers, Numbers, Numbers, Numbers]


def _figures(chosen: Numbers, seen: Numbers, group: int) -> _Figures:
    """Of one stance: chosen, seen, probability, sure, times, apart; each a number an item."""
    here, all_here = chosen[group], seen[group]
    there, all_there = chosen.sum(axis=0) - here, seen.sum(axis=0) - all_here
    likely = probability(here, all_here)
    return (
        here,
        all_here,
        likely,
        sureness(here, all_here),
        likely / probability(there, all_there),
        apartness(here, all_here, there, all_there),
    )


def _representative(item: Name, stance: int, figures: _Figures, at: int) -> Representative:
    chosen, seen, likely, sure, times, apart = (float(figure[at]) for figure in figures)
    return Representative(item, stance, int(chosen), int(seen), likely, sure, times, apart)


def consensus(table: VoteTable) -> tuple[tuple[Agreed, ...], tuple[Agreed, ...]]:
    """What most people are for, and what most are against, whatever their group: at most five of each, surest first."""
    seen = (table.cells != UNSEEN).sum(axis=0).astype(np.float64)
    return _agreed(table, FOR, seen), _agreed(table, AGAINST, seen)


def _agreed(table: VoteTable, stance: int, seen: Numbers) -> tuple[Agreed, ...]:
    chosen = (table.cells == stance).sum(axis=0).astype(np.float64)
    likely, sure = probability(chosen, seen), sureness(chosen, seen)
    found = [
        Agreed(item, stance, int(chosen[at]), int(seen[at]), float(likely[at]), float(sure[at]))
        for at, item in enumerate(table.items)
        if likely[at] > 0.5 and sure[at] > SIGNIFICANT
    ]
    return tuple(sorted(found, key=lambda one: -one.probability * one.sure)[:MOST])
