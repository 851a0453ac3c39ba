"""Who stands behind an argument, and how balanced and how contested a thing is: plain values in, plain values out."""

from __future__ import annotations

from typing import Any

import pytest

from lawloom.model.contribution import Side
from lawloom.model.findings import ArgumentFamily
from lawloom.synthesis.argument_map import Argument, Weighed, argument_map, loose


def argument(id: str, side: Side = Side.FOR, by: str | None = "", **more: Any) -> Argument:
    more["supporters"] = frozenset(more.pop("supporters", ()))
    return Argument(id, more.pop("on", "dim"), side, id if by == "" else by, **more)


def one(*arguments: Argument, found: tuple[ArgumentFamily, ...] = ()) -> Weighed:
    return argument_map(arguments, found)["dim"]


def members(weighed: Weighed) -> list[tuple[str, ...]]:
    return [family.members for family in weighed.for_.families]


def test_who_writes_two_and_supports_a_third_is_one_person():
    voices = one(
        argument("a", by="ana"), argument("b", by="ana"), argument("c", by="ben", supporters=["ana"])
    ).for_.voices
    assert (voices.arguments, voices.people, voices.unnamed, voices.counted) == (3, 2, 0, 0)


def test_what_came_as_a_total_or_without_an_author_stays_apart_and_is_weighed():
    voices = one(argument("a", by=None, counted=7), argument("b", supporters=["ana"])).for_.voices
    assert (voices.people, voices.unnamed, voices.counted) == (2, 1, 7)
    assert voices.all == 10


def test_who_stands_behind_two_families_is_one_voice_of_the_side_and_seen_in_both():
    side = one(argument("a", by="ana"), argument("b", supporters=["ana"])).for_
    assert [family.voices.people for family in side.families] == [2, 1]
    assert (side.voices.people, side.width) == (2, 3)


def test_a_person_on_both_sides_is_a_voice_on_each():
    weighed = one(argument("a", by="ana"), argument("b", Side.AGAINST, by="ana"))
    assert (weighed.for_.voices.people, weighed.against.voices.people, weighed.voices) == (1, 1, 2)


def test_a_family_that_was_found_is_one_and_new_arguments_stand_alone():
    found = (ArgumentFamily("dim", Side.FOR, "b", ("a", "b"), ("dark",)),)
    weighed = one(argument("a"), argument("b"), argument("new"), found=found)
    assert members(weighed) == [("a", "b"), ("new",)]
    assert (weighed.for_.families[0].says, weighed.for_.families[0].terms) == ("b", ("dark",))


def test_equal_wordings_are_united_also_with_a_family_that_was_found():
    found = (ArgumentFamily("dim", Side.FOR, "a", ("a", "b")),)
    arguments = [argument("a", wording="it is dark"), argument("b", wording="no light")]
    arguments += [
        argument(id, wording=said) for id, said in (("c", "no light"), ("d", "stars"), ("e", "stars"), ("f", ""))
    ]
    assert members(one(*arguments, argument("g", wording=""), found=found)) == [
        ("a", "b", "c"),
        ("d", "e"),
        ("f",),
        ("g",),
    ]


def test_what_moderators_united_is_one_family():
    assert members(one(argument("a"), argument("b"), argument("c", united_with="a"))) == [("a", "c"), ("b",)]


def test_a_family_is_never_made_across_sides_or_things():
    found = (ArgumentFamily("dim", Side.FOR, "a", ("a", "b", "elsewhere")),)
    arguments = [
        argument("a"),
        argument("b", Side.AGAINST, wording="x"),
        argument("elsewhere", on="walls", wording="x"),
    ]
    found_map = argument_map(arguments, found)
    assert [family.members for family in found_map["dim"].for_.families] == [("a",)]
    assert [family.members for family in found_map["walls"].for_.families] == [("elsewhere",)]


def test_what_may_not_be_shown_is_counted_and_does_not_speak_for_its_family():
    found = (ArgumentFamily("dim", Side.FOR, "a", ("a", "b", "c")),)
    weighed = one(
        argument("a", is_shown=False, supporters="xyz"), argument("b"), argument("c", supporters="x"), found=found
    )
    assert weighed.for_.families[0].says == "c", "of those that are shown, the one with the most support"
    assert weighed.for_.voices.people == 6


def test_the_families_with_the_most_voices_come_first():
    weighed = one(argument("a"), argument("b", supporters="xyz"), argument("c", counted=9))
    assert [family.says for family in weighed.for_.families] == ["c", "b", "a"]


@pytest.mark.parametrize(
    ("votes_for", "against", "balance", "contested"),
    [(4, 0, None, 0), (5, 0, 100, 0), (3, 2, 60, 1), (1, 7, 13, 0), (90, 90, 50, 90), (100, 1000, 9, 10)],
)
def test_balance_and_contest_follow_from_the_voices_of_both_sides(votes_for, against, balance, contested):
    sides = [argument("a", by=None, counted=votes_for - 1)] if votes_for else []
    sides += [argument("b", Side.AGAINST, by=None, counted=against - 1)] if against else []
    weighed = one(*sides)
    assert (weighed.balance, weighed.contested) == (balance, contested)


def test_texts_are_asked_for_only_where_an_argument_is_in_no_family():
    arguments = [
        argument("a"),
        argument("b"),
        argument("c", Side.AGAINST),
        argument("d", on="walls"),
        argument("e", on="walls"),
    ]
    assert loose(arguments, ()) == ["a", "b", "d", "e"]
    assert loose(arguments, [ArgumentFamily("dim", Side.FOR, "a", ("a", "b"))]) == ["d", "e"]
