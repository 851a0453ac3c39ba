"""Days in words, as people of each language write them: 18 March 2027, 18 mars 2027, 18 de marzo de 2027."""

from __future__ import annotations

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

from lawloom.messages import known_language
from lawloom.model.instant import Instant, moment

MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
}
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}))?")


def in_words(written: str, language: str) -> str:
    """A date as people write it in files, `2027-03-18` or `2027-03-18 19:00`, in words; anything else as it is."""
    found = _DAY.match(written.strip())
    if not found or not 1 <= int(found[2]) <= 12:
        return written.strip()
    year, month, day, time = found[1], int(found[2]), int(found[3]), found[4]
    tongue = known_language(language)
    name = MONTHS[tongue][month - 1]
    if tongue == "es":
        words = f"{day} de {name} de {year}"
    elif tongue == "fr":
        words = f"{'1er' if day == 1 else day} {name} {year}"
    else:
        words = f"{day} {name} {year}"
    return f"{words}, {time}" if time else words


def first_day(opens_at: Instant, timezone: str) -> str:
    """The local day on which something opens, `2027-03-18`."""
    return moment(opens_at).astimezone(ZoneInfo(timezone)).strftime("%Y-%m-%d")


def last_day(closes_at: Instant, timezone: str) -> str:
    """The last local day on which something is open: the close itself is exclusive."""
    return (moment(closes_at) - timedelta(seconds=1)).astimezone(ZoneInfo(timezone)).strftime("%Y-%m-%d")
