"""What a run may use up: requests, points of GraphQL, seconds. Counted before each request, never after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lawloom.errors import SourceUnavailable, problem


class BudgetUsedUp(SourceUnavailable):
    """The run may use no more."""


@dataclass(slots=True)
class Budget:
    """A budget and what was used of it. clock: seconds that only grow."""

    requests: int
    points: int
    seconds: float
    clock: Callable[[], float]
    used_requests: int = 0
    used_points: int = 0
    _began: float = field(init=False)

    def __post_init__(self) -> None:
        self._began = self.clock()

    @property
    def seconds_left(self) -> float:
        return self.seconds - (self.clock() - self._began)

    def take(self, points: int) -> None:
        """Use one request and so many points.

        raises  BudgetUsedUp where the run has no more: what was read is kept, the next run goes on from there
        """
        short = next(
            (
                what
                for what, none_left in (
                    ("requests", self.used_requests + 1 > self.requests),
                    ("points", self.used_points + points > self.points),
                    ("minutes", self.seconds_left <= 0),
                )
                if none_left
            ),
            "",
        )
        if short:
            used = {"requests": self.used_requests, "points": self.used_points, "minutes": int(self.seconds // 60)}
            raise BudgetUsedUp(problem("budget-used-up", "", what=short, used=used[short]))
        self.used_requests += 1
        self.used_points += points
