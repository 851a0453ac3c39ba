"""The count of one subject: every rule of this folder, applied once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lawloom.errors import Problem, problem
from lawloom.ledger.columns import CODES
from lawloom.ledger.fold import Ledger
from lawloom.model.contribution import PAGED, Kind
from lawloom.model.ids import BILL, ContributionId
from lawloom.model.instant import Instant
from lawloom.model.subject import Subject
from lawloom.model.tally import BillTally, ItemTally, SubjectTally
from lawloom.model.vote import Stance
from lawloom.tally import merges as merging
from lawloom.tally.answers import NOTHING, Said, above, said
from lawloom.tally.channels import channels, of_item, total_of_item
from lawloom.tally.counts import ByChannel, Knowledge, counts_of
from lawloom.tally.days import days
from lawloom.tally.discussed import discussed
from lawloom.tally.divided import divided
from lawloom.tally.kinds import kinds
from lawloom.tally.notes import MERGE_CONFLICT, NO_ITEM, NO_PERSON, OTHER_STANCE, TIED, notes
from lawloom.tally.people import people
from lawloom.tally.phases import Calendar
from lawloom.tally.standing import Asked, Ballots, Stands, as_kind
from lawloom.tally.supported import supported
from lawloom.tally.united import united
from lawloom.tally.votable import MOVED, Votable, own_elements, votables
from lawloom.tally.votes import standing_votes


def count(ledger: Ledger, subject: Subject | None) -> SubjectTally:
    """Count a ledger under the phases and with the author's elements of its subject.

    subject  None: there are no phases, so everything counts. What a facilitator wrote in moderation.yml counts from
             the run that records it in the ledger
    """
    return _Count(ledger, subject).tally()


class _Count:
    def __init__(self, ledger: Ledger, subject: Subject | None) -> None:
        self._ledger = ledger
        self._subject = subject
        self._calendar = Calendar(subject.phases if subject else ())
        # What was moved to another subject is counted there.
        self._moved = {item.id for item in ledger.contributions.values() if item.state == MOVED}
        self._sent = {item.id: item for item in ledger.contributions.values() if item.id not in self._moved}
        self._own = own_elements(subject, ledger.contributions)
        self._items = {item.id: item for item in votables(ledger.contributions, self._own, self._calendar)}
        self._people = people(ledger)
        self._uncounted = dict.fromkeys((NO_PERSON, NO_ITEM, OTHER_STANCE, TIED, MERGE_CONFLICT), 0)
        self._notes: list[Problem] = []

    def tally(self) -> SubjectTally:
        ledger, subject = self._ledger, self._subject
        found = self._stands()
        unions = merging.follow(ledger.merges, self._sent, self._own)
        self._unite(unions, found)
        known_kinds: dict[ContributionId, Kind | None] = {item.id: item.kind for item in self._items.values()}
        known_kinds[BILL] = None
        counts, no_item, other = counts_of(ledger, known_kinds)
        self._uncounted[NO_ITEM] += no_item
        self._uncounted[OTHER_STANCE] += other
        knowledge = Knowledge(ledger.imports, ledger.listed)
        for voted in self._items.values():
            one = found[voted.id]
            by_import = one.any and one.rows.keys() != {"github"}
            knowledge.look_at(voted.id, voted.kind, one.rows.values(), voted=by_import)
        answers = said(self._sent, self._sent.values())
        last = self._last_moments(found)
        items = {
            item.id: self._tally_of(
                item,
                found[item.id],
                counts.get(item.id, {}),
                knowledge,
                answers.get(item.id, NOTHING),
                last.get(item.id, ""),
                unions.ends.get(item.id),
            )
            for item in self._items.values()
        }
        bill = self._bill(found.get(BILL), counts.get(BILL, {}), last.get(BILL, ""))
        paged = [item for item in items.values() if item.kind in PAGED]
        phases = {phase.name: 0 for phase in self._calendar.phases}
        for item in items.values():
            if item.phase:
                phases[item.phase] += 1
        outside = sum(item.outside for item in items.values()) + (bill.outside if bill else 0)
        late = sum(item.late for item in items.values())
        only_counts = not self._people.all and (ledger.counts or ledger.contributions)
        return SubjectTally(
            subject=subject.id if subject else ledger.subject,
            as_of=ledger.as_of,
            lines=ledger.lines,
            head=ledger.head,
            items=items,
            kinds=kinds(items.values()),
            people=None if only_counts else self._people.all,
            channels=channels(items.values(), bill, self._sent.values(), self._people.by_channel),
            supported=supported(paged),
            discussed=discussed(paged),
            divided=divided(paged),
            bill=bill,
            phases=phases,
            days=days(ledger.contributions.values(), ledger.votes),
            late=late,
            outside=outside,
            uncounted=self._uncounted,
            notes=tuple(
                notes(self._of_merges(unions), self._uncounted, late=late, outside=outside, of_imports=ledger.notes)
            ),
        )

    # --- votes --------------------------------------------------------------------------------------------------------

    def _stands(self) -> dict[ContributionId, Stands]:
        """The votes on each item, and on the bill."""
        votes = self._ledger.votes
        asked = [
            Asked(one.id, one.kind, one.windows, one.sent.by if one.sent else None) for one in self._items.values()
        ]
        asked.append(Asked(BILL, None, self._calendar.bill_windows()))
        each = Ballots(votes, wide=self._people.wide).of_each(asked)
        found = {one.on: stands for one, stands in zip(asked, each, strict=True)}
        for on in votes.items:
            self._uncounted[NO_PERSON] += votes.nobody(on)
            if on not in found and on not in self._moved:
                self._uncounted[NO_ITEM] += sum(1 for _ in votes.of(on))
        for one in found.values():
            self._uncounted[OTHER_STANCE] += one.other
        return found

    def _unite(self, unions: merging.Merges, found: dict[ContributionId, Stands]) -> None:
        """Give the rows of merged contributions to the one they end in."""
        for end, merged in unions.groups().items():
            kind = self._items[end].kind
            items = [self._items[name] for name in (end, *merged)]
            whole, tied, conflicts = united(self._ledger.votes, items, kind)
            author = self._sent[end].by if end in self._sent else None
            group = [found[name] for name in (end, *merged)]
            into = Stands(tied=tied, any=any(one.any for one in group), last_at=max(one.last_at for one in group))
            into.outside = found[end].outside
            for vote in whole.values():
                into.add(vote.channel, CODES[vote.stance.value])
                if vote.by == author:
                    into.own = vote.stance
            found[end] = into
            for name in merged:
                found[name] = Stands(outside=found[name].outside, last_at=found[name].last_at)
            if conflicts:
                self._uncounted[MERGE_CONFLICT] += conflicts
                ids = ", ".join((end, *merged))
                self._notes.append(problem("merge-conflict", warning=True, ids=ids, people=conflicts))
        self._uncounted[TIED] += sum(one.tied for one in found.values())

    # --- results ------------------------------------------------------------------------------------------------------

    def _tally_of(
        self,
        item: Votable,
        found: Stands,
        counts: ByChannel,
        knowledge: Knowledge,
        answers: Said,
        last_at: Instant,
        merged_into: ContributionId | None,
    ) -> ItemTally:
        sent = item.sent
        # A merged one's votes stand where it was merged: nothing is known of it but its own counts.
        every_row, zeros = knowledge.of(item.id, item.kind) if merged_into is None else (False, ())
        by_channel = of_item(found.rows, counts)
        return ItemTally(
            id=item.id,
            kind=item.kind,
            side=sent.side if sent else None,
            on=sent.on if sent else None,
            total=total_of_item(by_channel, zeros),
            people=found.people if every_row or (found.any and merged_into is None) else None,
            channels=by_channel,
            arguments_for=answers.arguments_for,
            arguments_against=answers.arguments_against,
            sources=answers.sources,
            comments=answers.comments,
            discussion=answers.discussion,
            own=found.own,
            outside=found.outside,
            late=item.late,
            phase=item.phase,
            set_aside=sent.set_aside if sent else "",
            merged_into=merged_into,
            origin="citizen" if sent else "author",
            before_edit=self._before_edit(item),
            last_at=last_at,
        )

    def _before_edit(self, item: Votable) -> int | None:
        """How many of its standing votes were cast on an earlier text; None where there is none."""
        if item.sent is None or item.sent.edited_at is None:
            return None
        votes = as_kind(self._ledger.votes.of(item.id), item.kind)
        standing = standing_votes(votes, windows=item.windows).votes.values()
        return sum(1 for vote in standing if vote.cast_at < item.sent.edited_at)

    def _bill(self, found: Stands | None, counts: ByChannel, last_at: Instant) -> BillTally | None:
        has_bill = self._subject is not None and self._subject.bill is not None
        if found is None or not (has_bill or found.any or counts):
            return None
        by_channel = of_item(found.rows, counts)
        total = total_of_item(by_channel, () if counts else (Stance.SIGNATURE,))
        return BillTally(total, found.people, by_channel, found.outside, last_at)

    def _last_moments(self, found: Mapping[ContributionId, Stands]) -> dict[ContributionId, Instant]:
        """The newest record that bears on each item: its own, and those of what answers it."""
        last: dict[ContributionId, Instant] = {}
        touched = self._ledger.touched
        for name, one in found.items():
            sent = self._sent.get(name)
            own = max(sent.sent_at, sent.edited_at or "") if sent else ""
            last[name] = max(own, one.last_at, touched.get(name, ""))
        newest = dict(last)
        for sent in self._sent.values():
            if sent.on is not None:
                for on in above(sent, self._sent):
                    if on in newest and newest[on] < last[sent.id]:
                        newest[on] = last[sent.id]
        return newest

    def _of_merges(self, unions: merging.Merges) -> Iterator[Problem]:
        yield from self._notes
        for circle in unions.circles:
            yield problem("merges-in-circle", warning=True, ids=", ".join(circle))
        for merged, into in unions.astray:
            yield problem("merge-astray", warning=True, id=merged, into=into)
