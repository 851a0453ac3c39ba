"""Days in words, as people of each language write them: 18 March 2027, 18 mars 2027, 18 de marzo de 2027."""

from __future__ import annotations

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

from lawloom import messages
from lawloom.model.instant import Instant, moment

_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2})(?:[T ](\d{2}:\d{2}))?)?")


def in_words(written: str, language: str) -> str:
    """A date as people write it in files, `2027-03-18`, with a time, or `2027-03`, in words; other text as it is."""
    found = _DAY.match(written.strip())
    if not found or not 1 <= int(found[2]) <= 12:
        return written.strip()
    month = _months(messages.known_language(language))[int(found[2]) - 1]
    if not found[3]:
        return messages.word("ed-month", language, month=month, year=found[1])
    day, time = int(found[3]), found[4]
    key = "date-first" if day == 1 else "date"
    words = messages.word(key, language, day=str(day), month=month, year=found[1])
    return f"{words}, {time}" if time else words


def _months(language: str) -> list[str]:
    return list(messages.catalog("pages", language).get("months") or messages.catalog("pages", "en")["months"])


def first_day(opens_at: Instant, timezone: str) -> str:
    """The local day on which something opens, `2027-03-18`."""
    return moment(opens_at).astimezone(ZoneInfo(timezone)).strftime("%Y-%m-%d")


def last_day(closes_at: Instant, timezone: str) -> str:
    """The last local day on which something is open: the close itself is exclusive."""
    return (moment(closes_at) - timedelta(seconds=1)).astimezone(ZoneInfo(timezone)).strftime("%Y-%m-%d")
