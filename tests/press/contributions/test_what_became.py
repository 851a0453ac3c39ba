"""What became of a contribution, and where an article comes from: told on the page of each."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from lawloom.model.article import Article, Paragraph
from lawloom.model.bill import BillVersion
from lawloom.model.contribution import Kind, Side
from lawloom.model.editorial import Decision, LaterFate, Outcome
from lawloom.model.progress import Progress, Stage, Step
from lawloom.model.vote import Stance
from press.builders import Case, a_bill, words

VOTES = {Stance.FOR: 1320, Stance.MIXED: 282, Stance.AGAINST: 1732}


def test_a_paragraph_that_it_went_into_is_named_by_the_number_it_has_today(page):
    parts = (Paragraph("quiet", "quiet", "(2)", ("It is quiet.",), 3),)
    article = Article("rooms", "Article 1", "Rooms", "(2) It is quiet.", 1, paragraphs=parts)
    decision = Decision(("gh-1",), Outcome.ADOPTED, "Yes.", "2027-06-09", articles=("quiet",))
    bill = replace(a_bill("rooms"), articles=(article,))
    html = page(Case(subject={"decisions": (decision,), "bill": bill}).add("gh-1", title="A"), "c/gh-1")
    assert '<a href="../../bill/#quiet">Article 1. Rooms, (2)</a>' in html


def test_what_became_of_it_is_told_step_by_step_also_when_it_was_struck_out_later(page):
    later = (
        LaterFate(Outcome.STRUCK_OUT, "2027-12-11", "Assembly, 88 to 71", "Federal law.", "https://parl.example/1"),
    )
    decision = Decision(
        ("gh-1",), Outcome.ADOPTED, "A bed is cheaper.", "2027-06-09", "ines", articles=("rooms",), later=later
    )
    case = Case(subject={"decisions": (decision,), "bill": a_bill("rooms")}).add("gh-1", title="A")
    html = page(case, "c/gh-1")
    text = words(html)
    assert "Adopted 9 June 2027, by Ines Valdrun A bed is cheaper. In the bill: Article 1. Rooms" in text
    assert "Struck out 11 December 2027, by Assembly, 88 to 71 Federal law. Official record (parl.example)" in text
    assert '<a href="../../bill/#rooms">' in html
    assert re.findall(r'<li class="(\w+)"><h3><span class="out (\w+)">', html) == [("kept", "kept"), ("cut", "cut")]


def test_a_step_has_the_symbol_of_its_outcome(page):
    decision = Decision(("gh-1",), Outcome.NOT_KEPT, "No.", "2027-06-09", "ines")
    html = page(Case(subject={"decisions": (decision,)}).add("gh-1", title="A"), "c/gh-1")
    assert '<li class="no"><h3><span class="out no">' in html


def test_without_a_decision_the_page_says_that_it_is_still_due(page):
    assert "Not decided yet" in words(page(Case().add("gh-1", title="A"), "c/gh-1"))


@pytest.mark.parametrize("decided", [False, True])
def test_what_became_of_it_stands_after_the_votes_and_before_what_others_say(page, decided):
    decision = Decision(("gh-1",), Outcome.NOT_KEPT, "A reason.", "2027-06-09", "ines")
    case = Case(subject={"decisions": (decision,) if decided else ()}).add("gh-1", title="A", body="TEXT", votes=VOTES)
    case.add("cc-a1", Kind.ARGUMENT, on="gh-1", side=Side.FOR, body="BECAUSE")
    text = words(page(case, "c/gh-1"))
    places = [text.index(one) for one in ("TEXT", "1,320", "What became of it", "BECAUSE")]
    assert places == sorted(places)


def test_an_article_says_what_it_comes_from_and_that_it_was_struck_out_as_its_bill_does(page):
    later = (LaterFate(Outcome.STRUCK_OUT, "2027-12-11", "Assembly", "It is <b>dark</b>.", "https://parl.example/1"),)
    decisions = (
        Decision(("gh-1",), Outcome.ADOPTED, "Yes.", "2027-06-09", articles=("rooms",), later=later),
        Decision(("cc-a1",), Outcome.PARTLY, "Half.", "2027-06-09", articles=("rooms",)),
    )
    case = Case(subject={"decisions": decisions, "bill": a_bill("rooms", "doors")}).add("gh-1", title="A <i>bed</i>")
    case.add("cc-a1", Kind.ARGUMENT, on="gh-1", side=Side.FOR, title="Why")
    html = page(case, "c/rooms")
    text = words(html)
    assert "Where it comes from gh-1 A <i>bed</i> (adopted, then struck out) cc-a1 Why (in part)" in text
    assert 'href="../../c/gh-1/#cc-a1">' in html
    assert re.findall(r'<li class="(\w+)"><a class="id"', html) == ["cut", "part"]
    assert "Struck out on 11 December 2027 (Assembly). Reason: It is <b>dark</b>. Official record" in text
    assert "It is the author’s own: no contribution is behind it." in words(page(case, "c/doors"))


def test_an_article_is_printed_again_when_what_it_comes_from_is_renamed_or_hidden(page, tmp_path):
    decision = Decision(("gh-1",), Outcome.ADOPTED, "Yes.", "2027-06-09", articles=("rooms",))
    case = Case(subject={"decisions": (decision,), "bill": a_bill("rooms")}).add("gh-1", title="A bed")
    case.printed(tmp_path / "site", tmp_path / "states")
    case.contributions["gh-1"] = replace(case.contributions["gh-1"], hidden="3")
    case.printed(tmp_path / "site", tmp_path / "states")
    assert "A bed" not in (tmp_path / "site/subjects/quiet/c/rooms/index.html").read_text("utf-8")


def test_the_page_of_an_article_names_what_is_about_it_and_is_printed_again_with_it(page, tmp_path):
    case = Case(subject={"bill": a_bill("rooms")}).add("gh-1", Kind.AMENDMENT, on="rooms", title="Wider")
    case.printed(tmp_path / "site", tmp_path / "states")
    printed = tmp_path / "site/subjects/quiet/c/rooms/index.html"
    assert '<li>Amendment: <a href="../../c/gh-1/"><bdi>Wider</bdi></a></li>' in printed.read_text("utf-8")
    case.contributions["gh-1"] = replace(case.contributions["gh-1"], hidden="3")
    case.printed(tmp_path / "site", tmp_path / "states")
    assert "Wider" not in printed.read_text("utf-8")


RAIN = Article(
    "rain",
    "Article 12",
    "Rain",
    "(1) Rain stays.\n\n(2) Beds come first.",
    4,
    paragraphs=(Paragraph("stays", "stays", "(1)", ("Rain stays.",), 5), Paragraph("", "rain.2", "(2)", ("Beds.",), 7)),
)


def test_a_contribution_shows_todays_words_of_what_it_led_to(page):
    decision = Decision(("gh-1",), Outcome.ADOPTED, "Yes.", "2027-06-09", articles=("rain",))
    bill = replace(a_bill("rooms"), articles=(RAIN,))
    html = page(Case(subject={"decisions": (decision,), "bill": bill}).add("gh-1", title="A"), "c/gh-1")
    assert "Article 12. Rain as it stands today (1) Rain stays. (2) Beds come first." in words(html)
    assert '<div class="today"><h3><a href="../../bill/#rain">' in html


def test_of_a_paragraph_only_its_own_words_stand_there(page):
    decision = Decision(("gh-1",), Outcome.ADOPTED, "Yes.", "2027-06-09", articles=("stays",))
    bill = replace(a_bill("rooms"), articles=(RAIN,))
    html = page(Case(subject={"decisions": (decision,), "bill": bill}).add("gh-1", title="A"), "c/gh-1")
    assert "Article 12. Rain, (1) as it stands today (1) Rain stays." in words(html)
    assert "Beds" not in html and 'href="../../bill/#stays"' in html


def test_of_what_the_bill_has_no_longer_the_last_words_stand_there(page):
    decision = Decision(("gh-1",), Outcome.ADOPTED, "Yes.", "2027-06-09", articles=("rain",))
    early = BillVersion(1, "outline", "2027-05-01", "x/01-outline.md", articles=(replace(RAIN, text="Some rain."),))
    late = BillVersion(2, "first-draft", "2027-06-02", "x/02-first-draft.md", articles=(RAIN,))
    case = Case(subject={"decisions": (decision,), "bill": replace(a_bill("rooms"), versions=(early, late))})
    html = page(case.add("gh-1", title="A"), "c/gh-1")
    text = words(html)
    assert "In the bill: Article 12. Rain" in text and ">rain<" not in html
    assert "Article 12. Rain: no longer in the text" in text
    assert "It last stood in the version “first draft” of 2 June 2027. It said: (1) Rain stays." in text
    assert 'href="../../bill/versions/02-first-draft/#rain"' in html


@pytest.mark.parametrize(("stage", "said"), [("rejected", "Rejected"), ("promulgated", "Signed and published")])
def test_what_went_into_a_bill_says_how_the_bill_as_a_whole_ended_and_what_did_not_says_nothing(page, stage, said):
    kept = Decision(("gh-1",), Outcome.ADOPTED, "Yes.", "2027-06-09", articles=("rain",))
    left = Decision(("gh-2",), Outcome.NOT_KEPT, "No.", "2027-06-09")
    steps = (Step("", "2027-09-01", "done", stage=Stage.TABLED), Step("", "2027-12-04", "done", stage=Stage(stage)))
    subject = {"decisions": (kept, left), "bill": replace(a_bill("rooms"), articles=(RAIN,))}

    def told(progress: Progress | None, name: str) -> str:
        case = Case(subject={**subject, "progress": progress}).add("gh-1", title="A").add("gh-2", title="B")
        return words(page(case, f"c/{name}"))

    assert f"The bill as a whole: {said}, 4 December 2027." in told(Progress("", steps), "gh-1")
    assert "as a whole" not in told(Progress("", steps), "gh-2")
    assert "as a whole" not in told(Progress("", steps[:1]), "gh-1")
    assert "as a whole" not in told(None, "gh-1")


def test_what_was_decided_for_the_whole_theme_says_so_on_each_member(page):
    by_theme = Decision(
        ("gh-1", "gh-2"), Outcome.PARTLY, "Half.", "2027-06-09", theme="solutions/beds", called="Beds <b>first</b>"
    )
    case = Case(subject={"decisions": (by_theme,)}).add("gh-1", title="A").add("gh-2", title="B")
    html = page(case, "c/gh-2")
    assert "Adopted in part 9 June 2027. Decided for the whole theme: Beds <b>first</b> Half." in words(html)
    assert '<a href="../../synthesis/solutions/beds/">' in html
