"""Contributions united with others.

source  design, section 4: a merge takes the union of people; conflicting stances are reported and none of the two
        counts. A merge unites rows only; the merged one's counts stay beside, not added, and it remains an item.
        threats.md, 66: union of ids, not the sum.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from lawloom.model.ids import ContributionId, Pseudonym
from lawloom.model.vote import Vote


@dataclass(frozen=True, slots=True)
class Merges:
    """Where each merged contribution ends."""

    ends: dict[ContributionId, ContributionId]  # merged: the one that holds the votes of both
    circles: tuple[tuple[ContributionId, ...], ...] = ()  # merged into each other: none of them is
    astray: tuple[tuple[ContributionId, ContributionId], ...] = ()  # merged into what is not there

    def groups(self) -> dict[ContributionId, list[ContributionId]]:
        """By the one that holds the votes: those merged into it, by id."""
        found: dict[ContributionId, list[ContributionId]] = {}
        for merged in sorted(self.ends):
            found.setdefault(self.ends[merged], []).append(merged)
        return found


def follow(
    merges: Mapping[ContributionId, ContributionId],
    items: Container[ContributionId],
    elements: Container[ContributionId] = (),
) -> Merges:
    """Follow chains of merges to their end. What is merged into a member of a circle ends at that member.

    items     contributions
    elements  of the author's own: others may be united with them, never they with others
    """
    steps = {a: b for a, b in merges.items() if a in items and (b in items or b in elements) and a != b}
    astray = tuple(sorted((a, b) for a, b in merges.items() if a in items and a not in steps))
    circles = _circles(steps)
    for circle in circles:
        for member in circle:
            del steps[member]
    ends = {}
    for merged in steps:
        end = merged
        while end in steps:
            end = steps[end]
        ends[merged] = end
    return Merges(ends, tuple(sorted(circles)), astray)


def unite(
    standings: Iterable[Mapping[Pseudonym, Vote]],
) -> tuple[dict[Pseudonym, Vote], frozenset[Pseudonym]]:
    """The votes of several contributions as those of one: each person once, and who is on both sides.

    Of two equal stances the later vote stands for both, then the first channel by name.
    """
    united: dict[Pseudonym, Vote] = {}
    conflicts: set[Pseudonym] = set()
    for standing in standings:
        for person, vote in standing.items():
            known = united.get(person)
            if known is None:
                united[person] = vote
            elif known.stance is not vote.stance:
                conflicts.add(person)
            else:
                newest = max((known.cast_at, known.ms), (vote.cast_at, vote.ms))
                both = [one for one in (known, vote) if (one.cast_at, one.ms) == newest]
                united[person] = min(both, key=lambda one: (one.channel, one.number))
    for person in conflicts:
        del united[person]
    return united, frozenset(conflicts)


def _circles(steps: Mapping[ContributionId, ContributionId]) -> list[tuple[ContributionId, ...]]:
    found = []
    done: set[ContributionId] = set()
    for start in steps:
        way: list[ContributionId] = []
        at = start
        while at in steps and at not in done:
            done.add(at)
            way.append(at)
            at = steps[at]
        if at in way:
            found.append(tuple(sorted(way[way.index(at) :])))
    return found
