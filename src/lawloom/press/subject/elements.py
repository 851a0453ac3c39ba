"""Causes, solutions and the like on the page of their subject, with the best argument on either side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup

from lawloom.model.contribution import Kind
from lawloom.model.ids import ContributionId
from lawloom.model.vote import STANCES
from lawloom.press.contributions import signs_words
from lawloom.press.contributions.entries import way_and_day
from lawloom.press.contributions.orders import TOP, WITH_ARGUMENTS
from lawloom.press.desk import threads
from lawloom.press.desk.desk import Desk
from lawloom.press.desk.timeline import open_phases
from lawloom.press.forms import invitations, reply
from lawloom.press.html import bars
from lawloom.press.html.oneline import words as one_line
from lawloom.press.html.shell import Printery
from lawloom.press.html.untrusted import Said, excerpt

Say = Callable[[Sequence[str]], list[Said]]  # lawloom.press.html.untrusted.said with its worker

PARTS = (Kind.CAUSE, Kind.SOLUTION, Kind.PROPOSAL, Kind.STATEMENT, Kind.AMENDMENT, Kind.PETITION, Kind.EVENT)
LONGEST_EXCERPT = 280
OVER = 3  # so many of a kind whose time is over are open, while another is asked for
FEW = 2  # so few more are not worth a fold


@dataclass(frozen=True, slots=True)
class Best:
    """The best argument on one side, or the sentence that there is none yet."""

    css: str
    head: str
    text: str
    href: str = ""
    id: str = ""
    by: Markup | str = ""
    tally: Markup | str = ""


@dataclass(frozen=True, slots=True)
class ElementView:
    href: str
    title: str
    bar: Markup
    tally: Markup
    best: list[Best]
    about: Markup | str  # which article it changes, and whether its outcome is fragile; empty where there is neither
    act: str  # empty: nothing can be sent about it now
    lang: str  # of the title, where it is not that of the page


@dataclass(frozen=True, slots=True)
class Part:
    kind: str
    head: str
    lede: str
    elements: list[ElementView]
    folded: list[ElementView]  # shown when asked for
    fold: str  # how many these are
    more: bool  # whether there are others in the lists


def needed(desk: Desk) -> Iterator[ContributionId]:
    """Whose texts are shown."""
    for kind in PARTS:
        ours, top = chosen(desk, kind)
        yield from top
        for id in (*ours, *top)[:WITH_ARGUMENTS]:
            yield from (best for best in _best(desk, id) if best)


def slot(desk: Desk, printery: Printery, say: Say) -> Markup:
    """Causes, solutions and the like, first those that are asked for now.

    Of each kind the author's in their order, then those with the most support; the first few are open.
    """
    parts = []
    for kind in in_order(desk):
        ours, top = chosen(desk, kind)
        if ours or top:
            parts.append(_part(desk, kind, ours, top, say))
    return printery.render("slots/elements.html", desk.words, parts=parts, lang=desk.lang)


def in_order(desk: Desk) -> list[Kind]:
    """The kinds as they follow on the page: first those that are asked for now."""
    return sorted(PARTS, key=lambda kind: not is_asked_for(desk, kind))


def is_asked_for(desk: Desk, kind: Kind) -> bool:
    """Whether a phase that is about this kind is open."""
    return any(kind in phase.accepts for phase in open_phases(desk.subject, desk.tally.as_of))


def chosen(desk: Desk, kind: Kind) -> tuple[list[ContributionId], list[ContributionId]]:
    """The author's elements of a kind in their order, and the citizens' with the most support."""
    ours = [one.id for one in desk.subject.elements if one.kind is kind]
    return ours, list(islice(_most_supported(desk, kind), TOP))


def _most_supported(desk: Desk, kind: Kind) -> Iterator[ContributionId]:
    """By the order of the count; what is not ranked follows as it came. Hidden and late ones are in the lists alone."""
    for id in desk.by_kind.get(kind, ()):
        one = desk.contributions[id]
        item = desk.items.get(id)
        late = item is not None and item.late
        if not one.hidden and not one.erased and one.merged_into is None and not late:
            yield id


def _part(desk: Desk, kind: Kind, ours: list[ContributionId], top: list[ContributionId], say: Say) -> Part:
    words = desk.words
    chosen = [*ours, *top]
    best = {id: _best(desk, id) for id in chosen[:WITH_ARGUMENTS]}
    ids = [id for pair in best.values() for id in pair if id]
    said = dict(zip(ids, say([desk.text(id).body for id in ids]), strict=True))
    more = sum(1 for _ in _most_supported(desk, kind)) > len(top)
    views = []
    for id in chosen:
        item = desk.items.get(id)
        views.append(
            ElementView(
                href=f"c/{id}/",
                title=desk.title(id),
                bar=bars.bar(item.total) if item else Markup(),
                tally=bars.tally(item, words) if item else Markup(),
                best=_best_views(desk, id, best[id], said) if id in best else [],
                about=_about(desk, id),
                act=words("sign-or-argue" if kind is Kind.PETITION else "vote-or-argue")
                if reply.takes(desk, id)
                else "",
                lang=desk.lang_of(id),
            )
        )
    over = not is_asked_for(desk, kind) and any(is_asked_for(desk, other) for other in PARTS)
    most = OVER if over else WITH_ARGUMENTS
    open_ = len(views) if len(views) <= most + FEW else most
    folded = views[open_:]
    fold = words("elements-more", n=len(folded)) if folded else ""
    return Part(
        kind.value, words(f"head-{kind.value}"), _lede(desk, kind, ours, top, more), views[:open_], folded, fold, more
    )


def _about(desk: Desk, id: ContributionId) -> Markup:
    """The line below its title."""
    return Markup(" ").join(part for part in (_changes(desk, id), signs_words.mark(desk, id)) if part)


def _changes(desk: Desk, id: ContributionId) -> Markup | str:
    """Which article an amendment is about, with the way there."""
    one = desk.contributions.get(id)
    if one is None or one.kind is not Kind.AMENDMENT or one.on not in desk.articles:
        return ""
    link = Markup('<a href="bill/#{}"{}>{}</a>').format(one.on, desk.attribute_of(one.on), desk.title(one.on))
    return desk.words.html("changes-article", article=link)


def _lede(desk: Desk, kind: Kind, ours: list[ContributionId], top: list[ContributionId], more: bool) -> str:
    """How many of whom, and in which order; empty where that need not be said."""
    words = desk.words
    if not top:
        return ""
    if ours:
        many = {"m": words.number(len(top))}
        return words("author-and-ten" if more else "author-and-citizens", n=len(ours), **many)
    if more:
        return words("top-ten" if STANCES[kind] else "first-ten")
    return words("most-supported-first") if len(top) > 1 and STANCES[kind] else ""


def _best(desk: Desk, id: ContributionId) -> tuple[ContributionId, ContributionId]:
    """The argument with the most support on either side; empty where there is none to show."""
    found = threads.thread(desk, id)
    sides = []
    for stream in (found.arguments_for, found.arguments_against):
        shown = (entry.id for entry in stream if not entry.depth and desk.is_shown(entry.id))
        sides.append(next(shown, ""))
    return sides[0], sides[1]


def _best_views(
    desk: Desk, about: ContributionId, pair: tuple[ContributionId, ContributionId], said: dict[ContributionId, Said]
) -> list[Best]:
    words = desk.words
    if not any(pair):
        return []
    views = []
    for id, css, side in ((pair[0], "f", "for"), (pair[1], "a", "against")):
        head = words(f"best-{side}")
        if not id:
            views.append(Best(css, head, invitations.empty(desk, f"no-argument-{side}", Kind.ARGUMENT, about)))
            continue
        item = desk.items.get(id)
        text = excerpt(said[id].html, LONGEST_EXCERPT) or one_line(desk.text(id).title)
        tally = bars.support(item, words)
        by = Markup(f"{desk.name(id)}, {way_and_day(desk, desk.contributions[id])}.")  # noqa: S704  both escaped
        views.append(Best(css, head, text, threads.address(desk, id), id, by, tally))
    return views
