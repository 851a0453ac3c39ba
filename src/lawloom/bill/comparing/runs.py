"""Pairs that follow one another in both sequences, taken together: most of a text stands in a few long runs."""

from __future__ import annotations

from collections.abc import Sequence

Run = tuple[int, int, int]  # first place in a, first place in b, how many


def runs(pairs: Sequence[tuple[int, int]]) -> list[Run]:
    """The longest runs of pairs (i, j), (i + 1, j + 1) and so on, in order."""
    found: list[Run] = []
    first_a = first_b = size = 0
    for i, j in pairs:
        if i == first_a + size and j == first_b + size:
            size += 1
        else:
            if size:
                found.append((first_a, first_b, size))
            first_a, first_b, size = i, j, 1
    if size:
        found.append((first_a, first_b, size))
    return found
