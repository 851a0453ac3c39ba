"""The vote of a person: the last one stands."""

from hypothesis import given
from hypothesis import strategies as st

from lawloom.tally.phases import NEVER, Windows
from lawloom.tally.votes import standing_votes
from tally.builders import AGAINST, FOR, MIXED, a_person, cast, day

stances = st.sampled_from([FOR, MIXED, AGAINST])
moments = st.integers(1, 6).map(day)


@st.composite
def all_votes(draw):
    """Votes of few people on few items at few moments, so that everything that can meet does."""
    return [
        cast(
            draw(st.sampled_from(["cc-1", "cc-2"])),
            draw(st.sampled_from(["ana", "ben", None])),
            draw(stances),
            draw(moments),
            ms=draw(st.sampled_from([0, 0, 5])),
            back=draw(st.sampled_from([False, False, True])),
            channel=draw(st.sampled_from(["github", "paper"])),
            number=draw(st.sampled_from(["", "1", "2"])),
        )
        for _ in range(draw(st.integers(0, 12)))
    ]


def stance_of(*votes, by="ana", on="cc-1", **more):
    found = standing_votes(votes, **more).votes.get((on, a_person(by)))
    return found and found.stance


def test_a_change_of_mind_replaces_the_earlier_vote():
    assert stance_of(cast(stance=FOR, at=day(2)), cast(stance=AGAINST, at=day(3))) is AGAINST


def test_the_last_vote_is_the_last_in_time_and_not_the_last_row():
    assert stance_of(cast(stance=AGAINST, at=day(3)), cast(stance=FOR, at=day(2))) is AGAINST


def test_thousandths_of_a_second_decide():
    assert stance_of(cast(stance=AGAINST, ms=451), cast(stance=FOR, ms=450)) is AGAINST


def test_equal_in_time_and_contradictory_is_none_until_the_next():
    tie = cast(stance=FOR), cast(stance=AGAINST)
    assert stance_of(*tie) is None
    assert standing_votes(tie).tied == {("cc-1", a_person("ana"))}
    assert stance_of(*tie, cast(stance=MIXED, at=day(3))) is MIXED
    assert stance_of(cast(stance=MIXED, at=day(1)), *tie) is None


def test_the_same_vote_twice_is_one():
    assert standing_votes([cast(), cast()]).tied == frozenset()
    assert len(standing_votes([cast(), cast()]).votes) == 1


def test_each_person_has_one_stance_on_each_contribution():
    votes = [cast(), cast("cc-2"), cast(by="ben")]
    assert len(standing_votes(votes).votes) == 3


def test_a_vote_without_a_person_stands_nowhere():
    assert standing_votes([cast(by=None)]).votes == {}


def test_a_stance_taken_back_no_longer_stands():
    assert stance_of(cast(at=day(2)), cast(at=day(3), back=True)) is None


def test_taking_back_one_stance_leaves_the_other():
    both = cast(stance=FOR, at=day(2)), cast(stance=AGAINST, at=day(3))
    assert stance_of(*both, cast(stance=AGAINST, at=day(4), back=True)) is FOR
    assert stance_of(*both, cast(stance=FOR, at=day(4), back=True)) is AGAINST


def test_a_tie_ends_when_one_side_of_it_is_taken_back():
    assert stance_of(cast(stance=FOR), cast(stance=AGAINST), cast(stance=AGAINST, at=day(3), back=True)) is FOR


def test_a_vote_cast_again_after_it_was_taken_back_stands():
    assert stance_of(cast(at=day(2)), cast(at=day(3), back=True), cast(at=day(4))) is FOR


def test_a_vote_taken_back_at_the_very_moment_it_was_cast_does_not_stand():
    assert stance_of(cast(), cast(back=True)) is None


def test_of_two_reactions_that_mean_the_same_one_may_go_and_the_other_stay():
    two = cast(number="1"), cast(number="2", at=day(3))
    assert stance_of(*two, cast(number="2", at=day(4), back=True)) is FOR
    gone = cast(number="1", at=day(4), back=True), cast(number="2", at=day(4), back=True)
    assert stance_of(*two, *gone) is None


WINDOW = Windows(((day(2), day(4)), (day(10), day(12))))


def test_a_vote_counts_from_the_opening_on_and_no_longer_at_the_close():
    assert stance_of(cast(at=day(2)), windows=WINDOW) is FOR
    assert stance_of(cast(at=day(4)), windows=WINDOW) is None
    assert stance_of(cast(at=day(2)), cast(stance=AGAINST, at=day(4)), windows=WINDOW) is FOR


def test_between_two_phases_nothing_is_cast_but_a_vote_can_be_taken_back():
    assert stance_of(cast(at=day(3)), cast(stance=AGAINST, at=day(7)), windows=WINDOW) is FOR
    assert stance_of(cast(at=day(3)), cast(at=day(7), back=True), windows=WINDOW) is None


def test_a_vote_gone_at_the_first_look_after_the_last_close_counts_as_standing():
    assert stance_of(cast(at=day(11)), cast(at=day(12), back=True), windows=WINDOW) is FOR


def test_where_votes_are_never_open_none_stands():
    assert stance_of(cast(), windows=NEVER) is None


@given(all_votes(), st.randoms(use_true_random=False))
def test_any_order_of_the_rows_gives_the_same(votes, chance):
    shuffled = votes[:]
    chance.shuffle(shuffled)
    assert standing_votes(shuffled, windows=WINDOW) == standing_votes(votes, windows=WINDOW)
    assert standing_votes(shuffled) == standing_votes(votes)


@given(all_votes())
def test_the_same_rows_twice_change_nothing(votes):
    assert standing_votes(votes + votes) == standing_votes(votes)


@given(all_votes())
def test_nobody_has_two_stances_and_nobody_without_a_vote_has_one(votes):
    found = standing_votes(votes)
    voters = {(vote.on, vote.by) for vote in votes if not vote.withdrawn and vote.by}
    assert found.votes.keys() | found.tied <= voters
    assert not found.votes.keys() & found.tied
