"""Find the themes of a phase, or place what came since they were found. The one place where findings are made.

Themes that were found stay: people have named them and written about them. What came since is put where the sorted
texts say it belongs, with a confidence; only who asks for it has the themes found afresh.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from lawloom.content.suggestions import slug_from
from lawloom.errors import ContentProblems, problem
from lawloom.model.contribution import Kind, Side
from lawloom.model.findings import ArgumentFamily, Copies, Findings, FoundTheme, Placed, ThemeId
from lawloom.model.ids import ContributionId
from lawloom.model.instant import Instant
from lawloom.model.sorting import Sorting
from lawloom.synthesis.account import account
from lawloom.synthesis.families import families
from lawloom.synthesis.material import Material
from lawloom.synthesis.proposing import propose
from lawloom.synthesis.theming import Themes, themes
from lawloom.synthesis.tongues import by_language
from lawloom.synthesis.twins import near_twins

LEAST = 10  # percent: what is placed with less is in no theme
ALIKE = 0.5  # of two themes, the share of the texts in either that both hold: the new one keeps the old one's id

Progress = Callable[[str], None]
Texts = dict[ContributionId, str]


def find(
    material: Material,
    phase: str,
    *,
    as_of: Instant,
    language: str,
    others: Iterable[str] = (),
    earlier: Findings | None = None,
    sorting: Sorting | None = None,
    afresh: bool = False,
    progress: Progress = lambda _: None,
) -> Findings:
    """The findings of a phase now.

    as_of     the count that they speak of
    language  of the subject; others: of the consultation
    earlier   what was found before; its themes stay unless `afresh`
    raises    ContentProblems, sorted-too-few, where the list of themes is people's own and fewer than two of them hold
              something; LawloomError, analysis-needs-extra
    """
    texts = {id: piece.words for id, piece in material.items() if piece.words}
    progress("synthesis-twins")
    copies = _copies(texts)
    tongues = by_language(texts, language, others)
    progress("synthesis-families")
    found = Findings(phase, as_of, copies=copies, families=tuple(_families(material, tongues)))
    progress("synthesis-themes")
    if sorting is not None and sorting.ours:
        return _placed_by_people(found, material, tongues, sorting)
    if earlier is None or afresh or not earlier.themes:
        return _found_afresh(found, material, tongues, earlier)
    return _kept(found, material, tongues, earlier, sorting)


def _copies(texts: Texts) -> tuple[Copies, ...]:
    families = near_twins(texts).families
    return tuple(Copies(str(one.representative), tuple(map(str, one.members)), one.wordings) for one in families)


def _families(material: Material, tongues: Mapping[str, Texts]) -> Iterator[ArgumentFamily]:
    """The families of the arguments on each side of each item, in the order in which the items were first argued."""
    sides: dict[tuple[str, Side, str], Texts] = {}
    for language, texts in tongues.items():
        for id, text in texts.items():
            piece = material[id]
            if piece.kind is Kind.ARGUMENT and piece.side is not None and piece.on:
                sides.setdefault((piece.on, piece.side, language), {})[id] = text
    for (on, side, language), texts in sides.items():
        for one in families(texts, language=language):
            yield ArgumentFamily(on, side, str(one.says), tuple(map(str, one.members)), one.terms)


def _found_afresh(
    found: Findings, material: Material, tongues: Mapping[str, Texts], earlier: Findings | None
) -> Findings:
    listed: list[FoundTheme] = []
    placed: set[ContributionId] = set()
    unsure: set[ContributionId] = set()
    stability, by_rule = {}, []
    for language, texts in tongues.items():
        grouped = themes(texts, language=language)
        listed += _themes(grouped, language)
        placed.update(str(id) for theme in grouped for id in theme.members)
        unsure.update(map(str, grouped.unsure))
        stability[language] = round(100 * grouped.stability)
        by_rule += [language] * grouped.by_rule
    return replace(
        found,
        themes=_with_ids(listed, earlier.themes if earlier else ()),
        unclassified=tuple(id for id in material if id not in placed),
        unsure=tuple(id for id in material if id in unsure),
        stability=stability,
        by_rule=tuple(by_rule),
    )


def _themes(grouped: Themes, language: str) -> list[FoundTheme]:
    return [
        FoundTheme(
            "",
            language,
            theme.terms,
            tuple(map(str, theme.members)),
            tuple(map(str, theme.typical)),
            tuple(map(str, theme.atypical)),
            round(100 * theme.stability),
        )
        for theme in grouped
    ]


def _with_ids(listed: list[FoundTheme], earlier: tuple[FoundTheme, ...]) -> tuple[FoundTheme, ...]:
    """Each with the id of the earlier theme that it is mostly the same as, or else with one made of its words."""
    pairs = []
    for at, theme in enumerate(listed):
        members = {*theme.members}
        for old in earlier:
            both = len(members.intersection(old.members))
            if both and both / (len(members) + len(old.members) - both) >= ALIKE:
                pairs.append((-both, at, old.id))
    ids: dict[int, ThemeId] = {}
    for _, at, id in sorted(pairs):
        if at not in ids and id not in ids.values():
            ids[at] = id
    taken = {*(theme.id for theme in earlier)}
    for at, theme in enumerate(listed):
        if at not in ids:
            ids[at] = _new_id(theme.terms, taken)
        taken.add(ids[at])
    return tuple(replace(theme, id=ids[at]) for at, theme in enumerate(listed))


def _new_id(terms: tuple[str, ...], taken: set[ThemeId]) -> ThemeId:
    base = slug_from(" ".join(terms[:2])) or "theme"
    if base not in taken:
        return base
    return next(f"{base}-{number}" for number in range(2, len(taken) + 3) if f"{base}-{number}" not in taken)


def _kept(
    found: Findings,
    material: Material,
    tongues: Mapping[str, Texts],
    earlier: Findings,
    sorting: Sorting | None,
) -> Findings:
    """The earlier themes, and what came since placed among them."""
    here = {
        theme.id: replace(
            theme,
            members=tuple(id for id in theme.members if id in material),
            typical=tuple(id for id in theme.typical if id in material),
            atypical=tuple(id for id in theme.atypical if id in material),
        )
        for theme in earlier.themes
    }
    kept = replace(
        found,
        themes=tuple(here.values()),
        unclassified=tuple(id for id in earlier.unclassified if id in material),
        unsure=tuple(id for id in earlier.unsure if id in material),
        placed={id: one for id, one in earlier.placed.items() if id in material},
        stability=earlier.stability,
        by_rule=earlier.by_rule,
    )
    now = account(kept, sorting, material)
    return _with_placed(kept, material, tongues, now.theme_of, {*now.missing})


def _placed_by_people(found: Findings, material: Material, tongues: Mapping[str, Texts], sorting: Sorting) -> Findings:
    """Everything that people did not sort, placed by what they did."""
    by_hand = {id: theme.id for theme in sorting.themes for id in theme.take if id in material}
    if len({*by_hand.values()}) < 2:
        raise ContentProblems(problem("sorted-too-few", sorting.file))
    decided = {*by_hand, *sorting.unclassified, *(id for one in sorting.set_aside for id in one.on)}
    return _with_placed(found, material, tongues, by_hand, {id for id in material if id not in decided})


def _with_placed(
    found: Findings,
    material: Material,
    tongues: Mapping[str, Texts],
    theme_of: Mapping[ContributionId, ThemeId],
    open_ones: set[ContributionId],
) -> Findings:
    """The findings with a place for each of the open ones: beside its twin, by its words, or in no theme."""
    placed = dict(found.placed)
    for copies in found.copies:
        there = Counter(theme_of[id] for id in copies.members if id in theme_of)
        if there:
            theme = min(there, key=lambda one: (-there[one], one))
            placed |= {id: Placed(theme, 100) for id in copies.members if id in open_ones}
    for language, texts in tongues.items():
        known = [(texts[id], theme_of[id]) for id in texts if id in theme_of]
        asked = {id: text for id, text in texts.items() if id in open_ones and id not in placed}
        if asked and len({theme for _, theme in known}) > 1:
            for one in propose(known, asked, language=language):
                theme, sure = one.themes[0]
                if round(100 * sure) >= LEAST:
                    placed[str(one.text)] = Placed(theme, round(100 * sure))
    left = {id for id in open_ones if id not in placed}
    order = {id: at for at, id in enumerate(material)}
    return replace(
        found,
        placed=dict(sorted(placed.items())),
        unclassified=tuple(sorted({*found.unclassified, *left}, key=lambda id: order[id])),
    )
