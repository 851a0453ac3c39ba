"""The pages of what changed in a bill: the list of its texts, and for each two of them a redline in two views."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from markupsafe import Markup

from lawloom import messages
from lawloom.messages.tongues import own_name
from lawloom.model.consultation import folder_of
from lawloom.model.ids import ArticleId
from lawloom.pages import addresses, dates
from lawloom.pages.addresses import version_name
from lawloom.pages.changes import NOW
from lawloom.pages.subject_views import version_called
from lawloom.press.bill.redline_views import View, how_much, key
from lawloom.press.bill.redlines import DATA, Compared, Pair, Redlines
from lawloom.press.contributions import origins, prints
from lawloom.press.data.feeds import Entry, day
from lawloom.press.desk.desk import Desk
from lawloom.press.desk.subject_page import subject_page, titled
from lawloom.press.html import untrusted
from lawloom.press.html.lean_page import LeanPage
from lawloom.press.html.press import Press
from lawloom.press.site.digest import digest
from lawloom.press.site.files import Part

FOLDER = "bill/changes/"  # from the folder of the subject


class Tab(NamedTuple):
    name: str
    href: str
    here: bool


class Row(NamedTuple):
    name: str
    href: str
    line: Markup
    lang: Markup


class Group(NamedTuple):
    title: str
    rows: list[Row]


def print_changes(press: Press, desk: Desk, part: Part, redlines: Redlines) -> None:
    """Print the pages of a bill that has more than one text; a pair is made again when one of its two texts changed."""
    if not redlines.pairs:
        return
    ground = prints.ground(desk)
    folder = f"subjects/{desk.subject.id}/{FOLDER}"
    shown = repr([(_told(desk, pair), redlines.name_of(pair)) for pair in redlines.pairs])
    print_ = digest("\x1d".join([ground, shown]))
    if not part.stands(f"{folder}index.html", print_):
        part.put(f"{folder}index.html", _list(press, desk, redlines), print_)
    desk.texts.fetch(list(origins.needed(desk)))
    behind = {beside: _behind(desk, "../../../../" if beside else "../../../") for beside in (False, True)}
    for pair in redlines.pairs:
        from_whom = "" if pair.is_law else repr(behind[False])
        own = digest("\x1d".join([ground, shown, pair.name, pair.b.explanation, repr(pair.articles), from_whom]))
        for beside in (False, True):
            name = f"{folder}{pair.name}/{'beside/' if beside else ''}index.html"
            if not part.stands(name, own):
                told = {} if pair.is_law else behind[beside]
                part.put(name, _page(press, desk, redlines, pair, told, beside=beside), own)


def _told(desk: Desk, pair: Pair) -> object:
    """What pages say of a pair, but for what its two texts say and the way to others."""
    texts = [(one.name, one.date, one.language, one.link) for one in (pair.a, pair.b)]
    return pair.data, _names(desk, pair), texts, _spoken(desk, pair, beside=False)


def _behind(desk: Desk, up: str) -> dict[ArticleId, Markup]:
    """What stands beside a change of each article: where it comes from, and that it was struck out."""
    return {id: told for id in desk.articles if (told := origins.at_change(desk, id, up))}


def news(desk: Desk, redlines: Redlines) -> Iterator[Entry]:
    """For feeds: of each version what it changed in the one before, and the way to the redline."""
    slug, bill = desk.subject.id, desk.subject.bill
    versions = {str(one.number): one for one in bill.versions} if bill else {}
    last = ""
    for pair in redlines.pairs:
        if pair.a.key != last and pair.b.key in versions and not pair.is_law:  # of those from one text, the next first
            last, version = pair.a.key, versions[pair.b.key]
            title = desk.words("labelled", label=bill.title if bill else "", text=_title(desk, pair))
            yield Entry(
                day(version.date, desk.tally.as_of),
                f"{slug}/bill/{version_name(version)}/changes",
                title,
                f"subjects/{slug}/{FOLDER}{pair.name}/",
                "bill",
                how_much(desk.words, redlines.of(pair), "").striptags(),
            )


def called(desk: Desk, text: Compared) -> str:
    """How people call a text: "Version 2", "First draft", "the text as it stands", the title of a law."""
    if text.key == NOW:
        return desk.words("rl-now")
    if text.key.isdigit():
        return version_called(text.name, desk.words.language)
    return text.name


def _names(desk: Desk, pair: Pair) -> tuple[str, str]:
    if pair.is_law:
        return desk.words("rl-law-before"), desk.words("rl-law-after")
    return called(desk, pair.a), called(desk, pair.b)


def _title(desk: Desk, pair: Pair) -> str:
    before, after = _names(desk, pair)
    if pair.is_law:
        return desk.words("rl-law-title", law=pair.a.name)
    return desk.words("rl-pair-title", before=before, after=after)


def _when(desk: Desk, text: Compared) -> str:
    return dates.in_words(text.date, desk.words.language) if text.date else ""


# --- the list ---------------------------------------------------------------------------------------------------------


def _list(press: Press, desk: Desk, redlines: Redlines) -> bytes:
    words = desk.words
    own = [pair for pair in redlines.pairs if not pair.is_law]
    keys = list(dict.fromkeys(key for pair in own for key in (pair.a.key, pair.b.key)))
    steps = [pair for pair in own if keys.index(pair.b.key) - keys.index(pair.a.key) == 1]
    others = [pair for pair in own if pair not in steps]
    laws = [pair for pair in redlines.pairs if pair.is_law]
    groups = [
        Group(words(key), [_row(desk, redlines, pair) for pair in pairs])
        for key, pairs in (("rl-steps", steps[::-1]), ("rl-law", laws), ("rl-others", others[::-1]))
        if pairs
    ]
    page = subject_page(desk, press.printery, FOLDER)
    return page.printed(titled(desk, words("rl-title")), [page.render("changes.html", groups=groups)])


def _row(desk: Desk, redlines: Redlines, pair: Pair) -> Row:
    before, after = _names(desk, pair)
    name = pair.a.name if pair.is_law else desk.words("rl-from-to", before=before, after=after)
    days = [day for day in (_when(desk, pair.a), _when(desk, pair.b)) if day]
    line = how_much(desk.words, redlines.of(pair), f"redline/{pair.data}")
    if len(days) == 2:
        line = Markup("{} · {}").format(desk.words("rl-days", before=days[0], after=days[1]), line)
    lang = _attribute(desk, pair.a) if pair.is_law else Markup()
    return Row(name, f"{pair.name}/", line, lang)


# --- one pair ---------------------------------------------------------------------------------------------------------


def _page(
    press: Press, desk: Desk, redlines: Redlines, pair: Pair, behind: Mapping[ArticleId, Markup], *, beside: bool
) -> bytes:
    words = desk.words
    redline = redlines.of(pair)
    page = subject_page(desk, press.printery, f"{FOLDER}{pair.name}/{'beside/' if beside else ''}")
    view = View(redline, pair.a.source, words, press.say, beside=beside)
    before, after = _names(desk, pair)
    entries = view.entries()
    title = _title(desk, pair)
    body = page.render(
        "change.html",
        title=title,
        lede=how_much(desk.words, redlines.of(pair), f"redline/{pair.data}"),
        others=list(_tabs(desk, redlines, pair, beside=beside)),
        beside=beside,
        entries=entries,
        hops=view.hops(),
        behind=behind,
        key=key(words),
        why=untrusted.unwrapped(press.say([pair.b.explanation])[0]).html if pair.b.explanation else "",
        name_a=before,
        name_b=after,
        written=_attribute(desk, pair.b),
        parts=list(view.folded()),
        spoken=_spoken(desk, pair, beside=beside),
        source=_source(page, desk, pair),
    )
    return page.printed(title, [body])


def _tabs(desk: Desk, redlines: Redlines, pair: Pair, *, beside: bool) -> Iterator[Tab]:
    """The same text compared with others, and the steps before and after."""
    way, tail = ("../../", "beside/") if beside else ("../", "")
    for other in redlines.pairs:
        near = other.is_law == pair.is_law and (pair.is_law or other.b.key == pair.b.key or other.a.key == pair.a.key)
        if near:
            name = (
                other.a.name
                if other.is_law
                else desk.words("rl-from-to", before=called(desk, other.a), after=called(desk, other.b))
            )
            yield Tab(name, f"{way}{other.name}/{tail}", other is pair)


def _spoken(desk: Desk, pair: Pair, *, beside: bool) -> list[Markup]:
    """Which texts these are, on a site of several languages: translations, or not in the language of the readers."""
    words, settings = desk.words, desk.settings
    own = desk.original.bill.source_language if desk.original.bill else ""
    own = own or desk.original.language
    if pair.is_law or len(settings.in_order) < 2 or (own == words.language and not pair.tongue):
        return []
    name = Markup("<bdi>{}</bdi>").format(own_name(own))
    if not pair.tongue:
        return [words.html("rl-not-translated", spoken=name)]
    if own in settings.in_order:
        page = f"subjects/{desk.subject.id}/{FOLDER}{pair.name}/{'beside/' if beside else ''}"
        there = f"{folder_of(own, settings.main_language)}{page}"
        href = addresses.relative(f"{settings.folder}{page}", there)
        name = Markup('<a href="{}" lang="{}" hreflang="{}">{}</a>').format(href, own, own, own_name(own))
    older = [Markup.escape(messages.word("ed-older", words.language))] if pair.older else []
    return [words.html("rl-translated", spoken=name), *older]


def _source(page: LeanPage, desk: Desk, pair: Pair) -> Markup:
    words = desk.words
    data = f"{page.top}data/{desk.subject.id}/{DATA}/"
    told = [
        words.html(
            "rl-src",
            data=_link(f"{data}{pair.data}.json", words("rl-as-data")),
            text=_link(f"{data}{pair.text(pair.a.key)}.md", words("rl-text-before")),
        )
    ]
    if pair.is_law and pair.a.link:
        told.append(
            words.html(
                "rl-law-link",
                link=Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(pair.a.link, pair.a.name),
            )
        )
    if pair.articles:
        ids = {one.id: one for one in desk.articles.values()}
        links = [_link(f"{page.up}bill/#{id}", ids[id].heading or id) for id in pair.articles if id in ids]
        if links:
            told.append(words.html("rl-law-articles", articles=Markup(", ").join(links)))
    return Markup(" ").join(told)


def _attribute(desk: Desk, text: Compared) -> Markup:
    """Attributes of the words of a text: their language where it is not that of the page, and their direction."""
    language = text.language or desk.subject.language
    if language == desk.words.language:
        return Markup(' dir="auto"')
    return Markup(' lang="{}" dir="auto"').format(language)


def _link(href: str, words: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(href, words)
