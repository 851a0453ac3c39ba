"""The files that people write, as they stand on disk: found without following links, read as UTF-8, or refused."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path

from lawloom.content import names
from lawloom.errors import Place, Problem, problem

LARGEST_TEXT = 5 * 2**20  # bytes of a Markdown or YAML file
LARGEST_MEDIA = 50 * 2**20  # bytes of a picture, a sound or a video
DEEPEST_FOLDER = 6  # below content/
MOST_FILES = 50_000

TEXT_SUFFIXES = frozenset({".md", ".yml"})
_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".svg"})
_SOUND_AND_FILM = frozenset({".mp4", ".webm", ".ogg", ".ogv", ".oga", ".mp3", ".m4a", ".vtt", ".srt"})
MEDIA_SUFFIXES = _PICTURES | _SOUND_AND_FILM | {".pdf", ".odt", ".csv", ".txt"}


@dataclass(frozen=True, slots=True)
class Tree:
    """Regular files with sound names, by name as people write it ("content/people.yml"), sorted; what was refused."""

    files: dict[str, Path] = field(default_factory=dict)
    folders: dict[str, Path] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def in_folder(self, folder: str, suffix: str = "") -> list[str]:
        """Names of the files that stand directly in a folder, sorted."""
        depth = folder.count("/") + 1
        return [n for n in self.files if n.startswith(f"{folder}/") and n.count("/") == depth and n.endswith(suffix)]

    def folders_in(self, folder: str) -> list[str]:
        depth = folder.count("/") + 1
        return [n for n in self.folders if n.startswith(f"{folder}/") and n.count("/") == depth]


def tree(root: Path, top: str) -> Tree:
    """All files under root/top; links, other repositories, devices and names that other systems refuse are told."""
    found = Tree()
    executable: list[str] = []
    if (root / top).is_symlink():
        found.problems.append(problem("symlink", top))
    elif (root / top).is_dir():
        _walk(root / top, top, found, executable, 0)
    # Where every file is executable it is the file system that says so, not a person.
    if len(executable) < len(found.files):
        found.problems.extend(problem("executable", name) for name in executable)
    for mapping in (found.files, found.folders):
        ordered = dict(sorted(mapping.items()))
        mapping.clear()
        mapping.update(ordered)
    return found


def _walk(folder: Path, name: str, found: Tree, executable: list[str], depth: int) -> None:
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        found.problems.append(problem("unreadable", name, detail=error.strerror or type(error).__name__))
        return
    clashing = dict(names.collisions(entry.name for entry in listed if names.fault_of(entry.name) is None))
    for entry in listed:
        place = f"{name}/{names.shown(entry.name)}"
        if len(found.files) >= MOST_FILES:
            found.problems.append(problem("too-many-files", name, most=MOST_FILES))
            return
        if fault := names.fault_of(entry.name):
            found.problems.append(Problem(Place(place), fault[0], fault[1]))
        elif entry.is_symlink():
            found.problems.append(problem("symlink", place))
        elif entry.name in clashing:
            found.problems.append(problem("name-collision", place, other=clashing[entry.name]))
        elif entry.name.casefold() in {".git", "git~1", ".gitmodules"}:
            found.problems.append(problem("nested-repository", place))
        elif entry.is_dir(follow_symlinks=False):
            if entry.name.startswith("."):
                continue
            if depth >= DEEPEST_FOLDER:
                found.problems.append(problem("folder-too-deep", place, most=DEEPEST_FOLDER))
                continue
            found.folders[place] = Path(entry.path)
            _walk(Path(entry.path), place, found, executable, depth + 1)
        else:
            _take_file(entry, place, found, executable)


def _take_file(entry: os.DirEntry[str], place: str, found: Tree, executable: list[str]) -> None:
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError as error:
        found.problems.append(problem("unreadable", place, detail=error.strerror or type(error).__name__))
        return
    if not stat.S_ISREG(status.st_mode):
        found.problems.append(problem("not-a-file", place))
        return
    if entry.name == ".gitattributes":
        look_for_filters(Path(entry.path), place, found)
        return
    if entry.name.startswith("."):
        return  # what editors and systems leave behind: .DS_Store, .gitkeep
    most = LARGEST_TEXT if Path(entry.name).suffix in TEXT_SUFFIXES else LARGEST_MEDIA
    if status.st_size > most:
        found.problems.append(problem("too-large", place, size=status.st_size, most=most))
        return
    found.files[place] = Path(entry.path)
    if status.st_mode & 0o111:
        executable.append(place)


def look_for_filters(path: Path, place: str, found: Tree) -> None:
    """Tell of every row of a .gitattributes file by which git would change files when it checks them out."""
    text, problems = read_text(path, place)
    found.problems.extend(problems)
    for line, row in enumerate((text or "").split("\n"), 1):
        if re.search(r"\s(filter|diff|merge)=", row) and not row.lstrip().startswith("#"):
            found.problems.append(problem("gitattributes-filter", place, line, row=row.strip()))


def regular_file(path: Path, name: str) -> Problem | None:
    """What keeps one file from being read, without opening it: a link, a device, too many bytes; None: nothing."""
    try:
        status = path.lstat()
    except OSError:
        return problem("file-missing", name)
    if stat.S_ISLNK(status.st_mode):
        return problem("symlink", name)
    if not stat.S_ISREG(status.st_mode):
        return problem("not-a-file", name)
    if status.st_size > LARGEST_TEXT:
        return problem("too-large", name, size=status.st_size, most=LARGEST_TEXT)
    return None


def read_text(path: Path, name: str) -> tuple[str | None, list[Problem]]:
    """The text of a file, or None and why it is not read. A byte order mark is told and left out."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return None, [problem("unreadable", name, detail=error.strerror or type(error).__name__)]
    return decoded(raw, name)


def decoded(raw: bytes, name: str) -> tuple[str | None, list[Problem]]:
    """Bytes as UTF-8 text; what is not is told with its byte offset, counted from 0."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, [problem("utf-16", name, 1, offset=0)]
    if raw.startswith(b"version https://git-lfs.github.com/spec/"):
        return None, [problem("lfs-pointer", name, 1)]
    problems = []
    if raw.startswith(b"\xef\xbb\xbf"):
        problems.append(problem("byte-order-mark", name, 1, offset=0))
        raw = raw[3:]
        skipped = 3
    else:
        skipped = 0
    if (nul := raw.find(b"\0")) >= 0:
        return None, [*problems, problem("nul-byte", name, raw.count(b"\n", 0, nul) + 1, offset=nul + skipped)]
    try:
        return raw.decode("utf-8"), problems
    except UnicodeDecodeError as error:
        at = error.start
        begin, end = raw.rfind(b"\n", 0, at) + 1, raw.find(b"\n", at)
        row = raw[begin : end if end >= 0 else len(raw)].decode("latin-1").strip()
        bad = problem(
            "not-utf-8", name, raw.count(b"\n", 0, at) + 1, offset=at + skipped, byte=f"0x{raw[at]:02X}", row=row
        )
        return None, [*problems, bad]
