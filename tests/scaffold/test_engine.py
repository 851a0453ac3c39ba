"""The engine of a consultation is named so that no other can be installed in its place."""

from __future__ import annotations

import pytest

from lawloom.errors import ContentProblems
from lawloom.instance import Instance
from lawloom.scaffold import engine, new, upgrade

COMMIT, DIGEST = "a1" * 20, "b2" * 32
WHEEL = "https://example.org/lawloom-1.0-py3-none-any.whl"


def test_what_the_installer_wrote_down_tells_the_engine_exactly():
    git = {"url": "https://example.org/lawloom", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}
    assert engine.line_of(git) == f"lawloom @ git+https://example.org/lawloom@{COMMIT}"
    wheel = {"url": WHEEL, "archive_info": {"hashes": {"sha256": DIGEST}}}
    assert engine.line_of(wheel) == f"lawloom @ {WHEEL} --hash=sha256:{DIGEST}"


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"url": "file:///home/x/lawloom", "dir_info": {"editable": True}},
        {"url": WHEEL, "archive_info": {}},
        {"url": "https://example.org/lawloom", "vcs_info": {"vcs": "git", "commit_id": "main"}},
    ],
)
def test_what_does_not_tell_it_exactly_is_not_taken_for_exact(told: dict):
    assert engine.line_of(told) == ""


def test_upgrade_moves_to_the_engine_that_is_asked_for_and_leaves_other_lines(tmp_path):
    new(tmp_path / "made", "Night trains", "en", environment={"XDG_CONFIG_HOME": str(tmp_path)})
    instance = Instance(tmp_path / "made")
    path = instance.root / "requirements.txt"
    path.write_text(path.read_text("utf-8") + "segno==1.6.6\n", "utf-8")
    assert not engine.is_exact(path.read_text("utf-8"))
    assert upgrade(instance, address=f"{WHEEL}#sha256={DIGEST}") == ["requirements.txt"]
    text = path.read_text("utf-8")
    assert f"\nlawloom @ {WHEEL} --hash=sha256:{DIGEST}\nsegno==1.6.6\n" in text
    assert engine.is_exact(text)
    assert upgrade(instance, address=f"{WHEEL}#sha256={DIGEST}") == []
    assert upgrade(instance, address=f"git+https://example.org/lawloom@{COMMIT}") == ["requirements.txt"]
    assert engine.is_exact(path.read_text("utf-8"))
    assert path.read_text("utf-8").count("lawloom @") == 1


@pytest.mark.parametrize("address", [WHEEL, "git+https://example.org/lawloom@main", "lawloom", f"{WHEEL}#sha256=12"])
def test_an_engine_that_is_not_exact_is_refused_and_nothing_is_written(tmp_path, address: str):
    new(tmp_path / "made", "Night trains", "en", environment={"XDG_CONFIG_HOME": str(tmp_path)})
    instance = Instance(tmp_path / "made")
    before = (instance.root / "requirements.txt").read_bytes()
    with pytest.raises(ContentProblems) as told:
        upgrade(instance, address=address)
    assert [one.code for one in told.value.problems] == ["engine-not-exact"]
    assert (instance.root / "requirements.txt").read_bytes() == before


def test_what_the_engine_needs_is_laid_beside_it_with_its_digests(tmp_path, repository):
    new(tmp_path / "made", "Night trains", "en", environment={"XDG_CONFIG_HOME": str(tmp_path)})
    assert (tmp_path / "made" / engine.LOCK).read_bytes() == (repository / engine.LOCK).read_bytes()
