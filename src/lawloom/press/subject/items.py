"""The page of one contribution: what was said, how people voted, what speaks for and against, what became of it.

There are ten thousand of these pages. What stands on nearly all of them is put together here, each value escaped where
it is put in or by what gave it; templates/item.html prints what stands on some: fates and threads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from lawloom.model.contribution import Contribution, Kind
from lawloom.model.ids import ContributionId
from lawloom.press.bill import amendment_pages
from lawloom.press.contributions import about, origins, signs_words, today
from lawloom.press.contributions.entries import (
    EntryView,
    entry_view,
    labelled,
    named_link,
    notes_on,
    stub_of,
    unbroken,
    way_and_day,
)
from lawloom.press.contributions.fates import decided_with, end_of_bill, fate_of
from lawloom.press.desk import accounts, threads
from lawloom.press.desk.desk import WHOLE, Desk
from lawloom.press.desk.subject_page import subject_page
from lawloom.press.desk.threads import Entry, Thread
from lawloom.press.forms import reply
from lawloom.press.forms.invitations import empty
from lawloom.press.html import bars, sharing
from lawloom.press.html.quickly import esc
from lawloom.press.html.shell import Printery
from lawloom.press.html.untrusted import Said
from lawloom.press.html.words import Words

_NOTHING = Said(Markup())


@dataclass(frozen=True, slots=True)
class Frame:
    """What all pages at one depth of one subject have in common."""

    up: str  # the way to the folder of the subject
    root: str  # the way to the home page
    crumbs: str
    links: str  # of the last line
    stub_links: Markup
    part: Callable[[str], Callable[..., Markup]]  # of the template, by name


class ThreadView(NamedTuple):
    """What was said of it, as far as it stands on one page."""

    arguments_for: list[EntryView]
    arguments_against: list[EntryView]
    sources: list[EntryView]
    comments: list[EntryView]
    lang: Markup  # attribute of the texts, where their language is not the page's
    stub_links: Markup
    arguable: bool
    map: str  # where the arguments stand in families; empty: not on this page
    heads: tuple[Markup | str, Markup | str]  # over arguments for and against, with how many there are on all pages
    no_argument: tuple[str, str, str]  # in place of all arguments, of those for, of those against


def needed(desk: Desk, root: ContributionId, thread: Thread) -> list[ContributionId]:
    """Whose texts one page shows; `thread` is the part of the thread that stands on it."""
    if thread is threads.EMPTY:
        return [root] if root in desk.contributions else []
    return [id for id in (root, *thread.ids()) if id in desk.contributions]


def address(root: ContributionId, number: int) -> str:
    """Where a page of a thread stands, from the folder of the subject."""
    return f"c/{root}/" if number == 1 else f"c/{root}/{number}/"


def frame(desk: Desk, printery: Printery, number: int) -> Frame:
    """What the pages have in common: those of contributions themselves, or those on which long threads go on."""
    page = subject_page(desk, printery, address(WHOLE, number))
    return Frame(
        page.up,
        page.root,
        str(page.render("crumbs_to_lists.html")),
        str(page.render("item_links.html")),
        page.render("stub_links.html"),
        lambda name: printery.macro("item.html", name, desk.words),
    )


def page(
    desk: Desk, frame: Frame, root: ContributionId, number: int, whole: Thread, said: Mapping[ContributionId, Said]
) -> tuple[str, tuple[str, ...]]:
    """The title of the page, as plain text, and what stands between masthead and footer, as HTML in some parts.

    number  which page of the thread, counted from 1; what was said itself stands on the first
    said    the rendered texts of `needed`, and of an element of content its own
    """
    words, one = desk.words, desk.contributions.get(root)
    kind = Kind.COMMENT if root == WHOLE else desk.kind(root)
    if one is not None and one.hidden:
        title, below = words("contribution", id=root), _stub(desk, frame, root)
    else:
        title = words("about-the-subject") if root == WHOLE else desk.heading(root)
        below = f'<p class="meta">{_meta(desk, root, kind)}</p>\n'
    here = "" if root == WHOLE else f" › {esc(words.kind(kind) if desk.is_ours(root) else root)}"
    head, lang = esc(title), desk.attribute_of(root) if root != WHOLE else ""
    if number == 1:
        middle = _first(desk, frame, root, kind, head, said.get(root, _NOTHING))
    else:
        before = "../" if number == 2 else f"../{number - 1}/"
        word = esc(words("more-above", page=words("page-n", n=number - 1)))
        middle = f'<p class="meta"><a href="{before}" rel="prev">{word}</a></p>\n'
    thread = _thread(desk, frame, root, number, whole, said)
    told, named, day = _told(root, one)
    return title, (
        f"{frame.crumbs}{here}",
        f'</nav>\n<div class="page"><article{told}>\n<h1 dir="auto"{lang}{named}>{head}</h1>\n'
        f"{day}{below}{middle}{thread}",
        f'</article>\n</div>\n<p class="src">{_last_record(desk, root, whole)} {frame.links}</p>\n',
    )


def _told(root: ContributionId, one: Contribution | None) -> tuple[str, str, str]:
    """For machines: attributes of what the page is about and of its head, and the day on which it came."""
    if root == WHOLE:
        return "", "", ""
    if one is None:
        return _WORK, _HEADLINE, ""
    return _POSTING, _HEADLINE, "" if one.undated else f'<meta itemprop="datePublished" content="{one.sent_at}">'


_WORK, _POSTING, _HEADLINE = (
    sharing.item("CreativeWork"),
    sharing.item("DiscussionForumPosting"),
    ' itemprop="headline"',
)


def _first(desk: Desk, frame: Frame, root: ContributionId, kind: Kind, head: str, said: Said) -> str:
    """What stands on the first page alone: what was said, how people voted, what became of it."""
    words, one, item = desk.words, desk.contributions.get(root), desk.items.get(root)
    parts = [f'<p class="meta">{tie}</p>\n' for tie in _ties(desk, root, frame.up)]
    if one is not None and one.labels:
        parts.append(f'<p class="meta">{labelled(desk, one)}</p>\n')
    if root in desk.origins:
        parts += [f'<div class="notice"><p>{one}</p></div>\n' for one in origins.struck(desk, root, frame.up)]
    if notes := notes_on(desk, root, frame.up):
        parts.append(f'<div class="notice">{"".join([f"<p>{note}</p>" for note in notes])}</div>\n')
    if one is not None and one.erased:
        parts.append(f'<div class="said"><p>{words.escaped("erased")}</p></div>\n')
    elif said.html and not (kind is Kind.STATEMENT and said.html == f"<p>{head}</p>"):  # the head says it all
        parts.append(_said(desk, root, said))
    if kind is Kind.AMENDMENT and one is not None and not (one.hidden or one.erased):
        parts.append(amendment_pages.section(desk, root, frame.up))
    if item is not None and (figures := bars.figures(item, words, desk.voting_days(kind))):
        parts.append(f'<h2 id="h-votes">{words.escaped("votes")}</h2>{figures}\n')
        parts.append(signs_words.on_item(desk, root, frame.up))
    if kind is Kind.ARTICLE:
        parts.append(origins.section(desk, root, frame.up))
        parts.append(about.section(desk, root, frame.up))
    elif root != WHOLE and kind is not Kind.EVENT:  # an event is announced, not decided on
        parts.append(_fate(desk, frame, root))
    parts.append(reply.on_item(desk, root, frame.root))
    return "".join(parts)


def _stub(desk: Desk, frame: Frame, root: ContributionId) -> str:
    """In place of a text that was removed from view."""
    stub = stub_of(desk, root)
    return (
        f'<div class="stub"><p><b>{esc(stub.what)}</b></p><p>{esc(stub.why)}</p>'
        f"<p>{desk.words.escaped('stub-counts')}</p><p>{frame.stub_links}</p></div>\n"
    )


def _meta(desk: Desk, root: ContributionId, kind: Kind) -> str:
    """Kind, number, who, when and how; one line."""
    words = desk.words
    if root == WHOLE:
        return words.escaped("about-the-subject-lede")
    if desk.is_ours(root):
        return esc(words("author-element", kind=words.kind(kind)))
    return _sent_by(words, kind) % (unbroken(root), desk.name(root), way_and_day(desk, desk.contributions[root]))


@lru_cache(maxsize=32)
def _sent_by(words: Words, kind: Kind) -> str:
    """Solution %s by %s. %s."""
    return f"{words.form('meta-one', kind=words.kind(kind))} {words.form('by-name')}. %s."


def _said(desk: Desk, root: ContributionId, said: Said) -> str:
    words = desk.words
    note = f'<p class="meta">{words.escaped(f"text-{said.note}")}</p>' if said.note else ""
    voice = "said law" if root in desk.articles else "said"  # the law has a face of its own
    head = f'<h2 class="vh" id="h-text">{words.escaped("text-of")}</h2>\n<div class="{voice}" role="group"'
    marks = f' itemprop="text" aria-labelledby="h-text" dir="auto"{desk.attribute_of(root)}'
    return f"{head}{marks}>\n{said.html}\n</div>\n{note}"


def _fate(desk: Desk, frame: Frame, root: ContributionId) -> str:
    """What became of it, step by step; or that nothing is decided yet."""
    went = accounts.sentence(desk, root, frame.up)
    told = f'<p class="meta">{went}</p>\n' if went else ""
    whose = root if root in desk.decisions else decided_with(desk, root)
    if not whose:
        return _undecided(desk.words) + told
    steps = str(frame.part("steps")(fate_of(desk, whose, frame.up), desk.lang_attribute))
    if whose != root:
        other = desk.words.html("fate-united", other=named_link(desk, whose, frame.up))
        steps = f'<p class="meta">{other}</p>\n{steps}'
    if ended := end_of_bill(desk, whose, frame.up):
        steps += f'<p class="meta">{ended}</p>\n'
    return f"<h2>{desk.words.escaped('fate')}</h2>\n{steps}{today.section(desk, whose, frame.up)}{told}"


@lru_cache(maxsize=8)
def _undecided(words: Words) -> str:
    wait = f'<span class="out wait">{words.escaped("fate-undecided")}</span>'
    return f"<h2>{words.escaped('fate')}</h2>\n<p>{wait} {words.escaped('fate-undecided-line')}</p>\n"


def _thread(
    desk: Desk,
    frame: Frame,
    root: ContributionId,
    number: int,
    whole: Thread,
    said: Mapping[ContributionId, Said],
) -> str:
    """Arguments, sources and comments of one page, and the way to the next; a word where there is none."""
    words = desk.words
    arguable = number == 1 and root != WHOLE and desk.kind(root) is not Kind.EVENT
    no_argument = _no_argument(desk, root) if number == 1 else ("", "", "")
    if whole is threads.EMPTY:
        return f"<h2>{words.escaped('kinds-argument')}</h2><p>{esc(no_argument[0])}</p>\n" if arguable else ""

    def entries(stream: list[Entry]) -> list[EntryView]:
        return [entry_view(desk, entry, said, frame.up).cut() for entry in stream]

    part = whole.page(number) if whole.pages > 1 else whole
    view = ThreadView(
        entries(part.arguments_for),
        entries(part.arguments_against),
        entries(part.sources),
        entries(part.comments),
        desk.lang_attribute,
        frame.stub_links,
        arguable,
        f"{frame.up}map/{root}/" if number == 1 and desk.has_map(root) else "",
        _heads(desk, root),
        no_argument,
    )
    html = str(frame.part("thread")(view))
    if number < whole.pages:
        after = f"{number + 1}/" if number == 1 else f"../{number + 1}/"
        word = esc(words("more-below", page=words("page-n", n=number + 1)))
        html += f'<p class="go"><a href="{after}" rel="next">{word}</a></p>\n'
    return html


def _heads(desk: Desk, root: ContributionId) -> tuple[Markup | str, Markup | str]:
    words, item = desk.words, desk.items.get(root)
    many = (item.arguments_for, item.arguments_against) if item is not None else (0, 0)
    found = [
        words.figure(f"items/{root}/arguments/{side}", n, f"arguments-{side}-n") if n else words(f"arguments-{side}")
        for side, n in zip(("for", "against"), many, strict=True)
    ]
    return found[0], found[1]


def _ties(desk: Desk, root: ContributionId, up: str) -> Iterator[Markup]:
    """What it answers, where that is another contribution; the article whose arguments these are, and its origin."""
    on = desk.elements[root].answers if root in desk.elements else ""
    if root in desk.contributions:
        on = desk.contributions[root].on or ""
    if on and on != root and (desk.has_page(on) or on in desk.roots):
        other = Markup('<a href="{}{}"{}>{}</a>').format(
            up, threads.address(desk, on), desk.attribute_of(on), desk.title(on)
        )
        sent = desk.contributions.get(root)
        if on in desk.articles and sent is not None and sent.kind is Kind.AMENDMENT:
            yield desk.words.html("changes-article", article=other)
        else:
            yield desk.words.html("answers", other=other)
    if root in desk.articles:
        article = Markup('<a href="{}bill/#{}"{}>{}</a>').format(up, root, desk.attribute_of(root), desk.title(root))
        yield desk.words.html("in-the-bill", article=article)


def _no_argument(desk: Desk, root: ContributionId) -> tuple[str, str, str]:
    """What stands in place of arguments that nobody sent; the same on all pages of one kind."""
    if root == WHOLE:
        return "", "", ""
    known, key = desk.once(_invitations), (desk.kind(root), root in desk.elements)
    if key not in known:
        known[key] = (
            empty(desk, "no-arguments", Kind.ARGUMENT, root),
            empty(desk, "no-argument-for", Kind.ARGUMENT, root),
            empty(desk, "no-argument-against", Kind.ARGUMENT, root),
        )
    return known[key]


def _invitations(_: Desk) -> dict[tuple[Kind, bool], tuple[str, str, str]]:
    """Those that were made so far, by kind and by whether it is an element of content."""
    return {}


def _last_record(desk: Desk, root: ContributionId, whole: Thread) -> str:
    """The newest record that this page shows: of the contribution, or of what was said about it."""
    last = ""
    for id in (root, *whole.ids()) if whole is not threads.EMPTY else (root,):
        item = desk.items.get(id)
        if item and item.last_at > last:
            last = item.last_at
        one = desk.contributions.get(id)
        if one and one.sent_at > last:
            last = one.sent_at
    words = desk.words
    return f"{words.escaped('last-record')} {esc(words.moment(last))}." if last else words.escaped("no-record")
