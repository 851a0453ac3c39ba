"""Settling a phase: who is still without an answer."""

from __future__ import annotations

from lawloom.model.contribution import Kind
from lawloom.model.editorial import Decision, Outcome
from lawloom.model.ids import ContributionId
from lawloom.model.subject import Subject
from lawloom.model.tally import Figures, ItemTally, SubjectTally
from lawloom.tally.settled import items_of, unanswered


def an_item(name: str, kind: Kind = Kind.SOLUTION, *, phase: str = "ideas", **more: object) -> ItemTally:
    made = ItemTally(id=name, kind=kind, side=None, on=None, total=Figures(), people=0, channels=(), phase=phase)
    return made if not more else _with(made, more)


def _with(item: ItemTally, values: dict[str, object]) -> ItemTally:
    import dataclasses

    return dataclasses.replace(item, **values)  # type: ignore[arg-type]


def a_tally(*items: ItemTally) -> SubjectTally:
    return SubjectTally("village", "", 0, "", {item.id: item for item in items}, {}, None, {})


def a_subject(*answered: ContributionId, reason: str = "Because of the budget.") -> Subject:
    decision = Decision(tuple(answered), Outcome.ADOPTED, reason, "2027-03-01")
    return Subject("village", "The village", "", "en", (), decisions=(decision,))


def test_a_contribution_with_outcome_and_reason_is_answered() -> None:
    assert unanswered(a_tally(an_item("a"), an_item("b")), a_subject("a"), "ideas") == ["b"]


def test_an_outcome_without_a_reason_is_no_answer() -> None:
    assert unanswered(a_tally(an_item("a")), a_subject("a", reason=" "), "ideas") == ["a"]


def test_what_was_set_aside_under_a_rule_needs_no_other_answer() -> None:
    assert unanswered(a_tally(an_item("a", set_aside="trashed")), a_subject(), "ideas") == []


def test_a_united_contribution_shares_the_outcome_of_the_other() -> None:
    tally = a_tally(an_item("a", merged_into="b"), an_item("b"))
    assert unanswered(tally, a_subject(), "ideas") == ["a", "b"]
    assert unanswered(tally, a_subject("b"), "ideas") == []


def test_contributions_united_in_a_circle_still_want_an_answer() -> None:
    tally = a_tally(an_item("a", merged_into="b"), an_item("b", merged_into="a"))
    assert unanswered(tally, a_subject(), "ideas") == ["a", "b"]


def test_only_pages_of_citizens_in_this_phase_are_asked_for() -> None:
    tally = a_tally(
        an_item("a", phase="other"), an_item("b", Kind.ARGUMENT), an_item("c", origin="author"), an_item("d")
    )
    assert [item.id for item in items_of(tally, "ideas")] == ["d"]
