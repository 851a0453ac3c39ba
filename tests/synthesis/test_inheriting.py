"""Decisions on whole themes: whom each is about."""

from __future__ import annotations

from dataclasses import replace

from lawloom.messages import sentence
from lawloom.model.contribution import Contribution, Kind
from lawloom.model.editorial import Decision, Outcome
from lawloom.model.findings import Findings, FoundTheme
from lawloom.model.ids import ContributionId
from lawloom.model.sorting import SortedTheme, Sorting
from lawloom.model.subject import Subject
from lawloom.model.tally import Figures, ItemTally, SubjectTally
from lawloom.synthesis.inheriting import problems_of, with_members
from lawloom.tally.settled import unanswered

FOUND = Findings(
    "ideas",
    "2027-03-01T06:00:00Z",
    (
        FoundTheme("tram", "en", ("tram",), ("gh-1", "gh-2", "gh-3")),
        FoundTheme("boat", "en", ("boat", "quay"), ("gh-4",)),
    ),
    ("gh-5",),
)
ON_TRAMS = Decision((), Outcome.PARTLY, "By half.", "2027-03-02", theme="ideas/tram", line=4)


def a_tally(**changes: dict[str, object]) -> SubjectTally:
    def item(id: ContributionId) -> ItemTally:
        made = ItemTally(
            id=id, kind=Kind.SOLUTION, side=None, on=None, total=Figures(), people=0, channels=(), phase="ideas"
        )
        return replace(made, **changes.get(id.replace("-", ""), {}))  # type: ignore[arg-type]

    items = {id: item(id) for id in ("gh-1", "gh-2", "gh-3", "gh-4", "gh-5")}
    return SubjectTally("lamps", "", 0, "", items, {}, None, {})


def a_subject(*decisions: Decision, sorting: Sorting | None = None) -> Subject:
    sortings = (sorting,) if sorting else ()
    return Subject("lamps", "Lamps", "", "en", (), decisions=decisions, sortings=sortings)


def looked_up(subject: Subject, tally: SubjectTally | None = None, *, findings: Findings = FOUND) -> Subject:
    tally = tally or a_tally()
    held = {
        id: Contribution(id, Kind.SOLUTION, None, None, None, None, "", "2027-02-01T09:00:00Z") for id in tally.items
    }
    return with_members(subject, tally, held, [findings])


def test_the_members_of_a_theme_inherit_what_was_decided_on_it() -> None:
    [decision] = looked_up(a_subject(ON_TRAMS)).decisions
    assert decision.on == ("gh-1", "gh-2", "gh-3") and decision.called == "tram"
    assert (decision.reason, decision.date, decision.outcome) == ("By half.", "2027-03-02", Outcome.PARTLY)


def test_a_decision_of_its_own_goes_before_that_of_its_theme() -> None:
    own = Decision(("gh-2",), Outcome.ADOPTED, "Yes.", "2027-02-20")
    for order in ((own, ON_TRAMS), (ON_TRAMS, own)):
        found = {one.theme: one.on for one in looked_up(a_subject(*order)).decisions}
        assert found == {"": ("gh-2",), "ideas/tram": ("gh-1", "gh-3")}


def test_what_people_put_into_a_theme_inherits_and_what_they_took_out_does_not() -> None:
    sorting = Sorting("ideas", (SortedTheme("tram", "Trams at night", found=("tram",), take=("gh-4",)),), (), ("gh-1",))
    [decision] = looked_up(a_subject(ON_TRAMS, sorting=sorting)).decisions
    assert decision.on == ("gh-2", "gh-3", "gh-4") and decision.called == "Trams at night"


def test_what_was_united_with_another_shares_the_fate_of_that_one() -> None:
    tally = a_tally(gh3={"merged_into": "gh-5"})
    subject = looked_up(a_subject(ON_TRAMS), tally)
    assert subject.decisions[0].on == ("gh-1", "gh-2")
    assert unanswered(tally, subject, "ideas") == ["gh-3", "gh-4", "gh-5"]


def test_what_a_theme_is_said_to_be_the_same_as_does_not_inherit_that() -> None:
    same = replace(ON_TRAMS, outcome=Outcome.SAME_AS, same_as="gh-1")
    assert looked_up(a_subject(same)).decisions[0].on == ("gh-2", "gh-3")


def test_a_phase_is_answered_once_each_of_its_themes_and_the_rest_is() -> None:
    boats = replace(ON_TRAMS, theme="ideas/boat")
    rest = Decision(("gh-5",), Outcome.OUT_OF_SCOPE, "Elsewhere.", "2027-03-02")
    assert unanswered(a_tally(), looked_up(a_subject(ON_TRAMS, boats)), "ideas") == ["gh-5"]
    assert unanswered(a_tally(), looked_up(a_subject(ON_TRAMS, boats, rest)), "ideas") == []


def test_a_theme_that_does_not_exist_is_named_with_the_nearest() -> None:
    slip = replace(ON_TRAMS, theme="ideas/trams", line=9)
    subject = a_subject(slip)
    assert looked_up(subject).decisions[0].on == ()
    [told] = problems_of(subject, "content/subjects/lamps/decisions.yml", [FOUND])
    assert str(told.place) == "content/subjects/lamps/decisions.yml:9" and not told.warning
    assert "did you mean ‘tram’" in sentence(told, "en") and "tram, boat" in sentence(told, "en")


def test_a_found_theme_that_people_renamed_is_known_by_their_name_alone() -> None:
    subject = a_subject(ON_TRAMS, sorting=Sorting("ideas", (SortedTheme("rails", "Rails", found=("tram",)),)))
    [told] = problems_of(subject, "decisions.yml", [FOUND])
    assert dict(told.values)["known"] == "rails, boat"
