"""Amendments on the site: what each would change, whether it fits, who its rivals are, and what became of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lawloom.content.bill_text import read_bill
from lawloom.model.bill import Bill, BillVersion
from lawloom.model.change import LONGEST, Change, read, written
from lawloom.model.contribution import Contribution, Kind
from lawloom.model.editorial import Outcome
from lawloom.model.phase import Phase, PhaseKind
from lawloom.press.bill import amendment_pages
from lawloom.press.desk import amendments
from lawloom.press.html.sandbox import Sandbox
from lawloom.press.site.files import Files
from lawloom.synthesis.inheriting import with_merged
from patience import patience
from press.builders import SETTINGS, Case

FLAGS = "Article 1. Flags\n\n(1) A flag is up by nine o’clock.\n\n(2) It comes down at dusk."
TEXT = "## Article 1. Flags {#flags}\n\n(1) A flag is up by nine o’clock.\n\n(2) It comes down at dusk.\n"
NOW = TEXT.replace("dusk", "eight")
DRAFT = (Phase("draft", PhaseKind.DRAFT, "2027-02-01T00:00:00Z", "2027-04-01T00:00:00Z"),)


def _case() -> Case:
    first = BillVersion(
        1, "first draft", "2027-01-01", "01.md", author="ines", articles=read_bill(TEXT, "", 1).articles
    )
    bill = Bill("A bill", "", read_bill(NOW, "", 1).articles, (first,), "second draft", "2027-03-01", author="ines")
    case = Case(subject={"phases": DRAFT, "bill": bill}, settings=SETTINGS)
    case.tell("flags", Kind.ARTICLE)
    return case


def _add(case: Case, id: str, *, quote: str = "", instead: str = "", changes: str = "", **more: str) -> None:
    case.add(id, Kind.AMENDMENT, on="flags", title=f"Amendment {id}", body="Because.", **more)
    case.texts[id] = replace(case.texts[id], quote=quote, instead=instead, changes=changes)


@pytest.fixture
def printed(tmp_path: Path):
    def of(case: Case) -> dict[str, str]:
        case.printed(tmp_path / "site")
        files = Files(tmp_path / "list", tmp_path / "states")
        with Sandbox() as worker:
            press = case.press(worker)
            amendment_pages.print_list(press, case.desk(press), files.part("list"))
        folders = [tmp_path / "site" / "subjects" / case.slug / "c", tmp_path / "list" / "subjects" / case.slug]
        return {path.parent.name: path.read_text("utf-8") for one in folders for path in one.rglob("index.html")}

    return of


def test_an_amendment_shows_what_it_would_change_word_by_word(printed):
    case = _case()
    _add(case, "gh-1", quote="by nine o’clock", instead="by seven o’clock, or <b>at dawn</b>")
    html = printed(case)["gh-1"]
    assert "What it would change" in html
    assert "<del>nine</del>" in html
    assert "&lt;b&gt;at dawn&lt;/b&gt;" in html and "<b>at dawn" not in html
    assert "The article was changed elsewhere since." in html
    assert "What merging would give now" in html
    assert "It comes down at eight." in html.partition("What merging")[2]


def test_an_amendment_whose_words_were_changed_says_when_and_by_whom(printed):
    case = _case()
    _add(case, "gh-1", quote="comes down at dusk", instead="comes down at midnight")
    html = printed(case)["gh-1"]
    assert "words that it would replace were changed in Second draft (1 March 2027), by Ines Valdrun." in html
    assert "What merging would give" not in html
    since = html.split("What became of the article since</summary>")[1].split("</details>")[0]
    assert "It comes down at <del>dusk</del><ins>eight</ins>." in since
    assert 'Changes <a href="../../c/flags/"' in html


def test_rivals_on_the_same_words_stand_together_and_the_others_apart(printed):
    case = _case()
    _add(case, "gh-1", quote="by nine o’clock", instead="by seven o’clock")
    _add(case, "gh-2", quote="nine", instead="ten")
    _add(case, "gh-3", changes=written([Change("flags", FLAGS, FLAGS.replace("A flag", "A blue flag"))]))
    pages = printed(case)
    same, _, elsewhere = pages["gh-1"].partition("On the same words")[2].partition("Elsewhere in the same article")
    assert "gh-2" in same and "gh-3" not in same
    assert "gh-3" in elsewhere.partition("</ul>")[0]
    assert pages["amendments"].count('<ul class="list rivals">') == 1
    assert pages["amendments"].index("gh-1") < pages["amendments"].index("gh-2") < pages["amendments"].index("gh-3")


def test_a_rival_that_is_hidden_or_taken_back_is_none(printed):
    case = _case()
    _add(case, "gh-1", quote="nine", instead="seven")
    _add(case, "gh-2", quote="nine", instead="ten", state="withdrawn")
    _add(case, "gh-3", quote="nine", instead="six", hidden="insult")
    assert "On the same words" not in printed(case)["gh-1"]


def test_words_that_stand_nowhere_are_shown_with_those_for_them(printed):
    case = _case()
    _add(case, "gh-1", quote="never written", instead="written now")
    html = printed(case)["gh-1"]
    assert "<del>never written</del> <ins>written now</ins>" in html
    assert "nobody can say whether it fits" in html


def test_references_are_read_as_their_words_unless_they_are_what_would_change(printed):
    case = _case()
    linked = FLAGS.replace("It", "As [Article 1](#flags) says, it")
    _add(case, "gh-1", changes=written([Change("flags", linked, linked.replace("dusk", "noon"))]))
    _add(case, "gh-2", changes=written([Change("flags", linked, linked.replace("#flags", "#fees"))]))
    pages = printed(case)
    assert "As Article 1 says, it comes" in pages["gh-1"] and "](#" not in pages["gh-1"]
    assert "](#" in pages["gh-2"]


TOP = "title: A bill\nversion: first draft\ndate: 2027-01-01\n\nFor whoever\n\nswims:"


def test_what_would_change_before_the_first_article_is_compared_with_what_stands_there(printed):
    case = _case()
    case.subject["bill"] = replace(case.subject["bill"], preamble="For whoever\n\nswims:")
    for id, old, new in (("gh-1", "whoever", "all who"), ("gh-2", "A bill", "An act"), ("gh-3", "swims", "dives")):
        _add(case, id, changes=written([Change("", TOP, TOP.replace(old, new))]))
    before = TOP.replace("swims", "walks")
    _add(case, "gh-4", changes=written([Change("", before, before.replace("walks", "runs"))]))
    _add(case, "gh-5", changes=written([Change("new", None, "Article 2. Boats\n\nNone.")]))
    pages = printed(case)
    for id in ("gh-1", "gh-2", "gh-3"):
        assert "These words stand, so it still fits." in pages[id]  # version and date are others now
        assert "no version that is kept" not in pages[id]
    assert "On the same words" not in pages["gh-1"]
    assert "It does not fit: the words that it would replace are not those" in pages["gh-4"]
    assert "<bdi>Article 2. Boats</bdi>" in pages["amendments"]


def test_words_that_stand_in_several_places_are_said_to_be_so(printed):
    case = _case()
    _add(case, "gh-1", quote="e", instead="x")
    twice = TEXT.replace("It comes", "The flag comes").replace("up by", "e by").replace("dusk", "e")
    case.subject["bill"] = Bill("A bill", "", read_bill(twice, "", 1).articles, (), "draft", "2027-01-01")
    html = printed(case)["gh-1"]
    assert "These words stand in several places of the article" in html
    assert "<del>e</del> <ins>x</ins>" in html


def test_an_older_record_without_words_shows_its_text_alone(printed):
    case = _case()
    _add(case, "gh-1")
    pages = printed(case)
    assert "What it would change" not in pages["gh-1"]
    assert "Amendment gh-1" in pages["amendments"]


def test_tricks_of_direction_and_endless_articles_cost_only_themselves(printed):
    case = _case()
    evil = FLAGS.replace("nine", "\u202enine\u2066\u200b")
    changes = [Change("flags", FLAGS, evil), Change("other", "x", "y" * (LONGEST + 1)), Change("new", None, "New.")]
    _add(case, "gh-1", changes=written(changes))
    html = printed(case)["gh-1"]
    assert "\u202e" not in html and "\u2066" not in html and "\ufffd" in html
    assert html.count("The text is too long to be shown here.") == 1
    assert "no version that is kept" not in html
    assert "A new article." in html


def test_a_proposal_made_to_be_slow_is_named_and_not_compared(printed):
    case = _case()
    slow = "x y " * 9_000
    for id in ("gh-1", "gh-2", "gh-3"):
        _add(case, id, changes=written([Change("flags", slow, "y x z " * 6_000)]))
    with patience():
        html = printed(case)["gh-1"]
    assert "The text is too long to be shown here." in html


@pytest.mark.parametrize(
    "text", ["", "{", "[1]", '[{"article":1}]', '{"a":1}', "[" * 10_000, '[{"article":"a","before":3}]']
)
def test_changes_of_another_form_are_none(text: str):
    assert read(text) == ()


def test_what_changes_an_amendments_page_changes_its_print():
    case = _case()
    _add(case, "gh-1", quote="nine", instead="seven")
    alone = dict(amendments.printed(case.desk()))
    _add(case, "gh-2", quote="nine", instead="ten")
    assert dict(amendments.printed(case.desk()))["gh-1"] != alone["gh-1"]


def test_what_was_merged_is_adopted_and_what_was_closed_is_not_decided():
    subject = _case().edition().subject
    sent = {"kind": Kind.AMENDMENT, "on": "flags", "by": None, "actor": None, "area": None, "channel": "github"}
    merged, closed = (
        Contribution(
            id=id, sent_at="2027-02-02T00:00:00Z", state="closed", reason=reason, left_at="2027-03-02T09:00:00Z", **sent
        )
        for id, reason in (("gh-1", "merged"), ("gh-2", "not-merged"))
    )
    (decision,) = with_merged(subject, {"gh-1": merged, "gh-2": closed}).decisions
    assert (decision.on, decision.outcome, decision.date) == (("gh-1",), Outcome.ADOPTED, "2027-03-02")
    assert (decision.articles, decision.by) == (("flags",), "ines")
    decided = replace(subject, decisions=(replace(decision, outcome=Outcome.PARTLY),))
    assert with_merged(decided, {"gh-1": merged}).decisions == decided.decisions
