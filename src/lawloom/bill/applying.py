"""The later text from the earlier one and a redline: exactly, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lawloom.bill import as_json
from lawloom.bill.change import Block, Redline, digest
from lawloom.errors import LawloomError, problem


def apply(a: str, redline: Redline | Mapping[str, Any] | str) -> str:
    """The later text.

    a        the earlier text; any other is refused by its SHA-256
    redline  as made, or its JSON as a value or as a string
    raises   LawloomError: another text (redline-of-another-text), no redline (redline-unreadable), or one that was
             altered (redline-damaged)
    """
    if isinstance(redline, str):
        redline = as_json.parsed(redline)
    elif not isinstance(redline, Redline):
        redline = as_json.read(redline)
    found = digest(a)
    if found != redline.a.sha256:
        raise LawloomError(problem("redline-of-another-text", expected=redline.a.sha256, found=found))
    b = "".join(_now(a, block) for block in redline.blocks if block.b is not None)
    if digest(b) != redline.b.sha256:
        raise LawloomError(problem("redline-damaged", expected=redline.b.sha256, found=digest(b)))
    return b


def _now(a: str, block: Block) -> str:
    if block.pieces or block.a is None:
        return "".join(piece.now for piece in block.pieces)
    return a[block.a[0] : block.a[1]]
