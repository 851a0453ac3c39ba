"""Coverage: who has an answer and who has none, how fast answers came, and what of decisions leads nowhere. Pure.

An answer is owed to whatever a phase must answer (lawloom.tally.settled) and to whatever came outside of one: causes,
solutions, questions and the like that citizens sent. An event is announced, not decided on; arguments, sources and
comments go with what they answer, and may be decided on besides. One pass over contributions and one over decisions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from lawloom.bill.answering.provenance import Provenance, articles_of, provenance
from lawloom.model.contribution import PAGED, Contribution, Kind
from lawloom.model.editorial import Decision, Outcome
from lawloom.model.ids import ContributionId
from lawloom.model.subject import Subject
from lawloom.model.tally import ItemTally, SubjectTally

ASKED = PAGED - {Kind.EVENT}
NONE = "none"
SET_ASIDE = "set-aside"
Place = tuple[str, str, str]  # of a theme: phase, id, what it is called


class By(StrEnum):
    """How a contribution came to its outcome."""

    OWN = "own"  # a decision names it
    THEME = "theme"  # it is in a theme that is decided on
    UNITED = "united"  # it was united with another, and shares its outcome
    RULE = "rule"  # it was set aside under a rule


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one contribution.

    outcome   as it stands today: what happened later to an adopted text counts; or `set-aside`
    decision  None: set aside
    days      from the day on which it was sent to the day of the decision; None: one of the two is not known
    """

    outcome: str
    by: By
    decision: Decision | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Speed:
    """How long answers took, in days.

    many    answers of which both days are known
    median  half of them came within so many days
    nine    nine of ten came within so many days: the slowest tenth took longer, or as long
    longest the slowest of all
    """

    many: int
    median: int
    nine: int
    longest: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """All of one subject.

    asked        what an answer is owed to, in order of arrival
    answers      of those that have one
    themes       by (phase, id): whom it holds of them
    called       by (phase, id): the theme as readers see it
    beside       decisions on anything else: arguments, appeals, corrections, by contribution
    gone         decisions that name an article which the bill has no longer, with its id
    apart        of those in a theme that is decided on, the ones with a decision of their own
    """

    asked: tuple[ItemTally, ...]
    answers: Mapping[ContributionId, Answer]
    provenance: Provenance
    themes: Mapping[tuple[str, str], tuple[ContributionId, ...]] = field(default_factory=dict)
    called: Mapping[tuple[str, str], str] = field(default_factory=dict)
    beside: Mapping[ContributionId, Answer] = field(default_factory=dict)
    gone: tuple[tuple[Decision, str], ...] = ()
    apart: tuple[ContributionId, ...] = ()

    @property
    def unanswered(self) -> list[ItemTally]:
        return [item for item in self.asked if item.id not in self.answers]

    @property
    def outcomes(self) -> Counter[str]:
        """How many have which outcome today; `none` for those without."""
        return Counter(self.answers[item.id].outcome if item.id in self.answers else NONE for item in self.asked)

    @property
    def ways(self) -> Counter[str]:
        """How many came to theirs by which way."""
        return Counter(one.by.value for one in self.answers.values())

    @property
    def speed(self) -> Speed | None:
        """None while no answer has both days."""
        days = sorted(one.days for one in self.answers.values() if one.days is not None)
        if not days:
            return None
        return Speed(len(days), days[(len(days) - 1) // 2], days[-(-9 * len(days) // 10) - 1], days[-1])


def coverage(
    subject: Subject,
    tally: SubjectTally,
    sent: Mapping[ContributionId, Contribution],
    places: Mapping[ContributionId, Place] = MappingProxyType({}),
) -> Coverage:
    """Who has an answer and who has none.

    subject  with the members of decided themes looked up
    sent     the contributions of its ledger
    places   in which theme each contribution is, as far as a synthesis tells
    """
    decided = {id: one for one in subject.decisions if one.reason.strip() for id in one.on}
    answers: dict[ContributionId, Answer] = {}
    asked = tuple(item for item in tally.items.values() if item.kind in ASKED and item.origin == "citizen")
    for item in asked:
        if found := _answer(item, tally, decided, sent):
            answers[item.id] = found
    owed = {item.id for item in asked}
    themes: dict[tuple[str, str], list[ContributionId]] = {place[:2]: [] for place in places.values()}
    for id, place in places.items():
        if id in owed:
            themes[place[:2]].append(id)
    called = {place[:2]: place[2] for place in places.values()}
    beside = {
        id: _decided(id, decision, By.THEME if decision.theme else By.OWN, sent)
        for id, decision in decided.items()
        if id not in owed and id in sent
    }
    there = articles_of(subject)
    on_themes = {one.place for one in subject.decisions if one.theme}
    return Coverage(
        asked,
        answers,
        provenance(subject),
        {place: tuple(ids) for place, ids in themes.items()},
        called,
        beside,
        tuple((one, name) for one in subject.decisions for name in one.articles if name not in there),
        tuple(id for id, one in decided.items() if not one.theme and id in places and places[id][:2] in on_themes),
    )


def standing(decision: Decision) -> Outcome:
    """The outcome as it stands: what happened to an adopted text later is what counts."""
    return decision.later[-1].outcome if decision.later else decision.outcome


def by_phase(items: Iterable[ItemTally], subject: Subject) -> dict[str, list[ItemTally]]:
    """By the phase in which they came, as the phases follow; "" last, for what came outside of every phase."""
    found: dict[str, list[ItemTally]] = {}
    for item in items:
        found.setdefault(item.phase or "", []).append(item)
    order = [*(phase.name for phase in subject.phases), *sorted(found), ""]
    return {phase: found[phase] for phase in dict.fromkeys(order) if phase in found and phase} | (
        {"": found[""]} if "" in found else {}
    )


def _answer(
    item: ItemTally,
    tally: SubjectTally,
    decided: Mapping[ContributionId, Decision],
    sent: Mapping[ContributionId, Contribution],
) -> Answer | None:
    """As lawloom.tally.settled has it: its own, or that of what it was united with."""
    seen: set[ContributionId] = set()
    at: ItemTally | None = item
    while at is not None and at.id not in seen:
        seen.add(at.id)
        if decision := decided.get(at.id):
            if at is not item:
                outcome = _decided(item.id, decision, By.UNITED, sent)
                return Answer(Outcome.SAME_AS.value, By.UNITED, decision, outcome.days)
            return _decided(item.id, decision, By.THEME if decision.theme else By.OWN, sent)
        if at.set_aside:
            return Answer(SET_ASIDE, By.RULE)
        at = tally.items.get(at.merged_into) if at.merged_into else None
    return None


def _decided(id: ContributionId, decision: Decision, by: By, sent: Mapping[ContributionId, Contribution]) -> Answer:
    return Answer(standing(decision).value, by, decision, _days(sent.get(id), decision.date))


def _days(one: Contribution | None, decided: str) -> int | None:
    """Whole days, never under 0: a decision on a theme may be older than what comes into it."""
    if one is None or one.undated:
        return None
    try:
        return max(0, (date.fromisoformat(decided[:10]) - date.fromisoformat(one.sent_at[:10])).days)
    except ValueError:
        return None
