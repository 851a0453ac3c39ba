"""A wire to the double without a socket, and hands whose time is virtual: thousands of faults in seconds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from lawloom.collect.github.budget import Budget
from lawloom.collect.github.transport import Hands, Raw, Transport
from lawloom.double.server import Double


@dataclass
class DirectWire:
    """Sends to a double in this process; what the network would do to an answer, it does too."""

    double: Double
    who: str = "machine"

    def send(self, method: str, path: str, query: Mapping[str, str] | None, body: Any | None) -> Raw:
        address = f"{path}?{urlencode(query)}" if query else path
        data = json.dumps(body).encode() if body is not None else b""
        reply = self.double.handle(method, address, {"authorization": f"token token-of-{self.who}"}, data)
        if reply.late:
            raise TimeoutError("read timed out")
        if reply.cut is not None:
            raise ConnectionResetError("connection reset by peer")
        headers = {name.lower(): value for name, value in reply.headers.items()}
        return Raw(reply.status, headers, reply.body.decode())


@dataclass
class Time:
    """A clock that moves only when somebody sleeps."""

    now: float = 1_800_000_000.0
    slept: list[float] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    @property
    def hands(self) -> Hands:
        return Hands(lambda: self.now, self.sleep, self.said.append)


def transport(
    double: Double, time: Time, *, requests: int = 500, points: int = 5_000, seconds: float = 1_800
) -> Transport:
    return Transport(DirectWire(double), Budget(requests, points, seconds, lambda: time.now), time.hands)
