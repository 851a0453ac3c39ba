"""Faults on demand: what the double does instead of answering, or to its answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple


class Reply(NamedTuple):
    """An answer on the wire. cut: the connection ends after so many bytes of the body; None: it is whole."""

    status: int
    headers: dict[str, str]
    body: bytes
    cut: int | None = None
    late: float = 0.0  # seconds before it comes


@dataclass(frozen=True, slots=True)
class Fault:
    """after: the request was done before the fault, so that whoever asks again asks for something that stands."""

    name: str
    does: Callable[[Reply], Reply]
    after: bool = False


def _json(status: int, headers: dict[str, str] | None = None, **body: object) -> Callable[[Reply], Reply]:
    data = json.dumps(body).encode()
    return lambda _: Reply(status, {"Content-Type": "application/json; charset=utf-8", **(headers or {})}, data)


def _html(status: int) -> Callable[[Reply], Reply]:
    page = b"<html><head><title>Unicorn!</title></head><body>This page is taking too long to load.</body></html>"
    return lambda _: Reply(status, {"Content-Type": "text/html; charset=utf-8"}, page)


_LIMITED = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
_WRONG = {"type": "SERVICE_UNAVAILABLE", "message": "Something went wrong"}
_RESOURCES = {"type": "RESOURCE_LIMITS_EXCEEDED", "message": "Resource limits for this query exceeded."}

ALL = {
    fault.name: fault
    for fault in (
        Fault("cut-before", lambda reply: reply._replace(body=b"", cut=0)),
        Fault("cut-after", lambda reply: reply._replace(cut=0), after=True),
        Fault("cut-halfway", lambda reply: reply._replace(cut=len(reply.body) // 2), after=True),
        Fault("time-out", lambda reply: reply._replace(late=3600.0)),
        Fault("unauthorised", _json(401, message="Bad credentials")),
        Fault("forbidden", _json(403, message="Resource not accessible by integration")),
        Fault("limited-told", _json(403, {"Retry-After": "30"}, message=_LIMITED)),
        Fault("limited-untold", _json(403, message=_LIMITED)),
        Fault("limited-a-day", _json(429, {"Retry-After": "86400"}, message=_LIMITED)),
        Fault("limited-garbage", _json(429, {"Retry-After": "soon"}, message=_LIMITED)),
        Fault("limited-date", _json(429, {"Retry-After": "Thu, 18 Mar 2027 06:01:00 GMT"}, message=_LIMITED)),
        Fault("used-up", _json(403, {"X-RateLimit-Remaining": "0"}, message="API rate limit exceeded")),
        Fault("not-found", _json(404, message="Not Found")),
        Fault("gone", _json(410, message="This issue was deleted")),
        Fault("page-100", _json(422, message="Pagination with the page parameter is not supported for large datasets")),
        Fault("server-error", _json(500, message="Server Error")),
        Fault("bad-gateway", _html(502)),
        Fault("unavailable", _json(503, {"Retry-After": "5"}, message="Service Unavailable")),
        Fault("truncated", lambda reply: reply._replace(body=reply.body[: len(reply.body) * 2 // 3]), after=True),
        Fault("empty", lambda reply: reply._replace(status=200, body=b""), after=True),
        Fault("html-200", _html(200)),
        Fault("errors-200", _json(200, data=None, errors=[_WRONG])),
        Fault("resources", _json(200, data=None, errors=[_RESOURCES])),
    )
}  # fmt: skip

# Which fault the request of that number (from 1), method and address meets; "" for none.
Plan = Callable[[int, str, str], str]


def none(number: int, method: str, address: str) -> str:
    """Everything goes well."""
    return ""


def once(at: int, name: str) -> Plan:
    """The request of that number fails, the others go well."""
    return lambda number, method, address: name if number == at else ""


def ever_since(at: int, name: str) -> Plan:
    """From the request of that number on, all fail."""
    return lambda number, method, address: name if number >= at else ""
