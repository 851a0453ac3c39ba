"""What became of quoted passages in the versions of a bill and in its essays."""

from __future__ import annotations

from lawloom.bill.anchoring.chain import Status
from lawloom.bill.anchoring.passages import Passage, Quoted, passages
from lawloom.content.bill_text import read_bill
from lawloom.model.bill import Bill, BillVersion
from lawloom.model.editorial import Essay
from lawloom.model.subject import Subject

FIRST = "## Article 1. Flags {#flags}\n\n(1) A flag is up by nine o’clock. It is blue.\n\n(2) It comes down at dusk.\n"
SECOND = (
    "## Article 1. Steps {#steps}\n\n(1) There are steps with a rope between them.\n\n"
    "## Article 2. Flags {#flags}\n\n(1) It comes down at dusk.\n\n(2) A flag is up by eight o’clock. It is blue.\n"
)
ESSAY = "We looked at it.\n\nThe water is clean for two hundred days a year."


def _subject(*versions: tuple[str, str, str], now: str = SECOND, date: str = "2027-03-01") -> Subject:
    read = [
        BillVersion(at, label, day, f"0{at}.md", articles=read_bill(text, "", 1).articles)
        for at, (label, day, text) in enumerate(versions, 1)
    ]
    bill = Bill("A bill", "", read_bill(now, "", 1).articles, tuple(read), "third", date)
    essay = Essay("water", "Water", "ana", "2027-01-01", ESSAY)
    return Subject("rivers", "Rivers", "", "en", (), bill=bill, essays=(essay,))


def _passage(quote: str, day: str, on: str = "flags", subject: Subject | None = None) -> Passage:
    subject = subject or _subject(("first", "2027-01-01", FIRST), ("second", "2027-02-01", SECOND))
    return passages(subject, [Quoted("gh-1", quote, on, day)])["gh-1"]


def test_words_of_the_version_of_that_day_are_followed_to_today() -> None:
    found = _passage("A flag is up by nine o’clock.", "2027-01-15")
    assert (found.status, found.version, found.since) == (
        Status.CHANGED,
        ("first", "2027-01-01"),
        ("second", "2027-02-01"),
    )
    assert found.known
    assert (found.was, found.now) == ("A flag is up by nine o’clock.", "A flag is up by eight o’clock.")
    assert [(one.page, one.anchor, one.article) for one in found.places] == [("bill", "flags.2", "flags")]


def test_a_paragraph_that_changed_places_is_told_as_moved_with_its_present_address() -> None:
    subject = _subject(("first", "2027-01-01", FIRST), now=SECOND.replace("eight", "nine"))
    found = [_passage(words, "2027-01-15", subject=subject) for words in ("It is blue.", "It comes down at dusk.")]
    assert Status.MOVED in {one.status for one in found}
    assert {one.places[0].anchor for one in found} == {"flags.1", "flags.2"}


def test_words_of_a_draft_that_was_published_later_are_found_and_it_is_said_that_the_wording_is_not_known() -> None:
    found = _passage("There are steps with a rope between them.", "2027-01-15", "steps")
    assert (found.status, found.known, found.version) == (Status.SAME, False, ("second", "2027-02-01"))


def test_where_no_version_of_that_day_is_kept_the_wording_at_the_time_is_not_known() -> None:
    found = _passage("There are steps with a rope between them.", "2026-01-15", subject=_subject())
    assert (found.status, found.known) == (Status.SAME, False)


def test_words_that_stand_nowhere_are_told_so() -> None:
    found = _passage("Swimming costs three crowns.", "2027-01-15")
    assert (found.status, found.version, found.places) == (Status.UNKNOWN, None, ())


def test_words_of_an_essay_lead_to_the_essay() -> None:
    found = _passage("clean for two hundred days", "2027-01-15", "")
    assert found.status is Status.SAME
    assert [one.page for one in found.places] == ["essays/water"]


def test_without_a_quote_there_is_no_passage() -> None:
    assert passages(_subject(), [Quoted("gh-1", "  ", "flags", "2027-01-01")]) == {}
