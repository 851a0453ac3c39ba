"""An amendment against the text as it stands: whether it fits, what merging gives, and who wants the same words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from lawloom.bill.drafting.amending import Standing, groups, rivals, seen
from patience import patience

TEXT = (
    "Article 1. Flags\n\n(1) A flag is up by *nine* o’clock, if the water is fit.\n\n"
    "(2) Without a measurement there is none."
)


def test_what_fits_gives_the_text_that_was_proposed() -> None:
    after = TEXT.replace("*nine*", "seven").replace("measurement", "sample of that morning")
    found = seen(TEXT, after, TEXT)
    assert (found.standing, found.merged) == (Standing.FITS, after)
    assert len(found.ranges) == 2


@pytest.mark.parametrize(
    "after", ["All day long.", "It burns day long.", "It burns all day long, and\nnight.", "Never"]
)
def test_what_fits_gives_the_proposed_text_to_the_last_blank(after: str) -> None:
    before = "It burns all day long."
    assert seen(before, after, before).merged == after


def test_what_was_changed_elsewhere_is_kept_when_merging() -> None:
    after, today = TEXT.replace("*nine*", "seven"), TEXT.replace("there is none", "there is no flag at all")
    found = seen(TEXT, after, today)
    assert found.standing is Standing.MERGES
    assert found.merged == today.replace("*nine*", "seven")


def test_an_article_with_another_number_and_ids_that_were_written_in_fits_still() -> None:
    before = "Article L. 212-1. Temps du repas\n\nChaque enfant dispose de quarante minutes."
    today = before.replace("212-1", "212-2") + " {#chaque-enfant}"
    found = seen(before, before.replace("quarante", "cinquante"), today)
    assert (found.standing, found.merged) == (Standing.FITS, today.replace("quarante", "cinquante"))
    assert seen(before, None, today).standing is Standing.FITS
    other = today.replace("Temps du repas", "Durée")
    assert seen(before, before.replace("quarante", "cinquante"), other).standing is Standing.MERGES


def test_words_that_were_changed_are_a_conflict() -> None:
    found = seen(TEXT, TEXT.replace("*nine*", "seven"), TEXT.replace("*nine*", "eight"))
    assert (found.standing, found.merged) == (Standing.CONFLICT, None)
    assert len(found.ranges) == 1


def test_a_text_that_says_it_already_needs_no_merging() -> None:
    after = TEXT.replace("*nine*", "seven")
    assert seen(TEXT, after, after).standing is Standing.DONE
    assert seen(TEXT, after, after.replace("none", "no flag")).standing is Standing.DONE


@pytest.mark.parametrize(
    ("before", "after", "today", "standing"),
    [
        (None, "New.", None, Standing.NEW),
        (None, "New.", "New.", Standing.DONE),
        (None, "New.", "Other.", Standing.CONFLICT),
        ("Old.", None, "Old.", Standing.FITS),
        ("Old.", None, None, Standing.DONE),
        ("Old.", "New.", None, Standing.GONE),
        (None, None, "Old.", Standing.UNKNOWN),
    ],
)
def test_articles_that_come_and_go(
    before: str | None, after: str | None, today: str | None, standing: Standing
) -> None:
    assert seen(before, after, today).standing is standing


def test_words_put_between_others_or_taken_away_keep_the_blanks_around_them() -> None:
    for after in (
        TEXT.replace("if the water", "but only if the water"),
        TEXT.replace(", if the water is fit", ""),
        f"Before. {TEXT}",
        f"{TEXT} After.",
        TEXT.replace("(2) Without a measurement there is none.", ""),
    ):
        assert str(seen(TEXT, after, TEXT).merged).split() == after.split()


def test_rivals_are_those_on_the_same_words_not_merely_in_the_same_article() -> None:
    wanted = {
        "a": TEXT.replace("*nine*", "seven"),
        "b": TEXT.replace("by *nine* o’clock", "at dawn"),
        "c": TEXT.replace("there is none", "there is no flag"),
        "d": TEXT.replace("flag is", "blue flag is"),
    }
    pairs = rivals({id: seen(TEXT, after, TEXT).ranges for id, after in wanted.items()})
    assert pairs == {"a": frozenset("b"), "b": frozenset("a")}
    assert groups(pairs, ["d", "b", "c", "a"]) == [["d"], ["b", "a"], ["c"]]


def test_rivals_are_found_when_one_of_them_was_adopted() -> None:
    today = TEXT.replace("*nine*", "seven")
    ranges = {"a": seen(TEXT, today, today).ranges, "b": seen(TEXT, TEXT.replace("*nine*", "eight"), today).ranges}
    assert rivals(ranges) == {"a": frozenset("b"), "b": frozenset("a")}


def test_two_words_put_in_at_the_same_place_are_rivals() -> None:
    ranges = {
        id: seen(TEXT, TEXT.replace("A flag", f"A {word} flag"), TEXT).ranges
        for id, word in (("a", "blue"), ("b", "red"))
    }
    assert rivals(ranges) == {"a": frozenset("b"), "b": frozenset("a")}


_WORDS = st.lists(st.sampled_from(["a", "b", "c", ".", "\n", "é"]), max_size=12).map(" ".join)


@given(_WORDS, _WORDS, _WORDS)
@settings(deadline=None, max_examples=examples(200))
def test_any_three_texts_have_a_standing_and_what_fits_gives_what_was_proposed(old: str, new: str, now: str) -> None:
    found = seen(old, new, old)
    assert found.standing in (Standing.FITS, Standing.DONE)
    if found.merged is not None:
        assert found.merged.split() == new.split()
    for start, end in seen(old, new, now).ranges:
        assert 0 <= start <= end <= len(now.split())


@pytest.mark.slow
def test_long_articles_of_few_words_take_no_time() -> None:
    with patience():
        text = "one two " * 8_000
        assert seen(text, f"{text}three", f"zero {text}").standing is Standing.MERGES
