"""A site in an archive: every link leads to a file, and the same site gives the same bytes."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from lawloom.errors import LawloomError
from lawloom.press.site import archive, ground
from lawloom.press.site.policy import meta

POLICY = meta()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    pages = {
        "index.html": '<link href="a.css"><a href="./">h</a><a href="subjects/x/">x</a><a href="#m">m</a>',
        "subjects/x/index.html": '<a href="../../">h</a><a class="c" href="c/gh-1/#a">c</a><a href="feed.xml">f</a>',
        "subjects/x/c/gh-1/index.html": '<a href="..">up</a><a href="2/">no page</a><a href="https://e.example/">e</a>',
        "subjects/x/c/index.html": "all",
        "404.html": '<a href="/2027/">h</a>',
    }
    for name, html in pages.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"<head>{POLICY}</head>{html}", encoding="utf-8")
    for name in ("a.css", "robots.txt", "sitemap.xml", "sitemap-2.xml", "subjects/x/feed.xml"):
        (folder / name).write_text(name, encoding="utf-8")
    (folder / ground.MARK).write_bytes(ground.WORDS)
    return folder


def packed(site: Path, target: Path) -> dict[str, str]:
    archive.write(site, target, "Read\nme")
    with zipfile.ZipFile(target) as found:
        return {name: found.read(name).decode() for name in found.namelist()}


def test_a_link_to_a_folder_leads_to_the_page_in_it(site: Path, tmp_path: Path):
    found = packed(site, tmp_path / "out.zip")
    assert '<a href="./index.html">h</a><a href="subjects/x/index.html">x</a><a href="#m">m</a>' in found["index.html"]
    assert '<a href="../../index.html">h</a>' in found["subjects/x/index.html"]
    assert '<a class="c" href="c/gh-1/index.html#a">c</a><a href="feed.xml">' in found["subjects/x/index.html"]
    assert '<a href="../index.html">up</a>' in found["subjects/x/c/gh-1/index.html"]
    assert '<a href="2/">no page</a><a href="https://e.example/">' in found["subjects/x/c/gh-1/index.html"]


def test_the_archive_opens_with_what_to_do_and_leaves_out_what_only_servers_need(site: Path, tmp_path: Path):
    found = packed(site, tmp_path / "out.zip")
    assert next(iter(found)) == archive.READ_ME
    assert found[archive.READ_ME] == "Read\r\nme"
    assert set(found) - {archive.READ_ME} == {
        "a.css",
        "index.html",
        "subjects/x/index.html",
        "subjects/x/feed.xml",
        "subjects/x/c/index.html",
        "subjects/x/c/gh-1/index.html",
    }


def test_the_policy_lets_files_be_styled_by_files_and_allows_no_script(site: Path, tmp_path: Path):
    html = packed(site, tmp_path / "out.zip")["index.html"]
    assert "style-src 'self' file:" in html
    assert "script-src 'none'" in html
    assert "script-src 'none' file:" not in html


def test_the_same_site_gives_the_same_bytes_whenever_it_was_printed(site: Path, tmp_path: Path):
    packed(site, tmp_path / "one.zip")
    for path in site.rglob("*"):
        os.utime(path, (1, 1))
    packed(site, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_link_on_the_disk_is_not_followed(site: Path, tmp_path: Path):
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "key").write_text("key")
    (site / "out").symlink_to(tmp_path / "secret")
    (site / "key").symlink_to(tmp_path / "secret" / "key")
    assert not {name for name in packed(site, tmp_path / "out.zip") if "key" in name}


def test_without_a_site_there_is_no_archive_and_none_goes_into_the_site(site: Path, tmp_path: Path):
    with pytest.raises(LawloomError) as told:
        archive.write(tmp_path / "nothing", tmp_path / "out.zip", "")
    assert told.value.problems[0].code == "archive-no-site"
    with pytest.raises(LawloomError) as told:
        archive.write(site, site / "out.zip", "")
    assert told.value.problems[0].code == "archive-in-site"
    assert not list(tmp_path.glob("out.zip*"))
