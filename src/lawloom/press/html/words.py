"""The interface's words in one language: sentences, numbers, dates. Plain text; templates escape it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from markupsafe import Markup, escape

from lawloom import messages
from lawloom.model.contribution import Kind
from lawloom.model.direction import direction
from lawloom.model.instant import Instant
from lawloom.press.html.quickly import esc
from lawloom.version import engine_fingerprint

SET_ASIDE_BY_PLATFORM = ("trashed", "unpublished", "moderated")  # as lawloom.collect writes them
_PART = re.compile(r"\{(\w+)\}")
_SMALL = frozenset(
    ("a", "and", "at", "by", "d", "de", "del", "des", "du", "el", "en", "et", "in", "l", "la", "le", "les", "of", "on")
)
_THOUSANDS = {"en": ",", "fr": "\u202f", "es": "."}

Turn = tuple[str, str, str]  # time of day in UTC at which a date gives way to the next; empty: ask for every instant
Sentence = tuple[str, tuple[str, ...]]  # the text with %s for each value, and their names in order


class Words:
    """Interface words of one language, in one time zone."""

    def __init__(self, language: str, timezone: str, catalog: Mapping[str, Any]) -> None:
        self.language = language
        self.direction = direction(language)
        self._zone = zone(timezone)
        self._tongue = messages.known_language(language)
        self._separator = _THOUSANDS[self._tongue]
        self._none_is_one = messages.is_one(0, self._tongue)
        self._catalog = catalog
        self._sentences: dict[tuple[str, str], Sentence] = {}
        self._fixed: dict[str, str] = {
            key: text for key, text in catalog.items() if isinstance(text, str) and "{" not in text
        }
        self.months: list[str] = catalog["months"]
        self.short_months: list[str] = catalog["months-short"]
        self._dates: dict[tuple[int, int, int], str] = {}
        self._turns: dict[str, Turn] = {}  # by day of UTC
        self._escaped: dict[str, str] = {}
        self._channels: dict[str, str] = {}
        self._moments: dict[str, str] = {}
        self._shares: dict[int, str] = {}
        self._forms: dict[tuple[str, ...], str] = {}

    def __call__(self, key: str, **values: str | int) -> str:
        """The sentence with its values; `n` chooses between one and other and is printed with its thousands apart."""
        fixed = self._fixed.get(key)
        if fixed is not None:
            return fixed
        form = ""
        if "n" in values:
            n = values["n"]
            if isinstance(n, int):
                form = self._plural(n)
                values["n"] = self.number(n)
            else:
                form = "one" if messages.is_one(n, self._tongue) else "other"
        sentence, names = self._sentence(key, form)
        return sentence % tuple([values.get(name, "") for name in names])

    def form(self, key: str, **fixed: str) -> str:
        """The sentence as HTML with these values put in and one %s left for the value not named, to be escaped first.

        For lines that are printed thousands of times.
        """
        known = self._forms.get((key, *fixed.values()))
        if known is None:
            sentence, names = self._sentence(key, "other")
            values = {name: esc(value) for name, value in fixed.items()}
            filled = esc(sentence) % tuple([values.get(name, "\0") for name in names])
            known = self._forms[key, *fixed.values()] = filled.replace("%", "%%").replace("\0", "%s")
        return known

    def escaped(self, key: str) -> str:
        """The words of a sentence without values, as HTML."""
        known = self._escaped.get(key)
        if known is None:
            known = self._escaped[key] = esc(self(key))
        return known

    def html(self, key: str, **values: Markup | str) -> Markup:
        """The sentence as HTML: its words and plain values escaped, values that are markup kept."""
        sentence, names = self._sentence(key, "")
        return Markup(str(escape(sentence)) % tuple([escape(values.get(name, "")) for name in names]))  # noqa: S704

    def figure(self, path: str, n: int, key: str = "", **values: Markup | str) -> Markup:
        """The number in its sentence, marked so that a machine finds it: `scripts/verify_site.py` reads these marks.

        path  where the number stands in tally.json, its parts joined by "/"
        key   of the sentence, whose {n} is the number; without it the bare number
        """
        mark = f'<data data-of="{esc(path)}" value="{n}">%s</data>'
        sentence, names = self._sentence(key, self._plural(n)) if key else ("%s", ("n",))
        if "n" not in names:  # "one person": the whole sentence says it
            return Markup(mark % esc(self(key, n=n, **values)))  # noqa: S704  escaped
        number = mark % self.number(n)
        return Markup(  # noqa: S704  escaped, and our own mark
            esc(sentence) % tuple([number if name == "n" else escape(values.get(name, "")) for name in names])
        )

    def number(self, n: int) -> str:
        """1,320 / 1 320 / 1.320."""
        if -1000 < n < 1000:
            return str(n)
        return f"{n:,}".replace(",", self._separator)

    def share(self, part: int, whole: int) -> str:
        """`62 %`, rounded half up on whole numbers, so that no float decides."""
        percent = (200 * part + whole) // (2 * whole)
        known = self._shares.get(percent)
        if known is None:
            known = self._shares[percent] = self("share", share=str(percent))
        return known

    def day(self, at: Instant) -> str:
        """The local day of an instant: 18 March 2027."""
        turn = self._turns.get(at[:10])
        if turn is None:
            turn = self._turns[at[:10]] = self._turn(at[:10])
        midnight, before, after = turn
        if not midnight:
            return self._date(self._local(at))
        return after if at[11:] >= midnight else before

    def last_day(self, closes_at: Instant) -> str:
        """The last local day on which something is open: the close itself is exclusive."""
        return self._date(self._local(closes_at, -1))

    def short_day(self, at: Instant) -> str:
        """18 Mar."""
        local = self._local(at)
        key = "date-short-first" if local.day == 1 else "date-short"
        return self(key, day=str(local.day), month=self.short_months[local.month - 1])

    def year(self, at: Instant) -> str:
        """The local year of an instant."""
        return str(self._local(at).year)

    def written_day(self, date: str) -> str:
        """A date as people write it in files, 2027-03-18, in words; anything else as it is."""
        try:
            return self._date(datetime.fromisoformat(date[:10]))
        except ValueError:
            return date

    def moment(self, at: Instant) -> str:
        """18 March 2027, 06:00 UTC."""
        sentence = self._moments.get(at[:10])
        if sentence is None:
            date = self._in_words(int(at[:4]), int(at[5:7]), int(at[8:10]))
            sentence = self._moments[at[:10]] = self("moment", date=date, time="%s")
        return sentence % at[11:16]

    def kind(self, kind: Kind) -> str:
        return self._fixed[f"kind-{kind.value}"]

    def kinds(self, kind: Kind) -> str:
        return self._fixed[f"kinds-{kind.value}"]

    def channel(self, channel: str) -> str:
        """The way something came: by e-mail, at the kiosk “Central station”."""
        known = self._channels.get(channel)
        if known is None:
            name, _, place = channel.partition(":")
            key = f"channel-{name}-{place}" if f"channel-{name}-{place}" in self._catalog else f"channel-{name}"
            if name == "kiosk":  # the name of a place, as far as a file can spell it
                place = _named(place)
            known = self(key, place=place or "?") if key in self._catalog else self("channel-unknown")
            self._channels[channel] = known
        return known

    def set_aside(self, reason: str) -> str:
        """Why something is set aside: an import's word in the language of the page, a rule by its number."""
        if reason in SET_ASIDE_BY_PLATFORM:
            return self(f"set-aside-{reason}")
        return self("set-aside-rule", rule=reason) if reason.isdigit() else reason

    def joined(self, parts: list[str]) -> str:
        return ", ".join(parts)

    def fixed(self) -> Mapping[str, str]:
        """The sentences without values, by key: templates take them in before they are compiled."""
        return self._fixed

    def _turn(self, day: str) -> Turn:
        """When midnight comes to this zone on a day of UTC, so that each instant of it needs but a look."""
        try:
            begins = self._local(f"{day}T00:00:00Z")
            ends = begins.astimezone(UTC) + timedelta(days=1)
        except OverflowError:
            return "", "", ""
        offset = begins.utcoffset() or timedelta()
        if ends.astimezone(self._zone).utcoffset() != offset:  # clocks are put forward or back on this day
            return "", "", ""
        seconds = -int(offset.total_seconds()) % 86_400
        midnight = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}Z"
        return midnight, self._date(begins), self._date(begins + timedelta(seconds=seconds))

    def is_one(self, n: int) -> bool:
        """Whether so many take the singular."""
        return n == 1 or (n == 0 and self._none_is_one)

    def _plural(self, n: int) -> str:
        return "one" if self.is_one(n) else "other"

    def _local(self, at: Instant, seconds: int = 0) -> datetime:
        moment = datetime.fromisoformat(at)  # three times quicker than strptime, and every page has dates
        try:
            return (moment + timedelta(seconds=seconds)).astimezone(self._zone)
        except OverflowError:  # the first and the last day there are
            return moment

    def _date(self, local: datetime) -> str:
        return self._in_words(local.year, local.month, local.day)

    def _in_words(self, year: int, month: int, day: int) -> str:
        known = self._dates.get((year, month, day))
        if known is None:
            key = "date-first" if day == 1 else "date"
            known = self(key, day=str(day), month=self.months[month - 1], year=str(year))
            self._dates[year, month, day] = known
        return known

    def _sentence(self, key: str, form: str) -> Sentence:
        known = self._sentences.get((key, form))
        if known is None:
            text = self._catalog.get(key, key)
            if isinstance(text, Mapping):
                text = text.get(form or "other") or text["other"]
            pieces = _PART.split(str(text).replace("%", "%%"))
            known = "%s".join(pieces[::2]), tuple(pieces[1::2])
            self._sentences[key, form] = known
        return known


def load(language: str, timezone: str, cache: Path | None = None) -> Words:
    """The words of a language; from the cache where this engine left them there, for reading YAML takes longer.

    cache  a file of our own in build/, or None
    """
    tongue = messages.known_language(language)
    key = f"{engine_fingerprint()}/{tongue}"
    if cache is not None:
        try:
            kept = json.loads(cache.read_text("utf-8"))
            if isinstance(kept, dict) and kept.get("key") == key:
                return Words(language, timezone, kept["words"])
        except (OSError, ValueError, KeyError, TypeError):
            pass
    catalog = {
        key: word
        for spoken in ("en", tongue)
        for room in (
            "amendments",
            "answers",
            "opinion",
            "parliament",
            "representatives",
            "synthesis",
            "redline",
            "pages",
        )
        for key, word in messages.catalog(room, spoken).items()
        if not (isinstance(word, dict) and "found" in word)  # what is told of a file, not on a page
    }
    if cache is not None:
        cache.parent.mkdir(parents=True, exist_ok=True)
        cache.write_text(json.dumps({"key": key, "words": catalog}, ensure_ascii=False), "utf-8")
    return Words(language, timezone, catalog)


def _named(slug: str) -> str:
    """The name of a place as a slug spells it: "gare-de-segre" is "Gare de Segre"; small words stay small."""
    parts = slug.split("-")
    return " ".join(part if at and part in _SMALL else part[:1].upper() + part[1:] for at, part in enumerate(parts))


@lru_cache(maxsize=8)
def zone(name: str) -> ZoneInfo:
    """The time zone of that name; UTC where this machine does not know it (content has told that already)."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
