"""Sorting: what people decided on the themes of a phase; it holds whatever the machine finds next."""

from __future__ import annotations

from dataclasses import dataclass

from lawloom.model.findings import ThemeId
from lawloom.model.ids import ContributionId


@dataclass(frozen=True, slots=True)
class SortedTheme:
    """A theme as people want it.

    found  themes of the machine that go into it: one to rename it, several to unite them
    take   contributions that people put into it, wherever the machine had them
    line   of the file
    """

    id: ThemeId
    name: str
    summary: str = ""
    found: tuple[ThemeId, ...] = ()
    take: tuple[ContributionId, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class SetAside:
    """Contributions that people leave out of all themes, and why."""

    on: tuple[ContributionId, ...]
    reason: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Sorting:
    """The decisions on one phase.

    ours  the list of themes is people's own: what they did not sort is proposed from what they did
    """

    phase: str
    themes: tuple[SortedTheme, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    unclassified: tuple[ContributionId, ...] = ()
    ours: bool = False
    file: str = ""
