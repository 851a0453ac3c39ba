"""What people decided on the themes of a subject's phases: synthesis/<phase>.themes.yml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lawloom.content import shelf
from lawloom.content.forms.sorting import SortingForm
from lawloom.content.known import Known
from lawloom.content.shelf import Filled
from lawloom.content.suggestions import nearest
from lawloom.errors import Problem, problem
from lawloom.model.ids import ContributionId
from lawloom.model.sorting import SetAside, SortedTheme, Sorting

ENDING = ".themes.yml"


def read_sortings(known: Known) -> tuple[Sorting, ...]:
    """The decisions by phase; what is wrong in a file goes to known.problems and costs that file."""
    sortings = []
    for file in known.tree.in_folder(f"{known.folder}/synthesis", ENDING):
        phase = file.rsplit("/", 1)[1].removesuffix(ENDING)
        if known.phases is not None and phase not in known.phases:
            phases = ", ".join(sorted(known.phases))
            near = nearest(phase, known.phases)
            known.problems.append(problem("unknown-phase", file, found=phase, known=phases, near=near))
            continue
        filled, problems = shelf.block_file(SortingForm, known.tree, file)
        known.problems += problems
        if filled is not None:
            before = len(known.problems)
            known.problems += _twice(filled)
            if len(known.problems) == before:
                sortings.append(_sorting(phase, filled))
    return tuple(sorted(sortings, key=lambda one: one.phase))


def _sorting(phase: str, filled: Filled[SortingForm]) -> Sorting:
    form = filled.form
    return Sorting(
        phase,
        tuple(
            SortedTheme(
                one.id,
                one.name,
                one.summary,
                tuple(dict.fromkeys(one.found)),
                tuple(dict.fromkeys(one.take)),
                filled.line("themes", place),
            )
            for place, one in enumerate(form.themes)
        ),
        tuple(
            SetAside(tuple(dict.fromkeys(one.on)), one.reason, filled.line("set_aside", place))
            for place, one in enumerate(form.set_aside)
        ),
        tuple(dict.fromkeys(form.unclassified)),
        form.ours,
        filled.file,
    )


def _twice(filled: Filled[SortingForm]) -> Iterator[Problem]:
    """A contribution, a theme or a found theme that stands in two places: nobody can tell which one is meant."""
    form = filled.form
    yield from _doubled(filled, ((one.id, ("themes", place, "id")) for place, one in enumerate(form.themes)))
    found = (
        (id, ("themes", place, "found")) for place, one in enumerate(form.themes) for id in dict.fromkeys(one.found)
    )
    yield from _doubled(filled, found)
    yield from _doubled(filled, _placed(form))


def _placed(form: SortingForm) -> Iterator[tuple[ContributionId, tuple[str | int, ...]]]:
    for place, theme in enumerate(form.themes):
        yield from ((id, ("themes", place, "take")) for id in dict.fromkeys(theme.take))
    for place, aside in enumerate(form.set_aside):
        yield from ((id, ("set_aside", place, "on")) for id in dict.fromkeys(aside.on))
    yield from ((id, ("unclassified",)) for id in dict.fromkeys(form.unclassified))


def _doubled(filled: Filled[SortingForm], named: Iterable[tuple[str, tuple[str | int, ...]]]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for id, path in named:
        line = filled.line(*path)
        if id in first:
            yield problem("sorted-twice", filled.file, line, id=id, first=first[id])
        first.setdefault(id, line)
