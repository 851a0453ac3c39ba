"""Which texts say nearly the same, by their letters alone: a help for readers, never a merge.

Two texts are alike where at least half of the threes of letters in their titles, or three of five in title and text
together, are in both. Capitals, accents, signs and letters that only look the same do not matter.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from lawloom.model.contribution import Text
from lawloom.model.ids import ContributionId

TITLE, WHOLE = (1, 2), (3, 5)  # shares from which on two are alike
SHORTEST = 6  # threes of letters; of less nothing can be told
LONGEST = 600  # letters of a text that are looked at
COMMON = 400  # texts that hold the same three letters: what so many say tells none from another
# Letters of other scripts that look like Latin ones.
_LOOKS = str.maketrans("аеорсухіјѕԁɡһⅼνοαι", "aeopcyxijsdghlvoai")


class Alikes:
    """Texts to compare others with, by id."""

    def __init__(self, texts: Iterable[tuple[ContributionId, Text]]) -> None:
        self._titles: dict[ContributionId, frozenset[str]] = {}
        self._wholes: dict[ContributionId, frozenset[str]] = {}
        self._by_three: dict[str, list[ContributionId]] = {}
        for id, text in texts:
            title, whole = _threes(text.title), _threes(f"{text.title} {text.body[:LONGEST]}")
            self._titles[id], self._wholes[id] = title, whole
            for three in whole:
                self._by_three.setdefault(three, []).append(id)

    def of(self, id: ContributionId, most: int = 3) -> list[ContributionId]:
        """Those that are alike, the most alike first."""
        title, whole = self._titles.get(id, frozenset()), self._wholes.get(id, frozenset())
        shared: Counter[ContributionId] = Counter()
        for three in whole:
            holding = self._by_three[three]
            if len(holding) <= COMMON:
                shared.update(holding)
        del shared[id]
        found = []
        for other, many in shared.items():
            if 4 * many < min(len(whole), len(self._wholes[other]), 4 * SHORTEST):
                continue
            shares = _share(title, self._titles[other]), _share(whole, self._wholes[other])
            if _reaches(shares[0], TITLE) or _reaches(shares[1], WHOLE):
                found.append((-max(one[0] / one[1] for one in shares), len(other), other))
        return [other for _, _, other in sorted(found)[:most]]


def alike(id: ContributionId, texts: Mapping[ContributionId, Text], most: int = 3) -> list[ContributionId]:
    """Those of the texts that are alike to one of them."""
    return Alikes(texts.items()).of(id, most)


def titles_alike(titles: Mapping[ContributionId, str]) -> Iterator[tuple[ContributionId, ContributionId]]:
    """Every two whose titles are alike, each pair once, the one that came first first; in order of arrival.

    Of two titles with half of their threes in both, the rarer halves share one: only such are compared (prefix filter;
    Chaudhuri, Ganti and Kaushik 2006).
    """
    threes = {id: _threes(title) for id, title in titles.items()}
    many = Counter(three for of_one in threes.values() for three in of_one)
    holding: dict[str, list[ContributionId]] = {}
    for id, of_one in threes.items():
        rare = sorted(of_one, key=lambda three: (many[three], three))
        rare = rare[: len(rare) - -(-len(rare) * TITLE[0] // TITLE[1]) + 1]
        near = {other: None for three in rare for other in holding.get(three, ())}
        yield from ((other, id) for other in near if _reaches(_share(threes[other], of_one), TITLE))
        for three in rare:
            holding.setdefault(three, []).append(id)


def _threes(text: str) -> frozenset[str]:
    """The threes of letters in a text, word by word."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LOOKS))
    kept = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    words = [f" {word} " for word in kept.split()]
    return frozenset(word[at : at + 3] for word in words for at in range(len(word) - 2))


def _share(one: frozenset[str], other: frozenset[str]) -> tuple[int, int]:
    """How many are in both, of how many in either; nothing where one is too short to tell."""
    if min(len(one), len(other)) < SHORTEST:
        return 0, 1
    both = len(one & other)
    return both, len(one) + len(other) - both


def _reaches(share: tuple[int, int], wanted: tuple[int, int]) -> bool:
    return share[0] * wanted[1] >= wanted[0] * share[1]
