"""Entries of moderation.yml and decisions.yml become lines of the ledger, once each, before what else a run appends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from lawloom.ledger.known import Known
from lawloom.ledger.line import Line, canonical, digest
from lawloom.model.editorial import Decision, Moderation, ModerationAct
from lawloom.model.subject import Subject


def entries_to_record(subject: Subject | None, known: Known) -> list[Line]:
    """The lines, in the order of the files, for entries that the ledger does not hold yet: `opening` of a Draft.

    An entry about several contributions gives a line for each. An entry that was changed is another entry. One that was
    taken out of its file stays in the ledger: it was the rule for a time.
    """
    return [line for line in _lines(subject) if known.takes(line)] if subject else []


def entry_digest(entry: Moderation | Decision) -> str:
    """SHA-256 of the entry's canonical JSON; where it stands in its file is no part of it."""
    fields: dict[str, Any] = asdict(entry)
    del fields["line"]
    return digest(canonical(fields))


def _lines(subject: Subject) -> Iterator[Line]:
    for act in subject.moderation:
        line: Line = {"on": act.on, "entry": entry_digest(act)}
        if act.act is ModerationAct.MERGE:
            yield line | {"kind": "merge", "into": act.into}
        else:
            yield line | {"kind": "moderation", "act": act.act.value, "rule": act.rule}
    for decision in subject.decisions:
        said = {"outcome": decision.outcome.value, "entry": entry_digest(decision)}
        for contribution in decision.on:
            yield {"kind": "decision", "on": contribution, **said}
