"""The second look at an export: each row becomes a draft of a line, or is refused, passed over or there already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from lawloom.collect import lines
from lawloom.collect.coarse import coarse_area, short_category
from lawloom.collect.port import Arrived, Ballot, Export, Item, Origin, Printed, Refused, Remark, Total
from lawloom.collect.redact import Pseudonyms
from lawloom.collect.refused import RefusedRows
from lawloom.collect.standing import Standing
from lawloom.collect.subject_file import Span, phase_for
from lawloom.collect.survey import Refusal, Settled, Survey, mark
from lawloom.ledger.append import Draft
from lawloom.ledger.known import Known
from lawloom.ledger.line import Line
from lawloom.model.contribution import Kind
from lawloom.model.ids import BILL
from lawloom.model.instant import Instant
from lawloom.model.phase import PhaseKind
from lawloom.model.subject import Subject
from lawloom.model.vote import Stance
from lawloom.tally.phases import FOLLOWING, Calendar, Element, Windows

TOLD_EVERY = 20_000  # rows


class Intake:
    """Takes rows; what it counted stands in its fields.

    subject  one whose phases people wrote: records outside of them are counted. None where the phases are the import's
    """

    def __init__(
        self,
        draft: Draft,
        known: Known,
        standing: Standing,
        survey: Survey,
        refused: RefusedRows,
        *,
        slug: str,
        prefix: str,
        as_of: Instant,
        key: bytes,
        subject: Subject | None,
    ) -> None:
        self._draft = draft
        self._known = known
        self._standing = standing
        self._survey = survey
        self._refused = refused
        self._prefix = prefix
        self._as_of = as_of
        self._key = key
        self._calendar = Calendar(subject.phases) if subject else None
        self._people = Pseudonyms(key, slug, f"import:{prefix}")
        self.channel = f"import:{prefix}"
        self.read = self.taken = self.already = self.edited = self.added = self.votes = self.counts = 0
        self.kinds: Counter[str] = Counter()
        self.passed: Counter[str] = Counter()
        self.notes: list[str] = []
        self.phases: set[PhaseKind] = set()  # that a subject needs for what was taken
        self.span: Span | None = None
        self.outside: dict[PhaseKind, tuple[int, Span]] = {}
        self.totals = 0  # totals that stand in the ledger after this run
        self._orphans = self._fine_areas = self._long_categories = 0
        self._done: set[str] = set()
        self._not_taken = (Origin("", 0, ""), "")  # the row of the last item that was refused: its totals go with it
        self._targets: dict[tuple[str, str], str | None] = {}
        self._needs: dict[str, tuple[PhaseKind | None, Windows | None]] = {}  # by what is placed or voted on
        self._voted: Counter[tuple[str, Stance]] = Counter()  # rows of the export
        self._voted_on: set[str] = set()
        self._answers: Counter[tuple[str, str]] = Counter()
        self._printed: list[Total | Printed] = []

    def take(self, export: Export, progress: Callable[[str], None] | None = None) -> None:
        """Go through all rows, then compare the totals they printed with the rows there were."""
        for row in export.rows():
            before = self.read
            self._take(row)
            if progress and self.read > before and self.read % TOLD_EVERY == 0:
                progress(str(row.origin.place))
        for printed in self._printed:
            if isinstance(printed, Total):
                self._take_total(printed, rows_expected=printed.rows_expected and export.holds_vote_rows())
            elif (rows := self._answers[printed.on, printed.what]) != printed.value and printed.on in self._done:
                self.notes.append(f"{printed.on} {printed.what}: {rows} rows, {printed.value} printed")
        self._take_counts_back()

    def remarks(self) -> list[Remark]:
        told = {
            "orphans-on-subject": self._orphans,
            "area-not-coarse": self._fine_areas,
            "category-too-long": self._long_categories,
        }
        return [Remark(code, {"n": n}) for code, n in told.items() if n]

    def _take(self, row: Arrived) -> None:
        if isinstance(row, Total | Printed):
            if (row.origin, row.on) != self._not_taken:
                self._printed.append(row)
            return
        self.read += 1
        if isinstance(row, Ballot):
            self._take_ballot(row)
        elif isinstance(row, Item):
            self._take_item(row)
        elif isinstance(row, Refused):
            self._refused.add(row)
        else:
            self.passed[row.what] += 1

    def _refuse(self, row: Item | Ballot, code: str, **values: str | int) -> None:
        self._refused.add(Refused(row.origin, code, values))

    # --- items

    def _take_item(self, item: Item) -> None:
        self._not_taken = item.origin, item.id
        if item.at is not None and item.at.time > self._as_of:
            self._refuse(item, "dated-later", found=item.at.time, as_of=self._as_of)
            return
        found = self._survey.items[item.id]
        if item.id in self._done:
            if mark(item) == found.mark:
                self.taken += 1
                self.already += 1
            else:
                self._refuse(item, "id-repeated", id=item.id, first=found.line)
            return
        settled = self._survey.settle(item.id)
        if isinstance(settled, Refusal):
            self._refuse(item, settled.code, **dict(settled.values))
            return
        self._not_taken = (Origin("", 0, ""), "")
        self._done.add(item.id)
        self.taken += 1
        self._orphans += settled.orphan
        self._fine_areas += coarse_area(item.area) != item.area
        self._long_categories += short_category(item.category) != item.category
        if settled.on is not None:
            self._answers[settled.on, item.kind.value] += 1
        new = item.id not in self._known
        if new:
            self.kinds[item.kind.value] += 1
            line = lines.opened(item, settled, self._people.of(item.author), self.channel)
            self._known.takes(line)
            self._add(line, lines.data_of(item.text))
        else:
            self._take_again(item, settled)
        if item.withdrawn:
            stood = self._standing.items.get(item.id)
            if stood is None or stood.event != "withdrawn":
                self._add(lines.withdrawn(item, settled, self.channel, as_of=self._as_of))
        self._place(item.id, settled.at.time, new=new)

    def _take_again(self, item: Item, settled: Settled) -> None:
        """A contribution that the ledger holds: nothing, unless it now says something else."""
        data, stood = lines.data_of(item.text), self._standing.items[item.id]
        erased = item.id in self._known.erased  # its text is not compared and never stored again
        same = erased or self._known.has_text(item.id, data, self._key)
        if erased or (same and not lines.says_otherwise(item, settled, stood)):
            self.already += 1
            return
        self.edited += 1
        rev, by = self._known.rev(item.id) + 1, self._people.of(item.author)
        line = lines.edited(item, settled, by, self.channel, rev, as_of=self._as_of)
        self._known.takes(line)
        self._add(line, data)

    # --- votes and totals

    def _take_ballot(self, ballot: Ballot) -> None:
        if ballot.at.time > self._as_of:
            self._refuse(ballot, "dated-later", found=ballot.at.time, as_of=self._as_of)
            return
        wanted = ballot.on, ballot.literal
        if wanted not in self._targets:
            self._targets[wanted] = self._survey.target(*wanted)
        on = self._targets[wanted]
        if on is None:
            code = "vote-on-refused" if self._survey.why_not(ballot.on) == "parent-refused" else "vote-on-unknown"
            self._refuse(ballot, code, on=ballot.literal or ballot.on)
            return
        line = lines.cast(ballot, on, self._people.of(ballot.voter), self.channel)
        if self._known.number_repeated(line):
            self._refuse(ballot, "number-repeated", number=line["number"])
            return
        self.taken += 1
        self._fine_areas += line["area"] != ballot.area
        self._voted[on, ballot.stance] += 1
        self._voted_on.add(on)
        new = self._known.takes(line)
        if new:
            self.votes += 1
            self._add(line)
        else:
            self.already += 1
        self._place(on, ballot.at.time, new=new)

    def _take_total(self, total: Total, *, rows_expected: bool) -> None:
        """Write a total, unless the votes are there as rows: then a difference is noted."""
        on, stance = total.on, total.stance
        if on not in self._done and on not in self._standing.items:
            return
        if rows_expected or on in self._voted_on:
            rows = self._voted[on, stance]
            if rows != total.value:
                self.notes.append(f"{on} {stance.value}: {rows} rows, {total.value} printed")
        elif on in self._standing.voted:
            self.notes.append(f"{on} {stance.value}: rows of an earlier import, {total.value} printed")
        else:
            self.totals += 1
            self._count(on, stance, total.value, total.channel)

    def _take_counts_back(self) -> None:
        """Where totals stood and the votes now came as rows, only the rows count."""
        for (prefix, on, stance), value in list(self._known.counts.items()):
            if prefix == self._prefix and value and on in self._voted_on:
                self.notes.append(f"{on} {stance}: {value} counted before, rows now")
                self._count(on, Stance(stance), 0, "")

    def _count(self, on: str, stance: Stance, value: int, channel: str) -> None:
        line = lines.counted(self._prefix, on, stance, value, channel=channel or self.channel, as_of=self._as_of)
        if self._known.takes(line):
            self.counts += 1
            self._add(line)

    # --- all of them

    def _add(self, line: Line, data: dict[str, Any] | None = None) -> None:
        self.added += 1
        self._draft.add(line, data)

    def _place(self, on: str, time: Instant, *, new: bool) -> None:
        """Remember from when to when records go and which phases they need; count what no phase of people's holds."""
        self.span = self.span.with_moment(time) if self.span else Span(time, time)
        if on not in self._needs:
            self._needs[on] = self._need(on)
        need, open_in = self._needs[on]
        if need is None:
            return
        self.phases.add(need)
        if new and open_in is not None and not open_in.holds(time):
            many, span = self.outside.get(need, (0, Span(time, time)))
            self.outside[need] = many + 1, span.with_moment(time)

    def _need(self, on: str) -> tuple[PhaseKind | None, Windows | None]:
        """The kind of phase that opens this item (or what it is about), and when those of people's are open."""
        calendar = self._calendar
        if on == BILL:
            return PhaseKind.SUPPORT, calendar.bill_windows() if calendar else None
        root, kind = self._survey.root(on), self._survey.kind_of(on)
        root_kind = self._survey.kind_of(root)
        # What lost its parent belongs to no phase: it is kept, and listed apart.
        need = None if root_kind is None or self._survey.is_orphan(root) else phase_for(root_kind)
        if kind is None or calendar is None:
            return need, None
        if kind not in FOLLOWING:
            return need, calendar.windows(kind)
        of_author = root in self._survey.elements and root_kind is not Kind.ARTICLE
        element = Element(None if root_kind in FOLLOWING else root_kind, of_author)
        return need, calendar.windows(kind, element)
