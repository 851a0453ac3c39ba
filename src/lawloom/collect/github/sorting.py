"""What an issue is: which subject it belongs to, which kind it is, what it answers. Pure.

Forms make this easy; people do not always use them. Whatever cannot be told goes to the reserved subject `unsorted`,
where a facilitator finds it; nothing is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from lawloom.collect.github import form
from lawloom.collect.github.records import Comment, Issue, Person
from lawloom.collect.github.states import STANDS, State
from lawloom.model.consultation import Consultation
from lawloom.model.contribution import Actor, Kind, Side, Text
from lawloom.model.ids import ContributionId, SubjectId
from lawloom.model.instant import Instant
from lawloom.model.subject import Subject

UNSORTED = "unsorted"
ENGINE = "engine"  # a label: about the software, never a contribution
FIELDS = ("subject", "on", "side", "what", "link", "quote", "replace", "instead", "name")
# What citizens send; articles, proposals and statements come by other ways.
SENT = {kind.value: kind for kind in Kind if kind not in (Kind.ARTICLE, Kind.PROPOSAL, Kind.STATEMENT)}
_TEXT_OF = "what-"  # before a kind: the field of its text
_SIGNS = {"+": Side.FOR, "-": Side.AGAINST}
_IN_BRACKETS = re.compile(r"\(([a-z0-9-]+)\)\s*$")
_IN_FRAGMENT = re.compile(r"/#([a-z0-9-]+)$")
_IN_ADDRESS = re.compile(r"(?:^|/)c/([a-z0-9-]+)/(?:[0-9]+/)?(?:#.*)?$")
LONGEST_ANSWER = 1_000  # letters in which an id or an address is looked for
_OF_SUBJECT = re.compile(r"(?:^|/)subjects/([a-z0-9-]+)(?:/|$)")
_AT_THE_END = re.compile(r"#?([a-z0-9-]+)/?$")
_NUMBER = re.compile(r"#?([0-9]{1,9})$")


@dataclass(frozen=True, slots=True)
class Words:
    """What forms say in every language of the consultation.

    labels   headings by field
    kinds    kind by the heading that stands over its text alone: "Your solution"
    sides    side by each word for it, in small letters
    consent  the exact texts of the box "show my name"
    """

    labels: Mapping[str, Sequence[str]]
    kinds: Mapping[str, Kind]
    sides: Mapping[str, Side]
    consent: Collection[str]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A contribution as the forge has it now."""

    id: ContributionId
    slug: SubjectId
    kind: Kind
    on: ContributionId | None
    side: Side | None
    text: Text
    person: Person | None
    at: Instant
    edited_at: Instant
    answers: str = ""  # what `on` says letter for letter, to be looked up once all is known
    actor: Actor | None = None
    area: str = ""
    category: str = ""
    sure: bool = True  # the kind was said: by a label, a form or a marker
    state: State = STANDS
    older: Text | None = None  # the same as it was written down before there were more fields: that is no edit


def arrival(issue: Issue, consultation: Consultation, words: Words) -> Arrival | None:
    """An issue as a contribution; None for one about the software, and for a pull request, which is an amendment's."""
    if ENGINE in issue.labels or issue.is_pull:
        return None
    read = form.read(issue.body, _labels(words))
    fields, beside = _short(read.fields)
    slug = _slug(fields, read.marks, issue.labels, consultation.subjects)
    subject = consultation.subjects.get(slug)
    side = words.sides.get(fields.get("side", "").strip().lower())
    answers = fields.get("on", "") or read.marks.get("on", "")
    asked = [Kind(id.removeprefix(_TEXT_OF)) for id in fields if id.startswith(_TEXT_OF)]
    told = _kind(read.marks, issue.labels) or (asked[0] if asked else None)
    kind = told or _usual(subject, issue.at)
    written = [text for id, text in fields.items() if id == "what" or id.startswith(_TEXT_OF)]
    body = "\n\n".join(part for part in (*written, read.rest, *beside) if part)
    named = any(form.ticked(fields.get("name", ""), exact) for exact in words.consent)
    text = Text(
        title=issue.title.strip(),
        body=body,
        name=issue.person.login if named and issue.person else "",
        link=fields.get("link", ""),
        quote=fields.get("quote", "") or fields.get("replace", ""),
        instead=fields.get("instead", ""),
    )
    return Arrival(
        id=f"gh-{issue.number}",
        slug=slug,
        kind=kind,
        on=None,
        side=side,
        text=text,
        person=issue.person,
        at=issue.at,
        edited_at=issue.edited_at,
        answers=answers,
        sure=told is not None,
    )


def said(comment: Comment, slug: SubjectId, on: ContributionId | None, *, arguable: bool, state: State) -> Arrival:
    """A comment on an issue: an argument where it begins with a marker that the form explains, else a comment.

    on        what the issue is: a contribution, an element of content; None for the subject or its bill
    arguable  whether that takes arguments
    """
    side, rest = _marked(comment.body) if arguable else (None, "")
    letter = "a" if side else "c"
    return Arrival(
        id=f"gh-{letter}{comment.id}",
        slug=slug,
        kind=Kind.ARGUMENT if side else Kind.COMMENT,
        on=on,
        side=side,
        text=Text(body=(rest if side else comment.body).strip()),
        person=comment.person,
        at=comment.at,
        edited_at=comment.edited_at,
        state=state,
    )


def _marked(body: str) -> tuple[Side | None, str]:
    """The side that the marker of a comment tells, and the rest; a list of several points is marked by nobody."""
    marker, _, rest = body.lstrip().partition(" ")
    if marker not in _SIGNS or not rest.strip() or re.search(rf"(?m)^ {{0,3}}{re.escape(marker)} ", rest):
        return None, body
    return _SIGNS[marker], rest


def settled(arrivals: Sequence[Arrival], there: Mapping[SubjectId, Collection[ContributionId]]) -> list[Arrival]:
    """The arrivals with what they answer looked up among all that there is.

    there  ids of each subject: its author's elements, its articles, what its ledger holds
    An argument that answers nothing we know becomes a comment on the subject: it is kept, and somebody can sort it.
    """
    held: dict[SubjectId, set[ContributionId]] = {slug: set(ids) for slug, ids in there.items()}
    for one in arrivals:
        held.setdefault(one.slug, set()).add(one.id)
    found = []
    for one in arrivals:
        on = one.on or _target(one.answers, held[one.slug], one.id)
        kind = one.kind
        if kind is Kind.ARGUMENT and (on is None or one.side is None):
            kind = Kind.COMMENT
        side = one.side if kind is Kind.ARGUMENT else None
        found.append(replace(one, on=on, kind=kind, side=side))
    return found


def _labels(words: Words) -> dict[str, Sequence[str]]:
    """Headings by field; the text of each kind is a field of its own."""
    texts: dict[str, list[str]] = {}
    for heading, kind in words.kinds.items():
        texts.setdefault(f"{_TEXT_OF}{kind.value}", []).append(heading)
    return {**words.labels, **texts}


def _short(fields: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """The fields, and what stands below those that hold a line: somebody edited a heading there, and wrote on."""
    kept, beside = dict(fields), []
    for id in ("subject", "on", "side", "link", "name"):
        line, _, more = kept.get(id, "").partition("\n" if id != "name" else "\n\n")
        if more.strip():
            kept[id] = line
            beside.append(more.strip())
    return kept, beside


def _slug(
    fields: Mapping[str, str], marks: Mapping[str, str], labels: Sequence[str], subjects: Mapping[SubjectId, Subject]
) -> SubjectId:
    """The subject by what it answers, the form, a hidden mark, a label; the only one there is; else `unsorted`.

    A page of ours fills in what is answered; what was chosen from a list beside it may be a slip of the hand.
    """
    answered = _OF_SUBJECT.search(_first_line(fields.get("on", "")))
    written = fields.get("subject", "").strip()
    found = _IN_BRACKETS.search(written)
    named = [found[1] for found in (answered, found) if found]
    named += [slug for slug, subject in subjects.items() if written and subject.title.casefold() == written.casefold()]
    named += [marks.get("subject", ""), *labels]
    known = next((slug for slug in named if slug in subjects), "")
    if known:
        return known
    return next(iter(subjects)) if len(subjects) == 1 else UNSORTED


def _kind(marks: Mapping[str, str], labels: Sequence[str]) -> Kind | None:
    return next((SENT[name] for name in (*labels, marks.get("kind", "")) if name in SENT), None)


def _usual(subject: Subject | None, at: Instant) -> Kind:
    """What an issue without any sign most likely is: what the open phase asks for."""
    for phase in subject.phases if subject else ():
        if phase.is_open_at(at):
            for kind in (Kind.CAUSE, Kind.SOLUTION, Kind.SOURCE, Kind.QUESTION, Kind.CORRECTION):
                if kind in phase.accepts:
                    return kind
    return Kind.COMMENT


def _target(written: str, held: Collection[ContributionId], own: ContributionId) -> ContributionId | None:
    """The id that somebody wrote: the id itself, the address of its place on a page, the number of an issue."""
    line = _first_line(written)
    ours = _OF_SUBJECT.search(line)  # of a page of a subject that is no contribution's, the last word is no id
    patterns = (_IN_FRAGMENT, _IN_ADDRESS) if ours else (_IN_FRAGMENT, _IN_ADDRESS, _AT_THE_END)
    candidates = [match[1] for pattern in patterns if (match := pattern.search(line))]
    if number := _NUMBER.search(line.rpartition("/")[2]):
        candidates.append(f"gh-{number[1]}")
    return next((id for id in candidates if id in held and id != own), None)


def _first_line(written: str) -> str:
    return written.strip().split("\n")[0].strip().lower()[:LONGEST_ANSWER]
