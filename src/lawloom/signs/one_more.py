"""Whether a few votes more could make a sign where none stands: asked rather too often than too seldom.

Where they could, all is looked at again, as lawloom.signs.votes does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from lawloom.ledger.columns import SHIFT, VoteColumns, moment_number
from lawloom.model.ids import ContributionId
from lawloom.model.instant import Instant
from lawloom.signs.moments import clocks, is_day, seconds
from lawloom.signs.rules import HOUR, LEAST


def may_change(
    votes: VoteColumns,
    cast: Iterable[tuple[ContributionId, Instant]],
    *,
    dense: Mapping[ContributionId, Instant],
    untimed: Collection[ContributionId],
    midnights: Collection[str],
) -> bool:
    """Whether these votes could change what is unusual in a subject that has no burst.

    votes           all, with the new ones
    cast            the new ones: on what, and when
    dense, untimed  as lawloom.signs.found has them of the time before
    """
    days = clocks(midnights)
    hours = [seconds(moment_number(since)) for since in dense.values()]
    for on, time in cast:
        if on in dense or on in untimed:
            return True
        moment = moment_number(time)
        at = seconds(moment)
        if any(since <= at < since + HOUR for since in hours):
            return True  # what was voted on in that hour is what the burst is measured by
        there = [mark >> SHIFT for one in votes.segments if on in one.rows for mark in one.marks[slice(*one.rows[on])]]
        if len(there) < LEAST:
            continue
        if is_day(moment, days):
            if all(is_day(one, days) for one in there):
                return True
        elif sum(abs(seconds(one) - at) < HOUR for one in there) >= LEAST:
            return True
    return False
