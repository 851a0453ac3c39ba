"""The account of a phase: where each contribution went, by what the machine found and what people decided. Pure.

themes + unclassified + set aside = all. What people decided goes before what was found; who is set aside under a rule
stays set aside unless people put it into a theme.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lawloom.errors import Problem, problem
from lawloom.model.findings import Findings, FoundTheme, ThemeId
from lawloom.model.ids import ContributionId
from lawloom.model.sorting import SortedTheme, Sorting
from lawloom.synthesis.material import Material, Size, size

NO_THEME = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme as readers see it.

    name     given by people; empty: its words are its name
    found    what the machine found that went into it; empty where people made it by hand
    by_hand  of its members, those whom people put there
    """

    id: ThemeId
    name: str
    summary: str
    members: tuple[ContributionId, ...]  # in order of arrival
    size: Size
    found: tuple[FoundTheme, ...] = ()
    by_hand: frozenset[ContributionId] = frozenset()

    @property
    def terms(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(term for one in self.found for term in one.terms))

    @property
    def label(self) -> str:
        return self.name or ", ".join(self.terms[:3]) or self.id

    @property
    def typical(self) -> tuple[ContributionId, ...]:
        """Of the members, those most like the others; where people made it by hand, the first that came."""
        there = set(self.members)
        return tuple(id for one in self.found for id in one.typical if id in there) or self.members[:5]

    @property
    def atypical(self) -> tuple[ContributionId, ...]:
        there = set(self.members)
        return tuple(id for one in self.found for id in one.atypical if id in there)

    @property
    def stability(self) -> int | None:
        """Percent of it that stays when a tenth of the texts is left out; None where people changed what was found."""
        return self.found[0].stability if len(self.found) == 1 and not self.by_hand else None


@dataclass(frozen=True, slots=True)
class Account:
    """All contributions of a phase, each once.

    unclassified  in no theme
    set_aside     in no theme on purpose, each with the reason
    missing       not looked at yet: they came after the findings
    unsure        of those in a theme, the ones a human should look at first, the unsurest first
    """

    phase: str
    themes: tuple[Theme, ...]
    unclassified: tuple[ContributionId, ...]
    set_aside: Mapping[ContributionId, str]
    missing: tuple[ContributionId, ...]
    unsure: tuple[ContributionId, ...]
    size: Size
    theme_of: Mapping[ContributionId, ThemeId]
    one_for: Mapping[ContributionId, ContributionId]  # of near twins, the one that stands for them

    def theme(self, id: ThemeId) -> Theme | None:
        return next((one for one in self.themes if one.id == id), None)


def account(findings: Findings, sorting: Sorting | None, material: Material) -> Account:
    """Where everything went.

    material  all contributions of the phase
    """
    sorting = sorting or Sorting(findings.phase)
    place = _places(findings, sorting, material)
    aside = {id: one.reason for one in sorting.set_aside for id in one.on if id in material}
    by_hand = _by_hand(sorting)
    for id, piece in material.items():
        if piece.aside and id not in by_hand:
            aside.setdefault(id, piece.aside)
    seen = place.keys() | aside.keys()
    one_for = {id: copies.representative for copies in findings.copies for id in copies.members}
    members: dict[ThemeId, list[ContributionId]] = {}
    for id in material:
        if id not in aside and place.get(id, NO_THEME) != NO_THEME:
            members.setdefault(place[id], []).append(id)
    themes = tuple(
        _theme(one, members.get(one.id, []), findings, material, one_for, by_hand)
        for one in _listed(findings, sorting, members)
    )
    theme_of = {id: theme.id for theme in themes for id in theme.members}
    return Account(
        findings.phase,
        themes,
        tuple(id for id in material if id in seen and id not in aside and id not in theme_of),
        {id: aside[id] for id in material if id in aside},
        tuple(id for id in material if id not in seen),
        tuple(_unsure(findings, theme_of, by_hand)),
        size(material.keys(), material, lambda id: one_for.get(id, id)),
        theme_of,
        one_for,
    )


def problems_of(findings: Findings, sorting: Sorting, material: Material) -> Iterator[Problem]:
    """What of people's decisions leads nowhere."""
    known = {theme.id for theme in findings.themes}
    for theme in sorting.themes:
        for id in theme.found:
            if id not in known:
                told = ", ".join(sorted(known)) or "-"
                yield problem("found-theme-unknown", sorting.file, theme.line, id=id, known=told)
        if not theme.found and not theme.take and theme.id not in known:
            yield problem("theme-empty", sorting.file, theme.line, id=theme.id)
    for line, ids in (
        *((theme.line, theme.take) for theme in sorting.themes),
        *((one.line, one.on) for one in sorting.set_aside),
        (0, sorting.unclassified),
    ):
        for id in ids:
            if id not in material:
                yield problem("not-of-this-phase", sorting.file, line, id=id, phase=sorting.phase)


def _by_hand(sorting: Sorting) -> frozenset[ContributionId]:
    return frozenset((*(id for theme in sorting.themes for id in theme.take), *sorting.unclassified))


def _places(findings: Findings, sorting: Sorting, material: Material) -> dict[ContributionId, ThemeId]:
    """The theme of each, NO_THEME for none; one that nobody looked at is absent."""
    goes_to = {found: theme.id for theme in sorting.themes for found in theme.found or (theme.id,)}
    place = dict.fromkeys(findings.unclassified, NO_THEME)
    if not sorting.ours:
        place |= {id: goes_to.get(theme.id, theme.id) for theme in findings.themes for id in theme.members}
    own = {theme.id for theme in sorting.themes}
    for id, placed in findings.placed.items():
        theme = placed.theme if placed.theme in own else goes_to.get(placed.theme, placed.theme)
        place[id] = theme if theme in own or not sorting.ours else NO_THEME
    if sorting.ours:  # nothing is lost that was found before the list was people's own
        place = {**{id: NO_THEME for theme in findings.themes for id in theme.members}, **place}
    place |= {id: theme.id for theme in sorting.themes for id in theme.take}
    place |= dict.fromkeys(sorting.unclassified, NO_THEME)
    return {id: theme for id, theme in place.items() if id in material}


def _listed(
    findings: Findings, sorting: Sorting, members: Mapping[ThemeId, list[ContributionId]]
) -> Iterator[SortedTheme]:
    """People's themes in their order, then what was found and nobody took, the largest first."""
    yield from sorting.themes
    own = {theme.id for theme in sorting.themes}
    rest = [id for id in members if id not in own]
    order = {theme.id: at for at, theme in enumerate(findings.themes)}
    for id in sorted(rest, key=lambda id: (-len(members[id]), order.get(id, 0), id)):
        yield SortedTheme(id, "", found=(id,))


def _theme(
    one: SortedTheme,
    members: list[ContributionId],
    findings: Findings,
    material: Material,
    one_for: Mapping[ContributionId, ContributionId],
    by_hand: frozenset[ContributionId],
) -> Theme:
    wanted = {*(one.found or (one.id,))}
    found = tuple(theme for theme in findings.themes if theme.id in wanted)
    return Theme(
        one.id,
        one.name,
        one.summary,
        tuple(members),
        size(members, material, lambda id: one_for.get(id, id)),
        found,
        by_hand.intersection(members),
    )


def _unsure(
    findings: Findings, theme_of: Mapping[ContributionId, ThemeId], by_hand: frozenset[ContributionId]
) -> Iterator[ContributionId]:
    """Placed ones by their confidence, then those that another tenth would have moved; none that people placed."""
    open_ones = {id: one for id, one in findings.placed.items() if id in theme_of and id not in by_hand}
    doubtful = [id for id, one in open_ones.items() if one.confidence < SURE]
    yield from sorted(doubtful, key=lambda id: (open_ones[id].confidence, id))
    yield from (id for id in findings.unsure if id in theme_of and id not in by_hand and id not in open_ones)


SURE = 70  # percent; placed with less, one of three was wrong where it was measured, and waits for a human look


def kinds_of(ids: tuple[ContributionId, ...], material: Material) -> Counter[str]:
    """How many of each kind; arguments by side: "argument-for"."""
    found: Counter[str] = Counter()
    for id in ids:
        piece = material[id]
        found[f"{piece.kind.value}-{piece.side.value}" if piece.side else piece.kind.value] += 1
    return found
