"""What stands before the first article, told again from the values of a later text."""

from __future__ import annotations

import pytest
import yaml

from lawloom.bill.drafting import foreword
from lawloom.bill.drafting.amending import Standing, seen
from lawloom.model.bill import Bill, Legal

BILL = Bill("A bill: on light", "Light for all.", (), version="second", date="2027-03-02", legal=Legal("fr"))


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (
            "title: 'A bill: on light'\nversion: first\ndate: 2027-02-01\ncountry: fr\n\nOld.",
            "title: 'A bill: on light'\nversion: second\ndate: 2027-03-02\ncountry: fr\n\nLight for all.",
        ),
        (
            "title: Other\nexplanation: |\n  One.\n\n  - two\nodd: 1\n\nWhereas: x\n\ntitle: y",
            "title: A bill: on light\nexplanation: |\n  One.\n\n  - two\nodd: 1\n\nLight for all.",
        ),
        ("title: 'Odd: it''s'\n\nOld.", "title: 'A bill: on light'\n\nLight for all."),
        ('title: "Odd: it"\nversion: "1"\n\nOld.', 'title: "A bill: on light"\nversion: "second"\n\nLight for all.'),
        ("title: [\n\nOld.", "title: [\n\nLight for all."),
        ("", "\nLight for all."),
    ],
)
def test_rows_that_say_the_same_stay_as_they_were_typed(before: str, now: str) -> None:
    assert foreword.of(before, BILL) == now


@pytest.mark.parametrize("title", ["'A bill: it''s ours'", '"A \\"bill\\": on \\\\ light"', "A bill"])
def test_an_amendment_that_went_into_the_text_is_told_as_done_however_its_title_was_typed(title: str) -> None:
    quote = title[0] if title[0] in "'\"" else ""
    before, after = f"title: {quote}Old: name{quote}\n\nLight.", f"title: {title}\n\nLight."
    merged = Bill(yaml.safe_load(title), "Light.", ())
    assert seen(before, after, foreword.of(before, merged)).standing is Standing.DONE
