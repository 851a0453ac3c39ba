"""The one place that speaks with the forge: through PyGithub's requester, with retries and waits of our own.

PyGithub waits in silence and follows what it is told; here each wait is said aloud and bounded by the budget, each
failure has a name, and an answer that is not what was asked for is a failure, never "nothing".
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple, Protocol

from lawloom.collect.github.budget import Budget
from lawloom.errors import SourceUnavailable, problem

Json = Any

TRIES = 5  # of one request, the first included
FIRST_WAIT, LONGEST_WAIT = 2.0, 300.0  # seconds
_LIMITS = ("rate limit", "abuse detection")


class Raw(NamedTuple):
    """An answer as it came; headers by names in small letters."""

    status: int
    headers: Mapping[str, str]
    body: str


class Wire(Protocol):
    """Sends one request and gives the answer, whatever it is; OSError where there is none."""

    def send(self, method: str, path: str, query: Mapping[str, str] | None, body: Json | None) -> Raw: ...


@dataclass(frozen=True, slots=True)
class Hands:
    """What the outside world lends: time, sleep, and a voice for what takes long."""

    now: Callable[[], float]  # seconds since 1970
    sleep: Callable[[float], None]
    tell: Callable[[str], None]


class TooMuch(Exception):
    """The forge cannot answer so much at once: ask for less."""


class Gone(Exception):
    """What was asked for is not there any more; `status` is 404, 410 or 451, `moved` where it went (301)."""

    def __init__(self, status: int, moved: str = "") -> None:
        super().__init__(status)
        self.status = status
        self.moved = moved


class Transport:
    """Asks the forge, within a budget."""

    def __init__(self, wire: Wire, budget: Budget, hands: Hands, *, tries: int = TRIES) -> None:
        self._wire = wire
        self.budget = budget
        self._hands = hands
        self._tries = tries

    def query(
        self, text: str, variables: Mapping[str, Json], *, points: int, budget: Budget | None = None
    ) -> dict[str, Json]:
        """The `data` of a GraphQL query.

        points  what it costs at most, computed before
        budget  of its own, within that of the run
        raises  SourceUnavailable; TooMuch where the forge says that the query asks for too much at once
        """
        body = {"query": text, "variables": dict(variables)}
        try:
            data: dict[str, Json] = self._tried("POST", "/graphql", None, body, points, _data, budget=budget)
        except Gone as gone:  # the interface itself is not there: that says nothing of what was asked for
            message = gone.moved or "not there"
            raise SourceUnavailable(problem("forge-refused", "", status=gone.status, message=message)) from gone
        return data

    def get(self, path: str, query: Mapping[str, str] | None = None) -> Json:
        """What stands at an address of the REST interface.

        raises  SourceUnavailable; Gone
        """
        return self._tried("GET", path, query, None, 0, _body)

    def write(self, method: str, path: str, body: Json) -> Json:
        """Change something. Tried again only where the forge said that nothing was done."""
        return self._tried(method, path, None, body, 0, _body, may_have_acted=True)

    def _tried(
        self,
        method: str,
        path: str,
        query: Mapping[str, str] | None,
        body: Json | None,
        points: int,
        read: Callable[[Raw], Json],
        *,
        may_have_acted: bool = False,
        budget: Budget | None = None,
    ) -> Json:
        failure = ""
        for attempt in range(self._tries):
            if budget is not None:
                budget.take(points)
            self.budget.take(points)
            wait = min(FIRST_WAIT * 3**attempt, LONGEST_WAIT)
            try:
                raw = self._wire.send(method, path, query, body)
                if raw.status < 300:
                    return read(raw)
                failure, wait = self._refused(raw, wait)
                again = raw.status in (403, 429, 503)
            except OSError as error:
                failure, again = _no_answer(error), False
            except Unreadable as error:
                failure, again = str(error), False
            if may_have_acted and not again:
                break  # it may stand already: whoever wrote it looks before writing again
            if attempt + 1 < self._tries:
                self._wait(wait, failure)
        raise SourceUnavailable(problem("forge-unavailable", path, failure=failure))

    def _refused(self, raw: Raw, usual: float) -> tuple[str, float]:
        """Why, and how long to wait; raises where waiting does not help."""
        message = _message(raw)
        if raw.status in (404, 410, 451):
            raise Gone(raw.status)
        if raw.status in (301, 302, 307, 308):
            raise Gone(raw.status, raw.headers.get("location", ""))
        if raw.status == 401:
            raise SourceUnavailable(problem("forge-token-refused", "", message=message))
        limited = raw.status == 429 or any(sign in message.lower() for sign in _LIMITS)
        if raw.status == 403 and not limited:
            raise SourceUnavailable(problem("forge-forbidden", "", message=message))
        if raw.status < 500 and not limited:
            raise SourceUnavailable(problem("forge-refused", "", status=raw.status, message=message))
        if limited:
            return message, self._told(raw, max(usual, 60.0))
        return f"{raw.status} {message}", self._told(raw, usual)

    def _told(self, raw: Raw, otherwise: float) -> float:
        """Seconds until the forge wants to be asked again, as far as it says so."""
        after = raw.headers.get("retry-after", "").strip()
        if after.isdigit():
            return float(after)
        if after:
            try:
                return max(parsedate_to_datetime(after).timestamp() - self._hands.now(), 1.0)
            except ValueError:
                return otherwise
        reset = raw.headers.get("x-ratelimit-reset", "")
        if raw.headers.get("x-ratelimit-remaining") == "0" and reset.isdigit():
            return max(float(reset) - self._hands.now() + 1.0, 1.0)
        return otherwise

    def _wait(self, seconds: float, failure: str) -> None:
        if seconds > self.budget.seconds_left:
            raise SourceUnavailable(
                problem(
                    "forge-asks-to-wait",
                    "",
                    seconds=int(seconds),
                    left=max(int(self.budget.seconds_left), 0),
                    failure=failure,
                )
            )
        self._hands.tell(f"{failure}: {int(seconds)} s")
        self._hands.sleep(seconds)


class Unreadable(Exception):
    """An answer with a good status that is not what was asked for."""


def _data(raw: Raw) -> dict[str, Json]:
    body = _body(raw)
    if not isinstance(body, dict):
        raise Unreadable("the answer is no object")
    errors = body.get("errors") or []
    kinds = {str(one.get("type", "")) for one in errors if isinstance(one, dict)}
    told = "; ".join(str(one.get("message", "")) for one in errors if isinstance(one, dict))[:160]
    data = body.get("data")
    if kinds & {"MAX_NODE_LIMIT_EXCEEDED", "RESOURCE_LIMITS_EXCEEDED"}:
        raise TooMuch(told)
    if "RATE_LIMITED" in kinds:
        raise Unreadable(told)
    # What is not found is null in the data and named by an error; any other error makes the whole answer doubtful.
    if (errors and kinds != {"NOT_FOUND"}) or not isinstance(data, dict):
        raise Unreadable(told or "the answer holds no data")
    return data


def _body(raw: Raw) -> Json:
    if raw.status == 204:
        return None
    if "json" not in raw.headers.get("content-type", ""):
        raise Unreadable(f"{raw.status} without JSON")
    try:
        return json.loads(raw.body)
    except ValueError as error:
        raise Unreadable(f"{raw.status} with JSON that ends too early") from error


def _no_answer(error: OSError) -> str:
    """Why no answer came, without the names of the classes between us and the reason."""
    inner = getattr(error.args[0], "reason", None) if error.args else None
    text = str(inner or error)
    told = text.partition("): ")[2] if text.startswith("HTTP") else text
    return (told or f"{type(error).__name__}: {text}")[:160]


def _message(raw: Raw) -> str:
    try:
        return str(json.loads(raw.body)["message"])[:160]
    except (ValueError, KeyError, TypeError):
        return f"{raw.status}"
