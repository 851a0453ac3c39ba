"""The page of a subject: the problem first, then what was received, then what it led to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from lawloom import messages
from lawloom.content.files import MEDIA_SUFFIXES
from lawloom.model.phase import Phase, PhaseKind
from lawloom.model.subject import Subject, Video
from lawloom.pages import dates
from lawloom.pages.leaf import House, Leaf, Older, way
from lawloom.pages.plain import described
from lawloom.pages.prose import starts_with_heading

_FILM = re.compile(r"\.(mp4|webm)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class VideoView:
    url: str
    film: bool  # a file of this site that the page itself can play
    poster: str  # a file of this site, or empty
    caption: str
    duration: str
    transcript: Markup
    written: Markup  # attributes of the caption, as of all that follows here by that name


@dataclass(frozen=True, slots=True)
class Document:
    """A page that belongs to the subject, or a word on when it will come."""

    title: str
    href: str  # empty: not there yet
    line: str
    written: Markup = Markup()  # noqa: RUF009  a constant; attributes of the title where its language is another


@dataclass(frozen=True, slots=True)
class SubjectView:
    id: str
    root: str
    name: str
    heading: str
    summary: str
    asked_by: str
    own_heading: bool  # the author's text brings its heading
    text: Markup
    video: VideoView | None
    documents: tuple[Document, ...]
    written: Markup
    older: Older | None


def leaf(house: House, subject: Subject) -> Leaf:
    """The page of one subject."""
    page = f"subjects/{subject.id}/"
    source = subject.file or f"content/subjects/{subject.id}/subject.md"
    own_heading = starts_with_heading(subject.text)
    view = SubjectView(
        id=subject.id,
        root=way(page, ""),
        name=subject.title,
        heading=subject.question or subject.title,
        summary=subject.summary,
        asked_by=presented(house, subject),
        own_heading=own_heading,
        text=house.prose(subject.text, source, page, top=2 if own_heading else 3),
        video=video(house, subject.video, source, page, house.marked(subject.spoken, subject))
        if subject.video
        else None,
        documents=tuple(documents(house, subject)),
        written=house.marked(subject.spoken, subject),
        older=house.older(subject.written, page),
    )
    return Leaf(
        page, subject.title, described(subject.summary), "subject.md", view, house.tongue(subject), house.lang(subject)
    )


def presented(house: House, subject: Subject) -> str:
    """The representative with the role, as a sentence names them; empty where none is named."""
    if not subject.representative:
        return ""
    person = house.consultation.people.persons.get(subject.representative)
    return f"{person.name}, {person.role}" if person and person.role else house.name(subject.representative)


def video(house: House, shown: Video, source: str, page: str, written: Markup) -> VideoView:
    """A poster and a link; a file of the consultation can be played on the page."""
    url, film = published(house, shown.url, source, page)
    poster, _ = published(house, shown.poster, source, page)
    return VideoView(
        url=url,
        film=film and bool(_FILM.search(shown.url)),
        poster="" if "://" in poster else poster,  # a picture from elsewhere would be asked for by every reader
        caption=shown.caption.rstrip(". "),
        duration=shown.duration,
        transcript=house.prose(shown.transcript, source, page, top=3),
        written=written,
    )


def published(house: House, target: str, source: str, page: str) -> tuple[str, bool]:
    """The address of a file or page named beside the text, and whether it is a file of this consultation."""
    if not target or re.match(r"[a-z][a-z0-9+.-]*:", target, re.IGNORECASE):
        return target, False
    folder = source.rpartition("/")[0]
    name = target.removeprefix("./")
    for candidate in (f"{folder}/{name}", name if name.startswith("content/") else f"content/{name}"):
        if any(candidate.lower().endswith(ending) for ending in MEDIA_SUFFIXES) and house.exists(candidate):
            return house.desk(page).file(candidate), True
    return target, False


def documents(house: House, subject: Subject) -> Iterator[Document]:
    """What belongs to the subject besides its contributions, in the order in which it comes into being."""
    language = house.tongue(subject)

    def word(key: str, **values: str | int) -> str:
        return messages.word(key, language, **values)

    for essay in subject.essays:
        written = house.marked(essay.language, subject)
        by = word("ed-essay-by", name=house.name(essay.author))
        yield Document(essay.title, f"essays/{essay.id}/", by, written)
    for synthesis in subject.syntheses:
        when = dates.in_words(synthesis.date, language)
        written = house.marked(synthesis.language, subject)
        line = word("ed-published-on", date=when)
        yield Document(synthesis.title, f"synthesis/{synthesis.phase}/", line, written)
    if not subject.syntheses and (phase := first(subject, PhaseKind.SYNTHESIS)):
        yield Document(word("ed-synthesis"), "", word("ed-synthesis-to-come", date=opening(house, phase, language)))
    if has_debate(subject):
        line = (
            dates.in_words(subject.debate.date, language)
            if subject.debate and subject.debate.date
            else word("ed-debate-to-come")
        )
        named = subject.debate if subject.debate and subject.debate.title else None
        written = house.marked(named.language, subject) if named else Markup()
        yield Document(named.title if named else word("ed-debate"), "debate/", line, written)
    if subject.bill:
        written = house.marked(subject.bill.language, subject)
        yield Document(subject.bill.title or word("ed-bill"), "bill/", bill_line(subject, language), written)
    elif phase := first(subject, PhaseKind.DRAFT):
        yield Document(word("ed-bill"), "", word("ed-bill-to-come", date=opening(house, phase, language)))
    yield Document(word("ed-decisions"), "decisions/", word("ed-decisions-line"))
    if subject.progress:
        yield Document(word("ed-progress"), "progress/", word("ed-progress-line"))
    elif phase := first(subject, PhaseKind.FOLLOW):
        yield Document(word("ed-progress"), "", word("ed-progress-to-come", date=opening(house, phase, language)))
    yield Document(word("ed-moderation"), "moderation/", word("ed-moderation-line"))


def bill_line(subject: Subject, language: str) -> str:
    """Which version this is, of when, by whom, as far as it is told."""
    assert subject.bill is not None  # noqa: S101  callers look first
    bill = subject.bill
    parts = [version_called(bill.version, language)] if bill.version else []
    parts += [dates.in_words(bill.date, language)] if bill.date else []
    return ", ".join(parts)


def version_called(label: str, language: str) -> str:
    """How a version is called: "Version 3" for a number, else its own label."""
    if label[:1].isdigit():
        return messages.word("ed-version-numbered", language, label=label)
    said = version_said(label)
    return said[:1].upper() + said[1:]


def version_said(label: str) -> str:
    """A label within a sentence: as it was typed, or with blanks for the hyphens of a file's name."""
    return label if " " in label else label.replace("-", " ")


def has_debate(subject: Subject) -> bool:
    """A debate has a page as soon as questions for it can be sent."""
    return subject.debate is not None or first(subject, PhaseKind.DEBATE) is not None


def first(subject: Subject, kind: PhaseKind) -> Phase | None:
    return next((phase for phase in subject.phases if phase.kind is kind), None)


def opening(house: House, phase: Phase, language: str) -> str:
    return dates.in_words(dates.first_day(phase.opens_at, house.consultation.settings.timezone), language)
