"""Print the pages of a subject: contributions, lists, and what goes into the slots of its typeset pages.

A page is made again only if the fingerprint of the records it shows changed, and written only if its bytes differ. What
is printed is the same whether anything stood there before or not.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from lawloom.errors import Problem, problem
from lawloom.model.ids import ContributionId
from lawloom.press.bill import amendment_pages
from lawloom.press.contributions import lists, prints, signs_words, today
from lawloom.press.contributions.lists import ListPage
from lawloom.press.contributions.prints import Records
from lawloom.press.desk import threads, ways
from lawloom.press.desk.desk import WHOLE, Desk, is_safe
from lawloom.press.desk.subject_page import subject_page, titled
from lawloom.press.desk.threads import Thread
from lawloom.press.forms import commenting
from lawloom.press.html import sharing, untrusted
from lawloom.press.html.press import Press
from lawloom.press.site.files import Part
from lawloom.press.subject import editorial_slots, items, subject_slots
from lawloom.press.subject.items import Frame
from lawloom.press.synthesis import synthesis_slots

CHUNK = 200  # pages whose texts are rendered in one batch


def print_subject(press: Press, desk: Desk, part: Part, records: Records) -> list[Problem]:
    """Print every page of contributions and every list of one subject.

    part     of the site's files, for this subject alone
    records  lawloom.press.contributions.prints.of_records
    """
    waiting, listing = _to_print(desk, part, records)
    desk.texts.fetch(_needed(desk, waiting, listing))
    folder = f"subjects/{desk.subject.id}"
    frames = items.frame(desk, press.printery, 1), items.frame(desk, press.printery, 2)
    for start in range(0, len(waiting), CHUNK):
        _print_items(press, desk, part, frames, waiting[start : start + CHUNK])
    for page, print_ in listing:
        around = subject_page(desk, press.printery, page.address)
        whole = around.printed(titled(desk, desk.words("list-title")), [lists.body(desk, around, page)])
        part.put(around.file, whole, print_)
    return [problem("unsafe-id", folder, id=id) for id in desk.paged if not is_safe(id)]


class ItemPage(NamedTuple):
    """A page to be printed: of which contribution, which page of its thread, and what it will show."""

    root: ContributionId
    number: int
    thread: Thread
    print: int


def _to_print(desk: Desk, part: Part, records: Records) -> tuple[list[ItemPage], list[tuple[ListPage, int]]]:
    """The pages that do not stand; those that do are claimed."""
    folder = f"subjects/{desk.subject.id}"
    ground = prints.ground(desk)
    waiting: list[ItemPage] = []
    for root in desk.pages:
        print_ = prints.of_page(desk, root, records, ground)
        thread = threads.thread(desk, root) if root in desk.answers else threads.EMPTY
        waiting += [
            ItemPage(root, number, thread, print_)
            for number in range(1, thread.pages + 1)
            if not part.stands(f"{folder}/{items.address(root, number)}index.html", print_)
        ]
    listing: list[tuple[ListPage, int]] = []
    for order in lists.ORDERS:
        for page in lists.pages(desk, order):
            around = _neighbours(page)
            if page.number == 1 and order in desk.signs.first:
                named = [records.get(id, id) for id in sorted(signs_words.shown_in(desk, order))]
                around += f"{desk.signs.weight}/{desk.signs.first[order]!r}/{named!r}"
            print_ = prints.of_list(page.ids, records, ground, around)
            if not part.stands(f"{folder}/{page.address}index.html", print_):
                listing.append((page, print_))
    return waiting, listing


def _needed(desk: Desk, waiting: list[ItemPage], listing: list[tuple[ListPage, int]]) -> set[ContributionId]:
    """Whose texts these pages show, the slots of the subject included."""
    ids = {*subject_slots.needed(desk), *editorial_slots.needed(desk), *synthesis_slots.needed(desk)}
    for page in waiting:
        ids.update(items.needed(desk, page.root, page.thread))
        ids.update(prints.tied(desk, page.root), desk.united.get(page.root, ()))
    for listed, _ in listing:
        ids.update((*listed.ids, *signs_words.shown_in(desk, listed.order)))
    return {id for id in ids if id in desk.contributions}


def slots_of(press: Press, desk: Desk, named: Collection[str] = ()) -> dict[str, str]:
    """What goes into the slots of the subject's typeset pages, by name, and `home/<slug>` for the home page.

    named  the contributions that typeset pages link to, as `lawloom.press.desk.ways` names them
    """
    found = [
        *synthesis_slots.slots(desk, press.printery),
        *subject_slots.slots(desk, press.printery, press.say),
        *editorial_slots.slots(desk, press.printery, press.say),
        *commenting.slots(desk),
        *amendment_pages.slots(desk),
    ]
    return {name: str(content) for name, content in [*found, *ways.slots(desk, named)]}


def _print_items(press: Press, desk: Desk, part: Part, frames: tuple[Frame, Frame], pages: list[ItemPage]) -> None:
    """Render the texts of these pages in one batch, then print them.

    frames  of the pages of contributions themselves, and of those on which long threads go on
    """
    needed: list[ContributionId] = []
    for page in pages:
        thread = page.thread
        needed += items.needed(desk, page.root, thread.page(page.number) if thread.pages > 1 else thread)
    ours = [page.root for page in pages if desk.is_ours(page.root)]
    bodies = [desk.text(id).body for id in needed] + [desk.own_text(id) for id in ours]
    said = dict(zip([*needed, *ours], press.say(bodies), strict=True))
    said.update((id, untrusted.unwrapped(said[id])) for id in ours)
    today.rendered(
        desk,
        today.cited(desk, [page.root for page in pages]),
        lambda texts: [str(untrusted.unwrapped(one).html) for one in press.say(texts)],
    )
    for page in pages:
        around = subject_page(desk, press.printery, items.address(page.root, page.number))
        title, body = items.page(desk, frames[page.number > 1], page.root, page.number, page.thread, said)
        part.put(around.file, around.printed(title, body, _first_words(desk, page)), page.print)


def _first_words(desk: Desk, page: ItemPage) -> str:
    """What a contribution begins with after its title; nothing on further pages, nor of what is hidden or erased."""
    root = page.root
    if page.number > 1 or root == WHOLE:
        return ""
    found = sharing.description(desk.own_text(root) if desk.is_ours(root) else desk.text(root).body)
    return found if found != desk.title(root) else ""


def _neighbours(page: lists.ListPage) -> str:
    """What a page of a list shows of the others: on the first the newest, elsewhere only whether two more follow."""
    around = page.pages if page.number == 1 else min(page.pages, page.number + 2)
    cut = page.whole > lists.SIZE * page.pages and page.number == page.pages
    return f"{page.order}/{page.number}/{around}/{cut}"
