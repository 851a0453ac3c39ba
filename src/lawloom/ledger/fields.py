"""What each kind of line must hold, as docs/data.md lists it: the form of each field, so that damage has a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from lawloom.ledger.line import FORMAT
from lawloom.model.contribution import Actor, Kind, Side
from lawloom.model.vote import Stance

Form = Callable[[Any], bool]

# No leap seconds: the sources have none, and their order would not be that of letters.
INSTANT = r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z"

UNDECIDED = "none"  # outcome of what left the theme by which it was decided on, and is decided on by nothing else

# Kinds of design section 5 that later stages will write; until then only what every line holds is checked.
LATER = frozenset({"signature", "answer", "meeting", "rules", "crossing", "draw"})


def wrong_field(line: Mapping[str, Any]) -> str:
    """Name of the first field that is missing or has another form than docs/data.md gives it; empty if all is well."""
    kind = line.get("kind")
    forms = KINDS.get(kind) if isinstance(kind, str) else None
    if forms is None:
        return "kind"
    forms = EVERY | ({} if kind == "genesis" else SOURCE) | forms
    if line.get("event") in ("opened", "edited"):
        forms |= TYPED
    for name, form in forms.items():
        if name.startswith("?"):
            name = name[1:]
            if name not in line:
                continue
        if name not in line or not form(line[name]):
            return name
    return ""


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _name(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def _number(value: Any) -> bool:
    return type(value) is int and value >= 0


def _thousandth(value: Any) -> bool:
    return type(value) is int and 0 <= value <= 999


def _rev(value: Any) -> bool:
    return type(value) is int and value >= 1


def _true(value: Any) -> bool:
    return value is True


def _matches(pattern: str) -> Form:
    compiled = re.compile(pattern)
    return lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None


def _one_of(*values: Any) -> Form:
    return lambda value: type(value) in (str, int) and value in values


def _or_null(form: Form) -> Form:
    return lambda value: value is None or form(value)


def _list_of(form: Form) -> Form:
    return lambda value: isinstance(value, list) and all(map(form, value))


def _tally(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_number, value.values()))


def _act(value: Any) -> bool:
    from lawloom.model.editorial import ModerationAct  # here and below: most runs read no such line

    return type(value) in (str, int) and value in set(ModerationAct) - {ModerationAct.MERGE}


def _outcome(value: Any) -> bool:
    from lawloom.model.editorial import Outcome

    return type(value) in (str, int) and value in (UNDECIDED, *Outcome)


_DIGEST = _matches("[0-9a-f]{64}")
_PERSON = _or_null(_matches("[0-9a-f]{20}"))
_STANCE = _one_of(*Stance)

EVERY: dict[str, Form] = {"prev": _DIGEST, "time": _matches(INSTANT), "?ms": _thousandth}
SOURCE: dict[str, Form] = {"actor": _or_null(_one_of(*Actor)), "area": _or_null(_text), "channel": _or_null(_name)}

# A name with a question mark may be absent.
KINDS: dict[str, dict[str, Form]] = {
    "genesis": {"subject": _name, "format": _one_of(FORMAT)},
    "contribution": {
        "event": _one_of("opened", "edited", "closed", "withdrawn", "vanished", "transferred", "reopened"),
        "id": _name,
        "?type": _one_of(*Kind),
        "?on": _or_null(_name),
        "?by": _PERSON,
        "?rev": _rev,
        "?text": _DIGEST,
        "?side": _one_of(*Side),
        "?category": _text,
        "?set_aside": _text,
        "?undated": _true,
        "?reason": _text,
    },
    "vote": {
        "event": _one_of("cast", "withdrawn"),
        "on": _name,
        "by": _PERSON,
        "stance": _STANCE,
        "?number": _name,
    },
    "count": {"prefix": _name, "on": _name, "stance": _STANCE, "value": _number},
    "import": {
        "format": _name,
        "prefix": _name,
        "files": _list_of(_DIGEST),
        "votes": _one_of("rows", "counts", "none"),
        "read": _number,
        "taken": _number,
        "refused": _tally,
        "refused_digests": _list_of(_DIGEST),
        "notes": _list_of(_text),
    },
    "moderation": {
        "on": _name,
        "act": _act,
        "rule": _text,
        "?into": _name,
        "entry": _DIGEST,
        "?role": _name,
    },
    "merge": {"on": _name, "into": _name, "entry": _DIGEST, "?role": _name},
    "decision": {"on": _name, "outcome": _outcome, "entry": _DIGEST, "?theme": _name},
    "erased": {"on": _name, "revs": _list_of(_rev)},
    "settled": {"phase": _name, "items": _number},
    "look": {"issues": _number},
    **{kind: {} for kind in LATER},
}

# What `opened` and `edited` must hold besides.
TYPED: dict[str, Form] = {"type": _one_of(*Kind), "on": _or_null(_name), "by": _PERSON, "rev": _rev, "text": _DIGEST}
