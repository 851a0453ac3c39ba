"""The most supported: by the lower bound of what is likely true of everyone, not by raw share, so that 3 of 3 does not
come before 290 of 300.

For items with three stances, n of them known and f `for`, the bound is that of Wilson's interval:

    ( f + z2/2 - z * sqrt( f*(n-f)/n + z2/4 ) ) / ( n + z2 )        z = 1.96 = 49/25, z2 = z * z

`mixed` and `pass` are in n: who hesitates does not support. Items of a platform that knows only support (and questions,
petitions) come after them, by the number; then those of which nothing is known. Late items stand after all others.
Ties: more votes first, then the id in the order of letters.

source  Edwin B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of the American
        Statistical Association 22 (1927), 209-212; z for 95 %.
        All in whole numbers (the root by math.isqrt), so that no machine rounds otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import isqrt

from lawloom.model.ids import ContributionId
from lawloom.model.tally import Figures, ItemTally
from lawloom.model.vote import Stance

DIGITS = 12  # after the point; bounds equal so far are a tie
_Z2: tuple[int, int] = (49 * 49, 25 * 25)  # 1.96 squared, as a fraction
_SCALE: int = 10**DIGITS


def supported(items: Iterable[ItemTally]) -> tuple[ContributionId, ...]:
    """The ids, most supported first."""
    return tuple(item.id for item in sorted(items, key=key_of))


def lower_bound(for_: int, n: int) -> int:
    """Wilson's lower bound of for_/n in units of 10 ** -12, rounded down; 0 for n = 0."""
    if n == 0:
        return 0
    # Everything times 2 * q * n, where z2 = p / q: (2fqn + pn - sqrt(pn * (4qf(n-f) + pn))) / (2n * (qn + p)).
    p, q = _Z2
    inner = p * n * (4 * q * for_ * (n - for_) + p * n)
    root = isqrt(inner * _SCALE * _SCALE)
    if root * root < inner * _SCALE * _SCALE:
        root += 1  # up, so that the bound goes down
    return ((2 * for_ * q + p) * n * _SCALE - root) // (2 * n * (q * n + p))


def votes_of(total: Figures) -> int:
    """How many votes are known, whatever their stance."""
    return sum(total.by_stance.values())


def key_of(item: ItemTally) -> tuple[bool, int, int, int, ContributionId]:
    """Where it stands among the most supported: the smallest key comes first."""
    of = item.total.by_stance.get
    for_, against = of(Stance.FOR), of(Stance.AGAINST)
    many = votes_of(item.total)
    if for_ is not None or against is not None:
        n = (for_ or 0) + (against or 0) + (of(Stance.MIXED) or 0) + (of(Stance.PASS) or 0)
        return item.late, 0, -lower_bound(for_ or 0, n), -many, item.id
    support, signature = of(Stance.SUPPORT), of(Stance.SIGNATURE)
    if support is not None or signature is not None:
        return item.late, 1, -((support or 0) + (signature or 0)), -many, item.id
    return item.late, 2, 0, -many, item.id
