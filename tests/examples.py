"""How many examples a property is tried on: a third of them with each change, all of them by scripts/test --all."""

from __future__ import annotations

import os

IN_ALL = 3  # times as many


def examples(of_all: int) -> int:
    """How many now, of those that the long run tries."""
    return of_all if os.environ.get("LAWLOOM_TESTS") == "all" else max(1, of_all // IN_ALL)
