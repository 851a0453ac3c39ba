"""Who stands behind each argument: the persons whose support of it stands. The same votes that the count counts."""

from __future__ import annotations

from lawloom.ledger.fold import Ledger
from lawloom.model.contribution import Contribution, Kind
from lawloom.model.ids import ContributionId, Pseudonym
from lawloom.model.subject import Subject
from lawloom.tally import merges
from lawloom.tally.answers import element_of
from lawloom.tally.phases import FOLLOWING, SUBJECT, Calendar, Windows
from lawloom.tally.standing import as_kind
from lawloom.tally.votable import own_elements
from lawloom.tally.votes import standing_votes


def supporters(ledger: Ledger, subject: Subject | None) -> dict[ContributionId, frozenset[Pseudonym]]:
    """Of each argument that was voted on, who supports it; of one united with another, nobody: they stand there."""
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
        persons: set[Pseudonym] = set()
        for name in names:
            votes = as_kind(ledger.votes.of(name), sent[name].kind)
            standing = standing_votes(votes, windows=windows(sent[name])).votes.values()
            persons.update(vote.by for vote in as_kind(standing, Kind.ARGUMENT) if vote.by)
        found[one.id] = frozenset(persons)
    return found
