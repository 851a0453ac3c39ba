"""Which engine this is: the key of every cache that an edit of the engine must empty."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import cache

from lawloom import __version__


@cache
def engine_fingerprint() -> str:
    """Digest of name, size and time of every file of the package: cheap, and never printed on a page."""
    root = os.path.dirname(__file__)  # noqa: PTH120  three hundred files: pathlib would cost more than the rest
    digest = hashlib.sha256(__version__.encode())
    digest.update("\n".join(sorted(_files(root, ""))).encode())
    return digest.hexdigest()


def _files(folder: str, name: str) -> Iterator[str]:
    """A line for each file in a folder, whose name begins with that of the folder."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files(entry.path, f"{name}{entry.name}/")
            else:
                stat = entry.stat()
                yield f"{name}{entry.name}\0{stat.st_size}\0{stat.st_mtime_ns}"
