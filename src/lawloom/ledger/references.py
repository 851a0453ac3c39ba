"""Where people's files and the ledger miss each other: numbers only the files name, ledgers that lost their subject."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from lawloom.content.suggestions import nearest
from lawloom.errors import Problem, problem
from lawloom.instance import Instance
from lawloom.ledger.shards import content_of, shard_files
from lawloom.model.editorial import LABELS
from lawloom.model.ids import ContributionId, SubjectId
from lawloom.model.instant import Instant
from lawloom.model.subject import Subject

DECISIONS = "decisions.yml"
_NUMBERED = re.compile(r"(gh-[ac]?)([0-9]{1,19})")
RESERVED = frozenset({"consultation", "unsorted"})


def unknown_references(
    subject: Subject,
    held: Collection[ContributionId],
    folder: str,
    may_come: Callable[[ContributionId, str], bool] = lambda _, __: True,
) -> list[Problem]:
    """A problem for each number in decisions.yml, moderation.yml and debate.md that is no contribution of the ledger.

    A decision on what does not exist is refused. All else is a warning, and so is a decision on what may still come: it
    may be written before the contribution was collected.

    held      ids of the ledger
    folder    of the subject, as people write it: content/subjects/<slug>
    may_come  whether the next collection may bring it, told its id and the day of the decision: `Awaited`
    """
    known = sorted({*held, *(element.id for element in subject.elements), *_articles(subject)})
    there = frozenset(known)
    told = []
    for file, line, name, day in _named(subject):
        if name and name not in there:
            near, mild = nearest(name, known), file != DECISIONS or may_come(name, day)
            place = f"{folder}/{file}"
            told.append(problem("unknown-contribution", place, line, warning=mild, id=name, near=near))
    return told


class Awaited:
    """What a ledger does not hold yet, and a run may still bring.

    Nothing is waited for that a run would have brought: an issue with a number below one that is held, or that was
    decided on before the last look; a row of a table that was imported; a comment older than the last look at all
    comments. Complexity: one pass over all ids.
    """

    def __init__(
        self,
        received: Mapping[SubjectId, Collection[ContributionId]],
        *,
        looked: Instant,
        forge: bool,
        comments: bool,
        inbox: bool,
    ) -> None:
        """
        received  the ids of every ledger: numbers of the forge are those of the whole repository
        looked    when the ledger of the subject was last added to or looked after
        forge     whether anything is collected from a forge
        comments  whether some of its comments were not read yet
        inbox     whether files wait beside the ledger of the subject
        """
        self._looked, self._forge, self._comments, self._inbox = looked, forge, comments, inbox
        self._last: dict[str, int] = {}
        for ids in received.values():
            for id in ids:
                if found := _NUMBERED.fullmatch(id):
                    self._last[found[1]] = max(self._last.get(found[1], 0), int(found[2]))

    def __call__(self, id: ContributionId, day: str) -> bool:
        """Whether it may come; `day` is that of the decision on it."""
        if id.startswith("f-"):
            return self._inbox
        found = _NUMBERED.fullmatch(id)
        if not found or not self._forge:
            return False
        if found[1] != "gh-" and self._comments:
            return True
        return int(found[2]) > self._last.get(found[1], 0) and day >= self._looked[:10]


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


def _named(subject: Subject) -> Iterator[tuple[str, int, ContributionId, str]]:
    """File, line, id, and of a decision its day."""
    for decision in subject.decisions:
        for name in (*decision.on, decision.same_as):
            yield DECISIONS, decision.line, name, decision.date
    for act in subject.moderation:
        for name in (act.on, "" if act.act in LABELS else act.into):
            yield "moderation.yml", act.line, name, ""
    for seat in subject.debate.seats if subject.debate else ():
        yield "debate.md", 0, seat.contribution, ""
