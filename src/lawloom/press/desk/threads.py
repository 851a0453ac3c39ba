"""Threads: what was said about one thing, in the order in which it is read, cut into pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from lawloom.model.contribution import Kind, Side
from lawloom.model.ids import ContributionId
from lawloom.model.vote import Stance
from lawloom.press.desk.desk import Desk

# Entries on one page, of each stream.
ARGUMENTS = 50
SOURCES = 50
COMMENTS = 100
MOST_KEPT = 64  # threads kept at hand
DEEPEST = 4  # steps to the side on the page; further answers stay under the fourth


class Entry(NamedTuple):
    id: ContributionId
    depth: int
    answers: ContributionId  # what it answers


@dataclass(frozen=True, slots=True)
class Thread:
    """Four streams, each in reading order with answers after what they answer."""

    arguments_for: list[Entry] = field(default_factory=list)
    arguments_against: list[Entry] = field(default_factory=list)
    sources: list[Entry] = field(default_factory=list)
    comments: list[Entry] = field(default_factory=list)

    @property
    def pages(self) -> int:
        """How many pages it fills; an empty one fills one."""
        if self is EMPTY:
            return 1
        return max(1, *(-(-len(stream) // size) for stream, size in self._streams()))

    def page(self, number: int) -> Thread:
        """What stands on one page, counted from 1."""
        return Thread(*(stream[size * (number - 1) : size * number] for stream, size in self._streams()))

    def page_of(self, id: ContributionId) -> int:
        """On which page an entry stands; 1 where it is none of this thread."""
        for stream, size in self._streams():
            for position, entry in enumerate(stream):
                if entry.id == id:
                    return position // size + 1
        return 1

    def ids(self) -> list[ContributionId]:
        return [entry.id for stream, _ in self._streams() for entry in stream]

    def _streams(self) -> tuple[tuple[list[Entry], int], ...]:
        return (
            (self.arguments_for, ARGUMENTS),
            (self.arguments_against, ARGUMENTS),
            (self.sources, SOURCES),
            (self.comments, COMMENTS),
        )


EMPTY = Thread()


def thread(desk: Desk, root: ContributionId) -> Thread:
    """What was said on the page of `root`: arguments and sources by support, then by id; comments as they came."""
    direct = desk.answers.get(root)
    if not direct:
        return EMPTY
    found = Thread()
    by_support = sorted(direct, key=lambda id: _rank(desk, id))
    seen: set[ContributionId] = set()
    for id in by_support:
        one = desk.contributions[id]
        if one.kind is Kind.ARGUMENT and one.side is Side.FOR:
            _unroll(desk, id, root, found.arguments_for, seen)
        elif one.kind is Kind.ARGUMENT and one.side is Side.AGAINST:
            _unroll(desk, id, root, found.arguments_against, seen)
        elif one.kind is Kind.SOURCE:
            _unroll(desk, id, root, found.sources, seen)
    for id in direct:
        _unroll(desk, id, root, found.comments, seen)
    return found


def address(desk: Desk, id: ContributionId) -> str:
    """Where a contribution is read, from the folder of the subject; the right page of a long thread."""
    root = desk.roots.get(id)
    if root is None:
        return f"c/{id}/"
    page = _kept(desk, root).page_of(id) if len(desk.answers.get(root, ())) > 1 else 1
    return f"c/{root}/#{id}" if page == 1 else f"c/{root}/{page}/#{id}"


def _kept(desk: Desk, root: ContributionId) -> Thread:
    """The thread, put together once for all the addresses on it that a page of decisions asks for."""
    kept = desk.once(_threads)
    if root not in kept:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        kept[root] = thread(desk, root)
    return kept[root]


def _threads(_: Desk) -> dict[ContributionId, Thread]:
    """Those that are kept."""
    return {}


def support(desk: Desk, id: ContributionId) -> int:
    """How many support it; 0 also where that is not known, for the order needs a number."""
    item = desk.items.get(id)
    return item.total.by_stance.get(Stance.SUPPORT, 0) if item else 0


def _rank(desk: Desk, id: ContributionId) -> tuple[bool, int, int, str]:
    """What came while no phase was open stands after all others, as in the orders of the count."""
    item = desk.items.get(id)
    return item is not None and item.late, -support(desk, id), len(id), id


def _unroll(
    desk: Desk, top: ContributionId, root: ContributionId, into: list[Entry], seen: set[ContributionId]
) -> None:
    """Put an entry and all that answers it into the stream: answers after what they answer, as they came."""
    stack = [Entry(top, 0, root)]
    while stack:
        entry = stack.pop()
        if entry.id in seen:
            continue
        seen.add(entry.id)
        into.append(entry)
        answers = desk.answers.get(entry.id, ())
        stack += [Entry(id, min(entry.depth + 1, DEEPEST), entry.id) for id in reversed(answers)]
