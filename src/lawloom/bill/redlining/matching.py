"""Which block of the later text is which of the earlier one, and whether it stands still."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lawloom.bill.comparing.common import common
from lawloom.bill.comparing.standing import standing
from lawloom.bill.reading.cutting import Cut
from lawloom.bill.reading.numbering import Renumbering, marker_of, references
from lawloom.bill.reading.sections import Section
from lawloom.bill.redlining.words import Words, words_of

PROOF = 4  # words: two equal blocks of so many are the same wherever they stand
NEAR = 0.65  # share of words from which on a block that stands elsewhere is the same
NEAR_WORDS = 8  # and so many of them
SHINGLE = 3
MOST_PLACES = 12  # of a shingle, to look for blocks like another


class Text:
    """One of the two texts with its blocks, sections and their words; words are found when they are asked for."""

    def __init__(self, text: str, cuts: list[Cut], sections: list[Section]) -> None:
        self.text, self.cuts, self.sections = text, cuts, sections
        self.renumbering: Renumbering | None = None  # None: no reference has to be looked for
        self._words: dict[int, Words] = {}

    def raw(self, block: int) -> str:
        return self.text[self.cuts[block].start : self.cuts[block].end]

    def words(self, block: int) -> Words:
        """The words of a block; numbers that follow a renumbering are compared by what they became."""
        if block not in self._words:
            raw = self.raw(block)
            special: list[tuple[int, int, str]] = []
            if self.cuts[block].kind in ("item", "point") and (mark := marker_of(raw)):
                special.append((mark[0], mark[1], f"\n{mark[2]}"))
            if self.renumbering is not None:
                after = special[0][1] if special else 0
                special += [one for one in self._numbers(raw, self.renumbering) if one[0] >= after]
            self._words[block] = words_of(raw, special)
        return self._words[block]

    def _numbers(self, raw: str, renumbering: Renumbering) -> Iterable[tuple[int, int, str]]:
        for first, after, kind in references(raw, renumbering.kinds):
            size, key = renumbering.read(kind, raw[first:after])
            yield first, first + size, key

    def heading(self, block: int, number: tuple[int, int] | None) -> Words:
        """The words of a heading. number: where its own stands, if that of its partner is no other word."""
        raw = self.raw(block)
        special = [(*number, "\n")] if number else []
        after = number[1] if number else 0
        if self.renumbering is not None:
            special += [one for one in self._numbers(raw, self.renumbering) if one[0] >= after]
        return words_of(raw, special)

    def key(self, block: int) -> tuple[str, ...]:
        return self.words(block).keys

    def below(self, section: int) -> range:
        """Blocks of a section without its heading."""
        one = self.sections[section]
        return range(one.first + (one.heading is not None), one.after)


@dataclass(slots=True)
class Matched:
    """Blocks below headings that are the same: place in a by place in b."""

    of_b: dict[int, int] = field(default_factory=dict)
    of_a: dict[int, int] = field(default_factory=dict)
    moved: set[int] = field(default_factory=set)  # places in b

    def take(self, i: int, j: int) -> None:
        self.of_b[j], self.of_a[i] = i, j


def matched(a: Text, b: Text, pairs: Mapping[int, int]) -> Matched:
    """Equal blocks: first those that keep their order inside their article, then those that stand elsewhere."""
    done = Matched()
    for j, i in pairs.items():
        below_a, below_b = a.below(i), b.below(j)
        for x, y in common(*_keys(a, below_a, b, below_b)):
            done.take(below_a[x], below_b[y])
        _elsewhere(a, b, below_a, below_b, done)
        ordered = [n for n in below_b if n in done.of_b]
        for n, still in zip(ordered, standing([done.of_b[n] for n in ordered]), strict=True):
            if not still:
                done.moved.add(n)
    within = set(done.of_b)
    every_a = [n for section in range(len(a.sections)) for n in a.below(section)]
    every_b = [n for section in range(len(b.sections)) for n in b.below(section)]
    _elsewhere(a, b, every_a, every_b, done)
    done.moved |= set(done.of_b) - within
    return done


def _keys(a: Text, in_a: Sequence[int], b: Text, in_b: Sequence[int]) -> tuple[list[Hashable], list[Hashable]]:
    """What the blocks of one article are compared by: their words, or, where those agree with none, every sign.

    A reference that stayed as it was, although what it names got another number, is still the same text.
    """
    words = {b.key(n) for n in in_b} & {a.key(n) for n in in_a}
    signs = {b.raw(n) for n in in_b} & {a.raw(n) for n in in_a}
    keys: list[list[Hashable]] = []
    for text, blocks in ((a, in_a), (b, in_b)):
        keys.append(
            [text.raw(n) if (key := text.key(n)) not in words and text.raw(n) in signs else key for n in blocks]
        )
    return keys[0], keys[1]


def _elsewhere(a: Text, b: Text, in_a: Sequence[int], in_b: Sequence[int], done: Matched) -> None:
    """Pair equal blocks that are left over, in order. A short one has to be the only one of its kind."""
    places: dict[tuple[str, ...], deque[int]] = defaultdict(deque)
    for i in in_a:
        if i not in done.of_a:
            places[a.key(i)].append(i)
    free = [j for j in in_b if j not in done.of_b]
    many = Counter(b.key(j) for j in free)
    for j in free:
        key = b.key(j)
        found = places.get(key)
        if not found:
            continue
        words = sum(one[-1:].isalnum() for one in key)
        if words and (words >= PROOF or len(found) == many[key] == 1):
            done.take(found.popleft(), j)


def near(a: Text, b: Text, free_a: Iterable[int], free_b: Iterable[int]) -> dict[int, int]:
    """Blocks that left one place and arrived at another with nearly the same words: place in a by place in b.

    Only those are compared that share a row of SHINGLE words which stands in few of them.
    """
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i in free_a:
        keys = a.key(i)
        if len(keys) >= NEAR_WORDS:
            for shingle in {keys[n : n + SHINGLE] for n in range(len(keys) - SHINGLE + 1)}:
                index[shingle].append(i)
    scores = []
    for j in free_b:
        keys = b.key(j)
        if len(keys) < NEAR_WORDS:
            continue
        shared: Counter[int] = Counter()
        for shingle in {keys[n : n + SHINGLE] for n in range(len(keys) - SHINGLE + 1)}:
            places = index.get(shingle, ())
            if len(places) <= MOST_PLACES:
                shared.update(places)
        for i, _ in sorted(shared.items(), key=lambda one: (-one[1], one[0]))[:MOST_PLACES]:
            score = _alike(a.key(i), keys)
            if score >= NEAR:
                scores.append((-score, abs(i - j), i, j))
    taken: set[int] = set()
    found: dict[int, int] = {}
    for _, _, i, j in sorted(scores):
        if i not in taken and j not in found:
            taken.add(i)
            found[j] = i
    return found


def _alike(a: Sequence[str], b: Sequence[str]) -> float:
    """Share of words that both have."""
    both = (Counter(a) & Counter(b)).total()
    return 2 * both / (len(a) + len(b))
