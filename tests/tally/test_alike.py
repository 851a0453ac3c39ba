"""Texts that say nearly the same are found by their letters, and others are not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawloom.model.contribution import Text
from lawloom.tally.alike import Alikes, alike, titles_alike


def among(*titles: str) -> dict[str, Text]:
    return {f"gh-{number}": Text(title=title) for number, title in enumerate(titles, 1)}


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
    texts = among("Solar lamps along the canal", other, "Benches at every bus stop", "Close the old quarry")
    assert alike("gh-1", texts) == ["gh-2"]


def test_a_common_word_makes_nothing_alike():
    texts = among("Lamps for the harbour", "Lamps cost too much money", "Fewer lamps, more stars")
    assert alike("gh-1", texts) == []


def test_the_same_words_under_another_title_are_alike():
    body = "Along the canal nobody sees where the path ends; last winter two people fell into the water."
    texts = {"gh-1": Text("A thought", body), "gh-2": Text("Please read", body + " Do something.")}
    assert alike("gh-1", texts) == ["gh-2"]


def test_too_short_a_text_is_like_none():
    assert alike("gh-1", among("Yes", "Yes", "")) == []


def test_each_pair_of_titles_is_told_once_and_the_first_that_came_first():
    titles = {"gh-7": "Solar lamps along the canal", "gh-3": "Solar lamps on the canal", "gh-5": "Benches at the stop"}
    assert list(titles_alike(titles)) == [("gh-7", "gh-3")]


@settings(deadline=None)
@given(st.lists(st.text(alphabet="abc ", min_size=4, max_size=30), max_size=12))
def test_the_quick_way_finds_the_same_pairs_of_titles_as_comparing_all(titles: list[str]):
    by_id = {f"gh-{number}": title for number, title in enumerate(titles)}
    every = [
        (one, other)
        for at, other in enumerate(by_id)
        for one in list(by_id)[:at]
        if alike(other, {one: Text(title=by_id[one]), other: Text(title=by_id[other])})
    ]
    assert sorted(titles_alike(by_id)) == sorted(every)


@pytest.mark.slow
def test_ten_thousand_texts_are_gone_through_in_seconds():
    words = ("lamp", "canal", "bench", "path", "stop", "tree", "wall", "door", "rain", "light", "school", "garden")
    texts = {
        f"gh-{n}": Text(" ".join(words[(n * step + step) % 12] for step in (3, 5, 7, 11)) + f" {n * n}", "x " * 50)
        for n in range(10_000)
    }
    began = time.process_time()
    known = Alikes(texts.items())
    for n in range(60):
        known.of(f"gh-{n}")
    assert time.process_time() - began < 60
