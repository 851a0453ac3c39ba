"""The pages of themes: what each holds, in pages of a list; and what is in none, with the reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from markupsafe import Markup

from lawloom.model.ids import ContributionId
from lawloom.press.contributions import lists, prints
from lawloom.press.contributions.entries import kind_of, stub_of, unbroken, way_and_day
from lawloom.press.contributions.fates import FateStep, steps_of, word_of
from lawloom.press.desk import accounts, threads
from lawloom.press.desk.accounts import Told
from lawloom.press.desk.desk import Desk
from lawloom.press.desk.subject_page import subject_page
from lawloom.press.html.oneline import words as one_line
from lawloom.press.html.press import Press
from lawloom.press.site.digest import digest
from lawloom.press.site.files import Part
from lawloom.press.synthesis.synthesis_slots import ThemeView, themed, voices
from lawloom.synthesis.account import Theme
from lawloom.synthesis.blocks import REST


class Row(NamedTuple):
    """One contribution in a list without votes."""

    href: str
    title: str
    by: Markup
    notes: list[str]
    is_stub: bool


class ThemePage(NamedTuple):
    """A page of a theme, or of what is in none.

    theme   None: what is in no theme
    ids     that stand on it
    number  counted from 1, of so many pages
    first   place of the first of them in the whole list
    """

    told: Told
    theme: Theme | None
    ids: Sequence[ContributionId]
    number: int
    pages: int

    @property
    def first(self) -> int:
        return (self.number - 1) * lists.SIZE + 1

    @property
    def address(self) -> str:
        """From the folder of the subject."""
        base = f"synthesis/{self.told.phase}/{self.theme.id if self.theme else REST}/"
        return base if self.number == 1 else f"{base}{self.number}/"


def print_themes(press: Press, desk: Desk, part: Part) -> None:
    """Print the pages of all themes of one subject."""
    if not desk.findings:
        return
    ground = prints.ground(desk)
    states = {phase: digest(repr((told.account, told.voices))) for phase, told in accounts.of(desk).items()}
    for page in _pages(desk):
        name = f"subjects/{desk.subject.id}/{page.address}index.html"
        shown = repr(
            (
                ground,
                states[page.told.phase],
                [(desk.contributions[id], page.told.material[id].text) for id in page.ids],
                [desk.decisions.get(id) for id in page.ids],
                [replace(one, on=()) for one in desk.subject.decisions if one.theme],
            )
        )
        print_ = digest(f"{page.address}\x1d{shown}")
        if not part.stands(name, print_):
            part.put(name, _page(press, desk, page), print_)


def _pages(desk: Desk) -> Iterator[ThemePage]:
    for told in accounts.of(desk).values():
        for theme in told.themes:
            yield from _of(told, theme, theme.members)
        yield from _of(told, None, (*told.account.unclassified, *told.account.set_aside))


def _of(told: Told, theme: Theme | None, ids: Sequence[ContributionId]) -> Iterator[ThemePage]:
    count = max(1, -(-len(ids) // lists.SIZE))
    for number in range(1, count + 1):
        yield ThemePage(told, theme, ids[lists.SIZE * (number - 1) : lists.SIZE * number], number, count)


def _page(press: Press, desk: Desk, page: ThemePage) -> bytes:
    words, told, theme = desk.words, page.told, page.theme
    frame = subject_page(desk, press.printery, page.address)
    up = frame.up
    title = theme.label if theme else words("syn-rest")
    view: ThemeView | None = None
    if theme and page.number == 1:
        view = themed(desk, told, theme, up)
    has_text = any(one.phase == told.phase for one in desk.subject.syntheses)
    body = frame.render(
        "theme.html",
        synthesis=f"{up}synthesis/{told.phase}/" if has_text else "",
        title=title,
        is_theme=theme is not None,
        lang=desk.lang if theme else "",
        summary=theme.summary if theme else "",
        by_people=bool(theme and theme.name),
        view=view,
        voices=voices(press.printery, words, view, "whole") if view else "",
        decisions=_decisions(desk, page, up),
        rows=[_row(desk, told, id, up) for id in page.ids],
        first=page.first,
        pager=_pager(page),
        when=words.moment(told.findings.as_of),
        data=f"{frame.top}data/{desk.subject.id}/synthesis/{told.phase}.json",
    )
    return frame.printed(title, [body])


def _decisions(desk: Desk, page: ThemePage, up: str) -> list[FateStep]:
    """What was decided for the whole theme, on its first page."""
    theme = f"{page.told.phase}/{page.theme.id}" if page.theme else ""
    return [
        step
        for decision in desk.subject.decisions
        if theme and decision.theme == theme and page.number == 1
        for step in steps_of(desk, decision, up)
    ]


def _row(desk: Desk, told: Told, id: ContributionId, up: str) -> Row:
    words, one = desk.words, desk.contributions[id]
    notes = []
    if reason := told.account.set_aside.get(id):
        notes.append(words("syn-reason", reason=words.set_aside(one_line(reason, 300))))
    theme = told.account.theme_of.get(id)
    if theme and any(id in each.by_hand for each in told.themes if each.id == theme):
        notes.append(words("syn-by-hand"))
    if own := next((each for each in desk.decisions.get(id, ()) if not each.theme), None):
        notes.append(words("decided-apart", outcome=word_of(desk, id, own.outcome)))
    if one.hidden:
        return Row("", stub_of(desk, id).what, Markup(), notes, True)
    named = Markup(f"{unbroken(id)} {desk.name(id)}, {way_and_day(desk, one)}")  # noqa: S704  all escaped
    by = Markup("{} {}").format(kind_of(desk, one), named)
    return Row(f"{up}{threads.address(desk, id)}", desk.title(id), by, notes, False)


def _pager(page: ThemePage) -> list[lists.PagerLink]:
    if page.pages < 2:
        return []
    up = "" if page.number == 1 else "../"

    def href(number: int) -> str:
        return (f"{up}{number}/" if number > 1 else up) or "./"

    return [lists.PagerLink(str(number), href(number), number == page.number) for number in range(1, page.pages + 1)]
