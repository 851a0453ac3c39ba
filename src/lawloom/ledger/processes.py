"""Work in shares, each by a process of its own: Python alone would use one processor of those there are."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import IO, TypeVar

MOST = 4  # processes
T = TypeVar("T")


def shares_of(amount: int, alone: int) -> int:
    """In how many shares to do so much work.

    alone  what one process does before it is worth starting another
    """
    return max(1, min(MOST, processors(), amount // alone)) if can_fork() else 1


def shared(
    tasks: Sequence[Callable[[], T]], write: Callable[[T, IO[bytes]], None], read: Callable[[IO[bytes]], T]
) -> list[T]:
    """What the tasks give, in order. The first is done here, the others by a process each.

    write, read  send what a task gives, and take it; read raises ValueError or EOFError for what is not whole
    A task whose process fails, in whatever way, is done here: so its errors are raised here.
    """
    children = [_Child(task, write) for task in tasks[1:]]
    try:
        found = [task() for task in tasks[:1]]
        for child, task in zip(children, tasks[1:], strict=True):
            received = child.received(read)
            found.append(received[0] if received else task())
    finally:
        for child in children:
            child.end()
    return found


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def can_fork() -> bool:
    """Not where other threads run (a development server): a lock that one of them holds would never be freed."""
    threading = sys.modules.get("threading")
    return hasattr(os, "fork") and (threading is None or threading.active_count() == 1)


class _Child:
    """A process that does one task and sends what it gives through a pipe."""

    def __init__(self, task: Callable[[], T], write: Callable[[T, IO[bytes]], None]) -> None:
        self._from, to = os.pipe()
        self._process: int | None = None
        try:
            self._process = os.fork()
        except OSError:  # no more processes for us
            os.close(to)
            return
        if self._process == 0:
            done = 1
            try:
                os.close(self._from)
                with os.fdopen(to, "wb") as stream:
                    write(task(), stream)
                done = 0
            finally:
                os._exit(done)  # nothing of the parent's may run here: no flushing, no hooks
        os.close(to)

    def received(self, read: Callable[[IO[bytes]], T]) -> tuple[T] | None:
        with open(self._from, "rb", closefd=False) as stream, suppress(ValueError, EOFError, OSError):
            return (read(stream),)
        return None

    def end(self) -> None:
        os.close(self._from)  # one that still writes is stopped by that
        if self._process:
            os.waitpid(self._process, 0)
