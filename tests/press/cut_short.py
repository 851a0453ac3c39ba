"""Builds that are cut short: whatever a build does to the disk under a folder can fail or be its last act."""

from __future__ import annotations

import builtins
import errno
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

ERRORS = {"full": errno.ENOSPC, "refused": errno.EACCES}
WAYS = ("full", "refused", "halfway", "killed")  # halfway: a disk that is full in the middle of a write
_PATHS = ("replace", "rename", "unlink", "remove", "mkdir", "rmdir", "utime")
_WRITES = os.O_WRONLY | os.O_RDWR


class Killed(BaseException):
    """The process ended here: nothing after this happened."""


@dataclass
class Disk:
    """Counts what is done to the disk under a folder.

    at    the act that meets the fault; 0: none does
    way   one of WAYS
    ever  whether every later act meets it too; a process that was killed does nothing more in any case
    """

    folder: Path
    at: int = 0
    way: str = ""
    ever: bool = False
    acts: int = 0
    _handles: set[int] = field(default_factory=set)

    @contextmanager
    def watched(self) -> Iterator[None]:
        real: dict[str, Any] = {name: getattr(os, name) for name in (*_PATHS, "open", "write", "close")}
        real_open = io.open

        def on_path(name: str) -> Callable[..., Any]:
            def act(path: Any, *rest: Any, **more: Any) -> Any:
                if self._is_ours(path):
                    self._act()
                return real[name](path, *rest, **more)

            return act

        def opened(path: Any, flags: int, *rest: Any, **more: Any) -> int:
            ours = bool(flags & _WRITES) and self._is_ours(path)
            if ours:
                self._act()
            handle: int = real["open"](path, flags, *rest, **more)
            if ours:
                self._handles.add(handle)
            return handle

        def written(handle: int, data: Any) -> int:
            if handle in self._handles:
                self._act(lambda: real["write"](handle, bytes(data)[: len(data) // 2]))
            return int(real["write"](handle, data))

        def closed(handle: int) -> None:
            self._handles.discard(handle)
            real["close"](handle)

        def file(path: Any, mode: str = "r", *rest: Any, **more: Any) -> Any:
            if not set(mode) & set("wax+") or not self._is_ours(path):
                return real_open(path, mode, *rest, **more)
            self._act(lambda: _half(real_open, path, mode))
            return real_open(path, mode, *rest, **more)

        fakes: dict[str, Any] = {name: on_path(name) for name in _PATHS}
        for name, fake in (fakes | {"open": opened, "write": written, "close": closed}).items():
            setattr(os, name, fake)
        io.open = builtins.open = file  # type: ignore[assignment]
        try:
            yield
        finally:
            for name, one in real.items():
                setattr(os, name, one)
            io.open = builtins.open = real_open

    def _is_ours(self, path: Any) -> bool:
        return isinstance(path, str | os.PathLike) and os.fspath(path).startswith(str(self.folder))

    def _act(self, half: Callable[[], object] = lambda: None) -> None:
        self.acts += 1
        if not self.at or self.acts < self.at or (self.acts > self.at and not self.ever and self.way != "killed"):
            return
        if self.way == "killed":
            raise Killed
        if self.way == "halfway":
            half()
        number = ERRORS.get(self.way, errno.ENOSPC)
        raise OSError(number, os.strerror(number))


def _half(real_open: Callable[..., Any], path: Any, mode: str) -> None:
    """Leave a file as one that was opened and hardly written to."""
    with real_open(path, mode) as file:
        file.write(b"{" if "b" in mode else "{")


class Kept(NamedTuple):
    """A folder as it was: files and folders, each with its time."""

    files: dict[str, tuple[bytes, int]]
    folders: dict[str, int]


def kept(folder: Path) -> Kept:
    files = {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}
    return Kept(files, {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_dir()})


def lay_back(folder: Path, was: Kept) -> None:
    """Make the folder what it was, in place: what stands as it stood is not touched, so that it is known again."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if str(path) not in was.files and str(path) not in was.folders:
            path.rmdir() if path.is_dir() else path.unlink()
    for name in sorted(was.folders):
        Path(name).mkdir(exist_ok=True)
    for name, (content, time) in was.files.items():
        path = Path(name)
        if not path.exists() or path.stat().st_mtime_ns != time or path.stat().st_size != len(content):
            path.write_bytes(content)
            os.utime(path, ns=(time, time))
    for name, time in was.folders.items():
        os.utime(name, ns=(time, time))
