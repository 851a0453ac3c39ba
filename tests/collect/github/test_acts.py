"""What labels of moderation come to, event by event: each is taken back for itself."""

from __future__ import annotations

from typing import Any

import pytest

from lawloom.collect.github.acts import Acts, act_of, standing
from lawloom.collect.github.records import Issue, Labelling, Person
from lawloom.ledger.fold import fold_lines
from lawloom.model.consultation import Settings
from ledger.chains import GENESIS

MODERATOR, STRANGER = Person(1, "mo"), Person(2, "mallory")
SETTINGS = Settings("Laws", ("en",), "UTC", roles={"moderation": ("mo",)})
LATE = "2027-03-31T00:00:00Z"


def an_issue(*labels: str) -> Issue:
    day = "2027-03-01T00:00:00Z"
    return Issue(7, 7, "I7", "A", "", None, day, day, "", "", "OPEN", "", labels, False, 0, (), 0, "")


def happened(*events: str, by: Person = MODERATOR) -> list[Labelling]:
    """Of "+ label" and "- label" the events, a minute apart."""
    return [
        Labelling(f"E{at}", event[0] == "+", event[2:], by, f"2027-03-02T10:{at:02}:00Z")
        for at, event in enumerate(events)
    ]


def lines(*events: str, on: tuple[str, ...] = (), by: Person = MODERATOR) -> tuple[list[dict[str, Any]], list[str]]:
    acts = Acts(SETTINGS, None, {}, LATE)
    found = list(acts.lines(an_issue(*on), happened(*events, by=by), {"gh-7", "gh-12"}))
    return found, [one.code for one in acts.problems]


def said(*events: str) -> list[tuple[str, str]]:
    return [(line.get("act", line["kind"]), line.get("into", line.get("rule"))) for line in lines(*events)[0]]


@pytest.mark.parametrize(
    ("label", "act"),
    [
        ("label night-trains", ("label", "night-trains")),
        (" label: Night-Trains ", ("label", "night-trains")),
        ("label : a", ("label", "a")),
        ("label night trains", ("label", "night trains")),
        ("split GH-12", ("split", "gh-12")),
        ("hide 3", ("hide", "3")),
        ("label", None),
        ("labels night-trains", None),
        ("unlabel night-trains", None),
        ("night-trains", None),
    ],
)
def test_a_label_is_read_as_the_act_it_asks_for(label: str, act: tuple[str, str] | None):
    assert act_of(label) == act


@pytest.mark.parametrize(
    ("events", "acts"),
    [
        (["+ label a", "- label a"], [("label", "a"), ("unlabel", "a")]),
        (["+ label a", "+ label b", "- label a"], [("label", "a"), ("label", "b"), ("unlabel", "a")]),
        (["+ label a", "+ label: A", "- label a"], [("label", "a"), ("label", "a")]),
        (["+ split gh-12", "- split gh-12"], [("split", "gh-12"), ("unsplit", "gh-12")]),
        (["+ hide 3", "+ label a", "- label a"], [("hide", "3"), ("label", "a"), ("unlabel", "a")]),
        (["+ hide 3", "+ label a", "- hide 3"], [("hide", "3"), ("label", "a"), ("restore", "3")]),
        (["+ hide 3", "+ split gh-12", "- hide 3"], [("hide", "3"), ("split", "gh-12"), ("restore", "3")]),
        (["+ hide 3", "+ set-aside 2", "- hide 3"], [("hide", "3"), ("set-aside", "2")]),
        (["- label a"], []),
    ],
)
def test_what_is_taken_off_takes_back_that_and_no_other(events: list[str], acts: list[tuple[str, str]]):
    assert said(*events) == acts


def test_a_label_is_recorded_with_its_word_under_no_rule_and_without_a_name():
    ((line,), told) = lines("+ label night-trains", on=("label night-trains",))
    assert {key: line[key] for key in ("kind", "on", "act", "into", "rule", "role")} == {
        "kind": "moderation",
        "on": "gh-7",
        "act": "label",
        "into": "night-trains",
        "rule": "",
        "role": "moderation",
    }
    assert told == []


def test_a_label_of_a_stranger_or_without_a_word_is_told_and_not_believed():
    assert lines("+ label a", on=("label a",), by=STRANGER) == ([], ["label-not-believed"])
    assert lines("+ label a b", on=("label a b",)) == ([], ["label-no-word"])
    assert lines("+ label a", "- label a", by=STRANGER) == ([], [])


@pytest.mark.parametrize(
    "events",
    [
        ["+ label a", "+ hide 3", "- hide 3"],
        ["+ label a", "+ split gh-12", "- label a"],
        ["+ split gh-12", "+ label b", "- split gh-12", "+ hide 3"],
    ],
)
def test_the_record_says_the_labels_that_are_on(events: list[str]):
    found, _ = lines(*events)
    ledger = fold_lines([GENESIS, *found])
    on = {act_of(event[2:]) for event in events if event[0] == "+"}
    off = {act_of(event[2:]) for event in events if event[0] == "-"}
    assert standing(ledger.acts, "gh-7") == on - off
