#!/usr/bin/env python3
"""Does printing ten times as many contributions take ten times as long, and does the shell of a page stay the same?

.venv/bin/python benchmarks/scaling.py
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import inputs
import paired

FEW, MANY = 1_000, 10_000
# The same seeded contribution in both: number 7 is among the first thousand.
SAME_ITEM = 7
# What is the page's own: its main part, and its description, which names the days of what was imported.
_OWN = re.compile(rb'<main\b.*</main>|<meta name="description"[^>]*>', re.S)


def shell_of(site: Path, name: str) -> bytes:
    """The bytes of a page around what is its own."""
    return _OWN.sub(b"", (site / name).read_bytes())


def main() -> None:
    with paired.a_room() as room:
        contenders, folders = [], {}
        for many in (FEW, MANY):
            folder = folders[many] = inputs.write_consultation(room / str(many), many)
            home = room / str(many) / "home"
            inputs.run(home, "-C", folder, "build")
            command = [str(inputs.BIN / "lawloom"), "build", "--no-search"]
            contenders.append(
                paired.Contender(f"{many:,}", command, folder, forgetting(folder), inputs.environment(home))
            )
        found = paired.table(paired.alternate(*contenders))
        few, many = found[f"{FEW:,}"], found[f"{MANY:,}"]
        paired.verdict(f"CPU for {MANY:,} over CPU for {FEW:,}", many.cpu / few.cpu, 11)
        paired.verdict(f"time for {MANY:,} over time for {FEW:,}", many.wall / few.wall, 11)
        item = next(folders[FEW].glob(f"site/subjects/*/c/cs-{SAME_ITEM}/index.html"))
        slug = item.parents[2].name
        item_page = item.relative_to(folders[FEW] / "site").as_posix()
        for name in (
            item_page,
            "index.html",
            f"subjects/{slug}/index.html",
            f"subjects/{slug}/all/index.html",
            "data/index.html",
        ):
            shells = [shell_of(folders[many] / "site", name) for many in (FEW, MANY)]
            same = "met" if shells[0] == shells[1] else "MISSED"
            print(f"{same}: the shell of {name} is the same, byte for byte: {len(shells[0])} and {len(shells[1])}")


def forgetting(folder: Path) -> Callable[[], None]:
    def forget() -> None:
        shutil.rmtree(folder / "site")
        shutil.rmtree(folder / "build" / "state" / "press")

    return forget


if __name__ == "__main__":
    main()
