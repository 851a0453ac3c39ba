"""Moments as exports write them -> UTC instants, with thousandths where the source has them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from lawloom.model.instant import Instant, instant

# From here on a number of this size is thousandths: 10^11 s is the year 5138, 10^11 ms is March 1973.
_FIRST_MS = 100_000_000_000
_LAST_MS = 253_402_300_799_999  # 9999-12-31T23:59:59.999Z

FIRST_YEAR = 1900  # before it a year is a slip of the finger, as in content/

_WRITTEN = re.compile(
    r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})"
    r"(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?"
    r"\s*(Z|z|UTC|GMT|[+-]\d{2}:?\d{2})?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """An instant; `ms` is None where the source gives whole seconds only."""

    time: Instant
    ms: int | None = None


class UnreadableDateError(ValueError):
    """A date that cannot be read; the text is not repeated here, the caller has it."""


def read_moment(text: str, zone: tzinfo) -> tuple[Moment, bool]:
    """The moment, and whether its offset from UTC had to be supplied: a date without one is read in `zone`.

    Reads ISO 8601 with `T` or spaces, seconds optional, `Z`, `UTC`, `+0200` or `+02:00`; a date alone is that day's
    beginning. An hour that daylight saving skips or repeats is read as standard Python does (the first of two).
    raises  UnreadableDateError
    """
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        raise UnreadableDateError
    year, month, day, hour, minute, second, fraction, offset = match.groups()
    if int(year) < FIRST_YEAR:
        raise UnreadableDateError
    try:
        moment = datetime(
            int(year), int(month), int(day), int(hour or 0), int(minute or 0), min(int(second or 0), 60) % 60
        )
        if second == "60":  # a leap second counts as the second after
            moment += timedelta(minutes=1)
        moment = moment.replace(tzinfo=_offset(offset) if offset else zone)
        time = instant(moment)
    except (ValueError, OverflowError) as wrong:
        raise UnreadableDateError from wrong
    return Moment(time, int(fraction[:3].ljust(3, "0")) if fraction else None), offset is None


def read_epoch(text: str) -> Moment:
    """The moment from a count of seconds or of milliseconds since 1970, told apart by its size, value by value.

    raises  UnreadableDateError
    """
    text = text.strip()
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise UnreadableDateError
    number = int(text)
    if number == 0 or number > _LAST_MS:
        raise UnreadableDateError
    seconds, ms = divmod(number, 1000) if number >= _FIRST_MS else (number, None)
    day, second = divmod(seconds, 86_400)
    minute, second = divmod(second, 60)
    return Moment(f"{_day(day)}T{minute // 60:02d}:{minute % 60:02d}:{second:02d}Z", ms)


@lru_cache(maxsize=4096)
def _day(number: int) -> str:
    """The calendar day that is so many days after the first of January 1970. (A million votes fall on few days.)"""
    return (date(1970, 1, 1) + timedelta(days=number)).isoformat()


@lru_cache(maxsize=64)
def _offset(text: str) -> tzinfo:
    if text[0] not in "+-":
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    if hours > 23 or minutes > 59:
        raise UnreadableDateError
    minutes += 60 * hours
    return timezone(timedelta(minutes=minutes if text[0] == "+" else -minutes))


def local_date(time: Instant, zone: tzinfo) -> str:
    """The calendar day of an instant, as people in `zone` call it: 2019-01-16."""
    moment = datetime.strptime(time, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    try:
        return moment.astimezone(zone).date().isoformat()
    except OverflowError:
        return moment.date().isoformat()


def zone_named(name: str) -> tzinfo:
    """The consultation's time zone; content/ has already checked the name."""
    return UTC if name == "UTC" else ZoneInfo(name)
