"""The vote of a person: the last one stands.

source  design, section 4: one person, one stance per contribution; of the stances not withdrawn, the latest by
        (time, ms) stands; equal and contradictory, the person has none until the next. A vote without a number of its
        own is known by (on, by, time, ms, stance). No author: `by` is null, the vote does not count.

`lawloom.tally.standing` gives the same over columns; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lawloom.model.ids import ContributionId, Pseudonym
from lawloom.model.vote import Vote
from lawloom.tally.phases import ALWAYS, Windows

Voter = tuple[ContributionId, Pseudonym]


@dataclass(frozen=True, slots=True)
class Standing:
    """Who stands where. Of one stance received by several channels at one moment, the first channel by name."""

    votes: dict[Voter, Vote]
    tied: frozenset[Voter]  # have no stance: their latest are equal in time and contradictory


def standing_votes(votes: Iterable[Vote], *, windows: Windows = ALWAYS) -> Standing:
    """The vote of each person on each contribution.

    votes    any order; the same vote twice is one vote
    windows  a vote counts if it was cast in one of them; one taken back counts unless that was before the last closed
    """
    cast: dict[Voter, list[Vote]] = {}
    taken_back: dict[Voter, list[Vote]] = {}
    for vote in votes:
        if vote.by is None:
            continue
        if vote.withdrawn:
            if vote.cast_at < windows.last_close:
                taken_back.setdefault((vote.on, vote.by), []).append(vote)
        elif windows.holds(vote.cast_at):
            cast.setdefault((vote.on, vote.by), []).append(vote)
    standing: dict[Voter, Vote] = {}
    tied: set[Voter] = set()
    for voter, all_cast in cast.items():
        back = taken_back.get(voter, ())
        left = [vote for vote in all_cast if not any(takes_back(one, vote) for one in back)] if back else all_cast
        if not left:
            continue
        newest = max((vote.cast_at, vote.ms) for vote in left)
        last = [vote for vote in left if (vote.cast_at, vote.ms) == newest]
        if len({vote.stance for vote in last}) == 1:
            standing[voter] = min(last, key=lambda vote: (vote.channel, vote.number))
        else:
            tied.add(voter)
    return Standing(standing, frozenset(tied))


def takes_back(withdrawal: Vote, vote: Vote) -> bool:
    """Whether a withdrawal is of this vote.

    Where both have a number, the number says it: one of two reactions that mean the same may go and the other stay.
    Else it is of that stance as cast until then; at the very same moment, taken back is what stays.
    """
    if withdrawal.stance is not vote.stance:
        return False
    if withdrawal.number and vote.number:
        return withdrawal.number == vote.number
    return (vote.cast_at, vote.ms) <= (withdrawal.cast_at, withdrawal.ms)
