"""Which phase an item belongs to, and when votes on it are open."""

import pytest

from lawloom.model.contribution import Kind
from lawloom.tally.phases import ALWAYS, NEVER, SUBJECT, Calendar, Element, Windows
from tally.builders import a_phase, day

OWN_CAUSE = Element(Kind.CAUSE, of_author=True)
ARTICLE = Element(Kind.ARTICLE)

# design, section 4: (kind of the phase, kind of the item, what it is about, whether the phase accepts it)
TABLE = [
    ("causes", Kind.CAUSE, SUBJECT, True),
    ("causes", Kind.SOLUTION, SUBJECT, False),
    ("causes", Kind.ARGUMENT, Element(Kind.CAUSE), True),
    ("causes", Kind.ARGUMENT, Element(Kind.SOLUTION), False),
    ("causes", Kind.COMMENT, Element(Kind.CAUSE), True),
    ("solutions", Kind.SOLUTION, SUBJECT, True),
    ("solutions", Kind.PROPOSAL, SUBJECT, True),
    ("solutions", Kind.STATEMENT, SUBJECT, True),
    ("solutions", Kind.QUESTION, SUBJECT, False),
    ("solutions", Kind.SOURCE, Element(Kind.PROPOSAL), True),
    ("present", Kind.ARGUMENT, OWN_CAUSE, True),
    ("present", Kind.SOURCE, OWN_CAUSE, True),
    ("present", Kind.COMMENT, OWN_CAUSE, True),
    ("present", Kind.ARGUMENT, Element(Kind.CAUSE), False),
    ("present", Kind.COMMENT, SUBJECT, False),
    ("present", Kind.CAUSE, SUBJECT, False),
    ("document", Kind.SOURCE, SUBJECT, True),
    ("document", Kind.SOURCE, Element(Kind.CAUSE), True),
    ("document", Kind.ARGUMENT, Element(Kind.CAUSE), False),
    ("synthesis", Kind.CORRECTION, SUBJECT, True),
    ("debate", Kind.QUESTION, SUBJECT, True),
    ("debate", Kind.ARGUMENT, Element(Kind.QUESTION), True),
    ("draft", Kind.AMENDMENT, SUBJECT, True),
    ("draft", Kind.ARTICLE, SUBJECT, True),
    ("draft", Kind.ARGUMENT, ARTICLE, True),
    ("draft", Kind.ARGUMENT, Element(Kind.AMENDMENT), True),
    ("draft", Kind.COMMENT, ARTICLE, True),
    ("draft", Kind.COMMENT, Element(Kind.CAUSE), False),
    ("support", Kind.ARTICLE, SUBJECT, False),
    ("support", Kind.COMMENT, ARTICLE, False),
    ("follow", Kind.COMMENT, Element(Kind.CAUSE), True),
    ("follow", Kind.ARGUMENT, Element(Kind.CAUSE), False),
]


@pytest.mark.parametrize(("phase", "kind", "element", "accepted"), TABLE)
def test_a_phase_accepts_what_the_design_says(phase, kind, element, accepted):
    calendar = Calendar([a_phase(phase, 2, 9)])
    assert bool(calendar.accepting(kind, element)) is accepted
    assert calendar.phase_at(day(3), kind, element) == ((phase, False) if accepted else ("", True))
    assert calendar.windows(kind, element) == (Windows(((day(2, 0), day(9, 0)),)) if accepted else NEVER)


@pytest.mark.parametrize("kind", [Kind.PETITION, Kind.EVENT, Kind.CONCLUSION, Kind.APPEAL])
def test_petitions_events_conclusions_and_appeals_are_always_open(kind):
    calendar = Calendar([a_phase("causes", 2, 9)])
    assert calendar.phase_at(day(20), kind) == ("", False)
    assert calendar.windows(kind) is ALWAYS
    assert calendar.phase_at(day(20), Kind.ARGUMENT, Element(kind)) == ("", False)


def test_an_item_belongs_to_the_earliest_opened_phase_that_accepts_it():
    calendar = Calendar([a_phase("solutions", 4, 9, "second"), a_phase("solutions", 2, 6, "first")])
    assert calendar.phase_at(day(5), Kind.SOLUTION) == ("first", False)
    assert calendar.phase_at(day(7), Kind.SOLUTION) == ("second", False)


def test_the_opening_belongs_to_a_phase_and_the_close_does_not():
    calendar = Calendar([a_phase("solutions", 2, 6)])
    assert calendar.phase_at(day(2, 0), Kind.SOLUTION) == ("solutions", False)
    assert calendar.phase_at(day(6, 0), Kind.SOLUTION) == ("", True)
    assert calendar.phase_at("2027-03-01T23:59:59Z", Kind.SOLUTION) == ("", True)


def test_phases_that_overlap_are_one_window_and_phases_apart_are_two():
    phases = [a_phase("causes", 2, 5, "a"), a_phase("causes", 4, 8, "b"), a_phase("causes", 12, 14, "c")]
    assert Calendar(phases).windows(Kind.CAUSE) == Windows(((day(2, 0), day(8, 0)), (day(12, 0), day(14, 0))))


def test_a_subject_without_phases_takes_everything():
    calendar = Calendar([])
    assert calendar.windows(Kind.CAUSE) is ALWAYS
    assert calendar.phase_at(day(1), Kind.CAUSE) == ("", False)
    assert calendar.bill_windows() is ALWAYS


def test_the_bill_is_signed_while_a_phase_of_support_is_open():
    assert Calendar([a_phase("support", 2, 5)]).bill_windows() == Windows(((day(2, 0), day(5, 0)),))
    assert Calendar([a_phase("draft", 2, 5)]).bill_windows() == NEVER
