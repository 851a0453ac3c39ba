"""What answers what: the element that an argument is finally about, and how much is said about each item.

source  design, section 4, the table of kinds ("answers to"); an argument may answer an argument.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lawloom.model.contribution import Contribution, Kind, Side
from lawloom.model.ids import ContributionId
from lawloom.tally.phases import FOLLOWING, SUBJECT, Element


@dataclass(slots=True)
class Said:
    """How much answers one item: directly, and at any depth."""

    arguments_for: int = 0
    arguments_against: int = 0
    sources: int = 0
    comments: int = 0
    discussion: int = 0


NOTHING = Said()


def above(item: Contribution, contributions: Mapping[ContributionId, Contribution]) -> Iterator[ContributionId]:
    """What the item answers, what that answers, and so on; ends where the ledger holds no such contribution."""
    seen = {item.id}
    on = item.on
    while on is not None and on not in seen:
        yield on
        seen.add(on)
        answered = contributions.get(on)
        on = answered.on if answered is not None else None


def element_of(
    item: Contribution, contributions: Mapping[ContributionId, Contribution], own: Mapping[ContributionId, Element]
) -> Element:
    """What an argument, source or comment is finally about; own are the elements that the author wrote."""
    for on in above(item, contributions):
        if on in contributions:
            kind = contributions[on].kind
            if kind not in FOLLOWING:
                return Element(kind)
        else:
            return own.get(on, SUBJECT)
    return SUBJECT


def said(
    contributions: Mapping[ContributionId, Contribution], items: Iterable[Contribution]
) -> dict[ContributionId, Said]:
    """How much of items answers each id; of one that is absent, nothing does."""
    found: dict[ContributionId, Said] = {}
    for item in items:
        if item.kind not in FOLLOWING or item.on is None:
            continue
        direct = found.setdefault(item.on, Said())
        if item.kind is Kind.SOURCE:
            direct.sources += 1
        elif item.kind is Kind.COMMENT:
            direct.comments += 1
        elif item.side is Side.FOR:
            direct.arguments_for += 1
        elif item.side is Side.AGAINST:
            direct.arguments_against += 1
        for on in above(item, contributions):
            found.setdefault(on, Said()).discussion += 1
    return found
