"""The real consultations that the synthesis is measured on: texts with what people or planners said they are about.

They are not ours to publish: they are read from ../shared/data beside the checkout, and a benchmark says so where they
are not there.
"""

from __future__ import annotations

import csv
import gzip
import html
import json
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import inputs

DATA = inputs.REPOSITORY.parent / "shared" / "data"
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Labelled:
    """Texts of one language, each with its label."""

    name: str
    language: str
    texts: list[str]
    labels: list[str]

    @property
    def themes(self) -> int:
        return len(set(self.labels))


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table, packed or not; the benchmark ends where it is absent."""
    path = DATA / name
    if not path.is_file():
        sys.exit(f"{name} is absent: this benchmark reads ../shared/data beside the checkout")
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def chile() -> Labelled:
    """Arguments of local meetings; the label is one of the official concepts."""
    kept = [row for row in rows("chile-ela/arguments.csv.gz") if row["canonical"] == "1"]
    return Labelled("chile-ela", "es", [row["fundamento"] for row in kept], [row["concepto"] for row in kept])


def bill(*, arguments: bool) -> Labelled:
    """Opinions on a bill, with or without the arguments about them; the label is the section of the bill."""
    path = DATA / "republique-numerique" / "opinions.jsonl.gz"
    if not path.is_file():
        sys.exit("opinions.jsonl.gz is absent: this benchmark reads ../shared/data beside the checkout")
    texts, labels = [], []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        opinions = [json.loads(line) for line in file]
    for opinion in opinions:
        said = [f"{opinion['title']}\n{html.unescape(_TAG.sub(' ', opinion['body_html'] or ''))}"]
        said += [argument["body"] for argument in opinion["arguments"]] if arguments else []
        texts += said
        labels += [str(opinion["section_id"])] * len(said)
    name = "republique-numerique" + (", opinions and arguments" if arguments else ", opinions")
    return Labelled(name, "fr", texts, labels)


def madrid() -> Labelled:
    """Comments; the label is the proposal they were written under."""
    table = rows("decide-madrid/comments.csv.gz")
    return Labelled("decide-madrid", "es", [row["text"] for row in table], [row["proposalId"] for row in table])


def ottensen() -> tuple[list[str], list[frozenset[str]]]:
    """Contributions on mobility, each with all its themes (several may hold)."""
    table = rows("cimt-themes/ottensen.csv.gz")
    columns = list(table[0])[4:]
    return (
        [f"{row['title']}\n{row['text']}" for row in table],
        [frozenset(one for one in columns if row[one] == "1") for row in table],
    )


def planted(language: str, many: int, *options: str) -> Iterator[dict[str, object]]:
    """Generated contributions of one language with their planted topic and original."""
    if not inputs.GENERATOR.is_file():
        sys.exit("the generator is absent: this benchmark reads ../shared/tools beside the checkout")
    with tempfile.TemporaryDirectory(prefix="lawloom-bench-") as folder:
        write(Path(folder), language, many, *options)
        with (Path(folder) / "contributions.jsonl").open(encoding="utf-8") as file:
            yield from map(json.loads, file)


def write(folder: Path, language: str, many: int, *options: str) -> None:
    """Generated contributions as a file contributions.jsonl."""
    inputs.generate(folder, "jsonl", contributions=many, more=("--languages", language, *options))
