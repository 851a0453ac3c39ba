"""Numbers of contributions that people's files name and the ledger does not hold: a typing error, or too early."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lawloom.content.suggestions import nearest
from lawloom.errors import Problem, problem
from lawloom.model.ids import ContributionId
from lawloom.model.subject import Subject


def unknown_references(subject: Subject, held: Collection[ContributionId], folder: str) -> list[Problem]:
    """A warning for each number in decisions.yml, moderation.yml and debate.md that is no contribution of the ledger.

    Warnings, because a decision may be written before the contribution was collected.

    held    ids of the ledger
    folder  of the subject, as people write it: content/subjects/<slug>
    """
    known = sorted({*held, *(element.id for element in subject.elements), *_articles(subject)})
    there = frozenset(known)
    return [
        problem("unknown-contribution", f"{folder}/{file}", line, warning=True, id=name, near=nearest(name, known))
        for file, line, name in _named(subject)
        if name and name not in there
    ]


def _articles(subject: Subject) -> Iterator[str]:
    return (article.id for article in (subject.bill.articles if subject.bill else ()))


def _named(subject: Subject) -> Iterator[tuple[str, int, ContributionId]]:
    for decision in subject.decisions:
        for name in (*decision.on, decision.same_as):
            yield "decisions.yml", decision.line, name
    for act in subject.moderation:
        for name in (act.on, act.into):
            yield "moderation.yml", act.line, name
    for seat in subject.debate.seats if subject.debate else ():
        yield "debate.md", 0, seat.contribution
