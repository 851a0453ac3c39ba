"""What waits for a facilitator in one subject: unanswered, flagged, alike, appeals and corrections. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from types import MappingProxyType

from lawloom.model.contribution import PAGED, Contribution, Kind
from lawloom.model.editorial import ModerationAct
from lawloom.model.ids import ContributionId
from lawloom.model.subject import Subject
from lawloom.model.tally import SubjectTally
from lawloom.tally import settled
from lawloom.tally.alike import titles_alike

MOST_PAIRS = 200  # of one subject: who has gone through so many looks again
FOLDED = "folded"  # what the reason of a state begins with, where the forge's own moderators hid a comment


@dataclass(frozen=True, slots=True)
class Waiting:
    """Ids, in order of arrival.

    unanswered  of phases that are over and not settled, by name of the phase
    flagged     hidden on the forge by its own means, and not here
    unsure      by name of the phase, those whose theme a human should look at, the unsurest first
    alike       every two with a page whose titles may say the same, not united and not both answered
    """

    unanswered: Mapping[str, list[ContributionId]]
    flagged: list[ContributionId]
    alike: list[tuple[ContributionId, ContributionId]]
    appeals: list[ContributionId]
    corrections: list[ContributionId]
    unsure: Mapping[str, list[ContributionId]] = field(default_factory=dict)

    @property
    def many(self) -> int:
        ids = (self.flagged, self.appeals, self.corrections, *self.unanswered.values(), *self.unsure.values())
        return len(self.alike) + sum(len(one) for one in ids)


def waiting(
    subject: Subject,
    contributions: Mapping[ContributionId, Contribution],
    tally: SubjectTally,
    *,
    done: Collection[str],
    titles: Callable[[Collection[ContributionId]], Mapping[ContributionId, str]],
    unsure: Mapping[str, list[ContributionId]] = MappingProxyType({}),
) -> Waiting:
    """What waits in a subject.

    contributions  with what is hidden now hidden
    done           names of phases that are settled
    unsure         by name of the phase, those whose theme a human should look at
    titles         gives those of contributions, by id; empty or left out where there is none
    """
    decided = {on for decision in subject.decisions for on in decision.on}
    shown = [one for one in contributions.values() if one.state == "opened" and not one.hidden and not one.erased]

    def of(kind: Kind) -> list[ContributionId]:
        return [one.id for one in shown if one.kind is kind and one.id not in decided]

    over = [phase for phase in subject.phases if phase.closes_at <= tally.as_of and phase.name not in done]
    unanswered = {phase.name: settled.unanswered(tally, subject, phase.name) for phase in over}
    united = {act.on for act in subject.moderation if act.act is ModerationAct.MERGE}
    split = {frozenset((act.on, act.into)) for act in subject.moderation if act.act is ModerationAct.SPLIT}
    apart = [one for one in shown if one.kind in PAGED and not one.merged_into and one.id not in united]
    return Waiting(
        unanswered={name: ids for name, ids in unanswered.items() if ids},
        flagged=[one.id for one in contributions.values() if _is_flagged(one)],
        alike=list(islice(_alike(apart, titles([one.id for one in apart]), decided, split), MOST_PAIRS)),
        appeals=of(Kind.APPEAL),
        corrections=of(Kind.CORRECTION),
        unsure={phase: ids for phase, ids in unsure.items() if ids},
    )


def _alike(
    apart: list[Contribution],
    titles: Mapping[ContributionId, str],
    decided: set[ContributionId],
    split: set[frozenset[ContributionId]],
) -> Iterator[tuple[ContributionId, ContributionId]]:
    by_kind: dict[Kind, dict[ContributionId, str]] = {}
    for one in apart:
        if title := titles.get(one.id):
            by_kind.setdefault(one.kind, {})[one.id] = title
    for of_kind in by_kind.values():
        yield from (pair for pair in titles_alike(of_kind) if not {*pair} <= decided and frozenset(pair) not in split)


def _is_flagged(one: Contribution) -> bool:
    return one.state == "closed" and one.reason.startswith(FOLDED) and not one.hidden
