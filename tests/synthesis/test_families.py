"""Arguments that say alike are read once; what merely shares a word stays alone."""

from __future__ import annotations

import random

import pytest

pytest.importorskip("numpy", reason="the extra `analysis` is not installed")

from lawloom.synthesis.families import AT_ONCE, families

COST = [
    "The night tariff is too expensive for families with a small income.",
    "Families with a small income cannot pay such an expensive night tariff.",
    "An expensive night tariff shuts out families whose income is small.",
]
SLEEP = [
    "Lorries that deliver before six wake the children of our street.",
    "Our children are woken by lorries that deliver before six in the street.",
    "Before six, lorries deliver in our street and the children wake up.",
]
OTHERS = [
    "Nurses come home late.",
    "A fine helps nobody.",
    "The mayor promised trees.",
    "Old windows rattle in winter.",
    "Bars need guests to survive.",
    "Police answer slowly.",
    "Tourists do not know the rules.",
    "Insulation lasts for decades.",
]


def told(texts: dict[str, str]) -> set[frozenset[object]]:
    return {frozenset(one.members) for one in families(texts, language="en")}


def a_side() -> dict[str, str]:
    return {f"a-{at}": text for at, text in enumerate([*COST, *SLEEP, *OTHERS])}


def test_arguments_that_say_alike_are_of_one_family_and_the_rest_stand_alone():
    found = told(a_side())
    assert {frozenset({"a-0", "a-1", "a-2"}), frozenset({"a-3", "a-4", "a-5"})} <= found
    assert len(found) == 2 + len(OTHERS)


def test_a_family_is_told_by_its_words_and_by_one_of_its_own_arguments():
    largest = families(a_side(), language="en")[0]
    assert largest.says in largest.members
    assert len(largest.terms) == 5
    assert {"expensive", "tariff"} & {*largest.terms} or {"lorries", "deliver"} & {*largest.terms}


def test_who_stands_alone_has_no_words_in_common_with_others():
    assert {one.terms for one in families(a_side(), language="en") if len(one.members) == 1} == {()}


def test_of_few_texts_only_copies_are_united():
    few = dict(list(a_side().items())[:6])
    assert {len(one) for one in told(few)} == {1}
    assert frozenset({"a-0", "copy"}) in told(few | {"copy": COST[0].upper()})


def test_a_copy_follows_the_text_it_copies():
    found = told(a_side() | {"copy": COST[1].replace(".", "!")})
    assert frozenset({"a-0", "a-1", "a-2", "copy"}) in found


def test_a_campaign_does_not_draw_others_into_its_family():
    """Many copies count once where it is told how alike two groups are."""
    alone, with_copies = told(a_side()), told(a_side() | {f"copy-{at}": COST[0] for at in range(40)})
    assert {frozenset(key for key in one if not str(key).startswith("copy")) for one in with_copies} == alone


def test_the_order_of_arrival_changes_nothing_but_the_order_of_members():
    texts = a_side() | {"copy": SLEEP[2].upper()}
    first = families(texts, language="en")
    for seed in range(5):
        rows = list(texts.items())
        random.Random(seed).shuffle(rows)  # noqa: S311  a fixed order, no secret
        again = families(dict(rows), language="en")
        assert [(one.says, {*one.members}, one.terms) for one in again] == [
            (one.says, {*one.members}, one.terms) for one in first
        ]


def test_every_argument_is_in_one_family_even_where_nothing_can_be_read():
    texts = a_side() | {"empty": "", "signs": "!!!", "also": "???"}
    members = [key for one in families(texts, language="en") for key in one.members]
    assert sorted(members) == sorted(texts)
    assert families({}, language="en") == ()


@pytest.mark.slow
@pytest.mark.parametrize("at_once", [150, pytest.param(AT_ONCE, marks=pytest.mark.long)])
def test_more_arguments_than_are_compared_at_once_are_grouped_too(monkeypatch, at_once):
    monkeypatch.setattr("lawloom.synthesis.families.AT_ONCE", at_once)
    words = [f"word{at}" for at in range(400)]
    pick = random.Random(7)  # noqa: S311  always the same texts, no secret
    texts = {f"x-{at}": " ".join(pick.sample(words, 8)) for at in range(at_once + 300)}
    texts |= {f"same-{at}": " ".join(reversed(words[: 9 + at % 2])) for at in range(4)}
    found = told(texts)
    assert sorted(str(key) for one in found for key in one) == sorted(texts)
    assert frozenset({"same-0", "same-2"}) in found or any({"same-0", "same-2"} <= one for one in found)
