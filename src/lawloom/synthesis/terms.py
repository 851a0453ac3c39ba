"""Texts as rows of weighed terms: stems, the rarer the heavier, in whole numbers.

Whole numbers add up to the same in any order and on any machine; so do all sums that the clusters make of them.
A word is taken as most people write it ("constitucion" as "constitución") before its ending is cut off.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import snowballstemmer
from numpy.typing import NDArray
from scipy import sparse

from lawloom.synthesis.stop_words import stop_words
from lawloom.synthesis.wording import folded, written_words

LENGTH = 2048  # of a row; with centres of 4096, sums of products are exact in 32 bits of floating point
LEAST = 2  # texts that hold a term; a word of one text alone ties it to none
MOST = (2, 5)  # share of the texts; a term that more of them hold parts nothing
FEW = 50  # texts, below which no term is left out for being in many
_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hu": "hungarian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "nb": "norwegian", "nl": "dutch", "no": "norwegian", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
Rows = Any  # scipy.sparse.csr_matrix, which is not typed


@dataclass(frozen=True)
class Terms:
    """Rows of weighed terms."""

    rows: Rows  # one a text: 32-bit floats that hold whole numbers; of length LENGTH, or empty where nothing is left
    stems: tuple[str, ...]  # of each column, sorted
    words: tuple[str, ...]  # of each column, the word of the texts that stands for the stem most often


@cache
def _stemmer(language: str) -> Any:
    name = _STEMMERS.get(language.split("-")[0])
    return snowballstemmer.stemmer(name) if name in snowballstemmer.algorithms() else None


def stem(word: str, language: str) -> str:
    """The word without its ending and without accents; only without accents in a language that has no stemmer."""
    stemmer = _stemmer(language)
    return folded(stemmer.stemWord(word) if stemmer else word)


def terms_of(texts: Sequence[str], language: str) -> Terms:
    """The texts as rows of weighed terms.

    texts     in an order that does not depend on chance, else the columns are the same and the rows follow it
    language  "fr", "es"...; with another one, words are taken as they are
    """
    known: dict[str, int] = {}
    places, ends = array("I"), array("Q", [0])
    for text in texts:
        for word in written_words(text):
            places.append(known.setdefault(word, len(known)))
        ends.append(len(places))
    tokens = np.frombuffer(places, dtype=np.uint32) if places else np.empty(0, np.uint32)
    written = list(known)
    many = np.bincount(tokens, minlength=len(written)).tolist()
    stems, columns, words = _columns(written, many, language)
    column_of = np.array(columns, dtype=np.int32) if columns else np.empty(0, np.int32)
    chosen = column_of[tokens]
    kept = chosen >= 0
    ends_kept = np.concatenate([[0], np.cumsum(kept)])[np.frombuffer(ends, dtype=np.uint64).astype(np.int64)]
    counts = sparse.csr_matrix(
        (np.ones(int(kept.sum()), np.float32), chosen[kept], ends_kept), shape=(len(texts), len(stems))
    )
    counts.sum_duplicates()
    held = np.bincount(counts.indices, minlength=len(stems))
    fit = held >= LEAST
    if len(texts) >= FEW:
        fit &= held * MOST[1] <= len(texts) * MOST[0]
    left = np.flatnonzero(fit)
    rows = _weighed(counts[:, left], held[left])
    return Terms(rows, tuple(stems[at] for at in left), tuple(words[at] for at in left))


def _columns(written: list[str], many: list[int], language: str) -> tuple[list[str], list[int], list[str]]:
    """Stems, sorted; the column of each written word, -1 where it is left out; the word that stands for each stem."""
    left_out = stop_words(language)
    plain = [folded(word) for word in written]
    usual: dict[str, tuple[int, str]] = {}  # how most people write a word
    for word, bare, times in zip(written, plain, many, strict=True):
        usual[bare] = max(usual.get(bare, (0, "")), (times, word))
    stem_of = {
        bare: stem(word, language)
        for bare, (_, word) in usual.items()
        if len(bare) > 1 and bare not in left_out and not bare.isdecimal()
    }
    stems = sorted(set(stem_of.values()))
    column = {one: at for at, one in enumerate(stems)}
    shown: list[Counter[str]] = [Counter() for _ in stems]
    columns = []
    for bare, times in zip(plain, many, strict=True):
        at = column[stem_of[bare]] if bare in stem_of else -1
        columns.append(at)
        if at >= 0:
            shown[at][usual[bare][1]] += times
    return stems, columns, [min(words, key=lambda word: (-words[word], word)) for words in shown]


def _weighed(counts: Rows, held: NDArray[np.int64]) -> Rows:
    """Counts as weights: the logarithm of the count times that of the rarity, each row of length LENGTH."""
    texts = counts.shape[0]
    # Rounded before anything is added: the last digits of a logarithm differ between machines.
    rare = np.rint(64 * (1 + np.log(texts / np.maximum(held, 1))))
    often = np.rint(16 * (1 + np.log(np.arange(1, int(counts.data.max(initial=1)) + 1))))
    weights = often[counts.data.astype(np.int64) - 1] * rare[counts.indices]
    row_of = np.repeat(np.arange(texts), np.diff(counts.indptr))
    length = np.sqrt(np.bincount(row_of, weights * weights, minlength=texts))
    data = np.rint(LENGTH * weights / length[row_of]).astype(np.float32)
    return sparse.csr_matrix((data, counts.indices, counts.indptr), shape=counts.shape)
