"""Dates of exports become UTC instants, thousandths where the source has them."""

import contextlib
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawloom.collect.dates import Moment, UnreadableDateError, local_date, read_epoch, read_moment
from lawloom.model.instant import moment

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("written", "time", "ms"),
    [
        ("2015-09-26T02:27:57+0200", "2015-09-26T00:27:57Z", None),
        ("2015-09-26T02:27:57.451+02:00", "2015-09-26T00:27:57Z", 451),
        ("2019-01-16 11:05:18 +0100", "2019-01-16T10:05:18Z", None),
        ("2019-01-16 11:05:18 UTC", "2019-01-16T11:05:18Z", None),
        ("2019-01-16T11:05Z", "2019-01-16T11:05:00Z", None),
        ("2019/1/6 1:05", "2019-01-06T00:05:00Z", None),
        ("2019-07-16", "2019-07-15T22:00:00Z", None),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z", None),
        ("2019-01-16T11:05:18.9", "2019-01-16T10:05:18Z", 900),
    ],
)
def test_a_date_is_read_in_any_usual_writing(written, time, ms):
    assert read_moment(written, PARIS)[0] == Moment(time, ms)


def test_a_date_without_offset_is_said_to_be_one():
    assert read_moment("2019-01-16 11:05:18", PARIS)[1]
    assert not read_moment("2019-01-16 11:05:18Z", PARIS)[1]


@pytest.mark.parametrize(
    "written",
    [
        *("", "yesterday", "2019-02-30", "2019-13-01", "16/01/2019", "2019-01-16T25:00Z", "2019-01-16T10:00+99:00"),
        *("0000-01-01", "1015-09-26", "9999-12-31T23:59:59-23:59", "2019-01-16T10:00:00Z trailing", "٢٠١٩-٠١-١٦"),
    ],
)
def test_what_is_no_date_is_refused(written):
    with pytest.raises(UnreadableDateError):
        read_moment(written, PARIS)


def test_an_epoch_is_seconds_or_thousandths_by_its_size():
    assert read_epoch("1500232652930") == Moment("2017-07-16T19:17:32Z", 930)
    assert read_epoch("1500232652") == Moment("2017-07-16T19:17:32Z")


@pytest.mark.parametrize("written", ["", "-1", "0", "1.5e12", "9" * 30, "²", "15002326529301111"])
def test_what_is_no_epoch_is_refused(written):
    with pytest.raises(UnreadableDateError):
        read_epoch(written)


@given(st.integers(1, 253_402_300_799_999))
def test_every_epoch_is_the_moment_that_the_calendar_gives(number):
    read = read_epoch(str(number))
    assert moment(read.time).timestamp() == (number // 1000 if number >= 10**11 else number)


@given(st.text(max_size=30))
def test_no_text_whatever_is_more_than_refused(written):
    with contextlib.suppress(UnreadableDateError):
        read_moment(written, PARIS)


def test_a_day_is_the_local_one():
    assert local_date("2019-01-16T23:30:00Z", PARIS) == "2019-01-17"
