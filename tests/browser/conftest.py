"""Built sites that several browser tests look at."""

from __future__ import annotations

import shutil
from pathlib import Path

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


@pytest.fixture(scope="session")
def demonstration(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The demonstration of this repository, printed elsewhere. Read it, do not change it."""
    desk = a_desk(tmp_path_factory.mktemp("demonstration"))
    desk.folder.mkdir()
    for name in ("consultation.yml", "content", "contributions"):
        source, target = repository / name, desk.folder / name
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    desk.build()
    return desk
