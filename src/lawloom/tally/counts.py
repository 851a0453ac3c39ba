"""Totals that came without rows, and what is known of an item at all.

source  design, section 4: totals received without rows stay beside the rows; total = rows + counts. A count is keyed by
        (prefix, record, stance) and replaces the one before. Unknown is null, never 0.
        docs/data.md, `import`: with `votes` = rows, an item of that import without a row has 0 votes; else unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from lawloom.ledger.columns import STANCES
from lawloom.model.contribution import Kind
from lawloom.model.ids import ContributionId
from lawloom.model.tally import Figures
from lawloom.model.vote import Stance
from lawloom.tally.stances import stances_of, taken_as

if TYPE_CHECKING:
    from lawloom.ledger.fold import Ledger

ByChannel = dict[str, dict[Stance, int]]


def counts_of(
    ledger: Ledger, kinds: Mapping[ContributionId, Kind | None]
) -> tuple[dict[ContributionId, ByChannel], int, int]:
    """The counts of each item by channel; then how many votes were left out: on no item, of another stance."""
    found: dict[ContributionId, ByChannel] = {}
    no_item = other = 0
    for count in sorted(ledger.counts.values(), key=lambda count: (count.on, count.prefix, count.stance)):
        if count.on not in kinds:
            no_item += count.value
            continue
        stance = taken_as(kinds[count.on], count.stance)
        if stance is None:
            other += count.value
            continue
        channel = found.setdefault(count.on, {}).setdefault(count.channel, {})
        channel[stance] = channel.get(stance, 0) + count.value
    return found, no_item, other


def prefix_of(item: ContributionId) -> str:
    """Which import an id comes from, if from any: the letters it begins with."""
    return item.split("-", 1)[0]


class Knowledge:
    """Which stances are known of an item of which no vote and no count came: 0 there, unknown else."""

    def __init__(
        self,
        imports: Mapping[str, str],
        listed: Mapping[ContributionId, str],
        seen: Mapping[tuple[str, Kind], bool] = MappingProxyType({}),
    ) -> None:
        self._imports = imports
        self._listed = listed
        self._voted: set[ContributionId] = set()
        self._seen = dict(seen)  # whether the votes of an import on a kind are all `support`

    def look_at(self, item: ContributionId, kind: Kind, rows: Iterable[Sequence[int]], *, voted: bool) -> None:
        """Learn from the votes on an item: a platform whose votes are all `support` has no for and against.

        rows   how many of each stance, in the order of Stance, by channel
        voted  whether any vote on it came as a row of an import
        """
        key = prefix_of(item), kind
        if voted:
            self._voted.add(item)
        if key[0] in self._imports and self._seen.get(key, True):
            for numbers in rows:
                self._seen[key] = sum(numbers) == numbers[_SUPPORT] and self._seen.get(key, True)

    def of(self, item: ContributionId, kind: Kind) -> tuple[bool, tuple[Stance, ...]]:
        """Whether every vote on the item came as a row, and the stances that are 0 for it where no vote says more."""
        prefix = prefix_of(item)
        if self._imports.get(prefix, "rows") != "rows":
            return False, ()
        if prefix in self._imports and item not in self._voted and self._listed.get(item) != "rows":
            return False, ()  # the rows came in another import, which says nothing of this item
        return True, _SUPPORT_ALONE if self._seen.get((prefix, kind), False) else stances_of(kind)


_SUPPORT = STANCES.index(Stance.SUPPORT)
_SUPPORT_ALONE = (Stance.SUPPORT,)


def total_of(rows: Iterable[Figures], counts: Iterable[Figures], zeros: Iterable[Stance]) -> Figures:
    """rows + counts, stance by stance; one that nothing is known of is absent."""
    total = dict.fromkeys(zeros, 0)
    for figures in (*rows, *counts):
        for stance, many in figures.by_stance.items():
            total[stance] = total.get(stance, 0) + many
    return Figures({stance: total[stance] for stance in STANCES if stance in total})
