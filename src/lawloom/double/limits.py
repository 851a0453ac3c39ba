"""How much may be asked of the double in an hour and in a minute: counted, told in headers, enforced."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from lawloom.double.state import Clock

HOURLY = 5_000  # requests, and points of GraphQL
WRITES_A_MINUTE, WRITES_AN_HOUR = 80, 500  # what makes content: issues, comments, reactions


@dataclass(slots=True)
class Window:
    """What was used of one limit since it was last reset."""

    limit: int
    used: int = 0
    resets_at: datetime = field(default_factory=lambda: datetime.min.replace(tzinfo=UTC))


class Limits:
    """Counts every request; the figures of a run stand in `requests`, `points` and `writes`."""

    def __init__(self, clock: Clock, *, hourly: int = HOURLY) -> None:
        self._clock = clock
        self.windows = {name: Window(hourly) for name in ("core", "graphql")}
        self._minute: list[datetime] = []
        self.requests = self.points = self.writes = 0

    def take(self, resource: str, points: int) -> dict[str, str] | None:
        """Use points of a resource; None where it is used up. Gives the headers that tell how much is left."""
        window = self._fresh(resource)
        self.requests += 1
        if window.used + points > window.limit:
            return None
        window.used += points
        if resource == "graphql":
            self.points += points
        return self.headers(resource)

    def write(self) -> int:
        """One act that makes content: seconds to wait where there were too many, else 0."""
        now = self._clock()
        self._minute = [at for at in self._minute if now - at < timedelta(hours=1)]
        lately = [at for at in self._minute if now - at < timedelta(minutes=1)]
        if len(lately) >= WRITES_A_MINUTE:
            return 60
        if len(self._minute) >= WRITES_AN_HOUR:
            return int((self._minute[0] + timedelta(hours=1) - now).total_seconds()) + 1
        self._minute.append(now)
        self.writes += 1
        return 0

    def headers(self, resource: str) -> dict[str, str]:
        window = self._fresh(resource)
        return {
            "X-RateLimit-Limit": str(window.limit),
            "X-RateLimit-Remaining": str(window.limit - window.used),
            "X-RateLimit-Used": str(window.used),
            "X-RateLimit-Reset": str(int(window.resets_at.timestamp())),
            "X-RateLimit-Resource": resource,
        }

    def told(self) -> dict[str, object]:
        """What GraphQL's rateLimit says."""
        window = self._fresh("graphql")
        return {
            "limit": window.limit,
            "remaining": window.limit - window.used,
            "used": window.used,
            "resetAt": window.resets_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }

    def overview(self) -> dict[str, object]:
        """The answer to /rate_limit, which costs nothing."""
        resources = {}
        for name in self.windows:
            one = self._fresh(name)
            resources[name] = {
                "limit": one.limit, "remaining": one.limit - one.used, "used": one.used,
                "reset": int(one.resets_at.timestamp()),
            }  # fmt: skip
        resources["search"] = dict(resources["core"])
        return {"resources": resources, "rate": resources["core"]}

    def _fresh(self, resource: str) -> Window:
        window, now = self.windows[resource], self._clock()
        if now >= window.resets_at:
            window.used, window.resets_at = 0, now + timedelta(hours=1)
        return window
