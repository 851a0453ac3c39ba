"""The phases of an invented subject, laid so that one of them is going on at the moment of the demonstration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from lawloom.model.instant import Instant, moment
from lawloom.model.phase import PhaseKind
from lawloom.scaffold.invented.grammar import Draw

AS_OF: Instant = "2027-03-18T06:00:00Z"
_TODAY = date(2027, 3, 18)
_DAYS = {
    PhaseKind.PRESENT: 14,
    PhaseKind.CAUSES: 28,
    PhaseKind.SOLUTIONS: 42,
    PhaseKind.DOCUMENT: 14,
    PhaseKind.SYNTHESIS: 28,
    PhaseKind.DEBATE: 14,
    PhaseKind.DRAFT: 42,
    PhaseKind.SUPPORT: 42,
    PhaseKind.FOLLOW: 400,
}
_GONE = 0.6  # of the phase that is going on


@dataclass(frozen=True, slots=True)
class Stretch:
    """A phase: first and last day, and what of it lies before the moment of the demonstration."""

    kind: PhaseKind
    first: date
    last: date

    @property
    def opens(self) -> Instant:
        return f"{self.first.isoformat()}T00:00:00Z"

    @property
    def until(self) -> Instant:
        """The close, or the moment of the demonstration if that is earlier."""
        return min(f"{(self.last + timedelta(days=1)).isoformat()}T00:00:00Z", AS_OF)

    @property
    def has_begun(self) -> bool:
        return self.opens < AS_OF


def stretches(now: PhaseKind | None) -> tuple[Stretch, ...]:
    """All phases in order; `now` is going on. None: the first opens in three weeks."""
    kinds = list(_DAYS)
    gone = -21
    if now is not None:
        gone = sum(_DAYS[kind] for kind in kinds[: kinds.index(now)]) + int(_DAYS[now] * _GONE)
    at = _TODAY - timedelta(days=gone)
    found = []
    for kind in kinds:
        end = at + timedelta(days=_DAYS[kind])
        found.append(Stretch(kind, at, end - timedelta(days=1)))
        at = end
    return tuple(found)


# --- moments in seconds: a million of them are drawn


def seconds(at: Instant) -> int:
    return int(moment(at).timestamp())


def instant_of(at: int) -> Instant:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment_in(opens: int, closes: int, draw: Draw) -> int:
    """A moment of the span, more of them at its beginning; of a span that is over, its first."""
    return opens + int(max(0, closes - opens - 1) * draw() ** 1.6)
