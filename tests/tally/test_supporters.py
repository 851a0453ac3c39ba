"""Who supports an argument: the very votes that the count counts, as persons."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from lawloom.ledger.columns import person_number
from lawloom.ledger.fold import fold_lines
from lawloom.model.vote import Vote
from lawloom.tally import count
from lawloom.tally.supporters import supporters
from tally.builders import AGAINST, FOR, SUPPORT, a_person, a_phase, a_subject, cast, day, line_of, merged, opened

SENT = [
    opened("cc-1"),
    opened("cc-a1", type="argument", on="cc-1", side="for"),
    opened("cc-a2", type="argument", on="cc-1", side="for"),
    opened("cc-a3", type="argument", on="cc-1", side="against"),
]


def both(*lines, subject=None):
    """The persons behind each argument, and the count of the same lines."""
    ledger = fold_lines([line_of(one) if isinstance(one, Vote) else one for one in (*SENT, *lines)], "trains")
    return supporters(ledger, subject), count(ledger, subject)


def people(*names):
    return frozenset(person_number(a_person(name)) for name in names)


def test_a_person_stands_behind_what_they_support_and_for_is_support_too():
    found, _ = both(cast("cc-a1", "ana", SUPPORT), cast("cc-a1", "ben", FOR), cast("cc-a1", "cy", AGAINST))
    assert found == {"cc-a1": people("ana", "ben")}


def test_what_was_taken_back_or_cast_outside_the_phases_does_not_stand():
    phases = a_subject(a_phase("solutions", 1, 10))
    back = cast("cc-a1", "ana", SUPPORT, day(4), back=True)
    found, tally = both(
        cast("cc-a1", "ana", SUPPORT), back, cast("cc-a1", "ben", SUPPORT, day(20)), cast("cc-a1", "cy", SUPPORT),
        subject=phases,
    )  # fmt: skip
    assert found == {"cc-a1": people("cy")}
    assert tally.items["cc-a1"].people == 1


def test_those_behind_a_merged_argument_stand_behind_the_one_it_was_merged_into():
    found, tally = both(
        cast("cc-a1", "ana", SUPPORT),
        cast("cc-a2", "ana", SUPPORT),
        cast("cc-a2", "ben", SUPPORT),
        merged("cc-a2", "cc-a1"),
    )
    assert found == {"cc-a1": people("ana", "ben")}
    assert tally.items["cc-a1"].people == 2


def test_votes_on_anything_but_arguments_are_not_looked_at():
    assert both(cast("cc-1", "ana", FOR))[0] == {}


votes = st.builds(
    cast,
    st.sampled_from(["cc-1", "cc-a1", "cc-a2", "cc-a3"]),
    st.sampled_from("abcd"),
    st.sampled_from([FOR, SUPPORT, AGAINST]),
    st.sampled_from([day(2), day(3), day(20)]),
    back=st.booleans(),
)


@settings(deadline=None)
@given(lines=st.lists(votes, max_size=12), united=st.booleans(), phased=st.booleans())
def test_they_are_as_many_as_the_count_says_whatever_the_votes_are(lines, united, phased):
    subject = a_subject(a_phase("solutions", 1, 10)) if phased else None
    found, tally = both(*lines, *([merged("cc-a2", "cc-a1")] if united else []), subject=subject)
    for id in ("cc-a1", "cc-a2", "cc-a3"):
        assert len(found.get(id, ())) == (tally.items[id].people or 0)
