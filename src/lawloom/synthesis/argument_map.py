"""The argument map: what is said for and against each thing, in families, and how many people stand behind each.

Voices are what a family weighs: the people who wrote one of its arguments or support one, each once; arguments whose
author was not told; supports that came as totals, of which nobody knows whose they are. The three stay apart.

It needs no package of the analysis: families were found before, or are copies with the same wording.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lawloom.model.contribution import Side
from lawloom.model.findings import ArgumentFamily
from lawloom.model.ids import ContributionId
from lawloom.tally.divided import SCALE, division

Person = Hashable  # whatever tells one from another
FEWEST = 5  # voices: under this a share would make much of little


class Argument(NamedTuple):
    """One argument, as far as it is weighed."""

    id: ContributionId
    on: str
    side: Side
    by: Person | None
    supporters: frozenset[Person] = frozenset()
    counted: int = 0  # supports that came as totals
    wording: str = ""  # what equal texts share; empty: nothing is known of it, or nothing may be shown
    is_shown: bool = True  # neither removed from view, nor erased, set aside or late
    united_with: ContributionId | None = None


@dataclass(frozen=True, slots=True)
class Voices:
    """Who stands behind some arguments."""

    arguments: int
    people: int  # distinct persons who wrote one or support one
    unnamed: int  # arguments whose author was not told
    counted: int  # supports that came as totals

    @property
    def all(self) -> int:
        return self.people + self.unnamed + self.counted


@dataclass(frozen=True, slots=True)
class WeighedFamily:
    """Arguments on one side that say alike."""

    says: ContributionId  # the one that is read for all
    members: tuple[ContributionId, ...]  # in order of arrival
    terms: tuple[str, ...]
    voices: Voices


@dataclass(frozen=True, slots=True)
class WeighedSide:
    """One side of one thing: its families, those with the most voices first."""

    voices: Voices
    families: tuple[WeighedFamily, ...] = ()

    @property
    def width(self) -> int:
        """Of all families side by side: more than the voices of the side where one person stands behind two of them."""
        return sum(family.voices.all for family in self.families)


NOTHING = WeighedSide(Voices(0, 0, 0, 0))


@dataclass(frozen=True, slots=True)
class Weighed:
    """One thing with what is said for and against it."""

    on: str
    for_: WeighedSide
    against: WeighedSide

    @property
    def voices(self) -> int:
        return self.for_.voices.all + self.against.voices.all

    @property
    def arguments(self) -> int:
        return self.for_.voices.arguments + self.against.voices.arguments

    @property
    def balance(self) -> int | None:
        """Percent of the voices that are for, rounded half up; None where there are too few to say."""
        whole = self.voices
        return (200 * self.for_.voices.all + whole) // (2 * whole) if whole >= FEWEST else None

    @property
    def contested(self) -> int:
        """As the order of the most divided has it, of voices: like so many against so many; rounded down."""
        return division(self.for_.voices.all, self.against.voices.all) // SCALE


def argument_map(arguments: Iterable[Argument], found: Iterable[ArgumentFamily]) -> dict[str, Weighed]:
    """Everything that somebody argued on, in the order in which the first argument on it came.

    arguments  that answer it directly, in order of arrival
    found      families, of any number of phases; what is in none stands alone, but for equal wordings
    """
    sides: dict[str, dict[Side, list[Argument]]] = {}
    for one in arguments:
        sides.setdefault(one.on, {}).setdefault(one.side, []).append(one)
    stored: dict[tuple[str, Side], list[ArgumentFamily]] = {}
    for family in found:
        stored.setdefault((family.on, family.side), []).append(family)
    return {
        on: Weighed(on, *(_side(of.get(side, []), stored.get((on, side), [])) for side in (Side.FOR, Side.AGAINST)))
        for on, of in sides.items()
    }


def loose(arguments: Iterable[Argument], found: Iterable[ArgumentFamily]) -> list[ContributionId]:
    """The arguments whose wording has to be known: those on a side of which some are in no family that was found."""
    placed = {id for family in found for id in family.members}
    sides: dict[tuple[str, Side], list[ContributionId]] = {}
    for one in arguments:
        sides.setdefault((one.on, one.side), []).append(one.id)
    return [id for ids in sides.values() if len(ids) > 1 and not placed.issuperset(ids) for id in ids]


def _side(arguments: Sequence[Argument], stored: Sequence[ArgumentFamily]) -> WeighedSide:
    if not arguments:
        return NOTHING
    known = {one.id: one for one in arguments}
    groups = _groups(arguments, stored)
    place = {one.id: at for at, one in enumerate(arguments)}
    told = {family.says: family for family in stored}
    families = [_family([known[id] for id in sorted(group, key=place.__getitem__)], told) for group in groups]
    families.sort(key=lambda one: (-one.voices.all, -one.voices.arguments, place[one.members[0]]))
    return WeighedSide(_voices(arguments), tuple(families))


def _groups(arguments: Sequence[Argument], stored: Sequence[ArgumentFamily]) -> list[list[ContributionId]]:
    """Which belong together: by the families that were found, by equal wordings, by what moderators united."""
    above: dict[ContributionId, ContributionId] = {one.id: one.id for one in arguments}

    def root(id: ContributionId) -> ContributionId:
        while above[id] != id:
            above[id] = above[above[id]]
            id = above[id]
        return id

    def join(ids: Iterable[ContributionId]) -> None:
        first, *others = [root(id) for id in ids if id in above] or [""]
        for other in others:
            above[other] = first

    wordings: dict[str, list[ContributionId]] = {}
    for one in arguments:
        if one.wording:
            wordings.setdefault(one.wording, []).append(one.id)
        if one.united_with:
            join((one.united_with, one.id))
    placed: set[ContributionId] = set()
    for family in stored:
        join(id for id in family.members if id not in placed)
        placed.update(family.members)
    for ids in wordings.values():
        join(ids)
    groups: dict[ContributionId, list[ContributionId]] = {}
    for one in arguments:
        groups.setdefault(root(one.id), []).append(one.id)
    return list(groups.values())


def _family(members: Sequence[Argument], told: Mapping[ContributionId, ArgumentFamily]) -> WeighedFamily:
    shown = [one for one in members if one.is_shown] or list(members)
    best = max(shown, key=lambda one: len(one.supporters) + one.counted)  # of equals the one that came first
    says = next((one for one in shown if one.id in told), best)
    terms = next((told[one.id].terms for one in members if one.id in told), ())
    return WeighedFamily(says.id, tuple(one.id for one in members), terms, _voices(members))


def _voices(arguments: Sequence[Argument]) -> Voices:
    people = {person for one in arguments for person in one.supporters}
    people.update(one.by for one in arguments if one.by)
    return Voices(
        arguments=len(arguments),
        people=len(people),
        unnamed=sum(not one.by for one in arguments),
        counted=sum(one.counted for one in arguments),
    )
