"""A symbol becomes a sentence: alternatives with places, chosen by a draw."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

Draw = Callable[[], float]  # in [0, 1); Random(seed).random, whose sequence Python promises for a seed
Rules = Mapping[str, Sequence[str]]

_PLACE = re.compile(r"\{(\w+)\}")
_NUMBERS = {"few": (2, 9), "some": (11, 89), "many": (120, 9_400), "year": (2019, 2026), "percent": (12, 88)}


class Grammar:
    """Rules: `{place}` in an alternative is replaced by one of the rule `place`; `{Place}` begins with a capital.

    {few}, {some}, {many}, {year} and {percent} are numbers.
    """

    def __init__(self, *rules: Rules) -> None:
        self._rules: dict[str, Sequence[str]] = {}
        for one in rules:
            self._rules.update(one)

    def say(self, symbol: str, draw: Draw) -> str:
        """One text of that rule. KeyError where there is no such rule."""
        return self.fill(pick(self._rules[symbol], draw), draw)

    def fill(self, text: str, draw: Draw) -> str:
        """The text with its places filled."""
        return _PLACE.sub(lambda match: self._filled(match[1], draw), text)

    def _filled(self, symbol: str, draw: Draw) -> str:
        if symbol in _NUMBERS:
            low, high = _NUMBERS[symbol]
            n = low + int(draw() * (high - low + 1))
            return str(n) if symbol == "year" else f"{n:,}"
        if symbol in self._rules:
            return self.say(symbol, draw)
        said = self.say(symbol.lower(), draw)
        return said[:1].upper() + said[1:]


def pick(alternatives: Sequence[str], draw: Draw) -> str:
    """One of them."""
    return alternatives[int(draw() * len(alternatives))]
