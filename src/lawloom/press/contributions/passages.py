"""Beside a comment that quotes a passage: what became of those words, and the way to where they stand today."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from markupsafe import Markup, escape

from lawloom.bill.anchoring.chain import Status
from lawloom.bill.anchoring.passages import BILL, Passage, Place, Quoted, passages
from lawloom.model.contribution import Contribution, Kind
from lawloom.model.ids import ContributionId
from lawloom.pages.subject_views import version_called
from lawloom.press.desk.desk import WHOLE, Desk
from lawloom.press.html.words import zone

FILE = "passages.json"
FORMAT = 1
MOST_PLACES = 5  # named where words stand in several
LONGEST_SHOWN = 1_200  # letters of a changed passage that are shown word by word
_QUOTING = frozenset({Kind.COMMENT, Kind.ARGUMENT, Kind.SOURCE})


def of(desk: Desk) -> Mapping[ContributionId, Passage]:
    """What became of each quoted passage of the bill or an essay; looked for once a printing."""
    return desk.once(_found)


def _found(desk: Desk) -> Mapping[ContributionId, Passage]:
    subject = desk.original
    if not (subject.bill or subject.essays):
        return {}
    sent = [one for one in desk.contributions.values() if _is_about_a_text(desk, one)]
    desk.texts.fetch([one.id for one in sent])
    here = zone(desk.settings.timezone)
    quotes = []
    for one in sent:
        if quote := desk.text(one.id).quote:
            day = datetime.fromisoformat(one.sent_at).astimezone(here).date().isoformat()
            quotes.append(Quoted(one.id, quote, one.on if one.on and one.on != WHOLE else "", day))
    return passages(subject, quotes)


def _is_about_a_text(desk: Desk, one: Contribution) -> bool:
    """Whether it is about an article, today's or a former one, an essay or the subject as a whole."""
    if one.kind not in _QUOTING or one.hidden or one.erased:
        return False
    return one.on in desk.articles or _is_loose(desk, one)


def _is_loose(desk: Desk, one: Contribution) -> bool:
    return one.on is None or (one.on not in desk.contributions and one.on not in desk.elements)


def line(desk: Desk, id: ContributionId, up: str) -> Markup:
    """What became of the passage, in a sentence or two, as HTML; empty where nothing was quoted.

    up  the way to the folder of the subject
    """
    one = of(desk).get(id)
    if one is None:
        return Markup()
    words = desk.words
    said: list[Markup | str] = [Markup("<b>{}</b>").format(words(f"passage-{one.status.value}"))]
    if one.status is Status.GONE:
        said.append(words("passage-gone-line", version=_version(desk, one.since)))
    elif one.status is Status.UNKNOWN:
        said.append(words("passage-unknown-line"))
    elif one.status is Status.SEVERAL:
        said.append(_several(desk, one, up))
    else:
        place = _place(desk, one.places[0], up)
        said.append(words.html(f"passage-{one.status.value}-line", place=place, **_since(desk, one)))
        if not one.entire:
            said.append(words("passage-part"))
    if one.status is not Status.UNKNOWN and not one.known:
        said.append(words("passage-not-known"))
    html = Markup('<p class="by">{}</p>').format(Markup(" ").join(map(escape, said)))
    return html + _word_by_word(one) if one.status is Status.CHANGED else html


def _since(desk: Desk, one: Passage) -> dict[str, str]:
    return {} if one.status is Status.SAME else {"version": _version(desk, one.since)}


def _several(desk: Desk, one: Passage, up: str) -> Markup | str:
    if not one.places:
        return desk.words("passage-several-line")
    links = Markup(", ").join(_place(desk, place, up) for place in one.places[:MOST_PLACES])
    return desk.words.html("passage-several-at", places=links)


def _version(desk: Desk, version: tuple[str, str]) -> str:
    """The second draft (4 February 2027); today's text."""
    label, date = version
    if not label and not date:
        return desk.words("passage-today")
    label = version_called(label, desk.words.language) if label else desk.words("passage-a-version")
    if not date:
        return label
    return desk.words("passage-version", label=label, date=desk.words.written_day(date))


def _place(desk: Desk, place: Place, up: str) -> Markup:
    """The way to the very paragraph, named by its article or essay."""
    if place.page == BILL:
        called = desk.title(place.article) if place.article in desk.articles else desk.words("passage-the-bill")
    else:
        essays = {f"essays/{one.id}": one.title for one in desk.subject.essays}
        called = essays.get(place.page, place.page)
    anchor = f"#{place.anchor}" if place.anchor else ""
    lang = desk.attribute_of(place.article) if place.article in desk.articles else ""
    return Markup('<a href="{}{}/{}"{}>{}</a>').format(up, place.page, anchor, lang, called)


def _word_by_word(one: Passage) -> Markup:
    """The passage then and today: what went and what came, told by elements and not by colour alone."""
    if len(one.was) > LONGEST_SHOWN or len(one.now) > LONGEST_SHOWN:
        return Markup()
    a, b = one.was.split(" "), one.now.split(" ")
    parts: list[Markup] = []
    for what, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if what == "equal":
            parts.append(escape(" ".join(a[a1:a2])))
            continue
        if a2 > a1:
            parts.append(Markup("<del>{}</del>").format(" ".join(a[a1:a2])))
        if b2 > b1:
            parts.append(Markup("<ins>{}</ins>").format(" ".join(b[b1:b2])))
    return Markup('<p class="was" dir="auto">{}</p>').format(Markup(" ").join(parts))


def printed(desk: Desk) -> Iterator[tuple[ContributionId, str]]:
    """What pages show of them, for their fingerprints."""
    for id, one in of(desk).items():
        yield id, repr(one)


def files(desk: Desk) -> dict[str, bytes]:
    """The same as open data, as annotations of the W3C: each comment, its words, and where they stand today."""
    found = of(desk)
    if not found:
        return {}
    rows = [_annotation(id, one) for id, one in found.items()]
    whole = {"format": FORMAT, "passages": rows}
    return {FILE: (json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()}


def _annotation(id: ContributionId, one: Passage) -> dict[str, Any]:
    return {
        "id": id,
        "status": one.status.value,
        "known": one.known,
        "entire": one.entire,
        "quoted_from": _named(one.version),
        "since": _named(one.since),
        "targets": [
            {
                "source": f"{place.page}/",
                "anchor": place.anchor,
                "selector": [
                    {
                        "type": "TextQuoteSelector",
                        "exact": place.selector.exact,
                        "prefix": place.selector.prefix,
                        "suffix": place.selector.suffix,
                    },
                    {"type": "TextPositionSelector", "start": place.selector.start, "end": place.selector.end},
                ],
            }
            for place in one.places
        ],
    }


def _named(version: tuple[str, str] | None) -> dict[str, str] | None:
    return {"label": version[0], "date": version[1]} if version is not None else None
