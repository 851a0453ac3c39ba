"""What several rooms of the press's tests print."""

from __future__ import annotations

import pytest

from press.builders import Case


@pytest.fixture
def page(tmp_path):
    def printed(case: Case, address: str) -> str:
        case.printed(tmp_path / "site")
        return (tmp_path / "site" / "subjects" / case.slug / address / "index.html").read_text("utf-8")

    return printed
