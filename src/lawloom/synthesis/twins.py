"""Near twins: copies and form letters, however their capitals, accents and signs were changed, and some of their words.

Texts with the same words in the same order are twins. So are two texts of at least SHORT words where LIKENESS of all
their words stand in both in the same order; STRICT where one is not LONG. Two that differ in a denial or a number are
not, where one is not LONG or they differ in little else. Who is a twin of a twin is of the same family. A short text is
a twin of equal ones only: "I agree with it" and "I agree with you" share three words of four.

source  docs/decisions/0020-near-twins-themes-and-proposals.md
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lawloom.synthesis import extra
from lawloom.synthesis.rows import Key, Texts, rank, rows_of
from lawloom.synthesis.stop_words import TURNS
from lawloom.synthesis.wording import wording

SHORT = 12  # words; below it only equal texts are twins
LONG = 20  # words; from it on one denial more or less may be part of an edit
LIKENESS, STRICT = 0.75, 0.85
ALONE = 2  # words; where no more differ and a denial is among them, it is the denial that was changed


@dataclass(frozen=True, slots=True)
class Family:
    """Texts that are near twins of each other."""

    representative: Key  # the wording most texts have; of several, the one most others are close to
    members: tuple[Key, ...]  # all of them, the representative among them, in the order of the input
    wordings: int  # how many differ in more than capitals, accents and signs


@dataclass(frozen=True, slots=True)
class Twins:
    """The families of two and more texts, the largest first; and of every text, its representative."""

    families: tuple[Family, ...]
    members: Mapping[Key, Key]  # every text: the representative of its family; a text without twin is its own

    def __iter__(self) -> Iterator[Family]:
        return iter(self.families)

    def __len__(self) -> int:
        return len(self.families)

    @property
    def distinct(self) -> int:
        """How many texts there are when twins are taken for one."""
        return len(set(self.members.values()))


def near_twins(texts: Texts) -> Twins:
    """Families of copies and form letters among the texts.

    texts   a list, or a mapping from ids; any order, the families are the same
    raises  LawloomError, analysis-needs-extra, where numpy is not installed
    source  the words at the head of this file
    """
    keys, bodies = rows_of(texts)
    by_wording: dict[str, list[int]] = {}
    for row, body in enumerate(bodies):
        by_wording.setdefault(wording(body), []).append(row)
    wordings = sorted(by_wording)  # from here on, nothing depends on the order in which the texts came
    union, links = _join(wordings)
    families: dict[int, list[int]] = {}
    for at in range(len(wordings)):
        families.setdefault(union.root(at), []).append(at)
    found, of = [], {}
    for family in families.values():
        best = min(family, key=lambda at: (-len(by_wording[wordings[at]]), -links[at], at))
        rows = sorted(row for at in family for row in by_wording[wordings[at]])
        first = min(by_wording[wordings[best]], key=lambda row: (bodies[row], rank(keys[row])))
        members = tuple(keys[row] for row in rows)
        of.update(dict.fromkeys(members, keys[first]))
        if len(members) > 1:
            found.append(Family(keys[first], members, len(family)))
    found.sort(key=lambda family: (-len(family.members), rank(family.representative)))
    return Twins(tuple(found), {key: of[key] for key in keys})


class _Union:
    """Which belong together, where twins of twins do."""

    def __init__(self, many: int) -> None:
        self._above = list(range(many))

    def root(self, at: int) -> int:
        above = self._above
        while above[at] != at:
            above[at] = above[above[at]]
            at = above[at]
        return at

    def join(self, one: int, other: int) -> None:
        one, other = self.root(one), self.root(other)
        self._above[max(one, other)] = min(one, other)


def _join(wordings: list[str]) -> tuple[_Union, Counter[int]]:
    """Join what is close among different wordings; and how often each was found close to another."""
    with extra.analysis():
        from lawloom.synthesis import sketches
    vocabulary = sketches.Vocabulary()
    union, links = _Union(len(wordings)), Counter[int]()
    places, words = [], []
    for at, one in enumerate(wordings):
        if one.count(" ") + 1 >= SHORT:
            places.append(at)
            words.append(vocabulary.places(one.split(" ")))
    turning = vocabulary.those(lambda word: word in TURNS or word.isdecimal())
    for one, other in zip(*(found.tolist() for found in sketches.pairs(words, vocabulary.numbers())), strict=True):
        # A pair that others have joined already needs no look: a campaign of many wordings costs a look a wording.
        known = union.root(places[one]) == union.root(places[other])
        if known or _close(words[one], words[other], turning):
            union.join(places[one], places[other])
            links.update((places[one], places[other]))
    return union, links


def _close(one: array[int], other: array[int], turning: frozenset[int]) -> bool:
    """Whether two texts, as numbers of words, are near twins."""
    least = min(len(one), len(other))
    likeness = LIKENESS if least >= LONG else STRICT
    both = len(one) + len(other)
    if 2 * least < likeness * both:
        return False
    differing = Counter(one)
    differing.subtract(other)
    apart = sum(map(abs, differing.values()))
    if (least < LONG or apart <= ALONE) and any(many and word in turning for word, many in differing.items()):
        return False
    return 2 * in_order(one, other) >= likeness * both


def in_order(one: array[int], other: array[int]) -> int:
    """The length of the longest list of words that stands in both, in that order, gaps allowed.

    source  H. Hyyrö, "Bit-parallel LCS-length computation revisited", 2004: a long text is one number here
    """
    where: dict[int, int] = {}
    for at, word in enumerate(one):
        where[word] = where.get(word, 0) | 1 << at
    full = (1 << len(one)) - 1
    row = full
    for word in other:
        if word in where:
            met = row & where[word]
            row = (row + met | row - met) & full
    return len(one) - row.bit_count()
