"""Entries of a thread, and what is said of any contribution beside its text: flags, stubs, ways and days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

from lawloom.model.contribution import Contribution, Kind, Side
from lawloom.model.ids import ContributionId
from lawloom.model.tally import ItemTally
from lawloom.press.contributions import passages
from lawloom.press.contributions.fates import fate_of
from lawloom.press.desk import accounts, threads
from lawloom.press.desk.desk import Desk
from lawloom.press.desk.threads import Entry
from lawloom.press.html import bars
from lawloom.press.html.long_texts import in_two
from lawloom.press.html.oneline import words as one_line
from lawloom.press.html.quickly import esc
from lawloom.press.html.untrusted import Said, link
from lawloom.press.html.words import Words

_EMPTY = Said(Markup())
LONGEST_QUOTE = 600
LEFT = frozenset({"withdrawn", "vanished", "closed", "transferred"})
# Why it was closed or is out of reach, where a reader is better told than that it is.
_WHY = frozenset(
    {
        "not-planned",
        "duplicate",
        "merged",
        "not-merged",
        "locked",
        "engine",
        "refused",
        "deleted",
        "moved",
        "converted",
        "withheld",
    }
)
_FOLDED = "folded"


@dataclass(frozen=True, slots=True)
class Stub:
    """What stands in place of a text that was removed from view."""

    what: str
    why: str


class Answer(NamedTuple):
    """What was decided on an entry, why and when."""

    out: str  # of the outcome's knot
    word: str
    reason: str
    when: str
    theme: Markup | str  # by which it was inherited; empty: its own
    links: list[Markup]  # where it stands in the bill, what it is the same as


@dataclass(slots=True)  # not frozen: as many as there are arguments, of which none outlives its page
class EntryView:
    """An argument, a source or a comment on the page of what it answers."""

    id: ContributionId
    depth: int
    stub: Stub | None
    erased: bool
    label: Markup | str  # what it is, where it stands among others: "Answer to cs-21 (against)"
    title: Markup
    quote: str
    said: Said
    fold: str  # why the text is folded, and opened by hand; empty: it stands open
    by: Markup
    tally: Markup
    answers: list[Answer]
    passage: Markup | str = ""  # what became of the quoted words
    rest: Markup | str = ""  # of a long text, opened by hand as well; empty: all of it stands open

    def cut(self) -> EntryView:
        """The same with only the beginning of a long text open."""
        first, rest = in_two(self.said.html)
        if rest:
            self.said, self.rest = Said(first, self.said.note), rest
        return self


def entry_view(desk: Desk, entry: Entry, said: Mapping[ContributionId, Said], up: str = "") -> EntryView:
    """One entry as its page shows it.

    up  the way to the folder of the subject; without it nothing is said of the synthesis
    """
    words = desk.words
    one = desk.contributions[entry.id]
    item = desk.items.get(entry.id)
    text = desk.text(entry.id)
    title = Markup.escape(one_line(text.title))
    if text.link:
        title = link(text.link, text.title)
    label: Markup | str = ""
    if entry.depth and _is_sided(one):
        label = _answer_to(desk, entry, one)
    elif entry.depth or one.kind not in (Kind.ARGUMENT, Kind.SOURCE, Kind.COMMENT):
        label = kind_of(desk, one)
    elif one.category and not (one.hidden or one.erased):
        label = one_line(one.category, 80)
    return EntryView(
        id=entry.id,
        depth=entry.depth,
        stub=stub_of(desk, entry.id) if one.hidden else None,
        erased=one.erased,
        label=label,
        title=title,
        quote=one_line(text.quote, LONGEST_QUOTE) if text.quote else "",
        said=said.get(entry.id, _EMPTY),
        fold=left(desk, one) if is_folded(one) else "",
        by=_by(desk, entry, one, item, up),
        tally=bars.support(item, words),
        answers=_answers(desk, entry.id, up) if entry.id in desk.decisions else [],
        passage=passages.line(desk, entry.id, up) if up and text.quote else "",
    )


def _answers(desk: Desk, id: ContributionId, up: str) -> list[Answer]:
    return [
        Answer(step.out, step.word, step.reason, step.when, step.theme, step.links if up else [])
        for step in fate_of(desk, id, up).steps
    ]


def _by(desk: Desk, entry: Entry, one: Contribution, item: ItemTally | None, up: str) -> Markup:
    """Who, when and how, what it answers, and what readers must know of it: one line."""
    words = desk.words
    parts = [Markup(f"{desk.name(entry.id)}, {way_and_day(desk, one)}.")]  # noqa: S704  both escaped
    if desk.is_withheld(entry.id):
        parts.append(escape(words("withheld")))
    if entry.depth and not _is_sided(one):  # an argument says it in its heading
        parts.append(words.html("in-answer-to", other=_back(entry)))
    if item is not None and item.late:
        parts.append(escape(words("late-said")))
    if reason := (item.set_aside if item is not None else "") or one.set_aside:
        parts.append(escape(words("set-aside", reason=words.set_aside(one_line(reason)))))
    if one.state in LEFT:
        parts.append(escape(left(desk, one)))
    if one.labels:
        parts.append(labelled(desk, one))
    if up and (went := accounts.sentence(desk, entry.id, up)):
        parts.append(went)
    return Markup(" ").join(parts)


def left(desk: Desk, one: Contribution) -> str:
    """What became of it where it was sent, in a sentence."""
    words = desk.words
    if is_folded(one):
        return words("state-folded", reason=words(one.reason)) if one.reason != _FOLDED else words("state-folded-alone")
    return words(f"state-{one.reason if one.reason in _WHY else one.state}")


def is_folded(one: Contribution) -> bool:
    """Whether it was folded away where it was sent: it stays, and readers open it themselves."""
    return one.state == "closed" and one.reason.startswith(_FOLDED)


def _is_sided(one: Contribution) -> bool:
    return one.kind is Kind.ARGUMENT and one.side is not None


def _answer_to(desk: Desk, entry: Entry, one: Contribution) -> Markup:
    """An argument on another argument: for or against that one, not the contribution whose page it is."""
    key = "answer-for" if one.side is Side.FOR else "answer-against"
    return desk.words.html(key, other=_back(entry))


def _back(entry: Entry) -> Markup:
    return Markup('<a href="#{}">{}</a>').format(entry.answers, entry.answers)


def kind_of(desk: Desk, one: Contribution) -> str:
    """Its kind in words; an argument with its side."""
    if one.kind is Kind.ARGUMENT and one.side is not None:
        return desk.words("argument-for" if one.side is Side.FOR else "argument-against")
    return desk.words.kind(one.kind)


def unbroken(id: ContributionId) -> str:
    """The number of a contribution in a sentence, as HTML: it is not broken at its hyphen."""
    return f'<span class="id">{esc(id)}</span>'


def way_and_day(desk: Desk, one: Contribution) -> str:
    """26 February 2027, by e-mail: as HTML."""
    words = desk.words
    if one.undated:
        return words.form("sent-undated") % esc(words.channel(one.channel))
    return _sent(words, one.channel) % esc(words.day(one.sent_at))


@lru_cache(maxsize=64)
def _sent(words: Words, channel: str) -> str:
    return words.form("sent", channel=words.channel(channel))


def notes_on(desk: Desk, id: ContributionId, up: str) -> list[Markup]:
    """What readers must know of a contribution before its figures: one sentence each."""
    words = desk.words
    item = desk.items.get(id)
    one = desk.contributions.get(id)
    notes: list[str | Markup] = [words("withheld")] if desk.is_withheld(id) else []
    if one is not None:
        if one.edited_at:
            notes.append(words("edited", date=words.day(one.edited_at), rev=str(one.rev)))
            if item is not None and item.before_edit and not item.merged_into and id not in desk.united:
                notes.append(words.figure(f"items/{id}/before_edit", item.before_edit, "votes-before-edit"))
        if one.state in LEFT:
            notes.append(left(desk, one))
    if item is not None and item.late:
        notes.append(words("late"))
    if reason := (item.set_aside if item else "") or (one.set_aside if one else ""):
        notes.append(words("set-aside", reason=words.set_aside(one_line(reason))))
    into = (item.merged_into if item else None) or (one.merged_into if one else None)
    if into:
        notes.append(words.html("merged", other=named_link(desk, into, up)))
    if united := desk.united.get(id):
        links = Markup(", ").join(named_link(desk, other, up) for other in united[:20])
        notes.append(words.html("united-here", others=links))
    for key, others in (("split-into", desk.splits.get(id)), ("split-from", desk.parts.get(id))):
        if others:
            links = Markup(", ").join(named_link(desk, other, up) for other in others[:20])
            notes.append(words.html(key, others=links))
    return [Markup.escape(note) for note in notes]


def labelled(desk: Desk, one: Contribution | None) -> Markup:
    """The words that facilitators gave it, in a sentence; empty where there are none."""
    if one is None or not one.labels:
        return Markup()
    names = Markup(", ").join(Markup("<bdi>{}</bdi>").format(word) for word in one.labels)
    return desk.words.html("labelled-with", labels=names)


def named_link(desk: Desk, id: ContributionId, up: str) -> Markup:
    """Another contribution by its title; only its number where it has no page."""
    if not desk.has_page(id) and id not in desk.roots:
        return Markup.escape(id)
    return Markup('<a href="{}{}"><bdi{}>{}</bdi></a>').format(
        up, threads.address(desk, id), desk.attribute_of(id), desk.title(id)
    )


def stub_of(desk: Desk, id: ContributionId) -> Stub:
    """The rule, the reason and the date; never the text, the title or the name."""
    words = desk.words
    one = desk.contributions[id]
    act = desk.hidings.get(id)
    rule = one_line(act.rule if act else one.hidden) or "?"
    why = words("stub-rule-only", rule=rule)
    if act:
        why = words("stub-rule", rule=rule, reason=one_line(act.reason, 400), date=words.written_day(act.date))
    return Stub(words("stub", what=words("contribution", id=id)), why)
