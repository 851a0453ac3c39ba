"""JSON Schema 2020-12 of each file that people write, for editors that complete and explain keys while one types.

A schema knows one file and no other: whether an id exists, or a phase closes after it opens, `lawloom check` tells.
"""

from __future__ import annotations

from typing import Any

NAMES = (
    "bill",
    "bill-translation",
    "consultation",
    "debate",
    "debate-translation",
    "decisions",
    "essay",
    "essay-translation",
    "inbox",
    "law",
    "letter",
    "letter-translation",
    "moderation",
    "page",
    "page-translation",
    "people",
    "population",
    "progress",
    "progress-translation",
    "subject",
    "subject-translation",
    "synthesis",
    "synthesis-translation",
    "themes",
    "version",
    "version-translation",
    "versions",
)
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(name: str) -> dict[str, Any]:
    """The schema of one kind of file, of its front matter where it is Markdown. Raises KeyError for an unknown name."""
    from pydantic import TypeAdapter  # here: slow to import

    from lawloom.content.forms import consultation, editorial, inbox, progress, sorting, subject, translations

    forms: dict[str, Any] = {
        "bill": subject.BillForm,
        "bill-translation": translations.BillTranslationForm,
        "consultation": consultation.ConsultationForm,
        "debate": editorial.DebateForm,
        "debate-translation": translations.DebateTranslationForm,
        "decisions": list[editorial.DecisionForm],
        "essay": editorial.EssayForm,
        "essay-translation": translations.EssayTranslationForm,
        "inbox": inbox.InboxForm,
        "law": subject.LawForm,
        "letter": subject.LetterForm,
        "letter-translation": translations.LetterTranslationForm,
        "moderation": list[editorial.ModerationForm],
        "page": consultation.PageForm,
        "page-translation": translations.PageTranslationForm,
        "people": consultation.PeopleForm,
        "population": consultation.PopulationForm,
        "progress": progress.ProgressForm,
        "progress-translation": translations.ProgressTranslationForm,
        "subject": subject.SubjectForm,
        "subject-translation": translations.SubjectTranslationForm,
        "synthesis": editorial.SynthesisForm,
        "synthesis-translation": translations.SynthesisTranslationForm,
        "themes": sorting.SortingForm,
        "version": subject.VersionForm,
        "versions": list[subject.SealForm],
        "version-translation": translations.VersionTranslationForm,
    }
    found = TypeAdapter(forms[name]).json_schema()
    return {"$schema": _DIALECT, "$id": f"lawloom:{name}", **found, "title": f"Lawloom: {name}"}
