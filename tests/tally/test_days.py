"""Participation by day: what came, whatever became of it later."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lawloom.model.tally import DayFigures
from lawloom.tally import days as rule
from tally.builders import AGAINST, FOR, cast, columns_of, counted, day, opened


def test_contributions_and_votes_stand_under_the_day_on_which_they_came():
    found = counted(opened("cc-1", at=day(2)), opened("cc-2", at=day(4)), cast(at=day(4)), cast(at=day(5), by="ben"))
    assert found.days == {
        "2027-03-02": DayFigures(1, 0),
        "2027-03-04": DayFigures(1, 1),
        "2027-03-05": DayFigures(0, 1),
    }
    assert list(found.days) == sorted(found.days)


def test_a_change_of_mind_is_one_more_vote_cast_and_what_is_taken_back_was_cast():
    votes = [cast(at=day(2)), cast(stance=AGAINST, at=day(3)), cast(stance=AGAINST, at=day(4), back=True)]
    assert rule.votes_by_day(columns_of(votes)) == {"2027-03-02": 1, "2027-03-03": 1}


def test_a_contribution_whose_day_is_not_known_stands_under_no_day():
    assert counted(opened("cc-1") | {"undated": True}).days == {}


def test_nothing_came_on_no_day():
    assert counted().days == {}


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(1, 28), st.integers(0, 23), st.booleans()), max_size=60),
    st.integers(1, 3),
)
def test_counting_the_upper_halves_of_marks_counts_days(rows, segments):
    votes = [cast(on=f"cc-{on}", stance=FOR, at=day(date, hour), back=back) for on, date, hour, back in rows]
    expected = {}
    for vote in votes:
        if not vote.withdrawn:
            expected[vote.cast_at[:10]] = expected.get(vote.cast_at[:10], 0) + 1
    assert rule.votes_by_day(columns_of(votes, segments)) == expected
