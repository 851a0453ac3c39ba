"""Same files, same bytes; one new vote, a handful of pages."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from journeys import village
from journeys.steps import AS_OF, Desk, a_desk, differences, digests, marks, rewritten

pytestmark = pytest.mark.slow

# What one vote may touch besides pages: feeds, the sitemap and the data files.
BESIDES_PAGES = ("feed.xml", "sitemap.xml", "data/")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = a_desk(tmp_path_factory.mktemp("bytes"))
    village.lay_down(desk)
    desk.build()
    return desk


def test_two_folders_time_zones_locales_and_hash_seeds_give_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    found = []
    for name, environment in {
        "a": {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1", "COLUMNS": "40"},
        "another folder, with a longer name": {"TZ": "America/Lima", "LC_ALL": "fr_FR.UTF-8", "PYTHONHASHSEED": "2"},
    }.items():
        twin = desk.copy(tmp_path / name)
        for derived in ("site", "build", "private"):
            shutil.rmtree(twin.folder / derived, ignore_errors=True)
        # A checkout gives every file the time of the checkout.
        for number, path in enumerate(sorted(twin.folder.rglob("*"))):
            os.utime(path, (1_700_000_000 + number * len(name), 1_700_000_000 + number * len(name)))
        twin.lawloom("-C", twin.folder, "build", at=tmp_path, **environment)
        found.append(digests(twin.site))
    assert len(found[0]) > 20
    assert differences(*found) == []


def test_printing_again_writes_nothing(desk: Desk) -> None:
    before = marks(desk.site)
    desk.build()
    assert rewritten(before, marks(desk.site)) == []


def test_one_new_vote_rewrites_a_handful_of_pages_and_gives_what_a_build_from_nothing_gives(
    desk: Desk, tmp_path: Path
) -> None:
    after = desk.copy(tmp_path / "after")
    after.build()
    site, typeset = marks(after.site), marks(after.folder / "build" / "typeset")
    cast = {"on": "2", "by": "eve", "stance": "for", "time": "2027-03-20T10:00:00Z"}
    village.bring_votes(after, [*village.votes(), cast], as_of="2027-03-21T06:00:00Z")
    after.build()

    touched = rewritten(site, marks(after.site))
    pages = [name for name in touched if name.endswith(".html")]
    assert 1 <= len(pages) <= 6, pages
    assert f"subjects/{village.SUBJECT}/c/cs-2/index.html" in pages
    others = [name for name in touched if name not in pages]
    assert all(name.endswith(BESIDES_PAGES[:2]) or name.startswith(BESIDES_PAGES[2]) for name in others), others
    assert rewritten(typeset, marks(after.folder / "build" / "typeset")) == [], "MkDocs was run"

    fresh = after.copy(tmp_path / "fresh")
    for derived in ("site", "build"):
        shutil.rmtree(fresh.folder / derived)
    fresh.build()
    assert differences(digests(after.site), digests(fresh.site)) == []


def test_the_same_bytes_do_not_depend_on_when_the_site_is_printed(desk: Desk, tmp_path: Path) -> None:
    later = desk.copy(tmp_path / "later")
    for derived in ("site", "build"):
        shutil.rmtree(later.folder / derived)
    later.build(SOURCE_DATE_EPOCH="2000000000")
    assert differences(digests(desk.site), digests(later.site)) == []
    assert AS_OF[:10] < "2033"
