"""The page of one contribution: what was said, how people voted, what speaks for and against, what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from lawloom.model.contribution import Kind
from lawloom.model.ids import ContributionId
from lawloom.press import bars, threads
from lawloom.press.desk import WHOLE, Desk
from lawloom.press.entries import EntryView, Stub, entry_view, named_link, notes_on, stub_of, way_and_day
from lawloom.press.fates import Fate, fate_of
from lawloom.press.invitations import empty
from lawloom.press.quickly import esc
from lawloom.press.shell import Printery
from lawloom.press.threads import Entry, Thread
from lawloom.press.untrusted import Said, link

_NOTHING = Said(Markup())


@dataclass(frozen=True, slots=True)
class Frame:
    """What all pages at one depth of one subject have in common."""

    up: str  # the way to the folder of the subject
    root: str  # the way to the home page
    crumbs: Markup
    links: Markup  # of the last line
    stub_links: Markup


@dataclass(slots=True)  # not frozen: ten thousand of them, of which none outlives its page
class ItemView:
    """One page of one contribution; a long thread has several."""

    number: int  # of the page
    title: str
    here: str  # last crumb
    root: str
    lang: Markup  # attribute of the text, where its language is not the page's
    crumbs: Markup
    links: Markup
    stub_links: Markup
    meta: Markup
    notes: list[Markup]
    stub: Stub | None
    erased: bool
    said: Said
    figures: Markup
    forge: str  # where it can be voted on, or empty
    arguable: bool
    arguments_for: list[EntryView]
    arguments_against: list[EntryView]
    sources: list[EntryView]
    comments: list[EntryView]
    fate: Fate | None
    ties: list[Markup]
    struck: list[Markup]  # of an article: that it was taken out of the text
    no_argument: tuple[str, str, str]  # in place of all arguments, of those for, of those against
    before: str  # address of the page before, or empty
    after: str
    last_record: str


def needed(desk: Desk, root: ContributionId, thread: Thread) -> list[ContributionId]:
    """Whose texts one page shows; `thread` is the part of the thread that stands on it."""
    if thread is threads.EMPTY:
        return [root] if root in desk.contributions else []
    return [id for id in (root, *thread.ids()) if id in desk.contributions]


def frame(desk: Desk, printery: Printery, number: int) -> Frame:
    """What the pages have in common: those of contributions themselves, or those on which long threads go on."""
    up = "../../" if number == 1 else "../../../"
    root = up + "../../"
    subject, words = desk.subject, desk.words
    return Frame(
        up,
        root,
        printery.render("crumbs.html", words, root=root, up=up, subject=subject.title),
        printery.render("item_links.html", words, root=root, slug=subject.id),
        printery.render("stub_links.html", words, root=root, up=up),
    )


def view(
    desk: Desk, frame: Frame, root: ContributionId, number: int, whole: Thread, said: Mapping[ContributionId, Said]
) -> ItemView:
    """What the page shows.

    number  which page of the thread, counted from 1; what was said itself stands on the first
    said    the rendered texts of `needed`, and of an element of content its own
    """
    words = desk.words
    item = desk.items.get(root)
    one = desk.contributions.get(root)
    kind = Kind.COMMENT if root == WHOLE else desk.kind(root)
    first = number == 1
    part = whole.page(number) if whole.pages > 1 else whole
    stub = stub_of(desk, root) if one is not None and one.hidden else None
    title = words("contribution", id=root) if stub else title_of(desk, root)
    text = said.get(root, _NOTHING)
    if kind is Kind.STATEMENT and text.html == f"<p>{escape(title)}</p>":
        text = _NOTHING  # the title says it all
    fate = fate_of(desk, root, frame.up) if first and root != WHOLE and kind is not Kind.ARTICLE else None

    def entries(stream: list[Entry]) -> list[EntryView]:
        return [entry_view(desk, entry, said) for entry in stream]

    return ItemView(
        number=number,
        title=title,
        here="" if root == WHOLE else f" › {root}",
        root=frame.root,
        lang=desk.lang_attribute,
        crumbs=frame.crumbs,
        links=frame.links,
        stub_links=frame.stub_links,
        meta=_meta(desk, root, kind),
        notes=notes_on(desk, root, frame.up) if first else [],
        stub=stub,
        erased=one is not None and one.erased,
        said=text,
        figures=bars.figures(item, words, desk.voting_days(kind)) if first and item is not None else Markup(),
        forge=desk.forge_page(root) if first else "",
        arguable=first and root != WHOLE and kind is not Kind.EVENT,
        arguments_for=entries(part.arguments_for),
        arguments_against=entries(part.arguments_against),
        sources=entries(part.sources),
        comments=entries(part.comments),
        fate=fate,
        ties=list(_ties(desk, root, frame.up)) if first else [],
        struck=list(_struck(desk, root, frame.up)) if first and root in desk.origins else [],
        no_argument=_no_argument(desk, root) if first else ("", "", ""),
        before="" if first else ("../" if number == 2 else f"../{number - 1}/"),
        after=(f"{number + 1}/" if first else f"../{number + 1}/") if number < whole.pages else "",
        last_record=_last_record(desk, root, whole),
    )


def title_of(desk: Desk, root: ContributionId) -> str:
    return desk.words("about-the-subject") if root == WHOLE else desk.title(root)


def _meta(desk: Desk, root: ContributionId, kind: Kind) -> Markup:
    """Kind, number, who, when and how; one line."""
    words = desk.words
    if root == WHOLE:
        return escape(words("about-the-subject-lede"))
    if desk.is_ours(root):
        return escape(words("author-element", kind=words.kind(kind), id=root))
    what = words.form("meta-one", kind=words.kind(kind)) % esc(root)
    who = words.form("by-name") % desk.name(root)
    return Markup(f"{what} {who}. {way_and_day(desk, desk.contributions[root])}.")  # noqa: S704  all escaped


def _ties(desk: Desk, root: ContributionId, up: str) -> Iterator[Markup]:
    """What it answers, where that is another contribution; the article whose arguments these are, and its origin."""
    on = desk.elements[root].answers if root in desk.elements else ""
    if root in desk.contributions:
        on = desk.contributions[root].on or ""
    if on and on != root and (desk.has_page(on) or on in desk.roots):
        other = Markup('<a href="{}{}">{}</a>').format(up, threads.address(desk, on), desk.title(on))
        yield desk.words.html("answers", other=other)
    if root in desk.articles:
        article = Markup('<a href="{}bill/#{}">{}</a>').format(up, root, desk.title(root))
        yield desk.words.html("in-the-bill", article=article)
        origin = desk.origins[root]
        named = [Markup("{} ({})").format(named_link(desk, tie.id, up), tie.how) for tie in origin.ties]
        if named:
            yield Markup("{} {}").format(desk.words("tie-from"), Markup(", ").join(named))
        elif origin.own:
            yield escape(desk.words("tie-own"))


def _struck(desk: Desk, root: ContributionId, up: str) -> Iterator[Markup]:
    """That an article was taken out of the text: when, by whom and why, as its bill says it."""
    words = desk.words
    for one in desk.origins[root].struck:
        by = f" {words('struck-by', name=one.by)}" if one.by else ""
        parts = [Markup("<b>{}</b>{}.").format(words("struck-on", date=one.date), by)]
        if one.reason:
            parts.append(escape(words("struck-reason", reason=one.reason)))
        if one.step:
            parts.append(Markup('<a href="{}progress/">{}</a>').format(up, words("in-parliament")))
        if one.link:
            parts.append(link(one.link, words("official-record")))
        yield Markup(" ").join(parts)


def _no_argument(desk: Desk, root: ContributionId) -> tuple[str, str, str]:
    """What stands in place of arguments that nobody sent; the same on all pages of one kind."""
    if root == WHOLE:
        return "", "", ""
    key = desk.kind(root), root in desk.elements
    known = desk.no_argument.get(key)
    if known is None:
        known = desk.no_argument[key] = (
            empty(desk, "no-arguments", Kind.ARGUMENT, root),
            empty(desk, "no-argument-for", Kind.ARGUMENT, root),
            empty(desk, "no-argument-against", Kind.ARGUMENT, root),
        )
    return known


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
    return f"{desk.words('last-record')} {desk.words.moment(last)}." if last else desk.words("no-record")
