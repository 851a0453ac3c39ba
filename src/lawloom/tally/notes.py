"""What the count has to say beside its figures, as warnings: what is kept and not counted, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lawloom.errors import Problem, problem

# Why a vote is kept and not counted.
NO_PERSON, NO_ITEM, OTHER_STANCE, TIED, MERGE_CONFLICT = (
    "no-person",
    "no-item",
    "other-stance",
    "tied",
    "merge-conflict",
)
_NOTES = {
    NO_PERSON: "vote-without-person",
    NO_ITEM: "vote-on-nothing",
    OTHER_STANCE: "vote-other-stance",
    TIED: "vote-tied",
}
_LATE, _OUTSIDE, _DIFFERENCE = "items-late", "votes-outside", "import-difference"
_COUNTED = frozenset({*_NOTES.values(), _LATE, _OUTSIDE})


def notes(
    of_merges: Iterable[Problem],
    uncounted: Mapping[str, int],
    *,
    late: int,
    outside: int,
    of_imports: Iterable[str] = (),
) -> Iterator[Problem]:
    """Every note, in order."""
    yield from of_merges
    for reason, code in _NOTES.items():
        if many := uncounted[reason]:
            yield problem(code, warning=True, votes=many)
    if late:
        yield problem(_LATE, warning=True, items=late)
    if outside:
        yield problem(_OUTSIDE, warning=True, votes=outside)
    for note in of_imports:
        yield problem(_DIFFERENCE, warning=True, note=note)


def renewed(before: Iterable[Problem], uncounted: Mapping[str, int], *, late: int, outside: int) -> Iterator[Problem]:
    """The notes again after votes changed the figures: what imports and merges had to say stays."""
    stay = [one for one in before if one.code not in _COUNTED]
    of_merges = [one for one in stay if one.code != _DIFFERENCE]
    yield from notes(of_merges, uncounted, late=late, outside=outside)
    yield from (one for one in stay if one.code == _DIFFERENCE)
