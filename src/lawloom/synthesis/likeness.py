"""Which of the texts that were sent are like a new one: asked before somebody writes, and when somebody has written.

Words are compared by their first letters, rare ones weigh more (Okapi BM25, Robertson and others 1994). Only the
standard library is used, and only whole numbers are added up: press/search/said.js does the same in the browser, from
the same index, and gives the same order. What one side does, the other has to do.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Container, Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from lawloom.synthesis.stop_words import stop_words
from lawloom.synthesis.wording import folded, written_words

CUT = 6  # letters of a word that are compared: "écoles" and "école" are one, and no list of endings is needed
SHORTEST = 3  # letters of a word that keeps its s: "lamps" and "lamp" are one, "bus" stays
LONGEST_ASKED = 40  # different stems of a text that is asked about: its first ones
LONGEST_KNOWN = 4000  # letters of a text that are looked into
MOST = 5  # texts that are shown
# A stem said once in a text of the usual length counts 10 times its weight, and less than 22 times in any.
USUAL, STRONGEST = 10, 22
STEP = 32  # more than STRONGEST: a place times this, and a strength, are one number
FLOOR = 3  # times the weight of what is asked: under this nothing is shown
CLEAR = 50  # percent of the weight of each that the other says: from here on somebody is told of it unasked
BRIEF = 3  # stems; of more that are asked, a text has to hold two
COMMON = 4  # a stem that more than a quarter of the texts hold tells none from another...
FEW = 50  # ...where there are so many texts
_TIMES = 1 << 12  # more than a text of LONGEST_KNOWN letters can say one stem
_MOST_WORDS = 1 << 17  # different ones whose stem is remembered
_GRAIN, _PRIOR = 16, 10  # steps of a weight; texts that a weight supposes besides, so that few texts do not mislead

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Stem:
    """One stem of the index.

    weight    0: too many texts hold it
    held_by   of each text that holds it, in order: its place times STEP, and how strongly it does, 1 to STRONGEST
    """

    weight: int
    held_by: array[int]


@dataclass(frozen=True, slots=True)
class Index(Generic[Key]):
    """The texts of one subject, to be asked.

    keys      of the texts, by their place
    told      of each text, the weight of its first stems: of as many as are asked of a new one
    rare      weight of a stem that no text holds
    language  whose words that say nothing are left out
    """

    keys: tuple[Key, ...]
    told: tuple[int, ...]
    stems: Mapping[str, Stem]
    rare: int
    language: str


@dataclass(frozen=True, slots=True)
class Similar(Generic[Key]):
    """A text that is like the one that was asked about.

    score   whole and only for the order
    shared  percent of the weight of both that both say: the lesser of the two
    stems   how many they share
    """

    key: Key
    score: int
    shared: int
    stems: int

    @property
    def is_clear(self) -> bool:
        """Whether each says at least half of what the other says; one word alone is enough where it is all of both."""
        return self.shared >= CLEAR and (self.stems > 1 or self.shared == 100)


def stems_of(text: str, language: str) -> list[str]:
    """The stems of a text, in their order: words without accents or a last s, cut short; none that say nothing.

    A stem of one letter is none. In writing without spaces a whole run of signs is one word, of which little is found.
    """
    return list(filter(None, map(_stems(language).__getitem__, written_words(text[:LONGEST_KNOWN]))))


class _Stems(dict[str, str]):
    """The stem of each word that was met so far; empty where a word says nothing."""

    def __init__(self, language: str) -> None:
        self._left_out = stop_words(language)

    def __missing__(self, written: str) -> str:
        if len(self) >= _MOST_WORDS:
            self.clear()
        word = folded(written)
        stem = "" if len(word) < 2 or word in self._left_out else _stem(word)
        self[written] = stem
        return stem


@lru_cache(maxsize=8)
def _stems(language: str) -> _Stems:
    return _Stems(language)


def _stem(word: str) -> str:
    return (word[:-1] if len(word) > SHORTEST and word[-1] == "s" else word)[:CUT]


def index(texts: Mapping[Key, str], *, language: str) -> Index[Key]:
    """The texts, ready to be asked; of two that are equally like another, the one that stands first here comes first.

    texts     title and body of each, by key; one without words is never found
    language  "fr", "es"...: which words say nothing
    """
    told_of: dict[str, array[int]] = {}  # of each stem, by text: its place times _TIMES, and how often it is said
    firsts: list[list[str]] = []
    lengths = array("I")
    for place, text in enumerate(texts.values()):
        said = Counter(stems_of(text, language))
        firsts.append(list(said)[:LONGEST_ASKED])
        lengths.append(said.total())
        for stem, times in said.items():
            if stem not in told_of:
                told_of[stem] = array("Q")
            told_of[stem].append(place * _TIMES + times)
    many, whole = len(firsts), sum(lengths)
    once = [_strength(1, length, whole, many) if length else 0 for length in lengths]  # so are most
    stems = {}
    for stem in sorted(told_of):
        holding = told_of.pop(stem)
        if weight := _weight(len(holding), many):
            parted = [divmod(one, _TIMES) for one in holding]
            strong = (once[at] if n == 1 else _strength(n, lengths[at], whole, many) for at, n in parted)
            stems[stem] = Stem(
                weight, array("Q", [at * STEP + how for (at, _), how in zip(parted, strong, strict=True)])
            )
        else:
            stems[stem] = Stem(0, array("Q"))
    told = tuple(sum(stems[stem].weight for stem in first) for first in firsts)
    return Index(tuple(texts), told, stems, _weight(1, many), language)


def _strength(times: int, length: int, whole: int, many: int) -> int:
    """22 times f / (f + 1.2 (0.25 + 0.75 length / usual length)), in whole numbers.

    length, whole  stems of the text and of all of them
    """
    below = 10 * times * whole + 3 * whole + 9 * length * many
    return (STRONGEST * 10 * times * whole + below // 2) // below or 1


def similar(
    index: Index[Key], text: str, most: int = MOST, *, among: Container[Key] | None = None
) -> tuple[Similar[Key], ...]:
    """Those of the texts that are like this one, the likest first; nothing where none is like it.

    among  only these of them; None: all
    """
    asked = list(dict.fromkeys(stems_of(text, index.language)))[:LONGEST_ASKED]
    whole = telling = 0
    scores: dict[int, int] = {}
    shared: dict[int, list[int]] = {}
    for stem in asked:
        known = index.stems.get(stem)
        weight = index.rare if known is None else known.weight
        whole += weight
        telling += weight > 0
        for place, strength in (divmod(one, STEP) for one in known.held_by) if known else ():
            scores[place] = scores.get(place, 0) + weight * strength
            shared.setdefault(place, []).append(weight)
    fewest = 2 if telling > BRIEF else 1  # one word in common makes nothing alike, unless few were asked
    found = sorted(
        (-score, place)
        for place, score in scores.items()
        if score >= FLOOR * whole and len(shared[place]) >= fewest and (among is None or index.keys[place] in among)
    )
    given = []
    for score, place in found[:most]:
        both = shared[place]
        given.append(Similar(index.keys[place], -score, _percent(sum(both), max(whole, index.told[place])), len(both)))
    return tuple(given)


def _weight(texts: int, many: int) -> int:
    if many >= FEW and texts * COMMON > many:
        return 0
    return round(_GRAIN * math.log(1 + (many + _PRIOR) / (texts + _PRIOR)))


def _percent(part: int, whole: int) -> int:
    return min(100, 100 * part // whole) if whole else 0


class Known(Generic[Key]):
    """What was sent so far, for the answer to whoever sends something: only what is clearly like it is named."""

    def __init__(self, texts: Mapping[Key, tuple[str, str]], *, language: str) -> None:
        """Take title and body of each, by key."""
        self._texts = texts
        self._wholes = index({key: f"{title}\n{body}" for key, (title, body) in texts.items()}, language=language)
        self._titles = index({key: title for key, (title, _) in texts.items()}, language=language)

    def like(self, key: Key, *, among: Container[Key], most: int) -> list[Key]:
        """Those clearly like one of them: as a whole the likest first, then by their titles."""
        title, body = self._texts[key]
        found = [
            one.key
            for known, text in ((self._wholes, f"{title}\n{body}"), (self._titles, title))
            for one in similar(known, text, len(self._texts), among=among)
            if one.is_clear and one.key != key
        ]
        return list(dict.fromkeys(found))[:most]
