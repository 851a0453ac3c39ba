"""What is unusual, in a sentence: on the page of an item, on rows, on a list, on the page of the subject."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape

from lawloom.model.ids import ContributionId
from lawloom.press.contributions.entries import named_link
from lawloom.press.desk.desk import Desk
from lawloom.press.desk.signs import ADDRESS
from lawloom.signs.found import MAJORITY, Without
from lawloom.signs.json_form import totals
from lawloom.signs.rules import FIRST

ORDERS = ("supported", "divided")


def on_item(desk: Desk, id: ContributionId, up: str) -> str:
    """Under the figures of an item, as HTML; empty where nothing is unusual.

    up  the way to the folder of the subject
    """
    burst, without = desk.signs.bursts.get(id), desk.signs.without.get(id)
    if burst is None and without is None:
        return ""
    words, parts = desk.words, list[Markup]()
    if burst is not None:
        path = f"signs/bursts/{id}"
        parts.append(
            words.html(
                "signs-item",
                votes=words.figure(f"{path}/votes", burst.votes, "people-n"),
                moment=words.moment(burst.since),
                newcomers=words.figure(f"{path}/newcomers", burst.newcomers),
            )
        )
    if without is not None:
        parts.append(words.html("signs-item-without", votes=_votes(desk, id, without), changes=changes(desk, without)))
    link = Markup('<a href="{}{}">{}</a>').format(up, ADDRESS, words("signs-how"))
    return f'<p class="notice">{" ".join(map(str, [*parts, link]))}</p>\n'


def _votes(desk: Desk, id: ContributionId, without: Without) -> Markup:
    return desk.words.figure(f"signs/without/{id}/many", without.many, "signs-votes-n")


def changes(desk: Desk, without: Without) -> str:
    """What would be different: the outcome, its place; or that nothing would."""
    words = desk.words
    if not without.changes:
        return words("signs-same")
    told = [words("signs-outcome")] if MAJORITY in without.changes else []
    told += [words("signs-place", order=words(f"order-{name}")) for name in ORDERS if name in without.changes]
    return words("signs-and").join(told)


def on_row(desk: Desk, id: ContributionId) -> str:
    """At the end of a row of a list, as HTML: only where something would change."""
    told = mark(desk, id)
    return f", {told}" if told else ""


def mark(desk: Desk, id: ContributionId) -> Markup:
    """That something would change, in a few words; empty where nothing would."""
    without = desk.signs.without.get(id)
    if without is None or not without.changes:
        return Markup()
    many = desk.words.figure(f"signs/without/{id}/many", without.many, "signs-votes-n")
    return Markup("<b>{}</b>").format(desk.words.html("signs-row", votes=many))


def on_list(desk: Desk, order: str, up: str) -> Markup:
    """Whether the first places of an order hang on such votes, in a sentence; empty for orders that votes do not make.

    up  the way to the folder of the subject
    """
    if order not in ORDERS:
        return Markup()
    link = Markup('<a href="{}{}">{}</a>').format(up, ADDRESS, desk.words("signs-how"))
    return Markup("{} {}").format(ranking(desk, order, up), link)


def ranking(desk: Desk, order: str, up: str) -> Markup:
    """The same without the link."""
    words, first = desk.words, desk.signs.first.get(order)
    if first is None:
        return escape(words("signs-list-none"))
    values: dict[str, Markup | str] = {
        "votes": words.figure("signs/totals/votes", desk.signs.weight, "signs-votes-n"),
        "first": words.figure("signs/rules/first", FIRST),
    }
    if not first.changes:
        return words.html("signs-list-same", **values)
    gone = [id for id in first.now if id not in first.without]
    come = [id for id in first.without if id not in first.now]
    if not come:
        return words.html("signs-list-order", come=_named(desk, [*first.without], up), **values)
    return words.html("signs-list-other", gone=_named(desk, gone, up), come=_named(desk, come, up), **values)


def shown_in(desk: Desk, order: str) -> Iterator[ContributionId]:
    """Which other items the sentence on a list names."""
    if (first := desk.signs.first.get(order)) and first.changes:
        yield from dict.fromkeys((*first.now, *first.without))


def _named(desk: Desk, ids: list[ContributionId], up: str) -> Markup:
    return Markup(", ").join(named_link(desk, id, up) for id in ids)


def on_subject(desk: Desk) -> Markup:
    """Under the figures of the subject: what there is, or that nothing was found; with the way to the page."""
    words, many = desk.words, totals(desk.signs, desk.text_signs)
    parts = [
        words.figure(f"signs/totals/{name}", many[name], f"signs-{name}-n")
        for name in ("bursts", "fragile", "copies", "floods")
        if many[name]
    ]
    told = words.html("signs-subject", found=Markup(", ").join(parts)) if parts else escape(words("signs-none-short"))
    return Markup('{} <a href="{}">{}</a>').format(told, ADDRESS, words("signs-title"))
