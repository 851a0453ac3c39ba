"""The last reading of what people wrote, kept in build/ for as long as no file changes.

A new vote must not pay for reading every file of content/ again; hashing them costs a few milliseconds.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass

from lawloom.content.fingerprint import content_files as content_files
from lawloom.content.fingerprint import content_fingerprint as content_fingerprint
from lawloom.errors import ContentProblems, Problem
from lawloom.instance import Instance
from lawloom.model.consultation import Consultation
from lawloom.model.plain import noun, plain


@dataclass(frozen=True, slots=True)
class Reading:
    """What people wrote, what they must mend, and a digest of every byte of it and of the engine that read it."""

    consultation: Consultation
    problems: tuple[Problem, ...]
    fingerprint: str


def reading(instance: Instance) -> Reading:
    """What people wrote, from the last reading where no file changed since.

    raises  ContentProblems only where consultation.yml itself cannot be used
    """
    fingerprint = content_fingerprint(instance)
    kept = instance.build / "state" / "reading.json"
    try:
        known, consultation, problems = json.loads(kept.read_bytes())
        if known == fingerprint:
            return Reading(noun(consultation), noun(problems), fingerprint)
    except (OSError, ValueError, TypeError, RecursionError):
        pass  # none yet, or not ours: read again
    from lawloom import content

    consultation, problems = content.read(instance)
    if consultation is None:
        raise ContentProblems(*problems)
    fresh = Reading(consultation, tuple(problems), fingerprint)
    kept.parent.mkdir(parents=True, exist_ok=True)
    draft = kept.with_name(f"{kept.name}.{os.getpid()}")
    draft.write_text(
        json.dumps([fingerprint, plain(fresh.consultation), plain(fresh.problems)], separators=(",", ":")),
        encoding="utf-8",
    )
    draft.replace(kept)
    return fresh
