"""Ids of imported records are safe in addresses and never two for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawloom.collect.ids import is_prefix, record_id, safe_name, table_id
from lawloom.model.ids import is_slug


def test_a_number_stays_as_it_is_with_its_letter():
    assert record_id("cc", "", "69") == "cc-69"
    assert record_id("cc", "a", "12") == "cc-a12"
    assert record_id("de", "c", "515") == "de-c515"


def test_a_name_cannot_be_read_as_a_letter_and_a_number():
    assert record_id("cc", "", "a12") == "cc-xa12"
    assert record_id("cc", "a", "12") != record_id("cc", "", "a12")


def test_capitals_of_our_own_table_do_not_matter():
    assert table_id("cs", "A12") == table_id("cs", " a12") == "cs-a12"
    assert table_id("cs", "paper-3") == "cs-paper-3"


@pytest.mark.parametrize("hostile", ["../../etc/passwd", "CON", "a:b", "é", "x" * 300, "..", "%2e", "Loi", "‮", "a\nb"])
def test_a_hostile_id_is_made_safe(hostile):
    for made in (record_id("cc", "", hostile), record_id("cc", "a", hostile), table_id("cs", hostile)):
        assert is_slug(made)


def test_what_was_made_safe_is_not_the_id_of_something_else():
    assert safe_name(safe_name("É")) != safe_name("É")


@given(st.text(max_size=60), st.text(max_size=60))
def test_two_ids_never_become_one(one, other):
    assert is_slug(record_id("po", "", one))
    if one != other:
        assert record_id("po", "", one) != record_id("po", "", other)
        assert record_id("po", "a", one) != record_id("po", "s", other)


@pytest.mark.parametrize(("word", "fit"), [("cc", True), ("cc2", True), ("2c", False), ("gh", False), ("f", False),
                                           ("c-c", False), ("CC", False), ("", False), ("a" * 13, False)])  # fmt: skip
def test_a_prefix_is_a_short_word_that_nothing_else_uses(word, fit):
    assert is_prefix(word) is fit


def test_the_prefixes_that_pages_explain_are_those_of_the_formats() -> None:
    from importlib import import_module

    from lawloom.collect.importing import FORMATS, OWN_PREFIXES

    own = {import_module(f"lawloom.collect.{module}").FORMAT.prefix: name for name, module in FORMATS.items()}
    assert own == OWN_PREFIXES
