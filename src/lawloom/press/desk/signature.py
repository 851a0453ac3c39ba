"""Of a subject: a digest of all that its pages rest on, told without reading it, as Git tells a changed file."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from lawloom.ledger.since import Mark
from lawloom.model.instant import Instant


def ground(content: str, as_of: str | None) -> str:
    """What all subjects rest on.

    content  a digest of what people wrote and of the engine
    as_of    the moment that was asked for, if one was
    """
    return f"{content}/{as_of or ''}"


def signature(ground: str, seen_at: Instant, ledger: Sequence[Mark], texts: Sequence[Mark]) -> str:
    """Of one subject: its ground, the last look at it, which may find nothing and yet opens or closes a phase, and the
    marks of its files.
    """
    return sha256(f"{ground}\0{seen_at}\0{ledger!r}\0{texts!r}".encode()).hexdigest()
