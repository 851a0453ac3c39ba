"""Where each article comes from and what became of it: decisions and progress, read from the article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lawloom.bill.provenance import Tie, provenance
from lawloom.bill.provenance import struck as taken_out
from lawloom.model.consultation import Consultation
from lawloom.model.editorial import Decision
from lawloom.model.ids import ArticleId, ContributionId
from lawloom.model.people import People
from lawloom.model.subject import Subject
from lawloom.pages import addresses, dates


@dataclass(frozen=True, slots=True)
class Struck:
    """That an article was taken out of the text, when, by whom and why, as far as it is told."""

    date: str
    by: str
    reason: str
    link: str  # the official record
    step: str  # title of the step that tells it, where no decision does
    was: str = ""  # where the article can be read as it was, from the bill; empty where no version has it


@dataclass(frozen=True, slots=True)
class Origin:
    ties: tuple[Tie, ...]
    own: bool  # decisions name articles, and none names this one
    struck: tuple[Struck, ...]


UNKNOWN = Origin((), False, ())


def origins(consultation: Consultation, subject: Subject, language: str) -> dict[ArticleId, Origin]:
    """What every article of the bill comes from and what became of it, by its id.

    language  of the words between the names: that of the subject's pages
    """
    articles = subject.bill.articles if subject.bill else ()
    from_where = provenance(subject)
    own = frozenset(from_where.own)
    found = {}
    now = {article.id: article.text for article in articles}
    for article in articles:
        naming = [one for one in subject.decisions if article.id in one.articles]
        told_of = _struck(consultation.people, subject, article.id, naming, language)
        struck = tuple(replace(one, was=_before(subject, article.id, now[article.id])) for one in told_of)
        found[article.id] = Origin(from_where.ties[article.id], article.id in own, struck)
    return found


def page_of(contribution: ContributionId) -> str:
    """The page of a contribution, from a page one folder under the subject; empty where none is named.

    Whether it has a page of its own only the record knows: the press leads the link to its place on another's page.
    """
    return f"../c/{contribution}/" if contribution else ""


def _before(subject: Subject, article: ArticleId, now: str) -> str:
    """Where the last version stands in which the article says something else than now."""
    versions = subject.bill.versions if subject.bill else ()
    for version in sorted(versions, key=lambda one: -one.number):
        if any(one.id == article and one.text.strip() not in ("", now.strip()) for one in version.articles):
            return f"versions/{addresses.version_name(version)}/#{article}"
    return ""


def _struck(
    people: People, subject: Subject, article: ArticleId, naming: list[Decision], language: str
) -> Iterator[Struck]:
    """Each striking-out once: several decisions and a step of the progress may tell the same one."""
    days = set()
    for decision in naming:
        fate = max(decision.later, key=lambda one: one.date) if taken_out(decision) else None
        if fate and fate.date not in days:
            days.add(fate.date)
            by = people.name_of(fate.by) if fate.by else ""
            yield Struck(dates.in_words(fate.date, language), by, fate.reason, fate.link, "")
    for step in subject.progress.steps if subject.progress else ():
        if step.state == "cut" and article in step.articles and step.date not in days:
            days.add(step.date)
            by = people.name_of(step.by) if step.by else ""
            yield Struck(dates.in_words(step.date, language), by, "", step.link, step.title)
