"""Which engine this is: the key of every cache that an edit of the engine must empty."""

from __future__ import annotations

import hashlib
import os
from functools import cache

from lawloom import __version__


@cache
def engine_fingerprint() -> str:
    """Digest of name, size and time of every file of the package: cheap, and never printed on a page."""
    root = os.path.dirname(__file__)  # noqa: PTH120  three hundred files: pathlib would cost more than the rest
    digest = hashlib.sha256(__version__.encode())
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(files):
            stat = os.stat(f"{folder}/{name}")  # noqa: PTH116
            digest.update(f"{folder[len(root) :]}/{name}\0{stat.st_size}\0{stat.st_mtime_ns}\0".encode())
    return digest.hexdigest()
