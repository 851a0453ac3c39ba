"""Who has an answer: looked up once a subject, published as coverage.json, and the page of what is still unanswered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from markupsafe import Markup, escape

from lawloom.bill.answering.coverage import Coverage, by_phase, coverage
from lawloom.bill.answering.coverage_form import figures, printed
from lawloom.model.contribution import Kind
from lawloom.model.editorial import Decision
from lawloom.model.ids import ContributionId
from lawloom.model.subject import Subject
from lawloom.model.tally import ItemTally
from lawloom.press.contributions.entries import named_link
from lawloom.press.desk import accounts
from lawloom.press.desk.desk import Desk
from lawloom.press.desk.subject_page import subject_page
from lawloom.press.desk.timeline import phase_name
from lawloom.press.html.press import Press
from lawloom.press.site.files import Part

ADDRESS = "coverage/"
FILE = "coverage.json"
KEYS = ("asked", "answered", "open")
UP = "../"
MOST = 50  # unanswered contributions of one phase that are named; the file has all


Kinds = Mapping[str, Mapping[str, int]]


class Row(NamedTuple):
    name: str
    asked: Markup
    answered: Markup
    open: Markup


class PhaseView(NamedTuple):
    """What is unanswered of one phase."""

    name: str
    line: Markup
    kinds: list[Row]
    groups: list[tuple[Markup | str, list[Markup]]]
    more: str


def of(desk: Desk) -> Coverage:
    """The coverage of the subject, worked out once."""
    return desk.once(_coverage)


def _coverage(desk: Desk) -> Coverage:
    places = {
        id: (phase, theme.id, theme.label)
        for phase, told in accounts.of(desk).items()
        for theme in told.themes
        for id in theme.members
    }
    return coverage(_as_written(desk), desk.tally, desk.contributions, places)


def data_file(desk: Desk) -> bytes:
    """coverage.json."""
    return printed(of(desk), _as_written(desk))


def _as_written(desk: Desk) -> Subject:
    """The subject with its bill as it was written: a translation may be divided in another way, figures may not."""
    return replace(desk.subject, bill=desk.original.bill)


def print_page(press: Press, desk: Desk, part: Part) -> None:
    """Print the page of what is still unanswered; where nothing is, it says so."""
    words, found = desk.words, of(desk)
    page = subject_page(desk, press.printery, ADDRESS)
    desk.texts.fetch([id for id in _shown(desk, found) if id in desk.contributions])
    sums = figures(found, desk.subject)
    phases = by_phase(found.asked, desk.subject)
    body = page.render(
        "coverage.html",
        lede=lede(desk),
        asked=len(found.asked),
        receipt=[
            Row(
                name_of(desk, phase),
                *(_figure(desk, f"phases/{phase}/{key}", sums["phases"][phase][key]) for key in KEYS),
            )
            for phase in phases
        ],
        total=Row(words("decisions-received"), *(_figure(desk, key, sums[key]) for key in KEYS)),
        phases=[
            _phase(desk, found, phase, items, sums["phases"][phase]["kinds"])
            for phase, items in phases.items()
            if _open(found, items)
        ],
        own=[_article(desk, id) for id in found.provenance.own],
        gone=[words.html("coverage-gone", article=name, on=_decided_on(desk, one)) for one, name in found.gone[:MOST]],
        apart=words.figure("coverage/apart", len(found.apart), "coverage-apart") if found.apart else "",
    )
    part.put(page.file, page.printed(words("coverage-title", subject=desk.subject.title), [body]))


def lede(desk: Desk) -> Markup:
    """4,120 of 5,000 answered."""
    words, found = desk.words, of(desk)
    if not found.asked:
        return escape(words("coverage-nothing-asked"))
    answered, asked = len(found.answers), len(found.asked)
    if answered == asked:
        return words.figure("coverage/asked", asked, "coverage-all")
    many = words.figure("coverage/answered", answered)
    return words.html("coverage-some", answered=many, asked=words.figure("coverage/asked", asked))


def name_of(desk: Desk, phase: str) -> str:
    """A phase as readers know it; what came outside of every phase."""
    found = desk.subject.phase(phase) if phase else None
    return phase_name(found, desk.words) if found else desk.words("coverage-outside")


def _figure(desk: Desk, path: str, n: int) -> Markup:
    return desk.words.figure(f"coverage/{path}", n)


def _open(found: Coverage, items: Sequence[ItemTally]) -> list[ItemTally]:
    return [item for item in items if item.id not in found.answers]


def _shown(desk: Desk, found: Coverage) -> Iterator[ContributionId]:
    """Whose titles stand on the page."""
    for items in by_phase(found.asked, desk.subject).values():
        yield from (item.id for item in _open(found, items)[:MOST])
    for decision, _ in found.gone[:MOST]:
        yield from decision.on[:1]


def _phase(desk: Desk, found: Coverage, phase: str, items: Sequence[ItemTally], kinds: Kinds) -> PhaseView:
    """By kind how many, then by theme the first of them."""
    words, open_ = desk.words, _open(found, items)
    theme_of = {id: place for place, ids in found.themes.items() for id in ids}
    groups: dict[tuple[str, str] | None, list[Markup]] = {}
    for item in open_[:MOST]:
        groups.setdefault(theme_of.get(item.id), []).append(_item(desk, item.id))
    rows = [
        Row(words.kinds(Kind(kind)), *(_figure(desk, f"phases/{phase}/kinds/{kind}/{key}", sums[key]) for key in KEYS))
        for kind, sums in kinds.items()
    ]
    return PhaseView(
        name_of(desk, phase),
        words.figure(f"coverage/phases/{phase}/open", len(open_), "coverage-open"),
        rows,
        [
            (theme_link(desk, place, found.called[place]) if place else words("coverage-no-theme"), listed)
            for place, listed in groups.items()
        ]
        if phase in accounts.of(desk)
        else [("", listed) for listed in groups.values()],
        words("coverage-more") if len(open_) > MOST else "",
    )


def theme_link(desk: Desk, place: tuple[str, str], called: str, up: str = UP) -> Markup:
    """A theme by its name, with the way there; its id alone where nothing is known of it."""
    name = Markup("<bdi{}>{}</bdi>").format(desk.lang_attribute, called or place[1])
    return Markup('<a href="{}synthesis/{}/{}/">{}</a>').format(up, *place, name) if called else name


def _item(desk: Desk, id: ContributionId) -> Markup:
    return Markup('<span class="id">{}</span> {}').format(id, named_link(desk, id, UP))


def _article(desk: Desk, id: ContributionId) -> Markup:
    return Markup('<a href="{}bill/#{}"{}>{}</a>').format(UP, id, desk.attribute_of(id), desk.title(id))


def _decided_on(desk: Desk, decision: Decision) -> Markup:
    """What a decision is about: its theme, or the first that it names."""
    if decision.theme:
        return theme_link(desk, decision.place, decision.called)
    return Markup(", ").join(_item(desk, id) for id in decision.on[:1])
