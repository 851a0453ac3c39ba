"""What stands in the slots of a subject's page: phases, what can be done now, figures, lists, sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from lawloom.model.contribution import Kind, Side
from lawloom.model.ids import ContributionId
from lawloom.model.phase import Phase, PhaseKind
from lawloom.model.vote import STANCES
from lawloom.press.bill import parliament
from lawloom.press.contributions import lists, signs_words
from lawloom.press.contributions.entries import way_and_day
from lawloom.press.desk import threads
from lawloom.press.desk.desk import WHOLE, Desk
from lawloom.press.desk.timeline import ENDLESS, knots, now_in_short, open_phases, phase_name, where_it_stands
from lawloom.press.forms import invitations, open_forms, reply, support
from lawloom.press.html.shell import Printery
from lawloom.press.html.untrusted import link
from lawloom.press.paper import report
from lawloom.press.search import said
from lawloom.press.subject import balance, elements, figure_rows, participation
from lawloom.press.subject.elements import Say
from lawloom.press.synthesis import opinion_pages

MOST_SOURCES = 20

# What each phase lets people do: word, sentence, minutes.
_ACTS = {
    PhaseKind.PRESENT: (("now-argue", "now-argue-line", 5),),
    PhaseKind.CAUSES: (("now-vote", "now-vote-line", 1), ("now-propose-cause", "now-propose-line", 15)),
    PhaseKind.SOLUTIONS: (("now-vote", "now-vote-line", 1), ("now-propose-solution", "now-propose-line", 15)),
    PhaseKind.DOCUMENT: (("now-propose-source", "now-propose-line", 5),),
    PhaseKind.DEBATE: (("now-propose-question", "now-propose-line", 5),),
    PhaseKind.DRAFT: (("now-propose-amendment", "now-propose-line", 15),),
    PhaseKind.SUPPORT: (("now-sign", "now-sign-line", 1),),
}
# What these send, where a form is opened for them.
_ASKED = {
    "now-argue": Kind.ARGUMENT,
    "now-propose-cause": Kind.CAUSE,
    "now-propose-solution": Kind.SOLUTION,
    "now-propose-source": Kind.SOURCE,
    "now-propose-question": Kind.QUESTION,
    "now-propose-amendment": Kind.AMENDMENT,
}
_WRITTEN = frozenset(_ASKED) - {"now-propose-source"}  # what others may have said in other words
_TO_WRITE = frozenset({PhaseKind.SUPPORT, PhaseKind.FOLLOW})  # when a letter to one's representative may help
_OF_BILL = frozenset({PhaseKind.DRAFT, *_TO_WRITE})
ALWAYS = (Kind.PETITION, Kind.EVENT)


class Act(NamedTuple):
    time: str
    word: str
    line: str
    href: str


class SourceRow(NamedTuple):
    title: Markup
    by: Markup


def slots(desk: Desk, printery: Printery, say: Say) -> Iterator[tuple[str, Markup]]:
    """Every slot of the subject's own page, and its part of the home page as `home/<slug>`."""
    slug = desk.subject.id
    yield f"home/{slug}", home(desk, printery)
    yield f"until/{slug}", until(desk)
    yield f"phases/{slug}", phases(desk, printery)
    yield f"now/{slug}", now(desk, printery)
    yield f"figures/{slug}", figures(desk, printery)
    yield f"participation/{slug}", participation.slot(desk)
    yield f"elements/{slug}", elements.slot(desk, printery, say)
    yield f"balance/{slug}", balance.slot(desk, printery)
    yield f"lists/{slug}", list_of_lists(desk, printery)
    yield f"sources/{slug}", sources(desk, printery)
    yield f"src/{slug}", src(desk, printery)
    yield f"progress/{slug}", parliament.beside_the_steps(desk, printery)
    yield f"support/{slug}", support.slot(desk, printery)


def needed(desk: Desk) -> Iterator[ContributionId]:
    """Whose texts these slots show."""
    yield from elements.needed(desk)
    yield from balance.needed(desk)
    yield from (entry.id for entry in threads.thread(desk, WHOLE).sources)


def home(desk: Desk, printery: Printery) -> Markup:
    """The subject on the home page: how many contributions, never how many votes, for a vote leaves that page alone."""
    subject, words, as_of = desk.subject, desk.words, desk.tally.as_of
    return printery.render(
        "slots/home.html",
        words,
        id=subject.id,
        spoken=words if words.language != desk.settings.language else None,
        lang=desk.named,
        title=subject.title,
        question=subject.question,
        by=asked_by(desk),
        items=how_many(desk, f"home/{subject.id}"),
        short=now_in_short(subject, as_of, words),
        line=where_it_stands(subject, as_of, words),
        knots=knots(subject, as_of, words),
        act=first_act(desk),
        bill_now=parliament.bill_now(desk),
    )


def until(desk: Desk) -> Markup:
    """A line of the help page: what the subject takes now and until when; empty where it takes nothing."""
    words = desk.words
    there = [phase for phase in open_phases(desk.subject, desk.tally.as_of) if phase.kind in _ACTS]
    if not there:
        return Markup()
    parts = []
    for phase in there:
        name, ends = phase_name(phase, words), not phase.closes_at.startswith(ENDLESS)
        parts.append(words("phase-until", name=name, date=words.last_day(phase.closes_at)) if ends else name)
    language = desk.words.language if desk.words.language != desk.settings.language else ""
    up = f"../subjects/{desk.subject.id}/"
    return Markup('<li{}><a href="{}#now"{}>{}</a>: {}. <a href="{}said/">{}</a></li>').format(
        Markup(' lang="{}"').format(language) if language else "",
        up,
        Markup(' lang="{}"').format(desk.named) if desk.named else "",
        desk.subject.title,
        "; ".join(parts),
        up,
        words("now-said"),
    )


def how_many(desk: Desk, path: str) -> Markup:
    """Contributions with a page, and apart from them what was said about them: everywhere the same two figures.

    path  of the figures' marks
    """
    items = desk.words.figure(f"{path}/paged", len(desk.paged), "items-n")
    beside = len(desk.contributions) - len(desk.paged)
    return desk.words.figure(f"{path}/beside", beside, "items-with", items=items) if beside else items


def asked_by(desk: Desk) -> str:
    """The representative with the role; empty where none is named."""
    name = desk.subject.representative
    person = desk.consultation.people.persons.get(name)
    return f"{person.name}, {person.role}" if person and person.role else desk.person(name) if name else ""


def phases(desk: Desk, printery: Printery) -> Markup:
    subject, words, as_of = desk.subject, desk.words, desk.tally.as_of
    line = where_it_stands(subject, as_of, words)
    there = open_phases(subject, as_of)
    on_paper = next((f"report/{phase.name}/" for phase, _ in report.on_site(desk) if phase in there), "")
    shown = {"line": line, "open": bool(there), "bill": has_draft(desk, there), "on_paper": on_paper}
    shown["bill_now"] = parliament.bill_now(desk)
    return printery.render("slots/phases.html", words, knots=knots(subject, as_of, words), **shown)


def now(desk: Desk, printery: Printery) -> Markup:
    """What can be done now, light acts first. `Now` is the time of the last record: no stage reads the clock."""
    words = desk.words
    there = open_phases(desk.subject, desk.tally.as_of)
    closing = [phase for phase in there if not phase.closes_at.startswith(ENDLESS)]
    until = words("now-until", date=words.last_day(min(phase.closes_at for phase in closing))) if closing else ""
    by = words("now-mail-paper" if reply.by_mail(desk) else "now-paper")
    shown = {"open": bool(there), "until": until, "by": by, "collects": open_forms.collects(desk)}
    over = all(phase.closes_at <= desk.tally.as_of for phase in desk.subject.phases)
    always = "" if over else open_forms.on_subject(desk, ALWAYS)
    shown["always"] = Markup(always)  # noqa: S704  escaped there
    return printery.render("slots/now.html", words, acts=_acts(desk, there), **shown)


def has_draft(desk: Desk, there: list[Phase]) -> bool:
    """Whether the bill is what the subject has come to: people are asked about it, follow it, or all is over."""
    over = all(phase.closes_at <= desk.tally.as_of for phase in desk.subject.phases)
    return desk.subject.bill is not None and (over or any(one.kind in _OF_BILL for one in there))


def first_act(desk: Desk) -> str:
    """What can be done now at all, in a few words, the lightest act; empty where nothing is taken."""
    named = [act for one in open_phases(desk.subject, desk.tally.as_of) for act in _ACTS.get(one.kind, ())]
    return desk.words(min(named, key=lambda act: (act[2], act[0]))[0]) if named else ""


def _acts(desk: Desk, there: list[Phase]) -> list[Act]:
    words, forge = desk.words, open_forms.collects(desk)
    named = {act for phase in there for act in _ACTS.get(phase.kind, ())}
    acts = [Act(words("minutes", n=1), words("now-read"), words("now-read-line"), "all/")] if desk.paged else []
    if acts and any(word in _WRITTEN for word, _, _ in named):
        acts.append(Act(words("minutes", n=1), words("now-said"), words("now-said-line"), said.ADDRESS))
    if has_draft(desk, there):
        acts.insert(0, Act(words("minutes", n=15), words("now-bill"), words("now-bill-line"), "bill/"))
    for word, line, minutes in sorted(named, key=lambda act: (act[2], act[0])):
        if word == "now-vote":  # each contribution there says on its page how to vote on it
            href = _where_to_vote(desk)
        elif word == "now-sign" and desk.subject.bill is not None:
            href = "bill/#sign"  # where all ways to sign it stand
        elif forge:
            href = open_forms.address(desk, _ASKED[word]) if word in _ASKED else "bill/"
        elif reply.by_mail(desk):
            href = reply.letter(desk, words(word), words("letter-words"))
        else:
            href = "../../help/"
        acts.append(Act(words("minutes", n=minutes), words(word), words(line), href))
    if desk.subject.letter is not None and any(one.kind in _TO_WRITE for one in there):
        acts.append(Act(words("minutes", n=5), words("letter-act"), words("letter-act-line"), "letter/"))
    return acts


def _where_to_vote(desk: Desk) -> str:
    """The first part of the page whose elements take votes now; where there is none, the list that will have them."""
    there = (kind for kind in elements.in_order(desk) if elements.is_asked_for(desk, kind) and STANCES[kind])
    first = next((kind for kind in there if any(elements.chosen(desk, kind))), None)
    return f"#h-{first.value}" if first else "supported/"


def figures(desk: Desk, printery: Printery) -> Markup:
    """How many of each kind, by which way, from how many people; what is unknown is told so."""
    words, tally = desk.words, desk.tally
    received = [one for one in tally.kinds.values() if one.items] if desk.contributions else []
    ours = Counter(element.kind for element in desk.elements.values())
    replies = _replies(desk)
    return printery.render(
        "slots/figures.html",
        words,
        line=figure_rows.line(words, tally, how_many(desk, "received")),
        notes=list(figure_rows.beside_the_count(words, tally)),
        kinds=[figure_rows.kind_row(words, one, ours[one.kind], replies) for one in received],
        heads=[words(f"votes-{column}") for column in figure_rows.columns(tally)],
        channels=figure_rows.channel_rows(words, tally),
        unusual=signs_words.on_subject(desk),
    )


def _replies(desk: Desk) -> Counter[Side]:
    """How many arguments answer another argument, by side: what tally.json says of each argument."""
    found: Counter[Side] = Counter()
    for item in desk.items.values():
        if item.kind is Kind.ARGUMENT:
            found.update({Side.FOR: item.arguments_for, Side.AGAINST: item.arguments_against})
    return found


def list_of_lists(desk: Desk, printery: Printery) -> Markup:
    words = desk.words
    if not desk.items:
        return Markup()
    count = -(-len(desk.paged) // lists.SIZE)
    return printery.render(
        "slots/lists.html",
        words,
        newest=f"all/{count}/" if count > 1 else "",
        orders=[(name, words(f"order-{name}"), _sentence(words(f"order-of-{name}"))) for name in lists.ORDERS[1:]],
        reports=[(phase_name(phase, words), f"report/{phase.name}/") for phase, _ in report.on_site(desk)],
        opinions=list(opinion_pages.links(desk).values()),
        amendments=words("amendments-title")
        if any(one.kind is Kind.AMENDMENT for one in desk.contributions.values())
        else "",
    )


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def sources(desk: Desk, printery: Printery) -> Markup:
    """Sources for the subject as a whole; everything else that answers it stands on a page of its own."""
    found = threads.thread(desk, WHOLE)
    ids = [entry.id for entry in found.sources if not entry.depth and desk.is_shown(entry.id)]
    rows = [_source_row(desk, id) for id in ids[:MOST_SOURCES]]
    elsewhere = sum(
        one.kind is Kind.SOURCE and desk.roots.get(one.id) != WHOLE and desk.is_shown(one.id)
        for one in desk.contributions.values()
    )
    none = (
        desk.words("subject-sources-none")
        if elsewhere
        else invitations.empty(desk, "subject-sources-empty", Kind.SOURCE)
    )
    return printery.render(
        "slots/sources.html",
        desk.words,
        sources=rows,
        empty=none,
        elsewhere=desk.words("sources-elsewhere", n=elsewhere) if elsewhere else "",
        more=bool(desk.answers.get(WHOLE)),
    )


def _source_row(desk: Desk, id: ContributionId) -> SourceRow:
    text = desk.text(id)
    title = link(text.link, text.title) if text.link else Markup.escape(desk.title(id))
    by = Markup(way_and_day(desk, desk.contributions[id]))  # noqa: S704  escaped there
    return SourceRow(title, by)


def src(desk: Desk, printery: Printery) -> Markup:
    """What was counted, when, and how to count it again."""
    words, tally = desk.words, desk.tally
    lines = words.figure("lines", tally.lines, "lines-n")
    return printery.render(
        "slots/src.html",
        words,
        counted=words.html("counted", moment=words.moment(tally.as_of), lines=lines)
        if tally.as_of and tally.lines
        else "",
        head=tally.head[:12],
    )
