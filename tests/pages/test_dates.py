"""Days in words, as people of each language write them."""

from __future__ import annotations

import pytest

from lawloom.pages import dates


@pytest.mark.parametrize(
    ("written", "language", "words"),
    [
        ("2027-03-18", "en", "18 March 2027"),
        ("2027-03-18 19:00", "en", "18 March 2027, 19:00"),
        ("2027-03-18T19:00", "en-GB", "18 March 2027, 19:00"),
        ("2027-06", "en", "June 2027"),
        ("in spring", "en", "in spring"),
        ("2027-13-01", "en", "2027-13-01"),
    ],
)
def test_a_day_is_told_in_words_and_anything_else_as_it_was_written(written, language, words):
    assert dates.in_words(written, language) == words


def test_a_day_is_the_local_one_and_a_close_is_its_last_day():
    assert dates.first_day("2027-03-30T22:00:00Z", "Europe/Zurich") == "2027-03-31"
    assert dates.last_day("2027-03-30T22:00:00Z", "Europe/Zurich") == "2027-03-30"
