"""The finished bill in support: how one signs it, how many did and by which way, and words to tell others.

Nothing of another site is loaded: words to copy, and plain links. A share is told only where a population is given.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from lawloom.model.ids import BILL
from lawloom.model.phase import Phase, PhaseKind
from lawloom.model.tally import ChannelFigures
from lawloom.model.vote import Stance
from lawloom.press.desk.desk import Desk
from lawloom.press.forms import open_forms, reply
from lawloom.press.html import sharing
from lawloom.press.html.oneline import words as in_line
from lawloom.press.html.shell import Printery

LONGEST_TITLE = 100  # letters in a text to pass on: the whole stays under the 280 of the shortest network
# What opens with a text of ours in it, in alphabetical order; nothing is asked of any of them before a reader clicks.
NETWORKS = (
    ("Bluesky", "https://bsky.app/intent/compose?text={both}"),
    ("Facebook", "https://www.facebook.com/sharer/sharer.php?u={address}"),
    ("LinkedIn", "https://www.linkedin.com/sharing/share-offsite/?url={address}"),
    ("Telegram", "https://t.me/share/url?url={address}&text={text}"),
    ("WhatsApp", "https://wa.me/?text={both}"),
    ("X", "https://x.com/intent/post?text={both}"),
)


class Way(NamedTuple):
    name: str
    rows: Markup | str
    counts: Markup | str


def phase_of(desk: Desk) -> Phase | None:
    """The phase of support that has begun: the one that is open, else the last; None where none has."""
    begun = [one for one in desk.subject.phases if one.kind is PhaseKind.SUPPORT and one.opens_at <= desk.tally.as_of]
    return next((one for one in begun if one.is_open_at(desk.tally.as_of)), begun[-1] if begun else None)


def slot(desk: Desk, printery: Printery) -> Markup:
    """What stands over the articles of the bill; empty before its phase of support."""
    phase, bill, words = phase_of(desk), desk.subject.bill, desk.words
    if phase is None or bill is None:
        return Markup()
    is_open = phase.is_open_at(desk.tally.as_of)
    tally = desk.tally.bill
    signed = tally.total.by_stance.get(Stance.SIGNATURE) if tally else None
    channels = tally.channels if tally else ()
    title = in_line(bill.title or desk.subject.title, LONGEST_TITLE)
    address = f"{desk.settings.address}subjects/{desk.subject.id}/bill/" if desk.settings.address else ""
    return printery.render(
        "slots/support.html",
        words,
        open=is_open,
        until=words("now-until", date=words.last_day(phase.closes_at)) if is_open else "",
        over="" if is_open else words("support-over", date=words.last_day(phase.closes_at)),
        signed=words.figure("bill/signature", signed, "signed") if signed else "",
        share=_share(desk, signed),
        ways=[_way(desk, one) for one in channels],
        counts=any(one.counts.by_stance for one in channels),
        forge=desk.forge_page(BILL) if is_open and open_forms.collects(desk) and BILL in desk.anchors else "",
        letter=reply.letter(desk, words("now-sign"), words("support-by-letter", title=title))
        if is_open and reply.by_mail(desk)
        else "",
        texts=_texts(desk, title, address) if is_open else [],
        networks=_networks(desk, title, address) if is_open and address else [],
        picture=sharing.PICTURE if is_open and address else "",
        to_write=desk.subject.letter is not None,
    )


def _share(desk: Desk, signed: int | None) -> Markup | str:
    """0.61 % of 1,842,000 people aged 16 and over (census 2024): worked out in whole numbers."""
    whole = desk.consultation.population
    if whole is None or not signed:
        return ""
    hundredths = (20_000 * signed + whole.number) // (2 * whole.number)
    parts = {
        "share": f"{hundredths // 100}{desk.words('decimal-sign')}{hundredths % 100:02}",
        "whole": desk.words.number(whole.number),
        "who": whole.who,
        "source": Markup('<a href="{}">{}</a>').format(whole.link, whole.source) if whole.link else whole.source,
    }
    return desk.words.html("support-share", **parts)


def _way(desk: Desk, one: ChannelFigures) -> Way:
    words, path = desk.words, f"bill/channels/{one.channel}"
    name = words.channel(one.channel)
    found = [
        words.figure(f"{path}/{column}", sum(figures.by_stance.values())) if figures.by_stance else ""
        for column, figures in (("rows", one.rows), ("counts", one.counts))
    ]
    return Way(name[:1].upper() + name[1:], *found)


def _texts(desk: Desk, title: str, address: str) -> list[tuple[str, str]]:
    """A short text for networks, and a longer one for mails and messages."""
    words = desk.words
    short = f"{words('support-text', title=title)} {address}".strip()
    summary = in_line(desk.subject.summary, 400)
    return [(words("support-short"), short), (words("support-long"), f"{short}\n\n{summary}")]


def _networks(desk: Desk, title: str, address: str) -> list[tuple[str, str]]:
    text = desk.words("support-text", title=title)
    values = {
        "text": quote(text, safe=""),
        "address": quote(address, safe=""),
        "both": quote(f"{text} {address}", safe=""),
    }
    mail = f"mailto:?subject={quote(title, safe='')}&body={values['both']}"
    return [*((name, form.format(**values)) for name, form in NETWORKS), (desk.words("support-mail"), mail)]
