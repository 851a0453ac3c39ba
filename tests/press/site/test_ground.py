"""The folder of the site: never one that holds what people wrote, and a link is followed once."""

from __future__ import annotations

import subprocess

import pytest

from lawloom import stages
from lawloom.errors import LawloomError
from lawloom.press.site import ground
from press.instances import an_instance

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "name", [".", "..", "content", "content/site", "contributions", "src/x", "build", "build/out", "private/a", ".git"]
)
def test_no_site_in_or_around_what_people_wrote_or_sent(tmp_path, name):
    instance = an_instance(tmp_path / "a")
    before = sorted(instance.root.rglob("*"))
    with pytest.raises(LawloomError) as failure:
        stages.build(instance, site=instance.root / name)
    assert [one.code for one in failure.value.problems] == ["site-misplaced"]
    assert sorted(instance.root.rglob("*")) == before


@pytest.mark.parametrize("folder", ["empty", "absent", "marked"])
def test_an_empty_an_absent_and_a_marked_folder_are_fit(tmp_path, folder):
    instance, site = an_instance(tmp_path / "a"), tmp_path / "site"
    if folder != "absent":
        site.mkdir()
    if folder == "marked":
        (site / ground.MARK).write_bytes(ground.WORDS)
        (site / "index.html").write_text("printed before")
    assert ground.chosen(instance, site) == site.resolve()


def test_a_mark_that_is_a_link_says_nothing(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "mark").write_bytes(ground.WORDS)
    (tmp_path / "site" / ground.MARK).symlink_to(tmp_path / "mark")
    assert not ground.is_ours(tmp_path / "site")


def test_a_site_that_is_a_link_is_printed_into_its_target(tmp_path):
    instance, target = an_instance(tmp_path / "a"), tmp_path / "target"
    target.mkdir()
    instance.site.symlink_to(target)
    stages.build(instance)
    assert instance.site.is_symlink()
    assert (target / "index.html").is_file()
    assert (target / "subjects/lamps/index.html").is_file()
    assert stages.build(instance).written == 0


def test_a_build_folder_that_git_brought_is_not_believed(tmp_path):
    instance = an_instance(tmp_path)
    stages.build(instance)
    subprocess.run(["git", "init", "-q"], cwd=instance.root, check=True)
    assert stages.build(instance).written == 0
    subprocess.run(["git", "add", "-f", "build/state"], cwd=instance.root, check=True)
    with pytest.raises(LawloomError) as failure:
        stages.build(instance)
    assert [one.code for one in failure.value.problems] == ["build-is-tracked"]
