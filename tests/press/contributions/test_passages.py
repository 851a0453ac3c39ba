"""Comments on a passage: what is said beside them, and the way to send one."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from lawloom.content.bill_text import read_bill
from lawloom.model.bill import Bill, BillVersion
from lawloom.model.contribution import Kind
from lawloom.model.editorial import Essay
from lawloom.model.phase import Phase, PhaseKind
from lawloom.press.contributions import passages
from lawloom.press.html.sandbox import Sandbox
from lawloom.press.subject import printer
from press.builders import SETTINGS, Case

FIRST = "## Article 1. Flags {#flags}\n\n(1) A flag is up by nine o’clock.\n\n(2) It comes down at dusk, always.\n"
NOW = (
    "## Article 1. Flags {#flags}\n\n(1) A flag is up by eight o’clock & < a half.\n\n(2) It is blue wherever it is.\n"
)
DRAFT = (Phase("draft", PhaseKind.DRAFT, "2027-02-01T00:00:00Z", "2027-04-01T00:00:00Z"),)
OVER = (Phase("draft", PhaseKind.DRAFT, "2027-02-01T00:00:00Z", "2027-03-01T00:00:00Z"),)
COLLECTING = replace(SETTINGS, repository="owner/laws")


def _case(*quotes: str, phases: tuple[Phase, ...] = DRAFT, settings=COLLECTING) -> Case:
    first = BillVersion(1, "first draft", "2027-01-01", "01.md", articles=read_bill(FIRST, "", 1).articles)
    bill = Bill("A bill", "", read_bill(NOW, "", 1).articles, (first,), "second draft", "2027-03-01")
    essay = Essay("water", "Of water", "ines", "2027-01-01", "# Begin\n\nWe looked.\n\nIt is *clean* today.\n\n- one\n")
    case = Case(settings=settings, subject={"phases": phases, "bill": bill, "essays": (essay,)})
    case.tell("flags", Kind.ARTICLE)
    for at, words in enumerate(quotes, 1):
        case.add(f"gh-c{at}", Kind.COMMENT, on="flags", body="Oh.")
        case.texts[f"gh-c{at}"] = replace(case.texts[f"gh-c{at}"], quote=words)
    return case


@pytest.fixture
def page(tmp_path):
    def printed(case: Case) -> str:
        case.printed(tmp_path / "site")
        return (tmp_path / "site" / "subjects" / case.slug / "c" / "flags" / "index.html").read_text("utf-8")

    return printed


def _slots(case: Case) -> dict[str, str]:
    with Sandbox() as worker:
        press = case.press(worker)
        return printer.slots_of(press, case.desk(press))


def test_a_comment_says_what_became_of_the_words_it_quotes(page):
    html = page(_case("A flag is up by nine o’clock.", "It comes down at dusk, always.", "Never written at all."))
    assert "<b>Text changed.</b>" in html
    assert "Changed since: the text as it stands." in html
    assert "<del>nine o’clock.</del>" in html and "&amp; &lt; a half" in html
    assert '<a href="../../bill/#flags.1">Article 1. Flags</a>' in html
    assert "<b>Gone.</b>" in html
    assert "<b>Not found.</b>" in html


def test_what_became_of_them_changes_the_print_of_the_page():
    case = _case("A flag is up by nine o’clock.")
    changed = dict(passages.printed(case.desk()))
    bill = case.subject["bill"]
    case.subject["bill"] = replace(bill, articles=bill.versions[0].articles)
    assert changed.keys() == {"gh-c1"} == dict(passages.printed(case.desk())).keys()
    assert changed != dict(passages.printed(case.desk()))


def test_they_are_published_as_annotations():
    found = passages.files(_case("A flag is up by nine o’clock.").desk())
    assert b'"type": "TextQuoteSelector"' in found[passages.FILE]
    assert passages.files(_case().desk()) == {}


def test_every_paragraph_of_a_bill_and_of_an_essay_leads_to_a_form_that_holds_its_words():
    found = {name: html for name, html in _slots(_case()).items() if name.startswith("on/")}
    assert found.keys() == {
        "on/quiet/flags.1", "on/quiet/flags.2", "on/quiet/essays/water/1", "on/quiet/essays/water/2",
    }  # fmt: skip
    asked = {}
    for name, html in found.items():
        (href,) = re.findall(r'href="([^"]*)"', html)
        asked[name] = parse_qs(urlsplit(unescape(href)).query)
    assert asked["on/quiet/flags.1"] == {
        "template": ["comment.yml"],
        "on": ["subjects/quiet/c/flags/"],
        "quote": ["A flag is up by eight o’clock & < a half."],
    }  # fmt: skip
    assert asked["on/quiet/essays/water/2"]["quote"] == ["It is clean today."]
    assert 'Comment on this<span class="vh">: paragraph (2) of Article 1</span>' in found["on/quiet/flags.2"]


def test_the_words_of_a_paragraph_with_an_id_of_its_own_are_filled_in_once():
    case = _case()
    named = "## Article 1. Flags {#flags}\n\n(1) A **flag** is a piece of cloth. {#flag}\n"
    case.subject["bill"] = replace(case.subject["bill"], articles=read_bill(named, "", 1).articles)
    (href,) = re.findall(r'href="([^"]*)"', _slots(case)["on/quiet/flag"])
    assert parse_qs(urlsplit(unescape(href)).query)["quote"] == ["A flag is a piece of cloth."]


def test_without_a_forge_it_is_a_letter_and_when_it_is_over_there_is_none():
    mail = _slots(_case(settings=replace(SETTINGS, contact="laws@example.org")))["on/quiet/flags.2"]
    assert 'href="mailto:laws@example.org?' in mail and "It%20is%20blue" in mail
    over = _slots(_case(phases=OVER))
    assert over["on/quiet/flags.1"] == over["on/quiet/essays/water/1"] == ""
    assert "comment.yml" not in over["article/quiet/flags"] and "amendment.yml" not in over["article/quiet/flags"]


def test_beside_an_article_other_words_can_be_proposed():
    html = _slots(_case())["article/quiet/flags"]
    assert "template=amendment.yml&amp;on=subjects/quiet/c/flags/" in html
    assert 'Propose other words<span class="vh">: Article 1</span>' in html
    mail = _slots(_case(settings=replace(SETTINGS, contact="laws@example.org")))["article/quiet/flags"]
    assert "Replace%20these%20words" in mail
