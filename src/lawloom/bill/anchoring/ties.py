"""Which sentence of one text is which of the next: the same words, or changed ones where that is clear. Pure.

No sentence is tied on a guess. Equal words that stand once in both texts are the same sentence. Words that stand in
several places are told apart by what stands around them. A changed sentence is known by words and by its surroundings,
both; where a second one is about as likely, neither is taken: the doubt is told with what it is between.

Time grows with the number of sentences: each is compared with at most `MOST_COMPARED` that share its rarest words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log

from lawloom.bill.anchoring.likeness import LONGEST_COMPARED, Pair, compared
from lawloom.bill.anchoring.text import PlainText, Sentence

FEWEST_WORDS = 5  # fewer are the same sentence only where something around them agrees
MOST_COMPARED = 8
LIKE = 0.6  # share of words in common, in order, where one side agrees; the more agrees, the less is asked
VERY_LIKE = 0.75  # where nothing but the place agrees
ROUGHLY_LIKE = 0.5  # where both sides agree
TELLING = 0.6  # share of words in common, each as heavy as it is rare: stock phrases alone make nothing the same
MARGIN = 0.15  # by which the second best must be worse
INSIDE = 0.85  # share of the words of one sentence that stand, in order, within another: split or merged
MOST_ROUNDS = 12
MOST_ALIKE = 30  # equal sentences of one place that are told apart one from each other; more only by their neighbours


@dataclass(frozen=True, slots=True)
class Tie:
    """to: positions of sentences of the next text. exact: the same words. doubt: one of these, nobody knows which."""

    to: tuple[int, ...]
    exact: bool = False
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Ties:
    """of: by position of the sentence, None for one that is gone; places: which place of the next text is which."""

    of: tuple[Tie | None, ...]
    places: dict[str, str] = field(default_factory=dict)


def ties(old: PlainText, new: PlainText, repeated: Collection[tuple[str, ...]] = frozenset()) -> Ties:
    """What became of each sentence of a text in the next.

    repeated  words of sentences that stand in several places in any of the versions
    """
    tying = _Tying(old, new, repeated)
    tying.the_unique()
    tying.the_repeated()
    tying.the_changed()
    tying.the_repeated()
    tying.the_changed()
    tying.the_doubtful()
    return Ties(tying.told(), tying.places)


def repeated_in(texts: Iterable[PlainText]) -> frozenset[tuple[str, ...]]:
    """Words of sentences that stand more than once in one of these texts."""
    found: set[tuple[str, ...]] = set()
    for text in texts:
        counted = Counter(one.words for one in text.sentences)
        found.update(words for words, many in counted.items() if many > 1)
    return frozenset(found)


class _Tying:
    def __init__(self, old: PlainText, new: PlainText, repeated: Collection[tuple[str, ...]]) -> None:
        self.old: Sequence[Sentence] = old.sentences
        self.new: Sequence[Sentence] = new.sentences
        self.to: list[tuple[int, ...]] = [()] * len(self.old)
        self.back: list[tuple[int, ...]] = [()] * len(self.new)
        self.exact: set[int] = set()
        self.doubts: dict[int, tuple[int, ...]] = {}
        self.repeated = repeated
        self.standing = Counter(word for one in (*self.old, *self.new) for word in set(one.words))
        self.there = _by_words(self.old), _by_words(self.new)
        self.places = {name: name for name in old.headings if name in new.headings}
        self._ends = _ends(self.old), _ends(self.new)
        self._place_unknown(old)

    # --- steps

    def the_unique(self) -> None:
        """Words that stand once in both texts, and in no version twice."""
        for words, found in self.there[0].items():
            there = self.there[1].get(words, ())
            if len(found) == 1 == len(there) and words not in self.repeated and len(words) >= FEWEST_WORDS:
                self._tie(found[0], there[0], exact=True)

    def the_repeated(self) -> None:
        """The rest of equal words, by what stands around them: the surest first, and again with what they tell."""
        for least in (2, 1):
            for _ in range(MOST_ROUNDS):
                if not self._round(least):
                    break

    def _round(self, least: int) -> bool:
        sides = self._sides()
        is_any = False
        for words, found in self.there[0].items():
            open_ = [at for at in found if not self.to[at]]
            there = [at for at in self.there[1].get(words, ()) if not self.back[at]] if open_ else []
            if not there:
                continue
            weight: dict[tuple[int, int], int] = {}
            rows: defaultdict[tuple[int, int], list[int]] = defaultdict(list)  # weights of each sentence, of both texts
            for a in open_:
                for b in self._likely(a, there, sides):
                    if (most := self._around(a, b, sides) + self._is_same_place(a, b)) >= least:
                        weight[a, b] = most
                        rows[0, a].append(most)
                        rows[1, b].append(most)
            for (a, b), most in weight.items():
                is_best = all(sum(one >= most for one in rows[side]) == 1 for side in ((0, a), (1, b)))
                if not is_best or self.to[a] or self.back[b]:
                    continue
                if not self._around(a, b, sides):
                    continue
                # Of words that stand in several places one neighbour is not enough: it may have moved to another.
                if (len(found) == 1 and words not in self.repeated) or self._is_held(a, b, sides):
                    self._tie(a, b, exact=True)
                    is_any = True
        return is_any

    def _likely(self, a: int, there: Sequence[int], sides: _Sides) -> set[int]:
        """Of these the ones in the same place, and the nearest to what stood beside it."""
        first, end = self._ends[1].get(self.places.get(self.old[a].place, ""), (0, 0))
        begin, close = bisect_left(there, first), bisect_left(there, end)
        found = set(there[begin:close]) if close - begin <= MOST_ALIKE else set()
        for near, side in ((sides.before[a], 0), (sides.after[a], 1)):
            if near >= 0 and self.to[near]:
                at = bisect_left(there, self.to[near][-1 if side == 0 else 0])
                found.update(there[at : at + 1] if side == 0 else there[max(at - 1, 0) : at])
        return found

    def the_changed(self) -> None:
        """Sentences whose words were changed, split or merged."""
        sides = self._sides()
        pairs: dict[tuple[int, int], Pair] = {}
        for a, b in self._candidates():
            around = self._around(a, b, sides)
            if self.new[b].words in self.repeated or self.old[a].words == self.new[b].words:
                continue  # what it became is not what stands elsewhere in the very same words
            if self.old[a].words in self.repeated and not self._is_its_place(a, b, sides):
                continue
            if around or self._is_same_place(a, b):
                pair = compared(self.old[a].words, self.new[b].words)
                if pair.like >= ROUGHLY_LIKE or pair.inside >= INSIDE:
                    pairs[a, b] = pair
        for a, parts in self._joined(pairs, 0).items():
            for b in parts:
                self._tie(a, b)
        for b, parts in self._joined(pairs, 1).items():
            for a in parts:
                self._tie(a, b)
        free = {key: pair for key, pair in pairs.items() if not self.to[key[0]] and not self.back[key[1]]}
        for (a, b), pair in sorted(free.items(), key=lambda one: (-one[1].like, one[0])):
            if self.to[a] or self.back[b]:
                continue
            around = self._around(a, b, sides)
            asked = (VERY_LIKE, LIKE, ROUGHLY_LIKE)[around]
            if pair.like < asked or self._telling(a, b) < TELLING:
                continue
            rivals = [key for key in free if (key[0] == a) != (key[1] == b) and not self._is_taken(key)]
            near = [key for key in rivals if free[key].like > pair.like - MARGIN]
            if near:
                for x, _ in [(a, b), *near]:
                    options = tuple(sorted({y for p, y in [(a, b), *near] if p == x}))
                    self.doubts.setdefault(x, options)
                continue
            self._tie(a, b)
            self.doubts.pop(a, None)

    def _telling(self, a: int, b: int) -> float:
        """Share of words in common, in any order, each as heavy as it is rare in both texts."""
        first, second = Counter(self.old[a].words), Counter(self.new[b].words)
        both, all_ = self._weight(first & second), self._weight(first) + self._weight(second)
        return 2 * both / all_ if all_ else 0.0

    def _weight(self, words: Counter[str]) -> float:
        many = 1 + len(self.old) + len(self.new)
        return sum(times * log(many / self.standing[word]) for word, times in words.items())

    def _is_its_place(self, a: int, b: int, sides: _Sides) -> bool:
        """Whether nothing came between its neighbours, and the very words are not left over in the same article."""
        pairs = (sides.before[a], sides.before_new[b]), (sides.after[a], sides.after_new[b])
        left = (one for one in self.there[1].get(self.old[a].words, ()) if not self.back[one])
        return (
            self._around(a, b, sides) == 2
            and all(self._is_next(a, near, b, new) for near, new in pairs)
            and not any(self._is_same_place(a, one) for one in left)
        )

    def the_doubtful(self) -> None:
        """Equal words that are left on both sides: which is which nobody can tell."""
        for words, found in self.there[0].items():
            there = tuple(at for at in self.there[1].get(words, ()) if not self.back[at])
            for at in found if there else ():
                if not self.to[at]:
                    self.doubts[at] = there

    def told(self) -> tuple[Tie | None, ...]:
        sides = self._sides()
        return tuple(self._one(at, sides) for at in range(len(self.old)))

    def _one(self, at: int, sides: _Sides) -> Tie | None:
        if not self.to[at]:
            return Tie(self.doubts[at], doubt=True) if at in self.doubts else None
        tie = Tie(self.to[at], exact=at in self.exact)
        there = tie.to[0]
        if tie.exact and not self._is_same_place(at, there) and not self._around(at, there, sides):
            # Nothing around it came along. Where it stood, is there something much like it that came anew?
            for other in self._in_its_gap(at, sides):
                if not self.back[other] and compared(self.old[at].words, self.new[other].words).like >= LIKE:
                    return Tie((there, other), doubt=True)
        return tie

    # --- what they rest on

    def _tie(self, a: int, b: int, *, exact: bool = False) -> None:
        if b not in self.to[a]:
            self.to[a] = tuple(sorted((*self.to[a], b)))
            self.back[b] = tuple(sorted((*self.back[b], a)))
        if exact:
            self.exact.add(a)

    def _is_taken(self, key: tuple[int, int]) -> bool:
        return bool(self.to[key[0]] or self.back[key[1]])

    def _is_same_place(self, a: int, b: int) -> bool:
        return self.places.get(self.old[a].place) == self.new[b].place

    def _around(self, a: int, b: int, sides: _Sides) -> int:
        """On how many sides the next sentence that was found stands next to it in both texts: 0, 1 or 2."""
        left = self._is_beside(sides.before[a], sides.before_new[b], a, b, -1)
        right = self._is_beside(sides.after[a], sides.after_new[b], a, b, 0)
        return left + right

    def _is_held(self, a: int, b: int, sides: _Sides) -> bool:
        """Whether both neighbours agree, one with nothing between, and nothing else there is like these words."""
        pairs = (sides.before[a], sides.before_new[b]), (sides.after[a], sides.after_new[b])
        if self._around(a, b, sides) < 2 or not any(self._is_next(a, near, b, new) for near, new in pairs):
            return False
        if any(near >= 0 and self._has_taken_in(a, near) for near, _ in pairs):
            return False
        begin, end = self._gap(b, sides)
        if end - begin > 20:
            return False
        others = (one for one in range(begin, end) if one != b and not self.back[one])
        return all(compared(self.old[a].words, self.new[one].words).like < LIKE for one in others)

    def _gap(self, b: int, sides: _Sides) -> tuple[int, int]:
        """The sentences between the nearest ones that were found, around one of the next text."""
        first, end = self._ends[1][self.new[b].place]
        before, after = sides.before_new[b], sides.after_new[b]
        return (before + 1 if before >= 0 else first), (after if after >= 0 else end)

    def _has_taken_in(self, a: int, near: int) -> bool:
        if near in self.exact:
            return False
        there = tuple(word for one in self.to[near] for word in self.new[one].words)
        return compared(self.old[a].words, there).inside >= INSIDE

    def _is_next(self, a: int, near: int, b: int, near_new: int) -> bool:
        if near < 0:
            first, end = self._ends[0][self.old[a].place]
            first_new, end_new = self._ends[1][self.new[b].place]
            return (a == first and b == first_new) or (a + 1 == end and b + 1 == end_new)
        is_near = abs(a - near) == 1 == abs(b - near_new)
        together = self.old[a].block == self.old[near].block
        return is_near and together == (self.new[b].block == self.new[near_new].block)

    def _is_beside(self, near: int, near_new: int, a: int, b: int, end: int) -> bool:
        if near < 0 or near_new < 0:  # the edge of a place, of the same one
            return near == near_new and self._is_same_place(a, b)
        to = self.to[near]
        return bool(to) and near_new == to[end]

    def _sides(self) -> _Sides:
        """The nearest sentence of the same place on each side that was found; -1: there is none."""
        return _Sides(
            _nearest(self.old, self.to, 1),
            _nearest(self.old, self.to, -1),
            _nearest(self.new, self.back, 1),
            _nearest(self.new, self.back, -1),
        )

    def _in_its_gap(self, at: int, sides: _Sides) -> Iterable[int]:
        """Sentences that stand now between those that stood around it."""
        before, after = sides.before[at], sides.after[at]
        if before >= 0:
            begin = self.to[before][-1] + 1
            return range(begin, min(begin + 3, len(self.new)))
        if after >= 0:
            end = self.to[after][0]
            return range(max(0, end - 3), end)
        first = self._ends[1].get(self.places.get(self.old[at].place, ""), None)
        return range(first[0], min(first[1], first[0] + 3)) if first else ()

    def _candidates(self) -> Iterable[tuple[int, int]]:
        """Pairs that share rare words, of what was not found yet and stands in the same place or beside it."""
        shared: defaultdict[str, list[int]] = defaultdict(list)
        for b, one in enumerate(self.new):
            if not self.back[b]:
                for word in set(one.words[:LONGEST_COMPARED]):
                    shared[word].append(b)
        for a, one in enumerate(self.old):
            if self.to[a]:
                continue
            weight: Counter[int] = Counter()
            for word in set(one.words[:LONGEST_COMPARED]):
                there = shared.get(word, ())
                if len(there) <= 200:
                    for b in there:
                        weight[b] += 1_000 // len(there)
            place = self.places.get(one.place)
            near = sorted(weight, key=lambda b: (self.new[b].place != place, -weight[b], b))
            for b in near[:MOST_COMPARED]:
                yield a, b

    def _joined(self, pairs: dict[tuple[int, int], Pair], side: int) -> dict[int, list[int]]:
        """Of sentences that were split (side 0) or merged (1): their parts, which follow one another."""
        found: dict[int, list[int]] = {}
        whole: defaultdict[int, list[int]] = defaultdict(list)
        for key, pair in pairs.items():
            part = self.new[key[1]] if side == 0 else self.old[key[0]]
            rest = self.old[key[0]] if side == 0 else self.new[key[1]]
            if pair.inside >= INSIDE and len(part.words) < len(rest.words) and not self._is_taken(key):
                whole[key[side]].append(key[1 - side])
        for one, parts in whole.items():
            parts.sort()
            spans = [pairs[(one, part) if side == 0 else (part, one)].span[side] for part in parts]
            follow = all(y == x + 1 for x, y in pairwise(parts))
            apart = all(x[1] <= y[0] for x, y in pairwise(spans))
            if len(parts) > 1 and follow and apart:
                found[one] = parts
        return found

    def _place_unknown(self, old: PlainText) -> None:
        """Places that are called otherwise now: which holds most of what stood there once."""
        told: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for words, found in self.there[0].items():
            there = self.there[1].get(words, ())
            if len(found) == 1 == len(there) and self.old[found[0]].place not in self.places:
                told[self.old[found[0]].place][self.new[there[0]].place] += 1
        taken = set(self.places.values())
        for place in old.headings:
            best = [one for one, _ in told[place].most_common(1)] if place in told else []
            if best and best[0] not in taken:
                self.places[place] = best[0]
                taken.add(best[0])


@dataclass(frozen=True, slots=True)
class _Sides:
    before: list[int]
    after: list[int]
    before_new: list[int]
    after_new: list[int]


def _by_words(sentences: Sequence[Sentence]) -> dict[tuple[str, ...], list[int]]:
    found: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, one in enumerate(sentences):
        found[one.words].append(at)
    return dict(found)


def _ends(sentences: Sequence[Sentence]) -> dict[str, tuple[int, int]]:
    """First sentence of each place, and the one after its last."""
    found: dict[str, tuple[int, int]] = {}
    for at, one in enumerate(sentences):
        found[one.place] = found.get(one.place, (at, at))[0], at + 1
    return found


def _nearest(sentences: Sequence[Sentence], tied: Sequence[tuple[int, ...]], step: int) -> list[int]:
    found = [-1] * len(sentences)
    near, place = -1, ""
    for at in range(len(sentences)) if step > 0 else range(len(sentences) - 1, -1, -1):
        if sentences[at].place != place:
            near, place = -1, sentences[at].place
        found[at] = near
        if tied[at]:
            near = at
    return found
