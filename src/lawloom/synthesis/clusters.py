"""Rows of weighed terms in clusters: many small ones first, the nearest united until so many are left, then refined.

Every number is a whole number, every sum exact, every choice has an order of its own: no chance, no machine and no
order of the rows beyond what the caller fixed comes into it.

source  I. Dhillon, D. Modha, "Concept decompositions for large sparse text data using clustering", 2001 (the refining);
        J. Ward, "Hierarchical grouping to optimize an objective function", 1963 (the uniting, on directions);
        measured against others in docs/synthesis-measured.md
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from lawloom.synthesis.terms import LENGTH, Rows

CENTRE = 4096  # the length of a centre
SMALL, SMALLS = (
    8,
    600,
)  # small clusters begun with, for each that is wanted; and in all, where that is more than twice as many
SAMPLE = 8_000  # rows the clusters are begun with; all are looked at when they are refined
SAMPLE_AGAIN = 4_000  # rows looked at to tell how stable they are
STEP = 3  # a union that costs so many times what the ones before cost is one too many
UP_TO = 60  # clusters among which such a step is looked for
TRIES = 2  # rows tried for each beginning
SMALL_ROUNDS, ROUNDS, LAST_ROUNDS = 5, 12, 8
AT_ONCE = 16_384  # rows compared at once: bounds the memory
Places = NDArray[np.int64]
Floats = NDArray[Any]


@dataclass(frozen=True)
class Clusters:
    """Centres, and for each row the nearest."""

    centres: Floats  # a column for each cluster, whole numbers of length CENTRE
    nearest: Places  # of each row, the number of the cluster
    likeness: Places  # of each row to its cluster's centre, LENGTH x CENTRE: the same


def clusters(rows: Rows, many: int) -> Clusters:
    """At most so many clusters of the rows; of fewer rows than that, fewer.

    rows  none empty, in an order that does not depend on chance and means nothing: the first ones are the sample
    """
    sample = rows[:SAMPLE]
    nearest, sums = _small(sample, many)
    nearest = _united(sums, many)[0][nearest]
    _, nearest = np.unique(nearest, return_inverse=True)
    nearest, centres = refined(sample, _centres(_sums(sample, nearest, int(nearest.max()) + 1)), ROUNDS)
    if rows.shape[0] > SAMPLE:
        nearest, centres = refined(rows, centres, LAST_ROUNDS)
    found, likeness = nearest_of(rows, centres)
    return Clusters(centres, found, likeness)


def step(rows: Rows) -> int | None:
    """How many clusters the rows fall into by themselves: uniting two more would cost far more than the unions before.

    gives   2 to UP_TO; None where no union costs STEP times the mean of the five before it
    """
    _, sums = _small(rows[:SAMPLE_AGAIN], UP_TO // 2)
    _, costs = _united(sums, 1)
    best, found = float(STEP), None
    for left in range(2, min(UP_TO, len(costs)) + 1):
        # The last of `costs` left one cluster; the one before, two.
        at = len(costs) - left + 1
        before = costs[max(0, at - 5) : at]
        rise = round(costs[at] / max(sum(before) / len(before), 1), 6) if before else 0
        if rise > best:
            best, found = rise, left
    return found


def nearest_of(rows: Rows, centres: Floats) -> tuple[Places, Places]:
    """Of each row the nearest centre, the first of equals, and how like it is."""
    nearest, likeness = np.empty(rows.shape[0], np.int64), np.empty(rows.shape[0], np.int64)
    narrow = np.ascontiguousarray(centres, dtype=np.float32)
    for at in range(0, rows.shape[0], AT_ONCE):
        like = rows[at : at + AT_ONCE] @ narrow
        best = like.argmax(axis=1)
        nearest[at : at + AT_ONCE] = best
        likeness[at : at + AT_ONCE] = np.take_along_axis(like, best[:, None], 1)[:, 0]
    return nearest, likeness


def refined(rows: Rows, centres: Floats, rounds: int) -> tuple[Places, Floats]:
    """Each row to the nearest centre, each centre to the middle of its rows, until nothing moves or the rounds end.

    A cluster that loses all its rows keeps its centre.
    """
    before = None
    for _ in range(rounds):
        nearest, _ = nearest_of(rows, centres)
        if before is not None and np.array_equal(nearest, before):
            break
        before = nearest
        moved = _centres(_sums(rows, nearest, centres.shape[1]))
        centres = np.where(moved.any(axis=0), moved, centres)
    return nearest, centres


def middle(rows: Rows) -> Floats:
    """The centre of all the rows, as one column."""
    return _centres(_sums(rows, np.zeros(rows.shape[0], np.int64), 1))


def _sums(rows: Rows, nearest: Places, many: int) -> Floats:
    """The sum of the rows of each cluster, a line for each."""
    order = np.arange(len(nearest))
    belongs = sparse.csr_matrix((np.ones(len(nearest)), (nearest, order)), shape=(many, len(nearest)))
    sums: Floats = (belongs @ rows).toarray()
    return sums


def _centres(sums: Floats) -> Floats:
    """Sums as centres, a column for each; of nothing, zeros."""
    length = np.sqrt((sums * sums).sum(axis=1))
    length[length == 0] = 1
    centres: Floats = np.rint(sums.T * CENTRE / length)
    return centres


def _begin(rows: Rows, many: int) -> Floats:
    """Rows to begin with, far from each other: of a few tried each time, the one that most rows are nearer to.

    source  D. Arthur, S. Vassilvitskii, "k-means++", 2007, with digests in the place of chance
    """
    far = np.full(rows.shape[0], LENGTH * CENTRE, np.int64)
    begun = []
    for step in range(many):
        tried = []
        total = np.cumsum(far)
        for turn in range(TRIES if step else 1):
            draw = int.from_bytes(blake2b(b"begin %d %d" % (step, turn), digest_size=8).digest(), "big")
            row = int(np.searchsorted(total, draw * int(total[-1]) >> 64, side="right")) if total[-1] else step
            like = (rows @ (rows[row].toarray().ravel() * np.float32(CENTRE / LENGTH))).astype(np.int64)
            left = np.minimum(far, np.maximum(LENGTH * CENTRE - like, 0))
            tried.append((int(left.sum()), turn, row, left))
        _, _, row, far = min(tried, key=lambda one: one[:2])
        begun.append(row)
    return _centres(rows[begun].toarray().astype(np.float64))


def _small(sample: Rows, many: int) -> tuple[Places, Floats]:
    """The small clusters that are united afterwards: of each row its cluster, and the sum of each cluster's rows."""
    wanted = min(SMALL * many, max(SMALLS, 2 * many))
    begun = max(min(wanted, sample.shape[0] // 2), min(many, sample.shape[0]))
    nearest, _ = refined(sample, _begin(sample, begun), SMALL_ROUNDS)
    return nearest, _sums(sample, nearest, begun)


def _united(sums: Floats, many: int) -> tuple[Places, list[float]]:
    """For each small cluster, the first of those it was united with; and what each union cost, in their order.

    Those two are united first whose union takes the least from the sum of lengths: the rows of one direction add up to
    a long sum.
    """
    products = sums @ sums.T
    alive = products.diagonal() > 0
    length = np.sqrt(products.diagonal())

    def costs(at: int) -> Floats:
        united = length * length + length[at] ** 2 + 2 * products[at]
        cost: Floats = np.where(alive, length + length[at] - np.sqrt(united), np.inf)
        cost[at] = np.inf
        return cost

    cost = np.array([costs(at) if alive[at] else np.full(len(alive), np.inf) for at in range(len(alive))])
    belongs = np.arange(len(alive))
    paid: list[float] = []
    while alive.sum() > many:
        one, other = divmod(int(cost.argmin()), len(alive))
        paid.append(float(cost[one, other]))
        products[one] += products[other]
        products[:, one] += products[:, other]
        length[one] = np.sqrt(products[one, one])
        alive[other] = False
        belongs[belongs == other] = one
        cost[other] = cost[:, other] = np.inf
        cost[one] = costs(one)
        cost[:, one] = cost[one]
    return belongs, paid
