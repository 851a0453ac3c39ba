"""One run at a time: two that append at once would each take the other's lines for damage."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lawloom.errors import SourceUnavailable, problem
from lawloom.instance import Instance

# Files this process holds. A stage takes the lock for all it does, and what it calls takes it again.
_held: set[Path] = set()


@contextmanager
def held(instance: Instance) -> Iterator[None]:
    """Keep every other process from appending to any ledger of this consultation until the block ends.

    The system lets go of the lock when a process dies, however it dies.
    raises  SourceUnavailable, naming the other process, when a run is going on
    """
    path = (instance.private / "runs" / "lock").resolve()
    if path in _held:
        yield
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _take(handle):
            other = os.read(handle, 20).decode("ascii", "replace").strip()
            raise SourceUnavailable(problem("run-in-progress", instance.name_of(path), process=other or "?"))
        os.ftruncate(handle, 0)
        os.write(handle, f"{os.getpid()}\n".encode())
        _held.add(path)
        try:
            yield
        finally:
            _held.discard(path)
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> bool:
        os.lseek(handle, 1 << 20, os.SEEK_SET)  # far behind the number, which stays readable
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
