#!/usr/bin/env python3
"""Do the arguments of one family make the same point?

.venv/bin/python benchmarks/argument_families.py

argkp-2021: the arguments of one topic and side, and which key points people found in each; no label is learned from.
Purity: of the arguments under some key point, the share that makes the one most frequent in their family. Pairs: of
two arguments in one family, how often they share a key point; of two that share one, how often they are in one family.
All in one family and each alone are the two ends; themes are the same texts by `lawloom.synthesis.themes`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from itertools import combinations

import consultations
from lawloom.synthesis import themes
from lawloom.synthesis.families import families

Way = Callable[[dict[str, str]], Iterable[Iterable[str]]]


def by_theme(texts: dict[str, str]) -> Iterable[Iterable[str]]:
    found = themes(texts, language="en")
    return [*([str(key) for key in theme.members] for theme in found), *([str(key)] for key in found.unclassified)]


WAYS: dict[str, Way] = {
    "all in one": lambda texts: [list(texts)],
    "each alone": lambda texts: [[key] for key in texts],
    "themes": by_theme,
    "`families`": lambda texts: [[str(key) for key in one.members] for one in families(texts, language="en")],
}


def measured(part: str, way: Way) -> tuple[int, int, float, float, float]:
    """Groups of arguments, families, purity, pairs that are right, right pairs that are found."""
    points: dict[str, set[str]] = defaultdict(set)
    for row in consultations.rows(f"argkp-2021/labels_{part}.csv.gz"):
        if int(row["label"]):
            points[row["arg_id"]].add(row["key_point_id"])
    groups: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for row in consultations.rows(f"argkp-2021/arguments_{part}.csv.gz"):
        groups[row["topic"], row["stance"]][row["arg_id"]] = row["argument"]
    many = pure = labelled = together = right = wanted = 0
    for texts in groups.values():
        found = [list(one) for one in way(texts)]
        many += len(found)
        wanted += sum(bool(points[a] & points[b]) for a, b in combinations([key for key in texts if points[key]], 2))
        for one in found:
            told = [key for key in one if points[key]]
            if told:
                labelled += len(told)
                pure += Counter(point for key in told for point in points[key]).most_common(1)[0][1]
            pairs = list(combinations(told, 2))
            together += len(pairs)
            right += sum(bool(points[a] & points[b]) for a, b in pairs)
    return len(groups), many, pure / labelled, right / together if together else 1.0, right / wanted


def main() -> None:
    print("| part | way | sides | families | purity | pairs right | pairs found |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for part in ("train", "dev"):
        for name, way in WAYS.items():
            sides, many, purity, right, found = measured(part, way)
            print(f"| {part} | {name} | {sides} | {many:,} | {purity:.3f} | {right:.3f} | {found:.3f} |")


if __name__ == "__main__":
    main()
