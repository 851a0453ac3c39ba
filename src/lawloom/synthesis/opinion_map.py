"""People as points of a plane: those who vote alike stand close together.

The principal components of the table, a vote that was not cast taken as the mean vote on that item: what Pol.is does
with two of them (Small, Bjorkegren, Erkkilä, Shaw, Megill 2021, "Polis: scaling deliberation by mapping high
dimensional opinion spaces"). No chance is in it: the components are eigenvectors of the items' covariance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lawloom.synthesis.opinion_votes import UNSEEN, Numbers, VoteTable

PLANE = 2  # axes of a picture
MOST = 4
PLAIN = 2.0  # times as strong as the next: an axis beyond the plane is there plainly


@dataclass(frozen=True, slots=True, eq=False)
class OpinionMap:
    """center: mean vote on each item; axes: a x items, each of length 1, the strongest first; points: people x a.

    weight    votes of each person
    strength  of each axis: how much of the differences between people it shows; to the end, so more than `axes`
    """

    center: Numbers
    axes: Numbers
    points: Numbers
    weight: Numbers
    strength: Numbers

    @property
    def share(self) -> float:
        """Of all differences between people what the plane shows, 0 to 1."""
        whole = float(self.strength.sum())
        return float(self.strength[:PLANE].sum()) / whole if whole > 0 else 0.0

    def axes_for(self, k: int) -> int:
        """How many axes are to be looked at to find k groups: two, or up to k - 1 where the votes show them plainly.

        k groups can differ in k - 1 ways. A further way is believed where it is at least twice as strong as the next:
        in noise, and in most conversations, strengths fall off little by little.
        """
        most = min(k - 1, MOST, len(self.strength) - 1)
        drops = [many for many in range(PLANE + 1, most + 1) if self.strength[many - 1] > PLAIN * self.strength[many]]
        return max(drops, default=PLANE)


def map_of(table: VoteTable) -> OpinionMap:
    """The directions in which the people differ most; where they differ in nothing, all stand in one point."""
    seen = table.cells != UNSEEN
    votes = np.where(seen, table.cells, 0).astype(np.float64)
    many = seen.sum(axis=0)
    center = votes.sum(axis=0) / np.maximum(many, 1)
    votes -= np.where(seen, center, 0.0)
    spread, vectors = np.linalg.eigh(votes.T @ votes)
    axes = vectors[:, ::-1][:, :MOST].T.copy()
    # An eigenvector has no sign of its own: its largest part is made positive.
    for axis in axes:
        if axis[np.argmax(np.abs(axis))] < 0:
            axis *= -1
    if len(axes) < PLANE:
        axes = np.vstack([axes, np.zeros((PLANE - len(axes), len(center)))])
    strength = np.maximum(spread[::-1], 0.0)
    return OpinionMap(center, axes, votes @ axes.T, seen.sum(axis=1).astype(np.float64), strength)
