"""What two sequences have in common, in the same order: as much as there can be, whatever the sequences.

A text of one word a thousand times, or of two words in turn, makes the usual ways of comparing explode. Here a row of
the table of comparison is one large whole number, and the machine works on all its bits at once: comparing n with m
signs takes about n * m / 30 of its smallest steps, always, and far less memory than that table.

Two huge sequences are cut first, where a row of signs stands exactly once in both; where nothing does, they are
compared stretch by stretch. So time and memory grow with the length, however much of it repeats itself.
source  Hyyrö 2004, "Bit-parallel LCS-length computation revisited"
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Sequence

KEPT_ROWS = 256  # rows of the table between two that are kept on the way down
LARGEST_TABLE = 600_000_000  # n * m; above that the sequences are cut
ROWS = (8, 4, 2, 1)  # signs in a row that stands once: where the longest rows cut nothing, shorter ones are tried
STRETCH = 4_000  # signs of each sequence that are compared at once where nothing stands once
DEEPEST = 12  # cuts inside cuts; then stretch by stretch


def common(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Pairs of places (in a, in b), rising in both, of a longest common subsequence.

    Above LARGEST_TABLE it is a common subsequence that is cut at rows of signs which stand once in both: nearly always
    a longest one where much is the same. What neither begins nor ends alike nor has such a row is compared in stretches
    of STRETCH signs: there it may be shorter than it could be.
    """
    return _common(a, b, 0)


def _common(a: Sequence[Hashable], b: Sequence[Hashable], depth: int) -> list[tuple[int, int]]:
    first, end_a, end_b = _edges(a, b)
    head = [(i, i) for i in range(first)]
    tail = [(end_a + i, end_b + i) for i in range(len(a) - end_a)]
    if first in (end_a, end_b):
        return head + tail
    both = set(a[first:end_a]) & set(b[first:end_b])
    # What stands in one of them alone can be in no pair.
    of_a = [i for i in range(first, end_a) if a[i] in both]
    of_b = [j for j in range(first, end_b) if b[j] in both]
    pairs = _table([a[i] for i in of_a], [b[j] for j in of_b], depth)
    return head + [(of_a[i], of_b[j]) for i, j in pairs] + tail


def _edges(a: Sequence[Hashable], b: Sequence[Hashable]) -> tuple[int, int, int]:
    """How many signs the two begin with alike, and where in each that begins with which they end alike."""
    first = 0
    end_a, end_b = len(a), len(b)
    while first < end_a and first < end_b and a[first] == b[first]:
        first += 1
    while end_a > first and end_b > first and a[end_a - 1] == b[end_b - 1]:
        end_a, end_b = end_a - 1, end_b - 1
    return first, end_a, end_b


def _table(a: list[Hashable], b: list[Hashable], depth: int) -> list[tuple[int, int]]:
    """The pairs of two sequences that have all their signs in common."""
    if len(a) * len(b) <= LARGEST_TABLE:
        return _longest(a, b)
    first, end_a, _ = _edges(a, b)
    if first or end_a < len(a):
        return _common(a, b, depth)
    cuts = _cuts(a, b) if depth < DEEPEST else []
    if not cuts:
        return _by_stretches(a, b)
    pairs: list[tuple[int, int]] = []
    at_a = at_b = 0
    for i, j in [*cuts, (len(a), len(b))]:
        if at_a < i and at_b < j:
            pairs += [(at_a + x, at_b + y) for x, y in _common(a[at_a:i], b[at_b:j], depth + 1)]
        if i < len(a):
            pairs.append((i, j))
        at_a, at_b = i + 1, j + 1
    return pairs


def _cuts(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Where a row of signs begins that stands exactly once in both, as many as can rise together; the longest rows."""
    for size in ROWS:
        if found := _once(_rows(a, size), _rows(b, size)):
            return found
    return []


def _rows(sequence: Sequence[Hashable], size: int) -> Iterable[Hashable]:
    """At each place the signs that begin there, so many of them."""
    return zip(*(sequence[n:] for n in range(size)), strict=False)


def _once(a: Iterable[Hashable], b: Iterable[Hashable]) -> list[tuple[int, int]]:
    """Pairs of places of what stands exactly once in both, as many as can rise together."""
    at_a: dict[Hashable, int] = {}
    at_b: dict[Hashable, int] = {}
    for sequence, at in ((a, at_a), (b, at_b)):
        for place, name in enumerate(sequence):
            at[name] = -1 if name in at else place
    pairs = [(i, at_b[name]) for name, i in at_a.items() if i >= 0 and at_b.get(name, -1) >= 0]
    return [pairs[k] for k in rising([j for _, j in pairs])]


def _by_stretches(a: list[Hashable], b: list[Hashable]) -> list[tuple[int, int]]:
    """Pairs found by comparing one stretch of each, keeping the first half of what agrees, and going on from there."""
    pairs: list[tuple[int, int]] = []
    stretch = min(STRETCH, math.isqrt(LARGEST_TABLE))
    half = stretch // 2
    at_a = at_b = 0
    while at_a < len(a) and at_b < len(b):
        found = common(a[at_a : at_a + stretch], b[at_b : at_b + stretch])
        is_last = at_a + stretch >= len(a) and at_b + stretch >= len(b)
        kept = found if is_last else [(i, j) for i, j in found if i < half or j < half]
        pairs += [(at_a + i, at_b + j) for i, j in kept]
        last, following = kept[-1] if kept else (-1, -1), (*found, (half, half))[len(kept)]
        at_a += max(last[0] + 1, min(half, following[0]))
        at_b += max(last[1] + 1, min(half, following[1]))
    return pairs


def rising(numbers: Sequence[int]) -> list[int]:
    """Places of a longest rising subsequence of different numbers."""
    ends: list[int] = []  # smallest number that ends a rising sequence of each length
    at: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(at[length - 1] if length else -1)
        if length == len(ends):
            ends.append(number)
            at.append(place)
        else:
            ends[length], at[length] = number, place
    found: list[int] = []
    place = at[-1] if at else -1
    while place >= 0:
        found.append(place)
        place = before[place]
    return found[::-1]


def _longest(a: list[Hashable], b: list[Hashable]) -> list[tuple[int, int]]:
    """The pairs; bit i of a row is 0 where one more of a, up to i, is common to it and to b as far as the row goes."""
    masks: dict[Hashable, int] = {}
    for i, sign in enumerate(a):
        masks[sign] = masks.get(sign, 0) | 1 << i
    every = (1 << len(a)) - 1
    kept = [every]
    row = every
    for j, sign in enumerate(b, 1):
        hit = row & masks[sign]
        row = ((row + hit) | (row - hit)) & every
        if j % KEPT_ROWS == 0:
            kept.append(row)
    pairs: list[tuple[int, int]] = []
    i, j = len(a), len(b)
    while i and j:
        start = (j - 1) // KEPT_ROWS * KEPT_ROWS
        rows = [kept[start // KEPT_ROWS]]
        for sign in b[start:j]:
            hit = rows[-1] & masks[sign]
            rows.append(((rows[-1] + hit) | (rows[-1] - hit)) & every)
        size = (len(a) + 7) // 8
        table = [one.to_bytes(size, "little") for one in rows]
        while i and j > start:
            at, bit = (i - 1) >> 3, 1 << ((i - 1) & 7)
            if table[j - start][at] & bit:
                i -= 1
            elif not table[j - 1 - start][at] & bit:
                j -= 1
            else:
                i, j = i - 1, j - 1
                pairs.append((i, j))
    return pairs[::-1]
