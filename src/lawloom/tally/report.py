"""The tally as JSON, with its schema, and the lines that `lawloom tally` prints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lawloom.model.ids import SubjectId
from lawloom.model.subject import Subject
from lawloom.model.tally import SubjectTally
from lawloom.tally.json_form import dumps, subject_as_json
from lawloom.tally.schema import SCHEMA
from lawloom.tally.table import lines

__all__ = ["SCHEMA", "as_json", "dumps", "lines", "subject_as_json"]

FORMAT = 1

Json = dict[str, Any]


def as_json(tallies: Mapping[SubjectId, SubjectTally], subjects: Mapping[SubjectId, Subject]) -> Json:
    """What `lawloom tally --json` prints; SCHEMA describes it. Unknown is null, never 0.

    subjects  what people wrote: gives the dates of the phases; a subject may have a ledger and no file
    """
    found = {
        slug: subject_as_json(tallies[slug], subjects[slug].phases if slug in subjects else ())
        for slug in sorted(tallies)
    }
    return {"format": FORMAT, "subjects": found}
