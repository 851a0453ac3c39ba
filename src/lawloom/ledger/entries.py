"""Entries of moderation.yml and decisions.yml become lines of the ledger, once each, before what else a run appends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from lawloom.ledger.known import Known
from lawloom.ledger.line import Line, canonical, digest
from lawloom.model.editorial import WITH_INTO, Decision, Moderation, ModerationAct
from lawloom.model.subject import Subject

Entry = Moderation | Decision


def entries_to_record(subject: Subject | None, known: Known) -> list[Line]:
    """The lines, in the order of the files, for entries that the ledger does not hold yet: `opening` of a Draft.

    An entry about several contributions gives a line for each. An entry that was changed is another entry. One that was
    taken out of its file stays in the ledger: it was the rule for a time. One that says again what an earlier one said
    (hide, restore, hide) is another act.
    """
    return [line for line, _ in _lines(subject) if known.takes(line)] if subject else []


def recorded(subject: Subject, known: Known) -> Iterator[tuple[Line, Entry]]:
    """The entries that the ledger holds, each with the line it gave, in the order of the files."""
    for line, entry in _lines(subject):
        if (line["kind"], line["on"], line["entry"]) in known.entries:
            yield line, entry


def entry_digest(entry: Entry, again: int = 0) -> str:
    """SHA-256 of the entry's canonical JSON; where it stands in its file is no part of it.

    again  how many entries before it in its file are the same, for the contribution at hand
    """
    fields: dict[str, Any] = asdict(entry)
    del fields["line"]
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
        for contribution in decision.on:
            said = {"outcome": decision.outcome.value, "entry": digest_of(decision, contribution)}
            yield {"kind": "decision", "on": contribution, **said}, decision
