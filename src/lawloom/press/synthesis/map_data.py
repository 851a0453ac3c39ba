"""The argument map of a subject: put together from its record and from the families that were found; as open data.

No vote on what is argued about enters it: only who wrote an argument and who supports one. So a vote on a cause or a
solution leaves every page of the map as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from lawloom.ledger.columns import person_number
from lawloom.model.contribution import Contribution, Kind, Side
from lawloom.model.findings import ArgumentFamily
from lawloom.model.ids import ContributionId
from lawloom.model.vote import Stance
from lawloom.press.desk.desk import Desk, is_safe
from lawloom.press.desk.edition import SubjectEdition
from lawloom.press.html.words import Words
from lawloom.press.synthesis.map_loom import Ties
from lawloom.synthesis.argument_map import Argument, Voices, Weighed, WeighedSide, argument_map, loose
from lawloom.synthesis.wording import wording

FILE = "map.json"
FORMAT = 1
Map = Mapping[ContributionId, Weighed]


class ShownMap(NamedTuple):
    """The argument map as each of its pages shows it.

    most     voices that take a full half of the width
    grouped  whether families were looked for
    """

    found: Map
    most: int
    grouped: bool

    def note(self, words: Words) -> str:
        return words("map-machine" if self.grouped else "map-alone")


def map_of(desk: Desk, edition: SubjectEdition, families: Iterable[ArgumentFamily]) -> Map:
    """Whatever has a page and arguments of its own, in the order of the count."""
    families = tuple(families)
    supporters = _supporters(edition)
    sent = [one for one in desk.contributions.values() if _is_weighed(desk, one)]
    arguments = [_argument(desk, one, supporters) for one in sent]
    asked = loose(arguments, families)
    desk.texts.fetch(asked)
    wordings = {id: wording(desk.text(id).body) for id in asked}
    found = argument_map((one._replace(wording=wordings.get(one.id, "")) for one in arguments), families)
    return {on: found[on] for on in desk.items if on in found}


def _supporters(edition: SubjectEdition) -> Mapping[ContributionId, frozenset[int]]:
    if edition.ledger is None:
        return {}
    from lawloom.tally.supporters import supporters  # here: it reads the votes one by one

    return supporters(edition.ledger, edition.subject)


def _is_weighed(desk: Desk, one: Contribution) -> bool:
    on = one.on
    return (
        one.kind is Kind.ARGUMENT
        and one.side is not None
        and one.id in desk.items
        and on is not None
        and on in desk.items
        and desk.has_page(on)
        and is_safe(on)
    )


def _argument(desk: Desk, one: Contribution, supporters: Mapping[ContributionId, frozenset[int]]) -> Argument:
    item = desk.items[one.id]
    return Argument(
        one.id,
        one.on or "",
        one.side or Side.FOR,
        person_number(one.by) if one.by else None,
        supporters.get(one.id, frozenset()),
        sum(way.counts.by_stance.get(Stance.SUPPORT, 0) for way in item.channels),
        is_shown=desk.is_shown(one.id),
        united_with=item.merged_into,
    )


# --- data -------------------------------------------------------------------------------------------------------------


def whole(found: Map) -> dict[str, int]:
    """How many there are, and how much was argued on them."""
    return {"items": len(found), "arguments": sum(one.arguments for one in found.values())}


def as_json(found: Map, ties: Ties) -> bytes:
    """data/<slug>/map.json: an item a line. Who stands behind an argument is in the record; here are only numbers."""
    lines = ",\n".join(f"{_encode(on)}:{_encode(_item(one))}" for on, one in sorted(found.items()))
    counted = f'"ties":{_encode(ties)},"whole":{_encode(whole(found))}'
    return f'{{"format":{FORMAT},"items":{{\n{lines}\n}},{counted}}}\n'.encode()


_encode = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


def _item(one: Weighed) -> dict[str, Any]:
    return {
        "balance": one.balance,
        "contested": one.contested,
        "for": _side(one.for_),
        "against": _side(one.against),
    }


def _side(side: WeighedSide) -> dict[str, Any]:
    families = [{"says": one.says, "members": list(one.members), **_voices(one.voices)} for one in side.families]
    return {**_voices(side.voices), "families": families}


def _voices(voices: Voices) -> dict[str, int]:
    return {
        "arguments": voices.arguments,
        "people": voices.people,
        "unnamed": voices.unnamed,
        "counted": voices.counted,
    }
