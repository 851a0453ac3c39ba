"""Who has an answer, how fast it came, and what leads nowhere."""

from __future__ import annotations

import json
import runpy
from dataclasses import replace
from pathlib import Path

from lawloom.bill.answering.coverage import By, coverage
from lawloom.bill.answering.coverage_form import figures, printed
from lawloom.content.progress_file import with_steps
from lawloom.model.article import Article, Paragraph, Point
from lawloom.model.bill import Bill
from lawloom.model.contribution import Contribution, Kind
from lawloom.model.editorial import Decision, LaterFate, Outcome
from lawloom.model.progress import Change, ChangeKind, Progress, Stage, Step
from lawloom.model.subject import Subject
from lawloom.model.tally import Figures, ItemTally, SubjectTally
from lawloom.tally.settled import unanswered


def an_item(id: str, kind: Kind = Kind.SOLUTION, **more) -> ItemTally:
    made = ItemTally(id=id, kind=kind, side=None, on=None, total=Figures(), people=0, channels=(), phase="ideas")
    return replace(made, **more)


def a_tally(*items: ItemTally) -> SubjectTally:
    return SubjectTally("village", "", 0, "", {item.id: item for item in items}, {}, None, {})


def sent(tally: SubjectTally, **on: str) -> dict[str, Contribution]:
    return {
        id: Contribution(id, item.kind, None, None, None, None, "mail", f"{on.get(id, '2027-01-01')}T23:00:00Z")
        for id, item in tally.items.items()
    }


def a_decision(*on: str, outcome: Outcome = Outcome.ADOPTED, date: str = "2027-01-11", **more) -> Decision:
    return Decision(on, outcome, "Why.", date, **more)


def a_subject(*decisions: Decision, bill: Bill | None = None) -> Subject:
    return Subject("village", "The village", "", "en", (), decisions=decisions, bill=bill)


def found(tally: SubjectTally, *decisions: Decision, places=None, bill: Bill | None = None, **on: str):
    return coverage(a_subject(*decisions, bill=bill), tally, sent(tally, **on), places or {})


def test_who_has_an_answer_and_who_has_none_add_up_by_phase_and_kind() -> None:
    tally = a_tally(
        an_item("a"), an_item("b", Kind.QUESTION), an_item("c", phase=""), an_item("x", Kind.ARGUMENT),
        an_item("e", Kind.EVENT), an_item("o", origin="author"),
    )  # fmt: skip
    subject = a_subject(a_decision("a", "x"))
    told = figures(coverage(subject, tally, sent(tally)), subject)
    assert [told[key] for key in ("asked", "answered", "open", "beside")] == [3, 1, 2, 1]
    assert told["phases"]["ideas"]["kinds"] == {
        "solution": {"asked": 1, "answered": 1, "open": 0},
        "question": {"asked": 1, "answered": 0, "open": 1},
    }
    assert told["phases"][""]["open"] == 1
    assert told["outcomes"] == {"adopted": 1, "none": 2}


def test_it_finds_unanswered_what_a_phase_cannot_be_settled_with() -> None:
    items = [an_item(name) for name in "abcdefg"]
    items[2], items[3] = replace(items[2], merged_into="a"), replace(items[3], merged_into="e")
    items[4], items[5] = replace(items[4], set_aside="trashed"), replace(items[5], merged_into="g")
    items[6] = replace(items[6], merged_into="f")
    tally, blank = a_tally(*items), replace(a_decision("b"), reason=" ")
    subject = a_subject(a_decision("a"), blank)
    one = coverage(subject, tally, sent(tally))
    assert [item.id for item in one.unanswered] == unanswered(tally, subject, "ideas") == ["b", "f", "g"]
    assert {id: answer.by for id, answer in one.answers.items()} == {
        "a": By.OWN, "c": By.UNITED, "d": By.RULE, "e": By.RULE,
    }  # fmt: skip


def test_an_answer_takes_the_days_between_two_dates() -> None:
    tally = a_tally(*(an_item(f"n{number}") for number in range(10)))
    days = {f"n{number}": f"2027-01-{number + 1:02}" for number in range(10)}
    speed = found(tally, a_decision(*days), **days).speed
    assert speed is not None
    assert (speed.many, speed.median, speed.nine, speed.longest) == (10, 5, 9, 10)


def test_what_came_after_its_theme_was_decided_waited_no_day_and_without_a_date_nothing_is_said() -> None:
    tally = a_tally(an_item("a"), an_item("b"))
    subject = a_subject(a_decision("a", "b", theme="ideas/t", called="T"))
    held = sent(tally, a="2027-02-01")
    held["b"] = replace(held["b"], undated=True)
    one = coverage(subject, tally, held)
    assert [one.answers[id].days for id in "ab"] == [0, None]
    assert one.speed and one.speed.many == 1
    assert found(tally).speed is None


def test_what_happened_later_is_where_it_stands() -> None:
    later = (LaterFate(Outcome.STRUCK_OUT, "2027-03-01", "Senate", "No."),)
    assert found(a_tally(an_item("a")), a_decision("a", later=later)).outcomes == {"struck-out": 1}


def test_each_theme_is_told_with_what_waits_in_it_and_what_was_decided_apart() -> None:
    tally = a_tally(an_item("a"), an_item("b"), an_item("c"))
    places = {"a": ("ideas", "t", "Trams"), "b": ("ideas", "t", "Trams"), "c": ("ideas", "u", "Boats")}
    decisions = a_decision("a"), a_decision("b", theme="ideas/t", called="Trams")
    one = found(tally, *decisions, places=places)
    told = figures(one, a_subject(*decisions))
    assert told["themes"]["ideas"]["t"] == {"asked": 2, "answered": 2, "open": 0}
    assert told["themes"]["ideas"]["u"] == {"asked": 1, "answered": 0, "open": 1}
    assert one.apart == ("a",) and told["ways"] == {"own": 1, "theme": 1}


def test_articles_without_a_contribution_and_decisions_on_articles_that_are_gone_are_told() -> None:
    bill = Bill("B", "", tuple(Article(id, "", id, "T.", 1) for id in ("kept", "own")))
    one = found(a_tally(an_item("a")), a_decision("a", articles=("kept", "lost")), bill=bill)
    assert one.provenance.own == ("own",) and [name for _, name in one.gone] == ["lost"]


def test_what_is_behind_each_paragraph_is_counted_apart() -> None:
    parts = (
        Paragraph("", "a.1", "(1)", ("One.",), 1),
        Paragraph("two", "two", "(2)", ("Two:", Point("deep", "deep", "(a)", ("three.",), 3)), 2),
    )
    bill = Bill("B", "", tuple(Article(id, "", id, "T.", 1, paragraphs=parts) for id in ("a",)))
    whole = Bill(
        "B", "", (*bill.articles, Article("b", "", "b", "T.", 1, paragraphs=(Paragraph("", "b.1", "", (), 5),)))
    )
    decisions = a_decision("x", articles=("deep",)), a_decision("y", articles=("b",))
    one = found(a_tally(an_item("x"), an_item("y")), *decisions, bill=whole)
    told = json.loads(printed(one, a_subject(*decisions, bill=whole)))
    assert told["provenance"]["paragraphs"] == {"all": 3, "named": 1, "article": 1, "own": 1}
    assert one.provenance.own_paragraphs == ("a.1",)
    assert told["paragraphs"] == {
        "a": [{"at": "a.1", "ids": [], "from": "own"}, {"at": "two", "ids": ["two", "deep"], "from": "named"}],
        "b": [{"at": "b.1", "ids": [], "from": "article"}],
    }
    silent = found(a_tally(an_item("x")), a_decision("x"), bill=whole)
    assert {one.behind for row in silent.provenance.paragraphs.values() for one in row} == {None}


def test_of_what_went_into_several_places_the_verifier_finds_which_is_out() -> None:
    verifier = runpy.run_path(str(Path(__file__).parents[3] / "scripts" / "verify_answers.py"))
    part = Paragraph("deep", "deep", "(1)", ("One.",), 1)
    bill = Bill("B", "", tuple(Article(id, "", id, "T.", 1, paragraphs=(part,) * (id == "b")) for id in "abc"))

    def step(day: str, kind: ChangeKind, *articles: str) -> Step:
        return Step("", day, "done", stage=Stage.VOTE, changes=(Change(kind, articles, "No."),))

    out, back = ChangeKind.STRUCK_OUT, ChangeKind.TAKEN_UP_AGAIN
    steps = (step("2027-05-01", out, "a", "deep"), step("2027-05-01", back, "deep"), step("2027-05-03", out, "c"))
    progress = Progress("", steps)
    later = (LaterFate(Outcome.STRUCK_OUT, "2027-05-02", "x", "y"), LaterFate(Outcome.PARTLY, "2027-05-03", "x", "y"))
    decisions = with_steps(
        (
            a_decision("x", articles=("a", "deep", "c")),
            a_decision("y", outcome=Outcome.NOT_KEPT, articles=("a", "b")),
            a_decision("z", articles=("b", "c"), later=later),
        ),
        progress,
        {"deep": "b"},
    )
    subject = replace(a_subject(*decisions, bill=bill), progress=progress)
    tally = a_tally(*(an_item(id) for id in "xyz"))
    told = json.loads(printed(coverage(subject, tally, sent(tally)), subject))
    items = {id: {"kind": "article"} for id in "abc"}
    assert verifier["articles_of"](items, told["decisions"], told["articles"], told["steps"]) == told["articles"]
    ties = {id: {tie["id"]: tie["struck"] for tie in listed} for id, listed in told["articles"].items()}
    assert ties == {"a": {"x": True, "y": True}, "b": {"x": False, "y": False, "z": False}, "c": {"x": True, "z": True}}


def test_the_verifier_finds_ids_of_paragraphs_that_the_bill_does_not_have(tmp_path) -> None:
    verifier = runpy.run_path(str(Path(__file__).parents[3] / "scripts" / "verify_answers.py"))
    (tmp_path / "bill").mkdir()
    (tmp_path / "bill" / "now.md").write_text("## Article 1. A {#a}\n\n(1) One. { #one }\n")
    told = {"a": [{"at": "one", "ids": ["one"], "from": "own"}, {"at": "two", "ids": ["two"], "from": "own"}]}
    wrong: list[str] = []
    ties = {"a": [{"part": "one"}]}
    found = verifier["paragraphs_of"](
        tmp_path, ties, told, True, lambda fine, _, what: None if fine else wrong.append(what)
    )
    assert wrong == ["paragraphs/a/two: not in the bill: ['two']"]
    assert [one["from"] for one in found["a"]] == ["named", "own"]


def test_the_published_file_is_json_with_a_contribution_a_line() -> None:
    tally = a_tally(an_item("a"), an_item("b"))
    subject = a_subject(a_decision("a"))
    raw = printed(coverage(subject, tally, sent(tally)), subject)
    value = json.loads(raw)
    assert value["items"] == {
        "a": {"outcome": "adopted", "by": "own", "days": 10},
        "b": {"outcome": None, "by": None, "days": None},
    }
    assert b'\n  "b": {' in raw
    assert json.loads(printed(coverage(a_subject(), a_tally(), {}), a_subject()))["asked"] == 0
