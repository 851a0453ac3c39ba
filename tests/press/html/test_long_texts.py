"""A long argument stands open as far as its first paragraphs; the rest is there, and opened by hand."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from lawloom.press.html.long_texts import OPEN, REST, in_two

LONG = "word " * 100
TAG = re.compile(r"<(/?)([a-z]+)[^>]*>")


def typed(html: str) -> Markup:
    return Markup(html)  # noqa: S704  as rendered


def is_whole(html: str) -> bool:
    """Whether everything that begins in it also ends in it."""
    open_: list[str] = []
    for closes, name in TAG.findall(html):
        if name == "br":
            continue
        if not closes:
            open_.append(name)
        elif not open_ or open_.pop() != name:
            return False
    return not open_


def test_a_long_text_is_cut_between_two_paragraphs():
    text = typed(f"<p>{LONG}</p>\n<p>{LONG}</p>\n<p>end</p>")
    assert in_two(text) == (f"<p>{LONG}</p>\n", f"<p>{LONG}</p>\n<p>end</p>")


def test_a_text_of_lines_is_cut_at_the_end_of_one():
    assert in_two(typed(f"<p>{LONG}<br>\n{LONG}</p>")) == (f"<p>{LONG}</p>", f"<p>{LONG}</p>")


def test_nothing_is_cut_inside_of_what_is_still_open():
    text = typed(f"<p><em>{LONG}<br>{LONG}</em><br>{LONG}</p>")
    assert in_two(text) == (f"<p><em>{LONG}<br>{LONG}</em></p>", f"<p>{LONG}</p>")


def test_a_short_rest_is_not_worth_a_fold():
    text = typed(f"<p>{LONG}</p><p>and no more</p>")
    assert in_two(text) == (text, "")


def test_a_text_that_begins_with_a_list_stays_as_it_is():
    text = typed(f"<ul><li>{LONG}</li></ul><p>{LONG}</p><p>{LONG}</p>")
    assert in_two(text) == (text, "")


PIECES = st.sampled_from(["<br>", "<br>\n", "<em>a b</em>", "<em>a<br>b</em>", "word " * 30, "</p>\n<p>", "x"])


@settings(deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_both_parts_are_whole_and_no_word_is_lost(pieces: list[str]):
    text = typed("<p>" + "".join(pieces) + "</p>")
    first, rest = in_two(text)
    assert is_whole(str(first))
    assert is_whole(str(rest))
    words = [" ".join(TAG.sub(" ", str(part)).split()) for part in (first + " " + rest, text)]
    assert words[0] == words[1]
    if rest:
        assert len(TAG.sub("", str(first))) >= OPEN
        assert len(TAG.sub("", str(rest))) >= REST
