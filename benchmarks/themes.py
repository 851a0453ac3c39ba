#!/usr/bin/env python3
"""Do themes found without labels agree with those that people gave, and which way of finding them agrees best?

.venv/bin/python benchmarks/themes.py              ours on planted topics and on real consultations
.venv/bin/python benchmarks/themes.py --compare    beside matrix factorisation, k-means, and reduced dimensions

The number of themes is that of the labels. NMI is normalised mutual information (arithmetic mean of the entropies);
what is unclassified counts as one theme of its own. A label is found where more than half of the texts of some theme
bear it, and that theme holds more than a fifth of the texts of the label.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence

from sklearn.cluster import KMeans
from sklearn.decomposition import NMF, TruncatedSVD
from sklearn.metrics import normalized_mutual_info_score
from sklearn.preprocessing import normalize

import consultations
import paired
from consultations import Labelled
from lawloom.synthesis import themes
from lawloom.synthesis.terms import terms_of

PUBLISHED = 0.168  # NMI of themes with the sections of the bill


def found_labels(labels: Sequence[str], members: Sequence[int]) -> int:
    """How many labels a theme stands for."""
    of_label, of_theme, both = Counter(labels), Counter(members), Counter(zip(labels, members, strict=True))
    return len(
        {label for (label, theme), many in both.items() if 2 * many > of_theme[theme] and 5 * many > of_label[label]}
    )


def planted(language: str) -> Labelled:
    rows = list(consultations.planted(language, 10_000, "--edit-rate", "0.08", "--repunctuate"))
    return Labelled(
        f"planted, {language}",
        language,
        [str(row["body"]) for row in rows],
        [str(row["planted_topic"]) for row in rows],
    )


def real() -> list[Labelled]:
    return [
        consultations.chile(),
        consultations.bill(arguments=False),
        consultations.bill(arguments=True),
        consultations.madrid(),
    ]


def main() -> None:
    print("| texts | many | themes | NMI | labels found | unclassified | stay | CPU s | NMI, number not given |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for data in [*map(planted, ("fr", "es", "en", "de")), *real()]:
        began = time.process_time()
        found = themes(data.texts, language=data.language, k=data.themes)
        spent = time.process_time() - began
        members = list(found.members.values())
        nmi = normalized_mutual_info_score(data.labels, members)
        free = themes(data.texts, language=data.language)
        nmi_free = normalized_mutual_info_score(data.labels, list(free.members.values()))
        print(
            f"| {data.name} | {len(data.texts):,} | {len(found)} | {nmi:.3f} | {found_labels(data.labels, members)} "
            f"| {len(found.unclassified)} | {found.stability:.2f} | {spent:.1f} | {nmi_free:.3f} ({len(free)}) |",
            flush=True,
        )
        if data.name.startswith("planted"):
            paired.verdict("NMI", nmi, 0.90, at_least=True)
        if data.name.startswith("republique"):
            paired.verdict("NMI", nmi, PUBLISHED, at_least=True)
    mobility()


def mobility() -> None:
    """The German contributions bear several labels each: how pure the themes are, against one theme for all."""
    texts, labels = consultations.ottensen()
    found = themes(texts, language="de", k=8)
    members = list(found.members.values())
    names = sorted(set().union(*labels))
    print("\ncimt-themes: share of the texts of each label in the theme that holds most of it, of 8 themes")
    for name in names:
        bearing = [theme for theme, held in zip(members, labels, strict=True) if name in held]
        most, many = Counter(bearing).most_common(1)[0]
        inside = sum(theme == most for theme in members)
        share, usual = many / inside, len(bearing) / len(texts)
        print(f"  {name}: {many} of {len(bearing)}; {share:.2f} of that theme, {usual:.2f} of all")


def compare() -> None:
    ways: dict[str, Callable[[Labelled], Sequence[int]]] = {
        "ours": lambda data: list(themes(data.texts, language=data.language, k=data.themes).members.values()),
        "matrix factorisation (NNDSVD)": lambda data: (
            NMF(data.themes, init="nndsvd", max_iter=60, random_state=0).fit_transform(weighed(data)).argmax(axis=1)
        ),
        "k-means, seed 0": lambda data: KMeans(data.themes, n_init=1, random_state=0).fit_predict(weighed(data)),
        "100 dimensions, k-means, seed 0": lambda data: KMeans(data.themes, n_init=1, random_state=0).fit_predict(
            normalize(TruncatedSVD(100, random_state=0).fit_transform(weighed(data)))
        ),
    }
    print("| texts | " + " | ".join(f"{way}: NMI (CPU s)" for way in ways) + " |\n| --- |" + " --- |" * len(ways))
    for data in [*map(planted, ("fr", "de")), *real()]:
        cells = []
        for way in ways.values():
            began = time.process_time()
            nmi = normalized_mutual_info_score(data.labels, way(data))
            cells.append(f"{nmi:.3f} ({time.process_time() - began:.1f})")
        print(f"| {data.name} | " + " | ".join(cells) + " |", flush=True)


def weighed(data: Labelled) -> object:
    """The terms all ways start from."""
    return normalize(terms_of(data.texts, data.language).rows.astype(float))


if __name__ == "__main__":
    compare() if "--compare" in sys.argv else main()
