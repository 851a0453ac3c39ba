#!/usr/bin/env python3
"""What does one new vote cost, beside MkDocs' full build of the same contributions?

    .venv/bin/python benchmarks/one_vote.py

Every run prints after one vote more: the consultation is put back to its state before the vote, with everything the
press remembers of it. At the end the site is compared with one built from nothing.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import inputs
import paired

CONTRIBUTIONS, VOTES = 10_000, 150_000
MOST_PAGES = 6
BESIDES = ("feed.xml", "sitemap.xml", "data/", "pagefind/")


def marks(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of every file: what a write changes."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def main() -> None:
    with paired.a_room() as room:
        ours = inputs.write_consultation(room / "ours", CONTRIBUTIONS, votes=VOTES)
        mkdocs = inputs.write_mkdocs(room / "mkdocs", CONTRIBUTIONS)
        home = room / "ours" / "home"
        inputs.run(home, "-C", ours, "build")
        slug = sorted(path.name for path in (ours / "contributions").iterdir() if path.is_dir())[0]
        table = room / "ours" / "tables" / "one-vote.csv"
        item = next((ours / "site" / "subjects" / slug / "c").iterdir()).name.removeprefix("cs-")
        voters = iter(range(1_000_000, 2_000_000))

        def vote() -> None:
            """A vote of somebody new, on the same item each time."""
            row: dict[str, object] = {"on": item, "by": next(voters), "stance": "for", "time": "2013-05-30T00:00:00Z"}
            inputs.bring(room / "ours", slug, inputs.write_table(table, [row]))

        command = [str(inputs.BIN / "lawloom"), "build"]
        found = paired.table(
            paired.alternate(
                paired.Contender("one new vote", command, ours, vote, inputs.environment(home)),
                paired.Contender("MkDocs + Material, full", [str(inputs.BIN / "mkdocs"), "build", "-q"], mkdocs),
            )
        )
        ratio = found["MkDocs + Material, full"].cpu / found["one new vote"].cpu
        paired.verdict("MkDocs' CPU over that of one vote", ratio, 100, at_least=True)

        vote()
        site, typeset = marks(ours / "site"), marks(ours / "build" / "typeset")
        subprocess.run(command, cwd=ours, env=inputs.environment(home), check=True, capture_output=True)
        after = marks(ours / "site")
        touched = sorted(name for name in site.keys() | after.keys() if site.get(name) != after.get(name))
        pages = [name for name in touched if not name.endswith(BESIDES[:2]) and not name.startswith(BESIDES[2:])]
        print("\n".join(f"  rewritten: {name}" for name in touched))
        paired.verdict("files rewritten besides feeds, sitemap, data and search", len(pages), MOST_PAGES)
        same = typeset == marks(ours / "build" / "typeset")
        print(f"{'met' if same else 'MISSED'}: MkDocs was not run")

        incremental = digests(ours / "site")
        shutil.rmtree(ours / "site")
        shutil.rmtree(ours / "build")
        inputs.run(home, "-C", ours, "build")
        print(f"{'met' if incremental == digests(ours / 'site') else 'MISSED'}: the same bytes as a build from nothing")


if __name__ == "__main__":
    main()
