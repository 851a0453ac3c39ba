"""Which texts may be near twins: MinHash sketches of pairs of words, and bands in which equal sketches meet.

Linear in the number of texts. The same pairs whatever machine, hash seed or order: every number is a whole number, and
the numbers of words come from their letters.

source  A. Broder, "On the resemblance and containment of documents", 1997; bands: Leskovec, Rajaraman, Ullman,
        "Mining of Massive Datasets", chapter 3
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.uint64]

BANDS, ROWS = (
    30,
    3,
)  # two texts that share half of their pairs of words meet with a chance of 98 in 100, seven tenths: always
ALIKE = 0.25  # of the sketch; what shares less is not looked at more closely
BATCH = 4_000  # texts sketched at once: bounds the memory
_ODD = 0x9E3779B97F4A7C15
_MIX = 0xFF51AFD7ED558CCD


class Vocabulary:
    """A whole number for each word, from its letters alone."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._numbers = array("Q")

    def places(self, words: list[str]) -> array[int]:
        """Where each word stands in `numbers`."""
        known = self._places
        for word in words:
            if word not in known:
                known[word] = len(known)
                self._numbers.append(int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big"))
        return array("I", [known[word] for word in words])

    def those(self, wanted: Callable[[str], bool]) -> frozenset[int]:
        """The places of some words."""
        return frozenset(place for word, place in self._places.items() if wanted(word))

    def numbers(self) -> Whole:
        return np.frombuffer(self._numbers, dtype=np.uint64)


def pairs(texts: list[array[int]], numbers: Whole) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of texts that may be near twins, each once, the lower place first; sorted, the likeliest first.

    texts    words by their place in `numbers`, in an order that does not depend on chance; at least two words each
    numbers  of each word
    gives    two lists of places in `texts`, of one length, at most 2 x BANDS pairs for each text
    """
    if len(texts) < 2:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    sketch = np.concatenate([_sketch(texts[at : at + BATCH], numbers) for at in range(0, len(texts), BATCH)], axis=1)
    many = sketch.shape[1]
    found: list[NDArray[np.int64]] = []
    for band in range(BANDS):
        key = np.zeros(many, np.uint64)
        for row in sketch[band * ROWS : (band + 1) * ROWS]:
            key = (key ^ row) * np.uint64(_ODD)
            key ^= key >> np.uint64(29)
        found.append(_neighbours(key))
    coded = np.unique(np.concatenate(found))
    one, other = coded // many, coded % many
    same = np.zeros(len(coded), np.int64)
    for row in sketch:
        same += row[one] == row[other]
    kept = np.flatnonzero(same >= ALIKE * BANDS * ROWS)
    kept = kept[np.argsort(-same[kept], kind="stable")]
    return one[kept], other[kept]


def _sketch(texts: list[array[int]], numbers: Whole) -> NDArray[np.uint32]:
    """The sketches of some texts, a column for each."""
    lengths = np.array([len(text) for text in texts])
    words = numbers[np.frombuffer(b"".join(text.tobytes() for text in texts), dtype=np.uint32)]
    twos = words[:-1] * np.uint64(_ODD) ^ (words[1:] >> np.uint64(7)) * np.uint64(_MIX)
    twos ^= twos >> np.uint64(31)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    # The last word of a text makes no pair with the first of the next one.
    inner = np.ones(len(twos), bool)
    inner[starts[1:] - 1] = False
    twos = twos[inner]
    starts = starts - np.arange(len(starts))
    sketch = np.empty((BANDS * ROWS, len(texts)), np.uint32)
    for at in range(BANDS * ROWS):
        factor = np.uint64(int.from_bytes(blake2b(b"sketch %d" % at, digest_size=8).digest(), "big") | 1)
        sketch[at] = np.minimum.reduceat((twos * factor) >> np.uint64(32), starts)
    return sketch


def _neighbours(key: Whole) -> NDArray[np.int64]:
    """Those with one key: each with the first of them and with the one before it, as lower x many + higher.

    Not each with each, so that a campaign of ten thousand wordings costs no more than ten thousand others.
    """
    many = len(key)
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    equal = np.flatnonzero(ordered[1:] == ordered[:-1]) + 1
    first = np.arange(many)
    first[equal] = 0
    first = np.maximum.accumulate(first)
    before = order[equal - 1] * many + order[equal]
    leading = order[first[equal]] * many + order[equal]
    return np.unique(np.concatenate([before, leading]))
