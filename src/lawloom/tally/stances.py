"""What a stance means on a kind of contribution.

source  design, section 4: the table of kinds; "where the vote is support, the `for` reaction is it, others are kept
        uncounted; supports of a platform without 'against' are `support`, never `for`". Where the vote is a signature
        the same is done: `for` is it.
"""

from __future__ import annotations

from functools import cache

from lawloom.model.contribution import Kind
from lawloom.model.vote import STANCES, Stance

SIGNATURE_ONLY = (Stance.SIGNATURE,)  # of a bill


def stances_of(kind: Kind | None) -> tuple[Stance, ...]:
    """The stances that a kind asks for; None is the bill."""
    return SIGNATURE_ONLY if kind is None else STANCES[kind]


@cache
def taken_as(kind: Kind | None, stance: Stance) -> Stance | None:
    """What a vote counts as on that kind; None: it is kept and not counted."""
    asked = stances_of(kind)
    if stance in asked:
        return stance
    if asked and stance is Stance.SUPPORT:
        return stance
    if len(asked) == 1 and stance is Stance.FOR:
        return asked[0]
    return None
