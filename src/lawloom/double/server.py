"""The double at an address of this machine: real HTTP, tokens, limits, faults."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from graphql import GraphQLError

from lawloom.double import faults
from lawloom.double.faults import Reply
from lawloom.double.graph import Graph
from lawloom.double.limits import Limits
from lawloom.double.rest import Answer, Asked, Rest, refusal
from lawloom.double.state import Forge, Refused

JSON = {"Content-Type": "application/json; charset=utf-8"}
MAKES_CONTENT = ("/issues", "/comments", "/reactions", "/labels")


class Double:
    """One forge with its interfaces; `handle` is all of it, with or without a socket.

    plan   which requests meet a fault
    pages  answers what is no request to an interface: plain pages for people; None: there are none
    stranger  the login for which a request without one of the double's tokens acts; empty: for nobody
    """

    def __init__(
        self,
        forge: Forge,
        address: str = "http://127.0.0.1",
        *,
        limits: Limits | None = None,
        plan: faults.Plan = faults.none,
        pages: Callable[[str, str, bytes], Reply] | None = None,
        stranger: str = "",
    ) -> None:
        self.forge = forge
        self.limits = limits or Limits(forge.clock)
        self.plan = plan
        self.pages = pages
        self.stranger = stranger
        self.asked: list[tuple[str, str]] = []  # every request so far: method, address
        self._lock = threading.Lock()
        self.move_to(address)

    def move_to(self, address: str) -> None:
        """Answer with links of this address."""
        self.address = address
        self._rest = Rest(self.forge, address)
        self._graph = Graph(self.forge, self.limits.told)

    def handle(self, method: str, address: str, headers: Mapping[str, str], data: bytes) -> Reply:
        """One request, one reply. headers: names in small letters."""
        with self._lock:
            self.asked.append((method, address))
            name = self.plan(len(self.asked), method, address)
            fault = faults.ALL[name] if name else None
            if fault and not fault.after:
                return fault.does(Reply(200, JSON, b"{}"))
            reply = self.answer(method, address, headers, data)
            return fault.does(reply) if fault else reply

    def answer(self, method: str, address: str, headers: Mapping[str, str], data: bytes) -> Reply:
        """The reply where nothing fails."""
        who = _who(headers.get("authorization", "")) or self.stranger
        path = address.partition("?")[0]
        if path == "/rate_limit":
            return _written(Answer(200, self.limits.overview()))
        if path == "/graphql":
            return self._query(who, data)
        if not path.startswith(("/repos/", "/user")) and self.pages is not None:
            return self.pages(method, address, data)
        told = self.limits.take("core", 1)
        if told is None:
            return _written(Answer(403, {"message": "API rate limit exceeded"}, self.limits.headers("core")))
        if method == "POST" and path.endswith(MAKES_CONTENT) and (wait := self.limits.write()):
            body = {"message": "You have exceeded a secondary rate limit."}
            return _written(Answer(403, body, {**told, "Retry-After": str(wait)}))
        try:
            asked = Asked.of(method, address, data, who)
        except Refused as no:
            return _written(refusal(no), told)
        return _written(self._rest.answer(asked), told)

    def _query(self, who: str, data: bytes) -> Reply:
        if not who:
            return _written(Answer(401, {"message": "Requires authentication"}))
        try:
            sent = json.loads(data)
            query, variables = str(sent["query"]), sent.get("variables") or {}
        except (ValueError, KeyError, TypeError, AttributeError):
            return _written(Answer(400, {"message": "Problems parsing JSON"}))
        try:
            points = self._graph.cost(query, variables).points
        except (GraphQLError, StopIteration, KeyError, TypeError):
            points = 1
        told = self.limits.take("graphql", points)
        if told is None:
            error = {"type": "RATE_LIMITED", "message": "API rate limit exceeded"}
            return _written(Answer(200, {"errors": [error]}, self.limits.headers("graphql")))
        return _written(Answer(200, self._graph.answer(query, variables, who)), told)


@contextmanager
def serving(double: Double, port: int = 0) -> Iterator[str]:
    """The double on a port of this machine (0: any free one); gives its address."""

    class Handler(_Handler):
        owner = double

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    address = f"http://127.0.0.1:{server.server_address[1]}"
    double.move_to(address)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield address
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    owner: Double
    protocol_version = "HTTP/1.1"
    server_version = "lawloom-double"

    def _do(self) -> None:
        length = self.headers.get("Content-Length", "0")
        data = self.rfile.read(int(length)) if length.isdigit() else b""
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.owner.handle(self.command, self.path, headers, data)
        if reply.late:
            time.sleep(min(reply.late, 120))
        if reply.cut == 0:
            self.close_connection = True
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body if reply.cut is None else reply.body[: reply.cut])
        if reply.cut is not None:
            self.close_connection = True

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _do  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: who serves says what there is to say."""


def _who(authorization: str) -> str:
    """The login that a token stands for: the double's tokens are `token-of-<login>`."""
    token = authorization.rpartition(" ")[2]
    return token.removeprefix("token-of-") if token.startswith("token-of-") else ""


def _written(answer: Answer, told: Mapping[str, str] | None = None) -> Reply:
    body = b"" if answer.body is None else json.dumps(answer.body).encode()
    return Reply(answer.status, {**JSON, **(told or {}), **answer.headers}, body)
