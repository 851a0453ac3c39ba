"""Of a subject: a digest of all that its pages rest on, told without reading it, as Git tells a changed file."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from lawloom.ledger.since import Mark


def ground(content: str, as_of: str | None) -> str:
    """What all subjects rest on.

    content  a digest of what people wrote and of the engine
    as_of    the moment that was asked for, if one was
    """
    return f"{content}/{as_of or ''}"


def signature(ground: str, ledger: Sequence[Mark], texts: Sequence[Mark]) -> str:
    """Of one subject: its ground, and the marks of its files."""
    return sha256(f"{ground}\0{ledger!r}\0{texts!r}".encode()).hexdigest()
