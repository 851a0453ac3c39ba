"""Ledgers written line by line, without a run: for tests of those that read."""

import hashlib

import pytest

from lawloom.errors import LedgerDamaged
from lawloom.instance import Instance
from lawloom.ledger import append, fold, reading, shards
from lawloom.ledger.line import ZEROS, canonical, digest
from ledger.builders import DAY_9, SLUG, a_contribution, a_vote, an_import

GENESIS = {"kind": "genesis", "subject": SLUG, "format": 1, "time": DAY_9}


def chain(records, genesis=GENESIS):
    """The lines as bytes, each with the digest of the one before."""
    prev, lines = ZEROS, []
    for record in (genesis, *records) if genesis else records:
        line = canonical(record | {"prev": prev}).encode()
        prev = digest(line)
        lines.append(line)
    return lines


def write(folder, lines, size=shards.SHARD_LINES):
    """The shards of these lines, and nothing else, in folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.jsonl"):
        old.unlink()
    for at in range(0, len(lines), size):
        shards.shard_path(folder, at // size + 1).write_bytes(b"".join(line + b"\n" for line in lines[at : at + size]))


def an_instance_of(tmp_path, records, size=shards.SHARD_LINES):
    instance = Instance(tmp_path)
    write(instance.ledger_of(SLUG), chain(records), size)
    return instance


def opened(name="cc-1", *, by="ana", type="proposal", **more):
    text = hashlib.sha256(name.encode()).hexdigest()
    return a_contribution(name, by=by, type=type, text=text, **more)


def voted(on="cc-1", *, by="ana", stance="for", **more):
    return a_vote(on, by=by, stance=stance, **more)


def some_lines(contributions=3, votes=40):
    """Contributions, then votes of many people at many moments."""
    items = [opened(f"cc-{n}", by=f"p{n}") for n in range(1, contributions + 1)]
    cast = [
        voted(
            f"cc-{n * 7 % contributions + 1}",
            by=f"p{n % 11}",
            stance=("for", "mixed", "against")[n % 3],
            at=f"2027-03-02T06:{n // 60 % 60:02d}:{n % 60:02d}Z",
        )
        for n in range(votes)
    ]
    return items + cast


def small_shards(monkeypatch, size=4):
    """Shards that are full sooner, so that few lines fill several."""
    for module in (shards, append, reading, fold):
        monkeypatch.setattr(module, "SHARD_LINES", size)


def same(one, other):
    """Whether two folded ledgers hold the same, whatever the order of votes on different things."""

    def plain(ledger):
        votes = {on: (list(ledger.votes.of(on)), ledger.votes.nobody(on)) for on in sorted(ledger.votes.items)}
        names = [name for name in ledger.__slots__ if name != "votes"]
        return votes, {name: getattr(ledger, name) for name in names}

    return plain(one) == plain(other)


def the_damage(action, *arguments, **more):
    """Code and place of the one problem that the action ends with."""
    with pytest.raises(LedgerDamaged) as found:
        action(*arguments, **more)
    [problem] = found.value.problems
    return problem.code, str(problem.place)


def import_line(votes, at=DAY_9):
    return an_import(read=1, taken=1) | {"votes": votes, "time": at, "actor": None, "area": None}
