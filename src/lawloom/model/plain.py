"""The nouns as plain JSON values and back, for what is kept in build/.

Not pickle: a cache that somebody slipped into build/ must at worst be refused, never run. Only the classes of the model
and of `errors` can come out of it.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any

from lawloom import errors
from lawloom.model import (
    article,
    bill,
    consultation,
    contribution,
    editorial,
    member,
    people,
    phase,
    progress,
    sorting,
    subject,
    vote,
    written,
)

_MODULES = (
    errors,
    article,
    bill,
    consultation,
    contribution,
    editorial,
    member,
    people,
    phase,
    progress,
    sorting,
    subject,
    vote,
    written,
)


def plain(value: Any) -> Any:
    """A frozen value as lists, strings, numbers and null; TypeError for what is no noun."""
    if value is None or isinstance(value, bool | int) or type(value) is str:
        return value
    if isinstance(value, Enum):
        return [type(value).__name__, value.value]
    if isinstance(value, tuple):
        return ["tuple", *map(plain, value)]
    if isinstance(value, dict):
        return ["dict", *([plain(key), plain(one)] for key, one in value.items())]
    if is_dataclass(value) and _nouns().get(type(value).__name__) is type(value):
        return [type(value).__name__, *(plain(getattr(value, field.name)) for field in fields(value))]
    raise TypeError(f"{type(value).__name__} is no noun of the model")


def noun(value: Any) -> Any:
    """What `plain` was given; ValueError for anything else."""
    if not isinstance(value, list):
        return value
    if not value or not isinstance(value[0], str):
        raise ValueError("a list without a name")
    name, *rest = value
    if name == "tuple":
        return tuple(map(noun, rest))
    if name == "dict":
        return {noun(key): noun(one) for key, one in rest}
    made = _nouns().get(name)
    if made is None:
        raise ValueError(f"no noun is called {name!r}")
    try:
        return made(*map(noun, rest))
    except TypeError as wrong:
        raise ValueError(str(wrong)) from wrong


@cache
def _nouns() -> dict[str, Any]:
    return {
        name: one
        for module in _MODULES
        for name, one in vars(module).items()
        if isinstance(one, type) and one.__module__ == module.__name__ and (is_dataclass(one) or issubclass(one, Enum))
    }
