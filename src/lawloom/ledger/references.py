"""Where people's files and the ledger miss each other: numbers only the files name, ledgers that lost their subject."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from lawloom.content.suggestions import nearest
from lawloom.errors import Problem, problem
from lawloom.instance import Instance
from lawloom.ledger.shards import content_of, shard_files
from lawloom.model.editorial import LABELS
from lawloom.model.ids import ContributionId
from lawloom.model.subject import Subject

RESERVED = frozenset({"consultation", "unsorted"})


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


def ledgers_without_subject(instance: Instance, slugs: Iterable[str]) -> list[Problem]:
    """A problem for each ledger whose subject is gone: what people sent would vanish from the site unnoticed.

    slugs  of the subjects that have a ledger
    """
    told = []
    for slug in slugs:
        if slug in RESERVED:
            continue  # has no subject by definition: what waits there to be sorted is shown to facilitators
        folder = instance.subject(slug)
        if not (folder / "subject.md").is_file():
            lines = sum(content_of(path).count(b"\n") for _, path in shard_files(instance.ledger_of(slug)))
            place = f"contributions/{slug}"
            told.append(problem("ledger-without-subject", place, lines=lines, folder=instance.name_of(folder)))
    return told


def _articles(subject: Subject) -> Iterator[str]:
    return (article.id for article in (subject.bill.articles if subject.bill else ()))


def _named(subject: Subject) -> Iterator[tuple[str, int, ContributionId]]:
    for decision in subject.decisions:
        for name in (*decision.on, decision.same_as):
            yield "decisions.yml", decision.line, name
    for act in subject.moderation:
        for name in (act.on, "" if act.act in LABELS else act.into):
            yield "moderation.yml", act.line, name
    for seat in subject.debate.seats if subject.debate else ():
        yield "debate.md", 0, seat.contribution
