"""Themes: what many texts of one language speak of, found by their words; people name, unite and part them afterwards.

Each different wording counts once while themes are looked for, so that a campaign makes no theme by its number. Texts,
copies too, then belong to the theme they are most like. The same themes for any order of the texts, hash seed and
machine.

source  docs/decisions/0020-near-twins-themes-and-proposals.md
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from lawloom.synthesis import extra
from lawloom.synthesis.rows import Key, Texts, rank, rows_of
from lawloom.synthesis.wording import wording

if TYPE_CHECKING:
    from lawloom.synthesis.clusters import Clusters
    from lawloom.synthesis.terms import Rows, Terms

UNCLASSIFIED = -1
FEWEST, MOST = 3, 30  # themes, where their number is not given and nothing in the texts tells it
SHOWN = 8  # terms of a theme
EXAMPLES = 5  # of its most and its least typical texts
LEAVINGS = 2  # times a tenth is left out


@dataclass(frozen=True, slots=True)
class Theme:
    """Texts that are more like each other than like the rest."""

    number: int  # 0 is the largest
    terms: tuple[str, ...]  # whole words, the most telling first
    members: tuple[Key, ...]  # in the order of the input
    typical: tuple[Key, ...]  # members most like all the others, different wordings, the most typical first
    atypical: tuple[Key, ...]  # members least like the others, the least typical first
    stability: float  # 0 to 1: what stays the same of it when a tenth of the texts is left out


@dataclass(frozen=True, slots=True)
class Themes:
    """The themes, the largest first, and every text's place."""

    themes: tuple[Theme, ...]
    members: Mapping[Key, int]  # every text: the number of its theme, or UNCLASSIFIED
    unclassified: tuple[Key, ...]  # no telling word, or nearer to the middle of everything than to any theme
    unsure: tuple[Key, ...]  # of a theme, but of another one when a tenth of the texts is left out
    stability: float  # 0 to 1: share of the texts that stay with their theme when a tenth is left out
    by_rule: bool  # the number of themes was not given and nothing in the texts told it: it comes from a rule of thumb

    def __iter__(self) -> Iterator[Theme]:
        return iter(self.themes)

    def __len__(self) -> int:
        return len(self.themes)


def themes(texts: Texts, *, language: str, k: int | None = None) -> Themes:
    """The themes of texts of one language.

    texts     a list, or a mapping from ids; any order, the themes are the same
    language  "fr", "es", "en", "de"; of others the stemmer of snowballstemmer, if it has one, and no list of stop words
    k         how many; None: where uniting two more would cost over three times what the five unions before cost,
              else the square root of half the number of different texts, 3 to 30
    gives     themes; fewer than k where fewer texts say something different
    raises    LawloomError, analysis-needs-extra; ValueError where k is less than 1
    """
    if k is not None and k < 1:
        raise ValueError(f"k: {k}, at least 1")
    with extra.analysis():
        from lawloom.synthesis import clusters as clustering
        from lawloom.synthesis import terms as weighing
    keys, bodies = rows_of(texts)
    by_wording: dict[str, list[int]] = {}
    for row, body in enumerate(bodies):
        by_wording.setdefault(wording(body), []).append(row)
    # An order of their own that means nothing: the first ones are a fair sample.
    wordings = sorted(by_wording, key=lambda one: blake2b(one.encode(), digest_size=16).digest())
    terms = weighing.terms_of([min(bodies[row] for row in by_wording[one]) for one in wordings], language)
    telling = [at for at in range(len(wordings)) if terms.rows.indptr[at] < terms.rows.indptr[at + 1]]
    if not telling:
        return Themes((), dict.fromkeys(keys, UNCLASSIFIED), tuple(keys), (), 1.0, False)
    rows = terms.rows[telling]
    found, by_rule = _found(rows, k)
    _, to_all = clustering.nearest_of(rows, clustering.middle(rows))
    several = found.centres.shape[1] > 1
    held = [not several or found.likeness[at] > to_all[at] for at in range(len(telling))]
    stays, stability, share = _left_out(rows, found, k or found.centres.shape[1])

    place_of = [0] * len(keys)  # of each text, its wording
    for place, one in enumerate(wordings):
        for row in by_wording[one]:
            place_of[row] = place
    of: dict[int, int] = {}  # cluster of each text that has one, by its row
    likeness: dict[int, int] = {}
    unsure = set()
    for at, (place, holds) in enumerate(zip(telling, held, strict=True)):
        for row in by_wording[wordings[place]] if holds else ():
            of[row] = int(found.nearest[at])
            likeness[row] = int(found.likeness[at])
            if not stays[at]:
                unsure.add(row)
    return _described(keys, place_of, terms, found, of, likeness, unsure, stability, share, by_rule)


def _found(rows: Rows, k: int | None) -> tuple[Clusters, bool]:
    """The clusters, and whether their number comes from the rule of thumb."""
    from lawloom.synthesis import clusters as clustering

    many = k or clustering.step(rows)
    by_rule = many is None
    if many is None:
        many = max(FEWEST, min(MOST, round((rows.shape[0] / 2) ** 0.5)))
    return clustering.clusters(rows, many), by_rule


def _left_out(rows: Rows, found: Clusters, many: int) -> tuple[list[bool], list[float], float]:
    """What stays when a tenth of the texts is left out, twice, another tenth each time.

    gives   of each row whether it stays with its theme both times; of each theme what it then shares with
            the theme that holds most of it, of the texts in either, mean of both; the share of rows that stay, mean too
    """
    import numpy as np

    from lawloom.synthesis import clusters as clustering

    themes_now = found.centres.shape[1]
    stays = np.ones(rows.shape[0], bool)
    alike = np.zeros(themes_now)
    share = 0.0
    for turn in range(LEAVINGS):
        kept = np.flatnonzero(np.arange(rows.shape[0]) % 10 != turn)
        if not len(kept):
            kept = np.arange(rows.shape[0])
        again = clustering.clusters(rows[kept][: clustering.SAMPLE_AGAIN], many)
        nearest, _ = clustering.nearest_of(rows, again.centres)
        table = np.zeros((themes_now, again.centres.shape[1]), np.int64)
        np.add.at(table, (found.nearest, nearest), 1)
        match = table.argmax(axis=1)
        both = table[np.arange(themes_now), match]
        either = table.sum(axis=1) + table.sum(axis=0)[match] - both
        alike += both / np.maximum(either, 1)
        same = match[found.nearest] == nearest
        stays &= same
        share += float(same.mean())
    return (
        [bool(one) for one in stays],
        [round(float(one) / LEAVINGS, 4) for one in alike],
        round(share / LEAVINGS, 4),
    )


def _described(
    keys: list[Key],
    place_of: list[int],
    terms: Terms,
    found: Clusters,
    of: dict[int, int],
    likeness: dict[int, int],
    unsure: set[int],
    stability: Sequence[float],
    share: float,
    by_rule: bool,
) -> Themes:
    """The clusters that hold texts, as themes, the largest first."""
    members: dict[int, list[int]] = {}
    for row in sorted(of):
        members.setdefault(of[row], []).append(row)
    telling = {cluster: _terms(terms, found, cluster) for cluster in members}
    order = sorted(members, key=lambda cluster: (-len(members[cluster]), telling[cluster], cluster))
    listed = []
    for number, cluster in enumerate(order):
        ranked = sorted(members[cluster], key=lambda row: (-likeness[row], place_of[row], rank(keys[row])))
        once: dict[int, int] = {}
        for row in ranked:
            once.setdefault(place_of[row], row)
        different = [keys[row] for row in once.values()]
        typical = tuple(different[:EXAMPLES])
        atypical = tuple(key for key in reversed(different[-EXAMPLES:]) if key not in typical)
        rows = tuple(keys[row] for row in members[cluster])
        listed.append(Theme(number, telling[cluster], rows, typical, atypical, stability[cluster]))
    number_of = {cluster: number for number, cluster in enumerate(order)}
    places = {key: number_of[of[row]] if row in of else UNCLASSIFIED for row, key in enumerate(keys)}
    left = tuple(key for row, key in enumerate(keys) if row not in of)
    return Themes(tuple(listed), places, left, tuple(keys[row] for row in sorted(unsure)), share, by_rule)


def _terms(terms: Terms, found: Clusters, cluster: int) -> tuple[str, ...]:
    """The words of a theme: heavy in its centre, and heavier than in the others on the whole."""
    own = found.centres[:, cluster]
    many = found.centres.shape[1]
    elsewhere = (found.centres.sum(axis=1) - own) / max(many - 1, 1)
    telling = (own - elsewhere).round(6)
    order = sorted((at for at in own.nonzero()[0] if telling[at] > 0), key=lambda at: (-telling[at], terms.stems[at]))
    return tuple(terms.words[at] for at in order[:SHOWN])
