"""The most divided: many people on both sides, in numbers that come close.

With the smaller of `for` and `against` called s and the greater g, the figure is

    s * s / g

that is s (how many can be put face to face) times s/g (how close the two sides are): 90 against 90 gives 90, 100
against 1,000 gives 10. `mixed` and `pass` do not enter: they take no side. Late items stand after all others.
Ties: more votes first, then the id in the order of letters.

source  ours: the share alone would put 1 against 1 first, the number alone 100 against 1,000 before 90 against 90.
        Whole numbers only, to twelve digits, so that no machine rounds otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable

from lawloom.model.ids import ContributionId
from lawloom.model.tally import ItemTally
from lawloom.model.vote import Stance
from lawloom.tally.supported import votes_of

SCALE: int = 10**12


def divided(items: Iterable[ItemTally]) -> tuple[ContributionId, ...]:
    """The ids, most divided first; last those on which nobody, or nobody known, stands on one of the sides."""
    return tuple(item.id for item in sorted(items, key=key_of))


def division(for_: int, against: int) -> int:
    """The figure in units of 10 ** -12, rounded down."""
    less, more = sorted((for_, against))
    return less * less * SCALE // more if more else 0


def key_of(item: ItemTally) -> tuple[bool, int, int, ContributionId]:
    """Where it stands among the most divided: the smallest key comes first."""
    of = item.total.by_stance.get
    figure = division(of(Stance.FOR) or 0, of(Stance.AGAINST) or 0)
    return item.late, -figure, -votes_of(item.total), item.id
