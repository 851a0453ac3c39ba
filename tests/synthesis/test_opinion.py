"""Opinion groups: who votes alike is found together, whatever the order of the rows."""

from __future__ import annotations

import json
from itertools import permutations
from math import isclose
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from lawloom.synthesis.opinion import agreement, opinion_groups, stability
from lawloom.synthesis.opinion_votes import table_of
from lawloom.synthesis.weighted_means import clusters
from synthesis.camps import camps

VOTE = st.tuples(st.integers(0, 12), st.integers(0, 6), st.sampled_from((1, 0, -1)))


def right(groups, k):
    """How well camps in the names and groups agree."""
    planted = np.array([int(str(person)[0]) for person in groups.members])
    return agreement(planted, np.array(list(groups.members.values())))


@pytest.mark.parametrize("sizes", [(40, 25), (30, 30, 30), (60, 45, 30, 25)])
def test_people_who_vote_alike_are_found_together(sizes):
    groups = opinion_groups(camps(sizes, 24), len(sizes))
    assert right(groups, len(sizes)) > 0.95
    assert groups.sizes == tuple(sorted(groups.sizes, reverse=True))
    assert sum(groups.sizes) == len(groups.members) == sum(sizes)


@pytest.mark.parametrize("sizes", [(40, 25), (30, 30, 30), (60, 45, 30, 25)])
def test_how_many_groups_there_are_is_found_too(sizes):
    assert opinion_groups(camps(sizes, 24)).k == len(sizes)


def test_where_nobody_differs_there_is_one_group():
    alike = [(person, item, 1) for person in range(20) for item in range(5)]
    groups = opinion_groups(alike)
    assert (groups.k, groups.clear, set(groups.members.values())) == (1, None, {0})
    assert stability(groups) is None
    assert opinion_groups(alike, 3).k == 1  # more are asked for than there are opinions


def test_a_group_of_a_few_is_none_unless_it_is_asked_for():
    rows = camps((40, 3), 20, loyal=1.0)
    assert opinion_groups(rows).k == 1
    assert opinion_groups(rows, 2).sizes == (40, 3)


def test_without_votes_there_is_nothing():
    groups = opinion_groups([])
    assert (groups.k, groups.members, groups.sizes, groups.for_all) == (0, {}, (), ())


def test_the_last_vote_of_a_person_counts():
    rows = [("ann", "s1", 1), ("ben", "s1", 1), ("ann", "s1", -1)]
    table = table_of(rows)
    assert table.cells[table.people.index("ann"), 0] == -1
    assert table.cells[table.people.index("ben"), 0] == 1


@pytest.mark.parametrize("stance", [2, -2, 0.5, float("nan")])
def test_a_stance_that_is_none_is_refused(stance):
    with pytest.raises(ValueError, match="a stance is 1, 0 or -1"):
        opinion_groups([("ann", "s1", stance)])
    with pytest.raises(ValueError, match="k is 1 or more"):
        opinion_groups([("ann", "s1", 1)], 0)


def test_the_order_of_the_rows_decides_nothing():
    rows = camps((30, 20, 12), 18)
    mixed = rows[:]
    Random(2).shuffle(mixed)  # noqa: S311  the same each time
    one, other = opinion_groups(rows, 3), opinion_groups(mixed, 3)
    assert one.members == other.members
    assert one.representatives == other.representatives
    assert np.array_equal(one.map.points, other.map.points)


@settings(deadline=None, max_examples=examples(60))
@given(st.lists(VOTE, max_size=60), st.integers(1, 5))
def test_whatever_the_votes_everyone_is_in_one_group(rows, k):
    groups = opinion_groups(rows, k)
    assert set(groups.members) == {person for person, _, _ in rows}
    assert sum(groups.sizes) == len(groups.members)
    assert groups.k <= k
    assert all(groups.sizes)
    last = {(person, item): stance for person, item, stance in rows}
    assert groups.counts.seen.sum() == len(last)
    assert groups.counts.yes.sum() == sum(stance == 1 for stance in last.values())
    for said in groups.representatives:
        assert len({one.item for one in said}) == len(said) <= 5


@pytest.mark.slow
def test_no_beginning_by_lot_ends_lower():
    chance = np.random.default_rng(3)
    points = np.vstack([chance.normal(at, 0.6, (60, 2)) for at in ((0, 0), (3, 0), (1, 2))])
    weight = chance.integers(1, 20, len(points)).astype(float)
    ours = clusters(points, weight, 3)
    for _ in range(50):
        centers = points[chance.choice(len(points), 3, replace=False)]
        for _ in range(100):
            labels = np.argmin(((points[:, None] - centers) ** 2).sum(-1), axis=1)
            if len(set(labels.tolist())) < 3:
                break
            centers = np.stack([np.average(points[labels == g], axis=0, weights=weight[labels == g]) for g in range(3)])
        cost = (((points - centers[labels]) ** 2).sum(1) * weight).sum()
        assert ours.cost <= cost * (1 + 1e-9)


def test_many_points_are_divided_as_well_as_few():
    chance = np.random.default_rng(4)
    centers = np.array([(0, 0, 0), (4, 0, 0), (0, 4, 0), (0, 0, 4)])
    points = np.vstack([chance.normal(at, 0.8, (2_000, 3)) for at in centers])
    found = clusters(points, np.ones(len(points)), 4)
    assert agreement(np.repeat(np.arange(4), 2_000), found.labels) > 0.9


def test_statements_that_tell_a_group_are_its_own():
    groups = opinion_groups(camps((40, 30), 20, loyal=0.95), 2)
    for number, said in enumerate(groups.representatives):
        camp = next(int(str(person)[0]) for person, group in groups.members.items() if group == number)
        assert said
        for one in said:
            assert one.item != "s00"  # dear to all
            assert one.stance == (1 if int(str(one.item)[1:]) % 2 == camp else -1)
    assert groups.for_all[0].item == "s00"
    assert max(groups.shared, key=groups.shared.__getitem__) == "s00"


def test_a_large_group_cannot_make_agreement_alone():
    rows = [(f"a{n}", "bridge", 1) for n in range(90)] + [(f"b{n}", "bridge", 1) for n in range(10)]
    rows += [(f"a{n}", "ours", 1) for n in range(90)] + [(f"b{n}", "ours", -1) for n in range(10)]
    rows += [(f"{camp}{n}", f"w{item}", 1 if camp == "a" else -1) for camp, many in (("a", 90), ("b", 10))
             for n in range(many) for item in range(6)]  # fmt: skip
    groups = opinion_groups(rows, 2)
    assert groups.sizes == (90, 10)
    assert groups.shared["bridge"] > 0.9
    assert groups.shared["ours"] < 0.1
    assert isclose(groups.shared["ours"], (91 / 92) * (1 / 12))


def test_clear_groups_are_stable_and_noise_is_not():
    firm = stability(opinion_groups(camps((40, 30), 20), 2), 10)
    chance = Random(5)  # noqa: S311  the same each time
    noise = [(p, i, chance.choice((1, 0, -1))) for p in range(60) for i in range(20)]
    loose = stability(opinion_groups(noise, 2), 10)
    assert firm is not None
    assert loose is not None
    assert firm > 0.9 > 0.5 > loose


@pytest.mark.parametrize("labels", list(permutations((0, 1, 2))))
def test_agreement_knows_no_names_of_groups(labels):
    one = np.array([0, 0, 1, 1, 2, 2])
    assert agreement(one, np.array(labels)[one]) == 1.0
    assert agreement(one, np.array([0, 1, 0, 1, 0, 1])) < 0.1


def test_a_result_can_be_written_down():
    groups = opinion_groups(camps((20, 12), 10), 2)
    assert json.dumps([groups.members, groups.sizes, dict(groups.shared), groups.clear, groups.unequal])
