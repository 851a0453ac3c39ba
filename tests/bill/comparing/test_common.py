"""What two sequences have in common is as long as it can be, in a time that no sequence makes explode."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from lawloom.bill.comparing import common
from lawloom.bill.comparing.common import common as pairs_of
from lawloom.bill.comparing.common import rising
from patience import patience


def longest(a: str, b: str) -> int:
    """The usual table, cell by cell."""
    row = [0] * (len(b) + 1)
    for x in a:
        before = row
        row = [0]
        for j, y in enumerate(b):
            row.append(before[j] + 1 if x == y else max(before[j + 1], row[j]))
    return row[-1]


def is_common(pairs: list[tuple[int, int]], a: str, b: str) -> bool:
    rises = all(i < k and j < m for (i, j), (k, m) in pairwise(pairs))
    return rises and all(a[i] == b[j] for i, j in pairs)


WORDS = st.text("abcde", max_size=40)


@given(WORDS, WORDS)
def test_it_is_a_longest_common_subsequence(a: str, b: str) -> None:
    pairs = pairs_of(a, b)
    assert is_common(pairs, a, b)
    assert len(pairs) == longest(a, b)


@settings(max_examples=examples(15))
@given(st.text("ab", min_size=300, max_size=500), st.text("ab", min_size=300, max_size=500))
def test_it_is_a_longest_one_over_many_kept_rows(a: str, b: str) -> None:
    pairs = pairs_of(a, b)
    assert is_common(pairs, a, b)
    assert len(pairs) == longest(a, b)


@given(st.text("abcdefghij", max_size=60), st.text("abcdefghij", max_size=60))
def test_too_large_a_table_still_gives_a_common_subsequence(a: str, b: str) -> None:
    largest, common.LARGEST_TABLE = common.LARGEST_TABLE, 20
    try:
        assert is_common(pairs_of(a, b), a, b)
    finally:
        common.LARGEST_TABLE = largest


@given(st.permutations(range(9)))
def test_rising_places_are_as_many_as_there_can_be(numbers: list[int]) -> None:
    found = [numbers[place] for place in rising(numbers)]
    assert found == sorted(found)
    assert len(found) == longest("".join(map(str, numbers)), "012345678")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (["word"] * 20_000, ["word"] * 19_000),
        (["a", "b"] * 10_000, ["b", "a", "a", "b"] * 5_000),
        (["a", "b"] * 10_000, ["a"] * 10_000 + ["b"] * 10_000),
    ],
)
def test_repetition_does_not_explode(a: list[str], b: list[str]) -> None:
    with patience():
        pairs_of(a, b)


@pytest.mark.parametrize("alphabet", [2, 40, 3_000])
def test_huge_sequences_are_cut_and_lose_next_to_nothing(alphabet: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(alphabet)  # noqa: S311  the same each time
    a = [chance.randrange(alphabet) for _ in range(6_000)]
    b = [chance.randrange(alphabet) if chance.random() < 0.05 else sign for sign in a]
    most = len(pairs_of(a, b))
    monkeypatch.setattr(common, "LARGEST_TABLE", 1_000_000)
    pairs = pairs_of(a, b)
    assert all(i < k and j < m for (i, j), (k, m) in pairwise(pairs))
    assert all(a[i] == b[j] for i, j in pairs)
    assert len(pairs) >= 0.98 * most


def test_what_is_the_same_but_for_insertions_is_all_found_however_long_it_is() -> None:
    a = ["same"] * 60_000
    b = [*a[:20_000], "new", *a[20_000:50_000], "newer", *a[50_000:]]
    assert len(pairs_of(a, b)) == 60_000
