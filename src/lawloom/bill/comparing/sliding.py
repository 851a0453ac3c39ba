"""Where a change begins, when it could as well begin a few words earlier or later: where a sentence begins, if it can.

"The lamp burns. The bell rings." became "The lamp burns. The gate opens. The bell rings.": what was added is a whole
sentence, not "gate opens. The".
"""

from __future__ import annotations

from collections.abc import Sequence

FARTHEST = 40  # words
_ENDS = {".": 4, ";": 3, ":": 3, "!": 4, "?": 4, ",": 1, "¶": 4}


def slid(a: Sequence[str], b: Sequence[str], pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same pairs, with what stands in one text alone slid to where it reads best.

    a, b  words; the answer is as long, rises as well, and pairs only equal words
    """
    done = list(pairs)
    for n in range(len(done) + 1):
        i0, j0 = done[n - 1] if n else (-1, -1)
        i1, j1 = done[n] if n < len(done) else (len(a), len(b))
        only_b = i1 == i0 + 1 and j1 > j0 + 1
        only_a = j1 == j0 + 1 and i1 > i0 + 1
        if only_b:
            _slide(b, done, n, j0 + 1, j1, 1)
        elif only_a:
            _slide(a, done, n, i0 + 1, i1, 0)
    return done


def _slide(words: Sequence[str], pairs: list[tuple[int, int]], n: int, start: int, end: int, side: int) -> None:
    """Slide what stands alone, words[start:end] before pair n, by pairing the words at its edges the other way."""
    left = 0
    while (
        left < FARTHEST
        and n - 1 - left >= 0
        and pairs[n - 1 - left][side] == start - 1 - left
        and words[start - 1 - left] == words[end - 1 - left]
    ):
        left += 1
    right = 0
    while (
        right < FARTHEST
        and n + right < len(pairs)
        and pairs[n + right][side] == end + right
        and words[end + right] == words[start + right]
    ):
        right += 1
    best = max(range(-left, right + 1), key=lambda shift: (_reads(words, start + shift), -abs(shift)))
    for step in range(-best):  # to the left: the words before it are paired with its last ones
        pairs[n - 1 - step] = _put(pairs[n - 1 - step], end - 1 - step, side)
    for step in range(best):
        pairs[n + step] = _put(pairs[n + step], start + step, side)


def _reads(words: Sequence[str], start: int) -> int:
    """How good a place this is to begin."""
    return 5 if start == 0 else _ENDS.get(words[start - 1], 0)


def _put(pair: tuple[int, int], place: int, side: int) -> tuple[int, int]:
    return (place, pair[1]) if side == 0 else (pair[0], place)
