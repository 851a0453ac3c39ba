"""The style sheets of the site, and its marks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

STYLES = Path(__file__).parent / "styles"


def styles() -> Iterator[tuple[str, bytes]]:
    """The style sheets and the marks, by their place in the site."""
    for path in sorted(STYLES.iterdir()):
        yield (f"assets/{path.name}" if path.suffix == ".css" else path.name), path.read_bytes()
