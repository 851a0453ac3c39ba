"""The numbers that the formulas use. docs/signs.md says why these, and what they find in real consultations."""

from __future__ import annotations

HOUR = 3_600  # seconds
LEAST = 20  # votes in one hour, under which nothing is called a burst
OWN = 5  # times the votes in an hour that is usual for the item
OTHERS = 3  # times the votes in that hour on what else was voted on then
PART = (1, 2)  # share of newcomers in a burst from which on their votes are looked at apart
FIRST = 5  # places of an order
FLOOD = 20  # contributions of one author, under which nothing is called a flood
TIMES = 10  # times what an author usually sent
COPIES = 3  # contributions of one wording, under which nothing is called copies
WORDS = 6  # words of a text, under which many may say the same by chance


def of_four(numbers: list[int]) -> int:
    """The number that three of four do not pass: the nearest-rank upper quartile; 0 of none."""
    return sorted(numbers)[-(-3 * len(numbers) // 4) - 1] if numbers else 0


def usual(numbers: list[int]) -> int:
    """The middle one, the lower of two; 1 of none: who never had another hour has no usual one."""
    return sorted(numbers)[(len(numbers) - 1) // 2] if numbers else 1
