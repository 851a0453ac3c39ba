"""Titles that say nearly the same are found by their letters, and others are not."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawloom.tally import alike
from lawloom.tally.alike import titles_alike


def among(*titles: str) -> dict[str, str]:
    return {f"gh-{number}": title for number, title in enumerate(titles, 1)}


@pytest.mark.parametrize(
    "other",
    [
        "Solar lamps along the canal",
        "solar lamps along the Canal!",
        "Solar lamps along the old canal",
        "Sоlаr lаmps along the сanal",  # Cyrillic letters that look the same
        "Sólar lámps along the canal",
    ],
)
def test_titles_that_say_the_same_are_alike(other: str):
    titles = among("Solar lamps along the canal", other, "Benches at every bus stop", "Close the old quarry")
    assert list(titles_alike(titles)) == [("gh-1", "gh-2")]


def test_a_common_word_makes_nothing_alike():
    assert not list(
        titles_alike(among("Lamps for the harbour", "Lamps cost too much money", "Fewer lamps, more stars"))
    )


def test_too_short_a_title_is_like_none():
    assert not list(titles_alike(among("Yes", "Yes", "")))


def test_each_pair_of_titles_is_told_once_and_the_first_that_came_first():
    titles = {"gh-7": "Solar lamps along the canal", "gh-3": "Solar lamps on the canal", "gh-5": "Benches at the stop"}
    assert list(titles_alike(titles)) == [("gh-7", "gh-3")]


@settings(deadline=None)
@given(st.lists(st.text(alphabet="abc ", min_size=4, max_size=30), max_size=12))
def test_the_quick_way_finds_the_same_pairs_of_titles_as_comparing_each_two_alone(titles: list[str]):
    by_id = {f"gh-{number}": title for number, title in enumerate(titles)}
    every = [pair for pair in combinations(by_id, 2) if list(titles_alike({one: by_id[one] for one in pair})) == [pair]]
    assert sorted(titles_alike(by_id)) == sorted(every)


def test_what_very_many_titles_share_leads_to_no_comparison_and_a_rare_pair_is_found_among_them(monkeypatch):
    compared = 0
    share = alike._share

    def counted(one: frozenset[str], other: frozenset[str]) -> tuple[int, int]:
        nonlocal compared
        compared += 1
        return share(one, other)

    monkeypatch.setattr(alike, "_share", counted)
    many = {f"gh-{n}": f"Proposal to mend street {chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(600)}
    many |= {"gh-x": "Zeppelin quays blossom", "gh-y": "zeppelin quays blossoms"}
    assert ("gh-x", "gh-y") in set(titles_alike(many))
    assert compared < 602 * 60
