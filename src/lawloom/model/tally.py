"""Tally: what a count gives. None stands for unknown, never for zero."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from lawloom.errors import Problem
from lawloom.model.contribution import Kind, Side
from lawloom.model.ids import ContributionId, SubjectId
from lawloom.model.instant import Instant
from lawloom.model.vote import Stance


@dataclass(frozen=True, slots=True)
class Figures:
    """Totals by stance; a stance that nothing is known of is absent."""

    by_stance: dict[Stance, int] = field(default_factory=dict)

    def of(self, stance: Stance) -> int | None:
        return self.by_stance.get(stance)


@dataclass(frozen=True, slots=True)
class ChannelFigures:
    """What one channel brought to an item or a subject: rows and counts stay apart."""

    channel: str
    items: int = 0
    people: int | None = None  # None where only counts exist
    rows: Figures = field(default_factory=Figures)
    counts: Figures = field(default_factory=Figures)


@dataclass(frozen=True, slots=True)
class ItemTally:
    """One contribution or votable element, counted. total = rows + counts."""

    id: ContributionId
    kind: Kind
    side: Side | None
    on: str | None
    total: Figures
    people: int | None  # distinct persons of the rows whose stance stands
    channels: tuple[ChannelFigures, ...]
    arguments_for: int = 0  # direct answers, as the next three
    arguments_against: int = 0
    sources: int = 0
    comments: int = 0
    discussion: int = 0  # arguments, sources and comments at any depth
    own: Stance | None = None  # the author's own vote, counted and shown apart
    outside: int = 0  # standing votes cast while no phase was open: kept, listed apart, not counted
    late: bool = False  # the item itself came while no phase accepted it
    phase: str = ""  # name of the phase it belongs to
    set_aside: str = ""
    merged_into: ContributionId | None = None
    origin: str = "citizen"  # or "author": an element of content
    before_edit: int | None = None  # of the votes on it that stand, those cast before its author last changed its text
    last_at: Instant = ""  # newest record that bears on it


@dataclass(frozen=True, slots=True)
class KindTally:
    kind: Kind
    items: int
    total: Figures
    sides: dict[Side, int] = field(default_factory=dict)
    late: int = 0  # of the items, those that came while no phase accepted them


@dataclass(frozen=True, slots=True)
class BillTally:
    """Signatures of the bill, received while a phase of support was open."""

    total: Figures
    people: int | None
    channels: tuple[ChannelFigures, ...]
    outside: int = 0
    last_at: Instant = ""


class DayFigures(NamedTuple):
    """What came on one day (UTC), whatever became of it later."""

    contributions: int
    votes: int  # cast by persons; a change of mind is one more


@dataclass(frozen=True, slots=True)
class SubjectTally:
    subject: SubjectId
    as_of: Instant
    lines: int  # of the ledger
    head: str  # digest of its last line
    items: dict[ContributionId, ItemTally]  # by id, in the order of first appearance
    kinds: dict[Kind, KindTally]
    people: int | None  # who contributed or voted
    channels: dict[str, ChannelFigures]
    supported: tuple[ContributionId, ...] = ()  # paged items, most supported first
    discussed: tuple[ContributionId, ...] = ()
    divided: tuple[ContributionId, ...] = ()
    bill: BillTally | None = None  # None: the subject has no bill and nobody signed one
    phases: dict[str, int] = field(default_factory=dict)  # name: items that belong to it, in the order of phases
    days: dict[str, DayFigures] = field(default_factory=dict)  # by day, 2027-03-18, earliest first
    late: int = 0  # items that came while no phase accepted them
    outside: int = 0  # votes that stand but were cast while no phase was open: in no total
    # Votes that are kept and not counted, by reason: no-person, no-item, other-stance, tied, merge-conflict.
    uncounted: dict[str, int] = field(default_factory=dict)
    notes: tuple[
        Problem, ...
    ] = ()  # what the count had to say, as warnings: conflicts of merges, votes without a person
