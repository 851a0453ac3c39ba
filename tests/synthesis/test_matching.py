"""A text finds the statement it makes among a few."""

from __future__ import annotations

import pytest

pytest.importorskip("sklearn", reason="the extra `analysis` is not installed")

from lawloom.synthesis import match

STATEMENTS = ["Night trains save energy", "Night trains cost too much", "Stations are not safe at night"]


def test_the_statement_that_a_text_makes_is_the_likest():
    found = match(
        {"a": "They need less energy than planes", "b": "The cost is high", "c": "My station was never safe"},
        STATEMENTS,
        language="en",
    )
    assert [found[key][0].statement for key in ("a", "b", "c")] == [0, 1, 2]
    assert all(len(matches) == 3 for matches in found.values())


def test_of_equals_the_one_that_stands_first_is_taken():
    (matches,) = match(["..."], STATEMENTS, language="en").values()
    assert [one.statement for one in matches] == [0, 1, 2]
    assert {one.likeness for one in matches} == {0.0}


def test_the_order_of_the_texts_changes_nothing():
    texts = {"a": "energy", "b": "cost of energy", "c": "safe at night"}
    assert match(texts, STATEMENTS, language="en") == match(dict(reversed(texts.items())), STATEMENTS, language="en")


def test_without_a_statement_there_is_nothing_to_match():
    with pytest.raises(ValueError, match="one statement"):
        match(["fish"], [], language="en")
