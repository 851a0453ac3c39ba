"""Whether people divide at all: k-means finds groups in anything, also in votes that were dealt out at random.

source  Horn 1965, "A rationale and test for the number of factors in factor analysis" (parallel analysis)
"""

from __future__ import annotations

import numpy as np

from lawloom.synthesis.opinion_map import OpinionMap, map_of
from lawloom.synthesis.opinion_votes import UNSEEN, VoteTable

DEALS = 20
PLAINLY = 1.1  # times as strong: of dealt votes one in twenty would pass for groups without it, as was measured


def more_than_chance(table: VoteTable, plane: OpinionMap, deals: int = DEALS) -> bool:
    """Whether the direction in which people differ most is plainly stronger than in so many deals of the same votes.

    A deal leaves on each item the same votes with the same voters, and only who of them cast which is drawn anew. So
    whoever votes for one thing says nothing of the next: what is left is chance. The deals are the same each time.
    """
    if len(table.people) < 2 or len(table.items) < 2:
        return False
    strongest = float(plane.strength[0])
    return all(strongest > PLAINLY * float(map_of(dealt(table, seed)).strength[0]) for seed in range(deals))


def dealt(table: VoteTable, seed: int) -> VoteTable:
    """The same votes on each item, dealt out anew among those who voted on it."""
    chance = np.random.default_rng(seed)
    cells = table.cells.copy()
    for column in range(cells.shape[1]):
        rows = np.flatnonzero(cells[:, column] != UNSEEN)
        cells[rows, column] = cells[chance.permutation(rows), column]
    return VoteTable(table.people, table.items, cells)
