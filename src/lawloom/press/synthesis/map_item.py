"""What is said for and against one thing: its families side by side, each with all its arguments and their answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from markupsafe import Markup

from lawloom.model.contribution import Kind
from lawloom.model.ids import ContributionId
from lawloom.press.contributions.entries import kind_of, left, named_link, stub_of, way_and_day
from lawloom.press.desk import threads
from lawloom.press.desk.desk import Desk
from lawloom.press.desk.subject_page import subject_page
from lawloom.press.desk.threads import Entry, Thread
from lawloom.press.html import bars
from lawloom.press.html.lean_page import LeanPage
from lawloom.press.html.oneline import opening
from lawloom.press.html.oneline import words as one_line
from lawloom.press.html.press import Press
from lawloom.press.html.untrusted import Said, excerpt, link
from lawloom.press.site.files import Part
from lawloom.press.synthesis import map_words
from lawloom.press.synthesis.map_data import ShownMap
from lawloom.synthesis.argument_map import Weighed, WeighedFamily, WeighedSide

CHUNK = 100  # pages whose texts are rendered in one batch
MOST_FAMILIES = 30  # of a side
MOST_MEMBERS = 30  # of a family, and answers to them
MOST_SOURCES = 30
LONGEST_QUOTE = 420
LONGEST_LINE = 180


class Line(NamedTuple):
    """An argument in a family, or an answer to one: its first words and the way to it."""

    id: ContributionId
    depth: int
    label: str
    text: str
    href: str
    by: Markup


@dataclass(frozen=True, slots=True)
class FamilyView:
    """A family as it is read: one of its arguments word by word, who stands behind it, and all the others."""

    id: ContributionId
    quote: str  # empty where nothing may be shown
    title: str
    instead: str  # in place of a text that is not shown
    href: str
    by: Markup
    width: int  # percent of the width that the largest family of the page takes
    voices: Markup
    terms: str
    members: list[Line]  # empty where it stands alone
    answers: list[Line]
    more: bool  # whether some of either are not here


class SideView(NamedTuple):
    """One column."""

    css: str
    name: str
    head: Markup
    voices: Markup
    families: list[FamilyView]
    more: bool
    empty: str


@dataclass(frozen=True)
class Argued:
    """One thing that was argued on, with what was said on it.

    said  the words that stand for families, rendered
    """

    desk: Desk
    weighed: Weighed
    thread: Thread
    said: Mapping[ContributionId, Said]

    @property
    def path(self) -> str:
        """Where its figures stand in the data."""
        return f"map/items/{self.weighed.on}"

    @cached_property
    def largest(self) -> int:
        """The voices of its largest family, whose bar is the widest."""
        weighed = self.weighed
        return max(family.voices.all for side in (weighed.for_, weighed.against) for family in side.families)


def print_items(
    press: Press, desk: Desk, part: Part, shown: ShownMap, waiting: Sequence[tuple[ContributionId, int]]
) -> None:
    """Print these pages.

    waiting  the contributions, each with the fingerprint of its page
    """
    whole = {id: threads.thread(desk, id) for id, _ in waiting}
    ids = {id for on, thread in whole.items() for id in (on, *thread.ids())}
    desk.texts.fetch([id for id in ids if id in desk.contributions])
    for start in range(0, len(waiting), CHUNK):
        some = waiting[start : start + CHUNK]
        speakers = [
            family.says
            for id, _ in some
            for side in (shown.found[id].for_, shown.found[id].against)
            for family in side.families[:MOST_FAMILIES]
        ]
        said = dict(zip(speakers, press.say([desk.text(id).body for id in speakers]), strict=True))
        for id, print_ in some:
            page = subject_page(desk, press.printery, f"map/{id}/")
            part.put(page.file, _page(page, Argued(desk, shown.found[id], whole[id], said), shown), print_)


def _page(page: LeanPage, argued: Argued, shown: ShownMap) -> bytes:
    desk, one, path = argued.desk, argued.weighed, argued.path
    words, id = desk.words, one.on
    title = desk.title(id)
    body = page.render(
        "map_item.html",
        lang=desk.lang_attribute,
        own=desk.attribute_of(id),
        patterns=bars.PATTERNS,
        id=id,
        kind=words.kind(desk.kind(id)),
        title=title,
        notes=_notes(desk, id, page.up),
        href=f"{page.up}c/{id}/",
        strip=map_words.strip(one, shown.most),
        against=map_words.side_in_words(words, f"{path}/against", one.against, "n-arguments-against"),
        for_=map_words.side_in_words(words, f"{path}/for", one.for_, "balance-for"),
        balance=_told(desk, "map-balance", map_words.balance(words, path, one)),
        contested=_told(desk, "map-contested", map_words.contested(words, path, one)),
        note=shown.note(words),
        sides=[_side(argued, one.for_, "for"), _side(argued, one.against, "against")],
        sources=_sources(desk, argued.thread),
        more_sources=len(argued.thread.sources) > MOST_SOURCES,
        last=_last(desk, argued.thread),
    )
    return page.printed(words("map-title-of", title=title), [body])


def _told(desk: Desk, key: str, figure: Markup) -> Markup:
    return desk.words.html("labelled", label=desk.words(key), text=Markup("<b>{}</b>").format(figure))


def _notes(desk: Desk, id: ContributionId, up: str) -> list[Markup]:
    """What a reader must know of the contribution before the figures; nothing that a vote on it changes."""
    words, item, one = desk.words, desk.items[id], desk.contributions.get(id)
    notes = []
    if one is not None and one.hidden:
        stub = stub_of(desk, id)
        notes.append(Markup("<b>{}</b> {}").format(stub.what, stub.why))
    if item.late:
        notes.append(Markup.escape(words("late")))
    if item.merged_into:
        notes.append(words.html("merged", other=named_link(desk, item.merged_into, up)))
    return notes


def _side(argued: Argued, side: WeighedSide, name: str) -> SideView:
    words, thread, path = argued.desk.words, argued.thread, f"{argued.path}/{name}"
    answers = _answers(thread.arguments_for if name == "for" else thread.arguments_against)
    many = side.voices.arguments
    head = words.figure(f"{path}/arguments", many, f"arguments-{name}-n") if many else words(f"arguments-{name}")
    return SideView(
        css=name[0],
        name=name,
        head=Markup.escape(head),
        voices=map_words.voices_in_words(words, path, side.voices) if len(side.families) > 1 else Markup(),
        families=[_family(argued, path, family, answers) for family in side.families[:MOST_FAMILIES]],
        more=len(side.families) > MOST_FAMILIES,
        empty=words(f"no-argument-{name}-never"),
    )


def _answers(stream: Iterable[Entry]) -> dict[ContributionId, list[Entry]]:
    """Of each argument that answers the contribution itself: what answers it, in reading order."""
    found: dict[ContributionId, list[Entry]] = {}
    top = ""
    for entry in stream:
        if not entry.depth:
            top = entry.id
        else:
            found.setdefault(top, []).append(entry)
    return found


def _family(
    argued: Argued, path: str, family: WeighedFamily, answers: Mapping[ContributionId, Sequence[Entry]]
) -> FamilyView:
    """A family of arguments.

    path     where the figures of its side stand in the data
    answers  to the arguments of its side
    """
    desk, largest, id = argued.desk, argued.largest, family.says
    words = desk.words
    at = f"{path}/families/{id}"
    many = family.voices.arguments
    voices = map_words.voices_in_words(words, at, family.voices)
    counted = [words.figure(f"{at}/arguments", many, "map-arguments")] if many > 1 else []
    members = family.members[:MOST_MEMBERS] if many > 1 else ()
    entries = [entry for member in family.members for entry in answers.get(member, ())]
    terms = Markup(", ").join(Markup("<bdi{}>{}</bdi>").format(desk.lang_attribute, term) for term in family.terms)
    return FamilyView(
        id=id,
        quote=excerpt(argued.said[id].html, LONGEST_QUOTE),
        title=one_line(desk.text(id).title),
        instead=_instead(desk, id),
        href=_href(desk, id),
        by=_by(desk, id),
        width=max(1, (200 * family.voices.all + largest) // (2 * largest)),
        voices=Markup(", ").join([*counted, voices]),
        terms=words.html("map-shared-words", words=terms) if family.terms else "",
        members=[_line(desk, Entry(member, 0, argued.weighed.on)) for member in members],
        answers=[_line(desk, entry) for entry in entries[:MOST_MEMBERS]],
        more=max(many, len(entries)) > MOST_MEMBERS,
    )


def _line(desk: Desk, entry: Entry) -> Line:
    one, text = desk.contributions[entry.id], desk.text(entry.id)
    shown = opening(f"{text.title}. {text.body}" if text.title else text.body, LONGEST_LINE)
    label = ""
    if entry.depth:
        label = kind_of(desk, one)
        if one.kind is Kind.ARGUMENT and one.side is not None:
            label = desk.words(f"answer-{one.side}", other=entry.answers)
    return Line(
        entry.id, entry.depth, label, shown or _instead(desk, entry.id), _href(desk, entry.id), _by(desk, entry.id)
    )


def _instead(desk: Desk, id: ContributionId) -> str:
    """In place of a text: that it was removed or erased; else its number."""
    one = desk.contributions[id]
    if one.hidden:
        return stub_of(desk, id).what
    return desk.words("erased") if one.erased else desk.words("contribution", id=id)


def _href(desk: Desk, id: ContributionId) -> str:
    return f"../../{threads.address(desk, id)}"


def _by(desk: Desk, id: ContributionId) -> Markup:
    """Who, when and how, and what readers must know of it."""
    words, one, item = desk.words, desk.contributions[id], desk.items.get(id)
    parts = [Markup(f"{desk.name(id)}, {way_and_day(desk, one)}.")]  # noqa: S704  both escaped
    if desk.is_withheld(id):
        parts.append(Markup.escape(words("withheld")))
    if item is not None and item.late:
        parts.append(Markup.escape(words("late-said")))
    if one.set_aside:
        parts.append(Markup.escape(words("set-aside", reason=words.set_aside(one_line(one.set_aside)))))
    if item is not None and item.merged_into:
        parts.append(
            words.html(
                "merged", other=Markup('<a href="{}">{}</a>').format(_way(desk, item.merged_into), item.merged_into)
            )
        )
    if one.state in ("withdrawn", "vanished", "closed", "transferred"):
        parts.append(Markup.escape(left(desk, one)))
    return Markup(" ").join(parts)


def _way(desk: Desk, id: ContributionId) -> str:
    return _href(desk, id) if id in desk.contributions else f"../../c/{id}/"


def _sources(desk: Desk, thread: Thread) -> list[tuple[Markup, Markup]]:
    """The sources that were sent for it, each with the way to it."""
    rows = []
    for entry in thread.sources[:MOST_SOURCES]:
        one, text = desk.contributions[entry.id], desk.text(entry.id)
        if entry.depth or one.kind is not Kind.SOURCE:
            continue
        title = link(text.link, text.title) if text.link else Markup.escape(one_line(text.title))
        if not title:
            title = Markup.escape(opening(text.body, LONGEST_LINE) or _instead(desk, entry.id))
        number = Markup(' <a class="id" href="{}">{}</a>').format(_href(desk, entry.id), entry.id)
        rows.append((title, _by(desk, entry.id) + number))
    return rows


def _last(desk: Desk, thread: Thread) -> str:
    """The newest record that the page shows: an argument, a source, an answer; never a vote on the thing itself."""
    items = desk.items
    last = max((items[one].last_at for one in thread.ids() if one in items), default="")
    return f"{desk.words('list-src')} {desk.words.moment(last)}." if last else ""
