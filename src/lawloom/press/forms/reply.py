"""How somebody acts from a page: on the forge where it is read, else by a letter that is begun already, or on paper."""

from __future__ import annotations

from urllib.parse import quote

from lawloom.model.contribution import PAGED, Kind
from lawloom.model.ids import ContributionId
from lawloom.model.vote import STANCES
from lawloom.press.desk.desk import WHOLE, Desk
from lawloom.press.desk.timeline import open_phases
from lawloom.press.forms import open_forms
from lawloom.press.html.quickly import esc
from lawloom.tally.phases import Element

LONGEST_SUBJECT = 80  # signs of a title in the subject of a letter


def on_item(desk: Desk, id: ContributionId, root: str) -> str:
    """The line with which one acts on a contribution, as HTML; where nothing is open, a link to the forge or nothing.

    root  the way to the home page
    """
    words = desk.words
    ways = open_forms.on_item(desk, id) if takes(desk, id) else ""
    if (forge := desk.forge_page(id)) and not takes(desk, id):  # it can be read there; what is sent counts no more
        return f'<p class="go"><a href="{esc(forge)}" rel="noreferrer">{words.escaped("read-on-the-forge")}</a></p>\n'
    if forge:
        word, rel, beside = "on-the-forge", ' rel="noreferrer"', "without-account"
    elif not takes(desk, id):
        return ""
    elif by_mail(desk):
        forge, word, rel, beside = _about(desk, id), "act-by-mail", "", "act-otherwise"
    else:
        return f'<p class="go"><a class="btn" href="{root}help/">{words.escaped("vote-or-argue")}</a></p>\n{ways}'
    return (
        f'<p class="go"><a class="btn" href="{esc(forge)}"{rel}>{words.escaped(word)}</a> '
        f'<a href="{root}help/">{words.escaped(beside)}</a></p>\n{ways}'
    )


def takes(desk: Desk, id: ContributionId) -> bool:
    """Whether votes or arguments on it are open at the moment of the last record."""
    if id == WHOLE or desk.is_hidden(id) or desk.kind(id) is Kind.EVENT:
        return False
    return desk.once(_takes, desk.kind(id), id in desk.elements)


def _takes(desk: Desk, kind: Kind, is_element: bool) -> bool:
    windows = [desk.calendar.windows(Kind.ARGUMENT, Element(kind, is_element))]
    windows += [desk.calendar.windows(kind)] if STANCES[kind] else []
    as_of = desk.tally.as_of
    return any(one.spans and one.holds(as_of) for one in windows) and bool(desk.subject.phases)


def is_over(desk: Desk, kind: Kind) -> bool:
    """Whether votes on this kind are closed for good while votes on another kind are open.

    Where nothing is open, no reader has to tell the one from the other.
    """
    return desk.once(_is_over, kind)


def _is_over(desk: Desk, kind: Kind) -> bool:
    as_of = desk.tally.as_of
    ours = desk.calendar.windows(kind)
    asked = {other for phase in open_phases(desk.subject, as_of) for other in phase.accepts & PAGED}
    closed = bool(STANCES[kind] and ours.spans and ours.last_close <= as_of)
    return closed and any(STANCES[other] for other in asked - {kind})


def by_mail(desk: Desk) -> bool:
    """Whether the people who run the consultation can be written to."""
    contact = desk.settings.contact.strip()
    return "@" in contact and ":" not in contact


def letter(desk: Desk, subject: str, body: str) -> str:
    """A letter to them that is begun already, as an address; nothing typed can end a line of its head.

    subject  of the letter, after the title of the subject it belongs to
    """
    subject = desk.words("labelled", label=desk.subject.title, text=subject)
    contact = quote(desk.settings.contact.strip(), safe="@")
    return f"mailto:{contact}?subject={quote(subject, safe='')}&body={quote(body, safe='')}"


def _about(desk: Desk, id: ContributionId) -> str:
    words = desk.words
    stances = words.joined([words(stance.value, n=1) for stance in STANCES[desk.kind(id)]])
    vote = f"{words('letter-vote', stances=stances)}\n\n" if stances else ""
    title = desk.title(id)[:LONGEST_SUBJECT]
    return letter(desk, f"{id}. {title}", f"{vote}{words('letter-argument')}\n")
