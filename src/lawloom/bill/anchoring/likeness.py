"""How like two sentences are, word by word. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

LONGEST_COMPARED = 300  # words of a sentence; a longer one is compared by its first


@dataclass(frozen=True, slots=True)
class Pair:
    """like: share of words in common, in order. inside: of the shorter in the longer. span: of those, in each."""

    like: float
    inside: float
    span: tuple[tuple[int, int], tuple[int, int]]


def compared(a: tuple[str, ...], b: tuple[str, ...]) -> Pair:
    a, b = a[:LONGEST_COMPARED], b[:LONGEST_COMPARED]
    blocks = [one for one in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks() if one.size]
    many = sum(one.size for one in blocks)
    longest = max((one.size for one in blocks), default=0)
    if not many:
        return Pair(0.0, 0.0, ((0, 0), (0, 0)))
    span = (blocks[0].a, blocks[-1].a + blocks[-1].size), (blocks[0].b, blocks[-1].b + blocks[-1].size)
    shorter = min(len(a), len(b))
    inside = many / shorter if longest >= min(4, shorter) and shorter >= 3 else 0.0
    return Pair(2 * many / (len(a) + len(b)), inside, span)
