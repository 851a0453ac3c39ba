"""Which section of the later text is which of the earlier one: the same article, wherever it stands now."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence

from lawloom.bill.comparing.common import common
from lawloom.bill.reading.sections import Section, likeness

LIKE = 0.5  # from this share of words on, two sections without a common name are the same
MUCH_LIKE = 0.8  # from this on, another number says nothing against it
NAMED_LIKE = 0.25  # enough for two that have a title in common
LEAST_WORDS = 6  # a shorter text proves nothing by being equal but for its numbers
LEAST_EXACT = 3  # nor by being equal to the last sign
MOST_PLACES = 30  # of a word, to look for sections like another


def paired(of_a: Sequence[Section], of_b: Sequence[Section]) -> dict[int, int]:
    """Place in a by place in b: by id, then by number and title, then by how alike the words are.

    A number without a title proves little, for every article behind a new one bears the number of its neighbour: it
    counts after words that are much alike, and again at the end for an article that was written anew.
    """

    def alike(x: Section, y: Section) -> bool:
        return not x.is_bare and likeness(x, y) >= LIKE

    pairs = _Pairs(of_a, of_b)
    pairs.by(lambda one: one.heading.id if one.heading else "", every=True)
    if of_a and of_b and not of_a[0].level and not of_b[0].level:
        pairs.take(0, 0)
    pairs.by(lambda one: one.exact if one.words.total() >= LEAST_EXACT else "")
    pairs.in_order(lambda one: (one.label, one.masked), lambda i, j: bool(of_a[i].level) and not of_a[i].is_bare)
    pairs.by(lambda one: one.masked if one.words.total() >= LEAST_WORDS else "")
    titled = pairs.named(lambda one: bool(one.label[2]))
    pairs.by(titled, lambda x, y: likeness(x, y) >= NAMED_LIKE)
    pairs.by(lambda one: one.titled, lambda x, y: likeness(x, y) >= NAMED_LIKE)
    pairs.by_likeness(MUCH_LIKE)
    pairs.in_order(lambda one: one.label, lambda i, j: alike(of_a[i], of_b[j]))
    pairs.by(pairs.named(lambda one: any(one.label)), alike)
    pairs.by_likeness(LIKE)
    pairs.by_what_follows()
    # What still bears the same name, and stands between the same neighbours, was written anew.
    between = pairs.between()
    pairs.in_order(lambda one: one.label, lambda i, j: bool(of_a[i].level) and between[i][0] < j < between[i][1])
    return pairs.of_b


class _Pairs:
    def __init__(self, a: Sequence[Section], b: Sequence[Section]) -> None:
        self.a, self.b = a, b
        self.of_a: dict[int, int] = {}
        self.of_b: dict[int, int] = {}

    def take(self, i: int, j: int) -> None:
        if i not in self.of_a and j not in self.of_b:
            self.of_a[i], self.of_b[j] = j, i

    def free_a(self) -> list[int]:
        return [i for i in range(len(self.a)) if i not in self.of_a]

    def free_b(self) -> list[int]:
        return [j for j in range(len(self.b)) if j not in self.of_b]

    def by(
        self,
        key: Callable[[Section], Hashable],
        fits: Callable[[Section, Section], bool] = lambda x, y: True,
        *,
        every: bool = False,
    ) -> None:
        """Pair those with the same key, where it stands once in each text; `every`: the first with the first."""
        places: dict[Hashable, list[int]] = defaultdict(list)
        for i in self.free_a():
            if known := key(self.a[i]):
                places[known].append(i)
        many = Counter(key(self.b[j]) for j in self.free_b())
        for j in self.free_b():
            known = key(self.b[j])
            found = places.get(known)
            if not found or (not every and (len(found) > 1 or many[known] > 1)):
                continue
            if fits(self.a[found[0]], self.b[j]):
                self.take(found.pop(0), j)

    @staticmethod
    def named(told: Callable[[Section], bool]) -> Callable[[Section], Hashable]:
        return lambda one: one.label if one.heading and told(one) else ""

    def by_what_follows(self) -> None:
        """Pair headings with nothing below them, as those of chapters, by the section behind: it is theirs."""
        for j in range(len(self.b) - 2, -1, -1):
            i = self.of_b.get(j + 1, 0) - 1
            if i >= 0 and j not in self.of_b and i not in self.of_a:
                x, y = self.a[i], self.b[j]
                if x.level == y.level and x.level and not x.words and not y.words:
                    self.take(i, j)

    def in_order(self, key: Callable[[Section], Hashable], fits: Callable[[int, int], bool]) -> None:
        """Pair those with the same key that keep their order."""
        free_a, free_b = self.free_a(), self.free_b()
        for i, j in common([key(self.a[i]) for i in free_a], [key(self.b[j]) for j in free_b]):
            if fits(free_a[i], free_b[j]):
                self.take(free_a[i], free_b[j])

    def between(self) -> list[tuple[int, int]]:
        """For each section of a: where in b its nearest paired neighbours before and after it are."""
        before = [-1]
        for i in range(len(self.a) - 1):
            before.append(self.of_a.get(i, before[-1]))
        after = [len(self.b)]
        for i in range(len(self.a) - 1, 0, -1):
            after.append(self.of_a.get(i, after[-1]))
        return list(zip(before, reversed(after), strict=True)) if self.a else []

    def by_likeness(self, least: float) -> None:
        """Pair the most alike first, those of one name before others.

        Only those are compared that share a word which stands in few of them.
        """
        free_a, free_b = self.free_a(), self.free_b()
        index: dict[str, list[int]] = defaultdict(list)
        for j in free_b:
            for word in self.b[j].words:
                index[word].append(j)
        scores = []
        for i in free_a:
            for j in sorted(_candidates(self.a[i].words, index)):
                score = likeness(self.a[i], self.b[j])
                if score >= least:
                    scores.append((-score, self.a[i].label != self.b[j].label, abs(i - j), i, j))
        for *_, i, j in sorted(scores):
            self.take(i, j)


def _candidates(words: Iterable[str], index: dict[str, list[int]]) -> set[int]:
    """The few that share most of the rare words."""
    shared: Counter[int] = Counter()
    for word in words:
        places = index.get(word, ())
        if len(places) <= MOST_PLACES:
            shared.update(places)
    return {j for j, _ in sorted(shared.items(), key=lambda one: (-one[1], one[0]))[:MOST_PLACES]}
