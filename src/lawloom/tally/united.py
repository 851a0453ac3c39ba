"""The votes of items that count as one, person by person: the rules of merges over those of votes, phases and kinds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lawloom.ledger.columns import VoteColumns
from lawloom.model.contribution import Kind
from lawloom.model.ids import Pseudonym
from lawloom.model.vote import Vote
from lawloom.tally import merges
from lawloom.tally.standing import as_kind
from lawloom.tally.votable import Votable
from lawloom.tally.votes import standing_votes


class United(NamedTuple):
    """votes: of each person; tied: how many said two things at once on one item; conflicts: on two of the items."""

    votes: dict[Pseudonym, Vote]
    tied: int
    conflicts: int


def united(votes: VoteColumns, items: Iterable[Votable], kind: Kind) -> United:
    """The standing votes on these items, of each person one.

    kind  of the item that holds the votes of all
    """
    standings, tied = [], 0
    for item in items:
        standing = standing_votes(as_kind(votes.of(item.id), item.kind), windows=item.windows)
        tied += len(standing.tied)
        standings.append({vote.by: vote for vote in as_kind(standing.votes.values(), kind) if vote.by})
    whole, conflicts = merges.unite(standings)
    return United(whole, tied, len(conflicts))
