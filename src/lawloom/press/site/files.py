"""The site's files: written only where their bytes differ, claimed by who prints them, removed where nobody does."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from lawloom.errors import LawloomError, problem
from lawloom.press.site import ground, state
from lawloom.press.site.pouring import poured
from lawloom.press.site.state import Printed

_SUFFIX = ".printed"
_FOLDERS = "folders"  # what is remembered of the folders themselves; no part is so called
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


class Part:
    """One part of the site, printed by one hand: a subject, or the pages of the whole."""

    def __init__(self, files: Files, name: str, kept: Printed, under: str = "") -> None:
        self._files = files
        self.name = name
        self._under = under  # the folder, "fr/", from which this hand names its files
        self._kept = kept
        self._at = {path: at for at, path in enumerate(kept.names)}
        self._broken = set(state.altered(files.site, kept)) if kept.names else set()
        self._claimed = bytearray(len(kept.names))
        self._more = Printed()
        self._is_changed = False

    def stands(self, path: str, print_: int) -> bool:
        """Claim a file that shows what it showed and is as we left it; False: print it again.

        print_  a fingerprint, not 0, of all that the file shows
        """
        path = self._under + path
        at = self._at.get(path)
        if at is None or self._kept.prints[at] != print_ or at in self._broken:
            return False
        self._claimed[at] = 1
        self._files.claimed.add(path)
        self._files.unchanged += 1
        return True

    def stand_under(self, folder: str, print_: int) -> bool:
        """The same for all files of a folder, which were printed together; False: print all of them again."""
        start = self._under + folder
        found = [at for at, path in enumerate(self._kept.names) if path.startswith(start)]
        if not found or any(self._kept.prints[at] != print_ or at in self._broken for at in found):
            return False
        for at in found:
            self._claimed[at] = 1
        self._files.claimed.update(self._kept.names[at] for at in found)
        self._files.unchanged += len(found)
        return True

    def is_as_left(self, path: str) -> bool:
        """Whether the file stands on the disk as this part left it; claims nothing."""
        at = self._at.get(self._under + path)
        return at is not None and at not in self._broken

    def keep_all(self) -> bool:
        """Claim all that this part printed last time; False where some of it was touched since: print it again."""
        if self._broken or not self._at:
            return False
        self._claimed = bytearray(b"\1") * len(self._claimed)
        self._files.claimed.update(self._kept.names)
        self._files.unchanged += len(self._kept.names)
        return True

    def put(self, path: str, data: bytes | bytearray, print_: int = 0) -> bool:
        """Claim a file with these bytes; tells whether it had to be written.

        path  from the top of the site, or of the part's own folder; refused with ValueError where it could lead out
        """
        path = self._under + path
        if not _is_inside(path):
            raise ValueError(f"no name for a file of the site: {path!r}")
        at = self._at.get(path)
        as_left = None if at is None or at in self._broken else self._kept.sizes[at]
        size, time, written = self._files.put(path, data, known=as_left)
        self._is_changed = True
        self._files.claimed.add(path)
        if at is None:
            self._more.add(path, print_, size, time)
        else:
            self._claimed[at] = 1
            self._kept.prints[at], self._kept.sizes[at], self._kept.times[at] = print_, size, time
        return written

    def names(self) -> Iterator[str]:
        """All that was claimed so far."""
        yield from (name for name, claimed in zip(self._kept.names, self._claimed, strict=False) if claimed)
        yield from self._more.names

    @property
    def is_whole(self) -> bool:
        """Whether all that was printed last time stands as we left it."""
        return not self._broken

    @property
    def is_to_be_remembered(self) -> bool:
        """Whether what is remembered differs from the last time: something was printed, or is not claimed any more."""
        return self._is_changed or 0 in self._claimed

    def unclaimed(self) -> list[str]:
        """What was printed last time and not now."""
        return [name for name, claimed in zip(self._kept.names, self._claimed, strict=False) if not claimed]

    def printed(self) -> Printed:
        """What is to be remembered: all that was claimed."""
        kept, more = self._kept, self._more
        if 0 in self._claimed:
            stay = Printed()
            for at, claimed in enumerate(self._claimed):
                if claimed:
                    stay.add(kept.names[at], kept.prints[at], kept.sizes[at], kept.times[at])
            kept = stay
        kept.names += more.names
        kept.prints.extend(more.prints)
        kept.sizes.extend(more.sizes)
        kept.times.extend(more.times)
        return kept


class Files:
    """A folder that becomes the site.

    claimed    every file printed or kept this time
    written    how many had to be written; unchanged: how many not; removed: how many were nobody's
    """

    def __init__(self, site: Path, states: Path | None) -> None:
        """Begin to print.

        states  folder of what is remembered of the last printing; None: remember nothing and look at every file
        raises  LawloomError, before anything is written, where the folder is not ours
        """
        if not ground.is_ours(site):
            raise LawloomError(problem("site-is-not-ours", site.as_posix()))
        self.site = site
        self._top = site.as_posix()  # with forward slashes, which every system takes
        self.claimed: set[str] = set()
        self.written = self.unchanged = self.removed = 0
        self._states = states
        self._parts: dict[str, Part] = {}
        self._there: set[str] = set()  # folders known to be there
        self._fresh: set[str] = set()  # those of them that were made now: whatever is in them is ours
        self.claimed.add(ground.MARK)
        self._is_changing = ground.is_unfinished(site)
        if (site / ground.MARK).is_file():
            self.unchanged += 1
        else:  # first of all, so that a printing cut short is known for ours
            if _make(self._top):
                self._fresh.add(self._top)
            self._change()
            self.written += 1
        self._there.add(self._top)

    def part(self, name: str, under: str = "") -> Part:
        """The part of that name, with what is known of its last printing.

        under  the folder of the site from which it names its files: "fr/"
        """
        kept = state.read(self._states / (name + _SUFFIX)) if self._states else Printed()
        part = self._parts[name] = Part(self, name, kept, under)
        return part

    def forget(self, name: str) -> None:
        """Have the part of that name begin as if it had never been printed."""
        if self._states:
            (self._states / (name + _SUFFIX)).unlink(missing_ok=True)

    def put(self, path: str, data: bytes | bytearray, known: int | None = None) -> tuple[int, int, bool]:
        """Make a file hold these bytes: (size, time of the last change, whether it was written).

        known  its size, where it is known to stand there as we left it
        """
        target = self._place(path)
        folder = target.rpartition("/")[0]
        if folder not in self._there and _make(folder):
            self._fresh.add(folder)
        self._there.add(folder)
        if folder not in self._fresh and len(data) == (_size(target) if known is None else known):
            with open(target, "rb") as file:  # noqa: PTH123  ten thousand of them
                if file.read() == data:
                    stat = os.fstat(file.fileno())
                    self.unchanged += 1
                    return stat.st_size, stat.st_mtime_ns, False
        self._change()
        try:
            handle = os.open(target, _FLAGS, 0o666)
        except OSError:  # a folder or a link stands there
            _remove(target)
            handle = os.open(target, _FLAGS, 0o666)
        stat = poured(handle, data)
        self.written += 1
        return stat.st_size, stat.st_mtime_ns, True

    def keep_under(self, folder: str) -> None:
        """Claim whatever stands in a folder of the site, as it stands."""
        top = self.site / folder
        for path in sorted(top.rglob("*")) if top.is_dir() and not top.is_symlink() else ():
            if path.is_file() and not path.is_symlink():
                self.claimed.add(path.relative_to(self.site).as_posix())

    def finish(self) -> None:
        """Remove what nobody claimed and remember the rest."""
        folders = _folders(self.claimed)
        known = state.read(self._states / (_FOLDERS + _SUFFIX)) if self._states else Printed()
        times = dict(zip(known.names, known.times, strict=True))
        self._drop(set(times) - folders)
        touched = self._touched(folders, times)
        old = [name for name in touched if self._place(name) not in self._fresh]
        self._sweep(folders, old)
        if self._is_changing:
            ground.end(self.site)
        if self._states is None:
            return
        self._states.mkdir(parents=True, exist_ok=True)
        for part in self._parts.values():
            if part.is_to_be_remembered:
                state.write(self._states / (part.name + _SUFFIX), part.printed())
        if touched or len(times) != len(folders):
            times |= touched
            times.update((name, os.lstat(self._place(name)).st_mtime_ns) for name in old)
            state.write(self._states / (_FOLDERS + _SUFFIX), state.of_times({name: times[name] for name in folders}))
        for path in self._states.iterdir():
            if path.name.removesuffix(_SUFFIX) not in (*self._parts, _FOLDERS):
                path.unlink()

    def _change(self) -> None:
        """Have the mark say that the site is not whole, from the first change on."""
        if not self._is_changing:
            ground.begin(self.site)
            self._is_changing = True

    def _place(self, name: str) -> str:
        return f"{self._top}/{name}"

    def _drop(self, gone: set[str]) -> None:
        """Remove what was printed last time and is not claimed any more, and the folders that were only for that."""
        old = [name for part in self._parts.values() for name in part.unclaimed()]
        for path in self._states.iterdir() if self._states and self._states.is_dir() else ():
            if path.name.removesuffix(_SUFFIX) not in (*self._parts, _FOLDERS):
                old += state.read(path).names
        for name in old:
            if name not in self.claimed and _size(self._place(name)) is not None:
                self._change()
                os.unlink(self._place(name))  # noqa: PTH108
                self.removed += 1
        for name in gone:
            if name and (self.site / name).is_dir():
                self._change()
                shutil.rmtree(self.site / name)

    def _touched(self, folders: set[str], times: dict[str, int]) -> dict[str, int]:
        """Folders into which something came or from which something went since we last looked, with their times.

        The time of a folder changes with the names in it, so one look at each tells; opening ten thousand would take
        longer than everything else that one vote costs.
        """
        names = list(folders)
        stats = map(os.lstat, map(self._place, names))
        now = ((name, stat.st_mtime_ns) for name, stat in zip(names, stats, strict=True))
        return {name: time for name, time in now if times.get(name) != time}

    def _sweep(self, folders: set[str], touched: Iterable[str]) -> None:
        """Remove every file of these folders that is not claimed, and every folder that then holds none."""
        for folder in touched:
            with os.scandir(self.site / folder) as entries:
                found = list(entries)
            for entry in found:
                name = f"{folder}/{entry.name}" if folder else entry.name
                if entry.is_dir(follow_symlinks=False):
                    if name not in folders:
                        self._change()
                        shutil.rmtree(entry.path)
                        self.removed += 1
                elif name not in self.claimed:
                    self._change()
                    os.unlink(entry.path)  # noqa: PTH108
                    self.removed += 1


def _folders(paths: Iterable[str]) -> set[str]:
    """Every folder in which one of these files stands, at any depth; "" is the top."""
    folders = {""}
    for folder in {path.rpartition("/")[0] for path in paths}:
        while folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders


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
    except NotADirectoryError:
        _make(os.path.dirname(folder))  # noqa: PTH120  a file stands where one of its parents belongs
        return _make(folder)
    return True


def _remove(target: str) -> None:
    if os.path.isdir(target) and not os.path.islink(target):  # noqa: PTH112, PTH114
        shutil.rmtree(target)
    else:
        os.unlink(target)  # noqa: PTH108
