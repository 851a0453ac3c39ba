"""What stands in the slots of a subject's other pages: decisions, moderation, questions, votes on articles."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from lawloom.model.contribution import Kind
from lawloom.model.ids import ContributionId
from lawloom.press.contributions import about, lists, origins
from lawloom.press.desk.desk import Desk
from lawloom.press.forms import commenting, invitations, open_forms
from lawloom.press.html import bars
from lawloom.press.html.shell import Printery
from lawloom.press.subject import decisions, elements, moderation
from lawloom.press.subject.elements import Say
from lawloom.press.subject.moderation import appealing

UP = "../"  # these pages stand in folders beside c/


def slots(desk: Desk, printery: Printery, say: Say) -> Iterator[tuple[str, Markup]]:
    """Every slot of the subject's other pages."""
    slug = desk.subject.id
    yield f"decisions/{slug}", decisions.slot(desk, printery)
    yield f"moderation/{slug}", moderation.slot(desk, printery, say)
    yield f"questions/{slug}", questions(desk, printery)
    correct = open_forms.on_subject(desk, [Kind.CORRECTION], "synthesis/")
    yield f"correct/{slug}", Markup(correct)  # noqa: S704  escaped there
    yield from origins.slots(desk)
    for id in desk.articles:
        yield f"article/{slug}/{id}", article(desk, printery, id)


def needed(desk: Desk) -> Iterator[ContributionId]:
    """Whose texts these slots show: what was decided on by name, questions, appeals."""
    yield from appealing(desk)
    yield from origins.needed(desk)
    yield from decisions.needed(desk)
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
        said=about.counted(desk, id, UP),
        comment=commenting.on_article(desk, desk.articles[id]),
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
