"""The style sheets of the site, and its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

STYLES = Path(__file__).parent / "styles"
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


def styles() -> Iterator[tuple[str, bytes]]:
    """The style sheets and the marks, by their place in the site."""
    for path in sorted(STYLES.iterdir()):
        if path.suffix == ".css":
            yield f"assets/{path.name}", sheet(path.name).encode()
        else:
            yield path.name, path.read_bytes()


def sheet(name: str) -> str:
    """A style sheet as it is sent: without what is said in it to those who write it, half a kilobyte of each visit."""
    return _COMMENT.sub("", (STYLES / name).read_text("utf-8"))
