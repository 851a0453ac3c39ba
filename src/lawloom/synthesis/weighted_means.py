"""k-means of weighted points, without chance: the best of many beginnings, none of them drawn.

Lloyd 1982, "Least squares quantization in PCM". Most beginnings cut the points, in order along one of several
directions, into k parts of the same weight; one more splits again and again the part that is widest, across its main
direction (Su and Dy 2007, "In search of deterministic methods for initializing k-means and Gaussian mixture
clustering"). So the result is the same for any order of the points, and no seed decides who belongs to whom.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from lawloom.synthesis.opinion_votes import Labels, Numbers

_DIRECTIONS = 12
_ROUNDS = 200
_MOST_POINTS = 3_000  # beyond, beginnings are compared on a grid of about as many cells


@dataclass(frozen=True, slots=True, eq=False)
class Clusters:
    """labels: of each point; centers: k x d; cost: weighted sum of the squared distances; none is empty."""

    labels: Labels
    centers: Numbers
    cost: float


def clusters(points: Numbers, weight: Numbers, k: int) -> Clusters:
    """At most k clusters of the points: fewer where fewer points differ.

    points  n x d, n and d at least 1
    weight  of each, above 0
    """
    coarse, mass = _coarse(points, weight) if len(points) > _MOST_POINTS else (points, weight)
    ends = (_settled(coarse, mass, centers) for centers in _beginnings(coarse, mass, k))
    best = next(ends)
    for found in ends:
        # Equal but for the last digits is equal: the first direction then decides on every machine.
        if found.cost < best.cost * (1 - 1e-9):
            best = found
    return best if coarse is points else _settled(points, weight, best.centers)


def distances(points: Numbers, centers: Numbers) -> Numbers:
    """Squared, n x k."""
    found = np.empty((len(points), len(centers)))
    for at, center in enumerate(centers):
        found[:, at] = ((points - center) ** 2).sum(axis=1)
    return found


def centers_of(points: Numbers, weight: Numbers, labels: Labels, k: int) -> Numbers:
    """The centres of those clusters, of numbers 0 to k - 1, in which some point is."""
    mass = np.bincount(labels, weight, k)
    there = mass > 0
    sums = [np.bincount(labels, weight * along, k)[there] for along in points.T]
    return np.stack(sums, axis=1) / mass[there][:, None]


def _coarse(points: Numbers, weight: Numbers) -> tuple[Numbers, Numbers]:
    """One point for each cell of a grid in which some stand: their mean, and their weight."""
    axes = points.shape[1]
    side = int(_MOST_POINTS ** (1 / axes))
    low, high = points.min(axis=0), points.max(axis=0)
    cell = ((points - low) / np.maximum(high - low, 1e-12) * side).astype(np.intp)
    number = np.ravel_multi_index(tuple(np.minimum(cell, side - 1).T), (side,) * axes)
    found = centers_of(points, weight, number, side**axes)
    mass: Numbers = np.bincount(number, weight).astype(np.float64)
    return found, mass[mass > 0]


def _beginnings(points: Numbers, weight: Numbers, k: int) -> Iterator[Numbers]:
    yield centers_of(points, weight, _by_splitting(points, weight, k), k)
    for direction in _directions(points.shape[1]):
        order = np.argsort(points @ direction, kind="stable")
        before = np.cumsum(weight[order]) - weight[order] / 2
        part = np.minimum((before / weight.sum() * k).astype(np.intp), k - 1)
        yield centers_of(points[order], weight[order], part, k)


def _directions(axes: int) -> Iterator[Numbers]:
    """All around in a plane; along and between the axes where there are more."""
    if axes == 2:
        for angle in np.pi * np.arange(_DIRECTIONS) / _DIRECTIONS:
            yield np.array([np.cos(angle), np.sin(angle)])
        return
    for signs in product((-1.0, 0.0, 1.0), repeat=axes):
        if next((sign for sign in signs if sign), 0) > 0:  # one of each two that are opposite
            yield np.array(signs)


def _by_splitting(points: Numbers, weight: Numbers, k: int) -> Labels:
    labels = np.zeros(len(points), dtype=np.intp)
    for new in range(1, k):
        spreads = [_spread(points[labels == one], weight[labels == one]) for one in range(new)]
        widest = max(range(new), key=lambda one: float(np.trace(spreads[one])))
        main = np.linalg.eigh(spreads[widest])[1][:, -1]
        own = labels == widest
        along = (points[own] - np.average(points[own], axis=0, weights=weight[own])) @ main
        labels[own] = np.where(along > 0, new, widest)
        if not (labels == new).any():
            break
    return labels


def _spread(points: Numbers, weight: Numbers) -> Numbers:
    """The weighted scatter of points around their mean: d x d."""
    away = points - np.average(points, axis=0, weights=weight)
    found: Numbers = (away * weight[:, None]).T @ away
    return found


def _settled(points: Numbers, weight: Numbers, centers: Numbers) -> Clusters:
    labels: Labels | None = None
    for _ in range(_ROUNDS):
        new = np.argmin(distances(points, centers), axis=1)
        if labels is not None and np.array_equal(new, labels):
            break
        labels = new
        centers = centers_of(points, weight, labels, len(centers))
    labels = np.argmin(distances(points, centers), axis=1)
    used = np.unique(labels)
    centers, labels = centers[used], np.searchsorted(used, labels)
    cost = float((distances(points, centers)[np.arange(len(points)), labels] * weight).sum())
    return Clusters(labels, centers, cost)
