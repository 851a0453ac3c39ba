"""Which engine this is: the key of every cache that an edit of the engine must empty."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from lawloom import __version__


@cache
def engine_fingerprint() -> str:
    """Digest of name, size and time of every file of the package: cheap, and never printed on a page."""
    root = Path(__file__).parent
    digest = hashlib.sha256(__version__.encode())
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            stat = path.stat()
            digest.update(f"{path.relative_to(root)}\0{stat.st_size}\0{stat.st_mtime_ns}\0".encode())
    return digest.hexdigest()
