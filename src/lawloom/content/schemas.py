"""JSON Schema 2020-12 of each file that people write, for editors that complete and explain keys while one types.

A schema knows one file and no other: whether an id exists, or a phase closes after it opens, `lawloom check` tells.
"""

from __future__ import annotations

from typing import Any

NAMES = (
    "bill",
    "consultation",
    "debate",
    "decisions",
    "essay",
    "moderation",
    "page",
    "people",
    "progress",
    "subject",
    "synthesis",
    "version",
)
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(name: str) -> dict[str, Any]:
    """The schema of one kind of file, of its front matter where it is Markdown. Raises KeyError for an unknown name."""
    from pydantic import TypeAdapter  # here: slow to import

    from lawloom.content.forms import consultation, editorial, subject

    forms: dict[str, Any] = {
        "bill": subject.BillForm,
        "consultation": consultation.ConsultationForm,
        "debate": editorial.DebateForm,
        "decisions": list[editorial.DecisionForm],
        "essay": editorial.EssayForm,
        "moderation": list[editorial.ModerationForm],
        "page": consultation.PageForm,
        "people": consultation.PeopleForm,
        "progress": editorial.ProgressForm,
        "subject": subject.SubjectForm,
        "synthesis": editorial.SynthesisForm,
        "version": subject.VersionForm,
    }
    found = TypeAdapter(forms[name]).json_schema()
    return {"$schema": _DIALECT, "$id": f"lawloom:{name}", **found, "title": f"Lawloom: {name}"}
