"""The site as the last build left it: looked over once, then changed file by file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from lawloom.press.site import ground, state
from lawloom.press.site.pouring import poured
from lawloom.press.site.state import Printed
from lawloom.tally.one_more import Unusual

_SUFFIX = ".printed"
_FOLDERS = "folders"
TURNS = 16
_FLAGS = os.O_WRONLY | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


class StandingFiles:
    """Every file that the last build printed or left standing, by part."""

    def __init__(self, site: Path, states: Path, turn: int) -> None:
        """Look at every file, and at most folders.

        turn    which of the folders of contributions are looked at this time, one of 16
        raises  Unusual where something was changed, taken away or put there since
        """
        self._top = str(site)
        self._states = states
        self.parts: dict[str, Printed] = {}
        for path in sorted(states.glob(f"*{_SUFFIX}")):
            self.parts[path.name.removesuffix(_SUFFIX)] = state.read(path)
        folders = self.parts.pop(_FOLDERS, Printed())
        if not folders.names or any(state.altered(site, part) for part in self.parts.values()):
            raise Unusual
        if state.touched(site, folders, _to_look_at(folders.names, turn)):
            raise Unusual
        self._written: dict[tuple[str, int], tuple[bytes, int]] = {}

    def __len__(self) -> int:
        return sum(len(part.names) for part in self.parts.values())

    def read(self, name: str) -> bytes:
        """What a file of the site holds."""
        with open(f"{self._top}/{name}", "rb") as file:  # noqa: PTH123
            return file.read()

    def swap(self, part: str, name: str, data: bytes, print_: int = 0) -> None:
        """Make a file hold these bytes, when all is written.

        print_  the fingerprint that the next whole printing will look for; 0: it is printed anew then
        """
        try:
            at = self.parts[part].names.index(name)
        except ValueError as stranger:
            raise Unusual from stranger
        self._written[part, at] = data, print_

    def write(self) -> int:
        """Write what was swapped and remember it; how many files."""
        if self._written:
            ground.begin(Path(self._top))
        for (name, at), (data, print_) in self._written.items():
            part = self.parts[name]
            handle = os.open(f"{self._top}/{part.names[at]}", _FLAGS)
            stat = poured(handle, data)
            part.prints[at], part.sizes[at], part.times[at] = print_, stat.st_size, stat.st_mtime_ns
        if self._written:
            ground.end(Path(self._top))
        for name in dict.fromkeys(part for part, _ in self._written):
            state.write(self._states / (name + _SUFFIX), self.parts[name])
        return len(self._written)


def _to_look_at(folders: Sequence[str], turn: int) -> Iterable[int]:
    """Positions of the folders in which to look for what nobody printed.

    Those of contributions are nearly all there are, and each holds one page, which was looked at. A sixteenth of them
    is looked at each time, and all of them at every whole printing.
    """
    return (at for at, name in enumerate(folders) if at % TURNS == turn % TURNS or "/c/" not in name)
