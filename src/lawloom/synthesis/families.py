"""Families of arguments: those on one side of one thing that say alike, so that each point is read once.

Near twins are always one family. Of a dozen different texts and more, those are united whose words are alike on the
whole: the mean likeness of all pairs of two groups, the likest first, down to LIKE. What shares few words with the
others stays alone: many small families are better than a false one.

source  average linkage (R. Sokal, C. Michener, "A statistical method for evaluating systematic relationships", 1958),
        in whole numbers; measured against others in docs/synthesis-measured.md
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lawloom.synthesis import extra
from lawloom.synthesis.rows import Key, Texts, rank, rows_of
from lawloom.synthesis.theming import themes
from lawloom.synthesis.twins import near_twins

if TYPE_CHECKING:
    from lawloom.synthesis.terms import Terms

DOZEN = 12  # different texts, below which words tell too little
LIKE = (3, 20)  # mean likeness of two groups that are still united: 0 shares no word, 1 all of them
LENGTH = 4096  # of the row of a text: weights are whole numbers
AT_ONCE = 2_000  # texts compared each with each; of more, only those of one theme are
SHOWN = 5  # terms of a family


@dataclass(frozen=True, slots=True)
class Family:
    """Arguments that say alike."""

    says: Key  # the one most like all the others
    members: tuple[Key, ...]  # in the order of the input
    terms: tuple[str, ...]  # words that most tie them, the most telling first; none where they are one text


def families(arguments: Texts, *, language: str) -> tuple[Family, ...]:
    """The families of the arguments on one side of one thing; an argument like no other is a family of its own.

    arguments  a mapping from ids to texts, or a list; any order, the families are the same
    language   "fr", "es"...: of their words; see lawloom.synthesis.themes
    gives      the largest first; each argument in one
    raises     LawloomError, analysis-needs-extra
    """
    keys, bodies = rows_of(arguments)
    text_of = dict(zip(keys, bodies, strict=True))
    place_of = {key: place for place, key in enumerate(keys)}
    twins: dict[Key, list[Key]] = {}
    for key, first in near_twins(arguments).members.items():
        twins.setdefault(first, []).append(key)
    different = sorted(twins, key=lambda key: (text_of[key], rank(key)))  # no order of arrival counts from here
    found = []
    for group, terms in _groups(different, text_of, language):
        members = sorted((key for first in group for key in twins[first]), key=place_of.__getitem__)
        found.append(Family(group[0], tuple(members), terms))
    found.sort(key=lambda one: (-len(one.members), text_of[one.says], rank(one.says)))
    return tuple(found)


Group = tuple[list[Key], tuple[str, ...]]  # the most typical first; and its words


def _groups(different: list[Key], text_of: dict[Key, str], language: str) -> list[Group]:
    """The texts, no two of them twins, in groups that say alike."""
    if len(different) < DOZEN:
        return [([key], ()) for key in different]
    if len(different) <= AT_ONCE:
        return _alike(different, text_of, language)
    found: list[Group] = []
    by_theme = themes([text_of[key] for key in different], language=language)
    for theme in by_theme:
        members = [different[int(at)] for at in theme.members]
        for at in range(0, len(members), AT_ONCE):
            found += _alike(members[at : at + AT_ONCE], text_of, language)
    return [*found, *(([different[int(at)]], ()) for at in by_theme.unclassified)]


def _alike(keys: Sequence[Key], text_of: dict[Key, str], language: str) -> list[Group]:
    with extra.analysis():
        import numpy as np

        from lawloom.synthesis.learning import Stems
        from lawloom.synthesis.terms import terms_of
    bodies = [text_of[key] for key in keys]
    # All stems weigh, those of one text alone too: else two short texts that share one word would be the same.
    rows = Stems(language, telling=True).learn(bodies)
    rows.data = np.rint(rows.data * LENGTH)
    likeness = (rows @ rows.T).toarray()  # sums of whole numbers: exact
    least = LIKE[0] * LENGTH * LENGTH / LIKE[1]
    terms = terms_of(bodies, language)
    found: list[Group] = []
    for group in _united(likeness, least):
        inside = likeness[group][:, group].sum(axis=1).tolist()
        typical = sorted(range(len(group)), key=lambda at: (-inside[at], group[at]))
        found.append(([keys[group[at]] for at in typical], _terms(terms, group) if len(group) > 1 else ()))
    return found


def _united(likeness: Any, least: float) -> list[list[int]]:
    """The rows in groups: the two groups of the greatest mean likeness are united, until it is less than `least`."""
    import numpy as np

    many = likeness.shape[0]
    sums, sizes, groups = likeness.astype(np.float64), np.ones(many), [[at] for at in range(many)]
    np.fill_diagonal(sums, -1.0)
    means = sums.copy()
    best = means.argmax(axis=1)
    value = means[np.arange(many), best]
    while many > 1 and value.max() >= least:
        first = int(value.argmax())
        one, other = sorted((first, int(best[first])))
        sums[one] += sums[other]
        sizes[one] += sizes[other]
        groups[one] += groups[other]
        groups[other] = []
        gone = means[one] < 0  # itself, and those that are in other groups now
        means[one] = sums[one] / (sizes[one] * sizes)  # one division of exact numbers: the same on every machine
        means[one, gone] = means[one, other] = -1.0
        sums[:, one], means[:, one] = sums[one], means[one]
        means[other], means[:, other] = -1.0, -1.0
        stale = (best == one) | (best == other) | (means[:, one] > value)
        stale[[one, other]] = True
        best[stale] = means[stale].argmax(axis=1)
        value[stale] = means[stale, best[stale]]
    return [sorted(group) for group in groups if group]


def _terms(terms: Terms, group: list[int]) -> tuple[str, ...]:
    """Words that at least two of the group share, the heaviest first."""
    rows = terms.rows[group]
    heavy, shared = rows.sum(axis=0).A1, (rows > 0).sum(axis=0).A1
    order = sorted((at for at in shared.nonzero()[0] if shared[at] > 1), key=lambda at: (-heavy[at], terms.stems[at]))
    return tuple(terms.words[at] for at in order[:SHOWN])
