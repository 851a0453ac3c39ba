#!/usr/bin/env python3
"""Are proposals learned from sorted texts better than TF-IDF and a linear machine, and are their confidences honest?

.venv/bin/python benchmarks/proposals.py [folds, 5]

Five-fold on chile-ela, the 19,477 arguments under one of the official concepts; `tema` is used by nobody. Three
baselines in the same run, on TF-IDF of words (logarithmic counts): a linear support vector machine as it comes (C = 1),
the same with the best of a few C, and logistic regression. The parts are cut after an order of digests.
"""

from __future__ import annotations

import sys
import time
from hashlib import blake2b

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

import consultations
import paired
from lawloom.synthesis import propose

BASELINES = {
    "TF-IDF + linear SVM, C 1": lambda: LinearSVC(C=1.0, random_state=0),
    "TF-IDF + linear SVM, C 0.1": lambda: LinearSVC(C=0.1, random_state=0),
    "TF-IDF + logistic regression, C 5": lambda: LogisticRegression(C=5.0, max_iter=60),
}
OURS = "proposals"
FOLDS = 5


def main() -> None:
    data = consultations.chile()
    order = sorted(range(len(data.texts)), key=lambda at: blake2b(b"%d" % at).digest())
    folds = [order[part::FOLDS] for part in range(FOLDS)][: int(sys.argv[1]) if len(sys.argv) > 1 else FOLDS]
    found: dict[str, list[tuple[bool, bool]]] = {name: [] for name in (*BASELINES, OURS)}
    spent = dict.fromkeys(found, 0.0)
    confidences: list[tuple[float, bool]] = []
    for fold in folds:
        inside = set(fold)
        rest = [at for at in order if at not in inside]
        texts, labels = [data.texts[at] for at in rest], [data.labels[at] for at in rest]
        asked = [data.texts[at] for at in fold]
        began = time.process_time()
        weigh = TfidfVectorizer(sublinear_tf=True)
        learned, shown = weigh.fit_transform(texts), weigh.transform(asked)
        weighing = time.process_time() - began
        for name, machine in BASELINES.items():
            began = time.process_time()
            fitted = machine().fit(learned, labels)
            best = np.argsort(-fitted.decision_function(shown), axis=1, kind="stable")[:, :5]
            spent[name] += time.process_time() - began + weighing
            for at, places in zip(fold, best, strict=True):
                offered = list(fitted.classes_[places])
                found[name].append((offered[0] == data.labels[at], data.labels[at] in offered))
        began = time.process_time()
        line = propose(zip(texts, labels, strict=True), dict(zip(fold, asked, strict=True)), language=data.language)
        spent[OURS] += time.process_time() - began
        for one in line:
            offered = [theme for theme, _ in one.themes]
            right = data.labels[int(one.text)]
            found[OURS].append((offered[0] == right, right in offered))
            confidences.append((one.themes[0][1], offered[0] == right))
        print(f"fold done: {spent}", file=sys.stderr, flush=True)
    print("| | first choice | among the first five | CPU s a fold |\n| --- | --- | --- | --- |")
    share = {}
    for name, hits in found.items():
        share[name] = [100 * sum(hit[at] for hit in hits) / len(hits) for at in (0, 1)]
        print(f"| {name} | {share[name][0]:.2f} % | {share[name][1]:.2f} % | {spent[name] / len(folds):.0f} |")
    first = len(folds[0])
    for at, what in ((0, "first choice"), (1, "first five")):
        best = max(share[name][at] for name in BASELINES)
        paired.verdict(f"points above the best baseline, {what}", share[OURS][at] - best, 3, at_least=True)
        # The weights of the judges were chosen on the first part: what the others say was seen by nobody before.
        others = {
            name: 100 * sum(hit[at] for hit in hits[first:]) / max(len(hits[first:]), 1) for name, hits in found.items()
        }
        best = max(others[name] for name in BASELINES)
        paired.verdict(f"the same without the first part, {what}", others[OURS] - best, 3, at_least=True)
    honest(confidences)


def honest(confidences: list[tuple[float, bool]]) -> None:
    """Print how often the first choice is right, by how sure the proposal is."""
    print("\n| confidence | texts | mean confidence | right |\n| --- | --- | --- | --- |")
    apart = 0.0
    for low in (0, 0.2, 0.4, 0.6, 0.8):
        high = low + 0.2 if low < 0.8 else 1.01
        some = [(sure, right) for sure, right in confidences if low <= sure < high]
        if some:
            mean, rate = (sum(one[at] for one in some) / len(some) for at in (0, 1))
            apart += abs(mean - rate) * len(some) / len(confidences)
            print(f"| {low:.1f} to {min(high, 1):.1f} | {len(some)} | {mean:.2f} | {rate:.2f} |")
    print(f"expected distance between confidence and share of right ones: {apart:.3f}")


if __name__ == "__main__":
    main()
