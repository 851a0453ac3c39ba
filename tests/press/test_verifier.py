"""The verifier that stands beside the data is the one that everybody can read in the repository."""

from __future__ import annotations

from pathlib import Path

from lawloom.press.verifier import SOURCE, verifier


def test_the_published_verifier_is_the_one_of_the_repository():
    assert verifier() == (Path(__file__).parents[2] / SOURCE).read_bytes()
