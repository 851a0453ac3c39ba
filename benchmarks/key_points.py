#!/usr/bin/env python3
"""Are arguments matched to the key points they make better than by TF-IDF?

.venv/bin/python benchmarks/key_points.py

argkp-2021, no label is learned from. Each argument gets its likest key point of the same topic and side; arguments are
ranked by that likeness; average precision is the mean, over the right ones, of the share of right ones up to there;
then the mean over topics and sides. Pairs without a label count as wrong (strict) or right (relaxed). The task's own
script ranks the better half of the arguments alone: both are printed. Baseline: TF-IDF of words, same run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

import consultations
import paired
from lawloom.synthesis import match

Best = list[tuple[int, float]]  # of each text: the likest statement, and how like


def baseline(texts: Sequence[str], statements: Sequence[str]) -> Best:
    weigh = TfidfVectorizer().fit([*texts, *statements])
    likeness = (weigh.transform(texts) @ weigh.transform(statements).T).toarray()
    return list(zip(likeness.argmax(axis=1).tolist(), likeness.max(axis=1).tolist(), strict=True))


def ours(texts: Sequence[str], statements: Sequence[str]) -> Best:
    found = match(list(texts), statements, language="en")
    return [(found[at][0].statement, found[at][0].likeness) for at in range(len(texts))]


def precision(right: Sequence[int]) -> float:
    """Average precision of a ranking, the likest first."""
    hits = np.array(right)
    return float((np.cumsum(hits) / np.arange(1, len(hits) + 1))[hits == 1].mean()) if hits.any() else 0.0


def measured(part: str, way: Callable[[Sequence[str], Sequence[str]], Best]) -> list[float]:
    """Strict and relaxed over all arguments, then over the better half."""
    labels = {
        (row["arg_id"], row["key_point_id"]): int(row["label"])
        for row in consultations.rows(f"argkp-2021/labels_{part}.csv.gz")
    }
    labelled = {argument for argument, _ in labels}
    groups: dict[tuple[str, str], tuple[list[dict[str, str]], list[dict[str, str]]]] = defaultdict(lambda: ([], []))
    for row in consultations.rows(f"argkp-2021/arguments_{part}.csv.gz"):
        if row["arg_id"] in labelled:
            groups[row["topic"], row["stance"]][0].append(row)
    for row in consultations.rows(f"argkp-2021/key_points_{part}.csv"):
        groups[row["topic"], row["stance"]][1].append(row)
    found = []
    for arguments, points in (group for _, group in sorted(groups.items()) if group[0] and group[1]):
        best = way([row["argument"] for row in arguments], [row["key_point"] for row in points])
        order = sorted(range(len(best)), key=lambda at: -best[at][1])
        told = [labels.get((arguments[at]["arg_id"], points[best[at][0]]["key_point_id"])) for at in order]
        half = told[: max(1, len(told) // 2)]
        found.append(
            [
                precision([unknown if one is None else one for one in some])
                for some in (told, half)
                for unknown in (0, 1)
            ]
        )
    return [100 * sum(column) / len(found) for column in zip(*found, strict=True)]


def main() -> None:
    print("| part | way | strict | relaxed | strict, better half | relaxed, better half |")
    print("| --- | --- | --- | --- | --- | --- |")
    for part in ("dev", "train"):
        base, mine = measured(part, baseline), measured(part, ours)
        for name, figures in (("TF-IDF", base), ("match", mine)):
            print(f"| {part} | {name} | " + " | ".join(f"{one:.1f}" for one in figures) + " |")
        for at, what in enumerate(("strict", "relaxed", "strict, better half", "relaxed, better half")):
            paired.verdict(f"points above TF-IDF, {what}", mine[at] - base[at], 0, at_least=True)


if __name__ == "__main__":
    main()
