"""Who stands behind each argument: the persons whose support of it stands. The same votes that the count counts."""

from __future__ import annotations

from lawloom.ledger.columns import CODES, VoteColumns, person_number
from lawloom.ledger.fold import Ledger
from lawloom.model.contribution import Contribution, Kind
from lawloom.model.ids import ContributionId
from lawloom.model.subject import Subject
from lawloom.model.vote import Stance
from lawloom.tally import merges
from lawloom.tally.answers import element_of
from lawloom.tally.phases import ALWAYS, FOLLOWING, SUBJECT, Calendar, Windows
from lawloom.tally.standing import as_kind
from lawloom.tally.votable import own_elements
from lawloom.tally.votes import standing_votes

_SUPPORT = frozenset({CODES[Stance.SUPPORT.value], CODES[Stance.FOR.value]})  # as an argument takes them


def supporters(ledger: Ledger, subject: Subject | None) -> dict[ContributionId, frozenset[int]]:
    """Of each argument that was voted on, who supports it; of one united with another, nobody: they stand there.

    gives  persons by lawloom.ledger.columns.person_number
    """
    sent = {one.id: one for one in ledger.contributions.values() if one.state != "transferred"}
    own = own_elements(subject, ledger.contributions)
    united = merges.follow(ledger.merges, sent, own)
    groups = united.groups()
    calendar = Calendar(subject.phases if subject else ())

    def windows(one: Contribution) -> Windows:
        element = element_of(one, ledger.contributions, own) if one.kind in FOLLOWING else SUBJECT
        return calendar.windows(one.kind, element)

    found = {}
    voted = frozenset(ledger.votes.items)
    for one in sent.values():
        names = [name for name in (one.id, *groups.get(one.id, ())) if name in voted]
        if one.kind is not Kind.ARGUMENT or one.id in united.ends or not names:
            continue
        persons: set[int] = set()
        for name in names:
            persons |= _standing(ledger.votes, name, sent[name].kind, windows(sent[name]))
        found[one.id] = frozenset(persons)
    return found


def _standing(votes: VoteColumns, on: ContributionId, kind: Kind, windows: Windows) -> set[int]:
    """Whose vote on it stands and is support of an argument."""
    if kind is Kind.ARGUMENT and windows == ALWAYS:
        plain = _all_of(votes, on)
        if plain is not None:
            return plain
    standing = standing_votes(as_kind(votes.of(on), kind), windows=windows).votes.values()
    return {person_number(vote.by) for vote in as_kind(standing, Kind.ARGUMENT) if vote.by}


def _all_of(votes: VoteColumns, on: ContributionId) -> set[int] | None:
    """Everybody who voted on it, where all that anybody did was to support it; None: one by one, by the rule."""
    found: set[int] = set()
    for segment in votes.segments:
        first, end = segment.rows.get(on, (0, 0))
        if not _SUPPORT.issuperset([mark & 255 for mark in segment.marks[first:end]]):
            return None
        rows = zip(segment.persons[first:end], segment.tails[first:end], strict=True)
        found.update([person << 16 | tail for person, tail in rows])
    return found
