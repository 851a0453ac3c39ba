"""The command line without its start: a process that has loaded Lawloom once and forks itself for each command.

Loading Python, Lawloom and MkDocs takes half of a small command's time, and journeys run hundreds of small commands.
Each command still has a process, a folder and an environment of its own, and ends with an exit code. Whatever depends
on how Python itself is started (hash seed, locale) needs a process of its own: `can_run` says so.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

# What the slowest command loads; a fork of it has the rest already.
LOADED = ("lawloom.press.mkdocs_plugin", "lawloom.press.publish.publish", "lawloom.stages", "lawloom.cli.commands",
          "mkdocs.commands.build", "material")  # fmt: skip
AT_THE_START = ("PYTHONHASHSEED", "LC_ALL")  # variables that Python reads once
PLAIN = {"LC_ALL": "C.UTF-8"}
_idle: list[Warm] = []


def can_run(environment: Mapping[str, str]) -> bool:
    """Whether a process that was started plainly behaves as one started with these variables."""
    return all(environment.get(name) == PLAIN.get(name) for name in AT_THE_START)


def run(
    words: Sequence[str], folder: Path, environment: Mapping[str, str], out: BinaryIO, err: BinaryIO, seconds: float
) -> int:
    """Run `lawloom` with these words; its exit code. Raises subprocess.TimeoutExpired, the command being killed."""
    warm = _idle.pop() if _idle else Warm()
    code = warm.run(words, folder, environment, out, err, seconds)
    _idle.append(warm)  # after a failure it is not used again
    return code


class Warm:
    """One such process, and the line to it."""

    def __init__(self) -> None:
        self.line, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, __file__, str(theirs.fileno())], pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL,
                env={**os.environ, **PLAIN},
            )  # fmt: skip
        atexit.register(self.end)

    def run(
        self, words: Sequence[str], folder: Path, environment: Mapping[str, str], out: BinaryIO, err: BinaryIO,
        seconds: float,
    ) -> int:  # fmt: skip
        asked = json.dumps({"words": words, "folder": str(folder), "environment": dict(environment)}).encode()
        socket.send_fds(self.line, [len(asked).to_bytes(8, "big")], [out.fileno(), err.fileno()])
        self.line.sendall(asked)
        number = int.from_bytes(_read(self.line, 8), "big")
        self.line.settimeout(seconds)
        try:
            code = int.from_bytes(_read(self.line, 8), "big", signed=True)
        except BaseException as error:  # somebody who does not want to wait any longer, too
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
            self.end()
            if isinstance(error, TimeoutError):
                raise subprocess.TimeoutExpired(list(words), seconds) from None
            raise
        self.line.settimeout(None)
        return code

    def end(self) -> None:
        self.line.close()
        self.process.wait()


def _read(line: socket.socket, size: int) -> bytes:
    read = b""
    while len(read) < size:
        some = line.recv(size - len(read))
        if not some:
            raise ConnectionError("the process that runs the commands has ended")
        read += some
    return read


def serve(line: socket.socket) -> None:
    """Run what is asked for, one command after another, until the line is closed."""
    while True:
        try:
            size, fds = _sized(line)
        except ConnectionError:
            return
        asked = json.loads(_read(line, size))
        number = os.fork()
        if not number:
            line.close()
            _become(asked, *fds)
        for fd in fds:
            os.close(fd)
        line.sendall(number.to_bytes(8, "big"))
        _, status = os.waitpid(number, 0)
        with contextlib.suppress(OSError):  # who asked may have given up
            line.sendall(os.waitstatus_to_exitcode(status).to_bytes(8, "big", signed=True))


def _sized(line: socket.socket) -> tuple[int, list[int]]:
    """The size of what is asked, and the files for what will be said."""
    head, fds, _, _ = socket.recv_fds(line, 8, 2)
    if len(head) < 8:
        head += _read(line, 8 - len(head))
    return int.from_bytes(head, "big"), fds


def _become(asked: dict, out: int, err: int) -> None:
    """Be the command, as a process of its own would be; does not return."""
    code = 1
    try:
        os.dup2(out, 1)
        os.dup2(err, 2)
        os.close(out)
        os.close(err)
        sys.stdout = open(1, "w", encoding="utf-8", errors="surrogateescape", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", 1, encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
        code = _ended(asked)
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _ended(asked: dict) -> int:
    """The exit code of the command. Whatever goes wrong on the way to it is told as Python tells it, too."""
    try:
        os.environ.clear()
        os.environ.update(asked["environment"])
        os.chdir(asked["folder"])
        time.tzset()
        sys.argv = ["lawloom", *asked["words"]]
        from lawloom.cli import main

        main()
    except SystemExit as ended:
        if isinstance(ended.code, str):
            print(ended.code, file=sys.stderr)
        return ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
        return 1
    return 0


if __name__ == "__main__":
    sys.path.pop(0)  # the folder of this file, which a command does not see
    for module in LOADED:
        __import__(module)
    with socket.socket(fileno=int(sys.argv[1])) as asked_for:
        serve(asked_for)
