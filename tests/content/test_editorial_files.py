"""Decisions, moderation and the panel of a debate."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.desk import a_desk
from lawloom.model.editorial import Outcome


def entry(text: str) -> str:
    return f"- {{on: gh-1, reason: x, date: 2027-03-01, {text}}}\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (entry("outcome: struck-out"), "struck-out-first"),
        (entry("outcome: same-as"), "same-as-nothing"),
        (entry("outcome: adopted, same_as: gh-2"), "same-as-unused"),
        (entry("outcome: same-as, same_as: gh-1"), "same-as-itself"),
        (entry("outcome: already") * 2, "decided-twice"),
        (
            entry("outcome: not-kept, later: [{outcome: struck-out, date: 2028-01-01, by: A, reason: x}]"),
            "later-without-adoption",
        ),
        (entry("outcome: adopted, later: [{outcome: already, date: 2028-01-01, by: A, reason: x}]"), "later-outcome"),
        (entry("outcome: adopted, later: [{outcome: partly, date: 2026-01-01, by: A, reason: x}]"), "later-is-earlier"),
        (entry("outcome: adopted").replace("gh-1", "'#1'"), "not-an-id"),
        (entry("outcome: adopted").replace("gh-1", "1"), "write-in-quotes"),
        (entry("outcome: adopted").replace("on: gh-1, ", ""), "on-or-theme"),
        (entry("outcome: adopted, theme: causes/rules"), "on-or-theme"),
        (entry("outcome: adopted").replace("on: gh-1", "theme: rules"), "not-a-theme"),
        (entry("outcome: adopted").replace("on: gh-1", "theme: winter/rules"), "theme-of-no-phase"),
        (entry("outcome: adopted").replace("on: gh-1", "theme: causes/rules") * 2, "decided-twice"),
        ("on: gh-1\n", "not-a-list"),
    ],
)
def test_decisions_that_say_nothing_clear_are_refused(tmp_path: Path, text: str, code: str) -> None:
    desk = a_desk(tmp_path)
    sound = "- {on: gh-9, outcome: adopted, reason: Good., date: 2027-03-01}\n"
    desk.quay("decisions.yml", sound + text if code != "not-a-list" else text)
    told = desk.read()
    assert told.codes == [code]
    if code != "not-a-list":
        assert told.quay.decisions[0].on == ("gh-9",), "a bad entry costs itself"
        assert len(told.quay.decisions) == (2 if code == "decided-twice" else 1)


def test_a_decision_may_be_about_a_whole_theme(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.quay("decisions.yml", entry("outcome: adopted").replace("on: gh-1", "theme: causes/rules"))
    told = desk.read()
    assert told.problems == []
    [decision] = told.quay.decisions
    assert (decision.on, decision.theme, decision.place) == ((), "causes/rules", ("causes", "rules"))


def test_an_adopted_text_may_be_struck_out_later(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    fate = "later: [{outcome: struck-out, date: 2028-01-01, by: Assembly, reason: x, link: https://a.example/1}]"
    desk.quay("decisions.yml", entry(f"outcome: adopted, {fate}"))
    told = desk.read()
    assert told.problems == []
    assert told.quay.decisions[0].later[0].outcome is Outcome.STRUCK_OUT


def test_an_entry_with_two_equal_keys_costs_itself(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.quay(
        "decisions.yml", entry("outcome: adopted") + entry("outcome: adopted, outcome: partly").replace("gh-1", "gh-2")
    )
    told = desk.read()
    assert told.at("key-twice") == "decisions.yml:2"
    assert [decision.on for decision in told.quay.decisions] == [("gh-1",)]


@pytest.mark.parametrize(
    ("text", "code", "kept"),
    [
        ("- {on: gh-1, act: hide, reason: x, date: 2027-03-01}\n", "rule-missing", 1),
        ("- {on: gh-1, act: hide, rule: 3, reason: x, date: 2027-02-30}\n", "no-such-day", 1),
        ("- {on: gh-1, act: hide, rule: 3, reason: x, date: 2027-02-20, bye: a}\n", "unknown-key", 1),
        ("- {on: gh-1, act: merge, reason: x, date: 2027-03-01}\n", "merge-into-nothing", 0),
        ("- {on: gh-1, act: split, reason: x, date: 2027-03-01}\n", "split-into-nothing", 0),
        ("- {on: gh-1, act: split, into: gh-1, reason: x, date: 2027-03-01}\n", "split-into-itself", 0),
        ("- {on: gh-1, act: unsplit, reason: x, date: 2027-03-01}\n", "into-missing", 0),
        ("- {on: gh-1, act: label, reason: x, date: 2027-03-01}\n", "into-missing", 0),
        ("- {on: gh-1, act: unlabel, reason: x, date: 2027-03-01}\n", "into-missing", 0),
        ("- {on: gh-1, act: label, into: Night trains, reason: x, date: 2027-03-01}\n", "not-a-slug", 0),
        ("- {on: gh-1, act: merge, into: Night trains, reason: x, date: 2027-03-01}\n", "not-an-id", 0),
        ("- {on: gh-1, act: lable, into: a, reason: x, date: 2027-03-01}\n", "not-one-of", 1),
        ("- {on: gh-1, act: merge, into: gh-1, reason: x, date: 2027-03-01}\n", "merge-into-itself", 0),
        ("- {on: gh-1, act: restore, into: gh-2, reason: x, date: 2027-03-01}\n", "into-unused", 1),
        ("- {on: gh-1, act: hides, rule: 3, reason: x, date: 2027-03-01}\n", "not-one-of", 1),
        ("- {on: gh-1, act: merge, into: gh-2, rule: 3, reason: x, date: 2027-02-30}\n", "no-such-day", 0),
    ],
)
def test_an_act_that_removes_a_text_is_kept_even_where_its_entry_has_a_fault(
    tmp_path: Path, text: str, code: str, kept: int
) -> None:
    desk = a_desk(tmp_path)
    desk.quay("moderation.yml", text)
    told = desk.read()
    assert told.codes == [code]
    assert len(told.quay.moderation) == kept


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("- on: [cs-1, cs-2]\n  act: hide", {"cs-1", "cs-2"}),
        ("- on: cs-1, cs-2\n  act: hide", {"cs-1", "cs-2"}),
        ("- on: cs-3\n  act: Hide", {"cs-3"}),
        ("- on: CS-6\n  act: hide", {"cs-6"}),
        ("- on: cs-7\n  act: set aside", {"cs-7"}),
        ("- on: cs-8\n  act: restore\n  act: hide", {"cs-8"}),
        ("- on: cs-8\n  act: Restore", set()),
        ("- on: cs-1\n  on: cs-2\n  act: hide", None),
        ("- on: '#9'\n  act: hide", None),
        ("- act: hide", None),
        ("- cs-1 hide", None),
    ],
)
def test_an_entry_with_a_slip_never_leaves_a_text_in_view(tmp_path: Path, text: str, hidden: set[str] | None) -> None:
    desk = a_desk(tmp_path)
    rest = "" if text == "- cs-1 hide" else "\n  rule: 3\n  reason: x\n  date: 2027-03-01"
    desk.quay("moderation.yml", f"{text}{rest}\n")
    told = desk.read()
    assert told.codes, "the slip is told"
    if hidden is None:
        assert "subject-withheld" in told.codes
    else:
        acts = [act for act in told.quay.moderation if act.act.value in ("hide", "set-aside")]
        assert {act.on for act in acts} == hidden


def test_a_label_needs_a_word_and_no_rule(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.quay("moderation.yml", "- {on: gh-1, act: label, into: gh-1-needs-source, reason: x, date: 2027-03-01}\n")
    told = desk.read()
    assert told.problems == []
    assert [(act.act.value, act.into, act.rule) for act in told.quay.moderation] == [("label", "gh-1-needs-source", "")]


def test_merges_that_go_round_in_a_circle_are_refused(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    rows = [
        f"- {{on: gh-{a}, act: merge, into: gh-{b}, reason: x, date: 2027-03-01}}\n"
        for a, b in ((1, 2), (2, 3), (3, 1))
    ]
    desk.quay("moderation.yml", "".join(rows))
    told = desk.read()
    assert told.at("merge-circle") == "moderation.yml:3"
    assert len(told.quay.moderation) == 2


def test_a_subject_whose_moderation_cannot_be_read_is_withheld(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.quay("moderation.yml", "- {on: gh-1, act: hide\n")
    told = desk.read()
    assert told.codes == ["subject-withheld", "bracket-not-closed"]
    assert told.consultation is not None
    assert told.consultation.subjects == {}


def test_a_chosen_seat_needs_a_reason_and_a_drawn_one_does_not(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    panel = "---\ndate: 2027-02-20T18:00+01:00\npanel:\n  - {name: Ana, way: lot}\n  - {name: Ben, way: chosen}\n---\n"
    desk.quay("debate.md", panel)
    told = desk.read()
    assert told.at("chosen-without-reason") == "debate.md:5"
    assert told.quay.debate is not None
    assert [seat.name for seat in told.quay.debate.seats] == ["Ana"]


def test_outcomes_that_point_at_each_other_in_a_circle_are_refused(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    one, two, three = (
        f"- {{on: gh-{a}, outcome: same-as, same_as: gh-{b}, reason: x, date: 2027-03-01}}\n"
        for a, b in ((1, 2), (2, 3), (3, 1))
    )
    desk.quay("decisions.yml", one + two + three)
    told = desk.read()
    assert told.at("same-as-circle") == "decisions.yml:3"
    assert len(told.quay.decisions) == 2


@pytest.mark.parametrize("blank", ["''", "'  '", "'\u200b'"])
def test_a_reason_that_nobody_can_see_is_none(tmp_path: Path, blank: str) -> None:
    desk = a_desk(tmp_path)
    desk.quay("decisions.yml", entry("outcome: adopted").replace("reason: x", f"reason: {blank}"))
    assert desk.read().at("empty-text") == "decisions.yml:1"
