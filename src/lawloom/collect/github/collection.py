"""One collection: look at the forge, sort what is there, compare with each ledger, append the difference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from lawloom.collect.github import differences, forms, sorting
from lawloom.collect.github.look import Look, Seen
from lawloom.collect.github.records import Issue, Reaction
from lawloom.collect.github.sorting import Arrival
from lawloom.collect.github.transport import Transport
from lawloom.collect.redact import Pseudonyms
from lawloom.errors import SourceUnavailable, problem
from lawloom.instance import Instance
from lawloom.ledger import fold, known, runs
from lawloom.ledger.append import Draft
from lawloom.ledger.entries import entries_to_record
from lawloom.model.consultation import Consultation
from lawloom.model.ids import ContributionId, SubjectId
from lawloom.model.instant import Instant

FAMILY = "github"


@dataclass(slots=True)
class Collected:
    """What a collection brought, for whoever ran it."""

    as_of: Instant
    issues: int = 0
    added: dict[SubjectId, int] = field(default_factory=dict)  # lines by subject
    requests: int = 0
    points: int = 0


def collect(
    instance: Instance,
    consultation: Consultation,
    transport: Transport,
    *,
    key: bytes,
    as_of: Instant,
    accept_missing: bool = False,
    tell: Callable[[str], None] = lambda line: None,
) -> Collected:
    """Bring what stands on the forge into the ledgers.

    accept_missing  a person has looked: so many contributions are really gone
    raises  SourceUnavailable, with what was read kept for the next run; also where more is out of reach than one may
            believe: nothing is written then
    """
    settings = consultation.settings
    look = Look(instance.private / "collect", settings.repository, transport, as_of=as_of)
    seen = look.see(lambda issue: True)
    tell(settings.repository)
    collection = _Collection(instance, consultation, key, seen)
    collection.guard(accept_missing)
    collected = Collected(seen.as_of, len(seen.issues))
    for slug in collection.subjects():
        collected.added[slug] = collection.append(slug)
    look.forget()
    collected.requests = transport.budget.used_requests
    collected.points = transport.budget.used_points
    return collected


class _Collection:
    def __init__(self, instance: Instance, consultation: Consultation, key: bytes, seen: Seen) -> None:
        self._instance = instance
        self._consultation = consultation
        self._key = key
        self._seen = seen
        self._stances = differences.reaction_map(consultation.settings.reactions)
        self._reactions: dict[ContributionId, tuple[Reaction, ...]] = {}
        self._held = {slug: fold.fold(instance, slug) for slug in self._slugs()}
        self._arrivals: dict[SubjectId, list[Arrival]] = defaultdict(list)
        for one in sorting.settled(self._sorted(), self._there()):
            self._arrivals[one.slug].append(one)

    def subjects(self) -> list[SubjectId]:
        """Every subject that the forge has something of, or once had."""
        had = [slug for slug, ledger in self._held.items() if any(id.startswith("gh-") for id in ledger.contributions)]
        return sorted({*self._arrivals, *had})

    def guard(self, accepted: bool) -> None:
        """Stop before anything is written where more is out of reach than one may believe."""
        there = {one.id for many in self._arrivals.values() for one in many}
        held = [
            id
            for ledger in self._held.values()
            for id, one in ledger.contributions.items()
            if id.startswith("gh-") and one.state == "opened"
        ]
        missing = [id for id in held if id not in there]
        if not accepted and differences.too_many_gone(len(missing), len(held)):
            raise SourceUnavailable(problem("forge-too-many-gone", "", missing=len(missing), held=len(held)))

    def append(self, slug: SubjectId) -> int:
        """Append what one ledger lacks; how many lines that were."""
        instance, as_of = self._instance, self._seen.as_of
        subject = self._consultation.subjects.get(slug)
        people = Pseudonyms(self._key, slug, FAMILY)
        with runs.run(instance, slug, {"collect": self._consultation.settings.repository}, as_of=as_of) as began_at:
            stood = fold.fold(instance, slug)
            held = known.read_known(instance, slug)
            before = held.lines
            with Draft(instance, slug, as_of=began_at, key=self._key, known=held) as draft:
                changed = False
                for one in self._arrivals[slug]:
                    if one.at > began_at:
                        continue
                    if record := differences.contribution(one, held, self._key, people, as_of=began_at):
                        draft.add(*record)
                        changed = True
                    on_it = self._reactions.get(one.id, ())
                    voted = stood.votes.of(one.id)
                    for line in differences.votes(one.id, on_it, voted, self._stances, people, as_of=began_at):
                        if held.takes(line):
                            draft.add(line)
                            changed = True
                there = {one.id for one in self._arrivals[slug]}
                for line, data in differences.gone(there, stood.contributions, as_of=began_at):
                    draft.add(line, data)
                    changed = True
                closing = [{"kind": "look", "channel": differences.CHANNEL, "issues": len(there)}] if changed else []
                draft.write(opening=entries_to_record(subject, held), closing=closing)
            return held.lines - before

    def _sorted(self) -> list[Arrival]:
        words = forms.words_of(self._consultation)
        found = []
        for issue in self._seen.issues.values():
            one = sorting.arrival(issue, self._consultation, words)
            if one is None:
                continue
            found.append(one)
            self._reactions[one.id] = issue.reactions
            found += self._said(issue, one)
        return found

    def _said(self, issue: Issue, on: Arrival) -> list[Arrival]:
        found = []
        for comment in self._seen.comments.get(issue.number, ()):
            if comment.person is not None and not comment.person.counts:
                continue  # what a machine says is no contribution: our own thanks are such
            one = sorting.said(comment, on)
            self._reactions[one.id] = comment.reactions
            found.append(one)
        return found

    def _slugs(self) -> list[SubjectId]:
        there = (path.parent.name for path in self._instance.contributions.glob("*/ledger") if path.is_dir())
        return sorted({*there, *self._consultation.subjects})

    def _there(self) -> Mapping[SubjectId, Collection[ContributionId]]:
        found: dict[SubjectId, set[ContributionId]] = {}
        for slug, ledger in self._held.items():
            subject = self._consultation.subjects.get(slug)
            found[slug] = set(ledger.contributions)
            if subject is not None:
                found[slug] |= {element.id for element in subject.elements}
                found[slug] |= {article.id for article in (subject.bill.articles if subject.bill else ())}
        return found
