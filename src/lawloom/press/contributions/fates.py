"""What became of a contribution: its outcome, the reason, the article, and what happened to that later."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from lawloom.model.contribution import Kind
from lawloom.model.editorial import Decision, LaterFate, Outcome
from lawloom.model.ids import ArticleId, ContributionId
from lawloom.model.progress import ENDS, Step
from lawloom.pages import dates, progress_views
from lawloom.pages.addresses import version_name
from lawloom.pages.text_views import article_name
from lawloom.press.contributions import today
from lawloom.press.desk import threads
from lawloom.press.desk.desk import Desk
from lawloom.press.html.untrusted import link

CSS = {
    Outcome.ADOPTED: "kept",
    Outcome.PARTLY: "part",
    Outcome.NOT_KEPT: "no",
    Outcome.OUT_OF_SCOPE: "scope",
    Outcome.ALREADY: "so",
    Outcome.SAME_AS: "same",
    Outcome.STRUCK_OUT: "cut",
}

CARRIED = frozenset({Outcome.ADOPTED, Outcome.PARTLY, Outcome.SAME_AS})  # with articles: the bill carries it
OF_APPEALS = frozenset({Outcome.ADOPTED, Outcome.PARTLY, Outcome.NOT_KEPT})


@dataclass(frozen=True, slots=True)
class FateStep:
    css: str  # of the knot on the thread
    out: str  # of the outcome's own knot
    word: str
    when: str
    reason: str
    links: list[Markup]
    theme: Markup | str = ""  # by which it was inherited; empty: its own


@dataclass(frozen=True, slots=True)
class Fate:
    """All that was decided, in order; no step: not decided yet."""

    steps: list[FateStep]


def fate_of(desk: Desk, id: ContributionId, up: str) -> Fate:
    """What became of it so far.

    up  the way to the folder of the subject
    """
    return Fate([step for decision in desk.decisions.get(id, ()) for step in steps_of(desk, decision, up, id)])


def end_of(desk: Desk, id: ContributionId) -> Step | None:
    """The step with which the bill became law or failed, for what went into it; None for all else, and until then."""
    now = desk.subject.progress.now if desk.subject.progress else None
    if now is None or now.stage not in ENDS:
        return None
    went_in = (one.articles and one.outcome in CARRIED for one in desk.decisions.get(id, ()))
    return now if any(went_in) else None


def end_of_bill(desk: Desk, id: ContributionId, up: str) -> Markup | str:
    """A sentence on how the bill as a whole ended, with the way to its steps; empty where nothing is to say."""
    step = end_of(desk, id)
    if step is None:
        return ""
    called = progress_views.called(step, desk.words.language)
    dated = desk.words("step-dated", step=called, date=dates.in_words(step.date, desk.words.language))
    return desk.words.html("fate-bill", step=Markup('<a href="{}progress/"><bdi>{}</bdi></a>').format(up, dated))


def decided_with(desk: Desk, id: ContributionId) -> ContributionId:
    """Whose fate it has: its own where it was decided on, else that of what it was united with; empty: not decided."""
    seen: set[ContributionId] = set()
    at = id
    while at and at not in seen and at not in desk.decisions:
        seen.add(at)
        one, item = desk.contributions.get(at), desk.items.get(at)
        at = (one.merged_into if one else None) or (item.merged_into if item else None) or ""
    return at if at in desk.decisions else ""


def steps_of(desk: Desk, decision: Decision, up: str, id: ContributionId = "") -> list[FateStep]:
    """One decision and what came of it later.

    id  whose it is; empty: of a whole theme, where it need not be said that it is
    """
    step = _decided(desk, id, decision, up)
    found, before = [step if id else replace(step, theme="")], decision.outcome
    for later in decision.later:
        found.append(_later(desk, later, before, up))
        before = later.outcome
    return found


def word_of(desk: Desk, id: ContributionId, outcome: Outcome) -> str:
    """What an outcome is called: appeals are upheld or not, everything else is adopted or not kept."""
    one = desk.contributions.get(id)
    if one is not None and one.kind is Kind.APPEAL and outcome in OF_APPEALS:
        return desk.words(f"out-appeal-{outcome.value}")
    return desk.words(f"out-{outcome.value}")


def article_links(desk: Desk, decision: Decision | LaterFate, up: str) -> list[Markup]:
    """The articles that a decision went into, or that a step touched; one that has left the bill as it stood last."""
    return [_article_link(desk, id, up) for id in decision.articles]


def _article_link(desk: Desk, id: ArticleId, up: str) -> Markup:
    there = desk.articles_by_part
    if id in there:
        attribute, called = desk.attribute_of(there[id]), Markup.escape(desk.title(there[id]))
        known = today.words_of(desk).get(id)
        if known is not None and known.number:
            called = desk.words.html("today-part", article=called, number=known.number)
        return Markup('<a href="{}bill/#{}"{}>{}</a>').format(up, id, attribute, called)
    last = today.words_of(desk).get(id)
    if last is None or last.version is None:
        return Markup.escape(id)
    href = f"{up}bill/versions/{version_name(last.version)}/#{last.article.id}"
    return Markup('<a href="{}"><bdi>{}</bdi></a>').format(href, article_name(last.article))


def by_theme(desk: Desk, decision: Decision, up: str) -> Markup | str:
    """That it was decided for the whole theme, with the way there; empty where it was not.

    up  the way to the folder of the subject; without it there is no way
    """
    if not decision.theme:
        return ""
    name = Markup("<bdi{}>{}</bdi>").format(desk.lang_attribute, decision.called or decision.place[1])
    if up and decision.called:
        name = Markup('<a href="{}synthesis/{}/">{}</a>').format(up, decision.theme, name)
    return desk.words.html("by-its-theme", theme=name)


def _decided(desk: Desk, id: ContributionId, decision: Decision, up: str) -> FateStep:
    words = desk.words
    links = [words.html("in-the-bill", article=one) for one in article_links(desk, decision, up)]
    if decision.same_as:
        other: Markup = Markup.escape(decision.same_as)
        if desk.has_page(decision.same_as) or decision.same_as in desk.roots:
            other = Markup('<a href="{}{}"><bdi{}>{}</bdi></a>').format(
                up,
                threads.address(desk, decision.same_as),
                desk.attribute_of(decision.same_as),
                desk.title(decision.same_as),
            )
        links.append(words.html("same-as-other", other=other))
    return FateStep(
        css=CSS[decision.outcome],
        out=CSS[decision.outcome],
        word=word_of(desk, id, decision.outcome),
        when=dated(desk, decision.date, desk.person(decision.by) if decision.by else ""),
        reason=decision.reason,
        links=links,
        theme=by_theme(desk, decision, up),
    )


def _later(desk: Desk, later: LaterFate, before: Outcome, up: str) -> FateStep:
    """What became of it later; what was out and comes back is called so.

    before  the outcome until then
    """
    links = []
    if later.articles:
        key = "in-the-bill" if later.back else "out-of-the-bill"
        links = [desk.words.html(key, article=one) for one in article_links(desk, later, up)]
    if later.step:
        links.append(Markup('<a href="{}progress/">{}</a>').format(up, desk.words("in-parliament")))
    if later.link:
        links.append(link(later.link, desk.words("official-record")))
    back = later.outcome is Outcome.ADOPTED and before is Outcome.STRUCK_OUT
    return FateStep(
        css=CSS[later.outcome],
        out=CSS[later.outcome],
        word=desk.words("taken-up-again" if back else f"out-{later.outcome.value}"),
        when=dated(desk, later.date, desk.person(later.by) if later.by else ""),
        reason=later.reason,
        links=links,
    )


def dated(desk: Desk, date: str, name: str) -> str:
    """9 June 2025, by Jonah Prewitt."""
    day = dates.in_words(date, desk.words.language)  # of a step in parliament sometimes only the month is known
    return desk.words("decided", date=day, name=name) if name else day
