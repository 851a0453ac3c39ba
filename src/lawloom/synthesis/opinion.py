"""Opinion groups: how people divide by their votes, and what all of them share.

    from lawloom.synthesis import opinion_groups

    groups = opinion_groups([("ann", "s1", 1), ("ben", "s1", -1), ...])
    groups.members["ann"]

People become points of a plane (opinion_map), points that lie together a group (weighted_means). Who voted more says
more about where the groups are, so each point weighs as many as its person's votes: without it a crowd of people with
two or three votes each, all near the middle, pulls the groups apart from where the opinions are. That is the one step
that differs from Pol.is, and it was chosen by measurement: docs/synthesis-measured.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from lawloom.synthesis import opinion_statements as statements
from lawloom.synthesis.opinion_map import PLANE, OpinionMap, map_of
from lawloom.synthesis.opinion_statements import Agreed, Counts, Representative
from lawloom.synthesis.opinion_votes import Labels, Name, Numbers, VoteTable, table_of
from lawloom.synthesis.weighted_means import Clusters, clusters, distances

MOST_GROUPS = 5
SMALLEST = 5  # people; a smaller group is none when the number of groups is ours to choose


@dataclass(frozen=True, slots=True, eq=False)
class OpinionGroups:
    """What votes tell about groups; groups are numbered by their people, the largest first.

    members          of each person who voted the group
    sizes            people of each group
    table            the votes that were counted
    map              where each person stands; for a picture, never with names
    counts           votes of each group on each item: groups x items
    representatives  of each group the statements that tell it from the others
    for_all, against_all
                     what most people agree on, whatever their group
    shared           of each item how likely somebody of every group is for it: group-informed consensus
    refused          the same against it
    clear            how much nearer people stand to their own group than to the next: mean silhouette, -1 to 1;
                     None where there is one group
    """

    members: Mapping[Name, int]
    sizes: tuple[int, ...]
    table: VoteTable
    map: OpinionMap
    counts: Counts
    representatives: tuple[tuple[Representative, ...], ...]
    for_all: tuple[Agreed, ...]
    against_all: tuple[Agreed, ...]
    shared: Mapping[Name, float]
    refused: Mapping[Name, float]
    clear: float | None

    @property
    def k(self) -> int:
        return len(self.sizes)

    @property
    def unequal(self) -> float:
        """People of the largest group over those of the smallest."""
        return self.sizes[0] / self.sizes[-1] if self.sizes else 1.0


def opinion_groups(votes: Iterable[tuple[Name, Name, int]], k: int | None = None) -> OpinionGroups:
    """The groups of the people who voted.

    votes   rows (person, item, stance), stance 1 for, 0 pass or mixed, -1 against; of several rows of one person on one
            item the last counts, otherwise their order makes no difference
    k       how many groups; None: as many, 2 to 5, as lie most clearly apart with five people or more in each, or one
            where there are none such. There are fewer than k where fewer people differ.
    raises  ValueError for another stance, or k below 1
    """
    if k is not None and k < 1:
        raise ValueError(f"k is 1 or more, and not {k}")
    table = table_of(votes)
    if not table.people:
        return _told(table, map_of(table), np.empty(0, dtype=np.intp), 0, None)
    plane = map_of(table)
    labels, clear = _divided(plane, k)
    return _told(table, plane, labels, int(labels.max()) + 1, clear)


def stability(groups: OpinionGroups, samples: int = 40) -> float | None:
    """How much the groups stay the same when other people of the same sort had come: mean adjusted Rand index, to 1.

    Each sample draws as many people with replacement, divides them anew into as many groups, and looks whether people
    are together who were together before. The draws are the same each time. None where there is one group.
    """
    if groups.k < 2:
        return None
    before = np.array([groups.members[person] for person in groups.table.people], dtype=np.intp)
    return float(np.mean([agreement(before[rows], labels) for rows, labels in _samples(groups, samples)]))


def agreement(one: Labels, other: Labels) -> float:
    """Adjusted Rand index of two divisions of the same people: 1 the same, 0 chance (Hubert and Arabie 1985)."""
    together = np.zeros((int(one.max()) + 1, int(other.max()) + 1))
    np.add.at(together, (one, other), 1)

    def pairs(many: Numbers) -> float:
        return float((many * (many - 1) / 2).sum())

    both, left, right = pairs(together), pairs(together.sum(axis=1)), pairs(together.sum(axis=0))
    whole = len(one) * (len(one) - 1) / 2
    expected, most = left * right / whole if whole else 0.0, (left + right) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


def _samples(groups: OpinionGroups, samples: int) -> Iterator[tuple[Labels, Labels]]:
    table = groups.table
    for number in range(samples):
        rows = np.random.default_rng(number).integers(0, len(table.people), len(table.people))
        yield rows, _divided(map_of(table.take(rows)), groups.k)[0]


def _divided(plane: OpinionMap, k: int | None) -> tuple[Labels, float | None]:
    """The group of each person, the largest first, and how clear they are."""
    if k is not None:
        labels, clear = _parted(plane, k)
        return _by_size(labels), clear if labels.max() else None
    best, clearest = np.zeros(len(plane.points), dtype=np.intp), 0.0
    plain = plane.axes_for(MOST_GROUPS)
    for many in range(plain + 1 if plain > PLANE else 2, MOST_GROUPS + 1):  # fewer groups cannot differ in so many ways
        labels, clear = _parted(plane, many)
        if labels.max() and np.bincount(labels).min() >= SMALLEST and clear > clearest + 1e-9:
            best, clearest = labels, clear
    return _by_size(best), clearest if best.max() else None


def _parted(plane: OpinionMap, k: int) -> tuple[Labels, float]:
    points = plane.points[:, : plane.axes_for(k)]
    found = clusters(points, plane.weight, k)
    return found.labels, _clearness(points, plane.weight, found) if len(found.centers) > 1 else 0.0


def _clearness(points: Numbers, weight: Numbers, found: Clusters) -> float:
    """Mean simplified silhouette, by weight: distances to the centres of groups, not of all pairs of people."""
    away = np.sqrt(distances(points, found.centers))
    everyone = np.arange(len(points))
    own = away[everyone, found.labels]
    away[everyone, found.labels] = np.inf
    other = away.min(axis=1)
    larger = np.maximum(own, other)
    return float(np.average((other - own) / np.where(larger > 0, larger, 1.0), weights=weight))


def _by_size(labels: Labels) -> Labels:
    """Numbered by people, the largest first; of equals the one whose first person comes first."""
    many = np.bincount(labels)
    first = np.full(len(many), len(labels))
    np.minimum.at(first, labels, np.arange(len(labels)))
    order = sorted(range(len(many)), key=lambda group: (-many[group], first[group]))
    places = np.empty(len(many), dtype=np.intp)
    places[order] = np.arange(len(many))
    return places[labels]


def _told(table: VoteTable, plane: OpinionMap, labels: Labels, k: int, clear: float | None) -> OpinionGroups:
    counts = (
        statements.counts_of(table, labels, k) if k else Counts(*(np.zeros((0, len(table.items))) for _ in range(3)))
    )
    for_all, against_all = statements.consensus(table)
    shared, refused = statements.group_consensus(counts)
    return OpinionGroups(
        members=dict(zip(table.people, labels.tolist(), strict=True)),
        sizes=tuple(np.bincount(labels, minlength=k).tolist()),
        table=table,
        map=plane,
        counts=counts,
        representatives=statements.representatives(table.items, counts),
        for_all=for_all,
        against_all=against_all,
        shared=dict(zip(table.items, shared.tolist(), strict=True)),
        refused=dict(zip(table.items, refused.tolist(), strict=True)),
        clear=clear,
    )
