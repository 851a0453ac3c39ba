"""The site's files: written only where their bytes differ, claimed by who prints them, removed where nobody does."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from lawloom.press import state
from lawloom.press.state import Printed

_SUFFIX = ".printed"
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


class Part:
    """One part of the site, printed by one hand: a subject, or the pages of the whole."""

    def __init__(self, files: Files, name: str, kept: Printed) -> None:
        self._files = files
        self.name = name
        self.known_key = kept.key
        self.key = ""
        broken = set(state.altered(files.site, kept)) if kept.names else set()
        self.is_whole = not broken
        self._kept = kept
        self._standing = {name: at for at, name in enumerate(kept.names) if at not in broken}
        self._now = Printed()

    def stands(self, path: str, print_: int) -> bool:
        """Claim a file that shows what it showed and is as we left it; False: print it again.

        print_  a fingerprint, not 0, of all that the file shows
        """
        at = self._standing.get(path)
        if at is None or self._kept.prints[at] != print_:
            return False
        self._claim_kept(path, at)
        return True

    def keep_all(self) -> bool:
        """Claim all that this part printed last time; False where some of it was touched since: print it again."""
        if not self.is_whole or not self._kept.names:
            return False
        for path, at in self._standing.items():
            self._claim_kept(path, at)
        return True

    def put(self, path: str, data: bytes, print_: int = 0) -> bool:
        """Claim a file with these bytes; tells whether it had to be written.

        path  from the top of the site; refused with ValueError where it could lead out of it
        """
        if not _is_inside(path):
            raise ValueError(f"no name for a file of the site: {path!r}")
        at = self._standing.get(path)
        size, time, written = self._files.put(path, data, known=self._kept.sizes[at] if at is not None else None)
        self._files.claimed.add(path)
        self._now.add(path, print_, size, time)
        return written

    def _claim_kept(self, path: str, at: int) -> None:
        self._files.claimed.add(path)
        self._files.unchanged += 1
        kept = self._kept
        self._now.add(path, kept.prints[at], kept.sizes[at], kept.times[at])

    @property
    def now(self) -> Printed:
        self._now.key = self.key
        return self._now


class Files:
    """A folder that becomes the site.

    claimed    every file printed or kept this time
    written    how many had to be written; unchanged: how many not; removed: how many were nobody's
    """

    def __init__(self, site: Path, states: Path | None) -> None:
        """Begin to print.

        states  folder of what is remembered of the last printing; None: remember nothing and look at every file
        """
        self.site = site
        self.claimed: set[str] = set()
        self.written = self.unchanged = self.removed = 0
        self._states = states
        self._parts: dict[str, Part] = {}
        self._there: set[str] = set()  # folders known to be there
        self._fresh: set[str] = set()  # those of them that were made now: whatever is in them is ours
        self.is_ours = _may_clean(site)

    def part(self, name: str) -> Part:
        """The part of that name, with what is known of its last printing."""
        kept = state.read(self._states / (name + _SUFFIX)) if self._states else Printed()
        part = self._parts[name] = Part(self, name, kept)
        return part

    def put(self, path: str, data: bytes, known: int | None = None) -> tuple[int, int, bool]:
        """Make a file hold these bytes: (size, time of the last change, whether it was written).

        known  its size, where it is known to stand there as we left it
        """
        target = f"{self.site}{os.sep}{path}"
        folder = target.rpartition(os.sep)[0]
        if folder not in self._there and _make(folder):
            self._fresh.add(folder)
        self._there.add(folder)
        if folder not in self._fresh and len(data) == (_size(target) if known is None else known):
            with open(target, "rb") as file:  # noqa: PTH123  ten thousand of them
                if file.read() == data:
                    stat = os.fstat(file.fileno())
                    self.unchanged += 1
                    return stat.st_size, stat.st_mtime_ns, False
        try:
            handle = os.open(target, _FLAGS, 0o666)
        except OSError:  # a folder or a link stands there
            _remove(target)
            handle = os.open(target, _FLAGS, 0o666)
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(handle, view) :]
            stat = os.fstat(handle)
        finally:
            os.close(handle)
        self.written += 1
        return stat.st_size, stat.st_mtime_ns, True

    def finish(self) -> None:
        """Remove what nobody claimed and remember the rest."""
        if self.is_ours:
            self._sweep()
        if self._states is None:
            return
        self._states.mkdir(parents=True, exist_ok=True)
        for part in self._parts.values():
            state.write(self._states / (part.name + _SUFFIX), part.now)
        for path in self._states.iterdir():
            if path.name.removesuffix(_SUFFIX) not in self._parts:
                path.unlink()

    def _sweep(self) -> None:
        """Every file that is not claimed, and every folder that then holds none."""
        folders = {""}
        for path in self.claimed:
            folder = path.rpartition("/")[0]
            while folder not in folders:
                folders.add(folder)
                folder = folder.rpartition("/")[0]
        prefix = f"{self.site}{os.sep}"
        for folder in folders:
            if prefix + folder in self._fresh:
                continue
            for entry in _entries(self.site / folder):
                name = f"{folder}/{entry.name}" if folder else entry.name
                if entry.is_dir(follow_symlinks=False):
                    if name not in folders:
                        shutil.rmtree(entry.path)
                        self.removed += 1
                elif name not in self.claimed:
                    os.unlink(entry.path)  # noqa: PTH108
                    self.removed += 1


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            yield from list(entries)
    except FileNotFoundError:
        return


def _is_inside(path: str) -> bool:
    return bool(path) and not path.startswith("/") and "\\" not in path and not ({"", ".", ".."} & set(path.split("/")))


def _size(target: str) -> int | None:
    try:
        stat = os.lstat(target)
    except OSError:
        return None
    return stat.st_size if stat.st_mode & 0o170000 == 0o100000 else None


def _make(folder: str) -> bool:
    """Make a folder; tells whether it was not there."""
    try:
        os.mkdir(folder)  # noqa: PTH102  its parent is nearly always there
    except FileNotFoundError:
        _make(os.path.dirname(folder))  # noqa: PTH120
        os.mkdir(folder)  # noqa: PTH102
    except FileExistsError:
        if os.path.isdir(folder) and not os.path.islink(folder):  # noqa: PTH112, PTH114
            return False
        os.unlink(folder)  # noqa: PTH108  a file or a link stands where a folder belongs
        os.mkdir(folder)  # noqa: PTH102
    return True


def _remove(target: str) -> None:
    if os.path.isdir(target) and not os.path.islink(target):  # noqa: PTH112, PTH114
        shutil.rmtree(target)
    else:
        os.unlink(target)  # noqa: PTH108


def _may_clean(site: Path) -> bool:
    """Whether the folder is a site of ours, or will be: empty, not there yet, or with our style sheet in it.

    A person who names the wrong folder must not find it emptied.
    """
    try:
        names = {path.name for path in site.iterdir()}
    except FileNotFoundError:
        return True
    return not names or (site / "assets" / "lean.css").is_file() or names <= {"index.html", "sitemap.xml"}
