"""The independent verifier, as bytes: published beside the data, and laid into every new consultation."""

from __future__ import annotations

from pathlib import Path

from lawloom.pages.verifier import NAMES

SOURCES = tuple(f"scripts/{name}" for name in NAMES)  # in a consultation
ENGINE = Path(__file__).parents[2]


def verifier(source: str) -> bytes:
    """A file that shares no code with the engine: in the checkout beside it, in a wheel beside the template."""
    packed = ENGINE / "scaffold" / "template" / source
    return (packed if packed.is_file() else ENGINE.parents[1] / source).read_bytes()


def published() -> dict[str, bytes]:
    """All files, by their place in the site."""
    return {f"data/{Path(source).name}": verifier(source) for source in SOURCES}
