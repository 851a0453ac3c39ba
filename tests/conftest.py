"""What every room of tests may ask for: the checkout, the real files beside it, and a command line that cannot hang."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
REPOSITORY = TESTS.parent

# So that one room's helpers can be used by another: `from browser.harness import ...`.
sys.path.insert(0, str(TESTS))


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout these tests stand in."""
    return REPOSITORY


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Folder of real consultations and hostile inputs; not ours to publish, so they live beside the checkout."""
    folder = REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the real files are absent: this test reads ../shared/data beside the checkout")
    return folder
