"""The count over columns gives what the rule gives, vote by vote."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from lawloom.ledger.columns import STANCES
from lawloom.model.contribution import Kind
from lawloom.model.vote import Stance
from lawloom.tally import standing
from lawloom.tally.phases import ALWAYS, NEVER, Windows
from lawloom.tally.standing import Asked, Ballots, as_kind
from lawloom.tally.votes import standing_votes
from tally.builders import AGAINST, FOR, a_person, cast, columns_of, day

KINDS = [Kind.PROPOSAL, Kind.STATEMENT, Kind.ARGUMENT, Kind.PETITION, Kind.EVENT, None]
WINDOWS = [ALWAYS, NEVER, Windows(((day(2), day(4)),)), Windows(((day(1), day(2)), (day(4), day(6))))]


@st.composite
def some_votes(draw):
    channels = draw(st.sampled_from([["github"], ["github", "paper", "kiosk:a"]]))
    fractions = draw(st.sampled_from([[0], [0, 5, 999]]))
    numbers = draw(st.sampled_from([[""], ["", "1", "2"]]))
    withdrawn = draw(st.sampled_from([[False], [False, False, True]]))
    people = draw(st.sampled_from([["ana", "ben"], [f"p{n}" for n in range(30)]]))
    return [
        cast(
            "cc-1",
            draw(st.sampled_from(people)),
            draw(st.sampled_from(list(Stance))),
            day(draw(st.integers(1, 6))),
            ms=draw(st.sampled_from(fractions)),
            back=draw(st.sampled_from(withdrawn)),
            channel=draw(st.sampled_from(channels)),
            number=draw(st.sampled_from(numbers)),
        )
        for _ in range(draw(st.integers(0, 25)))
    ]


def by_the_rule(votes, kind, windows):
    taken = list(as_kind(votes, kind))
    inside = standing_votes(taken, windows=windows)
    outside = standing_votes([vote for vote in taken if vote.withdrawn or not windows.holds(vote.cast_at)])
    rows = {}
    for vote in inside.votes.values():
        rows.setdefault(vote.channel, [0] * len(STANCES))[STANCES.index(vote.stance)] += 1
    own = inside.votes.get(("cc-1", a_person("ana")))
    return rows, len(inside.tied), len(outside.votes), own and own.stance


@pytest.mark.slow
@settings(max_examples=examples(400))
@given(some_votes(), st.sampled_from(KINDS), st.sampled_from(WINDOWS), st.integers(1, 3), st.booleans())
def test_the_count_over_columns_is_the_rule(votes, kind, windows, segments, wide):
    found = Ballots(columns_of(votes, segments), wide=wide).of("cc-1", kind, windows, a_person("ana"))
    assert (found.rows, found.tied, found.outside, found.own) == by_the_rule(votes, kind, windows)
    assert found.any == bool(votes)
    assert found.last_at == max((vote.cast_at for vote in votes), default="")
    refused = [vote for vote in votes if not vote.withdrawn and not list(as_kind([vote], kind))]
    assert found.other == len(refused)


def test_an_item_without_votes_has_none():
    found = Ballots(columns_of([cast("cc-2")])).of("cc-1", Kind.PROPOSAL)
    assert (found.rows, found.people, found.any, found.last_at) == ({}, 0, False, "")


def test_people_whose_names_begin_alike_are_told_apart_by_all_their_digits():

    votes = [
        replace(cast(stance=FOR, at=day(2)), by="a" * 16 + "0001"),
        replace(cast(stance=AGAINST, at=day(3)), by="a" * 16 + "0002"),
    ]
    found = Ballots(columns_of(votes), wide=True).of("cc-1", Kind.PROPOSAL, author="a" * 16 + "0002")
    assert found.people == 2
    assert found.own is AGAINST


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_the_first_and_the_last_moment_there_is_are_moments(moment):
    found = Ballots(columns_of([cast(at=moment)])).of("cc-1", Kind.PROPOSAL)
    assert (found.people, found.last_at) == (1, moment)


@pytest.mark.slow
@given(st.lists(some_votes(), max_size=4), st.integers(1, 3))
def test_items_counted_by_several_processes_are_the_same(lists, many):
    votes = [replace(vote, on=f"cc-{n}") for n, some in enumerate(lists) for vote in some]
    asked = [Asked(f"cc-{n}", KINDS[n % 3], WINDOWS[n % 4], a_person("ana")) for n in range(5)]
    ballots = Ballots(columns_of(votes))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(standing, "shares_of", lambda amount, alone: many)
        assert ballots.of_each(asked) == [ballots.of(*one) for one in asked]
