"""One collection: look at the forge, sort what is there, compare with each ledger, append the difference."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from lawloom.collect import inbox
from lawloom.collect.github import amendments, anchors, differences, pulls, queries, sorting, states
from lawloom.collect.github.acts import Acts
from lawloom.collect.github.amendments import Amendment
from lawloom.collect.github.arrivals import Arrivals
from lawloom.collect.github.budget import Budget
from lawloom.collect.github.look import Look, Seen
from lawloom.collect.github.memory import Changed, Memory
from lawloom.collect.github.queries import Sizes
from lawloom.collect.github.records import Issue
from lawloom.collect.github.transport import Transport
from lawloom.collect.inbox import Filed
from lawloom.collect.redact import Pseudonyms
from lawloom.content.rules import known_rules
from lawloom.errors import Problem, SourceUnavailable, problem
from lawloom.instance import Instance
from lawloom.ledger import fold, known, lock, shards, status
from lawloom.ledger.anchors import Anchors, read_anchors, write_anchors
from lawloom.ledger.append import Draft
from lawloom.ledger.entries import Decided, as_written, entries_to_record
from lawloom.ledger.fold import Ledger
from lawloom.ledger.line import Line
from lawloom.model import change
from lawloom.model.consultation import Consultation
from lawloom.model.ids import SubjectId
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
    problems: list[Problem] = field(default_factory=list)  # warnings: what a person should know


def collect(
    instance: Instance,
    consultation: Consultation,
    transport: Transport,
    *,
    key: bytes,
    as_of: Instant,
    talk: Budget | None = None,
    accept_missing: bool = False,
    sizes: Sizes = queries.USUAL,
    tell: Callable[[str], None] = lambda line: None,
    decided: Decided = as_written,
) -> Collected:
    """Bring what stands on the forge into the ledgers.

    talk            what reading comments may cost; those that are left wait for the next look
    accept_missing  a person has looked: so many contributions are really gone
    decided         looks up whom decisions on themes are about
    raises  SourceUnavailable, with what was read kept for the next run; also where more is out of reach than one may
            believe: nothing is written then
    """
    with lock.held(instance):
        collection = _Collection(instance, consultation, transport, key, as_of, talk, sizes, tell, decided)
        collected = collection.bring(accept_missing)
        collected.requests = transport.budget.used_requests
        collected.points = transport.budget.used_points
        return collected


class _Collection:
    def __init__(
        self,
        instance: Instance,
        consultation: Consultation,
        transport: Transport,
        key: bytes,
        as_of: Instant,
        talk: Budget | None,
        sizes: Sizes,
        tell: Callable[[str], None],
        decided: Decided,
    ) -> None:
        self._decided = decided
        settings = consultation.settings
        self._instance = instance
        self._consultation = consultation
        self._transport = transport
        self._key = key
        self._tell = tell
        self._stances = differences.reaction_map(settings.reactions)
        self._remembered = instance.private / "looked.json"
        self._memory = Memory.read(self._remembered, settings.repository)
        if not all(shards.holds(instance.ledger_of(slug), *extent) for slug, extent in self._memory.ledgers.items()):
            self._memory.talks = {}  # lines were dropped: somebody else had pushed first
        self._look = Look(
            instance.private / "collect", settings.repository, transport, as_of=as_of, sizes=sizes, talk=talk
        )
        self._out_of_reach: list[int] = []  # numbers of pull requests whose files the forge does not give out
        self._filed: list[Filed] = []
        self._held = {slug: fold.fold(instance, slug) for slug in self._slugs()}

    def bring(self, accept_missing: bool) -> Collected:
        """All of it, step by step; each step may be repeated."""
        consultation, as_of = self._consultation, self._look.as_of
        closed_at = _last_close(consultation, as_of)
        seen = self._look.see(lambda issue: self._memory.wants(issue, closed_at))
        self._tell(consultation.settings.repository)
        anchored = read_anchors(self._instance)
        if anchors.found(seen.issues.values(), anchored, consultation):
            write_anchors(self._instance, anchored)
        self._filed, ids, wrong = inbox.read(self._instance, consultation)
        arrivals = self._sorted(seen, anchored)
        whys = self._look.why_gone(arrivals.asked_after())
        self._guard(arrivals, whys, accept_missing)
        collected = Collected(as_of, len(seen.issues), problems=_told(seen, arrivals, whys))
        for pull in (one for one in seen.issues.values() if one.is_pull):
            collected.problems += pulls.told(pull, pulls.sort(pull, consultation.subjects))
        for number in self._out_of_reach:
            collected.problems.append(problem("proposal-unread", "", warning=True, number=number))
        collected.problems += [replace(one, warning=True) for one in wrong]
        inbox.write_ids(self._instance, ids)
        labelled, told = self._labelled(seen, arrivals)
        collected.problems += told
        for slug in arrivals.subjects():
            collected.added[slug] = self._append(slug, arrivals, whys, labelled.get(slug, []))
        self._remember(seen)
        self._look.forget()
        collected.problems += self._open_anchors(anchored, seen)
        return collected

    def _remember(self, seen: Seen) -> None:
        """Note what was read, now that the ledgers hold it."""
        as_of, talked = self._look.as_of, [seen.issues[number] for number in seen.comments]
        memory = self._memory.remember(talked, seen.issues, as_of)
        standings = status.standings(self._instance)
        memory.ledgers = {slug: (one.lines, one.head) for slug, one in standings.items() if one.lines}
        memory.write(self._remembered)
        status.write_comments_read(self._instance, memory.read_whole(seen.issues.values(), as_of))

    def _sorted(self, seen: Seen, anchored: Anchors) -> Arrivals:
        closers = self._look.closers(one for one in seen.issues.values() if self._closed_anew(one))
        amended = self._amendments(seen)
        return Arrivals(self._consultation, seen, self._held, anchored, closers, amended, self._filed)

    def _amendments(self, seen: Seen) -> dict[int, Amendment]:
        """What each pull request does to a bill; only those that have another end than the last time are read."""
        found = {}
        anew = []
        for pull in (one for one in seen.issues.values() if one.is_pull):
            proposed = pulls.sort(pull, self._consultation.subjects)
            known = self._memory.changes.get(pull.number)
            if proposed.path and known is not None and known.head == pull.head:
                found[pull.number] = Amendment(known.articles, known.words, change.read(known.changes))
            elif proposed.path:
                anew.append((pull, proposed.path))
        fresh, self._out_of_reach = self._look.changed(anew)
        for number, (after, patch) in fresh.items():
            found[number] = amendments.read(after, patch) if patch else Amendment((), "")
        heads = {number: seen.issues[number].head for number in found}
        self._memory.changes = {
            n: Changed(heads[n], one.articles, one.words, change.written(one.changes)) for n, one in found.items()
        }
        return found

    def _labelled(self, seen: Seen, arrivals: Arrivals) -> tuple[dict[SubjectId, list[Line]], list[Problem]]:
        """Lines for acts of moderation by label, by subject; and labels that are not believed."""
        rules = known_rules(self._consultation.pages)
        acts = Acts(self._consultation.settings, rules, self._held, self._look.as_of)
        asked = acts.to_ask(seen.issues.values(), arrivals.where)
        found: dict[SubjectId, list[Line]] = {}
        for number, events in (self._look.labellings(asked) if asked else {}).items():
            slug = arrivals.where(f"gh-{number}")
            if slug is not None:
                lines = acts.lines(seen.issues[number], events, arrivals.ids(slug))
                found.setdefault(slug, []).extend(lines)
        return found, acts.problems

    def _closed_anew(self, issue: Issue) -> bool:
        """Whether it is to be asked who closed it: not of one of which the ledger says it."""
        if not states.closing_asked(issue):
            return False
        held = (ledger.contributions.get(f"gh-{issue.number}") for ledger in self._held.values())
        return not any(one is not None and one.state == "withdrawn" for one in held)

    def _guard(self, arrivals: Arrivals, whys: Mapping[int, str], accepted: bool) -> None:
        """Stop before anything is written where more is out of reach than one may believe."""
        missing = arrivals.out_of_reach(whys)
        if not accepted and differences.too_many_gone(missing, arrivals.held):
            self._look.forget()  # whoever runs it again sees what there is then
            raise SourceUnavailable(problem("forge-too-many-gone", "", missing=missing, held=arrivals.held))

    def _append(self, slug: SubjectId, arrivals: Arrivals, whys: Mapping[int, str], labelled: list[Line]) -> int:
        """Append what one ledger lacks; how many lines that were."""
        instance, as_of = self._instance, self._look.as_of
        subject = self._consultation.subjects.get(slug)
        held = known.read_known(instance, slug)
        before = held.lines
        with Draft(instance, slug, as_of=as_of, key=self._key, known=held) as draft:
            changed = self._compare(draft, slug, arrivals, whys, held)
            for line in labelled:
                if held.takes(line):
                    draft.add(line)
                    changed = True
            closing = [{"kind": "look", "channel": differences.CHANNEL, "issues": arrivals.many(slug)}]
            draft.write(opening=entries_to_record(self._decided(subject), held), closing=closing if changed else [])
        return held.lines - before

    def _compare(
        self, draft: Draft, slug: SubjectId, arrivals: Arrivals, whys: Mapping[int, str], held: known.Known
    ) -> bool:
        """Draft the lines of one subject; whether there are any, or a run that was cut owes its last."""
        as_of, changed, stood = self._look.as_of, held.owes_look, self._held.get(slug, Ledger(slug))
        people = Pseudonyms(self._key, slug, FAMILY)
        for one in arrivals.of(slug):
            if one.at > as_of:
                continue
            before = stood.contributions.get(one.id)
            if record := differences.contribution(one, before, held, self._key, people, as_of=as_of):
                draft.add(*record)
                changed = True
            if line := differences.state(one.id, one.state, before, one.at, as_of=as_of):
                draft.add(line)
                changed = True
        for line in arrivals.gone_from(slug, whys, as_of):
            draft.add(line)
            changed = True
        for on, reactions, whole in arrivals.voted(slug):
            voted = stood.votes.of(on)
            for line in differences.votes(on, reactions, voted, self._stances, people, as_of=as_of, whole=whole):
                if held.takes(line):
                    draft.add(line)
                    changed = True
        return changed

    def _open_anchors(self, anchored: Anchors, seen: Seen) -> list[Problem]:
        """Open what is votable and has no anchor yet, and give anchors the titles that their elements have now.

        What could not be done is told, and nothing else waits for it.
        """
        wanted = list(anchors.votable(self._consultation, self._look.as_of))
        known = len(anchored.elements)
        try:
            left = anchors.open_missing(
                wanted,
                anchored,
                self._consultation,
                self._transport,
                since=self._look.as_of,
                stances=self._stances,
                noted=lambda: write_anchors(self._instance, anchored),
            )
            left += anchors.rename(
                wanted,
                anchored,
                self._consultation.settings,
                self._transport,
                seen.issues,
                stances=self._stances,
                most=max(anchors.MOST_A_RUN - len(anchored.elements) + known, 0),
            )
        except SourceUnavailable as failure:
            told = failure.problems[0]
            said = str(dict(told.values).get("failure") or dict(told.values).get("message") or told.code)
            return [problem("anchors-not-opened", "", warning=True, failure=said)]
        return [problem("anchors-waiting", "", warning=True, n=left, most=anchors.MOST_A_RUN)] if left else []

    def _slugs(self) -> list[SubjectId]:
        there = (path.parent.name for path in self._instance.contributions.glob("*/ledger") if path.is_dir())
        return sorted({*there, *self._consultation.subjects, sorting.UNSORTED})


def _last_close(consultation: Consultation, as_of: Instant) -> Instant:
    """When the last phase closed; empty where none has."""
    closes = (phase.closes_at for subject in consultation.subjects.values() for phase in subject.phases)
    return max((at for at in closes if at <= as_of), default="")


def _told(seen: Seen, arrivals: Arrivals, whys: Mapping[int, str]) -> list[Problem]:
    told = [problem("issue-unreadable", "", warning=True, number=number, what=what) for number, what in seen.unread]
    if seen.waiting:
        told.append(problem("comments-waiting", "", warning=True, n=len(seen.waiting)))
    for number in sorted(arrivals.missing_anchors()):
        if whys.get(number):
            slug, id = arrivals.anchor(number)
            told.append(problem("anchor-gone", "", warning=True, number=number, id=f"{slug}/{id}"))
    return told
