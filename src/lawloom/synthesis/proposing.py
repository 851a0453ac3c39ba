"""Proposals: to which of people's own themes the unsorted texts may belong, learned from those that people sorted.

A proposal is a help for the people who sort, never a sorting: each has a confidence, and the unsure ones come first.

source  docs/decisions/0020-near-twins-themes-and-proposals.md
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from lawloom.synthesis import extra
from lawloom.synthesis.rows import Key, Texts, rank, rows_of

if TYPE_CHECKING:
    from lawloom.synthesis.learning import Fits

OFFERED = 5  # themes for each text
ENOUGH = 50  # sorted texts, from which on a fifth is set apart to learn how often the proposals are right
SHARPNESS = 4.0  # how sure to be of a fit, where too few are sorted to learn it
SHARPER = tuple(2 ** (step / 2) for step in range(-2, 11))


@dataclass(frozen=True, slots=True)
class Proposal:
    """One unsorted text and the themes it may belong to."""

    text: Key
    themes: tuple[tuple[str, float], ...]  # the likeliest first, each with its confidence, 0 to 1; at most OFFERED

    @property
    def margin(self) -> float:
        """How much surer the first theme is than the second."""
        return self.themes[0][1] - (self.themes[1][1] if len(self.themes) > 1 else 0.0)


@dataclass(frozen=True, slots=True)
class Proposals:
    """A proposal for every unsorted text, the unsure ones first."""

    line: tuple[Proposal, ...]
    learned: bool  # confidences were learned from sorted texts set apart; else they are a rule of thumb

    def __iter__(self) -> Iterator[Proposal]:
        return iter(self.line)

    def __len__(self) -> int:
        return len(self.line)


def propose(already_sorted: Iterable[tuple[str, str]], texts: Texts, *, language: str) -> Proposals:
    """Themes for unsorted texts, from texts that people sorted.

    already_sorted  (text, theme) in any order
    texts           the unsorted ones: a list, or a mapping from ids
    language        as of `themes`
    raises          ValueError where the sorted texts have fewer than two themes: nothing can be told apart;
                    LawloomError, analysis-needs-extra
    """
    with extra.analysis():
        import numpy as np

        from lawloom.synthesis.learning import Judges
    pairs = sorted(already_sorted, key=_scattered)
    if len({theme for _, theme in pairs}) < 2:
        raise ValueError("sorted texts of two themes at least")
    keys, bodies = rows_of(texts)
    sharpness, learned = _sharpness(pairs, language)
    judges = Judges([text for text, _ in pairs], [theme for _, theme in pairs], language)
    sure = _confidence(judges.fits(bodies), sharpness)
    offered = np.argsort(-sure, axis=1, kind="stable")[:, :OFFERED]
    line = [
        Proposal(key, tuple((judges.themes[at], float(sure[row, at])) for at in offered[row]))
        for row, key in enumerate(keys)
    ]
    line.sort(key=lambda one: (round(one.margin, 4), rank(one.text)))
    return Proposals(tuple(line), learned)


def _scattered(pair: tuple[str, str]) -> tuple[bytes, str, str]:
    """An order that means nothing and depends on the texts alone."""
    return blake2b("\0".join(pair).encode(), digest_size=8).digest(), *pair


def _confidence(fits: Fits, sharpness: float) -> Any:
    """Fits as shares of 1, in steps of 1 in 10,000: further digits differ between machines."""
    import numpy as np

    raised = np.exp((fits - fits.max(axis=1, keepdims=True)) * sharpness) if fits.size else fits
    return (raised / raised.sum(axis=1, keepdims=True)).round(4) if fits.size else raised


def _sharpness(pairs: Sequence[tuple[str, str]], language: str) -> tuple[float, bool]:
    """How sure to be: what would have surprised least on a fifth of the sorted texts, learned from the others."""
    import numpy as np

    from lawloom.synthesis.learning import Judges

    apart, rest = pairs[: len(pairs) // 5], pairs[len(pairs) // 5 :]
    known = {theme for _, theme in rest}
    asked = [pair for pair in apart if pair[1] in known]
    if len(pairs) < ENOUGH or len(known) < 2 or not asked:
        return SHARPNESS, False
    judges = Judges([text for text, _ in rest], [theme for _, theme in rest], language)
    fits = judges.fits([text for text, _ in asked])
    right = np.array([judges.themes.index(theme) for _, theme in asked])
    fits = fits - fits.max(axis=1, keepdims=True)
    own = fits[np.arange(len(right)), right]
    # Not from the rounded confidences: those hide how wrong a sure one was.
    surprise = [round(float((np.log(np.exp(fits * one).sum(axis=1)) - own * one).mean()), 6) for one in SHARPER]
    return SHARPER[surprise.index(min(surprise))], True
