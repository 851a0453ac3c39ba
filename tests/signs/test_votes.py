"""Bursts, newcomers in them, and what hangs on their votes: found where planted, and nowhere else."""

import random

import pytest

from lawloom.ledger.fold import fold_lines
from lawloom.model.tally import Figures
from lawloom.model.vote import Stance
from lawloom.signs import of_votes
from lawloom.signs.found import MAJORITY
from lawloom.signs.moments import midnights
from lawloom.tally import count
from ledger.chains import opened, voted
from signs.crowds import at, at_once, items, slowly
from tally.builders import a_phase, a_subject, merged

ITEMS = ("cc-1", "cc-2", "cc-3", "cc-4", "cc-5", "cc-6")


def signs_of(*lines, subject=None, **more):
    ledger = fold_lines(lines, "trains")
    return of_votes(ledger, subject, count(ledger, subject), **more)


def a_quiet_subject():
    """Six items, each with votes by the same people over weeks; cc-1 is close, cc-2 is clear."""
    return [
        *items(*ITEMS),
        *slowly("cc-1", 90, 100),
        *slowly("cc-2", 180, 20),
        *(line for name in ITEMS[2:] for line in slowly(name, 40, 25)),
    ]


def test_votes_over_weeks_are_not_unusual():
    found = signs_of(*a_quiet_subject())
    assert (found.bursts, found.without, found.first, found.dense) == ({}, {}, {}, {})


def test_two_hundred_fresh_accounts_in_one_hour_make_a_close_outcome_fragile():
    found = signs_of(*a_quiet_subject(), *at_once("cc-1", 200))
    assert list(found.bursts) == ["cc-1"]
    burst = found.bursts["cc-1"]
    assert (burst.votes, burst.of, burst.newcomers, burst.usual) == (200, 390, 200, 1)
    assert burst.since == at(0, 20)
    assert found.without["cc-1"].votes == Figures({Stance.FOR: 200})
    assert MAJORITY in found.fragile["cc-1"].changes


def test_on_an_item_with_a_clear_margin_they_are_told_and_it_is_not_fragile():
    found = signs_of(*a_quiet_subject(), *at_once("cc-2", 200))
    assert list(found.bursts) == ["cc-2"]
    assert MAJORITY not in found.without["cc-2"].changes


def test_a_real_crowd_that_votes_on_everything_is_no_burst():
    crowd = [
        voted(name, by=f"visitor {n}", at=at(n * 15 + place, 20))
        for n in range(200)
        for place, name in enumerate(ITEMS)
    ]
    found = signs_of(*a_quiet_subject(), *crowd)
    assert found.bursts == {}
    assert set(found.dense) == set(ITEMS)


def test_people_who_did_something_else_here_are_no_newcomers():
    earlier = [voted("cc-3", by=f"fresh {n}", at=at(n * 9_000)) for n in range(150)]
    found = signs_of(*a_quiet_subject(), *earlier, *at_once("cc-1", 200))
    assert found.bursts["cc-1"].newcomers == 50
    assert found.without == {}, "a quarter of the burst: it is told, and nothing is weighed without it"


def test_whoever_sent_a_contribution_is_no_newcomer():
    sent = [opened(f"cc-{n + 100}", by=f"fresh {n}", at=at(n, 20)) for n in range(30)]
    found = signs_of(*a_quiet_subject(), *sent, *at_once("cc-1", 200))
    assert found.bursts["cc-1"].newcomers == 170


def test_accounts_that_strike_twice_are_newcomers_still():
    found = signs_of(*a_quiet_subject(), *at_once("cc-1", 200), *at_once("cc-4", 200, day=25))
    assert {on: one.newcomers for on, one in found.bursts.items()} == {"cc-1": 200, "cc-4": 200}


def test_one_person_voting_to_and_fro_is_no_burst():
    restless = [voted("cc-1", by="ana", stance=("for", "against")[n % 2], at=at(n * 30, 20)) for n in range(100)]
    assert signs_of(*a_quiet_subject(), *restless).bursts == {}


def test_votes_that_were_taken_back_weigh_nothing():
    back = [line | {"event": "withdrawn", "time": at(1_800 + n, 20)} for n, line in enumerate(at_once("cc-1", 80))]
    found = signs_of(*a_quiet_subject(), *at_once("cc-1", 80), *back)
    assert found.bursts["cc-1"].votes == 80
    assert found.without == {}


def test_votes_outside_of_the_phases_are_not_looked_at():
    subject = a_subject(a_phase("solutions", 1, 15))
    lines = [line | ({"type": "solution"} if line["kind"] == "contribution" else {}) for line in a_quiet_subject()]
    assert signs_of(*lines, *at_once("cc-1", 200, day=20), subject=subject).bursts == {}
    assert list(signs_of(*lines, *at_once("cc-1", 200, day=10), subject=subject).bursts) == ["cc-1"]


def test_where_the_source_gave_only_days_nothing_is_known():
    days = [line | {"time": f"2027-03-{n % 3 + 1:02d}T00:00:00Z"} for n, line in enumerate(at_once("cc-6", 60))]
    found = signs_of(*items("cc-6"), *days)
    assert (found.bursts, found.untimed) == ({}, ("cc-6",))


def test_the_midnight_of_the_place_is_a_day_too():
    days = [line | {"time": "2027-03-20T23:00:00Z"} for line in at_once("cc-6", 60)]
    lines = [*items("cc-6"), *days]
    assert list(signs_of(*lines).bursts) == ["cc-6"]
    assert midnights("Europe/Madrid") == ("00:00:00", "22:00:00", "23:00:00")
    assert signs_of(*lines, midnights=midnights("Europe/Madrid")).untimed == ("cc-6",)


def test_days_among_moments_make_no_burst():
    on_paper = [voted("cc-1", by=f"visitor {n}", at="2027-03-20T00:00:00Z") for n in range(60)]
    assert signs_of(*a_quiet_subject(), *on_paper).bursts == {}


def test_the_first_places_of_an_order_say_what_they_would_be_without():
    found = signs_of(*a_quiet_subject(), *at_once("cc-6", 300))
    assert "cc-6" in found.first["supported"].now
    assert found.first["supported"].changes
    assert "supported" not in found.fragile.get("cc-1", ()), "who has no such votes is not fragile"


def test_votes_on_what_was_merged_weigh_where_they_are_counted():
    found = signs_of(*a_quiet_subject(), *at_once("cc-6", 200), merged("cc-6", "cc-1"))
    assert list(found.bursts) == ["cc-6"]
    assert list(found.without) == ["cc-1"]
    assert MAJORITY in found.without["cc-1"].changes


def test_what_nobody_voted_on_before_has_one_vote_as_its_usual_hour():
    found = signs_of(*items("cc-1"), *at_once("cc-1", 30))
    assert found.bursts["cc-1"].usual == 1
    assert MAJORITY in found.fragile["cc-1"].changes


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_lines_decides_nothing(seed):
    lines = [*a_quiet_subject(), *at_once("cc-1", 200), *at_once("cc-5", 60, day=22, people="others")]
    head, votes = lines[: len(ITEMS)], lines[len(ITEMS) :]
    random.Random(seed).shuffle(votes)  # noqa: S311  the seed is public
    one, two = signs_of(*lines), signs_of(*head, *votes)
    assert (one.bursts, one.without, one.first) == (two.bursts, two.without, two.first)
