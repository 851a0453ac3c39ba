"""A redline as JSON and back. docs/data.md has a row for each field.

What did not change is named by its place in the earlier text and not copied; what did stands word by word.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast, get_args

from lawloom.bill.redlining.change import FORMAT, Block, Part, Piece, Redline, Side, Sort, Span, State
from lawloom.errors import LawloomError, problem


def written(redline: Redline) -> dict[str, Any]:
    """The redline as values of JSON."""
    return {
        "format": FORMAT,
        "a": {"sha256": redline.a.sha256, "characters": redline.a.characters},
        "b": {"sha256": redline.b.sha256, "characters": redline.b.characters},
        **_sums(redline),
        "parts": [_part(part) for part in redline.parts],
        "blocks": [_block(block) for block in redline.blocks],
    }


def _sums(redline: Redline) -> dict[str, Any]:
    return {
        "words_added": redline.words_added,
        "words_removed": redline.words_removed,
        "moves": list(redline.moves),
    }


def printed(redline: Redline) -> str:
    """The redline as one line of JSON.

    Halves of surrogate pairs stay as they are: escaped, two of them side by side would be read as one sign.
    """
    return json.dumps(written(redline), ensure_ascii=False, separators=(",", ":")) + "\n"


def _part(part: Part) -> dict[str, Any]:
    row: dict[str, Any] = {"state": part.state, "level": part.level}
    if part.id:
        row["id"] = part.id
    if part.was:
        row["was"] = part.was
    if part.now:
        row["now"] = part.now
    if part.numbers:
        row["numbers"] = list(part.numbers)
    if part.move:
        row["move"] = part.move
    return row


def _block(block: Block) -> dict[str, Any]:
    row: dict[str, Any] = {"kind": block.kind, "state": block.state, "part": block.part}
    if block.a is not None:
        row["a"] = list(block.a)
    if block.b is not None:
        row["b"] = list(block.b)
    if block.move:
        row["move"] = block.move
    if block.pieces:
        row["pieces"] = [
            [p.sort, p.was, p.now] if p.sort == "renumbered" else [p.sort, p.now or p.was] for p in block.pieces
        ]
    return row


def parsed(text: str) -> Redline:
    """The redline of its JSON. raises LawloomError (redline-unreadable)"""
    return read(values_of(text))


def values_of(text: str) -> Any:
    """The values of a redline's JSON. raises LawloomError (redline-unreadable)"""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as wrong:
        raise LawloomError(problem("redline-unreadable", format=FORMAT)) from wrong


def false_sum(values: Mapping[str, Any], redline: Redline) -> str:
    """The name of the first sum beside the blocks that is not so; empty where all are, or are left out."""
    true = _sums(redline)
    return next((name for name, sum in true.items() if values.get(name, sum) != sum), "")


def read(values: Any) -> Redline:
    """The redline of its values. raises LawloomError (redline-unreadable)"""
    try:
        if values["format"] != FORMAT:
            raise ValueError(values["format"])
        return Redline(
            _side(values["a"]),
            _side(values["b"]),
            tuple(_read_part(row) for row in values["parts"]),
            tuple(_read_block(row) for row in values["blocks"]),
        )
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as wrong:
        raise LawloomError(problem("redline-unreadable", format=FORMAT)) from wrong


def _side(row: Mapping[str, Any]) -> Side:
    return Side(_text(row["sha256"]), _whole(row["characters"]))


def _read_part(row: Mapping[str, Any]) -> Part:
    numbers = tuple(map(_text, row["numbers"])) if "numbers" in row else None
    if numbers is not None and len(numbers) != 2:
        raise ValueError(numbers)
    return Part(
        _state(row["state"]),
        _whole(row["level"]),
        _text(row.get("id", "")),
        _text(row.get("was", "")),
        _text(row.get("now", "")),
        numbers=(numbers[0], numbers[1]) if numbers else None,
        move=_text(row.get("move", "")),
    )


def _read_block(row: Mapping[str, Any]) -> Block:
    return Block(
        _text(row["kind"]),
        _state(row["state"]),
        _span(row.get("a")),
        _span(row.get("b")),
        tuple(_piece(one) for one in row.get("pieces", ())),
        _whole(row["part"]),
        _text(row.get("move", "")),
    )


def _piece(row: Any) -> Piece:
    sort, *texts = (_text(one) for one in row)
    if sort not in get_args(Sort) or len(texts) != (2 if sort == "renumbered" else 1):
        raise ValueError(row)
    if sort == "renumbered":
        return Piece("renumbered", texts[0], texts[1])
    (text,) = texts
    return Piece(cast("Sort", sort), "" if sort == "added" else text, "" if sort == "removed" else text)


def _span(row: Any) -> Span | None:
    if row is None:
        return None
    first, after = (_whole(one) for one in row)
    if first > after:
        raise ValueError(row)
    return first, after


def _state(value: Any) -> State:
    if value not in get_args(State):
        raise ValueError(value)
    return cast("State", value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(value)
    return value
