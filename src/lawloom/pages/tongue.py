"""Which language the interface words of a page are in: one rule for both renderers."""

from __future__ import annotations

from lawloom import messages
from lawloom.model.consultation import Settings
from lawloom.model.subject import Subject


def tongue(settings: Settings, subject: Subject | None = None) -> str:
    """The language of interface words on the pages of a subject, or of the site.

    A site of several languages prints each page in each of them, so its words are those of the readers. One that has a
    single language speaks that of the subject, where the catalogs know it.
    """
    if subject is None or len(settings.languages) > 1:
        return settings.language
    known = subject.language.split("-")[0].lower() in messages.LANGUAGES
    return subject.language if known else settings.language
