"""JSON lines: one object a line, read strictly. Equal keys, NaN, broken letters and cut lines are refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lawloom.collect.port import Origin, Refused
from lawloom.collect.source import LONGEST_LINE, SourceFile
from lawloom.collect.table import unreadable
from lawloom.errors import ContentProblems, problem

Record = dict[str, Any]


class _RefusedError(ValueError):
    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def is_json(file: SourceFile) -> bool:
    """Whether the file begins as JSON lines do.

    raises  ContentProblems for one JSON value over many lines
    """
    first = next((line.strip() for line in file.lines() if line.strip()), "")
    if first.startswith("[") or first == "{":
        raise ContentProblems(problem("source-json-not-lines", file.name, 1))
    return first.startswith("{")


def records(file: SourceFile) -> Iterator[tuple[Origin, Record] | Refused]:
    """Each line's object with its place, or its refusal; empty lines are left out."""
    for number, line in enumerate(file.lines(), start=1):
        if not line.strip():
            continue
        origin = Origin(file.name, number, line, file.letters.encoding)
        if len(line) >= LONGEST_LINE:
            yield Refused(origin, "row-endless", {"most": LONGEST_LINE})
        elif (broken := unreadable(origin, file)) is not None:
            yield broken
        else:
            try:
                yield origin, parse(line)
            except _RefusedError as wrong:
                yield Refused(origin, wrong.code, wrong.values)


def parse(line: str) -> Record:
    """The object a line holds; ValueError with a code for anything a careful writer does not write."""
    try:
        value = json.loads(line, object_pairs_hook=_once, parse_constant=_no_constant)
    except _RefusedError:
        raise
    except json.JSONDecodeError as wrong:
        raise _RefusedError("json-broken", column=wrong.pos + 1) from wrong
    except (ValueError, RecursionError) as wrong:  # 4,300 digits, 1,000 brackets
        raise _RefusedError("json-extreme") from wrong
    if not isinstance(value, dict):
        raise _RefusedError("json-not-object")
    return value


def _once(pairs: list[tuple[str, Any]]) -> Record:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise _RefusedError("json-key-twice", key=twice)
    return found


def _no_constant(name: str) -> None:
    raise _RefusedError("json-no-number", found=name)
