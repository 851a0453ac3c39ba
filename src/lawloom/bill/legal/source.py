"""What every format is written from: one text of a bill, and what is known of it. Nothing is read from a clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from lawloom.model.article import Article
from lawloom.model.bill import BillVersion, Legal
from lawloom.model.consultation import Consultation
from lawloom.model.subject import Subject

NOWHERE = "xx"  # ISO 3166 keeps it for users: no country is told


@dataclass(frozen=True, slots=True)
class Source:
    slug: str  # of the subject
    title: str
    language: str  # BCP 47
    first: str  # day of the first text that is dated: that of the work
    date: str  # day of this text
    label: str  # of this text: "third draft"
    author: str  # name, or empty
    author_id: str
    subject: str  # title of the subject
    summary: str
    legal: Legal
    preamble: str
    articles: tuple[Article, ...]
    explanation: str
    frozen: bool  # a published version, or the draft as it stands
    history: tuple[tuple[str, str], ...]  # days and labels of the versions up to this text

    @property
    def country(self) -> str:
        return self.legal.country or NOWHERE


def source(consultation: Consultation, subject: Subject, label: str = "") -> Source | None:
    """The text of a subject's bill, or of its version of that label; None where there is none.

    Where no day is told, that on which the subject's first phase opens stands for it.
    """
    bill = subject.bill
    if bill is None:
        return None
    zone = ZoneInfo(consultation.settings.timezone)
    opening = min((datetime.fromisoformat(phase.opens_at) for phase in subject.phases), default=None)
    opened = opening.astimezone(zone).date().isoformat() if opening else "1970-01-01"
    dated = sorted((one.date, one.number) for one in bill.versions)
    first = dated[0][0] if dated else bill.date or opened
    version = next((one for one in bill.versions if label in _names(one)), None)
    if label and version is None:
        return None
    text = version or bill
    author = text.author or ("" if version else bill.author) or subject.representative
    date = version.date if version else max(bill.date, first)
    history = tuple((one.date, one.label) for one in bill.versions if version is None or one.number <= version.number)
    legal = bill.legal
    if version:
        legal = Legal(
            version.legal.country or legal.country, version.legal.eli or legal.eli, version.legal.eli_dl or legal.eli_dl
        )
    return Source(
        slug=subject.id,
        title=text.title or bill.title or subject.title,
        language=text.language or bill.language or subject.language,
        first=first,
        date=date,
        label=version.label if version else bill.version,
        author=consultation.people.name_of(author) if author else "",
        author_id=author,
        subject=subject.title,
        summary=subject.summary,
        legal=legal,
        preamble=text.preamble,
        articles=text.articles,
        explanation=text.explanation,
        frozen=version is not None,
        history=history,
    )


def _names(version: BillVersion) -> tuple[str, ...]:
    """By what a version may be asked for: its label, or its file's name ("02-second-draft") with or without number."""
    name = version.file.rpartition("/")[2].partition(".")[0]
    return version.label, name, name.partition("-")[2]
