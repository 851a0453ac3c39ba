"""What stands still while other things move."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence


def standing(numbers: Sequence[int]) -> list[bool]:
    """Whether each stands still; the others moved. What stands still keeps its order.

    numbers  earlier places of things that are the same, in their later order; all different

    The fewest moves leave a longest rising subsequence in place. Of two neighbours that changed places either could be
    said to have moved: so both are. One that was carried past five others is the only one. So a thing stands still if
    it does in every shortest way of telling the change, or in one of them and is still the n-th, as the middle one
    of three whose outer ones changed places. In n log n steps.
    """
    before = _longest_to(numbers)
    after = _longest_to([-number for number in reversed(numbers)])[::-1]
    longest = max(before, default=0)
    on_one = [x + y - 1 == longest for x, y in zip(before, after, strict=True)]
    many = Counter(length for length, on in zip(before, on_one, strict=True) if on)
    same_rank = [x == y for x, y in zip(numbers, sorted(numbers), strict=True)]
    return [on and (many[length] == 1 or stays) for length, on, stays in zip(before, on_one, same_rank, strict=True)]


def _longest_to(numbers: Sequence[int]) -> list[int]:
    """Length of the longest rising subsequence that ends at each."""
    ends: list[int] = []
    found = []
    for number in numbers:
        length = bisect_left(ends, number)
        if length == len(ends):
            ends.append(number)
        else:
            ends[length] = number
        found.append(length + 1)
    return found
