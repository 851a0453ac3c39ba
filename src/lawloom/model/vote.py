"""Vote: one stance per person and contribution; the last one stands. Design, section 4."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lawloom.model.contribution import Kind
from lawloom.model.ids import ContributionId, Pseudonym
from lawloom.model.instant import Instant


class Stance(StrEnum):
    FOR = "for"
    MIXED = "mixed"
    AGAINST = "against"
    PASS = "pass"  # noqa: S105  a stance, no password
    SUPPORT = "support"
    SIGNATURE = "signature"

    __hash__ = str.__hash__  # that of Enum is written in Python: a count asks for it a million times


THREE_WAY = (Stance.FOR, Stance.MIXED, Stance.AGAINST)
STANCES: dict[Kind, tuple[Stance, ...]] = {
    Kind.CAUSE: THREE_WAY,
    Kind.SOLUTION: THREE_WAY,
    Kind.PROPOSAL: THREE_WAY,
    Kind.ARTICLE: THREE_WAY,
    Kind.AMENDMENT: THREE_WAY,
    Kind.STATEMENT: (Stance.FOR, Stance.PASS, Stance.AGAINST),
    Kind.ARGUMENT: (Stance.SUPPORT,),
    Kind.SOURCE: (Stance.SUPPORT,),
    Kind.COMMENT: (Stance.SUPPORT,),
    Kind.QUESTION: (Stance.SUPPORT,),
    Kind.PETITION: (Stance.SIGNATURE,),
    Kind.EVENT: (),
    Kind.CONCLUSION: (),
    Kind.CORRECTION: (),
    Kind.APPEAL: (),
}


@dataclass(frozen=True, slots=True)
class Vote:
    """What one person said of one contribution at one moment, or took back then."""

    on: ContributionId
    by: Pseudonym | None
    stance: Stance
    cast_at: Instant
    ms: int = 0
    withdrawn: bool = False  # True: this stance was taken back at cast_at
    channel: str = ""
    number: str = ""  # the vote's own number at its source, where it has one


@dataclass(frozen=True, slots=True)
class Count:
    """A total that came without rows: so many of one stance, as `prefix`'s platform printed it."""

    prefix: str
    on: ContributionId
    stance: Stance
    value: int
    channel: str = ""
