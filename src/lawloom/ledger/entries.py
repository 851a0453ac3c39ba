"""Entries of moderation.yml and decisions.yml become lines of the ledger, once each, before what else a run appends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from lawloom.ledger.fields import UNDECIDED
from lawloom.ledger.known import Known
from lawloom.ledger.line import Line, canonical, digest
from lawloom.model.editorial import WITH_INTO, Decision, Moderation, ModerationAct
from lawloom.model.subject import Subject

_OF_STEPS = frozenset({"articles", "step", "back"})  # of a LaterFate

Entry = Moderation | Decision
Decided = Callable[[Subject | None], Subject | None]  # looks up whom decisions on themes are about


def as_written(subject: Subject | None) -> Subject | None:
    """Where nobody looks up the members of themes, a decision on one is about nobody."""
    return subject


def entries_to_record(subject: Subject | None, known: Known) -> list[Line]:
    """The lines, in the order of the files, for entries that the ledger does not hold yet: `opening` of a Draft.

    An entry about several contributions gives a line for each; one about a theme gives a line for each member that
    inherits it, as its members were looked up. An entry that was changed is another entry. One that was taken out of
    its file stays in the ledger: it was the rule for a time. One that says again what an earlier one said (hide,
    restore, hide) is another act; so is a decision to which a contribution comes back. What left a theme, and is
    decided on by nothing else, is told as well.
    """
    if not subject:
        return []
    return [line for line in (*(line for line, _ in _lines(subject)), *_left(subject, known)) if known.takes(line)]


def recorded(subject: Subject, known: Known) -> Iterator[tuple[Line, Entry]]:
    """The entries that the ledger holds, each with the line it gave, in the order of the files.

    Of decisions only those that the ledger says last of their contribution.
    """
    for line, entry in _lines(subject):
        if known.stands(line):
            yield line, entry


def entry_digest(entry: Entry, again: int = 0) -> str:
    """SHA-256 of the entry's canonical JSON; where it stands in its file is no part of it.

    again  how many entries before it in its file are the same, for the contribution at hand
    """
    fields: dict[str, Any] = asdict(entry)
    del fields["line"]
    if isinstance(entry, Decision):
        # What a theme is called and who is in it may change under a decision that stays the same.
        gone = ("called", "on") if entry.theme else ("called", "theme")
        fields = {key: value for key, value in fields.items() if key not in gone}
        # Which step tells of an article that was struck out is no part of it either; that it was is.
        fields["later"] = [{key: one[key] for key in one if key not in _OF_STEPS} for one in fields["later"]]
    if again:
        fields["again"] = again
    return digest(canonical(fields))


def _lines(subject: Subject) -> Iterator[tuple[Line, Entry]]:
    told: Counter[tuple[str, str]] = Counter()  # (on, digest)

    def digest_of(entry: Entry, on: str) -> str:
        plain = entry_digest(entry)
        again = told[on, plain]
        told[on, plain] += 1
        return entry_digest(entry, again) if again else plain

    for act in subject.moderation:
        line: Line = {"on": act.on, "entry": digest_of(act, act.on)}
        if act.act is ModerationAct.MERGE:
            yield line | {"kind": "merge", "into": act.into}, act
        else:
            line |= {"into": act.into} if act.act in WITH_INTO else {}
            yield line | {"kind": "moderation", "act": act.act.value, "rule": act.rule}, act
    for decision in subject.decisions:
        said = {"kind": "decision", "outcome": decision.outcome.value, "entry": entry_digest(decision)}
        said |= {"theme": decision.theme} if decision.theme else {}
        for contribution in decision.on:
            yield {"on": contribution, **said}, decision


def _left(subject: Subject, known: Known) -> Iterator[Line]:
    """A line for each contribution that was decided on by a theme, and is no longer, while the decision stands."""
    themes = {one.theme: entry_digest(one) for one in subject.decisions if one.theme and one.called}
    if not themes:
        return
    decided = {on for one in subject.decisions for on in one.on}
    for on, last in known.decided.items():
        if last.theme in themes and last.outcome != UNDECIDED and on not in decided:
            said = {"outcome": UNDECIDED, "entry": themes[last.theme], "theme": last.theme}
            yield {"kind": "decision", "on": on, **said}
