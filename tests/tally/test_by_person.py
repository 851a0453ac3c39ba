"""Votes by person: the same votes that the count adds up, and who cast them."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from lawloom.ledger.fold import fold_lines
from lawloom.model.contribution import Kind
from lawloom.tally import count
from lawloom.tally.by_person import is_three_way, votes_by_person
from tally.builders import (
    AGAINST,
    FOR,
    MIXED,
    PASS,
    SUPPORT,
    a_count,
    a_person,
    a_phase,
    a_subject,
    cast,
    day,
    import_line,
    line_of,
    merged,
    opened,
)

SUBJECT = a_subject(
    a_phase("causes", 1, 10), a_phase("solutions", 11, 20), elements=[("own", "solution"), ("cause", "cause")]
)


def of(*lines, phase="solutions", subject=SUBJECT):
    ledger = fold_lines([one if isinstance(one, dict) else line_of(one) for one in lines], "trains")
    tally = count(ledger, subject)
    return votes_by_person(ledger, subject, tally, phase), tally


def sent(id, at=12, **more):
    return opened(id, type="solution", at=day(at), **more)


def test_each_person_has_one_stance_on_each_item_of_the_phase():
    found, _ = of(
        sent("cc-1"),
        cast("cc-1", at=day(12)),
        cast("cc-1", stance=AGAINST, at=day(13)),
        cast("own", "ben", MIXED, day(14)),
        cast("cause", "ben", FOR, day(2)),
    )
    assert set(found.rows) == {(a_person("ana"), "cc-1", -1), (a_person("ben"), "own", 0)}


def test_votes_outside_the_days_of_voting_are_in_no_group():
    found, _ = of(sent("cc-1"), cast("cc-1", at=day(12)), cast("cc-1", "ben", at=day(25)))
    assert [person for person, _, _ in found.rows] == [a_person("ana")]


def test_united_contributions_are_one_item_and_who_said_two_things_is_counted_as_torn():
    found, _ = of(
        sent("cc-1"),
        sent("cc-2"),
        cast("cc-1", at=day(12)),
        cast("cc-2", stance=AGAINST, at=day(12)),
        cast("cc-2", "ben", at=day(12)),
        merged("cc-2", "cc-1"),
    )
    assert found.rows == ((a_person("ben"), "cc-1", 1),)
    assert found.torn == 1


def test_what_no_person_stands_behind_is_left_out_and_told():
    found, _ = of(
        import_line(votes="counts"),
        sent("cc-1"),
        a_count(on="cc-1", stance="for", value=40),
        cast("cc-1", None, at=day(12)),
        cast("cc-1", "ben", SUPPORT, at=day(12)),
    )
    assert found.rows == ()
    assert (found.totals, found.nobody, found.support) == (40, 1, 1)


VOTES = st.builds(
    cast,
    st.sampled_from(["cc-1", "cc-2", "cc-3", "own"]),
    st.sampled_from(["ana", "ben", "cleo", None]),
    st.sampled_from([FOR, MIXED, AGAINST, PASS, SUPPORT]),
    st.integers(9, 22).map(day),
    back=st.booleans(),
)


@settings(deadline=None, max_examples=examples(200))
@given(st.lists(VOTES, max_size=30), st.booleans())
def test_the_sums_are_those_of_the_count(votes, unite):
    lines = [sent("cc-1"), sent("cc-2"), opened("cc-3", type="statement", at=day(12)), *votes]
    found, tally = of(*lines, *([merged("cc-2", "cc-1")] if unite else []))
    sums = Counter((item, stance) for _, item, stance in found.rows)
    for id, item in tally.items.items():
        if item.phase == "solutions" and item.merged_into is None and is_three_way(item.kind):
            known = {stance.value: many for stance, many in item.total.by_stance.items()}
            assert sums.pop((id, 1), 0) == known.get("for", 0)
            assert sums.pop((id, 0), 0) == known.get("mixed", 0) + known.get("pass", 0)
            assert sums.pop((id, -1), 0) == known.get("against", 0)
    assert not +sums


def test_arguments_and_petitions_are_not_voted_on_three_ways():
    asked = {Kind.CAUSE, Kind.SOLUTION, Kind.PROPOSAL, Kind.STATEMENT, Kind.ARTICLE, Kind.AMENDMENT}
    assert {kind for kind in Kind if is_three_way(kind)} == asked
