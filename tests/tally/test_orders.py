"""Most supported, most discussed, most divided: by stated figures, ties by stated order."""

import math
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from lawloom.tally.discussed import discussed
from lawloom.tally.divided import divided, division
from lawloom.tally.supported import DIGITS, lower_bound, supported
from tally.builders import an_item


def wilson(f, n, z=1.96):
    share = f / n
    middle = share + z * z / (2 * n)
    return (middle - z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))) / (1 + z * z / n)


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_lower_bound_is_wilsons(figures):
    f, n = figures
    assert math.isclose(lower_bound(f, n) / 10**DIGITS, wilson(f, n), abs_tol=1e-9)


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_one_more_vote_for_never_lowers_the_bound_and_one_against_never_raises_it(f, against):
    n = f + against
    assert lower_bound(f + 1, n + 1) >= lower_bound(f, n)
    assert lower_bound(f, n + 1) <= lower_bound(f, n)


def test_a_raw_share_of_few_does_not_come_before_a_great_share_of_many():
    few, many = an_item("cc-1", **{"for": 3, "against": 0}), an_item("cc-2", **{"for": 290, "against": 10})
    assert supported([few, many]) == ("cc-2", "cc-1")


def test_who_hesitates_does_not_support():
    sure, unsure = an_item("cc-1", **{"for": 9, "against": 1}), an_item("cc-2", **{"for": 9, "mixed": 9, "against": 1})
    passed = an_item("cc-3", **{"for": 9, "pass": 20, "against": 1})
    assert supported([passed, unsure, sure]) == ("cc-1", "cc-2", "cc-3")


def test_where_only_support_is_known_its_number_decides_and_unknown_comes_last():
    items = [
        an_item("cc-1"),
        an_item("cc-2", support=4),
        an_item("cc-3", support=40),
        an_item("cc-4", **{"for": 1, "against": 1}),
        an_item("cc-5", **{"for": 0, "mixed": 0, "against": 0}),
    ]
    assert supported(items) == ("cc-4", "cc-5", "cc-3", "cc-2", "cc-1")


def test_ties_are_broken_by_more_votes_and_then_by_the_id():
    items = [
        an_item("cc-2", **{"for": 0, "against": 3}),
        an_item("cc-10", **{"for": 0, "against": 3}),
        an_item("cc-3", **{"for": 0, "against": 9}),
    ]
    assert supported(items) == ("cc-3", "cc-10", "cc-2")


def test_the_most_discussed_has_the_most_answers_whatever_its_votes():
    items = [
        replace(an_item("cc-1", **{"for": 99}), discussion=2),
        replace(an_item("cc-2"), discussion=7),
        an_item("cc-0"),
    ]
    assert discussed(items) == ("cc-2", "cc-1", "cc-0")


def test_the_most_divided_has_many_on_both_sides_that_come_close():
    items = [
        an_item("cc-1", **{"for": 1000, "against": 100}),
        an_item("cc-2", **{"for": 90, "against": 90}),
        an_item("cc-3", **{"for": 900, "against": 800, "mixed": 5}),
        an_item("cc-4", **{"for": 5000, "against": 0}),
        an_item("cc-5", support=12),
        an_item("cc-6"),
    ]
    assert divided(items) == ("cc-3", "cc-2", "cc-1", "cc-4", "cc-5", "cc-6")


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_division_does_not_ask_which_side_is_which(a, b):
    assert division(a, b) == division(b, a) <= min(a, b) * 10**12


known = st.dictionaries(st.sampled_from(["for", "mixed", "against", "pass", "support", "signature"]), st.integers(0, 5))


@given(st.lists(known, max_size=8), st.randoms(use_true_random=False))
def test_any_order_of_the_items_gives_the_same_orders(totals, chance):
    items = [replace(an_item(f"cc-{n}", **total), discussion=n % 3) for n, total in enumerate(totals)]
    shuffled = items[:]
    chance.shuffle(shuffled)
    for order in (supported, discussed, divided):
        assert order(shuffled) == order(items)
        assert sorted(order(items)) == sorted(item.id for item in items)


def test_what_came_late_stands_after_all_others_in_every_order():
    late = replace(an_item("cc-1", **{"for": 290, "against": 200}), late=True, discussion=9)
    bare = an_item("cc-2")
    for order in (supported, discussed, divided):
        assert order([late, bare]) == ("cc-2", "cc-1")


@given(keys=st.sets(st.integers(0, 60), min_size=1), data=st.data())
def test_an_item_whose_key_changed_finds_its_place_from_wherever_it_stood(keys, data):
    from lawloom.tally import one_more

    order = sorted(keys)
    at = data.draw(st.integers(0, len(order) - 1))
    key = data.draw(st.integers(-1, 61).filter(lambda one: one not in keys))
    rest = [str(one) for one in order if one != order[at]]
    place = one_more._place(rest, key, at, int)
    assert [*map(int, rest[:place]), key, *map(int, rest[place:])] == sorted([*map(int, rest), key])
