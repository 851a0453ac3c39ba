"""`lawloom demo`: the demonstration of this repository, or an invented one of any size, in an empty folder."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lawloom.collect import run_import
from lawloom.errors import ContentProblems
from lawloom.instance import Instance
from lawloom.ledger.shards import shard_files
from lawloom.model.phase import PhaseKind
from lawloom.scaffold import lay, renew, template_files
from lawloom.scaffold.invented import ballots, files, rows
from lawloom.scaffold.invented.rows import Row, Subject
from lawloom.scaffold.invented.timetable import AS_OF, stretches
from lawloom.scaffold.invented.topics import TOPICS

MOST = 200_000  # contributions
_LARGE = 1_000  # contributions from which on one of them gets thousands of votes
# The phase that goes on in each subject, and its share of the contributions; the last one has received nothing.
_SUBJECTS = (
    (PhaseKind.SOLUTIONS, 35),
    (PhaseKind.DRAFT, 30),
    (PhaseKind.CAUSES, 15),
    (PhaseKind.FOLLOW, 20),
    (None, 0),
)
_ENGINE = Path(__file__).parents[1]
_PACKED = _ENGINE / "scaffold" / "packed"  # in a wheel; in a checkout the same files stand at its root
_OURS = ("consultation.yml", "mkdocs.yml", "content", "contributions", "docs/examples")

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a demonstration holds."""

    contributions: int
    lines: int  # of all its ledgers


def demo(target: Path, contributions: int | None, seed: str, progress: Progress | None = None) -> Shown:
    """Lay a demonstration in `target`, which must not exist or be empty. All or nothing.

    contributions  so many invented ones, drawn from the seed: the same arguments give the same bytes. None: a copy of
                   the demonstration that comes with the engine
    raises         ContentProblems where the folder cannot be used
    """
    if problems := list(lay.problems_of_target(target)):
        raise ContentProblems(*problems)
    with lay.workshop(target) as folder:
        if contributions is None:
            lay.write(folder, template_files.of_demonstration() | copied())
            renew.upgrade(Instance(folder))  # adds the configurations of its further languages
        else:
            lay.write(folder, template_files.of_demonstration() | files.of_all())
            _invent(Instance(folder), contributions, seed, progress or (lambda line: None))
            shutil.rmtree(folder / "private", ignore_errors=True)  # only what the imports left behind
        return _shown(Instance(folder))


def copied() -> dict[str, bytes]:
    """The files of the demonstration that comes with the engine, by path, in order."""
    home = _PACKED if _PACKED.is_dir() else _ENGINE.parents[1]
    found = {}
    for name in _OURS:
        top = home / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and not path.name.startswith("."):
                found[path.relative_to(home).as_posix()] = path.read_bytes()
    return dict(sorted(found.items()))


def _invent(instance: Instance, contributions: int, seed: str, progress: Progress) -> None:
    parts = rows.shares([share for _, share in _SUBJECTS], contributions)
    for topic, (now, _), n in zip(TOPICS, _SUBJECTS, parts, strict=True):
        most = ballots.MANY if now is PhaseKind.SOLUTIONS and contributions >= _LARGE else 0
        subject = Subject(topic, stretches(now), n, ballots.people_for(n), most_votes=most)
        files.prepared(subject)
        lay.write(instance.root, files.before(subject, seed))
        if n:
            progress(topic.title)
            _import(instance, subject, seed, progress)
        lay.write(instance.root, files.after(subject, seed))


def _import(instance: Instance, subject: Subject, seed: str, progress: Progress) -> None:
    """Through the same door as everybody's tables."""
    with tempfile.TemporaryDirectory(prefix="lawloom-demo-") as folder:
        tables = Path(folder)
        _write(tables / "contributions.csv", rows.COLUMNS, rows.contributions(subject, seed))
        _write(tables / "votes.csv", ballots.COLUMNS, ballots.votes(subject, seed))
        run_import(instance, "csv", tables, subject.topic.slug, as_of=AS_OF, key=files.KEY, progress=progress)


def _write(path: Path, columns: tuple[str, ...], drawn: Iterator[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(drawn)


def _shown(instance: Instance) -> Shown:
    contributions = lines = 0
    for slug in sorted(path.name for path in instance.contributions.glob("*") if path.is_dir()):
        for _, path in shard_files(instance.ledger_of(slug)):
            for raw in path.read_bytes().split(b"\n")[:-1]:
                lines += 1
                contributions += b'"event":"opened"' in raw and b'"kind":"contribution"' in raw
    return Shown(contributions, lines)
