#!/usr/bin/env python3
"""Redlines of real texts: is every later text rebuilt, how long does it take, how many words does it take beside git?

.venv/bin/python benchmarks/redline.py           every pair of neighbouring revisions, and some far apart
.venv/bin/python benchmarks/redline.py --pairs   one row a pair as well

Needs ../shared/data beside the checkout: French codes and the Constitution of 1958, a revision a reform, and a policy
that was consulted on through a forge. Words stand between blanks, as git's do without --word-diff-regex.
"""

from __future__ import annotations

import contextlib
import json
import re
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from lawloom import bill
from lawloom.bill.redlining import as_json

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
SLOWEST = 2.0  # seconds of one core
MOST_BESIDE_GIT = 1.5


@dataclass(frozen=True)
class Measured:
    name: str
    words: int
    git: int
    seconds: float
    moves: int
    renumbered: int
    exact: bool

    @property
    def ratio(self) -> float:
        return self.words / self.git if self.git else float(self.words > 0) + 1.0


def pairs(folder: Path) -> Iterator[tuple[str, bool, Path, Path]]:
    """Name, whether the two are neighbours, the earlier and the later file."""
    for archive in sorted(DATA.glob("legalize-fr/*.tar.xz")):
        with tarfile.open(archive) as packed:
            packed.extractall(folder / archive.name, filter="data")
        found = sorted((folder / archive.name).rglob("*.md"))
        code = archive.name.split(".")[0]
        for n, (a, b) in enumerate(pairwise(found)):
            yield f"{code} {n}-{n + 1}", True, a, b
        for i, j in sorted({(0, len(found) - 1), (1, len(found) - 1), (len(found) - 1, 0), (2, len(found) // 2)}):
            if i != j:
                yield f"{code} {i}-{j}", False, found[i], found[j]
    with tarfile.open(DATA / "source-code-policy" / "revisions.tar.xz") as packed:
        packed.extractall(folder / "policy", filter="data")
    versions: dict[str, list[Path]] = {}
    for path in sorted((folder / "policy").rglob("*.md")):
        inner = re.sub(r"^.*?/\d{3}_[^/]*/", "", path.as_posix())
        versions.setdefault(inner, []).append(path)
    for name, found in sorted(versions.items()):
        for n, (a, b) in enumerate(pairwise(found)):
            yield f"policy {name} {n}-{n + 1}", True, a, b
        if len(found) > 2:
            yield f"policy {name} 0-{len(found) - 1}", False, found[0], found[-1]


def words_of_git(a: Path, b: Path) -> int:
    """Words added and removed by git's own word diff."""
    told = subprocess.run(
        ["git", "diff", "--no-index", "--no-color", "--word-diff=porcelain", "-U0", str(a), str(b)],
        capture_output=True,
        check=False,
    ).stdout.decode("utf-8", "replace")
    rows = told.split("\n@@", 1)[-1].split("\n")[1:]
    return sum(len(row[1:].split()) for row in rows if row.startswith(("+", "-")))


def measured(name: str, a_path: Path, b_path: Path) -> Measured:
    a, b = (path.read_bytes().decode("utf-8") for path in (a_path, b_path))
    began = time.process_time()
    made = bill.redline(a, b)
    spent = time.process_time() - began
    exact = bill.apply(a, made) == b and bill.apply(a, json.loads(as_json.printed(made))) == b
    git = words_of_git(a_path, b_path)
    words = sum(len((piece.was or piece.now).split()) for piece in made.edits)  # signs and ids too, as git counts
    return Measured(name, words, git, spent, len(made.moves), len(made.renumbered), exact)


def main() -> None:
    if not (DATA / "legalize-fr").is_dir():
        sys.exit(f"the real texts are absent: {DATA / 'legalize-fr'}")
    failed = False
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        found = [(near, measured(name, a, b)) for name, near, a, b in pairs(folder)]
    if "--pairs" in sys.argv:
        print(
            "| pair | words | git | beside git | moves | renumbered | CPU s |\n"
            "| --- | --- | --- | --- | --- | --- | --- |"
        )
        for _, one in found:
            row = (one.name, one.words, one.git, f"{one.ratio:.2f}", one.moves, one.renumbered, f"{one.seconds:.3f}")
            print("| " + " | ".join(map(str, row)) + " |")
    for told, of in (("neighbours", True), ("far apart", False)):
        these = [one for near, one in found if near is of]
        ratios = [one.ratio for one in these]
        slowest, worst = max(these, key=lambda one: one.seconds), max(these, key=lambda one: one.ratio)
        print(
            f"{told}: {len(these)} pairs, {sum(one.exact for one in these)} rebuilt exactly; words beside git's: "
            f"median {statistics.median(ratios):.2f}, most {worst.ratio:.2f} ({worst.name}), "
            f"in all {sum(one.words for one in these)} to {sum(one.git for one in these)}; "
            f"slowest {slowest.seconds:.2f} CPU s ({slowest.name}), in all {sum(one.seconds for one in these):.1f}; "
            f"{sum(one.moves for one in these)} moves, {sum(one.renumbered for one in these)} renumbered"
        )
        failed |= not all(one.exact for one in these)
        failed |= slowest.seconds > SLOWEST or worst.ratio > MOST_BESIDE_GIT or statistics.median(ratios) > 1
    sys.exit("one of them is not as it should be" if failed else None)


if __name__ == "__main__":
    main()
