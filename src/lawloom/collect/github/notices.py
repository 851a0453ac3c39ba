"""Who is to be told what: read from the ledger and from what people decided, in the order in which it came. Pure.

A notice has a mark that names the contribution and what is told of it, not how it is worded. The mark is hidden in the
comment that tells it: where it stands already, nothing is told again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lawloom.ledger.entries import Entry, recorded
from lawloom.ledger.fields import UNDECIDED
from lawloom.ledger.known import Known
from lawloom.ledger.line import canonical, digest
from lawloom.model.contribution import Contribution, Kind
from lawloom.model.editorial import Decision, Moderation, Outcome
from lawloom.model.ids import ContributionId, SubjectId
from lawloom.model.subject import Subject

_OF_FORGE = re.compile(r"gh-([0-9]{1,12})")
_FROM_THERE = re.compile(r"gh-[ac]?[0-9]{1,19}")
_MARK = re.compile(r"<!-- lawloom: told (gh-[a-z0-9]+:[a-z0-9]+) -->")


@dataclass(frozen=True, slots=True)
class Undecided:
    """That a contribution left the theme by which it had been decided on, and is decided on by nothing else."""

    theme: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One comment to be written.

    number  of the issue under which it is written
    mark    tells this notice from every other one
    about   what was decided; None: the contribution has come, and is thanked for
    """

    slug: SubjectId
    id: ContributionId
    number: int
    mark: str
    about: Entry | Undecided | None = None

    @property
    def hidden(self) -> str:
        """The mark as it stands in the comment."""
        return f"<!-- lawloom: told {self.mark} -->"


def marks_in(comment: str) -> list[str]:
    """The marks that stand in a comment."""
    return _MARK.findall(comment)


def to_welcome(slug: SubjectId, held: Mapping[ContributionId, Contribution]) -> Iterator[Notice]:
    """A notice for each contribution that came as an issue and stands: as they came."""
    for one in held.values():
        found = _OF_FORGE.fullmatch(one.id)
        if found and one.state == "opened" and not one.hidden and not one.erased:
            yield Notice(slug, one.id, int(found[1]), f"{one.id}:welcome")


def to_tell(
    subject: Subject, known: Known, held: Mapping[ContributionId, Contribution], labelled: Iterable[Moderation] = ()
) -> Iterator[Notice]:
    """A notice for each act of moderation and for the last decision on each contribution that came from the forge, its
    own or that of its theme.

    Only what the ledger holds is told: the record comes first. Where an outcome came back after another one, that is
    news again.

    labelled  acts by label
    """
    for act in labelled:
        number = number_of(act.on, held) if act.on in held else None
        if number is not None:
            yield _notice(subject.id, act.on, number, act, ["label", act.act.value, act.rule, act.into, act.date])
    acts: Counter[tuple[str, ...]] = Counter()
    last: dict[ContributionId, Notice] = {}
    for line, entry in recorded(subject, known):
        id = line["on"]
        number = number_of(id, held) if id in held else None
        if number is None:
            continue
        if isinstance(entry, Decision):
            turns = known.decided[id].turns
            last[id] = _notice(subject.id, id, number, entry, [*_outcome(entry), *([turns] if turns else [])])
        else:
            said = (id, entry.act.value, entry.rule, entry.into)
            acts[said] += 1
            yield _notice(subject.id, id, number, entry, [*said, acts[said]])
    for id, decided in known.decided.items():
        if decided.outcome == UNDECIDED and id in held and (number := number_of(id, held)) is not None:
            last[id] = _notice(subject.id, id, number, Undecided(decided.theme), ["undecided", decided.turns])
    yield from last.values()
    yield from (one for one in _merged(subject, held) if one.id not in known.decided)


def _merged(subject: Subject, held: Mapping[ContributionId, Contribution]) -> Iterator[Notice]:
    """A notice for each amendment that was merged: the line that says so is its record."""
    for decision in subject.decisions:
        for id in decision.on:
            one, number = held.get(id), number_of(id, held) if id in held else None
            if one is not None and number is not None and one.kind is Kind.AMENDMENT and one.reason == "merged":
                yield _notice(subject.id, id, number, decision, _outcome(decision))


def number_of(id: ContributionId, held: Mapping[ContributionId, Contribution]) -> int | None:
    """The issue under which a contribution stands on the forge; None where it came another way."""
    if not _FROM_THERE.fullmatch(id):
        return None
    seen: set[str] = set()
    at: str | None = id
    while at is not None and at not in seen:
        if found := _OF_FORGE.fullmatch(at):
            return int(found[1])
        seen.add(at)
        one = held.get(at)
        at = one.on if one else None
    return None


def _notice(slug: SubjectId, id: ContributionId, number: int, about: Entry | Undecided, said: list[object]) -> Notice:
    return Notice(slug, id, number, f"{id}:{digest(canonical({'said': said}))[:16]}", about)


def _outcome(decision: Decision) -> list[object]:
    """What of a decision is news when it changes: not how its reason is worded."""
    later = [[one.outcome.value, one.date] for one in decision.later]
    return ["decision", standing(decision).value, decision.same_as, later]


def standing(decision: Decision) -> Outcome:
    """The outcome as it stands: what happened to an adopted text later is what counts."""
    return decision.later[-1].outcome if decision.later else decision.outcome
