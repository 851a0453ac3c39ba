"""Phase: a dated stretch of a subject during which some kinds of contribution are open."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lawloom.model.contribution import Kind
from lawloom.model.instant import Instant


class PhaseKind(StrEnum):
    PRESENT = "present"
    CAUSES = "causes"
    SOLUTIONS = "solutions"
    DOCUMENT = "document"
    SYNTHESIS = "synthesis"
    DEBATE = "debate"
    DRAFT = "draft"
    SUPPORT = "support"
    FOLLOW = "follow"


# What a phase opens by itself. Arguments, sources, comments and votes on an element follow the element's own kind: they
# are open while a phase that accepts that kind is (lawloom.tally.phases holds the rule).
ACCEPTS: dict[PhaseKind, frozenset[Kind]] = {
    PhaseKind.PRESENT: frozenset({Kind.ARGUMENT, Kind.SOURCE, Kind.COMMENT}),  # on the author's own elements
    PhaseKind.CAUSES: frozenset({Kind.CAUSE}),
    PhaseKind.SOLUTIONS: frozenset({Kind.SOLUTION, Kind.PROPOSAL, Kind.STATEMENT}),
    PhaseKind.DOCUMENT: frozenset({Kind.SOURCE}),
    PhaseKind.SYNTHESIS: frozenset({Kind.CORRECTION}),
    PhaseKind.DEBATE: frozenset({Kind.QUESTION}),
    PhaseKind.DRAFT: frozenset({Kind.AMENDMENT, Kind.COMMENT, Kind.ARTICLE}),
    PhaseKind.SUPPORT: frozenset(),  # signatures of the finished bill
    PhaseKind.FOLLOW: frozenset({Kind.COMMENT}),
}
ALWAYS_OPEN = frozenset({Kind.PETITION, Kind.EVENT, Kind.CONCLUSION, Kind.APPEAL})


@dataclass(frozen=True, slots=True)
class Phase:
    name: str  # free and unique in the subject
    kind: PhaseKind
    opens_at: Instant  # inclusive
    closes_at: Instant  # exclusive

    @property
    def accepts(self) -> frozenset[Kind]:
        return ACCEPTS[self.kind]

    def is_open_at(self, moment: Instant) -> bool:
        return self.opens_at <= moment < self.closes_at
