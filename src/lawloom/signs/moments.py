"""Moments of votes as seconds, and which of them are days only."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lawloom.model.instant import Instant
from lawloom.signs.rules import HOUR

_CLOCK = 24  # bits of a moment that tell the time of day: hours, minutes, seconds as six digits
_OF_DAY = (1 << _CLOCK) - 1
_DAY = 86_400
_LOOKED_AT = (1, 7)  # months: summer time and winter time


def seconds(moment: int) -> int:
    """Seconds since the year 1 of a moment as lawloom.ledger.columns has it."""
    return _days(moment >> _CLOCK) * _DAY + _clock(moment & _OF_DAY)


def instant(since: int) -> Instant:
    """The instant of so many seconds."""
    days, second = divmod(since, _DAY)
    day = date.fromordinal(days).isoformat()
    return f"{day}T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z"


def clocks(midnights: Iterable[str]) -> frozenset[int]:
    """The times of day, as the last digits of a moment have them."""
    return frozenset(int(time.replace(":", ""), 16) for time in midnights)


def is_day(moment: int, clocks: Collection[int]) -> bool:
    """Whether only a day is known of it: it is a midnight."""
    return moment & _OF_DAY in clocks


def midnights(timezone: str) -> tuple[str, ...]:
    """The times of day in UTC at which a day begins: that of UTC, and those of a place in winter and in summer."""
    try:
        zone = ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError):
        return ("00:00:00",)
    local = [datetime(2024, month, 2, tzinfo=zone).astimezone(UTC).strftime("%H:%M:%S") for month in _LOOKED_AT]
    return tuple(sorted({"00:00:00", *local}))


def densest(times: Sequence[int]) -> tuple[int, int]:
    """Where the hour with the most moments begins, and how many these are; the first of several. times in order."""
    best, begins, low = 0, 0, 0
    for at, time in enumerate(times):
        while time - times[low] >= HOUR:
            low += 1
        if at - low + 1 > best:
            best, begins = at - low + 1, times[low]
    return begins, best


@cache
def _days(number: int) -> int:
    """0x20270318 as the day it is."""
    digits = f"{number:08x}"
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).toordinal()


@cache
def _clock(number: int) -> int:
    """0x060000 as seconds of the day."""
    digits = f"{number:06x}"
    return int(digits[:2]) * 3600 + int(digits[2:4]) * 60 + int(digits[4:])
