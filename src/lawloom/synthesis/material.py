"""What a synthesis is made of: the contributions of one phase, with their words and figures, in order of arrival."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from lawloom.model.contribution import Contribution, Kind, Side, Text
from lawloom.model.ids import ContributionId, Pseudonym
from lawloom.model.tally import ItemTally, SubjectTally

NOTHING = Text()
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """One contribution.

    text   what may be shown of it; empty where it is erased or was removed from view
    aside  why it was set aside before anybody sorted: the rule of moderators, or the word of the platform it came from
    """

    id: ContributionId
    kind: Kind
    side: Side | None
    on: str | None
    by: Pseudonym | None
    item: ItemTally
    text: Text
    aside: str = ""
    hidden: bool = False

    @property
    def words(self) -> str:
        """Title and text as one text to be grouped, without addresses of pages: those say nothing alike."""
        return _ADDRESS.sub(" ", f"{self.text.title}\n{self.text.body}").strip()

    @property
    def erased(self) -> bool:
        return self.text.erased


Material = Mapping[ContributionId, Piece]


def of_phase(
    tally: SubjectTally,
    shown: Mapping[ContributionId, Contribution],
    texts: Mapping[ContributionId, Text],
    phase: str,
) -> Material:
    """The contributions that came in a phase: whatever citizens sent, arguments, sources and comments too.

    shown  as moderation leaves them
    texts  at least those of this phase; one that is absent is empty
    """
    found: dict[ContributionId, Piece] = {}
    for id, item in tally.items.items():
        if item.phase == phase and item.origin == "citizen" and id in shown:
            found[id] = _piece(item, shown[id], texts.get(id, NOTHING))
    return found


def ids_of(tally: SubjectTally, phase: str) -> list[ContributionId]:
    """Which ones they are."""
    return [id for id, item in tally.items.items() if item.phase == phase and item.origin == "citizen"]


def _piece(item: ItemTally, one: Contribution, text: Text) -> Piece:
    erased = one.erased or text.erased
    kept = Text(erased=True) if erased else NOTHING if one.hidden else text
    return Piece(one.id, one.kind, one.side, one.on, one.by, item, kept, item.set_aside, bool(one.hidden))


@dataclass(frozen=True, slots=True)
class Size:
    """How many: the three figures that are never mixed, and whose author is not known."""

    contributions: int
    texts: int  # near twins are one
    people: int  # distinct authors
    unknown: int = 0  # contributions whose author is not known; none of the people


def size(
    ids: Collection[ContributionId], material: Material, one_for: Callable[[ContributionId], ContributionId]
) -> Size:
    """The size of some of the contributions.

    one_for  of each the one that stands for its near twins: itself where it has none
    """
    authors = [material[id].by for id in ids]
    people = {by for by in authors if by is not None}
    return Size(len(ids), len({one_for(id) for id in ids}), len(people), authors.count(None))
