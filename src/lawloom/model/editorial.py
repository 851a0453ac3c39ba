"""What people write around contributions: essays, syntheses, decisions, moderation, debate."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lawloom.model.ids import ArticleId, ContributionId, PersonId
from lawloom.model.written import ORIGINAL, Written


class Outcome(StrEnum):
    ADOPTED = "adopted"
    PARTLY = "partly"
    NOT_KEPT = "not-kept"
    OUT_OF_SCOPE = "out-of-scope"
    ALREADY = "already"
    SAME_AS = "same-as"
    STRUCK_OUT = "struck-out"  # only after an adoption


class ModerationAct(StrEnum):
    HIDE = "hide"
    SET_ASIDE = "set-aside"
    RESTORE = "restore"
    MERGE = "merge"
    SPLIT = "split"  # a part of it goes on as another contribution; votes stay where they were cast
    UNSPLIT = "unsplit"
    LABEL = "label"  # a word of the facilitators' own; it hides nothing and moves no vote
    UNLABEL = "unlabel"


LABELS = frozenset({ModerationAct.LABEL, ModerationAct.UNLABEL})  # `into` is the word
WITH_INTO = LABELS | {ModerationAct.MERGE, ModerationAct.SPLIT, ModerationAct.UNSPLIT}  # of others: a contribution


@dataclass(frozen=True, slots=True)
class Essay:
    id: str
    title: str
    author: PersonId
    date: str
    text: str
    short: str = ""  # the same in a few sentences
    articles: tuple[ArticleId, ...] = ()  # what it became
    file: str = ""
    language: str = ""  # empty: that of the subject
    written: Written = ORIGINAL


@dataclass(frozen=True, slots=True)
class Synthesis:
    phase: str
    title: str
    date: str
    authors: tuple[PersonId, ...]
    summary: str
    text: str
    file: str = ""
    language: str = ""  # empty: that of the subject
    written: Written = ORIGINAL


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of some contributions, and why.

    on      of a decision on a theme: its members that have no decision of their own, as far as they were looked up
    theme   `phase/theme`; empty: of the contributions that it names
    called  the theme as readers see it, once its members were looked up
    """

    on: tuple[ContributionId, ...]
    outcome: Outcome
    reason: str
    date: str
    by: PersonId = ""
    same_as: ContributionId = ""
    articles: tuple[ArticleId, ...] = ()
    later: tuple[LaterFate, ...] = ()
    line: int = 0
    theme: str = ""
    called: str = ""

    @property
    def place(self) -> tuple[str, str]:
        """The phase and the id of the theme."""
        phase, _, theme = self.theme.partition("/")
        return phase, theme


@dataclass(frozen=True, slots=True)
class LaterFate:
    """What became of an adopted text afterwards: struck out or changed, by whom and why.

    articles, step, back  where a step of progress.yml tells it, and nobody wrote it twice: which of its articles that
                          step touched, what the step is called, and whether it took them up again and did not strike
                          them out; all empty where decisions.yml tells it
    """

    outcome: Outcome
    date: str
    by: str
    reason: str
    link: str = ""
    articles: tuple[ArticleId, ...] = ()
    step: str = ""
    back: bool = False


@dataclass(frozen=True, slots=True)
class Moderation:
    on: ContributionId
    act: ModerationAct
    rule: str
    reason: str
    date: str
    by: PersonId = ""
    into: ContributionId = ""  # of a label: its word
    line: int = 0


@dataclass(frozen=True, slots=True)
class Seat:
    """A panel seat, named by hand until draws exist; a chosen seat needs its reason."""

    name: str
    way: str  # lot, support, chosen
    reason: str = ""
    contribution: ContributionId = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Debate:
    title: str
    date: str  # local date or date and time as written
    video: str
    place: str
    summary: str
    questions: tuple[str, ...]
    seats: tuple[Seat, ...]
    text: str = ""
    file: str = ""
    language: str = ""  # empty: that of the subject
    written: Written = ORIGINAL
