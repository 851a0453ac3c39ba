"""The same synthetic contributions in every contender's own form. Needs ../shared/tools beside the checkout."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
GENERATOR = REPOSITORY.parent / "shared" / "tools" / "gen_consultation.py"
BIN = Path(sys.executable).parent

MKDOCS = """\
site_name: Benchmark
site_url: https://benchmark.example/
theme: {name: material, font: false}
plugins: []
nav: [index.md]
validation: {nav: {omitted_files: ignore}}
"""

HUGO = """\
baseURL = "https://benchmark.example/"
title = "Benchmark"
languageCode = "en"
paginate = 50
disableKinds = ["taxonomy", "term"]
"""
SHELL = """\
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<link rel="stylesheet" href="/site.css"></head><body><header><a href="/">{{ site.Title }}</a></header>
<main><h1>{{ .Title }}</h1>
%s
</main><footer><a href="/">{{ site.Title }}</a></footer></body></html>
"""
SINGLE = SHELL % "{{ .Content }}"
LIST = SHELL % (
    '<ol>{{ range (.Paginate .Pages).Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ol>'
    '{{ template "_internal/pagination.html" . }}'
)


def generate(
    folder: Path,
    what: str,
    *,
    contributions: int,
    subjects: int = 3,
    votes: int | None = None,
    more: Sequence[str] = (),
) -> Path:
    """Write the named artefacts (jsonl, pages, votes) of a seeded consultation; same arguments, same bytes."""
    if not GENERATOR.is_file():
        sys.exit("the generator is absent: this benchmark reads ../shared/tools beside the checkout")
    command = [sys.executable, str(GENERATOR), "--out", str(folder), "--what", what]
    command += ["--contributions", str(contributions), "--subjects", str(subjects)]
    command += ["--votes", str(votes)] if votes is not None else []
    command += more
    subprocess.run(command, check=True)
    return folder


def write_mkdocs(folder: Path, contributions: int) -> Path:
    """A MkDocs + Material site of one page a contribution, navigation limited to the front page."""
    generate(folder, "pages", contributions=contributions)
    (folder / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    return folder


def write_hugo(folder: Path, contributions: int) -> Path:
    """A hugo site of the same pages, with one template for a page and one for lists of 50."""
    generate(folder, "pages", contributions=contributions)
    (folder / "docs" / "index.md").unlink()
    (folder / "docs").rename(folder / "content")
    (folder / "config.toml").write_text(HUGO, encoding="utf-8")
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (layouts / "single.html").write_text(SINGLE, encoding="utf-8")
    (layouts / "list.html").write_text(LIST, encoding="utf-8")
    return folder


# --- our own form -----------------------------------------------------------------------------------------------------

# The generator's arguments, sources and amendments answer nothing. They become solutions, so that each is a page.
KINDS = {"cause": "cause"}
STANCES = {"1": "for", "0": "mixed", "-1": "against"}
AS_OF = "2013-06-01T00:00:00Z"


def iso(seconds: int) -> str:
    """Seconds since 1970 as the tables write a moment."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def write_consultation(folder: Path, contributions: int, *, votes: int = 0, subjects: int = 3) -> Path:
    """A consultation with these contributions imported, not yet printed.

    votes   0: totals come with the contributions; otherwise so many rows of votes, and no totals
    """
    tables = folder / "tables"
    tables.mkdir(parents=True)
    generate(tables, "jsonl", contributions=contributions, subjects=subjects)
    by_subject: dict[str, list[dict[str, object]]] = defaultdict(list)
    subject_of = {}
    with (tables / "contributions.jsonl").open(encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            subject_of[str(row["id"])] = row["subject"]
            totals = {} if votes else {"for": row["up"], "against": row["down"]}
            by_subject[row["subject"]].append(
                {"id": row["id"], "kind": KINDS.get(row["kind"], "solution"), "title": row["title"]}
                | {"body": row["body"], "author": row["author"], "created_at": iso(row["created"])} | totals
            )  # fmt: skip
    home = folder / "home"
    run(home, "new", folder / "consultation", "--title", "Benchmark", "--language", "en", "--repository", "a/b")
    for slug, rows in sorted(by_subject.items()):
        bring(folder, slug, write_table(tables / f"{slug}.csv", rows))
    if votes:
        for slug, rows in sorted(vote_rows(tables, subject_of, contributions, votes, subjects).items()):
            bring(folder, slug, write_table(tables / f"{slug}-votes.csv", rows))
    return folder / "consultation"


def vote_rows(
    tables: Path, subject_of: dict[str, str], contributions: int, votes: int, subjects: int
) -> dict[str, list[dict[str, object]]]:
    """The generator's votes by subject, as our table of votes has them."""
    generate(tables, "votes", contributions=contributions, subjects=subjects, votes=votes)
    found: dict[str, list[dict[str, object]]] = defaultdict(list)
    with (tables / "votes.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            found[subject_of[row["contribution"]]].append(
                {"on": row["contribution"], "by": row["voter"], "stance": STANCES[row["value"]]}
                | {"time": iso(int(row["ts"]))}
            )  # fmt: skip
    return found


def bring(folder: Path, slug: str, table: Path) -> None:
    """Import one table into one subject."""
    words = (
        "-C",
        folder / "consultation",
        "import",
        "csv",
        table,
        "--subject",
        slug,
        "--title",
        slug,
        "--as-of",
        AS_OF,
    )
    run(folder / "home", *words)


def run(home: Path, *words: str | Path) -> None:
    """A command of lawloom with a home of its own, silent unless it fails."""
    done = subprocess.run([BIN / "lawloom", *words], env=environment(home), capture_output=True, check=False)
    if done.returncode:
        sys.exit(f"lawloom {words} failed:\n{done.stderr.decode()[-3000:]}")


def environment(home: Path) -> dict[str, str]:
    """Where keys of a benchmark live: never with the person's own."""
    return {**os.environ, "XDG_CONFIG_HOME": str(home), "LAWLOOM_LANGUAGE": "en"}


def write_table(path: Path, rows: Iterable[dict[str, object]]) -> Path:
    """A CSV file of these rows, which all have the columns of the first."""
    rows = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path
