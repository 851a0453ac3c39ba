"""Contributions united with others."""

from hypothesis import given
from hypothesis import strategies as st

from lawloom.tally.merges import follow, unite
from tally.builders import AGAINST, FOR, cast, day

ITEMS = ["a", "b", "c", "d", "e"]


def test_a_chain_of_merges_is_followed_to_its_end():
    assert follow({"a": "b", "b": "c"}, ITEMS).ends == {"a": "c", "b": "c"}


def test_contributions_merged_in_a_circle_stay_apart():
    found = follow({"a": "b", "b": "c", "c": "a", "d": "a"}, ITEMS)
    assert found.circles == (("a", "b", "c"),)
    assert found.ends == {"d": "a"}


def test_what_is_merged_into_nothing_stays_and_is_told():
    found = follow({"a": "zz", "b": "b", "zz": "a"}, ITEMS)
    assert found.ends == {}
    assert found.astray == (("a", "zz"), ("b", "b"))


def test_others_are_united_with_an_element_of_the_authors_and_it_with_none():
    found = follow({"a": "own", "own": "b", "b": "a"}, ITEMS, ["own"])
    assert found.ends == {"a": "own", "b": "own"}
    assert (found.circles, found.astray) == ((), ())


@given(st.dictionaries(st.sampled_from(ITEMS), st.sampled_from([*ITEMS, "zz"])), st.randoms(use_true_random=False))
def test_the_order_of_merges_changes_nothing_and_no_end_is_merged(merges, chance):
    found = follow(merges, ITEMS)
    shuffled = list(merges.items())
    chance.shuffle(shuffled)
    again = follow(dict(shuffled), ITEMS)
    assert (again.ends, again.circles, again.astray) == (found.ends, found.circles, found.astray)
    assert not set(found.ends.values()) & found.ends.keys()


def standing(**people):
    return {name: cast(by=name, stance=stance) for name, stance in people.items()}


def test_people_are_united_and_not_added():
    whole, conflicts = unite([standing(ana=FOR, ben=FOR), standing(ben=FOR, cleo=AGAINST)])
    assert {name: vote.stance for name, vote in whole.items()} == {"ana": FOR, "ben": FOR, "cleo": AGAINST}
    assert conflicts == frozenset()


def test_of_contradictory_stances_none_counts_however_many_agree():
    whole, conflicts = unite([standing(ana=FOR), standing(ana=AGAINST), standing(ana=FOR)])
    assert (whole, conflicts) == ({}, {"ana"})


def test_of_equal_stances_the_later_vote_gives_the_channel():
    early, late = cast(at=day(2), channel="paper"), cast(at=day(3), channel="github")
    assert unite([{"ana": early}, {"ana": late}])[0] == unite([{"ana": late}, {"ana": early}])[0] == {"ana": late}
