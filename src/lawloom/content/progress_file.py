"""progress.yml: the steps of the bill after it left the consultation, and what they mean for decisions.

A bad file costs that file; a reference that leads nowhere costs itself.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from lawloom.content import shelf
from lawloom.content.forms.progress import ProgressForm, StepForm
from lawloom.content.known import Known
from lawloom.content.shelf import Filled
from lawloom.content.suggestions import nearest, slug_from
from lawloom.errors import Problem, problem
from lawloom.model.editorial import Decision, LaterFate, Outcome
from lawloom.model.ids import ArticleId, ContributionId
from lawloom.model.progress import ENDS, FAILED, Change, ChangeKind, Progress, Stage, Step
from lawloom.model.written import Written

_LINK = re.compile(r"\[([^\]\n]*)\]\([^)\s]*\)")
_SIGNS = re.compile(r"[*_`#]+(?=\S)|(?<=\S)[*_`#]+")
Parts = Mapping[str, ArticleId]

_KEPT = frozenset({Outcome.ADOPTED, Outcome.PARTLY, Outcome.SAME_AS})


def read_progress(known: Known) -> Progress | None:
    """The progress of the subject; None where there is no file, or one that cannot be used."""
    file = f"{known.folder}/progress.yml"
    if file not in known.tree.files:
        return None
    filled, problems = shelf.block_file(ProgressForm, known.tree, file)
    known.problems += problems
    if filled is None:
        return None
    steps = []
    for place, form in enumerate(filled.form.steps):
        if form.title or form.stage:
            steps.append(_step(filled, place, form, known))
        else:
            known.problems.append(problem("step-without-name", file, filled.line("steps", place)))
    _check_order(steps, file, known)
    summary, sound = filled.form.summary, len(steps) == len(filled.form.steps)
    found = known.translations.of_progress(file, known.spoken, summary, tuple(steps)) if sound else ()
    return Progress(summary, tuple(steps), filled.form.checked, file, written=Written(found))


def _step(filled: Filled[ProgressForm], place: int, form: StepForm, known: Known) -> Step:
    def line(*path: str | int) -> int:
        return filled.line("steps", place, *path)

    def articles(ids: Iterable[str], *path: str | int) -> tuple[str, ...]:
        return tuple(dict.fromkeys(known.articles_among(ids, filled.file, line(*path))))

    changes = [
        Change(one.what, articles(one.articles, "changes", n, "articles"), one.reason)
        for n, one in enumerate(form.changes)
    ]
    state = form.state or ("done" if form.date else "next")
    if form.stage and state != "next" and not form.date:
        known.problems.append(problem("step-without-date", filled.file, line()))
    return Step(
        form.title,
        form.date,
        state,
        form.text,
        form.link,
        form.by,
        articles(form.articles, "articles"),
        form.stage,
        form.chamber,
        form.number,
        tuple(one for one in changes if one.articles),
        _version(form.version, filled.file, line("version"), known),
        line(),
    )


def _version(text: str, file: str, line: int, known: Known) -> str:
    """The last part of the address of the version that a step names: by its file's name, its label or its number."""
    if not text or known.versions is None:
        return ""
    for name in known.versions:
        number, _, label = name.partition("-")
        if (
            text in (name, label)
            or slug_from(text) == label
            or (text.isdecimal() and len(text) < 5 and int(text) == int(number))
        ):
            return name
    names = ", ".join(known.versions) or "-"
    near = nearest(text, [part for name in known.versions for part in (name, name.partition("-")[2])])
    known.problems.append(problem("unknown-version", file, line, found=text, known=names, near=near))
    return ""


def _check_order(steps: list[Step], file: str, known: Known) -> None:
    dated = [one for one in steps if one.date]
    for before, after in itertools.pairwise(dated):
        if _is_earlier(after.date, before.date):
            told = problem("step-out-of-order", file, after.line, warning=True, date=after.date, before=before.date)
            known.problems.append(told)
    end: Step | None = None
    for step in (one for one in steps if one.stage):
        if end is not None and not (step.stage is Stage.TABLED and end.stage in FAILED):
            stage, ended = str(step.stage), str(end.stage)
            told = problem("stage-after-end", file, step.line, stage=stage, ended=ended, first=end.line)
            known.problems.append(told)
        end = step if step.stage in ENDS else None
    known.problems += _odd_stages(steps, file)
    known.problems += _odd_changes(steps, file)


def _odd_stages(steps: Iterable[Step], file: str) -> Iterator[Problem]:
    """Stages of one house before it was tabled there, and steps that are told twice."""
    begun: dict[str, Step] = {}  # by chamber, since the last end: the first step that was not to table it
    seen: dict[tuple[str, ...], int] = {}
    for step in (one for one in steps if one.stage):
        key = (str(step.stage), step.chamber, str(step.number), step.date, step.title)
        if step.date and key in seen:
            yield problem("step-twice", file, step.line, warning=True, stage=str(step.stage), first=seen[key])
        seen.setdefault(key, step.line)
        if step.stage in ENDS:
            begun = {}
        elif step.stage is not Stage.TABLED:
            begun.setdefault(step.chamber, step)
        elif (earlier := begun.get(step.chamber)) is not None:
            stage, first = str(earlier.stage), earlier.line
            yield problem("tabled-after-all", file, step.line, warning=True, stage=stage, first=first)


def _odd_changes(steps: Iterable[Step], file: str) -> Iterator[Problem]:
    """Articles that come back and never went, that change while they are out, that go and nobody says why."""
    out: dict[ArticleId, int] = {}
    for step in steps:
        for change in step.touched:
            if change.kind is ChangeKind.STRUCK_OUT and not (change.reason or step.text):
                ids = ", ".join(change.articles)
                yield problem("struck-out-without-reason", file, step.line, warning=True, id=ids)
            for id in change.articles:
                if change.kind is ChangeKind.TAKEN_UP_AGAIN and id not in out:
                    yield problem("never-struck-out", file, step.line, warning=True, id=id)
                elif change.kind in (ChangeKind.STRUCK_OUT, ChangeKind.CHANGED) and id in out:
                    yield problem("struck-out-before", file, step.line, warning=True, id=id, first=out[id])
                if change.kind is ChangeKind.STRUCK_OUT:
                    out.setdefault(id, step.line)
                elif change.kind is not ChangeKind.CHANGED:
                    out.pop(id, None)


def _is_earlier(date: str, than: str) -> bool:
    """Of dates as far as they are known: 2027 is not earlier than 2027-03."""
    size = min(len(date), len(than))
    return date[:size] < than[:size]


# --- what steps mean for contributions --------------------------------------------------------------------------------


def with_steps(decisions: tuple[Decision, ...], progress: Progress | None, parts: Parts) -> tuple[Decision, ...]:
    """The decisions, each with what steps did to its articles: nobody writes it twice.

    parts  the article of each paragraph and point with an id of its own

    A decision that went into one article is struck out with it; one that went into several, or into an article of
    which a paragraph is struck out, stands in part while one of them stands. What decisions.yml tells of the same day
    stays as it was written there. What is the same as another contribution shares the fate of that one's articles.
    """
    if progress is None or not any(step.touched for step in progress.steps):
        return decisions
    own = {on: one for one in decisions for on in one.on}
    return tuple(_with_steps(one, _articles(one, own), progress, parts) for one in decisions)


def _articles(decision: Decision, own: dict[ContributionId, Decision]) -> tuple[ArticleId, ...]:
    seen: set[int] = set()
    while not decision.articles and decision.same_as in own and id(decision) not in seen:
        seen.add(id(decision))
        decision = own[decision.same_as]
    return decision.articles


def _with_steps(decision: Decision, articles: tuple[ArticleId, ...], progress: Progress, parts: Parts) -> Decision:
    if decision.outcome not in _KEPT or not articles:
        return decision
    told = {fate.date for fate in decision.later if fate.outcome is Outcome.STRUCK_OUT}
    found = [one for one in _fates(decision, articles, progress, parts) if one.date not in told]
    if not found:
        return decision
    return replace(decision, later=tuple(sorted((*decision.later, *found), key=lambda one: one.date)))


def _fates(
    decision: Decision, articles: tuple[ArticleId, ...], progress: Progress, parts: Parts
) -> Iterator[LaterFate]:
    whole = Outcome.ADOPTED if decision.outcome is Outcome.SAME_AS else decision.outcome
    out: set[ArticleId] = set()  # articles and paragraphs that are out of the text now
    for step in progress.steps:
        for change in step.touched if step.happened else ():
            named = tuple(one for one in change.articles if _bears_on(one, articles, parts))
            if change.kind is ChangeKind.STRUCK_OUT and set(named) - out:
                out.update(named)
            elif change.kind is ChangeKind.TAKEN_UP_AGAIN and set(named) & out:
                out.difference_update(named)
            else:
                continue
            gone = all(one in out or parts.get(one) in out for one in articles)
            outcome = Outcome.STRUCK_OUT if gone else Outcome.PARTLY if out else whole
            by, reason = step.by or step.chamber, change.reason or _plain(step.text)
            back = change.kind is ChangeKind.TAKEN_UP_AGAIN
            yield LaterFate(outcome, step.date, by, reason, step.link, named, step.title or str(step.stage), back)


def _bears_on(changed: ArticleId, articles: tuple[ArticleId, ...], parts: Parts) -> bool:
    """Whether what became of one article or paragraph is news for what went into these."""
    return changed in articles or parts.get(changed) in articles or any(parts.get(one) == changed for one in articles)


def _plain(text: str) -> str:
    """The first paragraph of what a step says, without the signs of Markdown: a reason is read as it is typed."""
    return _SIGNS.sub("", _LINK.sub(r"\1", text.strip().partition("\n\n")[0])).replace("\n", " ")
