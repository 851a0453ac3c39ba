"""The same synthetic contributions in every contender's own form. Needs ../shared/tools beside the checkout."""

from __future__ import annotations

import subprocess
import sys
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


def generate(folder: Path, what: str, *, contributions: int, subjects: int = 3, votes: int | None = None) -> Path:
    """Write the named artefacts (jsonl, pages, votes) of a seeded consultation; the same arguments give the same bytes."""
    if not GENERATOR.is_file():
        sys.exit("the generator is absent: this benchmark reads ../shared/tools beside the checkout")
    command = [sys.executable, str(GENERATOR), "--out", str(folder), "--what", what]
    command += ["--contributions", str(contributions), "--subjects", str(subjects)]
    command += ["--votes", str(votes)] if votes is not None else []
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
