"""The first look at an export: which items it holds, what each answers and when it came, before one line is written.

Only that a parent may stand below its answers, and that an answer without a date takes its parent's, makes it needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b

from lawloom.collect.dates import Moment
from lawloom.collect.port import Arrived, Item, Origin, Refused
from lawloom.collect.standing import Standing
from lawloom.model.contribution import Kind
from lawloom.model.ids import BILL
from lawloom.model.instant import Instant
from lawloom.tally.phases import FOLLOWING


@dataclass(slots=True)
class Found:
    """An item of the export."""

    kind: Kind
    at: Moment | None
    on: str | None
    literal: str
    orphan_on_subject: bool
    line: int
    mark: bytes  # digest of all of it: tells a row that was repeated from another one with the same id


@dataclass(frozen=True, slots=True)
class Settled:
    """Where an item belongs, once everything is known."""

    on: str | None
    at: Moment
    orphan: bool = False  # what it answers is not in the export: it stands on the subject


@dataclass(frozen=True, slots=True)
class Refusal:
    code: str
    values: tuple[tuple[str, str | int], ...] = ()


class Survey:
    """What `look` found, and `settle` for each item of it."""

    def __init__(self, standing: Standing, elements: Mapping[str, Kind], as_of: Instant) -> None:
        self.items: dict[str, Found] = {}
        self.standing = standing
        self.elements = elements
        self._as_of = as_of
        self._refused: set[str] = set()
        self._settled: dict[str, Settled | Refusal] = {}
        self._roots: dict[str, str] = {}

    def look(self, rows: Iterable[Arrived]) -> None:
        """Go through the rows once, keeping no text."""
        for row in rows:
            if isinstance(row, Item):
                if row.at is not None and row.at.time > self._as_of:
                    self._refused.add(row.id)
                else:
                    self.items.setdefault(
                        row.id,
                        Found(row.kind, row.at, row.on, row.literal, row.orphan_on_subject, row.origin.line, mark(row)),
                    )
            elif isinstance(row, Refused) and row.id:
                self._refused.add(row.id)
        self._refused.difference_update(self.items)

    def settle(self, item: str) -> Settled | Refusal:
        """What an item of this export answers and when it came; or why it cannot be taken."""
        asked = item
        path: dict[str, None] = {}  # in order, and quick to look into: threads may be ten thousand deep
        while item not in self._settled:
            path[item] = None
            parent = self._parent(self.items[item])
            if parent is None or parent not in self.items or parent in self._settled:
                break
            if parent in path:
                for one in path:
                    self._settled[one] = Refusal("parent-circle", (("on", parent),))
                return self._settled[asked]
            item = parent
        for one in reversed(path):
            self._settled[one] = self._judged(self.items[one])
        return self._settled[asked]

    def target(self, on: str, literal: str = "") -> str | None:
        """The id that `on` (or what it says letter for letter) names, among all that can be answered or voted on."""
        if on in self.items:
            return on if isinstance(self.settle(on), Settled) else None
        for name in (on, literal):
            if name in self.standing.items or name in self.elements or name == BILL:
                return name
        return None

    def why_not(self, on: str) -> str:
        """Code of the refusal of what answers `on`, for which there is no target."""
        return "parent-refused" if on in self._refused or on in self.items else "parent-unknown"

    def root(self, item: str) -> str:
        """The id of the element on which a thread stands; of the item itself where it stands on the subject."""
        path: dict[str, None] = {}
        last = item
        here: str | None = item
        while here is not None and here not in path:
            path[here] = None
            if here in self._roots:
                last = self._roots[here]
                break
            last = here
            # A solution that answers a cause is an element of its own: what is said about it is open with solutions.
            here = self._parent_of(here) if self.kind_of(here) in FOLLOWING else None
        for one in path:
            self._roots[one] = last
        return last

    def is_orphan(self, item: str) -> bool:
        """Whether it stands on the subject only because what it answers is not in the export."""
        settled = self.settle(item) if item in self.items else None
        return isinstance(settled, Settled) and settled.orphan

    def kind_of(self, item: str) -> Kind | None:
        if item in self.items:
            return self.items[item].kind
        stood = self.standing.items.get(item)
        return stood.kind if stood else self.elements.get(item)

    def _parent_of(self, item: str) -> str | None:
        if item in self.items:
            settled = self.settle(item)
            return settled.on if isinstance(settled, Settled) else None
        stood = self.standing.items.get(item)
        return stood.on if stood else None

    def _parent(self, found: Found) -> str | None:
        """The id of the item of this export that it answers, if it is one of this export."""
        return found.on if found.on in self.items else None

    def _judged(self, found: Found) -> Settled | Refusal:
        orphan = False
        on = found.on
        at = found.at
        if on is not None:
            target = self.target(on, found.literal)
            if target is None:
                code = self.why_not(on)
                if code == "parent-refused" or not found.orphan_on_subject:
                    return Refusal(code, (("on", found.literal or on),))
                orphan = True
            on = target
            if at is None and on is not None:
                at = self._moment_of(on)
        if at is None:
            return Refusal("date-missing", (("column", "created_at"),))
        return Settled(on, at, orphan)

    def _moment_of(self, item: str) -> Moment | None:
        settled = self._settled.get(item)
        if isinstance(settled, Settled):
            return settled.at
        stood = self.standing.items.get(item)
        return Moment(stood.time, stood.ms) if stood else None


def mark(item: Item) -> bytes:
    """Digest of all that an item says; where it stood in the file is no part of it."""
    said = repr(replace(item, origin=_NOWHERE))
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).digest()


_NOWHERE = Origin("", 0, "")
