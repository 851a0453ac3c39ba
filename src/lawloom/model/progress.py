"""Progress: the way of the bill after the consultation, step by step, and what became of its articles there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lawloom.model.ids import ArticleId
from lawloom.model.written import ORIGINAL, TranslatedStep, Written


class Stage(StrEnum):
    """What a legislature does with a bill."""

    TABLED = "tabled"
    COMMITTEE = "committee"
    READING = "reading"
    VOTE = "vote"
    PROMULGATED = "promulgated"
    REJECTED = "rejected"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


ENDS = frozenset({Stage.PROMULGATED, Stage.REJECTED, Stage.LAPSED, Stage.WITHDRAWN})
FAILED = ENDS - {Stage.PROMULGATED}  # after one of these it may be tabled again


class ChangeKind(StrEnum):
    """What a step did to articles."""

    CHANGED = "changed"
    ADDED = "added"
    STRUCK_OUT = "struck-out"
    TAKEN_UP_AGAIN = "taken-up-again"


@dataclass(frozen=True, slots=True)
class Change:
    """What a step did to some articles, and why."""

    kind: ChangeKind
    articles: tuple[ArticleId, ...]
    reason: str = ""  # as it was given; empty: none was told


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the bill after it left the consultation."""

    title: str  # empty where its stage says it
    date: str  # a year, a month or a day; empty: not known yet
    state: str  # done, now, next, cut
    text: str = ""
    link: str = ""
    by: str = ""
    articles: tuple[ArticleId, ...] = ()
    stage: Stage | None = None
    chamber: str = ""
    number: int = 0  # which reading; 0: not told
    changes: tuple[Change, ...] = ()
    version: str = ""  # of the bill, that holds the new text: the last part of its address
    line: int = 0
    language: str = ""  # of its title, text, names and reasons; empty: that of the subject

    @property
    def happened(self) -> bool:
        """Whether it is over, or under way."""
        return self.state != "next"

    @property
    def touched(self) -> tuple[Change, ...]:
        """Its changes; a step with `state: cut` and no list of changes struck out the articles that it names."""
        if self.changes or self.state != "cut" or not self.articles:
            return self.changes
        return (Change(ChangeKind.STRUCK_OUT, self.articles),)


@dataclass(frozen=True, slots=True)
class Event:
    """That a step struck an article out, or took it up again."""

    step: Step
    out: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Progress:
    summary: str
    steps: tuple[Step, ...]
    checked: str = ""  # date on which a person compared this with the official record
    file: str = ""
    language: str = ""  # of the summary; empty: that of the subject
    written: Written = ORIGINAL

    @property
    def foreign(self) -> bool:
        """Whether a translation gave none of it: it stands in the language of the subject throughout."""
        return not self.language and not any(step.language for step in self.steps)

    @property
    def now(self) -> Step | None:
        """The step at which the bill is: the one said to be under way, else the last that is over."""
        under_way = [one for one in self.steps if one.state == "now"]
        over = [one for one in self.steps if one.happened]
        return under_way[-1] if under_way else over[-1] if over else None

    @property
    def to_come(self) -> tuple[Step, ...]:
        return tuple(one for one in self.steps if not one.happened)

    def events(self, *articles: ArticleId) -> Iterator[Event]:
        """Each time one of these articles was struck out or taken up again, in order."""
        for step in self.steps:
            for change in step.touched if step.happened else ():
                if change.kind in _IN_OR_OUT and any(one in change.articles for one in articles):
                    yield Event(step, change.kind is ChangeKind.STRUCK_OUT, change.reason)


_IN_OR_OUT = frozenset({ChangeKind.STRUCK_OUT, ChangeKind.TAKEN_UP_AGAIN})


def left_out(step: Step, there: TranslatedStep) -> list[str]:
    """What a step has and its translation has not, by the names of the form; who acts and where may be names."""
    has = {
        "title": (step.title, there.title),
        "text": (step.text, there.text),
        "reasons": (any(one.reason for one in step.changes), there.reasons),
    }
    return [name for name, (own, found) in has.items() if own and not found]
