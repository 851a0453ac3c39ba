"""The reply of a subject: what was struck out, all outcomes, how fast and by which way, by theme, and every reason.

The first reasons stand in the slot of the typeset page, the others on pages of their own, fifty each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from markupsafe import Markup

from lawloom.bill.answering.coverage import NONE, SET_ASIDE
from lawloom.bill.answering.coverage_form import figures
from lawloom.model.editorial import Decision, Outcome
from lawloom.model.ids import ContributionId
from lawloom.press.contributions import fates, lists, prints
from lawloom.press.contributions.entries import named_link
from lawloom.press.contributions.fates import CSS, FateStep
from lawloom.press.desk import threads
from lawloom.press.desk.desk import Desk
from lawloom.press.desk.subject_page import subject_page, titled
from lawloom.press.html.lean_page import LeanPage
from lawloom.press.html.press import Press
from lawloom.press.html.shell import Printery
from lawloom.press.site.digest import digest
from lawloom.press.site.files import Part
from lawloom.press.subject import answers

UP = "../"  # the page stands in a folder beside c/
MOST_TITLES = 10
MOST_STRUCK = 20
WAYS = ("own", "theme", "united", "rule")


class Struck(NamedTuple):
    href: str
    title: str
    steps: list[FateStep]


class OutcomeRow(NamedTuple):
    css: str
    word: str
    means: str
    n: Markup


class ThemeRow(NamedTuple):
    name: Markup
    asked: Markup
    answered: Markup
    outcomes: list[tuple[str, str]]  # class and word


class Reason(NamedTuple):
    titles: list[Markup]
    out: str
    word: str
    links: list[Markup]
    reason: str
    when: str


def needed(desk: Desk) -> Iterator[ContributionId]:
    """Whose texts the slot shows."""
    for decision in _on_page(desk, 1):
        yield from _named(decision)
    for decision in _struck_out(desk):
        yield from _named(decision)


def slot(desk: Desk, printery: Printery) -> Markup:
    """What was adopted and then struck out, first; then a table that adds up, how fast, by theme; then the reasons."""
    words, found = desk.words, answers.of(desk)
    received, answered = len(found.asked), len(found.answers)
    beside = len(desk.contributions) - received
    return printery.render(
        "slots/decisions.html",
        words,
        lang=desk.lang,
        struck=list(_struck(desk)),
        outcomes=list(_outcome_rows(desk, found.outcomes)),
        received=words.figure("coverage/asked", received),
        answered=words("decisions-all-answered")
        if received and answered == received
        else words.html(
            "decisions-answered",
            n=words.figure("coverage/answered", answered),
            m=words.figure("coverage/asked", received),
        )
        if received
        else "",
        beside=words("answers-elsewhere", n=beside) if beside else "",
        ways=_ways(desk),
        speed=_speed(desk) if received else [],
        themes=_themes(desk),
        reasons=[reason(desk, decision, UP) for decision in _on_page(desk, 1)],
        pager=_pager(desk, 1),
    )


def print_pages(press: Press, desk: Desk, part: Part) -> None:
    """Print what the slot has no room for."""
    ground = prints.ground(desk)
    pages = _pages(desk)
    for number in range(2, pages + 1):
        shown = _on_page(desk, number)
        names = [prints.named(desk, id) for decision in shown for id in _named(decision) if id]
        around = min(pages, number + 2)
        print_ = digest(repr((ground, number, around, [_alone(one) for one in shown], names)))
        page = subject_page(desk, press.printery, f"decisions/{number}/")
        if not part.stands(page.file, print_):
            part.put(page.file, _page(page, desk, number, shown), print_)


def reason(desk: Desk, decision: Decision, up: str) -> Reason:
    """One decision: what it is about, the outcome, where it stands, why, when and by whom.

    up  the way to the folder of the subject
    """
    titles = [_theme(desk, decision, up)] if decision.theme else _titles(desk, decision, up)
    links = fates.article_links(desk, decision, up)
    if decision.same_as:
        links.append(named_link(desk, decision.same_as, up))
    when = fates.dated(desk, decision.date, desk.person(decision.by) if decision.by else "")
    word = fates.word_of(desk, "" if decision.theme else decision.on[0], decision.outcome)
    return Reason(titles, CSS[decision.outcome], word, links, decision.reason, when)


def _page(page: LeanPage, desk: Desk, number: int, shown: Sequence[Decision]) -> bytes:
    desk.texts.fetch([id for decision in shown for id in _named(decision) if id in desk.contributions])
    title = desk.words("answers-page", n=number)
    body = page.render(
        "decisions.html",
        lang=desk.lang,
        title=title,
        reasons=[reason(desk, decision, page.up) for decision in shown],
        pager=_pager(desk, number),
    )
    return page.printed(titled(desk, title), [body])


def _pages(desk: Desk) -> int:
    return max(1, -(-len(desk.subject.decisions) // lists.SIZE))


def _on_page(desk: Desk, number: int) -> Sequence[Decision]:
    return desk.subject.decisions[lists.SIZE * (number - 1) : lists.SIZE * number]


def _pager(desk: Desk, number: int) -> list[lists.PagerLink]:
    """The first page, this one with its neighbours, and the last."""
    pages = _pages(desk)
    if pages < 2:
        return []
    up = "" if number == 1 else "../"
    shown = sorted({1, *range(max(1, number - 2), min(pages, number + 2) + 1), pages})
    return [lists.PagerLink(str(one), (f"{up}{one}/" if one > 1 else up) or "./", one == number) for one in shown]


def _named(decision: Decision) -> Iterator[ContributionId]:
    if not decision.theme:
        yield from decision.on[:MOST_TITLES]
    if decision.same_as:
        yield decision.same_as


def _alone(decision: Decision) -> Decision:
    """What of a decision its reason shows: of many that it names the first, and how many there are."""
    return replace(decision, on=() if decision.theme else (*decision.on[:MOST_TITLES], str(len(decision.on))))


def _struck_out(desk: Desk) -> list[Decision]:
    cut = (one for one in desk.subject.decisions if any(later.outcome is Outcome.STRUCK_OUT for later in one.later))
    return [one for one, _ in zip(cut, range(MOST_STRUCK), strict=False)]


def _struck(desk: Desk) -> Iterator[Struck]:
    """What was adopted and taken out later; of a theme the theme itself."""
    for decision in _struck_out(desk):
        if decision.theme:
            if decision.called:
                steps = fates.steps_of(desk, decision, UP)
                yield Struck(f"{UP}synthesis/{decision.theme}/", decision.called, steps)
            continue
        for id in decision.on[:MOST_TITLES]:
            if desk.has_page(id) or id in desk.roots:
                yield Struck(UP + threads.address(desk, id), desk.title(id), fates.fate_of(desk, id, UP).steps)


def _outcome_rows(desk: Desk, counted: Mapping[str, int]) -> Iterator[OutcomeRow]:
    words = desk.words
    css = {outcome.value: CSS[outcome] for outcome in Outcome} | {SET_ASIDE: "no", NONE: "wait"}
    for outcome in (*(one.value for one in Outcome), SET_ASIDE, NONE):
        if n := counted.get(outcome, 0):
            key = f"out-{outcome}"
            figure = words.figure(f"coverage/outcomes/{outcome}", n)
            yield OutcomeRow(css[outcome], words(key), words(f"{key}-means"), figure)


def _ways(desk: Desk) -> Markup | str:
    """By which way they came to their outcome; nothing while there is one way only."""
    words, counted = desk.words, answers.of(desk).ways
    if len(counted) < 2:
        return ""
    parts = [words.figure(f"coverage/ways/{way}", n, f"answers-ways-{way}") for way in WAYS if (n := counted[way])]
    return words.html("answers-ways", ways=Markup(", ").join(parts))


def _speed(desk: Desk) -> list[Markup | str]:
    """How long answers took; a sentence in its place while there is none."""
    words, speed = desk.words, answers.of(desk).speed
    if speed is None:
        return [words("answers-none-yet")]
    days = {"median": speed.median, "nine": speed.nine, "longest": speed.longest}
    told = {key: words.figure(f"coverage/speed/{key}", n, "days-n") for key, n in days.items()}
    return [
        words.html("answers-speed", **told),
        words.figure("coverage/speed/many", speed.many, "answers-speed-of"),
    ]


def _themes(desk: Desk) -> list[ThemeRow]:
    """Each theme of the subject: how much an answer is owed to, how much has one, and its own decision."""
    words, found = desk.words, answers.of(desk)
    sums: dict[str, Any] = figures(found, desk.subject)["themes"]
    decided: dict[str, list[tuple[str, str]]] = {}
    for decision in desk.subject.decisions:
        if decision.theme:
            outcomes = decided.setdefault(decision.theme, [])
            outcomes.append((CSS[decision.outcome], words(f"out-{decision.outcome.value}")))
    rows = []
    for (phase, id), called in found.called.items():
        path, own = f"coverage/themes/{phase}/{id}", sums[phase][id]
        rows.append(
            ThemeRow(
                answers.theme_link(desk, (phase, id), called),
                words.figure(f"{path}/asked", own["asked"]),
                words.figure(f"{path}/answered", own["answered"]),
                decided.get(f"{phase}/{id}", []),
            )
        )
    return rows


def _titles(desk: Desk, decision: Decision, up: str) -> list[Markup]:
    """What a decision names, the first of them by name."""
    titles = [named_link(desk, id, up) for id in decision.on[:MOST_TITLES]]
    if len(decision.on) > MOST_TITLES:
        titles.append(Markup.escape(desk.words("and-more", n=len(decision.on) - MOST_TITLES)))
    return titles


def _theme(desk: Desk, decision: Decision, up: str) -> Markup:
    """The theme that is decided on, with the way there; its name alone where nothing is in it."""
    return desk.words.html("whole-theme", theme=answers.theme_link(desk, decision.place, decision.called, up))
