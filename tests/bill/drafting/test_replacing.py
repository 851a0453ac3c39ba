"""Words copied from a page, put into the place of others in the Markdown behind it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from lawloom.bill.drafting.replacing import NOWHERE, replacement

TEXT = (
    "Article 2. Register\n\n"
    "(1) Every hive stands by *nine* in a register, as [Article 1](#meant) says.[^1]\n\n"
    "(2) L’**outil** dit : «\u00a0le nid\u00a0» ; *vite* fait\\_bien, 2.5 m.\n\n"
    "- (a) where it stands,\n- whose `hive` it is.\n\n"
    "| park | 50 |\n| roof | 10 |\n\n[^1]: note here."
)


@pytest.mark.parametrize(
    ("quote", "instead", "was", "now"),
    [
        ("as Article 1 says", "as said", "as [Article 1](#meant) says", "as said"),
        ("[Article 1](#meant) says", "it says", "[Article 1](#meant) says", "it says"),
        ("[Article 1](#meant)", "[Article 9](#nine)", "[Article 1](#meant)", "[Article 9](#nine)"),
        ("Article 1", "Article 9", "[Article 1]", "[Article 9]"),
        ("as Article", "like Article", "as [Article", "like [Article"),
        ("1 says.", "2 wants.", "[Article 1](#meant) says.", "Article 2 wants."),
        ("in a register, as Article 1 says.", "anywhere.", "in a register, as [Article 1](#meant) says.", "anywhere."),
        ("by nine in", "at dawn in", "by *nine* in", "at dawn in"),
        ("L'outil dit", "Il dit", "L’**outil** dit", "Il dit"),
        ("outil dit", "engin dit", "**outil** dit", "**engin** dit"),
        ("outil dit", "engin fait", "**outil** dit", "engin fait"),
        ("**outil**", "**engin**", "**outil**", "**engin**"),
        ("outil", "**engin**", "**outil**", "**engin**"),
        ("« le nid »", "« l’abri »", "le nid\u00a0»", "l’abri\u00a0»"),
        ("vite fait_bien", "lent", "*vite* fait\\_bien", "lent"),
        ("| park | 50 |", "| park | 70 |", "| park | 50 |", "| park | 70 |"),
        ("park 50", "park 70", "park | 50", "park | 70"),
        ("(a) where it stands,", "(a) where it is,", "(a) where it stands,", "(a) where it is,"),
        ("“where it stands”", "“where it lies”", "where it stands", "where it lies"),
        ("where it stands", "", " where it stands", ""),
        ("it stands", "", " it stands", ""),
        ("where it stands, whose hive", "where the hive", "where it stands,\n- whose `hive`", "where the `hive`"),
        ("- whose", "- which", "- whose", "- which"),
        ("WHERE IT STANDS", "there", "where it stands", "there"),
        ("stands by\nnine", "lies at\tnine", "stands by *nine*", "lies at *nine*"),
        ("wh\u00adere it", "there it", "where it", "there it"),
        ("Register", "List", "2. Register", "2. List"),
        ("every hive stands by nine in", "every box stands by nine in", "Every hive", "Every box"),
        ("register, as Article 1 says.", "book, as Article 1 says.", "a register, as [A", "a book, as [A"),
        ("L'outil dit : « le nid »", "L'outil dit : « le toit »", "le nid\u00a0", "le toit\u00a0"),
        ("it stands, whose", "it stands; whose", "it stands,\n- whose", "it stands; whose"),
        ("where it stands", "where it now stands", "where it stands", "where it now stands"),
        ("where it stands", "where stands", "where it stands", "where stands"),
        ("where it stands", "where it stands", "where it stands", "where it stands"),
        ("park | 50", "park and 50", "park | 50", "park and 50"),
    ],
)
def test_words_are_replaced_whatever_marks_they_have(quote: str, instead: str, was: str, now: str) -> None:
    assert TEXT.count(was) == 1
    assert replacement(TEXT, quote, instead).text == TEXT.replace(was, now)


@pytest.mark.parametrize(
    ("quote", "times"), [("hive", 2), ("stands", 2), ("never said", 0), ("*", 0), ("", 0), ("5", 0), ("meant", 0)]
)
def test_words_that_stand_nowhere_or_in_several_places_are_left(quote: str, times: int) -> None:
    found = replacement(TEXT, quote, "x")
    assert (found.times, found.text) == (times, None)
    assert replacement("", quote, "x") == NOWHERE


_MARKDOWN = st.text(st.sampled_from("ab 1.,*_`[]()#|{}\n’'ü<>/^!"), max_size=60)


@given(_MARKDOWN, _MARKDOWN, _MARKDOWN)
@settings(deadline=None, max_examples=examples(200))
def test_whatever_is_quoted_what_stands_far_around_it_is_kept(before: str, quote: str, after: str) -> None:
    text = f"Firstly {before}\n\nmiddle {quote} middle\n\n{after} lastly"
    found = replacement(text, f"middle {quote} middle", "CHANGED")
    assert found.times >= 1
    if found.text is not None:
        assert "CHANGED" in found.text
        assert found.text.startswith("Firstly") and found.text.endswith("lastly")


_PLAIN = st.text(st.sampled_from("ab 1.,()’'-\n"), max_size=40)


@given(_PLAIN, _PLAIN, _PLAIN, _PLAIN)
@settings(deadline=None, max_examples=200)
def test_whatever_both_say_the_words_are_those_that_were_asked_for(a: str, quote: str, instead: str, z: str) -> None:
    found = replacement(f"{a} first {quote} last {z}", f"first {quote} last", f"first {instead} last")
    assert found.text is not None
    asked = f"{a} first {instead} last {z}"
    assert re.findall(r"\w+", found.text) == re.findall(r"\w+", asked)
