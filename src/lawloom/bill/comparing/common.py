"""What two sequences have in common, in the same order: as much as there can be, whatever the sequences.

A text of one word a thousand times, or of two words in turn, makes the usual ways of comparing explode. Here a row of
the table of comparison is one large whole number, and the machine works on all its bits at once: comparing n with m
signs takes about n * m / 30 of its smallest steps, always, and far less memory than that table.
source  Hyyrö 2004, "Bit-parallel LCS-length computation revisited"
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

KEPT_ROWS = 256  # rows of the table between two that are kept on the way down
LARGEST_TABLE = 600_000_000  # n * m; above that the middle is not compared, or only between what stands once


def common(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Pairs of places (in a, in b), rising in both, of a longest common subsequence.

    Above LARGEST_TABLE the sequences are cut where something stands exactly once in both; a stretch that stays too
    large is left without pairs. So it is always a common subsequence, and a longest one for all but huge inputs.
    """
    first = 0
    end_a, end_b = len(a), len(b)
    while first < end_a and first < end_b and a[first] == b[first]:
        first += 1
    while end_a > first and end_b > first and a[end_a - 1] == b[end_b - 1]:
        end_a, end_b = end_a - 1, end_b - 1
    head = [(i, i) for i in range(first)]
    tail = [(end_a + i, end_b + i) for i in range(len(a) - end_a)]
    return head + _middle(a, b, first, end_a, first, end_b) + tail


def _middle(a: Sequence[Hashable], b: Sequence[Hashable], a0: int, a1: int, b0: int, b1: int) -> list[tuple[int, int]]:
    if a0 >= a1 or b0 >= b1:
        return []
    both = set(a[a0:a1]) & set(b[b0:b1])
    # What stands in one of them alone can be in no pair.
    of_a = [i for i in range(a0, a1) if a[i] in both]
    of_b = [j for j in range(b0, b1) if b[j] in both]
    if len(of_a) * len(of_b) <= LARGEST_TABLE:
        return [(of_a[i], of_b[j]) for i, j in _longest([a[i] for i in of_a], [b[j] for j in of_b])]
    pairs: list[tuple[int, int]] = []
    at_a, at_b = a0, b0
    for i, j in [*_anchors(a, b, of_a, of_b), (a1, b1)]:
        if (i - at_a) * (j - at_b) <= LARGEST_TABLE:
            pairs += [(at_a + x, at_b + y) for x, y in common(a[at_a:i], b[at_b:j])]
        if i < a1:
            pairs.append((i, j))
        at_a, at_b = i + 1, j + 1
    return pairs


def _anchors(a: Sequence[Hashable], b: Sequence[Hashable], of_a: list[int], of_b: list[int]) -> list[tuple[int, int]]:
    """Pairs of what stands exactly once in both, as many as can rise together."""
    at_a: dict[Hashable, int] = {}
    at_b: dict[Hashable, int] = {}
    for places, sequence, at in ((of_a, a, at_a), (of_b, b, at_b)):
        for place in places:
            at[sequence[place]] = -1 if sequence[place] in at else place
    pairs = [(i, at_b[sign]) for sign, i in at_a.items() if i >= 0 and at_b.get(sign, -1) >= 0]
    return [pairs[k] for k in rising([j for _, j in pairs])]


def rising(numbers: Sequence[int]) -> list[int]:
    """Places of a longest rising subsequence of different numbers."""
    from bisect import bisect_left

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
