"""What stands in the slots of a synthesis: figures, voices and the receipt from the account, quotes from the record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from markupsafe import Markup

from lawloom import messages
from lawloom.model.ids import ContributionId
from lawloom.model.vote import Stance
from lawloom.press.contributions.entries import kind_of
from lawloom.press.contributions.fates import CSS
from lawloom.press.desk import accounts, threads
from lawloom.press.desk.accounts import Told
from lawloom.press.desk.desk import Desk
from lawloom.press.html.oneline import words as one_line
from lawloom.press.html.shell import Printery
from lawloom.press.html.words import Words
from lawloom.press.synthesis import opinion_pages
from lawloom.synthesis import places
from lawloom.synthesis.account import Theme, kinds_of
from lawloom.synthesis.blocks import ALL, REST
from lawloom.synthesis.citations import Citation
from lawloom.synthesis.material import Size
from lawloom.synthesis.places import Part
from lawloom.synthesis.voices import Voice

UP = "../../"  # from a synthesis to the folder of its subject
LONGEST_LINE = 2_000  # letters of one line of a quote
_SIGNS = re.compile(r"^\s{0,3}(?:(?:#{1,6}|>|[-+*])\s+)+|(?<!\w)[*_`]{1,3}(?=\w|[«“\"])|(?<=[^\s*_`])[*_`]{1,3}(?!\w)")
MOST_CITED = 12  # of one pair of brackets; of more, how many follow is said


class VoiceView(NamedTuple):
    """A quote. paragraphs: plain text; none: it was erased."""

    paragraphs: list[str]
    is_cut: bool
    by: Markup
    others: Markup | str


class ThemeView(NamedTuple):
    """A theme in figures and voices."""

    href: str
    all_: str
    size: Markup
    kinds: Markup
    terms: str
    stays: str
    lang: str
    typical: list[VoiceView]
    arguments_for: list[VoiceView]
    arguments_against: list[VoiceView]
    few: list[VoiceView]
    asking: list[VoiceView]
    copies: list[VoiceView]


class ReceiptRow(NamedTuple):
    href: str
    name: Markup | str
    n: Markup
    people: Markup | str


def slots(desk: Desk, printery: Printery) -> Iterator[tuple[str, Markup]]:
    """Every slot of every synthesis of the subject, as this language shows it."""
    slug = desk.subject.id
    told_of = accounts.of(desk)
    for synthesis in desk.subject.syntheses:
        told = told_of.get(synthesis.phase)
        for place in places.places(synthesis.text):
            name = places.slot_of(slug, synthesis.phase, place)
            if isinstance(place, Part):
                yield name, _part(desk, printery, told, place.name) if told else Markup()
            else:
                yield name, _cited(desk, printery, place.citation)


def needed(desk: Desk) -> Iterator[ContributionId]:
    """Whose texts they show."""
    for synthesis in desk.subject.syntheses:
        for place in places.places(synthesis.text):
            if not isinstance(place, Part):
                yield from place.citation.ids


def _part(desk: Desk, printery: Printery, told: Told, name: str) -> Markup:
    if name == ALL:
        return receipt(desk, printery, told)
    if name == REST:
        return _rest(desk, printery, told)
    theme = told.account.theme(name.removeprefix("theme "))
    if theme is None or not theme.members:
        return Markup("<p>{}</p>").format(desk.words("syn-theme-empty"))
    view = themed(desk, told, theme, UP)
    return printery.render(
        "slots/theme.html",
        desk.words,
        view=view,
        voices=voices(printery, desk.words, view, "short"),
        decided=list(_decided(desk, f"{told.phase}/{theme.id}")),
    )


def _decided(desk: Desk, theme: str) -> Iterator[tuple[str, str]]:
    """What was decided for the whole theme, as it stands: class and word."""
    for decision in desk.subject.decisions:
        if decision.theme == theme:
            last = decision.later[-1].outcome if decision.later else decision.outcome
            yield CSS[last], desk.words(f"out-{last.value}")


# --- a theme ----------------------------------------------------------------------------------------------------------


def themed(desk: Desk, told: Told, theme: Theme, up: str) -> ThemeView:
    """What is said of a theme, on the synthesis and on its own page.

    up  the way to the folder of the subject
    """
    words, voices = desk.words, told.voices[theme.id]
    path = f"synthesis/{told.phase}/themes/{theme.id}"

    def views(some: tuple[Voice, ...]) -> list[VoiceView]:
        return [_voice(desk, one, up) for one in some]

    return ThemeView(
        f"{up}synthesis/{told.phase}/{theme.id}/",
        words("syn-see-all", n=len(theme.members)),
        _size(desk, path, theme.size),
        _kinds(desk, told, theme, path),
        ", ".join(theme.terms),
        words("syn-stays-page", share=words.share(theme.stability, 100)) if theme.stability is not None else "",
        desk.lang,
        views(voices.typical),
        views(voices.arguments_for),
        views(voices.arguments_against),
        views(voices.few),
        views(voices.asking),
        views(voices.copies),
    )


def voices(printery: Printery, words: Words, view: ThemeView, form: str) -> Markup:
    """Its quotes.

    form  "short": with its figures, and the first voice open, for a synthesis; "whole": for a page of its own
    """
    return printery.macro("voices.html", form, words)(view)


def _size(desk: Desk, path: str, size: Size) -> Markup:
    """The three figures that are never mixed."""
    figure = desk.words.figure
    parts = [
        figure(f"{path}/contributions", size.contributions, "syn-n-contributions"),
        figure(f"{path}/texts", size.texts, "syn-n-texts"),
        figure(f"{path}/people", size.people, "syn-n-people"),
    ]
    if size.unknown:
        parts.append(figure(f"{path}/unknown", size.unknown, "syn-n-unknown"))
    return Markup("{}.").format(Markup(", ").join(parts))


def _kinds(desk: Desk, told: Told, theme: Theme, path: str) -> Markup:
    counted = sorted(kinds_of(theme.members, told.material).items(), key=lambda pair: (-pair[1], pair[0]))
    parts = (desk.words.figure(f"{path}/kinds/{kind}", n, f"syn-kind-{kind}") for kind, n in counted)
    return Markup("{}.").format(Markup(", ").join(parts))


def _voice(desk: Desk, voice: Voice, up: str) -> VoiceView:
    others: Markup | str = ""
    if voice.others:
        others = f"{desk.words('syn-others', n=voice.others)} {desk.words('syn-n-people', n=voice.people)}."
    return VoiceView(_paragraphs(voice.words), voice.is_cut, _by(desk, voice.id, up), others)


def _paragraphs(text: str) -> list[str]:
    """Somebody's words in lines, as plain text, without signs of Markdown around words and without what no eye sees."""
    lines = (one_line(_SIGNS.sub("", line), LONGEST_LINE) for line in text.split("\n"))
    return [line for line in lines if line]


def _by(desk: Desk, id: ContributionId, up: str) -> Markup:
    """Who said it, and the way there."""
    one = desk.contributions.get(id)
    link = Markup('<a href="{}{}">{}</a>').format(up, threads.address(desk, id), id)
    if one is None:
        return link
    return Markup("{}, {}, {}").format(Markup(desk.name(id)), kind_of(desk, one), link)  # noqa: S704  escaped


# --- the receipt ------------------------------------------------------------------------------------------------------


def receipt(desk: Desk, printery: Printery, told: Told) -> Markup:
    """Where every contribution went, theme by theme; the sum is all of them."""
    words, account = desk.words, told.account
    path = f"synthesis/{told.phase}"
    here = f"{UP}synthesis/{told.phase}/"
    rows = [
        ReceiptRow(
            f"{here}{theme.id}/",
            Markup("<bdi{}>{}</bdi>").format(desk.lang_attribute, theme.label),
            words.figure(f"{path}/themes/{theme.id}/contributions", theme.size.contributions),
            words.figure(f"{path}/themes/{theme.id}/people", theme.size.people),
        )
        for theme in told.themes
    ]
    for key, ids in (("unclassified", account.unclassified), ("set_aside", tuple(account.set_aside))):
        word = words("syn-unclassified" if key == "unclassified" else "syn-aside")
        rows.append(ReceiptRow(f"{here}{REST}/", word, words.figure(f"{path}/{key}", len(ids)), ""))
    since: Markup | str = ""
    if account.missing:
        since = words.figure(f"{path}/missing", len(account.missing), "syn-since")
    accounted = len(account.theme_of) + len(account.unclassified) + len(account.set_aside)
    return printery.render(
        "slots/receipt.html",
        words,
        rows=rows,
        size=_size(desk, path, account.size),
        total=words.figure(f"{path}/accounted", accounted),
        since=since,
        unwritten=any(one.phase == told.phase and not one.authors for one in desk.subject.syntheses),
        when=words.moment(told.findings.as_of),
        opinion=UP + address[1] if (address := opinion_pages.links(desk).get(told.phase)) else "",
    )


def _rest(desk: Desk, printery: Printery, told: Told) -> Markup:
    words, account, path = desk.words, told.account, f"synthesis/{told.phase}"
    n = len(account.unclassified), len(account.set_aside)
    return printery.render(
        "slots/rest.html",
        words,
        unclassified=words.figure(f"{path}/unclassified", n[0], "syn-rest-unclassified") if n[0] else "",
        aside=words.figure(f"{path}/set_aside", n[1], "syn-rest-aside-n") if n[1] else "",
        href=f"{UP}synthesis/{told.phase}/{REST}/",
    )


# --- citations --------------------------------------------------------------------------------------------------------


def _cited(desk: Desk, printery: Printery, one: Citation) -> Markup:
    """A citation: links; before them the words quoted, unless they were erased since; within them figures of today."""
    links = [_link(desk, id) for id in one.ids[:MOST_CITED]]
    if len(one.ids) > MOST_CITED:
        links.append(Markup.escape(desk.words("syn-and-more", n=len(one.ids) - MOST_CITED)))
    cites = Markup(" ").join(links)
    if one.quote:
        sent = desk.contributions.get(one.ids[0])
        gone = sent is not None and bool(sent.erased or sent.hidden)
        if one.is_block:
            voice = VoiceView([] if gone else _unescaped(one.quote), False, _by(desk, one.ids[0], UP), "")
            return Markup('<div class="themed">{}</div>').format(
                printery.macro("voices.html", "quote", desk.words)(voice, desk.lang)
            )
        said = desk.words("syn-gone") if gone else f"“{' '.join(_unescaped(one.quote))}”"
        return Markup('<q class="said"{}>{}</q> {}').format(desk.lang_attribute, said, cites)
    if one.figures:
        figures = Markup(", ").join(_figures(desk, one))
        return Markup("{} {}").format(figures, cites)
    return cites


def _unescaped(quote: str) -> list[str]:
    """The words of a quote as they were typed: without what made them nothing but words in the file."""
    return _paragraphs(re.sub(r"\\(?=[^\w\s])", "", unescape(quote)))


def _link(desk: Desk, id: ContributionId) -> Markup:
    if id not in desk.contributions and id not in desk.elements and id not in desk.articles:
        return Markup.escape(id)
    return Markup('<a class="cite" href="{}{}">{}</a>').format(UP, threads.address(desk, id), id)


def _figures(desk: Desk, one: Citation) -> Iterator[Markup]:
    """What the record says today of what the synthesis counts, in the words of the page."""
    item = desk.items.get(one.ids[0])
    if item is None:
        return
    by_word = _stances(desk)
    for figure in one.figures:
        stance = by_word.get(figure.word)
        n = item.total.of(stance) if stance else None
        if stance is not None and n is not None:
            named = messages.word(stance.value, desk.words.language, n=n)
            yield Markup("{} {}").format(desk.words.figure(f"items/{item.id}/{stance.value}", n), named)
        else:
            yield Markup.escape(f"{desk.words.number(figure.number)} {figure.word}")


def _stances(desk: Desk) -> dict[str, Stance]:
    """Which stance a word of the synthesis counts: in the language of the subject, of the page, or in English."""
    return {
        messages.word(stance.value, language, n=n).lower(): stance
        for language in ("en", desk.subject.language, desk.words.language)
        for stance in Stance
        for n in (1, 2)
    }
