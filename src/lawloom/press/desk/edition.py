"""Edition: all that the press needs to print a site in one language, gathered before the first page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lawloom.errors import Problem
from lawloom.instance import Instance
from lawloom.ledger.fold import Ledger
from lawloom.model.consultation import Consultation
from lawloom.model.contribution import Contribution
from lawloom.model.findings import Findings
from lawloom.model.ids import ContributionId, SubjectId
from lawloom.model.opinion import Opinion
from lawloom.model.subject import Subject
from lawloom.model.tally import SubjectTally
from lawloom.signs.found import VoteSigns


@dataclass(frozen=True, slots=True)
class SubjectEdition:
    """One subject, folded and counted."""

    subject: Subject
    tally: SubjectTally
    contributions: Mapping[ContributionId, Contribution]  # in order of first appearance
    ledger: Ledger | None = None  # what was counted
    anchors: Mapping[ContributionId, int] = field(default_factory=dict)  # issues where elements of content are voted on
    signs: VoteSigns = field(default_factory=VoteSigns)  # what is unusual in the votes
    findings: tuple[Findings, ...] = ()  # of the phases that have a synthesis, by name
    opinions: tuple[Opinion, ...] = ()  # the opinion groups of phases, by name
    damaged: tuple[Problem, ...] = ()  # files of either that cannot be read
    original: Subject | None = None  # in the language in which it was opened, where the above is a translation


@dataclass(frozen=True, slots=True)
class Edition:
    instance: Instance
    consultation: Consultation
    subjects: Mapping[SubjectId, SubjectEdition]  # by slug; folded and counted only when asked for
    site: Path  # where the site is printed
    typeset: Path  # HTML with slots, as the typesetting engine wrote it
    others: tuple[Edition, ...] = ()  # the same site in its further languages, printed with it
    live: bool = False  # under a development server, which injects a script of its own
    # A digest of all that a subject's pages depend on (its ledger, its texts, what people wrote, the engine): where it
    # stands as at the last printing, the subject need not even be folded.
    signatures: Mapping[SubjectId, str] = field(default_factory=dict)
    ground: str = ""  # the part of them that is the same for all
