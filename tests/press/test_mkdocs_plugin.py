"""Plain `mkdocs build`: the same site as `lawloom build`, and plain sentences where a file must be mended."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from lawloom import stages
from lawloom.instance import Instance
from lawloom.press import mkdocs_plugin
from press.instances import an_instance


def mkdocs(root: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *words],
        cwd=root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "LAWLOOM_LANGUAGE": "en", **environment},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
def test_both_ways_print_the_same_bytes(tmp_path):
    ours, theirs = an_instance(tmp_path / "a"), an_instance(tmp_path / "b" / "another folder")
    stages.build(ours)
    done = mkdocs(theirs.root, "build", "--strict", TZ="Asia/Tokyo", PYTHONHASHSEED="5")
    assert done.returncode == 0, done.stderr
    assert files_in(theirs.site) == files_in(ours.site)
    again = stages.build(theirs)
    assert again.written == 0


def test_a_build_folder_that_git_keeps_is_refused_here_too(tmp_path):
    from lawloom.errors import LawloomError

    instance = an_instance(tmp_path)
    (instance.root / ".git").mkdir()
    (instance.root / ".git/index").write_bytes(b"DIRC\0\0build/typeset/index.html\0")
    plugin = mkdocs_plugin.LawloomPlugin()
    config = SimpleNamespace(config_file_path=str(instance.mkdocs_file), site_dir=str(instance.site), strict=False)
    with pytest.raises(mkdocs_plugin.PluginError, match="build-is-tracked"):
        plugin.on_config(config)
    assert not instance.pages.exists()
    with pytest.raises(LawloomError):
        stages.build(instance)


@pytest.mark.slow
def test_the_site_goes_where_mkdocs_was_told(tmp_path):
    instance = an_instance(tmp_path)
    done = mkdocs(instance.root, "build", "--site-dir", str(tmp_path / "elsewhere"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "elsewhere/subjects/lamps/index.html").is_file()
    assert not instance.site.exists()


@pytest.mark.slow
def test_a_file_to_mend_is_told_in_a_sentence_and_the_rest_is_published(tmp_path):
    instance = an_instance(tmp_path)
    path = instance.root / "content/subjects/lamps/bill.md"
    path.write_text(path.read_text().replace("title:", "titel:"))
    done = mkdocs(instance.root, "build")
    assert done.returncode == 0, done.stderr
    assert "content/subjects/lamps/bill.md:2" in done.stderr
    assert "mend:" in done.stderr
    assert "Traceback" not in done.stderr
    assert (instance.site / "about/index.html").is_file()
    assert mkdocs(instance.root, "build", "--strict").returncode != 0


@pytest.mark.slow
def test_a_consultation_that_cannot_be_read_stops_mkdocs_without_a_traceback(tmp_path):
    instance = an_instance(tmp_path)
    instance.consultation_file.write_text("title: [\n")
    done = mkdocs(instance.root, "build")
    assert done.returncode == 1
    assert "consultation.yml" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_a_damaged_ledger_stops_mkdocs_and_leaves_the_site(tmp_path):
    instance = an_instance(tmp_path)
    stages.build(instance)
    before = files_in(instance.site)
    shard = instance.ledger_of("lamps") / "0001.jsonl"
    shard.write_text(shard.read_text().replace('"stance":"for"', '"stance":"mixed"', 1))
    done = mkdocs(instance.root, "build")
    assert done.returncode == 1
    assert "contributions/lamps/ledger/0001.jsonl" in done.stderr
    assert "Traceback" not in done.stderr
    assert files_in(instance.site) == before


def test_the_server_watches_what_people_write_and_what_is_received(tmp_path):
    instance = an_instance(tmp_path)
    plugin = mkdocs_plugin.LawloomPlugin()
    plugin.instance = instance
    watched: list[str] = []
    server = SimpleNamespace(watch=watched.append)
    assert plugin.on_serve(server, config=None, builder=None) is server
    assert watched == [str(instance.content), str(instance.contributions), str(instance.consultation_file)]
    assert not any(str(instance.build) in one for one in watched)


def test_the_server_of_a_new_consultation_watches_for_what_is_received_first(tmp_path):
    instance = Instance(tmp_path)
    (tmp_path / "content").mkdir()
    plugin = mkdocs_plugin.LawloomPlugin()
    plugin.instance = instance
    watched: list[str] = []
    plugin.on_serve(SimpleNamespace(watch=watched.append), config=None, builder=None)
    assert str(instance.contributions) in watched
    assert instance.contributions.is_dir()


@pytest.mark.slow
def test_under_a_server_pages_allow_its_script_and_nothing_from_elsewhere(tmp_path):
    from lawloom.press.publish import publish
    from press.instances import an_edition

    instance = an_instance(tmp_path)
    stages.build(instance)
    publish.publish(an_edition(instance, site=tmp_path / "live", live=True))
    for name in ("index.html", "subjects/lamps/c/gh-2/index.html"):
        html = (tmp_path / "live" / name).read_text()
        assert "script-src 'self' 'unsafe-inline'" in html
        assert "'unsafe-inline'" not in (instance.site / name).read_text()


@pytest.mark.parametrize(("language", "expected"), [("fr_FR.UTF-8", "fr"), ("C", "en"), ("es", "es")])
def test_it_speaks_the_language_of_the_terminal(monkeypatch, language, expected):
    for name in ("LAWLOOM_LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", language)
    assert mkdocs_plugin._language() == expected
