"""The page of the bill in parliament: where it is now, each step, what it changed, and what comes next."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from lawloom import messages
from lawloom.model.ids import ArticleId
from lawloom.model.progress import Change, ChangeKind, Progress, Stage, Step
from lawloom.model.subject import Subject
from lawloom.pages import changes, dates
from lawloom.pages.changes import Link
from lawloom.pages.leaf import House, Older, way
from lawloom.pages.text_views import article_name

_WORD = re.compile(r"\w+")
_ORDINALS = 3  # readings that have a name of their own


@dataclass(frozen=True, slots=True)
class ChangeView:
    word: str  # "Struck out:"
    out: str  # the class of the look where it stands for an outcome: cut, kept; else empty
    articles: tuple[Link, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class StepView:
    title: str
    own: bool  # whether people wrote the title, in the language of the step
    stage: str  # beside a title of its own
    date: str
    after: str  # how long after the step before
    state: str  # done, at, next, cut: the classes of the look
    text: Markup
    link: str
    by: str
    articles: tuple[Link, ...]
    changes: tuple[ChangeView, ...]
    version: str  # address of the text after this step
    redline: str  # address of what it changed
    tabled: bool  # nobody changes a text by tabling it: what changed came before
    written: Markup  # attributes of what people wrote of this step


@dataclass(frozen=True, slots=True)
class ProgressView:
    id: str
    root: str
    subject: str
    summary: str
    line: str  # where the bill is now
    steps: tuple[StepView, ...]
    took: str
    checked: str
    written: Markup  # of the summary
    law: Markup  # of names of articles
    named: Markup
    older: Older | None
    foreign: str  # the language in which all of it is, where nobody translated it


def progress_view(house: House, subject: Subject, progress: Progress) -> ProgressView:
    """The steps in the order of the file; the look has its own words for their states."""
    page = f"subjects/{subject.id}/progress/"
    language = house.tongue(subject)
    return ProgressView(
        id=subject.id,
        root=way(page, ""),
        subject=subject.title,
        summary=progress.summary,
        line=line_of(progress, language),
        steps=tuple(_steps(house, subject, progress, page, language)),
        took=_took(progress.steps, language),
        checked=dates.in_words(progress.checked, language) if progress.checked else "",
        written=house.marked(progress.language, subject),
        law=house.marked(subject.bill.language if subject.bill else "", subject),
        named=house.marked(subject.spoken, subject),
        older=house.older(progress.written, page),
        foreign=house.foreign("", subject) if progress.foreign else "",
    )


def called(step: Step, language: str) -> str:
    """What a step is called: its own title, else its stage with the chamber."""
    return step.title or _stage(step, language)


def line_of(progress: Progress, language: str) -> str:
    """Where the bill is now and what comes next, in a line."""

    def told(key: str, step: Step) -> str:
        name = called(step, language).rstrip(". ")
        if step.date:
            day = dates.in_words(step.date, language)
            name = messages.word("step-dated", language, step=name, date=day)
        return messages.word(key, language, step=name)

    now = progress.now
    if now is None:
        parts = [messages.word("bill-not-tabled", language)]
    else:
        parts = [told("bill-now" if now.state == "now" or not progress.to_come else "bill-last", now)]
    parts += [told("bill-next", step) for step in progress.to_come[:1]]
    return " ".join(parts)


def _says(title: str, stage: str) -> bool:
    """Whether a title has every word of the stage already: "First reading in the Senate", "First reading, Senate"."""
    return set(_WORD.findall(stage.casefold())) <= set(_WORD.findall(title.casefold()))


def _redline(subject: Subject, version: str) -> str:
    found = changes.before(subject.bill, version) if version else ""
    return f"../bill/{found}" if found else ""


def _stage(step: Step, language: str) -> str:
    if step.stage is None:
        return ""
    name = messages.word(f"stage-{step.stage.value}", language)
    if step.stage is Stage.READING and step.number:
        key = f"stage-reading-{step.number if step.number <= _ORDINALS else 'n'}"
        name = messages.word(key, language, n=str(step.number))
    return messages.word("stage-in", language, stage=name, chamber=step.chamber) if step.chamber else name


def _steps(house: House, subject: Subject, progress: Progress, page: str, language: str) -> Iterable[StepView]:
    source = progress.file or f"content/subjects/{subject.id}/progress.yml"
    before: Step | None = None
    for step in progress.steps:
        days = _days(before, step) if before and step.happened else 0
        stage = _stage(step, language) if step.title else ""
        named = {one for change in step.changes for one in change.articles}
        yield StepView(
            title=called(step, language),
            own=bool(step.title),
            stage="" if _says(step.title, stage) else stage,
            date=dates.in_words(step.date, language),
            after=messages.word("step-after", language, n=days) if days > 0 else "",
            state=_look(step),
            text=house.prose(step.text, source, page, top=3),
            link=step.link,
            by=house.name(step.by) if step.by else "",
            articles=_links(subject, [one for one in step.articles if one not in named]),
            changes=tuple(_change(subject, one, language) for one in step.changes),
            version=f"../bill/versions/{step.version}/" if step.version else "",
            redline=_redline(subject, step.version),
            tabled=step.stage is Stage.TABLED,
            written=house.marked(step.language, subject),
        )
        before = step if step.happened and len(step.date) >= _A_DAY else before


_A_DAY = len("2027-03-18")


def _look(step: Step) -> str:
    if step.state == "now":
        return "at"
    struck = any(one.kind is ChangeKind.STRUCK_OUT for one in step.touched)
    return "cut" if step.state == "done" and struck else step.state


def _days(before: Step, after: Step) -> int:
    """From one step to the next; 0 where one of the days is not known."""
    if min(len(before.date), len(after.date)) < _A_DAY:
        return 0
    return (datetime.date.fromisoformat(after.date[:_A_DAY]) - datetime.date.fromisoformat(before.date[:_A_DAY])).days


def _took(steps: Iterable[Step], language: str) -> str:
    dated = [one for one in steps if one.happened and len(one.date) >= _A_DAY]
    days = _days(dated[0], dated[-1]) if len(dated) > 1 else 0
    return messages.word("steps-took", language, n=days) if days > 0 else ""


def fates(subject: Subject, progress: Progress, language: str) -> Iterable[ChangeView]:
    """Each article that a step touched, under what happened to it last."""
    last: dict[ArticleId, ChangeKind] = {}
    for step in progress.steps:
        for change in step.touched if step.happened else ():
            last.update(dict.fromkeys(change.articles, change.kind))
    for kind in (ChangeKind.STRUCK_OUT, ChangeKind.TAKEN_UP_AGAIN, ChangeKind.CHANGED, ChangeKind.ADDED):
        if ids := tuple(id for id, one in last.items() if one is kind):
            yield _change(subject, Change(kind, ids), language)


def _change(subject: Subject, change: Change, language: str) -> ChangeView:
    out = {ChangeKind.STRUCK_OUT: "cut", ChangeKind.TAKEN_UP_AGAIN: "kept"}.get(change.kind, "")
    word = messages.word(f"change-{change.kind.value}", language)
    return ChangeView(word, out, _links(subject, change.articles), change.reason)


def _links(subject: Subject, ids: Iterable[ArticleId]) -> tuple[Link, ...]:
    """The articles; one that the bill no longer has is called as its last version did."""
    there = {article.id: article for article in subject.bill.articles} if subject.bill else {}
    old = {
        article.id: article
        for version in (subject.bill.versions if subject.bill else ())
        for article in version.articles
    }
    return tuple(
        Link(article_name(there[one]), f"../bill/#{one}")
        if one in there
        else Link(article_name(old[one]) if one in old else one, "")
        for one in ids
    )
