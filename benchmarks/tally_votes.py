"""A million votes: `lawloom tally` against DuckDB on the same ledger, whole processes, in turns.

    python benchmarks/tally_votes.py [--votes 1000000] [--contributions 10000] [--voters 1500] [--folder KEPT]

DuckDB is told the columns it needs and keeps the last vote of each person on each contribution; it checks no chain. The
bounds: at most twice its wall time, at most 100 MiB. Needs ../shared/tools beside the checkout, and duckdb (extra
`data`).
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from inputs import BIN, GENERATOR
from paired import Contender, alternate, table, verdict

SLUG = "million"
STANCES = {"-1": "against", "0": "pass", "1": "for"}
SHARD = 1000
ZEROS = "0" * 64

SUBJECT = """\
---
title: A million votes
summary: Generated.
language: en
phases:
  - {name: solutions, kind: solutions, opens: 2013-01-01, closes: 2014-12-31}
---

Generated.
"""
DUCKDB = """\
import sys, duckdb
rows = duckdb.sql(f'''
  select "on", stance, count(*) from (
    select "on", "by", arg_max(stance, time) as stance
    from read_json('{sys.argv[1]}/*.jsonl', format='newline_delimited',
                   columns={{kind: 'VARCHAR', "on": 'VARCHAR', "by": 'VARCHAR', stance: 'VARCHAR', time: 'VARCHAR'}})
    where kind = 'vote' group by all
  ) group by all order by 1, 2''').fetchall()
print(len(rows), sum(row[2] for row in rows))
"""


def lines(votes: Path) -> Iterator[dict[str, object]]:
    """The lines of the ledger, without `prev`: every contribution, then every vote in order of time."""
    with votes.open(encoding="utf-8", newline="") as stream:
        next(stream)
        rows = sorted((int(at), int(on), int(by), value) for on, by, value, at in csv.reader(stream))
    source = {"actor": None, "area": None, "channel": "import:po"}
    began, ended = moment(rows[0][0] - 1), moment(rows[-1][0] + 1)
    yield {"kind": "genesis", "subject": SLUG, "format": 1, "time": ended}
    for on in sorted({row[1] for row in rows}):
        opened = {
            "kind": "contribution",
            "event": "opened",
            "id": f"po-{on}",
            "type": "statement",
            "on": None,
            "rev": 1,
        }
        yield opened | source | {"by": person(on), "text": hashlib.sha256(b"%d" % on).hexdigest(), "time": began}
    for at, on, by, value in rows:
        cast = {"kind": "vote", "event": "cast", "on": f"po-{on}", "by": person(by), "stance": STANCES[value]}
        yield cast | source | {"time": moment(at)}
    said = {"kind": "import", "format": "polis", "prefix": "po", "files": [], "votes": "rows", "read": len(rows)}
    said |= {"taken": len(rows), "refused": {}, "refused_digests": [], "notes": [], "time": ended}
    yield said | {"actor": None, "area": None, "channel": None}


def person(number: int) -> str:
    return hashlib.sha256(b"person %d" % number).hexdigest()[:20]


def moment(seconds: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def write_ledger(folder: Path, votes: Path) -> int:
    """The chained ledger in shards; how many lines."""
    folder.mkdir(parents=True)
    prev, shard, many = ZEROS, [], 0
    for line in lines(votes):
        raw = json.dumps(line | {"prev": prev}, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
        prev = hashlib.sha256(raw).hexdigest()
        shard.append(raw + b"\n")
        many += 1
        if len(shard) == SHARD:
            (folder / f"{many // SHARD:04d}.jsonl").write_bytes(b"".join(shard))
            shard.clear()
    if shard:
        (folder / f"{many // SHARD + 1:04d}.jsonl").write_bytes(b"".join(shard))
    return many


def an_instance(folder: Path, votes: int, contributions: int, voters: int) -> None:
    """A consultation that holds so many votes; made once where the folder is kept."""
    instance = folder / "instance"
    ledger = instance / "contributions" / SLUG / "ledger"
    if ledger.is_dir():
        return
    if not GENERATOR.is_file():
        sys.exit("the generator is absent: this benchmark reads ../shared/tools beside the checkout")
    wanted = {"votes": votes, "contributions": contributions, "voters": voters, "subjects": 1}
    options = [part for name, value in wanted.items() for part in (f"--{name}", str(value))]
    subprocess.run([sys.executable, str(GENERATOR), "--out", str(folder), "--what", "votes", *options], check=True)
    home = {**os.environ, "XDG_CONFIG_HOME": str(folder / "config")}
    laid = [str(BIN / "lawloom"), "new", str(instance), "--title", "Votes", "--language", "en"]
    subprocess.run([*laid, "--repository", "owner/name"], check=True, env=home, stdout=subprocess.DEVNULL)
    subject = instance / "content" / "subjects" / SLUG / "subject.md"
    subject.parent.mkdir(parents=True)
    subject.write_text(SUBJECT, encoding="utf-8")
    many = write_ledger(ledger, folder / "votes.csv")
    print(f"{many:,} lines, {sum(path.stat().st_size for path in ledger.iterdir()) / 1e6:.0f} MB", file=sys.stderr)


def agree(instance: Path, duckdb: list[str]) -> None:
    """End the benchmark if the two do not count the same."""
    told = subprocess.run(
        [str(BIN / "lawloom"), "tally", "--json"], cwd=instance, check=True, capture_output=True
    ).stdout
    items = json.loads(told)["subjects"][SLUG]["items"]
    figures = [item[stance] for item in items for stance in ("for", "pass", "against") if item[stance]]
    theirs = subprocess.run(duckdb, check=True, capture_output=True, text=True).stdout.split()
    if [str(len(figures)), str(sum(figures))] != theirs:
        sys.exit(f"the two disagree: {len(figures)} figures, {sum(figures)} votes; DuckDB: {theirs}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--votes", type=int, default=1_000_000)
    parser.add_argument("--contributions", type=int, default=10_000)
    parser.add_argument("--voters", type=int, default=1_500)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="keep the generated ledger here for the next time")
    parser.add_argument("--make", action="store_true", help="only generate the ledger")
    options = parser.parse_args()
    if options.make:
        an_instance(options.folder, options.votes, options.contributions, options.voters)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = (options.folder or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        # In a process of its own: what this one has held would show as memory of those it starts.
        again = [sys.executable, __file__, *sys.argv[1:], "--folder", str(folder), "--make"]
        subprocess.run(again, check=True)
        instance = folder / "instance"
        script = folder / "last_votes.py"
        script.write_text(DUCKDB, encoding="utf-8")
        duckdb = [sys.executable, str(script), str(instance / "contributions" / SLUG / "ledger")]
        agree(instance, duckdb)
        ours = Contender("lawloom tally", [str(BIN / "lawloom"), "tally"], instance)
        found = alternate(Contender("duckdb", duckdb, instance), ours, runs=options.runs)
    medians = table(found)
    mine, other = medians["lawloom tally"], medians["duckdb"]
    verdict("wall time against duckdb", mine.wall / other.wall, 2)
    verdict("memory of the largest process, MiB", mine.memory, 100)


if __name__ == "__main__":
    main()
