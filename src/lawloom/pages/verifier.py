"""The files of the independent verifier: the first runs the second, and that the others."""

from __future__ import annotations

NAMES = tuple(f"verify{part}.py" for part in ("", "_site", "_synthesis", "_redlines", "_signs", "_answers"))
