"""Paired measurements: two or more commands take turns in one run, so that what disturbs one disturbs the other.

CPU is user + system time of the command and of all the processes it started and waited for; memory is the greatest
resident size of any one of them. Standard library only: a fat parent would show in its children's memory.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

RUNS = int(os.environ.get("RUNS", "5"))


@dataclass(frozen=True)
class Run:
    """One execution: seconds, seconds, mebibytes."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True)
class Contender:
    """A command measured, with what has to be done before each run (not measured)."""

    name: str
    command: Sequence[str]
    folder: Path
    before: Callable[[], None] = lambda: None
    environment: Mapping[str, str] | None = None


@contextmanager
def a_room() -> Iterator[Path]:
    """A folder for the whole run, in memory where the system has such a place.

    Making ten thousand folders costs a disk's file system seconds of the kernel's time, more under load, and the same
    for every contender: it would hide what is asked.
    """
    memory = Path("/dev/shm")  # noqa: S108
    with tempfile.TemporaryDirectory(prefix="lawloom-bench-", dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


def measure(contender: Contender) -> Run:
    """Run the command once. A command that fails ends the benchmark with its own words."""
    contender.before()
    log = contender.folder / ".benchmark.log"
    with log.open("wb") as out:
        began = time.perf_counter()
        process = subprocess.Popen(
            list(contender.command),
            cwd=contender.folder,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=usual({**os.environ, **(contender.environment or {})}),
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    told = log.read_text(errors="replace")
    log.unlink()
    if process.returncode:
        sys.exit(f"{contender.name} failed with exit {process.returncode}:\n{told[-3000:]}")
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def usual(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment without what would keep Python from remembering what it compiled, as on a person's machine."""
    return {name: value for name, value in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}


def alternate(*contenders: Contender, runs: int = RUNS) -> dict[str, list[Run]]:
    """Runs of each contender by name: A B A B ..., each once unmeasured first so that the disk is warm."""
    found: dict[str, list[Run]] = {contender.name: [] for contender in contenders}
    for turn in range(runs + 1):
        for contender in contenders:
            run = measure(contender)
            if turn:
                found[contender.name].append(run)
                print(f"  {contender.name}: {run.cpu:.2f} s CPU, {run.memory:.0f} MiB", file=sys.stderr, flush=True)
    return found


def median(runs: Sequence[Run]) -> Run:
    """The median of each figure by itself."""
    return Run(*(statistics.median(getattr(run, field) for run in runs) for field in ("wall", "cpu", "memory")))


def table(found: Mapping[str, Sequence[Run]]) -> dict[str, Run]:
    """Print medians, spread and ratios against the first name; give the medians."""
    medians = {name: median(runs) for name, runs in found.items()}
    first = next(iter(medians.values()))
    print(f"| {'':28} | CPU s (least to most) | wall s | MiB | CPU ratio | memory ratio |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, runs in found.items():
        m = medians[name]
        spread = f"{m.cpu:.2f} ({min(r.cpu for r in runs):.2f} to {max(r.cpu for r in runs):.2f})"
        print(
            f"| {name:28} | {spread} | {m.wall:.2f} | {m.memory:.0f} "
            f"| {m.cpu / first.cpu:.2f} | {m.memory / first.memory:.2f} |"
        )
    return medians


def verdict(what: str, value: float, bound: float, *, at_least: bool = False) -> None:
    """Print one figure beside the bound it is held to."""
    met = value >= bound if at_least else value <= bound
    print(f"{'met' if met else 'MISSED'}: {what}: {value:.2f}, {'at least' if at_least else 'at most'} {bound:g}")
