"""Where each article comes from and what became of it: decisions and progress, read from the article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lawloom.bill.answering.provenance import Tie, provenance
from lawloom.model.article import Article
from lawloom.model.consultation import Consultation
from lawloom.model.editorial import Outcome
from lawloom.model.ids import ArticleId, ContributionId
from lawloom.model.people import People
from lawloom.model.subject import Subject
from lawloom.pages import addresses, dates


@dataclass(frozen=True, slots=True)
class Struck:
    """That an article was taken out of the text, or back into it, when, by whom and why, as far as it is told."""

    date: str
    by: str
    reason: str
    link: str  # the official record
    step: str  # title of the step that tells it, where no decision does
    was: str = ""  # where the article can be read as it was, from the bill; empty where no version has it
    back: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    ties: tuple[Tie, ...]
    own: bool  # decisions name articles, and none names this one
    struck: tuple[Struck, ...]  # by date

    @property
    def is_out(self) -> bool:
        """Whether the article went out of the text, and did not come back."""
        return bool(self.struck) and not self.struck[-1].back


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
        told_of = _struck(consultation.people, subject, article, language)
        was = _before(subject, article.id, now[article.id])
        struck = tuple(one if one.back else replace(one, was=was) for one in told_of)
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


def _struck(people: People, subject: Subject, article: Article, language: str) -> Iterator[Struck]:
    """Each time it went out of the text or came back, once: several decisions and a step may tell the same one."""
    found: dict[tuple[str, bool], Struck] = {}
    for decision in subject.decisions:
        out = False
        for fate in decision.later if article.id in decision.articles else ():
            if fate.step or out == (fate.outcome is Outcome.STRUCK_OUT):
                continue  # a step tells it itself; or it stays as it was
            out = not out
            by = people.name_of(fate.by) if fate.by else ""
            told = Struck(dates.in_words(fate.date, language), by, fate.reason, fate.link, "", back=not out)
            found.setdefault((fate.date, not out), told)
    for event in subject.progress.events(article.id) if subject.progress else ():
        step, back = event.step, not event.out
        by = people.name_of(step.by or step.chamber) if step.by or step.chamber else ""
        day = dates.in_words(step.date, language)
        told = Struck(day, by, event.reason, step.link, step.title or str(step.stage), back=back)
        found.setdefault((step.date, back), told)
    yield from (found[key] for key in sorted(found))
