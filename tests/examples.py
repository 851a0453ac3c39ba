"""How much is looked at with each change: a third of the examples, some of the pages; all by scripts/test --all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

Thing = TypeVar("Thing")

ALL = os.environ.get("LAWLOOM_TESTS") == "all"
IN_ALL = 3  # times as many


def examples(of_all: int) -> int:
    """How many now, of those that the long run tries."""
    return of_all if ALL else max(1, of_all // IN_ALL)


def some_of(things: Sequence[Thing], every: int = IN_ALL) -> Sequence[Thing]:
    """Which of these things are looked at now: one of so many, from the first on; in the long run all."""
    return things if ALL else things[::every]
