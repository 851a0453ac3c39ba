"""Which of a few short statements a text says: for themes that people have named and not yet filled.

Likeness of stems and of threes to fives of letters, half and half; words that say nothing are left out, not denials.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lawloom.synthesis import extra
from lawloom.synthesis.rows import Key, Texts, rows_of


@dataclass(frozen=True, slots=True)
class Match:
    """A statement and how like it a text is, 0 to 1."""

    statement: int  # its place in the list
    likeness: float


def match(texts: Texts, statements: Sequence[str], *, language: str) -> dict[Key, tuple[Match, ...]]:
    """For each text, all statements, the likest first; of equals, the one that stands first.

    texts       a list, or a mapping from ids; together with the statements they tell which words are rare
    statements  one at least
    raises      ValueError without a statement; LawloomError, analysis-needs-extra
    """
    if not statements:
        raise ValueError("one statement at least")
    with extra.analysis():
        import numpy as np

        from lawloom.synthesis.learning import Letters, Stems
    keys, bodies = rows_of(texts)
    order = sorted(range(len(bodies)), key=lambda at: bodies[at])
    known = [*(bodies[at] for at in order), *statements]
    likeness = np.zeros((len(bodies), len(statements)))
    for weigh in (Stems(language, telling=True), Letters(language, telling=True)):
        rows = weigh.learn(known)
        likeness += 0.5 * (rows[: len(bodies)] @ rows[len(bodies) :].T).toarray()
    likeness = likeness.round(6)  # further digits differ between machines
    best = np.argsort(-likeness, axis=1, kind="stable")
    found = {
        keys[at]: tuple(Match(int(place), float(likeness[row, place])) for place in best[row])
        for row, at in enumerate(order)
    }
    return {key: found[key] for key in keys}
