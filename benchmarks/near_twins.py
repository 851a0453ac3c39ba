#!/usr/bin/env python3
"""Are planted copies found again, and is the time linear in the number of texts?

.venv/bin/python benchmarks/near_twins.py            planted copies in four languages, the real texts
.venv/bin/python benchmarks/near_twins.py --scale    near twins and themes of 10,000 and of 200,000 texts

Recall and precision count pairs: two texts belong together where both come from one planted original.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Hashable, Mapping

import consultations
import inputs
import paired
from lawloom.synthesis import near_twins

OPTIONS = ("--edit-rate", "0.08", "--repunctuate")
LANGUAGES = ("fr", "es", "en", "de")
FEW, MANY = 10_000, 200_000
# One process, as a program would: read, find near twins, find themes.
BOTH = """
import json, sys
from lawloom.synthesis import near_twins, themes
texts = {row["id"]: row["body"] for row in map(json.loads, open(sys.argv[1], encoding="utf-8"))}
print(len(near_twins(texts)), len(themes(texts, language="fr", k=30)))
"""


def pairs_in(groups: Mapping[object, Hashable]) -> int:
    """How many pairs of one group there are."""
    return sum(many * (many - 1) // 2 for many in Counter(groups.values()).values())


def main() -> None:
    print("| planted copies | recall | precision | families | CPU s |\n| --- | --- | --- | --- | --- |")
    for language in LANGUAGES:
        rows = list(consultations.planted(language, FEW, *OPTIONS))
        truth = {row["id"]: row["planted_original"] or row["id"] for row in rows}
        began = time.process_time()
        found = near_twins({int(str(row["id"])): str(row["body"]) for row in rows})
        spent = time.process_time() - began
        both = pairs_in({key: (truth[key], found.members[key]) for key in truth})
        recall, precision = both / pairs_in(truth), both / pairs_in(found.members)
        print(f"| {language} | {recall:.4f} | {precision:.4f} | {len(found)} | {spent:.1f} |")
        paired.verdict("recall", recall, 0.99, at_least=True)
        paired.verdict("precision", precision, 0.99, at_least=True)
    texts = [row["fundamento"] for row in consultations.rows("chile-ela/arguments.csv.gz")]
    began = time.process_time()
    found = near_twins(texts)
    print(
        f"chile-ela: {len(texts):,} texts, {found.distinct:,} when twins count once, {len(found)} families, "
        f"the largest of {len(found.families[0].members)}, {time.process_time() - began:.1f} CPU s"
    )


def scale() -> None:
    with paired.a_room() as room:
        contenders = []
        for many in (FEW, MANY):
            folder = room / str(many)
            consultations.write(folder, "fr", many, *OPTIONS)
            command = [sys.executable, "-c", BOTH, str(folder / "contributions.jsonl")]
            environment = {"PYTHONPATH": str(inputs.REPOSITORY / "src"), "OMP_NUM_THREADS": "1"}
            contenders.append(paired.Contender(f"{many:,}", command, folder, environment=environment))
        found = paired.table(paired.alternate(*contenders, runs=int(os.environ.get("RUNS", "3"))))
    few, many = found[f"{FEW:,}"], found[f"{MANY:,}"]
    paired.verdict(f"CPU s for {FEW:,}", few.cpu, 6)
    paired.verdict(f"MiB for {FEW:,}", few.memory, 400)
    paired.verdict(f"CPU for {MANY:,} over CPU for {FEW:,}", many.cpu / few.cpu, 25)
    paired.verdict(f"MiB for {MANY:,}", many.memory, 2048)


if __name__ == "__main__":
    scale() if "--scale" in sys.argv else main()
