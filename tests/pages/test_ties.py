"""An article names what it comes from, and says that it was struck out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.pages.builders import a_bill, a_consultation, a_subject, an_instance

from lawloom.model.article import Article
from lawloom.model.bill import BillVersion
from lawloom.model.editorial import Decision, LaterFate, Outcome
from lawloom.pages.ties import origins
from lawloom.pages.writer import laid_out, printed

LATER = LaterFate(
    Outcome.STRUCK_OUT, "2027-10-01", "Committee on Light", "It is <b>dark</b>.", "https://record.example/7"
)
DECISIONS = (
    Decision(("cs-12",), Outcome.ADOPTED, "Yes.", "2027-06-01", articles=("open-data",), later=(LATER,)),
    Decision(("cs-40", "cs-a3"), Outcome.PARTLY, "Half.", "2027-06-01", articles=("open-data",)),
    Decision(("cs-5",), Outcome.NOT_KEPT, "No.", "2027-06-01", articles=("open-data",)),
)


@pytest.fixture
def bill(tmp_path):
    def page(**changes):
        leaves, _ = laid_out(an_instance(tmp_path), a_consultation(a_subject(**changes)))
        return next(printed(leaf) for leaf in leaves if leaf.address == "subjects/lamps/bill/")

    return page


def test_a_struck_out_article_says_so_once_with_date_who_and_why(bill):
    page = bill(decisions=DECISIONS)
    assert page.count("Struck out on") == 1
    assert "1 October 2027</b> (Committee on Light). Reason: It is &#60;b&#62;dark" in page
    assert 'href="https://record.example/7"' in page


def test_a_struck_out_article_leads_to_the_last_version_that_has_its_words():
    old = [Article("open-data", "Article 2", "Open data", text, 4) for text in ("Every lamp.", "Each lamp.", "(Gone.)")]
    versions = tuple(BillVersion(n, f"v{n}", "2027-05-11", f"x/0{n}-v.md", articles=(old[n],)) for n in range(3))
    gone = replace(a_bill(), articles=(a_bill().articles[0], old[2]), versions=versions)
    subject = a_subject(decisions=DECISIONS, bill=gone)
    (struck,) = origins(a_consultation(subject), subject, "en")["open-data"].struck
    assert struck.was == "versions/01-v/#open-data"


def test_a_step_in_parliament_tells_it_too(bill):
    assert 'Struck out on 1 October 2027</b>. <a href="../progress/">' in bill(decisions=())


def test_what_was_taken_up_again_says_both():
    again = replace(LATER, outcome=Outcome.ADOPTED, date="2027-11-01")
    subject = a_subject(decisions=(replace(DECISIONS[0], later=(LATER, again)),), progress=None)
    origin = origins(a_consultation(subject), subject, "en")["open-data"]
    assert [(one.date, one.back) for one in origin.struck] == [("1 October 2027", False), ("1 November 2027", True)]
    assert not any(tie.struck for tie in origin.ties)


def test_a_frozen_version_stands_as_it_was(tmp_path):
    leaves, _ = laid_out(an_instance(tmp_path), a_consultation(a_subject(decisions=DECISIONS)))
    assert all("ties" not in printed(leaf) for leaf in leaves if "/versions/" in leaf.address)
