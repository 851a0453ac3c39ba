"""Titles and names on one line: what an eye cannot see is gone, what is endless is cut."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawloom.press.html import oneline
from lawloom.press.html.oneline import plain, words


def test_markup_in_a_title_is_shown_as_typed():
    assert str(plain("<b>Bold</b> & 'more'")) == "&lt;b&gt;Bold&lt;/b&gt; &amp; &#39;more&#39;"


@pytest.mark.parametrize(
    "text", ["", "   ", "\u200b\u200b", "\u3164", "\u2800 \u2800", "\u0301\u0301", "\ufe0f", "\x00"]
)
def test_a_title_that_nobody_can_see_is_empty(text):
    assert plain(text) == ""


def test_a_long_title_is_cut_at_two_hundred_letters_and_marks_are_not_letters():
    assert words("e\u0301" * 250) == "e\u0301" * 200 + "…"
    assert words("x" * 250) == "x" * 200 + "…"


def test_a_letter_carries_few_marks():
    assert len(words("Z" + "\u0336" * 20_000)) <= 8


def test_lines_become_one_and_french_spaces_stay():
    assert words("Titre\n sur  deux\tlignes\u202f!") == "Titre sur deux lignes\u202f!"


def test_a_right_to_left_title_is_kept():
    assert words("حق النوم") == "حق النوم"


def test_a_title_that_turns_the_direction_around_is_straightened():
    assert words("invoice\u202egnp.exe") == "invoicegnp.exe"


@given(st.text())
def test_no_control_or_format_character_comes_through(text):
    assert not {unicodedata.category(one) for one in words(text)} & {"Cc", "Cf", "Cs"}
    assert "<" not in str(plain(text))


@given(
    st.text(st.sampled_from("ab é—語  \n\t\u00a0\u0301\u200b\U0001f1eb"), min_size=5, max_size=60), st.integers(1, 12)
)
def test_a_long_text_is_cut_where_a_look_at_each_letter_cuts_it(text, longest):
    assert oneline.words(text, longest) == oneline._kept(text, longest)
