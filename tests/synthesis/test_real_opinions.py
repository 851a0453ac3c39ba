"""Opinion groups of real conversations, held against what Pol.is itself published for them."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path

import numpy as np
import pytest

from lawloom.synthesis import opinion_statements as statements
from lawloom.synthesis.opinion import agreement, opinion_groups
from lawloom.synthesis.opinion_map import map_of
from lawloom.synthesis.opinion_votes import UNSEEN, VoteTable

# Figures of Pol.is carry single-precision z scores.
CLOSE = 1e-5


def opened(path: Path) -> io.TextIOBase:
    packed = path.with_name(path.name + ".gz")
    return io.TextIOWrapper(gzip.open(packed)) if packed.exists() else path.open(encoding="utf-8")


def conversation(folder: Path) -> tuple[list[tuple[int, int, int]], dict[int, int]]:
    """Votes as rows, and the group that Pol.is gave to each person to whom it gave one."""
    with opened(folder / "participants-votes.csv") as stream:
        rows = list(csv.DictReader(stream))
    votes = [
        (int(row["participant"]), int(name), round(float(value)))
        for row in rows
        for name, value in row.items()
        if name.isdigit() and value
    ]
    return votes, {int(row["participant"]): round(float(row["group-id"])) for row in rows if row["group-id"]}


@pytest.mark.parametrize(
    ("name", "least"),
    # Medians of 20 seeds of two principal components and k-means on the same table: benchmarks/opinion_groups.py.
    [("15-per-hour-seattle", 0.795), ("brexit-consensus", 0.861), ("canadian-electoral-reform", 0.880)],
)
def test_groups_of_real_conversations_agree_with_those_of_polis(real_data: Path, name: str, least: float):
    votes, theirs = conversation(real_data / "polis-open" / name)
    groups = opinion_groups(votes, len(set(theirs.values())))
    both = [person for person in theirs if person in groups.members]
    ours = np.array([groups.members[person] for person in both])
    assert len(both) == len(theirs)
    assert agreement(np.array([theirs[person] for person in both]), ours) >= least
    # Nothing is rounded or left out on the way.
    assert groups.counts.yes.sum() == sum(stance == 1 for _, _, stance in votes)
    assert groups.counts.no.sum() == sum(stance == -1 for _, _, stance in votes)
    assert groups.counts.seen.sum() == len(votes)


@pytest.fixture(scope="module")
def published(request: pytest.FixtureRequest) -> tuple[dict, VoteTable, np.ndarray]:
    """The mathematics of one conversation, its votes, and the group of each person there (-1: none)."""
    folder = request.config.rootpath.parent / "shared" / "data" / "polis-math" / "below-100-ptpts"
    if not folder.is_dir():
        pytest.skip("the real files are absent: this test reads ../shared/data beside the checkout")

    def load(name: str):
        with gzip.open(folder / f"{name}.json.gz") as stream:
            return json.load(stream)

    math, votes = load("math-pca2"), load("votes")
    items, people = math["tids"], sorted({vote["pid"] for vote in votes})
    cells = np.full((len(people), len(items)), UNSEEN, dtype=np.int8)
    for vote in votes:
        cells[people.index(vote["pid"]), items.index(vote["tid"])] = vote["vote"]
    members = dict(zip(math["base-clusters"]["id"], math["base-clusters"]["members"], strict=True))
    labels = np.full(len(people), -1)
    for group in math["group-clusters"]:
        for base in group["members"]:
            labels[[people.index(person) for person in members[base]]] = group["id"]
    return math, VoteTable(tuple(people), tuple(items), cells), labels


def test_means_and_components_are_those_of_polis(published):
    math, table, _ = published
    kept = [at for at, item in enumerate(table.items) if item not in math["mod-out"]]
    plane = map_of(VoteTable(table.people, tuple(table.items[at] for at in kept), table.cells[:, kept]))
    # In their mathematics 1 is against.
    assert np.allclose(plane.center, -np.array(math["pca"]["center"])[kept], atol=1e-12)
    for ours, theirs in zip(plane.axes, np.array(math["pca"]["comps"])[:, kept], strict=False):
        assert min(np.abs(ours - theirs).max(), np.abs(ours + theirs).max()) < 1e-9


def test_what_all_groups_share_is_that_of_polis(published):
    math, table, labels = published
    shared, _ = statements.group_consensus(statements.counts_of(table, labels, 3))
    theirs = [math["group-aware-consensus"][str(item)] for item in table.items]
    assert np.allclose(shared, theirs, atol=1e-12)


def test_representative_statements_are_those_of_polis(published):
    math, table, labels = published
    kept = [at for at, item in enumerate(table.items) if item not in math["mod-out"]]
    items = [table.items[at] for at in kept]
    counts = statements.counts_of(VoteTable(table.people, tuple(items), table.cells[:, kept]), labels, 3)
    found = statements.representatives(items, counts)
    for group, said in enumerate(found):
        theirs = {one["tid"]: one for one in math["repness"][str(group)]}
        assert {one.item for one in said} == set(theirs)
        for one in said:
            their = theirs[one.item]
            assert one.stance == (1 if their["repful-for"] == "agree" else -1)
            assert (one.chosen, one.seen) == (their["n-success"], their["n-trials"])
            ours = (one.probability, one.sure, one.times, one.apart)
            assert ours == pytest.approx(
                (their["p-success"], their["p-test"], their["repness"], their["repness-test"]), abs=CLOSE
            )


def test_consensus_is_that_of_polis_in_its_order(published):
    math, table, _ = published
    kept = [at for at, item in enumerate(table.items) if item not in math["mod-out"]]
    found = statements.consensus(VoteTable(table.people, tuple(table.items[at] for at in kept), table.cells[:, kept]))
    for ours, theirs in zip(found, (math["consensus"]["agree"], math["consensus"]["disagree"]), strict=True):
        assert [one.item for one in ours] == [one["tid"] for one in theirs]
        for one, their in zip(ours, theirs, strict=True):
            assert (one.chosen, one.seen) == (their["n-success"], their["n-trials"])
            assert (one.probability, one.sure) == pytest.approx((their["p-success"], their["p-test"]), abs=CLOSE)
