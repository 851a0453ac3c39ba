"""Words of a law on other pages than that of the bill."""

from __future__ import annotations

import pytest

from lawloom.press.html.law_words import as_read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("as [Article 1](#meant) says", "as Article 1 says"),
        ('see [the annex](../law/ "long ago") and [that](./x)', "see the annex and that"),
        ("a hive[^1] stands\n\n[^1]: Of wood.", "a hive\\[1\\] stands\n\n\\[1\\]: Of wood."),
        ("[a law](https://law.example/1#a) ![p](#x) [x] (#y)", "[a law](https://law.example/1#a) ![p](#x) [x] (#y)"),
    ],
)
def test_what_leads_nowhere_away_from_the_bill_is_read_as_its_words(typed: str, read: str) -> None:
    assert as_read(typed) == read
