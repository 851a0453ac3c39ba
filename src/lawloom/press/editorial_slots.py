"""What stands in the slots of a subject's other pages: decisions, moderation, questions, votes on articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from lawloom.model.contribution import Kind
from lawloom.model.editorial import Decision, Outcome
from lawloom.model.ids import ContributionId
from lawloom.press import about, bars, elements, fates, invitations, lists, moderation, open_forms, threads
from lawloom.press.desk import Desk
from lawloom.press.elements import Say
from lawloom.press.entries import named_link
from lawloom.press.fates import CSS, FateStep
from lawloom.press.moderation import appealing
from lawloom.press.shell import Printery

UP = "../"  # these pages stand in folders beside c/
MOST_REASONS = 500
MOST_TITLES = 10
UNDECIDED = "none"
SET_ASIDE = "set-aside"


class Struck(NamedTuple):
    href: str
    title: str
    steps: list[FateStep]


class OutcomeRow(NamedTuple):
    css: str
    word: str
    means: str
    n: str


class Reason(NamedTuple):
    titles: list[Markup]
    out: str
    word: str
    links: list[Markup]
    reason: str
    when: str


def slots(desk: Desk, printery: Printery, say: Say) -> Iterator[tuple[str, Markup]]:
    """Every slot of the subject's other pages."""
    slug = desk.subject.id
    yield f"decisions/{slug}", decisions(desk, printery)
    yield f"moderation/{slug}", moderation.slot(desk, printery, say)
    yield f"questions/{slug}", questions(desk, printery)
    correct = open_forms.on_subject(desk, [Kind.CORRECTION], "synthesis/")
    yield f"correct/{slug}", Markup(correct)  # noqa: S704  escaped there
    for id in desk.articles:
        yield f"article/{slug}/{id}", article(desk, printery, id)


def needed(desk: Desk) -> Iterator[ContributionId]:
    """Whose texts these slots show: what was decided on by name, questions, appeals."""
    yield from appealing(desk)
    for decision in desk.subject.decisions[:MOST_REASONS]:
        yield from decision.on[:MOST_TITLES]
        yield decision.same_as
    for decision in desk.subject.decisions:
        if any(later.outcome is Outcome.STRUCK_OUT for later in decision.later):
            yield from decision.on[:MOST_TITLES]
            yield decision.same_as
    yield from _questions(desk)[: lists.SIZE]
    for ids in desk.about.values():
        yield from ids[: about.MOST]


def article(desk: Desk, printery: Printery, id: ContributionId) -> Markup:
    """How people voted on one article, what was said about it, and the way to that."""
    words, item = desk.words, desk.items.get(id)
    links = about.links(desk, id, UP)
    open_ = len(links) if len(links) <= about.OPEN + elements.FEW else about.OPEN
    folded = links[open_:]
    return printery.render(
        "slots/article.html",
        words,
        id=id,
        bar=bars.bar(item.total) if item else "",
        tally=bars.tally(item, words) if item else "",
        said=about.counted(desk, id),
        links=links[:open_],
        folded=folded,
        fold=words("elements-more", n=len(folded)) if folded else "",
    )


def questions(desk: Desk, printery: Printery) -> Markup:
    """Questions for the debate, those with the most support first."""
    ids = _questions(desk)
    rows = lists.rows(desk, ids[: lists.SIZE], "supported", up=UP, root="../../../")
    top = desk.words("questions-all") if len(ids) > lists.SIZE else ""
    return printery.render(
        "slots/questions.html",
        desk.words,
        rows=rows,
        empty=invitations.empty(desk, "questions-empty", Kind.QUESTION),
        top=top,
        ask=Markup(open_forms.on_subject(desk, [Kind.QUESTION], "debate/")),  # noqa: S704  escaped there
    )


def _questions(desk: Desk) -> list[ContributionId]:
    return desk.by_kind.get(Kind.QUESTION, [])


def decisions(desk: Desk, printery: Printery) -> Markup:
    """What was adopted and then struck out, first; then all outcomes as a table that adds up; then the reasons."""
    words, subject = desk.words, desk.subject
    struck = list(_struck(desk))
    counted = Counter(outcome_of(desk, id) for id in desk.paged)
    received = len(desk.paged)
    answered = received - counted[UNDECIDED]
    shown = subject.decisions[:MOST_REASONS]
    beside = len(desk.contributions) - received
    return printery.render(
        "slots/decisions.html",
        words,
        lang=desk.lang,
        struck=struck,
        outcomes=list(_outcome_rows(desk, counted)),
        received=words.number(received),
        answered=words("decisions-all-answered")
        if received and answered == received
        else words("decisions-answered", n=words.number(answered), m=words.number(received))
        if received
        else "",
        beside=words("answers-elsewhere", n=beside) if beside else "",
        reasons=[_reason(desk, decision) for decision in shown],
        more=words("decisions-more", n=MOST_REASONS) if len(subject.decisions) > MOST_REASONS else "",
    )


def _struck(desk: Desk) -> Iterator[Struck]:
    """What was adopted and taken out later; of a theme the theme itself."""
    for decision in desk.subject.decisions:
        if not any(later.outcome is Outcome.STRUCK_OUT for later in decision.later):
            continue
        if decision.theme:
            if decision.called:
                steps = fates.steps_of(desk, decision, UP)
                yield Struck(f"{UP}synthesis/{decision.theme}/", decision.called, steps)
            continue
        for id in decision.on[:MOST_TITLES]:
            if desk.has_page(id) or id in desk.roots:
                yield Struck(UP + threads.address(desk, id), desk.title(id), fates.fate_of(desk, id, UP).steps)


def outcome_of(desk: Desk, id: ContributionId) -> str:
    """Where a contribution stands today: its own outcome, or that of what it was united with."""
    seen: set[ContributionId] = set()
    at: ContributionId | None = id
    while at and at not in seen:
        seen.add(at)
        if found := desk.decisions.get(at):
            last = found[-1]
            now = last.later[-1].outcome if last.later else last.outcome
            return now.value if at == id else Outcome.SAME_AS.value
        one = desk.contributions.get(at)
        at = one.merged_into if one else None
    item, one = desk.items.get(id), desk.contributions[id]
    return SET_ASIDE if one.set_aside or (item is not None and item.set_aside) else UNDECIDED


def _outcome_rows(desk: Desk, counted: Counter[str]) -> Iterator[OutcomeRow]:
    words = desk.words
    for outcome in Outcome:
        if n := counted[outcome.value]:
            key = f"out-{outcome.value}"
            yield OutcomeRow(CSS[outcome], words(key), words(f"{key}-means"), words.number(n))
    if n := counted[SET_ASIDE]:
        yield OutcomeRow("no", words("out-set-aside"), words("out-set-aside-means"), words.number(n))
    if n := counted[UNDECIDED]:
        yield OutcomeRow("wait", words("out-none"), words("out-none-means"), words.number(n))


def _reason(desk: Desk, decision: Decision) -> Reason:
    titles = [_theme(desk, decision)] if decision.theme else _titles(desk, decision)
    links = fates.article_links(desk, decision, UP)
    if decision.same_as:
        links.append(named_link(desk, decision.same_as, UP))
    when = fates.dated(desk, decision.date, desk.person(decision.by) if decision.by else "")
    word = fates.word_of(desk, "" if decision.theme else decision.on[0], decision.outcome)
    return Reason(titles, CSS[decision.outcome], word, links, decision.reason, when)


def _titles(desk: Desk, decision: Decision) -> list[Markup]:
    """What a decision names, the first of them by name."""
    titles = [named_link(desk, id, UP) for id in decision.on[:MOST_TITLES]]
    if len(decision.on) > MOST_TITLES:
        titles.append(Markup.escape(desk.words("and-more", n=len(decision.on) - MOST_TITLES)))
    return titles


def _theme(desk: Desk, decision: Decision) -> Markup:
    """The theme that is decided on, with the way there; its name alone where nothing is in it."""
    name = Markup("<bdi{}>{}</bdi>").format(desk.lang_attribute, decision.called or decision.place[1])
    if decision.called:
        name = Markup('<a href="{}synthesis/{}/">{}</a>').format(UP, decision.theme, name)
    return desk.words.html("whole-theme", theme=name)
