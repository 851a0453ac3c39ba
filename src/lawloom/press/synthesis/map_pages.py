"""The overview of the argument map: a strip for everything that was argued on, and a table with the same figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from lawloom.model.contribution import Kind
from lawloom.model.ids import ContributionId
from lawloom.press.contributions import prints
from lawloom.press.contributions.prints import Records
from lawloom.press.desk.desk import Desk
from lawloom.press.desk.subject_page import subject_page, titled
from lawloom.press.html import bars
from lawloom.press.html.press import Press
from lawloom.press.html.words import Words
from lawloom.press.site.digest import digest
from lawloom.press.site.files import Part
from lawloom.press.synthesis import map_item, map_loom, map_words
from lawloom.press.synthesis.map_data import Map, ShownMap, whole
from lawloom.press.synthesis.map_loom import Ties

SIZE = 50  # strips on a page
CONTESTED = 3  # that are named at the top
# Kinds as they follow on the map; those not named come last.
_KINDS = (Kind.CAUSE, Kind.SOLUTION, Kind.PROPOSAL, Kind.STATEMENT, Kind.AMENDMENT, Kind.ARTICLE)


class Row(NamedTuple):
    """One strip, and its line of the table."""

    href: str
    title: str
    lang: Markup
    strip: Markup
    against: Markup
    for_: Markup
    cells: tuple[Markup, ...]  # of the table


@dataclass(frozen=True, slots=True)
class Section:
    head: str
    rows: list[Row]


class PagerLink(NamedTuple):
    word: str
    href: str


class Overview(NamedTuple):
    """One page of the overview."""

    number: int
    pages: int
    ids: Sequence[ContributionId]

    @property
    def address(self) -> str:
        """From the folder of the subject. No contribution is called `all`."""
        return "map/" if self.number == 1 else f"map/all/{self.number}/"


def print_map(press: Press, desk: Desk, part: Part, records: Records, found: Map, ties: Ties, *, grouped: bool) -> None:
    """Print the overview and a page for everything that was argued on, where their records changed.

    found    lawloom.press.synthesis.map_data.map_of
    grouped  whether families were looked for
    """
    ground = f"{prints.ground(desk)}\x1d{grouped}"
    most = map_words.scale(list(found.values()))
    folder = f"subjects/{desk.subject.id}"
    waiting = []
    for id, one in ((id, one) for id, one in found.items() if desk.has_map(id)):
        print_ = digest("\x1d".join([str(prints.of_page(desk, id, records, ground)), repr(one), str(most)]))
        if not part.stands(f"{folder}/map/{id}/index.html", print_):
            waiting.append((id, print_))
    drawn = ShownMap(found, most, grouped)
    map_item.print_items(press, desk, part, drawn, waiting)
    loom = map_loom.loom_of(desk, ties)
    map_loom.print_loom(press, desk, part, loom, ground)
    top = _contested(found)
    for page in overviews(found, desk):
        named = [*page.ids, *top]
        shown = repr([(prints.named(desk, id), found[id]) for id in named])
        everything = repr(found) if page.number == 1 else repr(whole(found))
        said = [ground, shown, str(bool(loom.rows)), everything, str(most), newest(desk, page.ids), str(page.pages)]
        print_ = digest("\x1d".join(said))
        name = f"{folder}/{page.address}index.html"
        if not part.stands(name, print_):
            desk.texts.fetch([id for id in named if id in desk.contributions])
            part.put(name, _page(press, desk, drawn, page, loom), print_)


def overviews(found: Map, desk: Desk) -> list[Overview]:
    """The pages of the overview: of each kind those with the most voices first."""
    place = {kind: at for at, kind in enumerate(_KINDS)}
    order = sorted(found, key=lambda id: (place.get(desk.kind(id), len(place)), -found[id].voices))
    pages = max(1, -(-len(order) // SIZE))
    return [Overview(at + 1, pages, order[SIZE * at : SIZE * (at + 1)]) for at in range(pages)]


def newest(desk: Desk, ids: Sequence[ContributionId]) -> str:
    """The last record that these strips rest on: an argument on them, or a vote on one. Empty: there is none."""
    items = desk.items
    arguments = (id for on in ids for id in desk.answers.get(on, ()) if id in items)
    return max((items[id].last_at for id in arguments if items[id].kind is Kind.ARGUMENT), default="")


def _page(press: Press, desk: Desk, drawn: ShownMap, page: Overview, loom: map_loom.Loom) -> bytes:
    words, found, most = desk.words, drawn.found, drawn.most
    frame = subject_page(desk, press.printery, page.address)
    up = frame.up
    rows = {id: _row(desk, id, found, f"{up}map/", most) for id in page.ids}
    sections = [
        Section(words.kinds(kind), [rows[id] for id in page.ids if desk.kind(id) is kind])
        for kind in dict.fromkeys(desk.kind(id) for id in page.ids)
    ]
    last = newest(desk, page.ids)
    title = words("map-title")
    body = frame.render(
        "map.html",
        patterns=bars.PATTERNS,
        first=page.number == 1,
        at=words("page-n", n=page.number) if page.number > 1 else "",
        lede=lede(words, found),
        how=how(words),
        note=drawn.note(words),
        most=_most_contested(desk, found) if page.number == 1 else [],
        picture=map_words.at_once([found[id] for one in overviews(found, desk) for id in one.ids], most)
        if page.number == 1 and page.pages > 1
        else "",
        ties=f"{up}{map_loom.ADDRESS}" if loom.rows and page.number == 1 else "",
        sections=sections,
        heads=[words(key) for key in ("arguments-for", "map-voices-for", "arguments-against", "map-voices-against")]
        + [words("map-balance"), words("map-contested")],
        pager=list(_pager(words, page, up)),
        last=f"{words('list-src')} {words.moment(last)}." if last else "",
    )
    first = titled(desk, words("map"))
    return frame.printed(first if page.number == 1 else f"{title}, {words('page-n', n=page.number)}", [body])


def lede(words: Words, found: Map) -> Markup:
    """How many arguments on how many contributions."""
    counted = whole(found)
    return words.html(
        "map-lede",
        arguments=words.figure("map/whole/arguments", counted["arguments"], "map-arguments"),
        items=words.figure("map/whole/items", counted["items"], "map-items"),
    )


def _contested(found: Map) -> list[ContributionId]:
    return sorted((id for id, one in found.items() if one.contested), key=lambda id: -found[id].contested)[:CONTESTED]


def _most_contested(desk: Desk, found: Map) -> list[Markup]:
    """The few that are contested most, with the way to each; none where nothing is."""
    words = desk.words
    named = []
    for id in _contested(found):
        way = f"{id}/" if desk.has_map(id) else f"../c/{id}/"
        link = Markup('<a href="{}" dir="auto"{}>{}</a>').format(way, desk.attribute_of(id), desk.title(id))
        named.append(words.figure(f"map/items/{id}/contested", found[id].contested, "map-contested-one", title=link))
    return named


def how(words: Words) -> Markup:
    """How a strip is read, with the marks of both sides."""
    marked = Markup('<span class="{}">{}</span>').format
    return words.html("map-how", **{key: marked(css, words(key)) for key, css in (("for", "f-t"), ("against", "a-t"))})


def _row(desk: Desk, id: ContributionId, found: Map, folder: str, most: int) -> Row:
    words, one, path = desk.words, found[id], f"map/items/{id}"
    cells = []
    for name, side in (("for", one.for_), ("against", one.against)):
        at = f"{path}/{name}"
        cells += [
            words.figure(f"{at}/arguments", side.voices.arguments),
            map_words.voices_in_words(words, at, side.voices),
        ]
    return Row(
        href=f"{folder}{id}/" if desk.has_map(id) else f"{folder}../c/{id}/",
        title=desk.title(id),
        lang=desk.attribute_of(id),
        strip=map_words.strip(one, most),
        against=map_words.side_in_words(words, f"{path}/against", one.against, "n-arguments-against"),
        for_=map_words.side_in_words(words, f"{path}/for", one.for_, "balance-for"),
        cells=(*cells, map_words.balance(words, path, one), words.figure(f"{path}/contested", one.contested)),
    )


def _pager(words: Words, page: Overview, up: str) -> Iterator[PagerLink]:
    """Every page of the overview; an empty address for the one that is being read."""
    if page.pages > 1:
        for number in range(1, page.pages + 1):
            to = f"{up}map/" if number == 1 else f"{up}map/all/{number}/"
            yield PagerLink(words.number(number), "" if number == page.number else to)
