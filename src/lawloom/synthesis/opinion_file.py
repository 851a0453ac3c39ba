"""Opinion groups on the disk: contributions/<slug>/synthesis/opinion/<phase>.json, so that a build needs no analysis.

The same form is published as open data. No person stands in it, by whatever name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lawloom.errors import Problem
from lawloom.instance import Instance
from lawloom.ledger import durable
from lawloom.model.opinion import LETTERS, SMALLEST, Cell, LeftOut, Opinion, OpinionItem, Telling, Votes
from lawloom.synthesis import machine_file

FORMAT = 1


def folder_of(instance: Instance, slug: str) -> Path:
    return instance.findings_of(slug) / "opinion"


def all_of(instance: Instance, slug: str, odd: list[Problem] | None = None) -> Iterator[Opinion]:
    """Of every phase that has some, by its name; of a damaged file none.

    odd  takes a problem for each of those
    """
    yield from machine_file.sound(folder_of(instance, slug), lambda phase: read(instance, slug, phase), odd)


def read(instance: Instance, slug: str, phase: str) -> Opinion | None:
    """The opinion groups of a phase; None where there are none yet.

    raises  ContentProblems, findings-unreadable, where the file is not as `write` leaves it
    """
    path = folder_of(instance, slug) / f"{phase}.json"
    return machine_file.read(instance, path, phase, FORMAT, _opinion)


def write(instance: Instance, slug: str, opinion: Opinion) -> Path:
    """Write them; the same groups give the same bytes."""
    path = folder_of(instance, slug) / f"{opinion.phase}.json"
    durable.write(path, as_json(opinion))
    return path


def remove(instance: Instance, slug: str, phase: str) -> None:
    """Keep nothing of a phase, where nobody's votes are there any more."""
    durable.remove(folder_of(instance, slug) / f"{phase}.json")


def as_json(opinion: Opinion) -> bytes:
    """A line for each item and each row of the picture; docs/data.md says what each key means."""
    letters = LETTERS[: len(opinion.groups)]
    items = {
        one.id: {letter: _votes(votes) for letter, votes in zip(letters, one.votes, strict=True)}
        for one in opinion.items
    }
    telling = {
        letter: {one.item: "for" if one.stance > 0 else "against" for one in some}
        for letter, some in zip(letters, opinion.telling, strict=False)
    }
    left = opinion.left_out
    head = {
        "format": FORMAT,
        "phase": opinion.phase,
        "as_of": opinion.as_of,
        "lines": opinion.lines,
        "people": opinion.people,
        "votes": opinion.votes,
        "points": len(opinion.items),
        "left_out": {"nobody": left.nobody, "totals": left.totals, "support": left.support, "torn": left.torn},
        "groups": dict(zip(letters, opinion.groups, strict=True)),
        "telling": telling,
        "for_all": list(opinion.for_all),
        "against_all": list(opinion.against_all),
        "shown": opinion.shown,
        "clear": opinion.clear,
        "stays": opinion.stays,
        "draws": opinion.draws,
    }
    lines = [f" {_line(key)}: {_line(value)}" for key, value in head.items()]
    lines.append(' "items": {' + ",".join(f"\n  {_line(id)}: {_line(votes)}" for id, votes in items.items()) + "\n }")
    cells = ",".join(f"\n  {_line([*cell[:2], LETTERS[cell.group], cell.people])}" for cell in opinion.cells)
    lines.append(f' "picture": [{cells}\n ]' if cells else ' "picture": []')
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _votes(votes: Votes) -> dict[str, int]:
    return {"for": votes.yes, "neither": votes.neither, "against": votes.no}


def _opinion(value: dict[str, Any]) -> Opinion:
    letters = [*value["groups"]]
    if letters != [*LETTERS[: len(letters)]] or not letters:
        raise ValueError
    sizes = tuple(_number(value["groups"][letter]) for letter in letters)
    if min(sizes) < SMALLEST:
        raise ValueError
    left = value["left_out"]
    found = Opinion(
        phase=_text(value["phase"]),
        as_of=_text(value["as_of"]),
        lines=_number(value["lines"]),
        groups=sizes,
        items=tuple(
            OpinionItem(
                id,
                tuple(
                    Votes(*(_number(votes[letter][key]) for key in ("for", "neither", "against"))) for letter in letters
                ),
            )
            for id, votes in value["items"].items()
        ),
        left_out=LeftOut(*(_number(left[key]) for key in ("nobody", "totals", "support", "torn"))),
        telling=tuple(
            tuple(Telling(id, {"for": 1, "against": -1}[stance]) for id, stance in some.items())
            for some in value["telling"].values()
        ),
        for_all=tuple(map(_text, value["for_all"])),
        against_all=tuple(map(_text, value["against_all"])),
        shown=_share(value["shown"]),
        clear=_share(value["clear"]),
        stays=_share(value["stays"]),
        draws=_number(value["draws"]),
        cells=tuple(
            Cell(_number(column), _number(row), letters.index(letter), _number(people))
            for column, row, letter, people in value["picture"]
        ),
    )
    if not _holds_together(found):
        raise ValueError
    return found


def _holds_together(one: Opinion) -> bool:
    """Whether what it names is in it, and all is there that groups are shown by."""
    named = {*one.for_all, *one.against_all, *(told.item for some in one.telling for told in some)}
    is_whole = None not in (one.stays, one.clear, one.shown) and len(one.telling) == len(one.groups)
    drawn = {cell.group for cell in one.cells} == {*range(len(one.groups))}
    return named <= {item.id for item in one.items} and (len(one.groups) == 1 or (is_whole and drawn))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError
    return value


def _share(value: Any) -> int | None:
    return None if value is None else _number(value)
