"""The steps of a story, through the command line alone: what a person would type, and what they would look at."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from journeys import warm

REPOSITORY = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
LAWLOOM = BIN / "lawloom"
AS_OF = "2027-03-18T06:00:00Z"


@dataclass(frozen=True)
class Told:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def all(self) -> str:
        return self.out + self.err


@dataclass
class Desk:
    """A person's machine: a folder, a home of their own, and the commands."""

    folder: Path  # of the consultation, once `new` has made it
    home: Path
    environment: dict[str, str] = field(default_factory=dict)

    def run(
        self, *command: str | Path, code: int | None = 0, at: Path | None = None, seconds: float = 300, **extra: str
    ) -> Told:
        """Run a command; fails the test on another exit code (None: any) and on every traceback."""
        words = [str(word) for word in command]
        folder, surroundings = at or self.folder, self.surroundings(extra)
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            if command[0] == LAWLOOM and warm.can_run(surroundings):
                ended = warm.run(words[1:], folder, surroundings, out, err, seconds)
            else:
                ended = subprocess.run(
                    words, cwd=folder, env=surroundings, stdout=out, stderr=err, timeout=seconds,
                    stdin=subprocess.DEVNULL, check=False,
                ).returncode  # fmt: skip
            told = Told(ended, *(_read(said) for said in (out, err)))
        assert "Traceback (most recent call last)" not in told.all, f"{command}\n{told.all[-4000:]}"
        assert code is None or told.code == code, f"{command} ended with {told.code}, not {code}:\n{told.all[-4000:]}"
        return told

    def lawloom(self, *words: str | Path, code: int | None = 0, **options: Any) -> Told:
        return self.run(LAWLOOM, *words, code=code, **options)

    def new(self, title: str = "A consultation", language: str = "en") -> Told:
        """`lawloom new` in an empty folder; its key lands in this desk's own home."""
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        return self.lawloom(
            "new", self.folder, "--title", title, "--language", language, "--repository", "owner/name",
            at=self.folder.parent,
        )  # fmt: skip

    def bring(self, form: str, path: Path, subject: str, *words: str, as_of: str = AS_OF, **options: Any) -> Told:
        """`lawloom import` at a fixed moment."""
        return self.lawloom("import", form, path, "--subject", subject, "--as-of", as_of, *words, **options)

    def tally(self) -> dict[str, Any]:
        """`lawloom tally --json`, its subjects."""
        return json.loads(self.lawloom("tally", "--json").out)["subjects"]

    def build(self, **options: Any) -> Told:
        return self.lawloom("build", **options)

    def verify_apart(self, *words: str | Path, code: int | None = 0) -> Told:
        """The independent verifier, with a bare Python that has nothing of ours installed."""
        script = REPOSITORY / "scripts" / "verify.py"
        return self.run(sys.executable, "-I", "-S", script, self.folder, *words, code=code)

    def copy(self, folder: Path) -> Desk:
        """The same consultation elsewhere, times of files kept; the same person."""
        shutil.copytree(self.folder, folder, symlinks=True)
        return Desk(folder, self.home, self.environment)

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def surroundings(self, extra: Mapping[str, str]) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "CI") if name in os.environ}
        own = {
            "HOME": str(self.home),
            "XDG_CONFIG_HOME": str(self.home / ".config"),
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "LAWLOOM_LANGUAGE": "en",
            "PYTHONDONTWRITEBYTECODE": "",
        }
        return {**kept, **own, **self.environment, **extra}


def _read(said: BinaryIO) -> str:
    said.seek(0)
    return said.read().decode(errors="replace")


def a_desk(folder: Path) -> Desk:
    """A fresh machine in a test's own folder."""
    home = folder / "home"
    home.mkdir(parents=True, exist_ok=True)
    return Desk(folder / "consultation", home)


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file by name, links named as what they are."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found[path.relative_to(folder).as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def differences(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """Names whose bytes differ or that one of the two lacks."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def marks(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of every file: what a write changes even where the bytes stay."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def rewritten(before: dict[str, tuple[int, int]], after: dict[str, tuple[int, int]]) -> list[str]:
    """Files written, made or removed between two looks."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def lines_of(path: Path) -> list[str]:
    """The lines of a text file, gzipped or not, without their ends."""
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    return data.decode("utf-8").splitlines()
