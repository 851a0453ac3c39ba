"""A text made to cost patience must end. This is a limit far beyond what the work takes, and no measurement."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def patience(seconds: float = 10) -> Iterator[None]:
    """Fails a test whose work takes so many seconds of the processor, whatever else the machine is busy with."""

    def give_up(*_: object) -> None:
        raise AssertionError(f"not done after {seconds} seconds of the processor: its time does not grow with its text")

    before = signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
