"""What was found unusual: frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field

from lawloom.model.ids import ContributionId
from lawloom.model.instant import Instant
from lawloom.model.tally import Figures

MAJORITY = "majority"  # of what would change: whether more are for or against


@dataclass(frozen=True, slots=True)
class Burst:
    """The densest hour of one item, where it is unusual.

    since      its first vote
    votes      people whose first vote on the item was cast in that hour
    of         people who ever cast one, whenever that was
    usual      votes in an hour that is usual for the item
    others     votes in that hour on what else was voted on then: three of four have at most so many
    newcomers  of `votes`, people who did nothing in the subject but vote in such hours
    """

    on: ContributionId
    since: Instant
    votes: int
    of: int
    usual: int
    others: int
    newcomers: int


@dataclass(frozen=True, slots=True)
class Without:
    """An item, and what its figures would be without the votes of newcomers in a burst.

    votes    those of newcomers that stand, by stance
    left     the totals without them
    changes  what would be different: MAJORITY, or the name of an order among whose first it stands only with them, or
             only without them
    """

    votes: Figures
    left: Figures
    changes: tuple[str, ...] = ()

    @property
    def many(self) -> int:
        return sum(self.votes.by_stance.values())


@dataclass(frozen=True, slots=True)
class First:
    """The first places of an order as it is, and without the votes of newcomers in bursts."""

    now: tuple[ContributionId, ...]
    without: tuple[ContributionId, ...]

    @property
    def changes(self) -> bool:
        return self.now != self.without


@dataclass(frozen=True, slots=True)
class VoteSigns:
    """What is unusual in the votes of a subject.

    bursts   by item, in the order of the tally; the bill as BILL
    without  by item, where votes of newcomers in bursts stand: that of a merged item at the one it was merged into
    first    by order; empty where no vote of a newcomer in a burst stands
    untimed  items of whose votes the source gave only the day
    dense    of each item with many votes in an hour, unusual or not, when its densest hour begins: where a vote more
             might make or end a burst
    """

    bursts: dict[ContributionId, Burst] = field(default_factory=dict)
    without: dict[ContributionId, Without] = field(default_factory=dict)
    first: dict[str, First] = field(default_factory=dict)
    untimed: tuple[ContributionId, ...] = ()
    dense: dict[ContributionId, Instant] = field(default_factory=dict)

    @property
    def weight(self) -> int:
        """Votes of newcomers in bursts that stand."""
        return sum(one.many for one in self.without.values())

    @property
    def fragile(self) -> dict[ContributionId, Without]:
        """The items of which something would change."""
        return {id: one for id, one in self.without.items() if one.changes}


@dataclass(frozen=True, slots=True)
class Copies:
    """One wording that came several times.

    ids      in the order of arrival
    people   distinct authors, where they are known
    unknown  contributions of it whose author is not known
    """

    ids: tuple[ContributionId, ...]
    people: int
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Flood:
    """The contributions of one author, where they are many more than is usual. ids in the order of arrival."""

    ids: tuple[ContributionId, ...]
    texts: int  # distinct ones


@dataclass(frozen=True, slots=True)
class TextSigns:
    """What was received in a subject, counted in three ways, and what is unusual in it.

    unseen   contributions of which no text can be compared: hidden, erased or empty; in none of `texts`
    people   distinct authors, where they are known
    unknown  contributions whose author is not known
    usual    contributions that an author usually sent
    copies   the most frequent first
    floods   the greatest first
    """

    contributions: int = 0
    texts: int = 0
    unseen: int = 0
    people: int = 0
    unknown: int = 0
    usual: int = 1
    copies: tuple[Copies, ...] = ()
    floods: tuple[Flood, ...] = ()
