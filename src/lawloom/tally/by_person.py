"""Who stands where in a phase: the votes behind the totals of what can be voted for, against or neither, by person.

By exactly the rules of the count (votes, phases, stances, merges), so that their sums are its totals; a test holds the
two together. Pseudonyms leave this room only for the search for opinion groups, which keeps none of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from lawloom.ledger.fold import Ledger
from lawloom.model.contribution import Kind
from lawloom.model.ids import ContributionId, Pseudonym
from lawloom.model.subject import Subject
from lawloom.model.tally import SubjectTally
from lawloom.model.vote import STANCES, Stance
from lawloom.tally.counts import counts_of
from lawloom.tally.merges import Merges
from lawloom.tally.phases import Calendar
from lawloom.tally.united import united
from lawloom.tally.votable import own_elements, votables

FOR, NEITHER, AGAINST = 1, 0, -1
_AS_NUMBER = {Stance.FOR: FOR, Stance.MIXED: NEITHER, Stance.PASS: NEITHER, Stance.AGAINST: AGAINST}


@dataclass(frozen=True, slots=True)
class VotesByPerson:
    """The standing votes of a phase on what is voted on three ways.

    rows     person, item, stance (1 for, 0 mixed or pass, -1 against), in order; one a person and item
    nobody   votes that came without a person
    totals   votes that came as a total alone, without who cast them
    support  votes of a platform where nobody could be against
    torn     times that somebody said two things at once, or of two united items: none of them counts
    """

    rows: tuple[tuple[Pseudonym, ContributionId, int], ...]
    nobody: int = 0
    totals: int = 0
    support: int = 0
    torn: int = 0


def votes_by_person(ledger: Ledger, subject: Subject, tally: SubjectTally, phase: str) -> VotesByPerson:
    """The votes on the items of a phase, the author's own and those of citizens.

    tally  the count of this very ledger: it says which items are of the phase, and where one was united with another
    """
    own = own_elements(subject, ledger.contributions)
    votable = {one.id: one for one in votables(ledger.contributions, own, Calendar(subject.phases))}
    merged = Merges({id: one.merged_into for id, one in tally.items.items() if one.merged_into is not None}).groups()
    rows: list[tuple[Pseudonym, ContributionId, int]] = []
    nobody = torn = support = 0
    wanted: dict[ContributionId, Kind | None] = {}
    for id, item in tally.items.items():
        if item.phase != phase or item.merged_into is not None or not is_three_way(item.kind):
            continue
        wanted[id] = item.kind
        found = united(ledger.votes, [votable[name] for name in (id, *merged.get(id, ()))], item.kind)
        stances = [(person, _AS_NUMBER.get(vote.stance)) for person, vote in found.votes.items()]
        rows += [(person, id, stance) for person, stance in stances if stance is not None]
        support += sum(stance is None for _, stance in stances)
        nobody += ledger.votes.nobody(id)
        torn += found.tied + found.conflicts
    counts, _, _ = counts_of(ledger, wanted)
    totals = sum(n for ways in counts.values() for stances in ways.values() for n in stances.values())
    return VotesByPerson(tuple(sorted(rows)), nobody, totals, support, torn)


def is_three_way(kind: Kind) -> bool:
    """Whether one can be for it and against it."""
    return {Stance.FOR, Stance.AGAINST} <= {*STANCES[kind]}
