"""What is unusual in the votes of a subject: bursts, newcomers in them, and what hangs on their votes."""

from __future__ import annotations

from collections.abc import Collection

from lawloom.ledger.fold import Ledger
from lawloom.model.ids import BILL, ContributionId
from lawloom.model.subject import Subject
from lawloom.model.tally import Figures, SubjectTally
from lawloom.signs.bursts import Asked, densest_hours
from lawloom.signs.found import Burst, VoteSigns
from lawloom.signs.moments import clocks, instant
from lawloom.signs.newcomers import compared, newcomers, votes_of
from lawloom.signs.rules import PART
from lawloom.tally import merges as merging
from lawloom.tally.phases import Calendar
from lawloom.tally.votable import own_elements, votables


def of_votes(
    ledger: Ledger, subject: Subject | None, tally: SubjectTally, midnights: Collection[str] = ("00:00:00",)
) -> VoteSigns:
    """What is unusual in the votes of this ledger.

    tally      what lawloom.tally.count gives of it
    midnights  times of day in UTC at which a day begins: lawloom.signs.moments.midnights
    """
    calendar = Calendar(subject.phases if subject else ())
    own = own_elements(subject, ledger.contributions)
    asked = {one.id: Asked(one.kind, one.windows) for one in votables(ledger.contributions, own, calendar)}
    asked[BILL] = Asked(None, calendar.bill_windows())
    hours = densest_hours(ledger.votes, asked, clocks(midnights))
    dense = {on: instant(hour.since) for on, hour in hours.found.items()}
    found = {on: hour for on, hour in hours.found.items() if hour.is_burst}
    if not found:
        return VoteSigns(untimed=hours.untimed, dense=dense)
    new = newcomers(ledger, frozenset[int]().union(*(hour.people for hour in found.values())), found.values())
    bursts = {
        on: Burst(on, dense[on], hour.votes, hour.of, hour.usual, hour.others, len(new & hour.people))
        for on, hour in found.items()
    }
    apart = {on: new & found[on].people for on, one in bursts.items() if one.newcomers * PART[1] >= one.votes * PART[0]}
    first, without = compared(tally, _by_item(ledger, apart, asked, own.keys()))
    return VoteSigns(bursts, without, first if without else {}, hours.untimed, dense)


def _by_item(
    ledger: Ledger,
    people: dict[ContributionId, frozenset[int]],
    asked: dict[ContributionId, Asked],
    own: Collection[ContributionId],
) -> dict[ContributionId, Figures]:
    """The votes of these people that stand, by the item that holds them."""
    united = merging.follow(ledger.merges, asked.keys() - set(own) - {BILL}, own)
    groups = united.groups()
    found: dict[ContributionId, Figures] = {}
    for end in dict.fromkeys(united.ends.get(on, on) for on in people):
        group = {on: asked[on] for on in (end, *groups.get(end, ()))}
        votes = votes_of(ledger.votes, group, {on: people[on] for on in group if on in people})
        if votes.by_stance:
            found[end] = votes
    return found
