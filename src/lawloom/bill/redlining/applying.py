"""The later text from the earlier one and a redline: exactly, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lawloom.bill.redlining import as_json
from lawloom.bill.redlining.change import Block, Redline, digest
from lawloom.bill.redlining.labels import false_label
from lawloom.errors import LawloomError, problem


def apply(a: str, redline: Redline | Mapping[str, Any] | str) -> str:
    """The later text.

    a        the earlier text; any other is refused by its SHA-256
    redline  as made, or its JSON as a value or as a string
    raises   LawloomError: another text (redline-of-another-text), no redline (redline-unreadable), or one that was
             altered (redline-damaged), or one whose labels say what is not so (redline-mislabelled)
    """
    values = as_json.values_of(redline) if isinstance(redline, str) else redline
    sums: Mapping[str, Any] = {} if isinstance(values, Redline) else values
    redline = values if isinstance(values, Redline) else as_json.read(values)
    found = digest(a)
    if found != redline.a.sha256:
        raise LawloomError(problem("redline-of-another-text", expected=redline.a.sha256, found=found))
    b = "".join(_now(a, block) for block in redline.blocks if block.b is not None)
    if digest(b) != redline.b.sha256 or not _is_told_truly(a, b, redline):
        raise LawloomError(problem("redline-damaged", expected=redline.b.sha256, found=digest(b)))
    label = as_json.false_sum(sums, redline) or false_label(a, b, redline)
    if label:
        raise LawloomError(problem("redline-mislabelled", label=label))
    return b


def _now(a: str, block: Block) -> str:
    if block.pieces or block.a is None:
        return "".join(piece.now for piece in block.pieces)
    return a[block.a[0] : block.a[1]]


def _is_told_truly(a: str, b: str, redline: Redline) -> bool:
    """Whether what the redline says of the earlier text is so: the later one may be right, and what it struck out not.

    Every sign of both texts lies in one block, what was struck out stood there word by word, and every block lies in a
    part. Linear in the two texts, with the sorting of the blocks.
    """
    at = 0
    for block in redline.blocks:
        if block.b is not None:
            if block.b[0] != at:
                return False
            at = block.b[1]
        if block.pieces and "".join(piece.was for piece in block.pieces) != (a[slice(*block.a)] if block.a else ""):
            return False
        if block.part >= len(redline.parts) or (block.state == "left") != _is_left(block):
            return False
    stood = sorted(block.a for block in redline.blocks if block.a is not None and block.state != "left")
    ends = [0, *(end for _, end in stood)]
    sizes = (redline.a.characters, redline.b.characters)
    return at == len(b) and [first for first, _ in stood] == ends[:-1] and ends[-1] == len(a) and sizes == (len(a), at)


def _is_left(block: Block) -> bool:
    return block.b is None and not block.pieces
