"""What a synthesis says is held against the record: words, figures, ids."""

from __future__ import annotations

import pytest

from lawloom.model.contribution import Text
from lawloom.synthesis.proof import Record, is_verbatim, problems_of

BODY = """\
It's the **first tram**, not the last one on Sunday,
that wakes the children. I am unable to sleep; I sleep in the kitchen.
"""
TEXTS = {"cs-12": Text(title="The first tram", body=BODY), "cs-13": None, "cs-14": None}
FIGURES = {"cs-12": {"for": 97, "against": 7, "mixed": None}}


def record() -> Record:
    return Record(
        exists=TEXTS.__contains__,
        text=TEXTS.get,
        erased=lambda id: id == "cs-13",
        figures=lambda id: FIGURES.get(id, {}),
    )


def told(text, first_line=1):
    return [(one.place.line, one.code) for one in problems_of(text, "s.md", record(), first_line)]


TRUE = """\
It had [#cs-12: 97 for, 7 against].

> It’s the first tram, not the last one […] that wakes the children. [#cs-12]

Someone “sleeps” badly: “I sleep in the kitchen” [#cs-12]. “Whatever was erased” [#cs-13].
"""


def test_what_is_true_passes():
    assert told(TRUE) == []


@pytest.mark.parametrize(
    ("was", "now", "line", "code"),
    [
        ("97 for", "98 for", 1, "figure-changed"),
        ("97 for", "97 pour", 1, "figure-word"),
        ("97 for", "3 mixed", 1, "figure-unknown"),
        ("97 for", "many for", 1, "figure-unreadable"),
        ("#cs-12: 97", "#cs-12, #cs-13: 97", 1, "figure-of-several"),
        ("children. [#cs-12]", "child. [#cs-12]", 3, "quote-altered"),
        ("the last one […] that", "the last one that", 3, "quote-altered"),
        ("“I sleep", "“I slept", 5, "quote-altered"),
        ("“I sleep", "“i sleep", 5, "quote-altered"),
        ("kitchen” [#cs-12]", "kitchen” [#cs-99]", 5, "citation-unknown"),
        ("kitchen” [#cs-12]", "kitchen” [#cs-14]", 5, "quote-hidden"),
    ],
)
def test_one_changed_word_figure_or_id_is_named_with_its_line(was, now, line, code):
    changed = TRUE.replace(was, now)
    assert changed != TRUE
    assert told(changed) == [(line, code)]
    assert told(changed, 11) == [(line + 10, code)]


@pytest.mark.parametrize(
    "quote",
    [
        "the first tram, not the last one",
        "**first tram**",
        "The first tram",
        "It's the first tram […] that wakes the children.",
        "not the last one on Sunday, that wakes",
    ],
)
def test_white_space_marks_and_markdown_make_no_difference(quote):
    assert is_verbatim(quote, TEXTS["cs-12"])


@pytest.mark.parametrize(
    "quote",
    [
        "able to sleep",  # cut out of "unable"
        "It's the first tram […] sleep",  # a piece too short to stand alone
        "that wakes the children [...] It's the first tram",  # the other way round
        "the first train",
        "[…]",
        "  ",
    ],
)
def test_words_that_were_not_said_so_are_no_quote(quote):
    assert not is_verbatim(quote, TEXTS["cs-12"])
