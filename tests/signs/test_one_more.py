"""A few votes more: where nothing is said to change, nothing does."""

from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from lawloom.ledger.fold import fold_lines
from lawloom.signs import of_votes, one_more
from lawloom.tally import count
from ledger.chains import voted
from signs.crowds import at, at_once, items

ON = st.sampled_from(["cc-1", "cc-2", "cc-3"])
TIMES = st.builds(at, st.integers(0, 5_000), st.integers(20, 21)) | st.just("2027-03-20T00:00:00Z")
VOTES = st.lists(st.tuples(ON, st.integers(0, 12), TIMES), max_size=6)


@settings(deadline=None, max_examples=examples(150))
@given(
    crowds=st.lists(st.tuples(ON, st.integers(10, 24), st.integers(20, 21), st.sampled_from([17, 150])), max_size=3),
    news=VOTES,
)
def test_a_vote_that_may_change_nothing_changes_nothing(crowds, news):
    lines = [*items("cc-1", "cc-2", "cc-3")]
    for number, (on, many, day, step) in enumerate(crowds):
        lines += at_once(on, many, day=day, step=step, people=f"crowd {number}")
    more = [voted(on, by=f"somebody {person}", at=time) for on, person, time in news]
    before, after = (fold_lines(some, "trains") for some in (lines, [*lines, *more]))
    one, two = (of_votes(ledger, None, count(ledger, None)) for ledger in (before, after))
    if not one.bursts and not one_more.may_change(
        after.votes,
        [(on, time) for on, _, time in news],
        dense=one.dense,
        untimed=one.untimed,
        midnights=("00:00:00",),
    ):
        assert (two.bursts, two.without, two.first, two.untimed, two.dense) == ({}, {}, {}, one.untimed, one.dense)
