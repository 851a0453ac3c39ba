"""A file that `lawloom synthesis` wrote beside the ledger: read whole, or told that it is not as it was left."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from lawloom.errors import ContentProblems, Problem, problem
from lawloom.instance import Instance

T = TypeVar("T")


def sound(folder: Path, read_one: Callable[[str], T | None], odd: list[Problem] | None) -> Iterator[T]:
    """What every sound file of a folder holds, by the name of its phase.

    odd  takes a problem for each of the others
    """
    for path in sorted(folder.glob("*.json")):
        try:
            if (found := read_one(path.stem)) is not None:
                yield found
        except ContentProblems as damaged:
            if odd is not None:
                odd += damaged.problems


def read(instance: Instance, path: Path, phase: str, version: int, made: Callable[[dict[str, Any]], T]) -> T | None:
    """What stands in the file; None where there is none.

    version  of the format
    made     takes the value as it stands there; may raise KeyError, TypeError, ValueError or AttributeError
    raises   ContentProblems, findings-unreadable, where the file is not as the engine leaves it
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return None
    try:
        value = json.loads(raw)
        if value["format"] != version or value["phase"] != phase:
            raise ValueError
        return made(value)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as odd:
        raise ContentProblems(problem("findings-unreadable", instance.name_of(path))) from odd
