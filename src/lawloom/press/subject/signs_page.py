"""The page of what is unusual in a subject: the figures, what the rankings would be, the formulas, what they miss."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup, escape

from lawloom.model.ids import BILL, ContributionId
from lawloom.model.vote import Stance
from lawloom.press.contributions import signs_words
from lawloom.press.contributions.entries import named_link
from lawloom.press.desk.desk import Desk
from lawloom.press.desk.signs import ADDRESS
from lawloom.press.desk.subject_page import subject_page, titled
from lawloom.press.html import bars
from lawloom.press.html.press import Press
from lawloom.press.site.files import Part
from lawloom.signs.found import Burst, Without
from lawloom.signs.json_form import RULES

MOST = 100  # rows of a table; data/<slug>/signs.json has all


class BurstRow(NamedTuple):
    item: Markup
    hour: Markup
    beside: Markup
    now: Markup
    without: Markup | str


class TextRow(NamedTuple):
    item: Markup
    many: Markup
    people: Markup
    texts: Markup | str = ""


def print_page(press: Press, desk: Desk, part: Part) -> None:
    """Print the page: anew whenever the subject is printed."""
    words, votes, texts = desk.words, desk.signs, desk.text_signs
    desk.texts.fetch([id for id in _named(desk) if id in desk.contributions])
    page = subject_page(desk, press.printery, ADDRESS)
    body = page.render(
        "signs.html",
        nothing=not (votes.bursts or texts.copies or texts.floods),
        patterns=bars.PATTERNS if votes.bursts else "",
        bursts=[_burst(desk, one) for one in _in_order(desk)],
        copies=[
            TextRow(
                _item(desk, one.ids[0]),
                words.figure(f"signs/copies/{one.ids[0]}/many", len(one.ids)),
                words.figure(f"signs/copies/{one.ids[0]}/people", one.people),
            )
            for one in texts.copies[:MOST]
        ],
        floods=[
            TextRow(
                _item(desk, one.ids[0]),
                words.figure(f"signs/floods/{one.ids[0]}/many", len(one.ids)),
                words.figure(f"signs/floods/{one.ids[0]}/people", 1),
                words.figure(f"signs/floods/{one.ids[0]}/texts", one.texts),
            )
            for one in texts.floods[:MOST]
        ],
        rankings=[
            words.html(
                "labelled",
                label=Markup("<b>{}</b>").format(words(f"order-{name}")),
                text=signs_words.ranking(desk, name, "../"),
            )
            for name in signs_words.ORDERS
        ],
        line=words.html(
            "signs-texts-line",
            contributions=words.figure("signs/texts/contributions", texts.contributions, "items-n"),
            texts=words.figure("signs/texts/texts", texts.texts, "signs-texts-n"),
            people=words.figure("signs/texts/people", texts.people, "signs-people-n"),
        ),
        notes=list(_beside(desk)),
        rules=list(_rules(desk)),
        blind=list(_blind(desk)),
    )
    part.put(page.file, page.printed(titled(desk, words("signs-title")), [body]))


def _in_order(desk: Desk) -> list[Burst]:
    """First what would change, then the greatest."""
    fragile = desk.signs.fragile
    found = sorted(desk.signs.bursts.values(), key=lambda one: (_end(desk, one.on) not in fragile, -one.votes, one.on))
    return found[:MOST]


def _end(desk: Desk, id: ContributionId) -> ContributionId:
    """The item that holds the votes on this one."""
    item = desk.items.get(id)
    return item.merged_into if item is not None and item.merged_into else id


def _named(desk: Desk) -> Iterator[ContributionId]:
    """Whose titles the page shows."""
    texts = desk.text_signs
    yield from (one.on for one in _in_order(desk))
    yield from (one.ids[0] for one in texts.copies[:MOST])
    yield from (one.ids[0] for one in texts.floods[:MOST])
    for order in signs_words.ORDERS:
        yield from signs_words.shown_in(desk, order)


def _item(desk: Desk, id: ContributionId) -> Markup:
    if id == BILL:
        return Markup('<a href="../bill/">{}</a>').format(desk.subject.bill.title if desk.subject.bill else id)
    return named_link(desk, id, "../")


def _burst(desk: Desk, one: Burst) -> BurstRow:
    words, path = desk.words, f"signs/bursts/{one.on}"
    end = _end(desk, one.on)
    without = desk.signs.without.get(end)
    return BurstRow(
        _item(desk, one.on),
        words.html(
            "signs-hour",
            votes=words.figure(f"{path}/votes", one.votes),
            all=words.figure(f"{path}/of", one.of, "people-n"),
            moment=words.moment(one.since),
            newcomers=words.figure(f"{path}/newcomers", one.newcomers),
        ),
        words.html(
            "signs-beside",
            usual=words.figure(f"{path}/usual", one.usual),
            others=words.figure(f"{path}/others", one.others),
        ),
        bars.bar(desk.items[end].total, 10) + bars.brief(desk.items[end], words) if end in desk.items else Markup(),
        _without(desk, end, without) if without else words("signs-less"),
    )


def _without(desk: Desk, id: ContributionId, without: Without) -> Markup:
    """What the figures would be, and whether that changes anything."""
    words, by_stance = desk.words, without.left.by_stance
    left = Markup(", ").join(
        words.figure(f"signs/without/{id}/left/{stance}", by_stance[stance]) + f" {words(stance, n=by_stance[stance])}"
        for stance in Stance
        if stance in by_stance
    )
    changes = signs_words.changes(desk, without)
    told: Markup | str = Markup("<b>{}</b>").format(changes) if without.changes else changes
    return words.html("signs-without-votes", left=left, changes=told)


def _beside(desk: Desk) -> Iterator[Markup]:
    texts = desk.text_signs
    for name, many in (("unknown", texts.unknown), ("unseen", texts.unseen)):
        if many:
            yield desk.words.figure(f"signs/texts/{name}", many, f"signs-{name}-n")


def _rules(desk: Desk) -> Iterator[Markup]:
    """The formulas in words, each number of them marked."""
    words = desk.words
    numbers: dict[str, Markup | str] = {name: words.figure(f"signs/rules/{name}", n) for name, n in RULES.items()}
    numbers["usual"] = words.figure("signs/texts/usual", desk.text_signs.usual)
    for rule in ("burst", "newcomers", "fragile", "copies", "floods"):
        yield words.html(f"signs-rule-{rule}", **numbers)


def _blind(desk: Desk) -> Iterator[Markup]:
    words, untimed = desk.words, len(desk.signs.untimed)
    yield escape(words("signs-blind-1"))
    yield escape(words("signs-blind-2"))
    if untimed:
        yield words.figure("signs/totals/untimed", untimed, "signs-blind-3")
