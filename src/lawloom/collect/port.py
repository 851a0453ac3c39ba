"""The one port through which every format speaks: typed rows, one after the other, each with the place it came from.

A format is a generator of these rows. It may be run twice over the same files and gives the same rows both times; it
never keeps the file in memory, and it never raises for one bad row: it yields a Refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import TYPE_CHECKING, NamedTuple, Protocol

from lawloom.collect.dates import Moment
from lawloom.errors import Place
from lawloom.model.contribution import Actor, Kind, Side, Text
from lawloom.model.vote import Stance

if TYPE_CHECKING:
    from lawloom.collect.source import Source


class Origin(NamedTuple):
    """Where a row stood and what it was, letter for letter, so that it can be kept if it is refused."""

    file: str
    line: int
    text: str  # undecodable bytes of a UTF-8 file stand in it as surrogates (PEP 383)
    encoding: str = "utf-8"

    @property
    def place(self) -> Place:
        return Place(self.file, self.line)

    @property
    def raw(self) -> bytes:
        """The bytes of the row as they stood in the file (decompressed)."""
        try:
            return self.text.encode(self.encoding, "surrogateescape")
        except UnicodeEncodeError:  # a surrogate that a JSON escape brought in
            return self.text.encode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Item:
    """A contribution that arrived."""

    origin: Origin
    id: str  # as it will stand in the ledger: "cc-69"
    kind: Kind
    text: Text
    at: Moment | None  # None: the source gives no date; it takes that of what it answers and is marked undated
    on: str | None = None  # id of what it answers, None: the subject
    author: str | None = None  # who, at the source; the pipeline makes a pseudonym of it
    actor: Actor | None = None
    area: str | None = None
    channel: str = ""  # empty: import:<prefix>
    side: Side | None = None
    category: str = ""
    set_aside: str = ""
    edited_at: Moment | None = None  # when the source says it was last changed
    withdrawn_at: Moment | None = None
    withdrawn: bool = False
    orphan_on_subject: bool = False  # where the parent is not in the export: keep it on the subject, or refuse it
    literal: str = ""  # what `on` says letter for letter: it may be an id of the subject itself


class Ballot(NamedTuple):
    """One vote of one person. (A tuple: a million of them are made.)"""

    origin: Origin
    on: str
    voter: str | None
    stance: Stance
    at: Moment
    number: str = ""  # the vote's own number at the source
    actor: Actor | None = None
    area: str | None = None
    channel: str = ""
    literal: str = ""  # as of an Item


@dataclass(frozen=True, slots=True)
class Total:
    """A total the source printed. Not a row of its own: it stands in the row of what it counts."""

    origin: Origin
    on: str
    stance: Stance
    value: int
    channel: str = ""
    rows_expected: bool = False  # the source gives these votes as rows too: compare, never write a count


@dataclass(frozen=True, slots=True)
class Printed:
    """Another figure the source printed about a contribution, to be compared with the rows: `what` is a kind."""

    origin: Origin
    on: str
    what: str  # "argument", "source"
    value: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that cannot be taken; `code` is a Problem code of this room, `values` fill its sentence."""

    origin: Origin
    code: str
    values: dict[str, str | int] = field(default_factory=dict)
    id: str = ""  # where it could be read: what answers it is refused with it rather than moved to the subject


@dataclass(frozen=True, slots=True)
class Passed:
    """A sound row that is not taken by rule (reportings, versions…), counted by `what`."""

    origin: Origin
    what: str


Arrived = Item | Ballot | Total | Printed | Refused | Passed


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the report and the `import` line should say about the whole export: a `code` of this room."""

    code: str
    values: dict[str, str | int] = field(default_factory=dict)
    file: str = ""


class Export(Protocol):
    """What a format makes of a file or folder once it has looked at the first lines."""

    @property
    def title(self) -> str:
        """What the export says of its own subject, or nothing."""

    @property
    def remarks(self) -> list[Remark]:
        """What there is to say once all rows were read."""

    def rows(self, *, ballots: bool = True) -> Iterator[Arrived]:
        """Every row, in the order of the files. ballots=False leaves the votes out, for a first look at the items."""

    def holds_vote_rows(self) -> bool:
        """Whether the export is one that lists votes one by one (asked after the first look)."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a format must know besides the files."""

    prefix: str  # its ids begin so
    zone: tzinfo  # dates without an offset are read in it
    language: str  # of the subject: which of several languages of an export is taken


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its name on the command line."""

    name: str
    prefix: str  # of its ids unless --prefix says otherwise
    open: Callable[[Source, Setting], Export]  # raises ContentProblems where no file is of this format
