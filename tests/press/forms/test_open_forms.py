"""Forms are opened from the pages that know what they are about, and only while they are taken."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from collect.github.issues import an_issue
from lawloom.collect.github import forms, sorting
from lawloom.model.consultation import Consultation
from lawloom.model.contribution import Kind
from lawloom.model.people import People
from lawloom.model.phase import PhaseKind
from lawloom.press.html.sandbox import Sandbox
from lawloom.press.subject import printer
from press.builders import PHASES, SETTINGS, Case, a_bill, elements

COLLECTING = replace(SETTINGS, repository="owner/laws")
ADDRESS = "https://github.com/owner/laws/issues/new?template="


def slots(case: Case) -> dict[str, str]:
    with Sandbox() as worker:
        press = case.press(worker)
        return printer.slots_of(press, case.desk(press))


def addresses(html: str) -> dict[str, str]:
    """What each form on a page is filled in with, by the name of its file."""
    found = {}
    for href in re.findall(rf'href="({re.escape(ADDRESS)}[^"]*)"', html):
        query = parse_qs(urlsplit(unescape(href)).query)
        assert query.keys() == {"template", "on"}  # a list to choose from or a label would open an empty editor
        found[query["template"][0]] = query["on"][0]
    return found


def test_a_contribution_offers_the_forms_for_what_can_be_said_about_it(page):
    html = page(Case(settings=COLLECTING).add("gh-12", title="A"), "c/gh-12")
    on = "subjects/quiet/c/gh-12/"
    assert addresses(html) == {"argument.yml": on, "source.yml": on, "comment.yml": on}


def test_when_it_is_over_no_form_is_offered(page):
    over = Case(settings=COLLECTING, subject={"phases": PHASES[:1]}).add("gh-12", title="A")
    assert addresses(page(over, "c/gh-12")) == {}


@pytest.mark.parametrize("settings", [SETTINGS, replace(COLLECTING, collect=False)])
def test_where_nothing_is_collected_no_form_is_offered(page, settings):
    html = page(Case(settings=settings).add("gh-12", title="A"), "c/gh-12")
    assert addresses(html) == {}
    assert "<pre>" not in html


def test_the_text_to_be_copied_is_understood_as_an_argument_on_that_very_contribution(page):
    case = Case(settings=COLLECTING).add("gh-3", title="A")
    html = page(case, "c/gh-3")
    text = unescape(re.search(r"<pre>(.*?)</pre>", html, re.S)[1])
    typed = text.replace("### For or against\n", "### For or against\n\nagainst\n") + "\nIt is too loud."
    assert 'href="https://github.com/owner/laws/issues/new"' in html
    consultation = Consultation(COLLECTING, {"quiet": case.desk().subject}, People({}))
    one = sorting.arrival(an_issue("Too loud", typed), consultation, forms.words_of(consultation))
    assert one is not None
    assert (one.kind, one.side, one.text.body) == (Kind.ARGUMENT, "against", "It is too loud.")
    assert sorting.settled([one], {"quiet": {"gh-3"}})[0].on == "gh-3"


def test_an_article_can_be_written_otherwise(page):
    phases = (replace(PHASES[1], name="draft", kind=PhaseKind.DRAFT),)
    html = page(Case(settings=COLLECTING, subject={"bill": a_bill("rooms"), "phases": phases}), "c/rooms")
    assert addresses(html)["comment.yml"] == "subjects/quiet/c/rooms/"
    assert 'href="https://github.com/owner/laws/edit/main/content/subjects/quiet/bill.md"' in html


def test_the_authors_own_cause_is_argued_on_too(page):
    case = Case(settings=COLLECTING, subject={"elements": elements(("late", Kind.SOLUTION, "Buses run late"))})
    case.tell("late", Kind.SOLUTION, origin="author")
    assert addresses(page(case, "c/late"))["argument.yml"] == "subjects/quiet/c/late/"


def test_the_subject_offers_what_its_phases_take_and_what_is_always_open():
    found = addresses(slots(Case(settings=COLLECTING).add("gh-1", title="A"))["now/quiet"])
    assert found == dict.fromkeys(("solution.yml", "petition.yml", "event.yml"), "subjects/quiet/")


def test_signing_leads_to_the_text_and_from_there_to_the_issue_of_the_bill():
    phases = (replace(PHASES[1], name="support", kind=PhaseKind.SUPPORT),)
    case = Case(settings=COLLECTING, subject={"bill": a_bill("rooms"), "phases": phases})
    edition = replace(case.edition(), anchors={"bill": 12})
    case.edition = lambda: edition  # type: ignore[method-assign]
    shown = slots(case)
    assert '<a href="bill/#sign">Sign the bill</a>' in shown["now/quiet"]
    assert 'id="sign"' in shown["support/quiet"]
    assert '<a href="https://github.com/owner/laws/issues/12" rel="noreferrer">' in shown["support/quiet"]


def test_a_subject_of_long_ago_offers_no_form_beside_the_word_that_nothing_is_open():
    phases = (replace(PHASES[1], opens_at="2015-09-26T00:00:00Z", closes_at="2015-10-18T00:00:00Z"),)
    now = slots(Case(settings=COLLECTING, subject={"phases": phases}).add("gh-1", title="A"))["now/quiet"]
    assert "Nothing is open at the moment." in now
    assert addresses(now) == {}


def test_appeals_stand_on_the_page_of_moderation_corrections_on_the_synthesis_questions_on_the_debate():
    kinds = (PhaseKind.SYNTHESIS, PhaseKind.DEBATE)
    phases = tuple(replace(PHASES[1], name=kind.value, kind=kind) for kind in kinds)
    found = slots(Case(settings=COLLECTING, subject={"phases": phases}))
    assert addresses(found["moderation/quiet"]) == {"appeal.yml": "subjects/quiet/moderation/"}
    assert addresses(found["correct/quiet"]) == {"correction.yml": "subjects/quiet/synthesis/"}
    assert addresses(found["questions/quiet"]) == {"question.yml": "subjects/quiet/debate/"}
    closed = slots(Case(settings=COLLECTING))
    assert addresses(closed["correct/quiet"]) == addresses(closed["questions/quiet"]) == {}


def test_readers_of_another_language_get_the_forms_of_theirs(page):
    settings = replace(COLLECTING, languages=("fr",), editions=("en", "fr"))
    html = page(Case(settings=settings, subject={"language": "fr"}).add("gh-12", title="A"), "c/gh-12")
    assert "fr-argument.yml" in addresses(html)
    assert "### À quoi cela répond" in html
