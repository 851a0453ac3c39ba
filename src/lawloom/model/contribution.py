"""Contribution: anything a person submits. Kinds and what each may answer: design, section 4."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lawloom.model.ids import ContributionId, Pseudonym
from lawloom.model.instant import Instant


class Kind(StrEnum):
    CAUSE = "cause"
    SOLUTION = "solution"
    PROPOSAL = "proposal"
    STATEMENT = "statement"
    ARTICLE = "article"  # an element of content, never sent by citizens
    AMENDMENT = "amendment"
    ARGUMENT = "argument"
    SOURCE = "source"
    COMMENT = "comment"
    QUESTION = "question"
    PETITION = "petition"
    EVENT = "event"
    CONCLUSION = "conclusion"
    CORRECTION = "correction"
    APPEAL = "appeal"

    __hash__ = str.__hash__  # that of Enum is written in Python: a count asks for it a million times


# Kinds with a page of their own at /subjects/<slug>/c/<id>/; the rest are anchors on their parent's page.
PAGED = frozenset(
    {
        Kind.CAUSE,
        Kind.SOLUTION,
        Kind.PROPOSAL,
        Kind.STATEMENT,
        Kind.QUESTION,
        Kind.AMENDMENT,
        Kind.PETITION,
        Kind.EVENT,
    }
)


class Side(StrEnum):
    FOR = "for"
    AGAINST = "against"


class Actor(StrEnum):
    CITIZEN = "citizen"
    ASSOCIATION = "association"
    COMPANY = "company"
    INSTITUTION = "institution"
    ELECTED = "elected"


@dataclass(frozen=True, slots=True)
class Text:
    """What a person typed or is named by; never in the chain, so that it can be erased."""

    title: str = ""
    body: str = ""  # Markdown, as sent
    name: str = ""  # only of those who chose to be named
    link: str = ""
    quote: str = ""  # the passage a comment is about; of an amendment the words that it would replace
    instead: str = ""  # of an amendment that quotes words: by which ones, empty: by none
    changes: str = ""  # of an amendment that is a change of the file: lawloom.model.change
    erased: bool = False  # at the author's request; nothing of it is left


@dataclass(frozen=True, slots=True)
class Contribution:
    """A contribution as it stands after every line of the ledger was read."""

    id: ContributionId
    kind: Kind
    on: str | None  # id of what it answers, None: the subject itself
    by: Pseudonym | None
    actor: Actor | None
    area: str | None
    channel: str
    sent_at: Instant
    ms: int = 0
    side: Side | None = None  # of an argument
    category: str = ""  # of a source, or a section of the source platform
    rev: int = 1
    edited_at: Instant | None = None
    set_aside: str = ""  # why it is set aside (stays in totals), or empty
    hidden: str = ""  # rule under which its text was removed from view, or empty
    erased: bool = False
    state: str = "opened"  # opened, closed, withdrawn, vanished, transferred
    reason: str = ""  # why it is no longer open, or where it was transferred to
    merged_into: ContributionId | None = None
    undated: bool = False  # the source gave no date; sent_at is its parent's
    left_at: Instant = ""  # when it was closed, withdrawn or went, of one that is no longer open
    labels: tuple[str, ...] = ()  # words of the facilitators, in the order in which they were given
