"""Numbers that people's files name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lawloom.errors import Place
from lawloom.ledger.references import Awaited, unknown_references
from lawloom.model.contribution import Kind
from lawloom.model.editorial import Debate, Decision, Moderation, ModerationAct, Outcome, Seat
from lawloom.model.subject import Element, Subject

FOLDER = "content/subjects/village"


def a_subject() -> Subject:
    decision = Decision(("gh-12", "gh-13"), Outcome.SAME_AS, "Says the same", "2027-01-01", same_as="gh-1", line=4)
    act = Moderation("gh-99", ModerationAct.MERGE, "", "the same", "2027-01-01", into="a-bench", line=7)
    seats = (Seat("Ana", "support", contribution="gh-12"), Seat("Bo", "chosen", "was missing"))
    debate = Debate("Debate", "2027-02-01", "", "", "", (), seats)
    return Subject(
        "village",
        "The village",
        "",
        "en",
        (),
        elements=(Element("a-bench", Kind.SOLUTION, "A bench"),),
        decisions=(decision,),
        moderation=(act,),
        debate=debate,
    )


def test_each_unknown_number_is_named_with_its_line_and_the_nearest_known() -> None:
    found = unknown_references(a_subject(), ["gh-1", "gh-12"], FOLDER)
    told = [(one.place, dict(one.values)["id"]) for one in found]
    assert told == [(Place(f"{FOLDER}/decisions.yml", 4), "gh-13"), (Place(f"{FOLDER}/moderation.yml", 7), "gh-99")]
    assert dict(found[0].values)["near"] in {"gh-1", "gh-12"}
    assert all(one.warning for one in found)


def test_the_word_of_a_label_is_no_number() -> None:
    label = Moderation("gh-1", ModerationAct.LABEL, "", "x", "2027-01-01", into="night-trains", line=9)
    subject = replace(a_subject(), moderation=(label,))
    assert unknown_references(subject, ["gh-1", "gh-12", "gh-13"], FOLDER) == []


def test_nothing_is_said_where_all_are_known() -> None:
    assert unknown_references(a_subject(), ["gh-1", "gh-12", "gh-13", "gh-99"], FOLDER) == []


def test_a_decision_on_what_cannot_come_any_more_is_refused_and_all_else_only_told() -> None:
    held = {"village": ["gh-1", "gh-12"], "town": ["gh-20"]}
    awaited = Awaited(held, looked="2026-12-01T06:00:00Z", forge=True, comments=False, inbox=False)
    found = unknown_references(a_subject(), ["gh-1", "gh-12"], FOLDER, awaited)
    assert [(dict(one.values)["id"], one.warning) for one in found] == [("gh-13", False), ("gh-99", True)]


@pytest.mark.parametrize(
    ("id", "forge", "comments", "inbox", "waits"),
    [
        ("gh-21", True, False, False, True),  # above every number that was seen, in any subject
        ("gh-20", True, False, False, False),
        ("gh-21", False, False, False, False),  # nothing is collected
        ("gh-c71", True, False, False, True),
        ("gh-c69", True, False, False, False),
        ("gh-c69", True, True, False, True),  # comments that nobody has read yet
        ("cs-4", True, True, True, False),  # a row of a table: its import would have brought it
        ("f-0123456789", True, True, False, False),
        ("f-0123456789", False, False, True, True),
    ],
)
def test_what_a_run_may_still_bring_is_waited_for(
    id: str, forge: bool, comments: bool, inbox: bool, waits: bool
) -> None:
    held = {"village": ["gh-12", "cs-1"], "town": ["gh-20", "gh-c70"]}
    looked = "2027-03-01T06:00:00Z"
    awaited = Awaited(held, looked=looked, forge=forge, comments=comments, inbox=inbox)
    assert awaited(id, "2027-03-01") is waits
    if id == "gh-21":
        assert not awaited(id, "2027-02-28"), "it was decided on before the last look, which did not bring it"
