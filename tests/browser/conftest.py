"""Built sites that several browser tests look at."""

from __future__ import annotations

import pytest

from journeys import village
from journeys.steps import Desk, a_desk


@pytest.fixture(scope="session")
def village_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The village's consultation, printed: one of every kind of page. Read it, do not change it."""
    desk = a_desk(tmp_path_factory.mktemp("village"))
    village.lay_down(desk)
    desk.build()
    return desk
