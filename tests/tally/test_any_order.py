"""Any order of the rows gives the same count, and every vote is somewhere."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from lawloom.tally.sums import disagreements
from tally.builders import (
    AGAINST,
    FOR,
    MIXED,
    PASS,
    SIGNATURE,
    SUPPORT,
    a_count,
    a_phase,
    a_subject,
    cast,
    counted,
    day,
    merged,
    opened,
    without_lines,
)

KINDS = ["cause", "solution", "statement", "petition"]
stances = st.sampled_from([FOR, MIXED, AGAINST, PASS, SUPPORT, SIGNATURE])
moments = st.builds(lambda number: day(number, 0), st.integers(1, 14))


@st.composite
def some_lines(draw):
    """Contributions, and what can happen to them in any order."""
    people = st.sampled_from(["ana", "ben", "cleo", "dan", None])
    items = [
        opened(f"cc-{n}", by=draw(people), type=draw(st.sampled_from(KINDS)), at=draw(moments)) for n in range(1, 5)
    ]
    items += [
        opened(f"cc-a{n}", type="argument", on=f"cc-{n}", side="for", at=draw(moments), channel="paper") for n in (1, 2)
    ]
    names = st.sampled_from([*(item["id"] for item in items), "noise", "bill", "cc-9"])
    votes = st.builds(
        cast,
        names,
        people,
        stances,
        moments,
        back=st.sampled_from([False, False, False, True]),
        channel=st.sampled_from(["github", "import:cc"]),
    )
    counts = st.builds(lambda on, value: a_count(on, value=value, prefix=on), names, st.integers(0, 9))
    unique = {line["on"]: line for line in draw(st.lists(counts, max_size=4))}
    merges = [merged("cc-1", "cc-2")] if draw(st.booleans()) else []
    return items, [*draw(st.lists(votes, max_size=25)), *unique.values(), *merges]


SUBJECT = a_subject(
    a_phase("causes", 2, 6), a_phase("solutions", 5, 9), a_phase("support", 8, 12), elements=[("noise", "cause")]
)


@settings(max_examples=examples(150))
@given(some_lines(), st.randoms(use_true_random=False), st.sampled_from([None, SUBJECT]))
def test_any_order_of_the_rows_gives_the_same_count(lines, chance, subject):
    items, rest = lines
    shuffled = rest[:]
    chance.shuffle(shuffled)
    first, again = counted(*items, *rest, subject=subject), counted(*items, *shuffled, subject=subject)
    assert without_lines(again) == without_lines(first)
    assert disagreements(first) == []


@settings(max_examples=examples(60))
@given(some_lines())
def test_every_vote_is_in_a_total_or_among_those_that_are_kept_apart(lines):
    items, rest = lines
    tally = counted(*items, *rest, subject=SUBJECT)
    people = {(line.on, line.by) for line in rest if not isinstance(line, dict) and line.by and not line.withdrawn}
    counted_people = sum(item.people or 0 for item in tally.items.values()) + (
        tally.bill.people or 0 if tally.bill else 0
    )
    assert counted_people <= len(people)


@pytest.mark.parametrize("subject", [None, SUBJECT])
def test_nothing_received_is_nothing_counted(subject):
    tally = counted(subject=subject)
    assert (tally.lines, tally.people, tally.channels, tally.as_of) == (0, 0, {}, "")
    assert disagreements(tally) == []
