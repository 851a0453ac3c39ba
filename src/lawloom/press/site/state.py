"""What the press printed last time, a few bytes for each file: enough to leave alone what need not be printed again."""

from __future__ import annotations

import json
import os
import sys
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

FORMAT = 1
_SMALLEST = 8  # bytes of each number


@dataclass(slots=True)
class Printed:
    """Files of one part of the site: name, fingerprint of what each shows, size and time on the disk.

    names    from the top of the site
    prints   64 bits each; 0: none was told
    sizes    bytes
    times    of the last change, nanoseconds
    """

    names: list[str] = field(default_factory=list)
    prints: array[int] = field(default_factory=lambda: array("Q"))
    sizes: array[int] = field(default_factory=lambda: array("Q"))
    times: array[int] = field(default_factory=lambda: array("Q"))

    def add(self, name: str, print_: int, size: int, time: int) -> None:
        self.names.append(name)
        self.prints.append(print_)
        self.sizes.append(size)
        self.times.append(time)


def read(path: Path) -> Printed:
    """What was kept; empty where nothing was, or where it cannot be read: then everything is printed again."""
    try:
        raw = path.read_bytes()
        head, _, rest = raw.partition(b"\n")
        about = json.loads(head)
        if about["format"] != FORMAT or about["order"] != sys.byteorder:
            return Printed()
        count, length = int(about["count"]), int(about["length"])
        text = rest[:length].decode("utf-8")
        if text.startswith(("/", "../")) or any(sign in text for sign in ("/../", "\n../", "\n/", "/..\n", "\\")):
            return Printed()  # not ours: what is no longer claimed is removed, so no name may lead out of the site
        names = text.split("\n") if count else []
        found = Printed(names)
        numbers = rest[length:]
        size = count * _SMALLEST
        for position, column in enumerate((found.prints, found.sizes, found.times)):
            column.frombytes(numbers[position * size : (position + 1) * size])
        if len(names) != count or len(found.times) != count or len(numbers) != 3 * size:
            return Printed()
        return found
    except (OSError, ValueError, KeyError, TypeError):
        return Printed()


def write(path: Path, printed: Printed) -> None:
    """Keep it, whole or not at all."""
    names = "\n".join(printed.names).encode("utf-8")
    about = {
        "format": FORMAT,
        "order": sys.byteorder,
        "count": len(printed.names),
        "length": len(names),
    }
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with draft.open("wb") as file:
        file.write(json.dumps(about).encode() + b"\n" + names)
        for column in (printed.prints, printed.sizes, printed.times):
            file.write(column.tobytes())
    draft.replace(path)


def of_times(times: Mapping[str, int]) -> Printed:
    """Names with nothing but a time."""
    names = sorted(times)
    nothing = array("Q", bytes(_SMALLEST * len(names)))
    return Printed(names, nothing, nothing[:], array("Q", [times[name] for name in names]))


def altered(site: Path, printed: Printed) -> list[int]:
    """Positions of the files that are gone or are not as they were left: other size, other time, or no file."""
    prefix, lstat, found = f"{site.as_posix()}/", os.lstat, []
    # One after another: ten thousand answers kept together would take half as long again.
    for position, (name, size, time) in enumerate(zip(printed.names, printed.sizes, printed.times, strict=True)):
        try:
            stat = lstat(prefix + name)
        except OSError:
            found.append(position)
            continue
        if stat.st_mtime_ns != time or stat.st_size != size:
            found.append(position)
    return found


def touched(site: Path, folders: Printed, some: Iterable[int]) -> bool:
    """Whether something came into one of these folders or went from it since.

    some  their positions
    """
    prefix, names, times = f"{site.as_posix()}/", folders.names, folders.times
    return any(os.lstat(prefix + names[at]).st_mtime_ns != times[at] for at in some)
