"""The independent verifier, as bytes: published beside the data, and laid into every new consultation."""

from __future__ import annotations

from pathlib import Path

SOURCE = "scripts/verify.py"
PUBLISHED = "data/verify.py"
ENGINE = Path(__file__).parents[1]


def verifier() -> bytes:
    """One file that shares no code with the engine: in the checkout beside it, in a wheel beside the template."""
    packed = ENGINE / "scaffold" / "template" / SOURCE
    return (packed if packed.is_file() else ENGINE.parents[1] / SOURCE).read_bytes()
