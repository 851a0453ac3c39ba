"""The kinds of pages that pictures and checks go through."""

from __future__ import annotations

from pathlib import Path

import pytest

from browser.harness.kinds import file_name, kind_of, one_of_each


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("", ""),
        ("data/", "data/"),
        ("subjects/street-lamps/", "subjects/*/"),
        ("subjects/street-lamps/c/cs-7/2/", "subjects/*/c/*/N/"),
        ("fr/subjects/street-lamps/bill/versions/01-first/", "fr/subjects/*/bill/versions/*/"),
        ("subjects/street-lamps/synthesis/causes/too-bright/2/", "subjects/*/synthesis/*/*/N/"),
        ("subjects/street-lamps/bill/changes/2-now/beside/", "subjects/*/bill/changes/*/beside/"),
    ],
)
def test_pages_that_differ_only_by_an_id_are_of_one_kind(address: str, kind: str):
    assert kind_of(address) == kind


def test_the_fullest_and_the_emptiest_page_of_a_kind_are_chosen(tmp_path: Path):
    for name, size in {"a": 10, "b": 500, "c": 200}.items():
        folder = tmp_path / "subjects" / name
        folder.mkdir(parents=True)
        (folder / "index.html").write_text("x" * size)
    (tmp_path / "index.html").write_text("home")
    assert one_of_each(tmp_path) == {"": "", "subjects/*/": "subjects/b/", "subjects/*/ (least)": "subjects/a/"}


def test_a_kind_gives_a_file_name():
    assert (file_name(""), file_name("subjects/*/c/*/ (least)")) == ("home", "subjects-x-c-x-least")
