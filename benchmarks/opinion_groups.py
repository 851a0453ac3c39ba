#!/usr/bin/env python3
"""Opinion groups against the usual way, principal components and k-means: on real conversations, and how fast.

    .venv/bin/python benchmarks/opinion_groups.py [--people 31600] [--statements 300] [--samples 40]

Three parts. The first: agreement with the groups that Pol.is gave (adjusted Rand index, its number of groups given),
ours and the median of twenty seeds of two components and k-means on the same table; and how far each stays the same
when the people are drawn anew. The second: whether there are groups at all, in these votes and in the same votes dealt
out at random, where none are; the number of groups is not given. The third: processor time for a generated survey,
ours and red-dwarf's (pip install red-dwarf; left out where it is absent). Needs the extra `analysis` and ../shared.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")  # processor time, not waiting threads, is what is compared

import numpy as np

from inputs import GENERATOR
from lawloom.synthesis.opinion import agreement, opinion_groups, stability
from lawloom.synthesis.opinion_chance import DEALS, dealt, more_than_chance
from lawloom.synthesis.opinion_map import map_of
from lawloom.synthesis.opinion_votes import UNSEEN, VoteTable

REAL = GENERATOR.parent.parent / "data" / "polis-open"
LARGE = 30  # people in the smallest group of Pol.is: from there on the groups are held to be more than chance
Row = tuple[int, int, int]


def conversation(folder: Path) -> tuple[list[Row], dict[int, int]]:
    path = next(folder.glob("participants-votes.csv*"))
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as stream:
        rows = list(csv.DictReader(stream))
    votes = [
        (int(row["participant"]), int(name), round(float(value)))
        for row in rows
        for name, value in row.items()
        if name.isdigit() and value
    ]
    return votes, {int(row["participant"]): round(float(row["group-id"])) for row in rows if row["group-id"]}


def usual(cells: Any, k: int, seed: int) -> Any:
    """Two components and k-means, a missing vote taken as the mean of its item."""
    from sklearn.cluster import KMeans
    from sklearn.decomposition import PCA

    seen = cells != UNSEEN
    values = np.where(seen, cells, 0).astype(float)
    means = values.sum(axis=0) / np.maximum(seen.sum(axis=0), 1)
    points = PCA(2, svd_solver="full").fit_transform(np.where(seen, values, means))
    return KMeans(k, n_init=1, random_state=seed).fit_predict(points).astype(np.intp)


def agreements(samples: int) -> None:
    print("| conversation | groups of Pol.is | ours | components and k-means | ours, drawn anew | the same |")
    print("| --- | --- | --- | --- | --- | --- |")
    missed = False
    for folder in sorted(path for path in REAL.iterdir() if path.is_dir()):
        votes, theirs = conversation(folder)
        sizes = sorted(np.bincount(list(theirs.values())).tolist(), reverse=True)
        k = len(sizes)
        groups = opinion_groups(votes, k)
        table = groups.table
        of_polis = np.array([theirs.get(int(person), -1) for person in table.people])
        known = of_polis >= 0
        ours = np.array([groups.members[person] for person in table.people], dtype=np.intp)
        mine = agreement(of_polis[known], ours[known])
        seeds = [usual(table.cells, k, seed) for seed in range(20)]
        median = statistics.median(agreement(of_polis[known], labels[known]) for labels in seeds)
        again = []
        for number in range(samples):
            rows = np.random.default_rng(number).integers(0, len(table.people), len(table.people))
            again.append(agreement(seeds[0][rows], usual(table.cells[rows], k, number)))
        told = " + ".join(map(str, sizes))
        print(
            f"| {folder.name} | {told} | {mine:.3f} | {median:.3f} | {stability(groups, samples):.2f} "
            f"| {statistics.mean(again):.2f} |",
            flush=True,
        )
        missed = missed or (sizes[-1] >= LARGE and mine < median)
    print(f"\nAt least as near to Pol.is wherever its smallest group has {LARGE} people: {'no' if missed else 'yes'}\n")


def chance() -> None:
    print(
        "| conversation | people | groups found | strongest deal = 1 | told | dealt: found | drawn anew | told of 20 |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for folder in sorted(path for path in REAL.iterdir() if path.is_dir()):
        groups = opinion_groups(conversation(folder)[0])
        table, plane = groups.table, groups.map
        deals = max(float(map_of(dealt(table, seed)).strength[0]) for seed in range(DEALS))
        others = [dealt(table, 1_000 + seed) for seed in range(20)]
        first = opinion_groups(rows_of(others[0]))
        stays = stability(first)
        print(
            f"| {folder.name} | {len(table.people)} | {' + '.join(map(str, groups.sizes))} "
            f"| {float(plane.strength[0]) / deals:.2f} | {'yes' if more_than_chance(table, plane) else 'no'} "
            f"| {' + '.join(map(str, first.sizes))} | {'-' if stays is None else f'{stays:.2f}'} "
            f"| {sum(more_than_chance(one, map_of(one)) for one in others)} |",
            flush=True,
        )
    print()


def rows_of(table: VoteTable) -> list[Row]:
    return [
        (int(table.people[person]), int(table.items[item]), int(table.cells[person, item]))
        for person, item in zip(*np.nonzero(table.cells != UNSEEN), strict=True)
    ]


def speed(people: int, statements: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(GENERATOR), "--out", folder, "--what", "matrix"]
        command += ["--voters", str(people), "--contributions", str(statements)]
        subprocess.run(command, check=True)
        with (Path(folder) / "votes_matrix.csv").open() as stream:
            planted = {}
            rows: list[Row] = []
            for row in csv.DictReader(stream):
                rows.append((int(row["voter"]), int(row["statement"]), int(row["value"])))
                planted[rows[-1][0]] = int(row["planted_group"])
    took = []
    for _ in range(3):
        began = time.process_time()
        groups = opinion_groups(rows)
        took.append(time.process_time() - began)
    ours = statistics.median(took)
    print(f"{people} people x {statements} statements, {len(rows)} votes: {ours:.2f} s of processor time (bound 2)")
    right = agreement(
        np.array([planted[int(person)] for person in groups.table.people]),
        np.array([groups.members[person] for person in groups.table.people]),
    )
    print(f"{groups.k} groups found; agreement with the planted ones {right:.3f}")
    try:
        from reddwarf.implementations import polis
    except ImportError:
        print("red-dwarf is absent (pip install red-dwarf): not compared")
        return
    votes = [{"participant_id": person, "statement_id": item, "vote": value} for person, item, value in rows]
    began = time.process_time()
    polis.run_pipeline(votes=votes)
    theirs = time.process_time() - began
    print(f"red-dwarf: {theirs:.1f} s, {theirs / ours:.0f} times ours (bound 15)")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=31_600)
    parser.add_argument("--statements", type=int, default=300)
    parser.add_argument("--samples", type=int, default=40)
    given = parser.parse_args()
    if not REAL.is_dir():
        sys.exit("the real files are absent: this benchmark reads ../shared/data beside the checkout")
    agreements(given.samples)
    chance()
    speed(given.people, given.statements)


if __name__ == "__main__":
    main()
