"""What stands on the moderation page: every act with its rule and reason, every appeal with its answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from lawloom.content.rules import is_known, known_rules
from lawloom.model.contribution import Kind
from lawloom.model.editorial import WITH_INTO
from lawloom.model.ids import ContributionId
from lawloom.press.contributions.entries import EntryView, entry_view
from lawloom.press.desk import threads
from lawloom.press.desk.desk import Desk
from lawloom.press.desk.threads import Entry
from lawloom.press.forms import open_forms
from lawloom.press.html.oneline import words as one_line
from lawloom.press.html.shell import Printery
from lawloom.press.subject.elements import Say

UP = "../"  # the page stands in a folder beside c/
MOST_ACTS = 2_000
MOST_APPEALS = 200


class ActRow(NamedTuple):
    id: str
    href: str
    act: str
    into: str
    why: str
    line: str  # the rule and the day, as far as they are known
    appeals: list[str]  # numbers of the appeals that stand below the table


class AppealView(NamedTuple):
    head: Markup
    entry: EntryView
    waiting: str  # in place of an answer


class Shown(NamedTuple):
    """What the macro of an entry asks of the page around it."""

    lang: Markup
    stub_links: Markup


def slot(desk: Desk, printery: Printery, say: Say) -> Markup:
    """Every act of moderation with its rule, reason and date, the newest first; never a text or a title removed by it.

    Below the table each appeal with its words, and the answer to it.
    """
    words = desk.words
    appeals = appealing(desk)
    rows = [*_acts(desk, appeals), *_set_aside_elsewhere(desk, {act.on for act in desk.subject.moderation}, appeals)]
    contact = desk.settings.contact.strip()
    links = printery.render("stub_links.html", words, root="../../../", up=UP)
    return printery.render(
        "slots/moderation.html",
        words,
        rows=rows[:MOST_ACTS],
        appeal=Markup(open_forms.on_subject(desk, [Kind.APPEAL], "moderation/")),  # noqa: S704  escaped there
        appeals=list(_appeals(desk, appeals, say)),
        entry=printery.macro("item.html", "entry", words),
        shown=Shown(desk.lang_attribute, links),
        contact=f"mailto:{contact}" if "@" in contact and ":" not in contact else contact,
    )


def appealing(desk: Desk) -> list[ContributionId]:
    """The appeals of the subject, as they came."""
    return [one.id for one in desk.contributions.values() if one.kind is Kind.APPEAL][:MOST_APPEALS]


def _acts(desk: Desk, appeals: list[ContributionId]) -> Iterator[ActRow]:
    words = desk.words
    rules = known_rules(desk.consultation.pages)
    # What nobody sent cannot be moderated: an entry with a slip in its number is told by `check`, and not printed.
    there = [act for act in desk.subject.moderation if desk.has_page(act.on) or act.on in desk.roots]
    for act in sorted(there, key=lambda one: (one.date, one.line), reverse=True)[:MOST_ACTS]:
        # An act under a rule that there is not stands here all the same: nothing disappears in silence.
        rule = words("under-rule", rule=one_line(act.rule)) if act.rule and is_known(act.rule, rules) else ""
        day = words.written_day(act.date)
        yield ActRow(
            act.on,
            UP + threads.address(desk, act.on),
            words(f"act-{act.act.value}"),
            act.into if act.act in WITH_INTO else "",
            one_line(act.reason, 400),
            words.joined(
                [
                    part
                    for part in (rule, words("decided", date=day, name=desk.person(act.by)) if act.by else day)
                    if part
                ]
            ),
            _against(desk, act.on, appeals),
        )


def _set_aside_elsewhere(desk: Desk, known: set[ContributionId], appeals: list[ContributionId]) -> Iterator[ActRow]:
    """What the platform it came from had already set aside."""
    for one in desk.contributions.values():
        if one.set_aside and one.id not in known:
            yield ActRow(
                one.id,
                UP + threads.address(desk, one.id),
                desk.words("act-import"),
                "",
                _capital(desk.words.set_aside(one_line(one.set_aside, 400))),
                "",
                _against(desk, one.id, appeals),
            )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _against(desk: Desk, id: ContributionId, appeals: list[ContributionId]) -> list[str]:
    return [appeal for appeal in appeals if desk.contributions[appeal].on == id]


def _appeals(desk: Desk, appeals: list[ContributionId], say: Say) -> Iterator[AppealView]:
    words = desk.words
    said = dict(zip(appeals, say([desk.text(id).body for id in appeals]), strict=True))
    for id in appeals:
        on = desk.contributions[id].on or ""
        what: Markup | str = on
        if on and (desk.has_page(on) or on in desk.roots):
            what = Markup('<a href="{}{}">{}</a>').format(UP, threads.address(desk, on), on)
        head = words.html("appeal-about", id=id, other=what) if on else Markup.escape(words("appeal-one", id=id))
        view = entry_view(desk, Entry(id, 0, on), said)
        view.label = ""
        yield AppealView(head, view, "" if id in desk.decisions else words("appeal-waits"))
