"""Short ways to say what a ledger holds, and to stop a run at any of its steps."""

from __future__ import annotations

import hashlib
import os
import random
from pathlib import Path

from lawloom.instance import Instance
from lawloom.ledger import append, runs, shards, verify
from lawloom.ledger.append import Draft
from lawloom.ledger.known import read_known

KEY = bytes(range(32))
SLUG = "trains"
DAY_1, DAY_2, DAY_3, DAY_9 = (f"2027-03-{day:02d}T06:00:00Z" for day in (1, 2, 3, 9))
CHANNEL = "import:cc"
STANCES = ("for", "mixed", "against")


def a_person(name):
    return hashlib.sha256(name.encode()).hexdigest()[:20]


def a_contribution(name="cc-1", *, at=DAY_1, by="ana", type="proposal", **more):
    source = {"actor": "citizen", "area": None, "channel": CHANNEL}
    line = {"kind": "contribution", "event": "opened", "id": name, "type": type, "on": None, "rev": 1, "time": at}
    return line | source | {"by": by and a_person(by)} | more


def a_vote(on="cc-1", *, by="ana", stance="for", at=DAY_2, **more):
    source = {"actor": "citizen", "area": None, "channel": CHANNEL}
    line = {"kind": "vote", "event": "cast", "on": on, "stance": stance, "time": at}
    return line | source | {"by": by and a_person(by)} | more


def a_count(on="cc-1", *, stance="for", value=7, prefix="cc", at=DAY_2):
    return {"kind": "count", "prefix": prefix, "on": on, "stance": stance, "value": value, "time": at}


def an_import(*, read, taken, files=("a" * 64,)):
    said = {"kind": "import", "format": "csv", "prefix": "cc", "votes": "rows", "files": list(files), "notes": []}
    return said | {"read": read, "taken": taken, "refused": {}, "refused_digests": [], "channel": CHANNEL}


def a_text(title="A night train"):
    return {"title": title, "body": "Every évening."}


def an_instance(tmp_path):
    tmp_path.mkdir(parents=True, exist_ok=True)
    return Instance(tmp_path)


def a_ledger(tmp_path, *records, as_of=DAY_9, slug=SLUG):
    """An instance whose ledger holds these records; a contribution gets a text unless it comes as (line, text)."""
    instance = an_instance(tmp_path)
    pairs = [
        one if isinstance(one, tuple) else (one, a_text() if one["kind"] == "contribution" else None) for one in records
    ]
    append.append(instance, slug, pairs, as_of=as_of, key=KEY)
    return instance


def some_records(contributions=3, votes=9, seed=1):
    """Contributions and votes in no order."""
    chance = random.Random(seed)  # noqa: S311  no secret
    opened = [(a_contribution(f"cc-{n}", by=f"p{n}"), a_text(f"Proposal {n}")) for n in range(1, contributions + 1)]
    cast = [
        (
            a_vote(f"cc-{n % contributions + 1}", by=f"p{n}", stance=("for", "mixed", "against")[n % 3], ms=n % 1000),
            None,
        )
        for n in range(votes)
    ]
    mixed = opened + cast
    chance.shuffle(mixed)
    return mixed


def import_run(instance, records, *, as_of, files=("a" * 64,), slug=SLUG):
    """What an import does: adds the records that are not there yet, then its closing line."""
    with runs.run(instance, slug, {"files": list(files)}, as_of=as_of) as began:
        known = read_known(instance, slug)
        done = known.files.issuperset(files)
        with Draft(instance, slug, as_of=began, key=KEY, known=known) as draft:
            for line, data in records:
                if known.takes(line):
                    draft.add(line, data)
            closing = [] if done else [an_import(read=len(records), taken=len(records), files=files)]
            return draft.write(closing=closing)


def problems_of(instance, slug=SLUG):
    """(place, code) of every problem that is no warning."""
    [report] = verify.verify(instance, [slug])
    return [(str(one.place), one.code) for one in report.problems if not one.warning]


def warnings_of(instance, slug=SLUG):
    [report] = verify.verify(instance, [slug])
    return [one.code for one in report.problems if one.warning]


def shard(instance, number=1, slug=SLUG):
    return shards.shard_path(instance.ledger_of(slug), number)


def texts(instance, number=1, slug=SLUG):
    return shards.shard_path(instance.texts_of(slug), number)


def snapshot(folder: Path):
    """Every file under the folder with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def small_shards(monkeypatch, size=4):
    """Shards that are full sooner, so that few lines fill several."""
    for module in (shards, append, verify):
        monkeypatch.setattr(module, "SHARD_LINES", size)


STEPS = ("write", "fsync", "replace", "unlink", "mkdir")
WAYS = ("before", "halfway", "after")


def dies_at(step, way, action):
    """Run action in a child that is killed at its nth step to the disk; whether it was (False: it ended before)."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        assert code in (0, 9), f"the child failed by itself (exit {code})"
        return code == 9
    try:
        taken = 0

        def stopping(name, real):
            def call(*arguments):
                nonlocal taken
                taken += 1
                if taken == step:
                    if way == "halfway" and name == "write":
                        real(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
                    try:
                        if way == "after":
                            real(*arguments)
                    finally:
                        os._exit(9)
                return real(*arguments)

            return call

        for name in STEPS:
            setattr(os, name, stopping(name, getattr(os, name)))
        action()
        os._exit(0)
    except BaseException as error:
        print(repr(error), flush=True)
        os._exit(1)
