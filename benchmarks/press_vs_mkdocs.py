#!/usr/bin/env python3
"""Does the press print ten thousand contributions for less than MkDocs + Material and hugo do on the same pages?

    .venv/bin/python benchmarks/press_vs_mkdocs.py [CONTRIBUTIONS]

The press alone: the editorial pages are read and typeset already (build/typeset is kept); site/ and all that the press
remembers of earlier prints are removed before each run. MkDocs and hugo build the same contributions as one page each,
from nothing.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import inputs
import paired


def pages(folder: Path) -> int:
    return sum(1 for _ in folder.rglob("*.html"))


def main(contributions: int) -> None:
    with paired.a_room() as room:
        ours = inputs.write_consultation(room / "ours", contributions)
        mkdocs = inputs.write_mkdocs(room / "mkdocs", contributions)
        hugo = inputs.write_hugo(room / "hugo", contributions)
        home = room / "ours" / "home"
        inputs.run(home, "-C", ours, "build")

        def forget() -> None:
            shutil.rmtree(ours / "site")
            shutil.rmtree(ours / "build" / "state" / "press")

        contenders = [
            paired.Contender(
                "press", [str(inputs.BIN / "lawloom"), "build", "--no-search"], ours, forget, inputs.environment(home)
            ),
            paired.Contender("MkDocs + Material", [str(inputs.BIN / "mkdocs"), "build", "-q"], mkdocs),
        ]
        if there := shutil.which("hugo"):
            clean = lambda: shutil.rmtree(hugo / "public", ignore_errors=True)  # noqa: E731
            contenders.append(paired.Contender("hugo", [there, "--quiet"], hugo, clean))
        else:
            print("hugo is absent (apt-get install hugo): compared with MkDocs alone", file=sys.stderr)
        found = paired.table(paired.alternate(*contenders))
        print(f"pages: press {pages(ours / 'site')}, MkDocs {pages(mkdocs / 'site')}, hugo {pages(hugo / 'public')}")
        press = found["press"]
        paired.verdict("MkDocs' CPU over the press's", found["MkDocs + Material"].cpu / press.cpu, 8, at_least=True)
        if "hugo" in found:
            paired.verdict("the press's CPU over hugo's", press.cpu / found["hugo"].cpu, 1)
            paired.verdict("the press's memory over hugo's", press.memory / found["hugo"].memory, 0.25)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
