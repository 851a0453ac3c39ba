"""Fill a form with what a file holds: the form, or every problem with the line of its key."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any, TypeVar, get_args

from pydantic import ValidationError

from lawloom.content import characters
from lawloom.content.forms.values import Form
from lawloom.content.strict import Lines, Path, Surprise
from lawloom.content.suggestions import nearest
from lawloom.errors import Place, Problem, problem

F = TypeVar("F", bound=Form)


def fill(
    form: type[F], value: Any, lines: Lines, file: str, path: Path = (), *, keep: bool = False
) -> tuple[F | None, list[Problem]]:
    """The filled form, or None where a value is missing, wrong or unknown; and the problems.

    path  where in the file the value stands, for entries of a list
    keep  an unknown key is told and costs nothing else: for files without which nothing could be shown
    """
    try:
        return form.model_validate(value), []
    except ValidationError as error:
        errors = [(tuple(found["loc"]), found) for found in error.errors(include_url=False)]
    problems = [_problem(form, place, found, lines, file, path) for place, found in errors]
    unknown = [place for place, found in errors if found["type"] == "extra_forbidden"]
    if len(unknown) < len(errors) or not keep:
        return None, problems
    pruned = copy.deepcopy(value)
    for place in unknown:
        holder = pruned
        for part in place[:-1]:
            holder = holder[part]
        del holder[place[-1]]
    return form.model_validate(pruned), problems


def _problem(form: type[Form], place: Path, found: Any, lines: Lines, file: str, path: Path) -> Problem:
    kind, given = found["type"], found["input"]
    key = next((str(part) for part in reversed((*path, *place)) if isinstance(part, str)), "")
    line = lines.at((*path, *place))
    if kind == "missing":
        return problem("key-left-out", file, line, key=key)
    if kind == "extra_forbidden":
        return _of_unknown_key(str(place[-1]), _keys(form, place[:-1]), file, line)
    if "-" in kind:
        values = {**found.get("ctx", {}), "key": key}
        return Problem(Place(file, line), kind, tuple(sorted(values.items())))
    if kind in {"string_type", "string_sub_type"}:
        if isinstance(given, Surprise | bool | int):
            written = given.text if isinstance(given, Surprise) else lines.written((*path, *place)) or str(given)
            return problem("write-in-quotes", file, line, key=key, value=written)
        return problem("not-text", file, line, key=key, found=_kind_of(given))
    if kind in {"literal_error", "enum"}:
        known = found["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
        shown = _shown(given)
        return problem(
            "not-one-of", file, line, key=key, found=shown, known=known, near=nearest(shown, known.split(", "))
        )
    if kind == "bool_type":
        return problem("not-yes-or-no", file, line, key=key, found=_shown(given))
    if kind == "list_type":
        return problem("not-a-list", file, line, key=key, found=_kind_of(given))
    if kind in {"model_type", "model_attributes_type", "dict_type"}:
        return problem("not-a-block", file, line, key=key, found=_shown(given))
    if kind == "string_too_long":
        return problem("text-too-long", file, line, key=key, size=len(given), most=found["ctx"]["max_length"])
    if kind in {"too_short", "string_too_short"}:
        return problem("key-left-out", file, line, key=key)
    return problem("wrong-value", file, line, key=key, detail=str(found["msg"]))


def _of_unknown_key(key: str, known: list[str], file: str, line: int) -> Problem:
    near = nearest(key, known)
    if odd := characters.first_odd(key):
        place, character = odd
        named = characters.name_of(character)
        return problem("odd-character-in-key", file, line, key=key, character=named, place=place + 1, near=near)
    return problem("unknown-key", file, line, key=key, near=near, known=", ".join(known))


def _keys(form: type[Form], place: Path) -> list[str]:
    """Keys that the form knows at a place inside it."""
    for part in place:
        if isinstance(part, str) and part in form.model_fields:
            inner = next(_forms_in(form.model_fields[part].annotation), None)
            if inner is None:
                return []
            form = inner
    return list(form.model_fields)


def _forms_in(annotation: Any) -> Iterator[type[Form]]:
    if isinstance(annotation, type) and issubclass(annotation, Form):
        yield annotation
    for argument in get_args(annotation):
        yield from _forms_in(argument)


def _shown(given: Any) -> str:
    if isinstance(given, Surprise):
        return given.text
    return (
        str(given).lower()
        if isinstance(given, bool)
        else _kind_of(given)
        if isinstance(given, dict | list)
        else str(given)
    )


def _kind_of(given: Any) -> str:
    if isinstance(given, dict):
        return "{" + ", ".join(f"{key}: ..." for key in list(given)[:3]) + "}"
    if isinstance(given, list):
        return "- ..."
    return _shown(given)
