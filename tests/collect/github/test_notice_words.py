"""What an author is told of the place in the bill to which a contribution led."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from lawloom.collect.github import notice_words
from lawloom.content.bill_text import read_bill

TEXT = """\
## Article 1. Light {#light}

(1) There is light. {#there}

(2) It is seen {#seen}

(a) by day. {#by-day}
"""


def told(name: str) -> str:
    bill = SimpleNamespace(articles=read_bill(TEXT, "bill.md", 1).articles)
    desk = SimpleNamespace(subject=SimpleNamespace(bill=bill), site="https://law.example/")
    return notice_words._article(cast(Any, desk), name).replace("\\", "")  # nothing typed is Markdown there


def test_an_author_is_told_the_paragraph_or_the_point_by_the_number_it_has_today() -> None:
    assert told("light") == "- Article 1. Light https://law.example/bill/#light"
    assert told("there") == "- Article 1. Light, (1) https://law.example/bill/#there"
    assert told("by-day") == "- Article 1. Light, (2) (a) https://law.example/bill/#by-day"
