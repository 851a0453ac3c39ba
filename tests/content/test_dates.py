"""Dates as a clerk writes them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from lawloom.content.dates import NotADate, checked_partial_day, closes_at, opens_at

PARIS = ZoneInfo("Europe/Paris")


def refused(text: str, zone: ZoneInfo = PARIS) -> NotADate:
    with pytest.raises(NotADate) as caught:
        closes_at(text, zone)
    return caught.value


def test_a_day_opens_at_its_local_beginning_and_closes_after_its_local_end() -> None:
    assert opens_at("2025-03-15", PARIS) == "2025-03-14T23:00:00Z"
    assert closes_at("2025-03-15", PARIS) == "2025-03-15T23:00:00Z"


@pytest.mark.parametrize(
    ("zone", "day", "opens", "closes"),
    [
        ("Europe/Paris", "2025-03-30", "2025-03-29T23:00:00Z", "2025-03-30T22:00:00Z"),  # 23 hours
        ("Europe/Paris", "2025-10-26", "2025-10-25T22:00:00Z", "2025-10-26T23:00:00Z"),  # 25 hours
        ("Africa/Cairo", "2024-04-26", "2024-04-25T22:00:00Z", "2024-04-26T21:00:00Z"),  # midnight does not exist
        ("Atlantic/Azores", "2025-10-26", "2025-10-26T00:00:00Z", "2025-10-27T01:00:00Z"),  # midnight comes twice
        ("Asia/Beirut", "2022-10-29", "2022-10-28T21:00:00Z", "2022-10-29T22:00:00Z"),  # 24:00 goes back to 23:00
        ("Asia/Kathmandu", "2025-01-01", "2024-12-31T18:15:00Z", "2025-01-01T18:15:00Z"),
        ("America/Mexico_City", "2025-12-31", "2025-12-31T06:00:00Z", "2026-01-01T06:00:00Z"),
    ],
)
def test_days_of_23_and_25_hours_begin_and_end_where_the_clock_says(
    zone: str, day: str, opens: str, closes: str
) -> None:
    assert opens_at(day, ZoneInfo(zone)) == opens
    assert closes_at(day, ZoneInfo(zone)) == closes


def test_a_full_time_with_its_offset_is_that_very_instant() -> None:
    for written in (
        "2025-03-15T18:00:00+01:00",
        "2025-03-15 18:00+0100",
        "2025-03-15T17:00Z",
        "2025-03-16T07:00+14:00",
    ):
        assert closes_at(written, PARIS) == opens_at(written, PARIS) == "2025-03-15T17:00:00Z"


@given(st.dates(), st.sampled_from(["Europe/Paris", "America/Santiago", "Pacific/Apia", "Australia/Lord_Howe"]))
@settings(max_examples=examples(100))
def test_a_day_closes_exactly_when_the_next_one_opens(day, zone: str) -> None:  # type: ignore[no-untyped-def]
    if not 1901 <= day.year <= 2198:
        return
    following = day.fromordinal(day.toordinal() + 1)
    assert closes_at(day.isoformat(), ZoneInfo(zone)) == opens_at(following.isoformat(), ZoneInfo(zone))


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2026-13-01", "no-such-month"),
        ("2026-02-30", "no-such-day"),
        ("2025-02-29", "no-such-day"),
        ("2025-03-15T25:00+01:00", "no-such-time"),
        ("2025-03-15T18:00+23:00", "no-such-time"),
        ("20250315", "not-a-date"),
        ("tomorrow", "not-a-date"),
        ("", "not-a-date"),
        ("0000-01-01", "year-out-of-range"),
        ("9999-12-31", "year-out-of-range"),
        ("٢٠٢٥-٠٣-١٥", "not-a-date"),
    ],
)
def test_what_the_calendar_lacks_is_refused(written: str, code: str) -> None:
    assert refused(written).code == code


def test_a_time_without_offset_is_refused_and_the_offset_of_that_day_offered() -> None:
    assert refused("2025-03-15 18:00").values["near"] == "2025-03-15T18:00+01:00"
    assert refused("2025-07-15T18:00").values["near"] == "2025-07-15T18:00+02:00"
    assert refused("2025-07-15T18:00").code == "time-without-offset"


def test_a_date_in_another_order_is_offered_as_ours_unless_it_could_be_two() -> None:
    assert refused("15/03/2025").values["near"] == "2025-03-15"
    assert refused("15.3.2025").values["near"] == "2025-03-15"
    assert refused("2025-3-5").values["near"] == "2025-03-05"
    assert refused("04/03/2025").values["near"] == "", "fourth of March or third of April"


def test_progress_may_know_only_the_year_or_the_month() -> None:
    assert [checked_partial_day(text) for text in ("2027", "2027-07", "2027-07-14")] == [
        "2027",
        "2027-07",
        "2027-07-14",
    ]
    with pytest.raises(NotADate):
        checked_partial_day("2027-13")
