"""What was learned from sorted texts: how well a text fits each theme, by four judges that err in different ways.

A linear machine on stems, pairs of stems and threes to fives of letters; a count of what each theme does not say; the
middle of each theme's texts; and the sorted texts that are nearest, copies among them. Their weights come from
measurement: docs/synthesis-measured.md.

source  R.-E. Fan et al., "LIBLINEAR", 2008; J. Rennie et al., "Tackling the poor assumptions of naive Bayes text
        classifiers", 2003
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.naive_bayes import ComplementNB
from sklearn.preprocessing import normalize
from sklearn.svm import LinearSVC

from lawloom.synthesis.stop_words import TURNS, stop_words
from lawloom.synthesis.terms import Rows, stem
from lawloom.synthesis.wording import folded, words_of, written_words

Fits = NDArray[np.float64]
COUNTED, MIDDLE, NEAR = 0.04, 0.04, 0.02  # weights of the other judges; the first has 1
NEAREST = 60  # sorted texts asked
LITTLE = 1e-3  # what a theme without near texts gets
MANY = 200  # sorted texts, from which on a term of one of them alone is left out
AT_ONCE = 500


class Stems:
    """Texts as rows of stems, and of pairs of them that follow each other."""

    def __init__(self, language: str, *, telling: bool = False, common: int = 1) -> None:
        """telling: no stop words but denials, and no pairs; common: how many texts hold a term, at least"""
        self._language, self._telling = language, telling
        self._left_out = stop_words(language) - TURNS if telling else frozenset()
        self._known: dict[str, str] = {}
        self._weigh = TfidfVectorizer(analyzer=self._terms, sublinear_tf=True, min_df=common)

    def learn(self, texts: Sequence[str]) -> Rows:
        """The rows of these texts, which tell what is rare."""
        return self._weigh.fit_transform(texts).tocsr()

    def rows(self, texts: Sequence[str]) -> Rows:
        """The rows of other texts."""
        return self._weigh.transform(texts).tocsr()

    def _terms(self, text: str) -> list[str]:
        known = self._known
        stems = []
        for word in written_words(text):
            if word not in known:
                known[word] = "" if folded(word) in self._left_out else stem(word, self._language)
            if known[word]:
                stems.append(known[word])
        stems = stems or ["-"]  # so that no text is without a column
        return stems if self._telling else stems + [f"{one} {other}" for one, other in pairwise(stems)]


class Letters:
    """Texts as rows of three to five letters that follow each other in a word."""

    def __init__(self, language: str, *, telling: bool = False, common: int = 1) -> None:
        """as of Stems"""
        self._left_out = stop_words(language) - TURNS if telling else frozenset()
        self._weigh = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(3, 5), preprocessor=self._plain, sublinear_tf=True, min_df=common
        )

    def learn(self, texts: Sequence[str]) -> Rows:
        """The rows of these texts, which tell what is rare."""
        return self._weigh.fit_transform(texts).tocsr()

    def rows(self, texts: Sequence[str]) -> Rows:
        """The rows of other texts."""
        return self._weigh.transform(texts).tocsr()

    def _plain(self, text: str) -> str:
        return " ".join(word for word in words_of(text) if word not in self._left_out) or "-"


class Judges:
    """How well texts fit each of the themes that sorted texts were put in."""

    def __init__(self, texts: Sequence[str], themes: Sequence[str], language: str) -> None:
        """texts and their themes, at least two different ones, in an order that does not depend on chance"""
        self.themes: tuple[str, ...] = tuple(sorted(set(themes)))
        place = {theme: at for at, theme in enumerate(self.themes)}
        self._of = np.array([place[theme] for theme in themes])
        common = 2 if len(texts) >= MANY else 1
        self._stems, self._letters = Stems(language, common=common), Letters(language, common=common)
        by_stem, by_letter = self._stems.learn(texts), self._letters.learn(texts)
        both = sparse.hstack([by_stem, by_letter]).tocsr()
        self._linear: Any = LinearSVC(C=0.1, random_state=0).fit(both, self._of)
        self._counted: Any = ComplementNB(alpha=1.0).fit(by_stem, self._of)
        self._sorted = both.T.tocsr()
        self._belongs = np.eye(len(self.themes))[self._of]
        self._middles = normalize(sparse.csr_matrix(self._belongs.T) @ normalize(both)).T.tocsr()

    def fits(self, texts: Sequence[str]) -> Fits:
        """A row a text, a column a theme, higher for the better fit."""
        parts = [self._some(texts[at : at + AT_ONCE]) for at in range(0, len(texts), AT_ONCE)]
        return np.concatenate(parts) if parts else np.empty((0, len(self.themes)))

    def _some(self, texts: Sequence[str]) -> Fits:
        by_stem = self._stems.rows(texts)
        both = sparse.hstack([by_stem, self._letters.rows(texts)]).tocsr()
        linear = self._linear.decision_function(both)
        if linear.ndim == 1:  # two themes: one line parts them
            linear = np.stack([-linear, linear], axis=1)
        counted = _even(self._counted.predict_log_proba(by_stem))
        middle = _even((both @ self._middles).toarray())
        near = (both @ self._sorted).toarray()
        if near.shape[1] > NEAREST:
            least = np.partition(near, -NEAREST, axis=1)[:, -NEAREST][:, None]
            near = np.where(near >= least, near, 0)
        votes = near**3 @ self._belongs
        votes /= np.maximum(votes.sum(axis=1, keepdims=True), 1e-9)
        fits: Fits = linear + COUNTED * counted + MIDDLE * middle + NEAR * np.log(votes + LITTLE)
        return fits


def _even(verdicts: Fits) -> Fits:
    """Verdicts of one judge, so that for each text their mean is 0 and their spread 1."""
    apart: Fits = verdicts - verdicts.mean(axis=1, keepdims=True)
    apart /= np.maximum(apart.std(axis=1, keepdims=True), 1e-9)
    return apart
