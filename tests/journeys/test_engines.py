"""The same consultation typeset by MkDocs, ProperDocs and Zensical: same pages, same words, same figures."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from browser.harness.links import broken_links, html_files, read_page
from journeys import village
from journeys.steps import BIN, REPOSITORY, Desk, a_desk, digests

pytestmark = [pytest.mark.slow, pytest.mark.long]

OTHERS = ("properdocs", "zensical")
SUBJECT = f"subjects/{village.SUBJECT}"

# What a reader must find on the editorial pages, whoever set the type.
MARKERS = {
    "index.html": ["The village", "An orchard for everyone"],
    f"{SUBJECT}/index.html": [
        "Who may pick the apples of the common orchard?", "The apples fall and rot.", "210 kg",
        "No rule was ever written", "Each street picks in its turn", "A picking day", "Ines Valdor",
    ],
    f"{SUBJECT}/bill/index.html": [
        "The village meets and agrees:", "Every inhabitant may pick for their own table.",
        "Votes and arguments on this article",
    ],
}  # fmt: skip


def executable(engine: str) -> Path:
    """The engine in an environment of its own; made by scripts/engines where it is not there yet."""
    if engine == "mkdocs":
        return BIN / "mkdocs"
    path = REPOSITORY / ".cache" / "engines" / engine / "bin" / engine
    made = subprocess.run([REPOSITORY / "scripts" / "engines", engine], capture_output=True, text=True, check=False)
    if made.returncode or not path.is_file():
        reason = f"{engine} cannot be installed here: scripts/engines said {made.stderr.strip()[-300:]!r}"
        if os.environ.get("CI", "").lower() in ("1", "true"):
            pytest.fail(reason)
        pytest.skip(reason)
    return path


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = a_desk(tmp_path_factory.mktemp("engines"))
    village.lay_down(desk)
    return desk


@pytest.fixture(scope="module")
def by_mkdocs(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return printed(desk, "mkdocs", tmp_path_factory.mktemp("mkdocs"))


def printed(desk: Desk, engine: str, folder: Path) -> Path:
    twin = desk.copy(folder / "consultation")
    twin.build()
    if engine != "mkdocs":
        twin.run("rm", "-rf", twin.folder / "site", twin.folder / "build")
        twin.lawloom("build", "--engine", executable(engine))
    return twin.site


def words_of(file: Path) -> str:
    """The text of a page on one line, tags left out."""
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", file.read_text(encoding="utf-8"), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", "", text).split())


@pytest.mark.parametrize("engine", OTHERS)
def test_another_engine_gives_the_same_pages_words_and_figures(
    desk: Desk, by_mkdocs: Path, engine: str, tmp_path: Path
) -> None:
    site = printed(desk, engine, tmp_path)
    assert html_files(site) == html_files(by_mkdocs)
    assert [str(broken) for broken in broken_links(site)] == []
    for name, markers in MARKERS.items():
        for found in (words_of(by_mkdocs / name), words_of(site / name)):
            assert [marker for marker in markers if marker not in found] == [], name
    for name in html_files(site):
        one, other = read_page(by_mkdocs / name), read_page(site / name)
        figures = [[given for _, given in page.tags if "data-on" in given] for page in (one, other)]
        assert figures[0] == figures[1], f"{name}: other figures"
        assert (one.title, one.h1) == (other.title, other.h1), name
    # What the press prints by itself does not depend on who set the type of the rest.
    ours, theirs = digests(by_mkdocs), digests(site)
    printed_alone = [name for name in ours if "/c/" in name or not name.endswith((".html", ".css", ".js"))]
    assert [name for name in printed_alone if ours[name] != theirs.get(name)] == []
