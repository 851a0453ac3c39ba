"""Dates as a clerk writes them: a day means the whole local day, a time says its offset from UTC.

`closes: 2025-03-15` holds to the end of that day under the consultation's time zone. Stored is an instant in UTC, and
the end is exclusive: the first instant of the next local day, so a night of 23 or 25 hours loses and doubles nothing.
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from lawloom.model.instant import Instant, instant

FIRST_YEAR, LAST_YEAR = 1900, 2199  # outside of these a year is a slip of the finger

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME = re.compile(r"([0-9-]{10})[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))? ?(Z|[+-][0-9]{2}:?[0-9]{2})?")
_LOOSE_DAY = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})|([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")


class NotADate(Exception):
    def __init__(self, code: str, **values: str | int) -> None:
        self.code, self.values = code, values
        super().__init__(code)


def opens_at(text: str, zone: ZoneInfo) -> Instant:
    """First instant of that local day, or that very time. Raises NotADate."""
    if (moment := _time(text, zone)) is not None:
        return moment
    return _start_of(_day(text), zone)


def closes_at(text: str, zone: ZoneInfo) -> Instant:
    """First instant after that local day, or that very time: exclusive. Raises NotADate."""
    if (moment := _time(text, zone)) is not None:
        return moment
    return _start_of(_day(text) + timedelta(days=1), zone)


def checked_day(text: str) -> str:
    """The same text if it is a real day, YYYY-MM-DD. Raises NotADate."""
    _day(text)
    return text


def checked_day_or_time(text: str) -> str:
    """The same text if it is a real day, or a time with its offset. Raises NotADate."""
    if _time(text, ZoneInfo("UTC")) is None:
        _day(text)
    return text


def checked_partial_day(text: str) -> str:
    """The same text if it is a real year, month or day: 2027, 2027-07, 2027-07-14. Raises NotADate."""
    rest = {4: "-01-01", 7: "-01"}.get(len(text), "")
    _day(text + rest)
    return text


def _day(text: str) -> date:
    found = _DAY.fullmatch(text.strip())
    if not found:
        raise NotADate("not-a-date", found=text, near=_loosely(text))
    year, month, day = (int(part) for part in found.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotADate("year-out-of-range", found=text, first=FIRST_YEAR, last=LAST_YEAR)
    if not 1 <= month <= 12:
        raise NotADate("no-such-month", found=text, month=month)
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise NotADate("no-such-day", found=text, last=last)
    return date(year, month, day)


def _time(text: str, zone: ZoneInfo) -> Instant | None:
    """The instant of a full time; None where the text is not one."""
    found = _TIME.fullmatch(text.strip())
    if not found:
        return None
    day = _day(found[1])
    hour, minute, second = int(found[2]), int(found[3]), int(found[4] or 0)
    if hour > 23 or minute > 59 or second > 59:
        raise NotADate("no-such-time", found=text)
    local = datetime(day.year, day.month, day.day, hour, minute, second)  # its offset follows
    if not found[5]:
        there = local.replace(tzinfo=zone).isoformat(timespec="minutes" if not second else "seconds")
        raise NotADate("time-without-offset", found=text, near=there)
    offset = timedelta()
    if found[5] != "Z":
        digits = found[5].replace(":", "")
        hours, minutes = int(digits[1:3]), int(digits[3:5])
        if hours > 14 or minutes > 59:
            raise NotADate("no-such-time", found=text)
        offset = timedelta(hours=hours, minutes=minutes) * (-1 if digits[0] == "-" else 1)
    return instant((local - offset).replace(tzinfo=UTC))


def _start_of(day: date, zone: ZoneInfo) -> Instant:
    """First instant of a local day. Where the clocks skip midnight, fold 0 counts from the offset before the leap."""
    return instant(datetime(day.year, day.month, day.day, tzinfo=zone))


def _loosely(text: str) -> str:
    """What was probably meant, written as we read it; empty where day and month could be either."""
    found = _LOOSE_DAY.fullmatch(text.strip())
    if not found:
        return ""
    if found[1]:
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    else:
        day, month, year = int(found[4]), int(found[5]), int(found[6])
        if day <= 12 and month <= 12 and day != month:
            return ""
        if month > 12:
            day, month = month, day
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
