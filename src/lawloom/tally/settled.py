"""Settling a phase: no contribution of it may be without an outcome. Design, section 4 (phases) and promise 5."""

from __future__ import annotations

from lawloom.model.contribution import PAGED
from lawloom.model.ids import ContributionId
from lawloom.model.subject import Subject
from lawloom.model.tally import ItemTally, SubjectTally


def items_of(tally: SubjectTally, phase: str) -> list[ItemTally]:
    """The contributions that a phase must answer, in order of arrival.

    Arguments, sources and comments go with what they answer; what the author wrote needs no answer from the author.
    """
    return [
        item for item in tally.items.values() if item.phase == phase and item.kind in PAGED and item.origin == "citizen"
    ]


def unanswered(tally: SubjectTally, subject: Subject, phase: str) -> list[ContributionId]:
    """Those of them without an outcome: neither decided, nor set aside under a rule, nor united with another that is.

    A contribution united with another shares its outcome.
    """
    decided = {on for decision in subject.decisions for on in decision.on if decision.reason.strip()}
    answered = decided | {item.id for item in tally.items.values() if item.set_aside}

    def is_answered(item: ItemTally) -> bool:
        seen: set[ContributionId] = set()
        while item.id not in answered:
            seen.add(item.id)
            if item.merged_into is None or item.merged_into in seen or item.merged_into not in tally.items:
                return False
            item = tally.items[item.merged_into]
        return True

    return [item.id for item in items_of(tally, phase) if not is_answered(item)]
