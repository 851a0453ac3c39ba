"""A process of its own for other people's Markdown: little memory, little time, and one bad text costs one text.

`python -m lawloom.press.html.sandbox` is the child; Sandbox is the parent's hand on it. They speak in batches over a
pipe: a count, then each text as its length and its UTF-8; the answer to each is a length (or NOTHING) and UTF-8.
"""

from __future__ import annotations

import os
import select
import struct
import subprocess
import sys
import time
from collections.abc import Sequence
from types import TracebackType
from typing import IO, BinaryIO

MEMORY = 256 * 1024 * 1024  # bytes of address space
SECONDS = 1.5  # of processor, for one text
PATIENCE = 60.0  # seconds on the wall, for one text: a child that neither works nor dies
START = 120.0  # seconds on the wall until the child is ready; it reads a few hundred files
BATCH = 64  # texts sent before the answers are read
NOTHING = 0xFFFFFFFF
READY = b"ready\n"
_WORD = struct.Struct(">I")


class Sandbox:
    """Renders texts in a child that is started when first needed, kept, and replaced when a text kills it."""

    def __init__(self, *, seconds: float = SECONDS, patience: float = PATIENCE) -> None:
        self._seconds = seconds
        self._patience = patience
        self._child: subprocess.Popen[bytes] | None = None
        self.deaths = 0

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the child, if there is one."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe:
                pipe.close()

    def rendered(self, texts: Sequence[str]) -> list[str | None]:
        """HTML of each text, in order; None for one that the child died of."""
        answers: list[str | None] = []
        while len(answers) < len(texts):
            batch = texts[len(answers) : len(answers) + BATCH]
            got = self._ask(batch)
            answers += got
            if len(got) < len(batch):  # it died while at work on the next one
                self.close()
                self.deaths += 1
                answers.append(None)
        return answers

    def _ask(self, batch: Sequence[str]) -> list[str | None]:
        child = self._child or self._start()
        if child.stdin is None or child.stdout is None:  # never: both are pipes
            return []
        message = [_WORD.pack(len(batch))]
        for text in batch:
            raw = text.encode("utf-8")
            message += (_WORD.pack(len(raw)), raw)
        answers: list[str | None] = []
        try:
            child.stdin.write(b"".join(message))
            child.stdin.flush()
            for _ in batch:
                answers.append(self._answer(child.stdout))
        except (OSError, EOFError):
            pass
        return answers

    def _answer(self, pipe: IO[bytes]) -> str | None:
        until = time.monotonic() + self._patience
        length = _WORD.unpack(_read(pipe.fileno(), _WORD.size, until))[0]
        return None if length == NOTHING else _read(pipe.fileno(), length, until).decode("utf-8")

    def _start(self) -> subprocess.Popen[bytes]:
        # -P: a file called nh3.py in the folder of a consultation must not be taken for the library.
        known = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")}
        self._child = subprocess.Popen(
            [sys.executable, "-P", "-X", "utf8", "-m", "lawloom.press.html.sandbox", str(self._seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=known | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONHASHSEED": "0"},
        )
        if self._child.stdout is None or not _is_ready(self._child.stdout):
            self.close()
            # Never in silence: every text would be shown as typed, and the site would not be the same twice.
            raise OSError("the process that renders Markdown did not start; its own message stands above")
        return self._child


def _is_ready(pipe: IO[bytes]) -> bool:
    try:
        return _read(pipe.fileno(), len(READY), time.monotonic() + START) == READY
    except (OSError, EOFError):
        return False


def _read(pipe: int, size: int, until: float) -> bytes:
    """Exactly so many bytes; EOFError where the other end closed or the time is up."""
    data = b""
    while len(data) < size:
        left = until - time.monotonic()
        if left <= 0 or (os.name == "posix" and not select.select([pipe], [], [], left)[0]):
            raise EOFError
        more = os.read(pipe, size - len(data))
        if not more:
            raise EOFError
        data += more
    return data


# --- the child --------------------------------------------------------------------------------------------------------


def serve(requests: BinaryIO, answers: BinaryIO, seconds: float) -> None:
    """Answer batches until the parent goes away."""
    from lawloom.press.html.markdown import rendered

    rendered("*warm* up")
    _limit_memory()
    answers.write(READY)
    answers.flush()
    while head := requests.read(_WORD.size):
        texts = [
            requests.read(_WORD.unpack(requests.read(_WORD.size))[0]).decode("utf-8")
            for _ in range(_WORD.unpack(head)[0])
        ]
        for text in texts:
            _set_timer(seconds)
            try:
                raw: bytes | None = rendered(text).encode("utf-8")
            except (MemoryError, RecursionError, ValueError, IndexError, KeyError, AttributeError, TypeError):
                raw = None  # a fault of the renderer: this text is shown as typed
            _set_timer(0)
            answers.write(_WORD.pack(NOTHING) if raw is None else _WORD.pack(len(raw)) + raw)
            answers.flush()


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows: time alone is limited there, by the parent's patience
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _set_timer(seconds: float) -> None:
    """Die in so many seconds of processor time. The signal keeps its default action: a loop in C dies of it too."""
    import signal

    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer, float(sys.argv[1]))
