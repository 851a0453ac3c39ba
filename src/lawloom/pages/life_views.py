"""Pages of what happens to a subject: the debate, the decisions, the way through parliament, the moderation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from lawloom import messages
from lawloom.model.editorial import Debate
from lawloom.model.phase import PhaseKind
from lawloom.model.subject import Subject, Video
from lawloom.pages import dates
from lawloom.pages.leaf import House, Leaf, Older, way
from lawloom.pages.plain import described
from lawloom.pages.progress_views import progress_view
from lawloom.pages.subject_views import VideoView, first, has_debate, opening, video
from lawloom.pages.ties import page_of

WAYS = ("lot", "support", "chosen")


@dataclass(frozen=True, slots=True)
class SeatView:
    name: str
    role: str
    reason: str
    contribution: str
    href: str  # of the contribution, where one is named


@dataclass(frozen=True, slots=True)
class SeatsView:
    way: str
    seats: tuple[SeatView, ...]


@dataclass(frozen=True, slots=True)
class DebateView:
    id: str
    root: str
    subject: str
    title: str
    summary: str
    date: str
    place: str
    opens: str  # when questions can be sent, where no date is set yet
    video: VideoView | None
    questions: tuple[str, ...]
    panel: tuple[SeatsView, ...]
    text: Markup
    written: Markup  # attributes of what people wrote, where its language is not that of the words around it
    seated: Markup  # the same of what is said of the panel, which is not translated
    named: Markup  # of the subject's title
    older: Older | None


@dataclass(frozen=True, slots=True)
class RecordView:
    """Decisions and moderation: the press prints the list, the page says what it is."""

    id: str
    root: str
    subject: str
    named: Markup


def leaves(house: House, subject: Subject) -> Iterator[Leaf]:
    """Debate and progress where there is something to tell; decisions and moderation always: others link there."""
    language, lang = house.tongue(subject), house.lang(subject)
    base = f"subjects/{subject.id}/"
    if has_debate(subject):
        view = debate_view(house, subject, subject.debate)
        yield Leaf(f"{base}debate/", _titled(view.title, "ed-debate", house, subject), described(view.summary),
                   "debate.md", view, language, lang)  # fmt: skip
    if subject.progress:
        shown = progress_view(house, subject, subject.progress)
        about = described(shown.summary or shown.line)
        title = _titled("", "ed-progress-title", house, subject)
        yield Leaf(f"{base}progress/", title, about, "progress.md", shown, language, lang)
    for name in ("decisions", "moderation"):
        page = f"{base}{name}/"
        record = RecordView(subject.id, way(page, ""), subject.title, house.marked(subject.spoken, subject))
        yield Leaf(page, _titled("", f"ed-{name}-title", house, subject), described(subject.summary),
                   f"{name}.md", record, language, lang)  # fmt: skip


def debate_view(house: House, subject: Subject, debate: Debate | None) -> DebateView:
    """What is known of the debate so far."""
    page = f"subjects/{subject.id}/debate/"
    language = house.tongue(subject)
    phase = first(subject, PhaseKind.DEBATE)
    source = (debate.file if debate else "") or f"content/subjects/{subject.id}/debate.md"
    seats = debate.seats if debate else ()
    written = house.marked(debate.language if debate else "", subject)
    return DebateView(
        id=subject.id,
        root=way(page, ""),
        subject=subject.title,
        title=debate.title if debate else "",
        summary=debate.summary if debate else "",
        date=dates.in_words(debate.date, language) if debate and debate.date else "",
        place=debate.place if debate else "",
        opens=opening(house, phase, language) if phase else "",
        video=video(house, Video(debate.video), source, page, written) if debate and debate.video else None,
        questions=debate.questions if debate else (),
        panel=tuple(
            SeatsView(
                one_way,
                tuple(
                    SeatView(seat.name, seat.role, seat.reason, seat.contribution, page_of(seat.contribution))
                    for seat in seats
                    if seat.way == one_way
                ),
            )
            for one_way in WAYS
            if any(seat.way == one_way for seat in seats)
        ),
        text=house.prose(debate.text if debate else "", source, page),
        written=written,
        seated=house.marked(subject.language, subject),
        named=house.marked(subject.spoken, subject),
        older=house.older(debate.written, page) if debate else None,
    )


def _titled(title: str, key: str, house: House, subject: Subject) -> str:
    return title or messages.word(key, house.tongue(subject), subject=subject.title)
