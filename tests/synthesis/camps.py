"""Votes whose groups are known, for tests of opinion groups."""

from __future__ import annotations

from random import Random

Row = tuple[str, str, int]


def camps(sizes: tuple[int, ...], items: int, seed: int = 1, *, turnout: float = 0.6, loyal: float = 0.9) -> list[Row]:
    """Rows of people in camps, each camp for one part of the items and against the rest.

    Names tell the camp: "0-3" is the fourth person of the first camp. The first item is dear to all.
    """
    chance = Random(seed)  # noqa: S311  the same each time
    rows = []
    for camp, size in enumerate(sizes):
        for number in range(size):
            for item in range(items):
                if chance.random() > turnout:
                    continue
                stance = 1 if item == 0 or item % len(sizes) == camp else -1
                if chance.random() > loyal:
                    stance = chance.choice((1, 0, -1))
                rows.append((f"{camp}-{number}", f"s{item:02d}", stance))
    return rows
