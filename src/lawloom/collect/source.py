"""The files of an export: which there are, their digests, how they are packed and in which letters they are written.

Everything about a whole file is found out here, before one row is taken: what is damaged as a whole (a cut gzip, an
image, UTF-16 that breaks off) stops the import with nothing half-read.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from lawloom.collect.letters import Letters, Reader
from lawloom.errors import ContentProblems, Problem, SourceUnavailable, problem

MAX_FILES = 1000
LONGEST_LINE = 32 * 1024 * 1024  # characters; a JSON line holds a proposal with all its arguments
_CHUNK = 1024 * 1024
_PACKED = {
    b"PK\x03\x04": "zip",
    b"\xfd7zXZ": "xz",
    b"BZh": "bzip2",
    b"7z\xbc\xaf": "7z",
    b"%PDF": "pdf",
    b"\x89PNG": "png",
}
_PAGE = re.compile(r"\.(?:html?|xml|svg)(?:\.gz)?", re.IGNORECASE)
MOST_UNPACKED = 4 << 30  # bytes of a compressed file: a small one can hold a thousand times its size
_GZIP_ERRORS = (EOFError, zlib.error, gzip.BadGzipFile)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file that was looked at from its first byte to its last."""

    path: Path
    name: str  # as people call it: export/votes.csv.gz
    digest: str  # SHA-256 of its bytes as they lie there, packed or not
    packed: bool
    letters: Letters

    def lines(self) -> Iterator[str]:
        """Its physical lines with their ends (\\n, \\r\\n or \\r), from the first; a byte order mark left out.

        A line beyond LONGEST_LINE comes cut, without its end: the rest is skipped.
        raises  SourceUnavailable where the file changed or went away since it was looked at
        """
        try:
            with _opened(self.path, self.packed) as stream:
                stream.read(self.letters.mark)
                text = io.TextIOWrapper(
                    cast("io.BufferedReader", stream), self.letters.encoding, self.letters.errors, newline=""
                )
                while line := text.readline(LONGEST_LINE):
                    yield line
                    while len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
                        line = text.readline(LONGEST_LINE)
        except (OSError, UnicodeError, *_GZIP_ERRORS) as wrong:
            raise SourceUnavailable(problem("source-changed", self.name)) from wrong


@dataclass(frozen=True, slots=True)
class Source:
    """What `import` was pointed at."""

    files: tuple[SourceFile, ...]  # by name
    skipped: tuple[Problem, ...]  # links and folders that were not looked into


def look_at(path: Path) -> Source:
    """The file at path, or the files of the folder at path (not of folders in it), each read through once.

    raises  ContentProblems, naming every file that cannot be read as text; SourceUnavailable if there is nothing there
    """
    skipped: list[Problem] = []
    if path.is_dir():
        found = []
        for inner in sorted(path.iterdir(), key=lambda one: one.name):
            name = f"{path.name}/{inner.name}"
            if inner.is_symlink() or not inner.is_file():
                if not inner.name.startswith("."):
                    skipped.append(problem("source-not-a-file", name, warning=True))
            elif not inner.name.startswith(".") and not inner.name.lower().startswith("readme"):
                found.append((inner, name))
        if len(found) > MAX_FILES:
            raise ContentProblems(problem("source-too-many", path.name, found=len(found), most=MAX_FILES))
    elif path.is_file():
        found = [(path, path.name)]
    else:
        raise SourceUnavailable(problem("source-missing", path.name or str(path)))
    if not found:
        raise ContentProblems(problem("source-empty-folder", path.name))
    files: list[SourceFile] = []
    problems: list[Problem] = []
    for inner, name in found:
        looked = _looked_at(inner, name)
        if isinstance(looked, Problem):
            beside = looked.code == "source-packed" or (looked.code == "source-html" and _PAGE.search(name))
            if beside and len(found) > 1:  # a photograph, an archive or a page lying beside the tables
                skipped.append(problem("source-not-a-table", name, warning=True))
            else:
                problems.append(looked)
        else:
            files.append(looked)
    if problems:
        raise ContentProblems(*problems)
    return Source(tuple(files), tuple(skipped))


def _looked_at(path: Path, name: str) -> SourceFile | Problem:
    try:
        with path.open("rb") as raw:
            head = raw.read(8)
            raw.seek(0)
            whole = hashlib.file_digest(raw, "sha256").hexdigest()
        packed = head.startswith(b"\x1f\x8b")
        reader = Reader()
        read = 0
        with _opened(path, packed) as stream:
            while chunk := stream.read(_CHUNK):
                kind = "" if read else next((what for magic, what in _PACKED.items() if chunk.startswith(magic)), "")
                if kind:
                    return problem("source-packed", name, found=kind)
                if not read and chunk.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
                    return problem("source-html", name, 1)
                reader.feed(chunk)
                read += len(chunk)
                if packed and read > MOST_UNPACKED:
                    return problem("source-unpacks-too-large", name, most=MOST_UNPACKED >> 20)
    except _GZIP_ERRORS:
        return problem("source-gzip-damaged", name)
    except OSError as wrong:
        raise SourceUnavailable(problem("source-unreadable", name, found=wrong.strerror or "?")) from wrong
    letters = reader.finish()
    if letters.broken_at is not None:
        return problem("source-not-text", name, byte=letters.broken_at, encoding=letters.encoding)
    return SourceFile(path, name, whole, packed, letters)


def _opened(path: Path, packed: bool) -> BinaryIO:
    return cast(BinaryIO, gzip.open(path, "rb")) if packed else path.open("rb")
