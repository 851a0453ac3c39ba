"""Totals cannot disagree: each sum that does not hold is told."""

from dataclasses import replace

import pytest

from lawloom.model.contribution import Kind, Side
from lawloom.model.tally import Figures
from lawloom.tally.sums import disagreements
from tally.builders import AGAINST, FOR, a_count, cast, counted, import_line, opened

TALLY = counted(
    opened("cc-1"),
    opened("cc-a1", type="argument", on="cc-1", side="for"),
    cast(),
    cast(by="ben", stance=AGAINST, channel="github"),
    a_count(value=7),
    import_line("counts"),
)


def with_item(name="cc-1", **changed):
    return replace(TALLY, items=TALLY.items | {name: replace(TALLY.items[name], **changed)})


def with_kind(kind, **changed):
    return replace(TALLY, kinds=TALLY.kinds | {kind: replace(TALLY.kinds[kind], **changed)})


def test_a_count_of_ours_holds():
    assert disagreements(TALLY) == []


@pytest.mark.parametrize(
    ("edited", "what"),
    [
        (with_item(total=Figures({FOR: 9, AGAINST: 1})), "cc-1: for"),
        (with_item(people=3), "cc-1: people"),
        (with_kind(Kind.PROPOSAL, items=2), "proposal: items"),
        (with_kind(Kind.PROPOSAL, total=Figures({FOR: 8, AGAINST: 2})), "proposal: against"),
        (with_kind(Kind.ARGUMENT, sides={Side.FOR: 0, Side.AGAINST: 1}), "argument: side for"),
        (with_kind(Kind.ARGUMENT, late=1), "argument: late"),
        (replace(TALLY, channels={}), "channels: for"),
    ],
)
def test_an_edited_total_is_told(edited, what):
    told = {dict(problem.values)["what"] for problem in disagreements(edited)}
    assert what in told
