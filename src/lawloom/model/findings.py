"""Findings: what the machine found in the contributions of a phase. People name, move and judge it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lawloom.model.contribution import Side
from lawloom.model.ids import ContributionId
from lawloom.model.instant import Instant

ThemeId = str


@dataclass(frozen=True, slots=True)
class FoundTheme:
    """Texts of one language that are more like each other than like the rest."""

    id: ThemeId  # a slug of its first words; it stays when contributions come
    language: str
    terms: tuple[str, ...]  # the most telling first
    members: tuple[ContributionId, ...]  # in order of arrival
    typical: tuple[ContributionId, ...] = ()
    atypical: tuple[ContributionId, ...] = ()
    stability: int = 100  # percent of it that stays when a tenth of the texts is left out


@dataclass(frozen=True, slots=True)
class Copies:
    """Near twins: one text that several people sent."""

    representative: ContributionId
    members: tuple[ContributionId, ...]  # the representative among them, in order of arrival
    wordings: int  # how many differ in more than capitals, accents and signs


@dataclass(frozen=True, slots=True)
class ArgumentFamily:
    """Arguments on one side of one item that say alike."""

    on: str  # the item
    side: Side
    says: ContributionId  # the most typical
    members: tuple[ContributionId, ...]  # in order of arrival
    terms: tuple[str, ...] = ()  # empty where one argument stands alone


@dataclass(frozen=True, slots=True)
class Placed:
    """A contribution that was put into a theme after the themes were found, or learned from what people sorted."""

    theme: ThemeId
    confidence: int  # percent; for the order of the line, not a promise


@dataclass(frozen=True, slots=True)
class Findings:
    """All of one phase.

    as_of         the count that it speaks of
    stability     of each language, percent of the texts that stay with their theme when a tenth is left out
    by_rule       the languages where nothing in the texts told how many themes there are
    unclassified  what is in no theme, with a text or without
    unsure        what would be in another theme, were a tenth of the texts left out
    placed        what was put into a theme later; the others were there when it was found
    """

    phase: str
    as_of: Instant
    themes: tuple[FoundTheme, ...] = ()
    unclassified: tuple[ContributionId, ...] = ()
    unsure: tuple[ContributionId, ...] = ()
    placed: Mapping[ContributionId, Placed] = field(default_factory=dict)
    copies: tuple[Copies, ...] = ()
    families: tuple[ArgumentFamily, ...] = ()
    stability: Mapping[str, int] = field(default_factory=dict)
    by_rule: tuple[str, ...] = ()
