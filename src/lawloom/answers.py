"""The stage of answers: whether decisions name what exists, and what is still without one."""

from __future__ import annotations

from collections.abc import Iterator

from lawloom.errors import Problem
from lawloom.instance import Instance
from lawloom.ledger import fold, references, status
from lawloom.model.consultation import Consultation
from lawloom.synthesis import findings_file, inheriting


def problems(instance: Instance, consultation: Consultation) -> Iterator[Problem]:
    """Contributions and themes that are named and do not exist; see lawloom.ledger.references."""
    there = {path.parent.name for path in instance.contributions.glob("*/ledger") if path.is_dir()}
    received = {slug: fold.fold(instance, slug) for slug in sorted(there)}
    held = {slug: one.contributions.keys() for slug, one in received.items()}
    settings = consultation.settings
    looked_at = status.comments_read(instance)
    for slug, subject in consultation.subjects.items():
        folder = instance.name_of(instance.subject(slug))
        ledger = received.get(slug)
        if ledger is None or not ledger.as_of:
            yield from references.unknown_references(subject, (), folder)  # nothing has come: all of it may
        else:
            awaited = references.Awaited(
                held,
                forge=bool(settings.collect and settings.repository),
                comments=(looked_at or "") < ledger.as_of,
                inbox=any(instance.inbox_of(slug).glob("*")),
            )
            yield from references.unknown_references(subject, held[slug], folder, awaited)
        if inheriting.names_themes(subject):
            found = tuple(findings_file.all_of(instance, slug, []))
            yield from inheriting.problems_of(subject, f"{folder}/{references.DECISIONS}", found)
