"""Which titles say nearly the same, by their letters alone: a help for facilitators, never a merge.

Two titles are alike where at least half of their threes of letters are in both. Capitals, accents, signs and letters
that only look the same do not matter. What a new text is like is told by lawloom.synthesis.likeness, by its words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain

from lawloom.model.ids import ContributionId

TITLE = 1, 2  # share from which on two are alike
COMMON = 20  # titles
SHORTEST = 6  # threes of letters; of less nothing can be told
_WORD = re.compile(r"[^\W_]+")
# Letters of other scripts that look like Latin ones.
_LOOKS = str.maketrans("аеорсухіјѕԁɡһⅼνοαι", "aeopcyxijsdghlvoai")


def titles_alike(titles: Mapping[ContributionId, str]) -> Iterator[tuple[ContributionId, ContributionId]]:
    """Every two whose titles are alike, each pair once, the one that came first first; in order of arrival.

    Of two titles with half of their threes in both, the rarer halves and two more share two: only such are compared
    (prefix filter; Chaudhuri, Ganti and Kaushik 2006), and those with the same threes. A three that more than COMMON
    titles hold tells none from another and leads to no comparison, so that ten thousand titles cost ten times a
    thousand.
    """
    same: dict[frozenset[str], list[ContributionId]] = {}
    threes = {id: of_one for id, title in titles.items() if len(of_one := _threes(title)) >= SHORTEST}
    many = Counter(three for of_one in threes.values() for three in of_one)
    holding: dict[str, list[ContributionId]] = {}
    for id, of_one in threes.items():
        rare = sorted(of_one, key=lambda three: (many[three], three))
        rare = rare[: len(rare) - -(-len(rare) * TITLE[0] // TITLE[1]) + 2]
        twice = Counter(chain.from_iterable(some for three in rare if len(some := holding.get(three, ())) <= COMMON))
        equal = same.get(of_one, ())
        near = {other: None for other in equal if len(equal) <= COMMON}
        near |= {other: None for other, times in twice.items() if times > 1}
        same.setdefault(of_one, []).append(id)
        yield from ((other, id) for other in near if _reaches(_share(threes[other], of_one), TITLE))
        for three in rare:
            if len(some := holding.setdefault(three, [])) <= COMMON:
                some.append(id)


def _threes(text: str) -> frozenset[str]:
    """The threes of letters in a text, word by word."""
    plain = text.casefold().translate(_LOOKS)
    if not plain.isascii():
        plain = "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    words = [f" {word} " for word in _WORD.findall(plain)]
    return frozenset(word[at : at + 3] for word in words for at in range(len(word) - 2))


def _share(one: frozenset[str], other: frozenset[str]) -> tuple[int, int]:
    """How many are in both, of how many in either; nothing where one is too short to tell."""
    if min(len(one), len(other)) < SHORTEST:
        return 0, 1
    both = len(one & other)
    return both, len(one) + len(other) - both


def _reaches(share: tuple[int, int], wanted: tuple[int, int]) -> bool:
    return share[0] * wanted[1] >= wanted[0] * share[1]
