"""What one look brings, subject by subject: contributions as they are now, votes on them, and what is out of reach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from lawloom.collect.github import form, forms, pulls, sorting, states
from lawloom.collect.github.amendments import Amendment
from lawloom.collect.github.differences import CHANNEL
from lawloom.collect.github.look import Seen
from lawloom.collect.github.records import Comment, Issue, Person, Reaction
from lawloom.collect.github.sorting import Arrival
from lawloom.collect.inbox import Filed
from lawloom.ledger.anchors import Anchors, Element
from lawloom.ledger.fold import Ledger
from lawloom.ledger.line import Line
from lawloom.model.consultation import Consultation
from lawloom.model.contribution import Contribution, Kind
from lawloom.model.ids import BILL, ContributionId, SubjectId
from lawloom.model.instant import Instant

_LEFT = frozenset({"vanished", "transferred"})  # no longer looked for


@dataclass(frozen=True, slots=True)
class Missing:
    """A contribution that is not where it was sent. number: its issue; alone: not because its issue is missing."""

    slug: SubjectId
    number: int
    alone: bool


class Arrivals:
    """held: the ledgers as they stand; closers: who closed issues; amendments: what pull requests do; by number.

    filed  files of the inboxes
    """

    def __init__(
        self,
        consultation: Consultation,
        seen: Seen,
        held: Mapping[SubjectId, Ledger],
        anchored: Anchors,
        closers: Mapping[int, Person | None],
        amendments: Mapping[int, Amendment],
        filed: Collection[Filed],
    ) -> None:
        self._consultation = consultation
        self._seen = seen
        self._ledgers = held
        self._anchors = anchored
        self._anchor_of = anchored.elements
        self._closers = closers
        self._amendments = amendments
        self._filed = filed
        self._known_comments = self._comments_held()
        self._reactions: dict[ContributionId, tuple[tuple[Reaction, ...], bool]] = {}
        self._by_slug: dict[SubjectId, dict[ContributionId, Arrival]] = defaultdict(dict)
        self._contributing: set[int] = set()  # numbers of issues that are contributions or anchors
        for one in sorting.settled(list(self._sorted()), self._there()):
            self._by_slug[one.slug][one.id] = one
        self._where = {id: slug for slug, many in self._by_slug.items() for id in many}
        self._missing, self.held = self._look_for_missing()

    def of(self, slug: SubjectId) -> Collection[Arrival]:
        """What a subject has now."""
        return self._by_slug[slug].values()

    def where(self, id: ContributionId) -> SubjectId | None:
        """The subject in which a contribution stands; None where it is none, or not there any more."""
        return self._where.get(id)

    def ids(self, slug: SubjectId) -> frozenset[ContributionId]:
        """Ids of all that can be named in a subject."""
        return frozenset(self._there().get(slug, ())) | frozenset(self._by_slug[slug])

    def many(self, slug: SubjectId) -> int:
        return len(self._by_slug[slug])

    def subjects(self) -> list[SubjectId]:
        """Every subject that the forge has something of, or once had."""
        had = [slug for slug, ledger in self._ledgers.items() if any(map(_of_the_forge, ledger.contributions))]
        voted = [self._anchor_of[number][0] for number in self._seen.issues if number in self._anchor_of]
        return sorted({*self._by_slug, *had, *voted})

    def voted(self, slug: SubjectId) -> Iterator[tuple[ContributionId, tuple[Reaction, ...], bool]]:
        """What people voted on: its id, the reactions, and whether those are all there are."""
        for id in self._by_slug[slug]:
            reactions, whole = self._reactions[id]
            yield id, reactions, whole
        for (of, id), numbers in self._anchors.numbers.items():
            there = [self._seen.issues[number] for number in numbers if number in self._seen.issues]
            if of == slug and there:
                whole = len(there) == len(numbers) and not any(one.more for one in there)
                yield id, tuple(reaction for one in there for reaction in one.reactions), whole

    # --- what is missing

    def missing_anchors(self) -> set[int]:
        """Numbers of anchor issues that the forge no longer shows."""
        return self._anchor_of.keys() - self._seen.issues.keys() - {number for number, _ in self._seen.unread}

    def anchor(self, number: int) -> Element:
        """What an anchor issue is the anchor of."""
        return self._anchor_of[number]

    def asked_after(self) -> set[int]:
        """Numbers of issues of which it is to be asked why they are not there."""
        gone = {one.number for one in self._missing.values() if one.number not in self._seen.issues}
        return gone | self.missing_anchors()

    def out_of_reach(self, whys: Mapping[int, str]) -> int:
        """How many contributions are out of reach, what was said about missing ones apart."""
        return sum(1 for one in self._missing.values() if one.alone and whys.get(one.number, "deleted"))

    def gone_from(self, slug: SubjectId, whys: Mapping[int, str], as_of: Instant) -> Iterator[Line]:
        """A line for each contribution of a ledger that is out of reach, or now belongs to another subject.

        whys  why an issue is not there, by number; "" for one that is there after all
        """
        for id, one in self._ledgers[slug].contributions.items() if slug in self._ledgers else ():
            if not _of_the_forge(id) or one.state in _LEFT or id in self._by_slug[slug]:
                continue
            line: Line = {"kind": "contribution", "id": id, "channel": CHANNEL, "time": as_of}
            if id in self._where:
                yield line | {"event": "transferred", "reason": self._where[id]}
            elif id in self._missing:
                missing = self._missing[id]
                why = "deleted" if missing.number in self._seen.issues else whys.get(missing.number, "unreachable")
                if why:
                    yield line | {"event": "vanished", "reason": why}
            elif (there := self._seen.issues.get(_number(id))) and there.number not in self._contributing:
                why = "refused" if there.is_pull else "engine"
                if (one.state, one.reason) != ("closed", why):
                    yield line | {"event": "closed", "reason": why}

    def _look_for_missing(self) -> tuple[dict[ContributionId, Missing], int]:
        """What is missing, and of how many contributions that were looked for."""
        missing: dict[ContributionId, Missing] = {}
        held, there_at_all = 0, self._seen.issues.keys() | {number for number, _ in self._seen.unread}
        for slug, ledger in self._ledgers.items():
            for id, one in ledger.contributions.items():
                if not _of_the_forge(id) or one.state in _LEFT:
                    continue
                if number := _number(id):
                    held += 1
                    if number not in there_at_all:
                        missing[id] = Missing(slug, number, alone=True)
                    continue
                homes = self._homes(slug, one)
                there = [home for home in homes if home in there_at_all]
                if homes and not there:
                    missing[id] = Missing(slug, homes[0], alone=False)
                    continue
                held += 1
                read = there and all(home in self._seen.comments and home in self._contributing for home in there)
                if read and id not in self._where:
                    missing[id] = Missing(slug, there[0], alone=True)
        return missing, held

    def _homes(self, slug: SubjectId, one: Contribution) -> list[int]:
        """The issues on which a comment may stand."""
        if one.on is not None and (number := _number(one.on)):
            return [number]
        return self._anchors.numbers.get((slug, one.on or BILL), [])

    # --- what is there

    def _sorted(self) -> Iterator[Arrival]:
        words = forms.words_of(self._consultation)
        for issue in self._seen.issues.values():
            if element := self._anchor_of.get(issue.number):
                self._contributing.add(issue.number)
                slug, id = element
                on = None if id == BILL else id
                yield from self._said(issue, slug, on, arguable=on is not None)
                continue
            one = self._proposal(issue) if issue.is_pull else sorting.arrival(issue, self._consultation, words)
            if one is None:
                continue
            self._contributing.add(issue.number)
            state = states.of_issue(issue, self._closers.get(issue.number), as_of=self._seen.as_of)
            if issue.number not in self._closers and self._was_withdrawn(one.id, issue):
                state = states.State("withdrawn", "", issue.closed_at)
            self._reactions[one.id] = issue.reactions, not issue.more
            yield replace(one, state=state)
            yield from self._said(issue, one.slug, one.id, arguable=one.kind is not Kind.EVENT)
        yield from self._from_inbox()

    def _from_inbox(self) -> Iterator[Arrival]:
        """Files of the inboxes; who sent one is known where it came by a pull request."""
        senders = pulls.senders(self._seen.issues.values())
        for one in self._filed:
            sent, pull = one.sent, senders.get(one.sent.path)
            self._reactions[one.id] = (), False
            yield Arrival(
                id=one.id,
                slug=one.slug,
                kind=sent.kind,
                on=None,
                side=sent.side,
                text=sent.text,
                person=pull.person if pull else None,
                at=pull.at if pull else self._seen.as_of,
                edited_at="",
                answers=sent.on,
                actor=sent.actor,
                area=sent.area,
                category=sent.category,
            )

    def _proposal(self, pull: Issue) -> Arrival | None:
        """A pull request as a contribution, where it is one."""
        proposed = pulls.sort(pull, self._consultation.subjects)
        if not proposed.path:
            return None
        self._contributing.add(pull.number)
        if pull.number not in self._amendments:
            return None  # its files are not to be had now: it stays as it stands
        subject = self._consultation.subjects[proposed.slug]
        return pulls.arrival(pull, proposed, self._amendments[pull.number], subject)

    def _said(self, issue: Issue, slug: SubjectId, on: ContributionId | None, *, arguable: bool) -> Iterator[Arrival]:
        for comment in self._seen.comments.get(issue.number, ()):
            if _is_ours(comment):
                continue
            one = sorting.said(comment, slug, on, arguable=arguable, state=states.of_comment(comment))
            # The id given first stays, whatever its author makes of the marker later.
            one = replace(one, id=self._known_comments.get(comment.id, one.id))
            self._reactions[one.id] = comment.reactions, not comment.more
            yield one

    def _was_withdrawn(self, id: ContributionId, issue: Issue) -> bool:
        """Whether the ledger says already that its author took it back, so that nobody asked again."""
        held = (ledger.contributions.get(id) for ledger in self._ledgers.values())
        return states.closing_asked(issue) and any(one is not None and one.state == "withdrawn" for one in held)

    def _comments_held(self) -> dict[int, ContributionId]:
        ids = (id for ledger in self._ledgers.values() for id in ledger.contributions)
        return {int(id[4:]): id for id in ids if id[:4] in ("gh-a", "gh-c") and id[4:].isdigit()}

    def _there(self) -> Mapping[SubjectId, Collection[ContributionId]]:
        found: dict[SubjectId, set[ContributionId]] = {}
        for slug, ledger in self._ledgers.items():
            subject = self._consultation.subjects.get(slug)
            found[slug] = set(ledger.contributions)
            if subject is not None:
                found[slug] |= {element.id for element in subject.elements}
                found[slug] |= {article.id for article in (subject.bill.articles if subject.bill else ())}
        return found


def _of_the_forge(id: ContributionId) -> bool:
    return id.startswith("gh-")


def _number(id: ContributionId) -> int:
    """The number of the issue that a contribution is; 0 for one that is none, or is a comment."""
    digits = id.removeprefix("gh-")
    return int(digits) if id.startswith("gh-") and digits.isdigit() else 0


def _is_ours(comment: Comment) -> bool:
    """Whether a machine said it, or we: thanks and answers to authors are no contributions."""
    machine = comment.person is not None and comment.person.type == "Bot"
    return machine or (comment.ours and bool(form.marks(comment.body)))
