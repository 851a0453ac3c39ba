"""What waits for a facilitator in one subject, and what does not."""

from __future__ import annotations

from dataclasses import replace

from lawloom.ledger.fold import fold_lines
from lawloom.model.editorial import Decision, Moderation, ModerationAct, Outcome
from lawloom.model.subject import Subject
from lawloom.tally import count
from lawloom.tally.waiting import Waiting, waiting
from ledger.chains import opened
from tally.builders import a_phase, a_subject, day

LAMPS = {"cc-1": "Lamps along the canal", "cc-2": "Lamps along the old canal", "cc-3": "Benches at the stop"}


def waits(subject: Subject, *lines, as_of: str = day(10), done: tuple[str, ...] = (), **changes) -> Waiting:
    """changes: of contributions, by id with _ for -"""
    ledger = fold_lines(lines)
    held = dict(ledger.contributions)
    for name, change in changes.items():
        id = name.replace("_", "-")
        held[id] = replace(held[id], **change)
    tally = replace(count(ledger, subject), as_of=as_of)
    return waiting(subject, held, tally, done=done, titles=lambda ids: {id: LAMPS.get(id, "") for id in ids})


def sent(id: str, kind: str = "solution", on: str | None = None):
    return opened(id, type=kind, on=on, at=day(2))


def answered(subject: Subject, *ids: str) -> Subject:
    return replace(subject, decisions=(Decision(ids, Outcome.ADOPTED, "It is so.", "2027-03-09"),))


OPEN = a_subject(a_phase("solutions", 1, 30))
OVER = a_subject(a_phase("solutions", 1, 5))


def test_of_a_phase_that_is_over_those_without_an_outcome_wait_until_it_is_settled():
    lines = sent("cc-1"), sent("cc-3")
    assert waits(OPEN, *lines).unanswered == {}
    assert waits(OVER, *lines).unanswered == {"solutions": ["cc-1", "cc-3"]}
    assert waits(answered(OVER, "cc-1"), *lines).unanswered == {"solutions": ["cc-3"]}
    assert waits(OVER, *lines, done=("solutions",)).unanswered == {}


def test_two_that_may_say_the_same_are_told_until_they_are_united_hidden_or_both_answered():
    lines = [sent(id) for id in LAMPS]
    assert waits(OPEN, *lines).alike == [("cc-1", "cc-2")]
    assert waits(answered(OPEN, "cc-1"), *lines).alike == [("cc-1", "cc-2")]
    assert waits(answered(OPEN, "cc-1", "cc-2"), *lines).alike == []
    assert waits(OPEN, *lines, cc_2={"merged_into": "cc-1"}).alike == []
    assert waits(OPEN, *lines, cc_2={"hidden": "3"}).alike == []
    act = Moderation("cc-2", ModerationAct.MERGE, "", "Twins.", "2027-03-09", into="cc-1")
    assert waits(replace(OPEN, moderation=(act,)), *lines).alike == []


def test_what_was_split_from_another_is_no_look_alike_of_it():
    lines = sent("cc-1", "solution"), sent("cc-2", "solution")
    act = Moderation("cc-1", ModerationAct.SPLIT, "", "Two thoughts.", "2027-03-09", into="cc-2")
    assert waits(OPEN, *lines).alike == [("cc-1", "cc-2")]
    assert waits(replace(OPEN, moderation=(act,)), *lines).alike == []


def test_what_is_of_another_kind_is_no_look_alike():
    assert waits(OPEN, sent("cc-1"), sent("cc-2", "petition")).alike == []


def test_appeals_and_corrections_wait_for_an_answer():
    lines = sent("cc-1"), sent("cc-4", "appeal", "cc-1"), sent("cc-5", "correction", "cc-1")
    found = waits(OPEN, *lines)
    assert (found.appeals, found.corrections, found.many) == (["cc-4"], ["cc-5"], 2)
    found = waits(answered(OPEN, "cc-4", "cc-5"), *lines)
    assert found.many == 0


def test_what_the_forge_hid_waits_until_it_is_hidden_here_or_stands_again():
    lines = sent("cc-1"), sent("cc-4", "comment", "cc-1")
    folded = {"state": "closed", "reason": "folded-abuse"}
    assert waits(OPEN, *lines, cc_4=folded).flagged == ["cc-4"]
    assert waits(OPEN, *lines, cc_4=folded | {"hidden": "1"}).flagged == []
    assert waits(OPEN, *lines, cc_4={"state": "closed", "reason": "completed"}).flagged == []
