"""Texts as the functions of this room take them: a list, or a mapping from ids; in both cases by key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Key = str | int  # an id, or the place in a list, counted from 0
Texts = Mapping[str, str] | Mapping[int, str] | Sequence[str]


def rows_of(texts: Texts) -> tuple[list[Key], list[str]]:
    """Keys and texts side by side: those of a mapping, or 0, 1, 2... for a list.

    raises  TypeError where a single text was given for a list of them: its letters would be taken for texts
    """
    if isinstance(texts, str):
        raise TypeError("texts: a list of texts or a mapping from ids, not one text")
    if isinstance(texts, Mapping):
        return list(texts), list(texts.values())
    return list(range(len(texts))), list(texts)


def rank(key: Key) -> tuple[int, int, str]:
    """Keys in an order of their own: numbers, then ids."""
    return (0, key, "") if isinstance(key, int) else (1, 0, key)
