"""Laws in force beside a bill: read in pairs, and every slip is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.desk import BILL, a_desk

LAW, HEAD = "## Section 4\n\nBoats moor.\n", "title: Harbour Act, part two\n"
BEFORE = f"---\n{HEAD}date: 1998-05-01\nsource: https://law.example/harbour\n---\n{LAW}"
AFTER = f"---\n{HEAD}articles: [mooring]\n---\n{LAW.replace('moor', 'moor for a week')}"
B, A = "harbour-act.before.md", "harbour-act.after.md"


def test_a_law_in_force_is_read_with_what_the_bill_makes_of_it(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.quay("bill.md", BILL)
    desk.quay("bill/law/harbour-act.before.md", BEFORE)
    desk.quay("bill/law/harbour-act.after.md", AFTER)
    told = desk.read()
    assert told.problems == []
    assert told.quay.bill is not None
    (law,) = told.quay.bill.law
    assert (law.name, law.articles) == ("harbour-act", ("mooring",))
    assert (law.before.date, law.before.link) == ("1998-05-01", "https://law.example/harbour")
    assert law.before.source == "## Section 4\n\nBoats moor.\n"
    assert law.after.source == "## Section 4\n\nBoats moor for a week.\n"


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({B: BEFORE}, "law-without-pair"),
        ({A: AFTER}, "law-without-pair"),
        ({"Harbour.before.md": BEFORE, "Harbour.after.md": AFTER}, "law-name"),
        ({"harbour-act.md": BEFORE}, "law-name"),
        ({B: BEFORE, A: AFTER.replace("mooring", "moring")}, "unknown-article"),
        ({B: BEFORE.replace("https", "javascript"), A: AFTER}, "not-a-link"),
    ],
)
def test_a_slip_in_a_law_is_told_and_costs_only_that_law(tmp_path: Path, files: dict[str, str], code: str) -> None:
    desk = a_desk(tmp_path)
    desk.quay("bill.md", BILL)
    for name, text in files.items():
        desk.quay(f"bill/law/{name}", text)
    told = desk.read()
    assert code in {one.code for one in told.problems}
    assert told.quay.bill is not None
    assert len(told.quay.bill.articles) == 2


def test_the_text_of_a_bill_and_of_its_versions_is_kept_as_typed(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.quay("bill.md", BILL)
    desk.quay("bill/versions/01-first.md", BILL.replace("fees", "old-fees"))
    bill = desk.read().quay.bill
    assert bill is not None
    assert bill.source.startswith("We agree:")
    assert bill.versions[0].source == bill.source.replace("fees", "old-fees")
