"""The page of what waits for facilitators: unsorted, without an answer, flagged, alike. No figure that a vote changes.

Each subject's part is kept with its slots, so that a subject on which nothing came is not even folded for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from markupsafe import Markup

from lawloom.instance import Instance
from lawloom.ledger import fold
from lawloom.ledger.fold import Ledger
from lawloom.ledger.texts import texts
from lawloom.model.ids import ContributionId
from lawloom.press.contributions.entries import named_link
from lawloom.press.desk import accounts, threads
from lawloom.press.desk.desk import Desk
from lawloom.press.desk.edition import Edition
from lawloom.press.desk.timeline import phase_name
from lawloom.press.html.lean_page import LeanPage
from lawloom.press.html.oneline import plain
from lawloom.press.html.oneline import words as words_of
from lawloom.press.html.press import Press
from lawloom.press.html.shell import Printery
from lawloom.press.html.words import Words
from lawloom.tally.waiting import Waiting, waiting

ADDRESS = "todo/"
UNSORTED = "unsorted"  # the reserved subject of what could not be told where it belongs
SLOT = "todo"
MOST = 25  # of one list; `lawloom todo --json` has all
LONGEST = 120  # signs of a text that has no title
NOINDEX = Markup('<meta name="robots" content="noindex">')


class Rows(NamedTuple):
    head: str
    rows: list[Markup]
    more: str


def section(desk: Desk, ledger: Ledger | None, printery: Printery) -> str:
    """What waits in one subject, as HTML; empty where nothing does."""
    found = waiting(
        desk.subject,
        desk.contributions,
        desk.tally,
        done=ledger.settled if ledger else (),
        titles=lambda ids: _titles(desk, ids),
        unsure={phase: [*told.account.unsure] for phase, told in accounts.of(desk).items()},
    )
    if not found.many:
        return ""
    return str(
        printery.render(
            "slots/todo.html",
            desk.words,
            id=desk.subject.id,
            title=desk.subject.title,
            lang=desk.named,
            spoken=desk.words if desk.words.language != desk.settings.language else None,
            lists=_lists(desk, found),
        )
    )


def print_page(edition: Edition, press: Press, sections: Iterable[str]) -> bytes:
    """The whole page in the language of the edition.

    sections  what waits in each subject, in the order in which it is read
    """
    settings = edition.consultation.settings
    words = press.words(settings.language)
    unsorted = _unsorted(edition.instance, settings.repository)
    shown = [one for one in sections if one]
    page = LeanPage(press.printery, words, ADDRESS, about=words("todo-about"))
    body = page.render(
        "todo.html",
        unsorted=_list(words("todo-unsorted", n=len(unsorted)), unsorted, words) if unsorted else None,
        sections=[Markup(one) for one in shown],  # noqa: S704  escaped where they were made
    )
    return page.printed(words("todo"), [body]).replace(b"<title>", f"{NOINDEX}\n<title>".encode(), 1)


def _titles(desk: Desk, ids: Collection[ContributionId]) -> Mapping[ContributionId, str]:
    desk.texts.fetch(ids)
    typed = {id: desk.text(id) for id in ids}
    return {id: text.title or text.body[:200] for id, text in typed.items()}


def _lists(desk: Desk, found: Waiting) -> list[Rows]:
    words, up = desk.words, f"../subjects/{desk.subject.id}/"
    fetched = [*found.appeals, *found.flagged, *found.corrections]
    fetched += [id for pair in found.alike[:MOST] for id in pair]
    desk.texts.fetch(
        [*fetched, *(id for ids in (*found.unanswered.values(), *found.unsure.values()) for id in ids[:MOST])]
    )

    def named(id: ContributionId) -> Markup:
        typed = desk.text(id)
        if words_of(typed.title) or not (seen := plain(typed.body, LONGEST)):
            return Markup('<span class="id">{}</span> {}').format(id, named_link(desk, id, up))
        where = threads.address(desk, id)
        return Markup('<span class="id">{}</span> <a href="{}{}"><bdi{}>{}</bdi></a>').format(
            id, up, where, desk.attribute_of(id), seen
        )

    def rows(head: str, ids: list[ContributionId], **values: str) -> Rows:
        return _list(words(head, n=len(ids), **values), [named(id) for id in ids[:MOST]], words, len(ids))

    pairs = [Markup("{}<br>{}").format(named(one), named(other)) for one, other in found.alike[:MOST]]
    names = {phase.name: phase_name(phase, words) for phase in desk.subject.phases}
    lists = [
        rows("todo-appeals", found.appeals),
        rows("todo-flagged", found.flagged),
        rows("todo-corrections", found.corrections),
        *(rows("todo-unanswered", ids, phase=names[name]) for name, ids in found.unanswered.items()),
        *(rows("todo-unsure", ids, phase=names[name]) for name, ids in found.unsure.items()),
        _list(words("todo-alike", n=len(found.alike)), pairs, words, len(found.alike)),
    ]
    return [one for one in lists if one.rows]


def _list(head: str, rows: list[Markup], words: Words, many: int | None = None) -> Rows:
    more = (len(rows) if many is None else many) - MOST
    return Rows(head, rows[:MOST], words("todo-more", n=more) if more > 0 else "")


def _unsorted(instance: Instance, repository: str) -> list[Markup]:
    """What belongs to no subject yet: by its title, with the way to where a label can be put on it."""
    if not instance.ledger_of(UNSORTED).is_dir():
        return []
    held = fold.fold(instance, UNSORTED).contributions
    typed = dict(texts(instance, UNSORTED))
    rows = []
    for id, one in held.items():
        if one.state != "opened" or one.hidden or one.erased:
            continue
        number = Markup('<span class="id">{}</span>').format(id)
        if repository and id.startswith("gh-") and id[3:].isdecimal():
            number = Markup('<a class="id" href="https://github.com/{}/issues/{}">{}</a>').format(
                repository, id[3:], id
            )
        title = plain(typed[id].title) if id in typed else ""
        rows.append(Markup("{} <bdi>{}</bdi>").format(number, title) if title else number)
    return rows
