"""One phase as one report to be printed on paper: all that was sent in it, its votes, and what became of it.

A report shows the records of its phase and nothing that changes without them: a vote rewrites the report of one phase.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup, escape

from lawloom.model.contribution import Kind
from lawloom.model.ids import ContributionId
from lawloom.model.phase import Phase
from lawloom.model.tally import ItemTally
from lawloom.model.vote import Stance
from lawloom.press.contributions.entries import EntryView, Stub, entry_view, notes_on, stub_of, unbroken, way_and_day
from lawloom.press.contributions.fates import Fate, fate_of
from lawloom.press.desk import threads
from lawloom.press.desk.desk import WHOLE, Desk, is_safe
from lawloom.press.desk.threads import Entry, Thread
from lawloom.press.desk.timeline import ENDLESS, phase_name
from lawloom.press.html import bars, untrusted
from lawloom.press.html.untrusted import Said, Worker

SIZE = 2000  # contributions in one file; a longer report has parts
MOST_ITEMS = 500  # items of a phase that has its report on the site; a longer one is made by `lawloom export report`
MOST_SHOWN = 1000  # contributions, arguments and all else in a report on the site
_NOTHING = Said(Markup())


class Stream(NamedTuple):
    """Arguments of one side, sources or comments."""

    css: str
    head: str
    entries: list[EntryView]


@dataclass(slots=True)
class Piece:
    """One contribution as the report prints it."""

    id: ContributionId
    number: int
    title: str
    lang: Markup  # attribute of what citizens wrote about it
    own: Markup  # of its title and text
    meta: Markup
    notes: list[Markup]
    stub: Stub | None
    erased: bool
    said: Said
    figures: Markup
    streams: list[Stream]
    fate: Fate | None


class KindRow(NamedTuple):
    name: str
    items: str
    votes: str


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands before the contributions."""

    title: str
    question: str
    about: list[tuple[str, str]]  # a word and what it says: subject, asked by, open from when to when
    kinds: list[KindRow]
    beside: str  # how many are printed without being counted in the table, and why; empty: none
    last_record: str


class Line(NamedTuple):
    """One line of the table of contents."""

    number: int
    href: str
    title: str
    lang: Markup


def roots(desk: Desk, phase: Phase) -> list[ContributionId]:
    """What the report has a piece for: the author's elements, contributions in order of arrival, the subject itself.

    An argument, a source or a comment of the phase stands with what it is about, also where that is of another phase.
    """
    of_phase = {id for id, item in desk.items.items() if item.phase == phase.name}
    wanted = {desk.roots.get(id, id) for id in of_phase}
    return [id for id in (*desk.elements, *desk.articles, *desk.paged, WHOLE) if id in wanted and is_safe(id)]


def on_site(desk: Desk) -> list[tuple[Phase, list[ContributionId]]]:
    """The phases that have a report on the site, for it is quickly printed again, each with what stands in it."""
    found = []
    for phase in desk.subject.phases:
        if 0 < desk.tally.phases.get(phase.name, 0) <= MOST_ITEMS and is_safe(phase.name):
            ids = roots(desk, phase)
            if 0 < sum(1 + len(threads.thread(desk, id).ids()) for id in ids) <= MOST_SHOWN:
                found.append((phase, ids))
    return found


def needed(desk: Desk, ids: Sequence[ContributionId]) -> list[ContributionId]:
    """Whose texts these pieces show."""
    found = [id for root in ids for id in (root, *threads.thread(desk, root).ids()) if id in desk.contributions]
    tied = [other for id in ids for other in (*desk.united.get(id, ()), *_named(desk, id))]
    return [*found, *(id for id in tied if id in desk.contributions)]


def pieces(desk: Desk, ids: Sequence[ContributionId], worker: Worker, up: str, first: int = 1) -> Iterator[Piece]:
    """The contributions, one after another; the texts of all of them are rendered together.

    up     the way to the folder of the subject
    first  number of the first
    """
    wanted = list(dict.fromkeys(id for id in needed(desk, ids) if id in desk.contributions))
    desk.texts.fetch(wanted)
    ours = [id for id in ids if desk.is_ours(id)]
    bodies = [desk.text(id).body for id in wanted] + [desk.own_text(id) for id in ours]
    said = dict(zip([*wanted, *ours], untrusted.said(bodies, worker), strict=True))
    said.update((id, untrusted.unwrapped(said[id])) for id in ours)
    for number, id in enumerate(ids, start=first):
        yield _piece(desk, id, number, said, up)


def cover(desk: Desk, phase: Phase, ids: Sequence[ContributionId]) -> Cover:
    words, subject = desk.words, desk.subject
    start = words.day(phase.opens_at)
    days = words("time-phase-days", start=start, end=words.last_day(phase.closes_at))
    if phase.closes_at.startswith(ENDLESS):
        days = words("time-phase-from", start=start)
    about = [(words("report-subject"), subject.title), (words("report-open"), days)]
    if subject.representative:
        person = desk.consultation.people.persons.get(subject.representative)
        name = f"{person.name}, {person.role}" if person and person.role else desk.person(subject.representative)
        about.insert(1, (words("report-asked"), name))
    items = [item for item in desk.items.values() if item.phase == phase.name]
    counted = {item.id for item in items}
    shown = {id for root in ids for id in (root, *threads.thread(desk, root).ids()) if id in desk.contributions}
    beside = len(shown - counted)
    last = max([desk.items[id].last_at for id in ids if id in desk.items], default="")
    last = max(last, *(desk.contributions[id].sent_at for id in shown)) if shown else last
    return Cover(
        words("report-title", phase=phase_name(phase, words)),
        subject.question,
        about,
        list(_kind_rows(desk, items)),
        words("report-beside", n=beside) if beside else "",
        f"{words('last-record')} {words.moment(last)}." if last else words("no-record"),
    )


def contents(desk: Desk, ids: Sequence[ContributionId], first: int = 1, file: str = "") -> list[Line]:
    """The table of contents of some contributions. file: where they stand, if that is another one."""
    return [
        Line(number, f"{file}#{anchor(desk, id)}", _title(desk, id), desk.attribute_of(id))
        for number, id in enumerate(ids, start=first)
    ]


def _kind_rows(desk: Desk, items: Sequence[ItemTally]) -> Iterator[KindRow]:
    """How many of each kind are of the phase, and the votes on them as far as they are known."""
    words = desk.words
    for kind in Kind:
        of_kind = [item for item in items if item.kind is kind]
        if not of_kind:
            continue
        votes = []
        for stance in Stance:
            known = [n for item in of_kind if (n := item.total.by_stance.get(stance)) is not None]
            if known:
                votes.append(f"{words.number(sum(known))} {words(stance.value, n=sum(known))}")
        yield KindRow(words.kinds(kind), words.number(len(of_kind)), words.joined(votes))


def _piece(desk: Desk, id: ContributionId, number: int, said: Mapping[ContributionId, Said], up: str) -> Piece:
    one, item = desk.contributions.get(id), desk.items.get(id)
    kind = Kind.COMMENT if id == WHOLE else desk.kind(id)
    stub = stub_of(desk, id) if one is not None and one.hidden else None
    title = _title(desk, id)
    text = said.get(id, _NOTHING)
    if kind is Kind.STATEMENT and text.html == f"<p>{escape(title)}</p>":
        text = _NOTHING  # the title says it all
    return Piece(
        id=anchor(desk, id),
        number=number,
        title=title,
        lang=desk.lang_attribute,
        own=Markup() if id == WHOLE or stub else desk.attribute_of(id),
        meta=_meta(desk, id, kind),
        notes=notes_on(desk, id, up),
        stub=stub,
        erased=one is not None and one.erased,
        said=text,
        figures=_figures(desk, item) if item is not None else Markup(),
        streams=list(_streams(desk, threads.thread(desk, id), said)),
        fate=None if id == WHOLE or kind is Kind.ARTICLE else fate_of(desk, id, up),
    )


def _title(desk: Desk, id: ContributionId) -> str:
    if id == WHOLE:
        return desk.words("about-the-subject")
    return desk.words("contribution", id=id) if desk.is_hidden(id) else desk.title(id)


def _meta(desk: Desk, id: ContributionId, kind: Kind) -> Markup:
    """Kind, number, who, when and how; one line."""
    words = desk.words
    if id == WHOLE:
        return escape(words("about-the-subject-lede"))
    if desk.is_ours(id):
        return escape(words("author-element", kind=words.kind(kind)))
    what = words.form("meta-one", kind=words.kind(kind)) % unbroken(id)
    who = words.form("by-name") % desk.name(id)
    return Markup(f"{what} {who}. {way_and_day(desk, desk.contributions[id])}.")  # noqa: S704  all escaped


def _figures(desk: Desk, item: ItemTally) -> Markup:
    """Bar, tally, ways."""
    if not bars.has_votes(item.kind):
        return Markup()
    ways = bars.channels(item, desk.words)
    told = Markup(f'<p class="meta">{ways}</p>') if ways else Markup()  # noqa: S704  escaped there
    return bars.bar(item.total) + bars.tally(item, desk.words) + told


def _streams(desk: Desk, found: Thread, said: Mapping[ContributionId, Said]) -> Iterator[Stream]:
    for css, key, stream in (
        ("f-t", "arguments-for", found.arguments_for),
        ("a-t", "arguments-against", found.arguments_against),
        ("", "sources", found.sources),
        ("", "comments", found.comments),
    ):
        if stream:
            yield Stream(css, desk.words(key), [_entry(desk, entry, said) for entry in stream])


def _entry(desk: Desk, entry: Entry, said: Mapping[ContributionId, Said]) -> EntryView:
    return entry_view(desk, entry, said)


def _named(desk: Desk, id: ContributionId) -> Iterator[ContributionId]:
    """What a piece names besides: what it was united with, what a decision calls it the same as."""
    one = desk.contributions.get(id)
    if one is not None and one.merged_into:
        yield one.merged_into
    for decision in desk.decisions.get(id, ()):
        if decision.same_as:
            yield decision.same_as


def anchor(desk: Desk, id: ContributionId) -> str:
    """The place of a piece in its file; what an author may name as the page names its parts stands apart."""
    return f".{id}" if id == WHOLE or desk.is_ours(id) else id
