"""The files of the site: none written without need, none kept that nobody prints, none touched outside."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lawloom.errors import LawloomError
from lawloom.press.site import ground
from lawloom.press.site.files import Files


def a_run(tmp_path: Path, printed: dict[str, str], *, prints: dict[str, int] | None = None) -> Files:
    """One printing of these files into tmp_path/site, remembered beside it."""
    files = Files(tmp_path / "site", tmp_path / "state")
    part = files.part("all")
    for path, text in {"assets/lean.css": "x", **printed}.items():
        print_ = (prints or {}).get(path, 1)
        if not part.stands(path, print_):
            part.put(path, text.encode(), print_)
    files.finish()
    return files


def on_disk(tmp_path: Path) -> dict[str, str]:
    site = tmp_path / "site"
    found = {path.relative_to(site).as_posix(): path.read_text() for path in site.rglob("*") if path.is_file()}
    assert found.pop(ground.MARK).encode() == ground.WORDS
    return found


PAGES = {"index.html": "home", "a/index.html": "a", "a/2/index.html": "a2", "b/index.html": "b"}


def test_a_second_printing_of_the_same_writes_nothing(tmp_path):
    assert a_run(tmp_path, PAGES).written == 6
    again = a_run(tmp_path, PAGES)
    assert (again.written, again.removed) == (0, 0)
    assert again.claimed == {*PAGES, "assets/lean.css", ground.MARK}


def test_what_nobody_claims_any_more_is_removed_with_its_folder(tmp_path):
    a_run(tmp_path, PAGES)
    a_run(tmp_path, {"index.html": "home", "b/index.html": "b"})
    assert set(on_disk(tmp_path)) == {"index.html", "b/index.html", "assets/lean.css"}
    assert not (tmp_path / "site" / "a").exists()


@pytest.mark.parametrize("stray", ["stray.html", "a/stray.html", "a/2/stray/deep.html", "assets/old.css", "new/x"])
def test_a_file_put_there_by_hand_is_removed(tmp_path, stray):
    a_run(tmp_path, PAGES)
    path = tmp_path / "site" / stray
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("by hand")
    a_run(tmp_path, PAGES)
    assert set(on_disk(tmp_path)) == {*PAGES, "assets/lean.css"}


def test_a_file_deleted_or_altered_by_hand_is_printed_again(tmp_path):
    a_run(tmp_path, PAGES)
    (tmp_path / "site" / "a" / "index.html").unlink()
    (tmp_path / "site" / "b" / "index.html").write_text("changed by hand")
    assert a_run(tmp_path, PAGES).written == 2
    assert on_disk(tmp_path)["b/index.html"] == "b"


def test_an_altered_file_of_the_same_size_is_noticed_by_its_time(tmp_path):
    a_run(tmp_path, PAGES)
    path = tmp_path / "site" / "b" / "index.html"
    path.write_text("c")
    os.utime(path, ns=(1, 1))
    a_run(tmp_path, PAGES)
    assert on_disk(tmp_path)["b/index.html"] == "b"


def test_a_changed_fingerprint_asks_for_the_page_but_equal_bytes_are_not_written(tmp_path):
    a_run(tmp_path, PAGES)
    before = (tmp_path / "site" / "b" / "index.html").stat().st_mtime_ns
    assert a_run(tmp_path, PAGES, prints={"b/index.html": 2}).written == 0
    assert (tmp_path / "site" / "b" / "index.html").stat().st_mtime_ns == before
    assert a_run(tmp_path, PAGES, prints={"b/index.html": 2}).unchanged == 6


def test_without_any_memory_equal_files_are_still_not_written(tmp_path):
    a_run(tmp_path, PAGES)
    for path in (tmp_path / "state").iterdir():
        path.unlink()
    assert a_run(tmp_path, PAGES).written == 0


@pytest.mark.parametrize("damage", [b"", b"{}\n", b"not json\n\x00", b'{"format":1,"count":9,"length":3}\nabc'])
def test_a_damaged_memory_costs_time_and_nothing_else(tmp_path, damage):
    a_run(tmp_path, PAGES)
    (tmp_path / "state" / "all.printed").write_bytes(damage)
    (tmp_path / "state" / "folders.printed").write_bytes(damage)
    assert a_run(tmp_path, PAGES).written == 0
    assert set(on_disk(tmp_path)) == {*PAGES, "assets/lean.css"}


def test_a_run_cut_short_is_made_good_by_the_next(tmp_path):
    a_run(tmp_path, PAGES)
    files = Files(tmp_path / "site", tmp_path / "state")
    files.part("all").put("b/index.html", b"half", 3)  # never finished
    a_run(tmp_path, PAGES)
    assert on_disk(tmp_path)["b/index.html"] == "b"


@pytest.mark.parametrize("path", ["/etc/x", "../x", "a/../../x", "a//b", "", "a/./b", "a\\b"])
def test_no_name_leads_out_of_the_site(tmp_path, path):
    part = Files(tmp_path / "site", None).part("all")
    with pytest.raises(ValueError, match="no name for a file"):
        part.put(path, b"x")


def test_a_link_in_the_site_is_replaced_and_what_it_leads_to_is_left_alone(tmp_path):
    a_run(tmp_path, PAGES)
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    path = tmp_path / "site" / "b" / "index.html"
    path.unlink()
    path.symlink_to(outside)
    a_run(tmp_path, PAGES)
    assert outside.read_text() == "mine"
    assert not path.is_symlink()
    assert path.read_text() == "b"


def test_a_folder_where_a_file_belongs_and_a_file_where_a_folder_belongs(tmp_path):
    site = tmp_path / "site"
    (site / "index.html").mkdir(parents=True)
    (site / "assets").mkdir()
    (site / "assets" / "lean.css").write_text("x")
    (site / "a").write_text("a file")
    (site / ground.MARK).write_bytes(ground.WORDS)
    a_run(tmp_path, PAGES)
    assert on_disk(tmp_path) == {**PAGES, "assets/lean.css": "x"}


@pytest.mark.parametrize("name", ["thesis.odt", "index.html", "assets/lean.css"])
def test_a_folder_with_files_of_others_is_neither_printed_into_nor_emptied(tmp_path, name):
    path = tmp_path / "site" / name
    path.parent.mkdir(parents=True)
    path.write_text("years of work")
    for _ in range(2):
        with pytest.raises(LawloomError) as failure:
            a_run(tmp_path, PAGES)
        assert [one.code for one in failure.value.problems] == ["site-is-not-ours"]
    found = [one for one in (tmp_path / "site").rglob("*") if one.is_file()]
    assert found == [path]
    assert path.read_text() == "years of work"


def test_a_printing_cut_short_is_known_for_ours(tmp_path):
    Files(tmp_path / "site", None).part("all").put("index.html", b"half")
    assert a_run(tmp_path, PAGES).written > 0
