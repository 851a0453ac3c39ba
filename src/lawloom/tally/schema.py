"""The JSON Schema (2020-12) of `lawloom tally --json`. Unknown is null, never 0."""

from __future__ import annotations

from typing import Any

from lawloom.model.contribution import Kind
from lawloom.model.phase import PhaseKind
from lawloom.model.vote import Stance

Json = dict[str, Any]

_STANCES = [stance.value for stance in Stance]
_STANCE_MEANING = {
    "for": "votes for",
    "mixed": "votes between for and against",
    "against": "votes against",
    "pass": "votes of people who take no side (statements)",
    "support": "supports; never added to for",
    "signature": "signatures",
}


def _object(description: str, properties: Json, required: list[str] | None = None) -> Json:
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(properties) if required is None else required,
        "additionalProperties": False,
    }


def _number(description: str, *, known: bool = True) -> Json:
    return {"type": "integer" if known else ["integer", "null"], "minimum": 0, "description": description}


def _text(description: str, *, known: bool = True, **more: Any) -> Json:
    return {"type": "string" if known else ["string", "null"], "description": description, **more}


def _choice(description: str, values: list[str], *, known: bool = True) -> Json:
    return {"enum": values if known else [*values, None], "description": description}


def _list(description: str, items: Json) -> Json:
    return {"type": "array", "description": description, "items": items}


def _map(description: str, values: Json, keys: list[str] | None = None) -> Json:
    names: Json = {"propertyNames": {"enum": keys}} if keys else {}
    return {"type": "object", "description": description, "additionalProperties": values, **names}


_INSTANT: Json = {"pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"}
_ID = _text("id of a contribution or of an element of content")
_SIX = {name: _number(f"{meaning}; null: unknown", known=False) for name, meaning in _STANCE_MEANING.items()}
_PEOPLE = _number("distinct persons; null where only counts exist", known=False)
_BOTH = {
    "rows": _object("votes received one by one and counted", _SIX),
    "counts": _object("totals received without rows", _SIX),
}
_KNOWN = {name: _number(meaning) for name, meaning in _STANCE_MEANING.items()}
_BOTH_KNOWN = {
    "rows": _object("votes received one by one and counted; a stance that is absent is unknown or 0", _KNOWN, []),
    "counts": _object("totals received without rows; a stance that is absent is unknown", _KNOWN, []),
}
_SIDES = _object("arguments by side", {"for": _number("for"), "against": _number("against")})

_OF_ITEM = {
    "id": _ID,
    "kind": _choice("kind of contribution", [kind.value for kind in Kind]),
    "side": _choice("of an argument", ["for", "against"], known=False),
    "on": _text("id of what it answers; null: the subject", known=False),
    **_SIX,
    "people": _number("persons whose vote stands; null where only counts exist", known=False),
    "set_aside": {"type": "boolean", "description": "set aside by moderation; stays in the totals"},
    "set_aside_reason": _text("rule under which it was set aside", known=False),
    "phase": _text("name of the phase it belongs to", known=False),
    "late": {"type": "boolean", "description": "came while no phase accepted it"},
    "outside": _number("votes that stand and were cast while no phase was open; in no total"),
    "own": _choice("the author's own vote; in the total", _STANCES, known=False),
    "origin": _choice("who wrote it: an element of content is the author's", ["citizen", "author"]),
    "merged_into": _text("id that holds its votes; its own counts stay here", known=False),
    "arguments": _object("direct answers", {"for": _number("for"), "against": _number("against")}),
    "sources": _number("direct answers"),
    "comments": _number("direct answers"),
    "discussion": _number("arguments, sources and comments at any depth"),
    "channels": _list(
        "the channels that brought votes on it, by name",
        _object("one channel", {"channel": _text("its name"), "people": _PEOPLE, **_BOTH_KNOWN}),
    ),
    "last_at": _text("newest record that bears on it", known=False, **_INSTANT),
}
_EDITED = {"before_edit": _number("of the votes on it that stand, those cast before its author last changed its text")}
_ITEM = _object(
    "one contribution or votable element; each stance is rows + counts", {**_OF_ITEM, **_EDITED}, [*_OF_ITEM]
)
_KIND: Json = _object(
    "the items of one kind; each stance is the sum of the items in which it is known",
    {
        "items": _number("how many"),
        "late": _number("of them, how many came while no phase accepted them"),
        **_SIX,
        "sides": _SIDES,
    },
    ["items", "late", *_STANCES],
)
_UNCOUNTED = {
    "no-person": "without a person",
    "no-item": "on an id that is no item",
    "other-stance": "of a stance that the kind does not ask for",
    "tied": "persons whose latest votes on an item are equal in time and contradictory",
    "merge-conflict": "persons with contradictory votes on contributions that were merged",
}
_SUBJECT = _object(
    "one subject",
    {
        "subject": _text("its slug"),
        "as_of": _text("start of the last collection or import", known=False, **_INSTANT),
        "lines": _number("lines of the ledger"),
        "head": _text("SHA-256 of its last line; zeros for none", pattern="^[0-9a-f]{64}$"),
        "people": _number("distinct persons who contributed or voted; null where only counts exist", known=False),
        "late": _number("items that came while no phase accepted them; they are in the kinds"),
        "outside": _number("votes that stand and were cast while no phase was open; in no total"),
        "uncounted": _object(
            "votes that are kept and not counted, by reason",
            {reason: _number(meaning) for reason, meaning in _UNCOUNTED.items()},
        ),
        "kinds": _map("the kinds that have items", _KIND, [kind.value for kind in Kind]),
        "channels": _map(
            "what each channel brought",
            _object("one channel", {"items": _number("contributions"), "people": _PEOPLE, **_BOTH}),
        ),
        "phases": _list(
            "by opening",
            _object(
                "one phase",
                {
                    "name": _text("its name"),
                    "kind": _choice("its kind", [kind.value for kind in PhaseKind]),
                    "opens": _text("inclusive", **_INSTANT),
                    "closes": _text("exclusive", **_INSTANT),
                    "items": _number("items that belong to it"),
                },
            ),
        ),
        "days": _list(
            "what came on each day on which something came, earliest first; days are those of UTC",
            _object(
                "one day",
                {
                    "day": _text("its date", pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
                    "contributions": _number("contributions whose first record is of that day, if the day is known"),
                    "votes": _number("votes cast by persons, also those changed, taken back or not counted later"),
                },
            ),
        ),
        "bill": {
            "description": "signatures of the bill; null where there is none",
            "oneOf": [
                {"type": "null"},
                _object(
                    "the bill",
                    {
                        "signature": _number("signatures; null: unknown", known=False),
                        "people": _PEOPLE,
                        "outside": _number("signatures received while no phase of support was open"),
                        "channels": _map(
                            "the ways by which signatures came, by name",
                            _object(
                                "one channel",
                                {
                                    "people": _PEOPLE,
                                    "rows": {"type": "object", "description": "signatures that came one by one"},
                                    "counts": {"type": "object", "description": "totals received"},
                                },
                            ),
                        ),
                    },
                ),
            ],
        },
        "orders": _object(
            "every item with a page, in three orders; lawloom/tally/{supported,discussed,divided}.py state the rules",
            {name: _list(f"most {name} first", _ID) for name in ("supported", "discussed", "divided")},
        ),
        "notes": _list(
            "what the count had to say; docs/errors.md explains each code",
            _object("one note", {"code": _text("its code"), "values": {"type": "object"}}),
        ),
        "items": _list("the author's elements, then contributions in the order of the ledger", _ITEM),
    },
)

SCHEMA: Json = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "lawloom tally --json",
    **_object(
        "every count, again from the ledger; unknown is null, never 0",
        {"format": {"const": 1, "description": "version of this form"}, "subjects": _map("by slug", _SUBJECT)},
    ),
}
