"""Participation by day: contributions received and votes cast, whatever became of them later.

source  docs/data.md, `days` of tally.json: contributions by the day (UTC) of their first record, votes of persons by
        the day on which they were cast. A change of mind is one more vote cast, and what was taken back was cast too:
        so a new line adds one to one day, and never changes another.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping

from lawloom.ledger.columns import SHIFT, WITHDRAWN, Segment, VoteColumns
from lawloom.model.contribution import Contribution
from lawloom.model.tally import DayFigures

_OF_DAY = SHIFT + 24  # bits of a mark below the day: hours, minutes, seconds as six hex digits, and the stance
_UPPER = 1 if sys.byteorder == "little" else 0  # which half of a mark holds the day


def days(contributions: Iterable[Contribution], votes: VoteColumns) -> dict[str, DayFigures]:
    """By day, earliest first, only days on which something came: `2027-03-18`.

    contributions  without those whose day the source did not give
    """
    received = Counter(one.sent_at[:10] for one in contributions if not one.undated)
    cast = votes_by_day(votes)
    return {day: DayFigures(received[day], cast.get(day, 0)) for day in sorted(received.keys() | cast.keys())}


def votes_by_day(votes: VoteColumns) -> Mapping[str, int]:
    """Votes cast by persons, by the day of the vote."""
    found: Counter[int] = Counter()
    for segment in votes.segments:
        found.update(_by_number(segment))
    return {_day(number): many for number, many in found.items() if many}


def _by_number(segment: Segment) -> Counter[int]:
    """The same of one segment, days as numbers: 0x20270318."""
    # A mark has 64 bits, and its day is the upper half: all days are counted at once, and what was taken back is
    # subtracted one by one, for it is rare.
    raw = memoryview(segment.marks).cast("B")
    found = Counter(raw.cast("I")[_UPPER::2].tolist())
    low = raw[(0 if _UPPER else 7) :: 8].tobytes()
    if low.translate(None, _CASTS):
        found.subtract(mark >> _OF_DAY for mark in segment.marks if mark & WITHDRAWN)
    return found


_CASTS = bytes(code for code in range(256) if not code & WITHDRAWN)


def _day(number: int) -> str:
    d = f"{number:08x}"
    return f"{d[:4]}-{d[4:6]}-{d[6:]}"
