"""The verifier that stands beside the data is the one that everybody can read in the repository."""

from __future__ import annotations

from pathlib import Path

from lawloom.press.data.verifier import SOURCES, published, verifier


def test_the_published_verifier_is_the_one_of_the_repository():
    for source in SOURCES:
        assert verifier(source) == (Path(__file__).parents[3] / source).read_bytes()
    parts = ("", "_site", "_synthesis", "_redlines", "_signs", "_answers")
    assert list(published()) == [f"data/verify{part}.py" for part in parts]
