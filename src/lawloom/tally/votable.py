"""What can be voted on in a subject: contributions, and elements that the author wrote; when votes on each are open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lawloom.model.contribution import Contribution, Kind
from lawloom.model.ids import ContributionId
from lawloom.model.subject import Subject
from lawloom.tally.answers import element_of
from lawloom.tally.phases import FOLLOWING, SUBJECT, Calendar, Element, Windows

MOVED = "transferred"  # the state of a contribution that stands in another subject now


@dataclass(frozen=True, slots=True)
class Votable:
    """One of them."""

    id: ContributionId
    kind: Kind
    windows: Windows
    phase: str
    late: bool
    sent: Contribution | None  # None: the author's


def votables(
    contributions: Mapping[ContributionId, Contribution], own: Mapping[ContributionId, Element], calendar: Calendar
) -> Iterator[Votable]:
    """The author's elements, then contributions in the order of their arrival.

    contributions  all that were received; what was moved to another subject is counted there
    own            elements of the author's
    """
    for name, element in own.items():
        kind = element.kind
        if kind is not None:
            accepting = calendar.accepting(kind)
            phase = accepting[0].name if accepting else ""
            yield Votable(name, kind, calendar.windows(kind), phase, False, None)
    for sent in contributions.values():
        if sent.state == MOVED:
            continue
        element = SUBJECT
        if sent.kind in FOLLOWING:
            element = element_of(sent, contributions, own)
        phase, late = calendar.phase_at(sent.sent_at, sent.kind, element)
        yield Votable(sent.id, sent.kind, calendar.windows(sent.kind, element), phase, late, sent)


def own_elements(
    subject: Subject | None, contributions: Mapping[ContributionId, Contribution]
) -> dict[ContributionId, Element]:
    """The author's causes and solutions, then the articles of the bill; without those whose id a contribution has."""
    found: dict[ContributionId, Element] = {}
    if subject is None:
        return found
    for element in subject.elements:
        found[element.id] = Element(element.kind, of_author=True)
    if subject.bill is not None:
        for article in subject.bill.articles:
            found[article.id] = Element(Kind.ARTICLE)
    return {name: one for name, one in found.items() if name not in contributions}
