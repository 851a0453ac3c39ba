"""Anchor issues: where people vote on what the authors wrote. One for each cause, solution, article and finished bill.

A collection opens each once, when its votes open, with a hidden mark in its text. It is believed where it stands in
contributions/anchors.json, or where the collecting account itself opened it: so a run that was killed between opening
one and noting it finds it again, and nobody else can make one. Where an element has another title now, so has its
anchor.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from lawloom import messages
from lawloom.collect.github import form, queries, records
from lawloom.collect.github.records import Issue, NotAsDescribed
from lawloom.collect.github.transport import Gone, TooMuch, Transport
from lawloom.errors import SourceUnavailable, problem
from lawloom.ledger.anchors import Anchors, Element
from lawloom.model.consultation import Consultation, Settings
from lawloom.model.contribution import Kind
from lawloom.model.ids import BILL
from lawloom.model.instant import Instant
from lawloom.model.phase import PhaseKind
from lawloom.model.subject import Subject
from lawloom.model.vote import Stance
from lawloom.tally.phases import Calendar
from lawloom.tally.phases import Element as About

MARK = "anchor"
MOST_A_RUN = 60  # opened by one run: the forge asks not to write faster
LONGEST_TITLE = 200
_SIGNS = {
    "THUMBS_UP": "👍",
    "THUMBS_DOWN": "👎",
    "CONFUSED": "😕",
    "HEART": "❤️",
    "LAUGH": "😄",
    "HOORAY": "🎉",
    "ROCKET": "🚀",
    "EYES": "👀",
}


@dataclass(frozen=True, slots=True)
class Votable:
    """An element of content that takes votes now. kind: None for the finished bill."""

    element: Element
    kind: Kind | None
    title: str
    language: str


def votable(consultation: Consultation, as_of: Instant) -> Iterator[Votable]:
    """What takes votes or arguments at that moment, subject by subject, in the order of the authors."""
    for slug, subject in consultation.subjects.items():
        calendar = Calendar(subject.phases)
        for one in subject.elements:
            if _is_open(calendar, one.kind, as_of, of_author=True):
                yield Votable((slug, one.id), one.kind, one.title, subject.language)
        for article in subject.bill.articles if subject.bill else ():
            if _is_open(calendar, Kind.ARTICLE, as_of, of_author=False):
                title = ". ".join(part for part in (article.heading, article.title) if part)
                yield Votable((slug, article.id), Kind.ARTICLE, title, subject.language)
        if subject.bill and _can_be_signed(subject, calendar, as_of):
            yield Votable((slug, BILL), None, subject.bill.title or subject.title, subject.language)


def found(issues: Iterable[Issue], anchors: Anchors, consultation: Consultation) -> bool:
    """Take up the anchors that the collecting account opened and that are not noted yet; whether there was one."""
    known = anchors.elements
    new = False
    for issue in issues:
        if not issue.is_pull and issue.ours and issue.number not in known:
            element = _element_of(issue.body, consultation)
            new = (element is not None and anchors.add(element, issue.number)) or new
    return new


def open_missing(
    wanted: Collection[Votable],
    anchors: Anchors,
    consultation: Consultation,
    transport: Transport,
    *,
    since: Instant,
    stances: Mapping[str, Stance],
    noted: Callable[[], None],
) -> int:
    """Open an anchor for each that has none; how many still wait.

    since   from then on an earlier run may have opened some and noted none: they are looked for first
    noted   called after each, to keep what `anchors` holds
    raises  SourceUnavailable: what was opened is noted
    """
    missing = [one for one in wanted if one.element not in anchors.numbers]
    if not missing:
        return 0
    settings = consultation.settings
    if found(_newest(settings.repository, transport, since), anchors, consultation):
        noted()
    missing = [one for one in missing if one.element not in anchors.numbers]
    for one in missing[:MOST_A_RUN]:
        _open(one, anchors, consultation, transport, since=since, stances=stances)
        noted()
    return max(len(missing) - MOST_A_RUN, 0)


def rename(
    wanted: Iterable[Votable],
    anchors: Anchors,
    settings: Settings,
    transport: Transport,
    there: Mapping[int, Issue],
    *,
    stances: Mapping[str, Stance],
    most: int,
) -> int:
    """Give each anchor whose element has another title now that title, and the text with it; how many still wait.

    there   the issues that a look saw, by number; what is not among them is left alone
    raises  SourceUnavailable: the next run goes on, for it sees which titles are old
    """
    old = [
        (one, number)
        for one in wanted
        for number in anchors.numbers.get(one.element, ())
        if number in there and there[number].title != title_of(one)
    ]
    for one, number in old[:most]:
        body = {"title": title_of(one), "body": body_of(one, settings, stances)}
        try:
            transport.write("PATCH", f"/repos/{settings.repository}/issues/{number}", body)
        except Gone:
            continue  # it went since the look: the next one says so
    return max(len(old) - most, 0)


def title_of(one: Votable) -> str:
    """The title of an anchor issue."""
    key = "anchor-title-sign" if one.kind is None else "anchor-title"
    return messages.word(key, one.language, title=_one_line(one.title))


def body_of(one: Votable, settings: Settings, stances: Mapping[str, Stance]) -> str:
    """The text of an anchor issue: what it is for, which reaction is which vote, and the hidden mark."""
    slug, id = one.element

    def say(key: str, **values: str) -> str:
        return messages.word(key, one.language, **values)

    asked = (Stance.SIGNATURE,) if one.kind is None else (Stance.FOR, Stance.MIXED, Stance.AGAINST)
    means = [f"- {_SIGNS[name]} {say(f'anchor-{stance.value}')}" for name, stance in stances.items() if stance in asked]
    page = "bill/" if one.kind is None else f"c/{id}/"
    where = f"{settings.address.rstrip('/')}/subjects/{slug}/{page}" if settings.address else ""
    parts = [
        say("anchor-lead-sign" if one.kind is None else "anchor-lead", title=_one_line(one.title)),
        where,
        "\n".join(means),
        say("anchor-change"),
        "" if one.kind is None else say("anchor-comment"),
        f"<!-- lawloom: {MARK} {slug}/{id} -->",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _open(
    one: Votable,
    anchors: Anchors,
    consultation: Consultation,
    transport: Transport,
    *,
    since: Instant,
    stances: Mapping[str, Stance],
) -> None:
    """Open one. Where nobody knows whether it was opened, it is looked for before it is opened again."""
    settings = consultation.settings
    body = {"title": title_of(one), "body": body_of(one, settings, stances)}
    for attempt in (1, 2, 3):
        try:
            answer = transport.write("POST", f"/repos/{settings.repository}/issues", body)
            anchors.add(one.element, records.number_of(answer))
            return
        except Gone as gone:
            raise SourceUnavailable(
                problem("forge-refused", "", status=gone.status, message=gone.moved or "not there")
            ) from gone
        except (SourceUnavailable, NotAsDescribed) as doubt:
            found(_newest(settings.repository, transport, since), anchors, consultation)
            if one.element in anchors.numbers:
                return
            if attempt == 3 or not _may_help(doubt):
                raise _told(doubt) from doubt


def _may_help(doubt: Exception) -> bool:
    """Whether it is worth asking again: not where the forge said no."""
    return not isinstance(doubt, SourceUnavailable) or doubt.problems[0].code == "forge-unavailable"


def _told(doubt: Exception) -> SourceUnavailable:
    if isinstance(doubt, SourceUnavailable):
        return doubt
    return SourceUnavailable(problem("forge-answer-broken", "", what=str(doubt)[:160]))


def _newest(repository: str, transport: Transport, since: Instant) -> Iterator[Issue]:
    """Issues opened since then, the newest first; asked for anew, whatever a look has kept."""
    after, seen, size = "", {""}, queries.USUAL.issues
    while True:
        question = queries.newest(repository, after, size)
        try:
            data = transport.query(question.text, question.variables, points=question.points)
        except TooMuch as error:
            if size == 1:
                raise SourceUnavailable(problem("forge-answer-broken", "", what=str(error)[:160])) from error
            size = max(size // 4, 1)
            continue
        try:
            page = data["repository"]["issues"]
            issues = [records.issue(raw) for raw in page["nodes"]]
            after = records.after(page)
        except (KeyError, TypeError, NotAsDescribed) as error:
            raise SourceUnavailable(problem("forge-answer-broken", "", what=str(error)[:160])) from error
        yield from (one for one in issues if one.at >= since)
        if not after or after in seen or any(one.at < since for one in issues):
            return
        seen.add(after)


def _element_of(body: str, consultation: Consultation) -> Element | None:
    slug, _, id = form.marks(body).get(MARK, "").partition("/")
    return (slug, id) if slug in consultation.subjects and id else None


def _is_open(calendar: Calendar, kind: Kind, as_of: Instant, *, of_author: bool) -> bool:
    return any(
        windows.holds(as_of)
        for windows in (calendar.windows(kind), calendar.windows(Kind.ARGUMENT, About(kind, of_author)))
    )


def _can_be_signed(subject: Subject, calendar: Calendar, as_of: Instant) -> bool:
    supported = any(phase.kind is PhaseKind.SUPPORT for phase in subject.phases)
    return supported and calendar.bill_windows().holds(as_of)


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1]}…"
