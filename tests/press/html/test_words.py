"""Numbers, dates and sentences as each language writes them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from lawloom.press.html import words
from lawloom.press.html.quickly import esc

CATALOGS = Path(words.__file__).parents[2] / "messages"


def catalog(language: str, room: str = "pages") -> dict[str, object]:
    return yaml.safe_load((CATALOGS / language / f"{room}.yml").read_text("utf-8"))


def named(text: object) -> set[str]:
    texts = text.values() if isinstance(text, dict) else [text]
    return {name for one in texts for name in re.findall(r"\{(\w+)\}", str(one))}


@pytest.mark.parametrize("room", ["pages", "press"])
@pytest.mark.parametrize("language", ["fr", "es"])
def test_every_word_is_there_in_every_language_with_the_same_values(language, room):
    english, other = catalog("en", room), catalog(language, room)
    assert english.keys() == other.keys()
    for key, text in english.items():
        assert named(text) == named(other[key]) or key == "date-first", key
        assert type(text) is type(other[key]), key


@pytest.mark.parametrize(
    ("language", "number", "share", "day"),
    [
        ("en", "24,733", "62\u00a0%", "1 March 2027"),
        ("fr", "24\u202f733", "62\u202f%", "1er mars 2027"),
        ("es", "24.733", "62\u00a0%", "1 de marzo de 2027"),
        ("de", "24,733", "62\u00a0%", "1 March 2027"),
    ],
)
def test_numbers_shares_and_days(language, number, share, day):
    spoken = words.load(language, "UTC")
    assert spoken.number(24_733) == number
    assert spoken.share(620, 1000) == share
    assert spoken.day("2027-03-01T12:00:00Z") == day
    assert spoken.written_day("2027-03-01") == day
    assert spoken.moment("2027-03-01T06:05:59Z") == f"{day}, 06:05 UTC"


@pytest.mark.parametrize(("language", "first"), [("en", "1 Mar"), ("fr", "1er mars"), ("es", "1 mar")])
def test_the_first_of_a_month_is_told_as_people_say_it_in_short_too(language, first):
    spoken = words.load(language, "UTC")
    assert spoken.short_day("2027-03-01T12:00:00Z").rstrip(".") == first
    assert "er" not in spoken.short_day("2027-03-21T12:00:00Z").split()[0]


@pytest.mark.parametrize("zone", ["UTC", "Europe/Paris", "Asia/Kathmandu", "America/Havana", "Pacific/Apia"])
def test_an_instant_has_the_date_that_a_clock_in_its_zone_shows_on_every_day(zone):
    told = words.load("en", zone)
    begin = datetime(2011, 10, 1, 0, 7, 30, tzinfo=UTC)  # Samoa left out a day that winter
    for hours in range(0, 400 * 24, 5):
        local = (begin + timedelta(hours=hours)).astimezone(ZoneInfo(zone))
        at = (begin + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")
        assert told.day(at) == f"{local.day} {told.months[local.month - 1]} {local.year}"


def test_a_day_is_the_local_one_and_a_close_belongs_to_the_day_before():
    spoken = words.load("en", "Europe/Paris")
    assert spoken.day("2027-03-30T22:00:00Z") == "31 March 2027"
    assert spoken.last_day("2027-03-30T22:00:00Z") == "30 March 2027"
    assert words.load("en", "Asia/Kathmandu").day("2027-03-30T18:16:00Z") == "31 March 2027"
    assert words.load("en", "Asia/Kathmandu").day("2027-03-30T18:14:00Z") == "30 March 2027"
    assert words.load("en", "Nowhere/Land").day("2027-03-30T22:00:00Z") == "30 March 2027"


def test_one_and_many_follow_the_language():
    assert words.load("en", "UTC")("votes-n", n=0) == "0 votes"
    assert words.load("fr", "UTC")("votes-n", n=0) == "0 vote"
    assert words.load("en", "UTC")("votes-n", n=1) == "1 vote"
    assert words.load("fr", "UTC")("votes-n", n=1234) == "1\u202f234 votes"


def test_a_value_is_put_in_once_and_never_read_as_a_place_for_another():
    spoken = words.load("en", "UTC")
    assert spoken("decided", date="{name}", name="x % y") == "{name}, by x % y"
    assert spoken.html("decided", date="<b>", name="{date}") == "&lt;b&gt;, by {date}"


def test_a_form_leaves_one_place_open_and_escapes_the_rest():
    spoken = words.load("en", "UTC")
    assert spoken.form("sent", channel="<i> 5 %") % "today" == "today, &lt;i&gt; 5 %"


def test_the_cache_gives_the_same_words_and_a_damaged_one_is_read_past(tmp_path):
    cache = tmp_path / "words.json"
    first = words.load("fr", "UTC", cache)("votes")
    assert cache.is_file()
    assert words.load("fr", "UTC", cache)("votes") == first
    cache.write_text("{", "utf-8")
    assert words.load("fr", "UTC", cache)("votes") == first


def test_escaping_quickly_is_escaping_as_markupsafe_does():
    from markupsafe import escape

    for text in ("", "plain", '<b>&amp; "it\'s"</b>', "é\u202f%", "a>b"):
        assert esc(text) == str(escape(text))


@pytest.mark.parametrize(
    ("channel", "told"),
    [
        ("import:cs", "entered from a list"),
        ("import:po", "from Pol.is"),
        ("import:pf", "imported (pf)"),
        ("kiosk:old-bridge", "at the kiosk “Old Bridge”"),
        ("kiosk:gare-de-segre", "at the kiosk “Gare de Segre”"),
        ("github", "on GitHub"),
        ("pigeon", "by a way that is not known"),
    ],
)
def test_the_way_something_came_is_told_in_words_for_people(channel, told):
    assert words.load("en", "UTC").channel(channel) == told


def test_why_something_is_set_aside_is_told_in_the_readers_language():
    french = words.load("fr", "UTC")
    for reason in words.SET_ASIDE_BY_PLATFORM:
        assert reason not in french.set_aside(reason)
        assert french.set_aside(reason) != f"set-aside-{reason}"
    assert french.set_aside("5") == "règle 5"
    assert french.set_aside("Off the subject.") == "Off the subject."
