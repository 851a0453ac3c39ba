"""Which phase an item or a vote belongs to, and when votes on an item are open.

source  design, section 4, "Phases": arguments, sources, comments and votes on an element are open while a phase that
        accepts the element's kind is open; petition, event, conclusion, appeal always; an item or vote belongs to the
        earliest-opened phase that accepts it at its instant; its total is the stance standing at the close of the last
        such phase, from votes cast while one was open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lawloom.model.contribution import Kind
from lawloom.model.instant import Instant
from lawloom.model.phase import ALWAYS_OPEN, Phase, PhaseKind

# What is said about an element, and is open with it.
FOLLOWING = frozenset({Kind.ARGUMENT, Kind.SOURCE, Kind.COMMENT})
BEFORE_ALL, AFTER_ALL = "", "~"  # in the order of letters, which is that of instants


@dataclass(frozen=True, slots=True)
class Windows:
    """When votes are open: spans from an instant to another, the second no longer in it, apart and in order."""

    spans: tuple[tuple[Instant, Instant], ...]

    def holds(self, moment: Instant) -> bool:
        return any(opens <= moment < closes for opens, closes in self.spans)

    @property
    def last_close(self) -> Instant:
        """What is withdrawn from here on no longer changes the total."""
        return self.spans[-1][1] if self.spans else BEFORE_ALL


ALWAYS = Windows(((BEFORE_ALL, AFTER_ALL),))
NEVER = Windows(())


@dataclass(frozen=True, slots=True)
class Element:
    """What an argument, a source or a comment is finally about; the kind None is the bill, or the subject itself."""

    kind: Kind | None
    of_author: bool = False  # a cause or solution of the author's own


SUBJECT = Element(None)


class Calendar:
    """The phases of one subject, asked by kind. Without any phase everything is open and belongs to none."""

    def __init__(self, phases: Iterable[Phase]) -> None:
        self.phases = tuple(sorted(phases, key=lambda phase: (phase.opens_at, phase.name)))
        self._accepting: dict[tuple[Kind, Element], tuple[Phase, ...]] = {}
        self._windows: dict[tuple[Kind, Element], Windows] = {}

    def windows(self, kind: Kind, element: Element = SUBJECT) -> Windows:
        """When votes on an item of that kind (said about that element) are open."""
        key = kind, element
        if key not in self._windows:
            unbound = not self.phases or _is_always_open(kind, element)
            self._windows[key] = ALWAYS if unbound else windows_of(self.accepting(kind, element))
        return self._windows[key]

    def bill_windows(self) -> Windows:
        """When the bill can be signed."""
        signing = [phase for phase in self.phases if phase.kind is PhaseKind.SUPPORT]
        return windows_of(signing) if self.phases else ALWAYS

    def phase_at(self, moment: Instant, kind: Kind, element: Element = SUBJECT) -> tuple[str, bool]:
        """Name of the earliest-opened phase that accepts the item at that moment, and whether it came late or early.

        The name is empty for what is always open.
        """
        for phase in self.accepting(kind, element):
            if phase.is_open_at(moment):
                return phase.name, False
        return "", not self.windows(kind, element).holds(moment)

    def accepting(self, kind: Kind, element: Element = SUBJECT) -> tuple[Phase, ...]:
        """The phases that accept such an item, the earliest-opened first."""
        key = kind, element
        if key not in self._accepting:
            self._accepting[key] = tuple(phase for phase in self.phases if accepts(phase, kind, element))
        return self._accepting[key]


def accepts(phase: Phase, kind: Kind, element: Element = SUBJECT) -> bool:
    """Whether the phase accepts an item of that kind said about that element."""
    if kind in FOLLOWING and element.kind is not None and element.kind in phase.accepts:
        return True
    if kind not in phase.accepts:
        return False
    if phase.kind is PhaseKind.PRESENT:
        return element.of_author
    if phase.kind is PhaseKind.DRAFT and kind is Kind.COMMENT:  # a comment on a passage of the text
        return element.kind in (None, Kind.ARTICLE)
    return True


def windows_of(phases: Iterable[Phase]) -> Windows:
    """When at least one of the phases is open."""
    spans: list[tuple[Instant, Instant]] = []
    for opens, closes in sorted((phase.opens_at, phase.closes_at) for phase in phases):
        if spans and opens <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(spans[-1][1], closes)
        elif opens < closes:
            spans.append((opens, closes))
    return Windows(tuple(spans))


def _is_always_open(kind: Kind, element: Element) -> bool:
    return kind in ALWAYS_OPEN or (kind in FOLLOWING and element.kind in ALWAYS_OPEN)
