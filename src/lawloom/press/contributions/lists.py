"""Lists of contributions, 50 a page, in orders printed beforehand.

In order of arrival page n holds contributions 50(n-1)+1 to 50n: it moves only when something is received that is older
than what stands there. The other orders are cut after few pages, so that one vote, which may carry a contribution past
thousands of others, rewrites few of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from lawloom.model.ids import ContributionId
from lawloom.model.instant import Instant
from lawloom.model.tally import ItemTally
from lawloom.press.contributions import signs_words
from lawloom.press.contributions.entries import stub_of, unbroken, way_and_day
from lawloom.press.contributions.orders import MOST_PAGES as MOST_PAGES
from lawloom.press.contributions.orders import ORDERS as ORDERS
from lawloom.press.contributions.orders import SIZE as SIZE
from lawloom.press.contributions.orders import address
from lawloom.press.desk.desk import Desk
from lawloom.press.forms import reply
from lawloom.press.html import bars
from lawloom.press.html.lean_page import LeanPage
from lawloom.press.html.quickly import esc


class Tab(NamedTuple):
    name: str
    word: str
    here: bool
    inside: bool  # on a further page of this order


class PagerLink(NamedTuple):
    word: str
    href: str
    here: bool = False
    rel: str = ""


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of one order: which contributions stand on it."""

    order: str
    number: int
    pages: int
    ids: Sequence[ContributionId]
    whole: int  # contributions in this order, printed or not

    @property
    def address(self) -> str:
        """From the folder of the subject."""
        return address(self.order, self.number)


def pages(desk: Desk, order: str) -> list[ListPage]:
    """All pages of an order; one that is empty where there is nothing to list."""
    return desk.once(_pages, order)


def _pages(desk: Desk, order: str) -> list[ListPage]:
    with_page = set(desk.pages)
    found = [id for id in ids_in(desk, order) if id in with_page]
    shown = found[: SIZE * MOST_PAGES[order]] if order in MOST_PAGES else found
    count = max(1, -(-len(shown) // SIZE))
    return [
        ListPage(order, number, count, shown[SIZE * (number - 1) : SIZE * number], len(found))
        for number in range(1, count + 1)
    ]


def ids_in(desk: Desk, order: str) -> Sequence[ContributionId]:
    if order == "all":
        return desk.paged
    orders = {"supported": desk.tally.supported, "discussed": desk.tally.discussed, "divided": desk.tally.divided}
    return orders[order]


def body(desk: Desk, frame: LeanPage, page: ListPage) -> Markup:
    """The page between masthead and footer."""
    words = desk.words
    up, root = frame.up, frame.root
    first = SIZE * (page.number - 1) + 1
    in_time = rows(desk, [id for id in page.ids if not is_late(desk, id)], page.order, up=up, root=root)
    late = rows(desk, [id for id in page.ids if is_late(desk, id)], page.order, up=up, root=root)
    last = newest(desk, page)
    cut = page.order != "all" and page.whole > SIZE * page.pages
    return frame.render(
        "list.html",
        first=first,
        range=words(
            "list-range",
            first=words.number(first),
            last=words.number(first + len(page.ids) - 1),
            order=words(f"order-of-{page.order}"),
            subject=desk.subject.title,
        )
        if page.ids
        else "",
        tabs=[
            Tab(name, words(f"order-{name}"), name == page.order and page.number == 1, name == page.order)
            for name in ORDERS
        ],
        how=words("order-supported-how") if page.order == "supported" else "",
        unusual=signs_words.on_list(desk, page.order, up) if page.number == 1 else "",
        ours=_ours(desk, page),
        rows=in_time,
        late=late,
        empty=words("list-empty" if page.order == "all" else "list-empty-votes"),
        cut=words("list-top", n=SIZE * page.pages) if cut and page.number == page.pages else "",
        pager=pager(desk, page) if page.pages > 1 else [],
        patterns=bars.PATTERNS if "url(#p" in in_time or "url(#p" in late else "",
        last_record=f"{words('list-src')} {words.moment(last)}." if last and page.order != "discussed" else "",
    )


def _ours(desk: Desk, page: ListPage) -> str:
    """Whether the author's own are among those listed, for one order holds more than another; empty: there are none."""
    if page.number > 1:
        return ""
    ours = [id for id in desk.tally.discussed if desk.is_ours(id)]
    word = "list-without-ours" if page.order == "all" else "list-with-ours"
    return desk.words(word, n=len(ours)) if ours else ""


def is_late(desk: Desk, id: ContributionId) -> bool:
    """Whether it came while no phase accepted it: it stands on the page where it belongs, apart from the others."""
    item = desk.items.get(id)
    return item is not None and item.late


def newest(desk: Desk, page: ListPage) -> Instant:
    """The time of the newest record that the page shows; empty where it shows none."""
    items = desk.items
    return max([items[id].last_at for id in page.ids if id in items], default="")


def pager(desk: Desk, page: ListPage) -> list[PagerLink]:
    """The first page, those around this one, and the neighbours by name.

    Never a total: a page in the middle changes only when a neighbour comes. The first page alone names the newest.
    """
    words = desk.words
    here = page.number
    back = "" if here == 1 else "../"

    def href(number: int) -> str:
        return (back or "./") if number == 1 else f"{back}{number}/"

    links = []
    if here > 1:
        links.append(PagerLink(words("earlier"), href(here - 1), rel="prev"))
    if here > 4:
        links += [PagerLink("1", href(1)), PagerLink("…", "")]
    for number in range(max(1, here - 3) if here <= 4 else here - 2, min(page.pages, here + 2) + 1):
        links.append(PagerLink(words.number(number), href(number), here=number == here))
    if here < page.pages:
        links.append(PagerLink(words("later"), href(here + 1), rel="next"))
    if here == 1 and page.order == "all" and page.pages > 3:
        links += [PagerLink("…", ""), PagerLink(words("newest"), href(page.pages), rel="last")]
    return links


def rows(desk: Desk, ids: Iterable[ContributionId], order: str, *, up: str, root: str) -> Markup:
    """The rows of a list, as HTML; there are ten thousand of them, so each is put together here, every value escaped.

    up    the way to the folder of the subject
    root  the way to the home page
    """
    found = [_stub(desk, id, up, root) if desk.is_hidden(id) else _row(desk, id, order, up) for id in ids]
    return Markup("".join(found))  # noqa: S704  every part is markup or escaped


def _row(desk: Desk, id: ContributionId, order: str, up: str) -> str:
    item = desk.items.get(id)
    figures = ""
    if item is not None:
        shown = talk(desk, item) if order == "discussed" else bars.with_bar(item, desk.words, 10)
        figures = f'<div class="v">{shown}</div>' if shown else ""
    link = f'<a href="{up}c/{esc(id)}/" dir="auto"{desk.attribute_of(id)}>{esc(desk.title(id))}</a>'
    return f'<li><p class="t">{link}</p><p class="by">{_by(desk, id, item)}</p>{figures}</li>\n'


def _stub(desk: Desk, id: ContributionId, up: str, root: str) -> str:
    """In the place of what was removed from view, in every order."""
    words, stub, at = desk.words, stub_of(desk, id), esc(id)
    return (
        f'<li class="stub"><p><b>{esc(stub.what)}</b></p><p>{esc(stub.why)}</p><p><a href="{up}c/{at}/">{at}</a> · '
        f'<a href="{root}rules/">{words.escaped("stub-rules")}</a> · '
        f'<a href="{up}moderation/">{words.escaped("stub-appeal")}</a></p></li>\n'
    )


def talk(desk: Desk, item: ItemTally) -> str:
    """How much was said about it, in words, as HTML."""
    words = desk.words
    counts = (
        ("n-arguments-for", "arguments/for", item.arguments_for),
        ("n-arguments-against", "arguments/against", item.arguments_against),
        ("n-sources", "sources", item.sources),
        ("n-comments", "comments", item.comments),
    )
    parts = [
        words.figure(f"items/{item.id}/{path}", n, key)
        for key, path, n in counts
        if n or (key.startswith("n-arg") and item.arguments_for + item.arguments_against)
    ]
    return f'<p class="meta">{", ".join(parts) if parts else words.escaped("nothing-yet")}</p>'


def _by(desk: Desk, id: ContributionId, item: ItemTally | None) -> str:
    """Kind, number, day and way, and what readers must know of it: one line."""
    words = desk.words
    if desk.is_ours(id):
        kind = desk.kind(id)
        over = f", {words.escaped('votes-over-word')}" if reply.is_over(desk, kind) else ""
        return f"{esc(words('author-element', kind=words.kind(kind)))}{over}{signs_words.on_row(desk, id)}"
    one = desk.contributions[id]
    html = f"{words.form('meta-one', kind=words.kind(one.kind)) % unbroken(id)}, {way_and_day(desk, one)}"
    if item is not None and item.late:
        html += f", {words.escaped('late-word')}"
    if reply.is_over(desk, one.kind):
        html += f", {words.escaped('votes-over-word')}"
    if (item is not None and item.set_aside) or one.set_aside:
        html += f", {words.escaped('set-aside-word')}"
    return html + signs_words.on_row(desk, id)
