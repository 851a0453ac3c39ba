"""Files as they stand on disk: bytes, names, links."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from content.desk import QUAY, a_desk
from lawloom.content.files import LARGEST_TEXT, decoded
from lawloom.content.names import collisions, fault_of, is_device


def test_bytes_that_are_no_utf_8_are_named_with_line_and_byte_offset() -> None:
    text, (told,) = decoded("title: x\nsummary: Été\n".encode("latin-1"), "a.md")
    assert text is None
    assert (told.code, told.place.line) == ("not-utf-8", 2)
    assert dict(told.values) == {"offset": 18, "byte": "0xC9", "row": "summary: Été"}


@pytest.mark.parametrize(
    ("raw", "code", "offset"),
    [
        ("title: x".encode("utf-16"), "utf-16", 0),
        ("title: x".encode("utf-16-be"), "nul-byte", 0),
        (b"a: 1\nb: \x00", "nul-byte", 8),
        (b"\xef\xbb\xbfa: \xff", "not-utf-8", 6),
        (b"a: \xed\xa0\x80", "not-utf-8", 3),
        (b"a: \xc0\xaf", "not-utf-8", 3),
    ],
)
def test_other_encodings_are_named(raw: bytes, code: str, offset: int) -> None:
    text, problems = decoded(raw, "a.md")
    assert text is None
    assert (problems[-1].code, dict(problems[-1].values)["offset"]) == (code, offset)


def test_a_byte_order_mark_is_told_and_the_file_is_read() -> None:
    text, (told,) = decoded(b"\xef\xbb\xbfa: 1", "a.md")
    assert (text, told.code) == ("a: 1", "byte-order-mark")


def test_a_pointer_of_lfs_is_no_file() -> None:
    _, (told,) = decoded(b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "a.md")
    assert told.code == "lfs-pointer"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("CON", "name-reserved"),
        ("nul.txt", "name-reserved"),
        ("COM¹", "name-reserved"),
        ("LPT9.md", "name-reserved"),
        ("CLOCK$", "name-reserved"),
        ("a ", "name-ends-badly"),
        (" a", "name-ends-badly"),
        ("a.", "name-ends-badly"),
        ("a:b", "name-with-odd-character"),
        ("a?", "name-with-odd-character"),
        ("a\\b", "name-with-odd-character"),
        ("a\nb", "name-with-odd-character"),
        ("a\u202eb", "name-with-odd-character"),
        ("\u3164", "name-with-odd-character"),
        ("   ", "name-with-odd-character"),
        ("é" * 100, "name-too-long"),
        ("\udcff", "name-not-utf-8"),
    ],
)
def test_names_that_other_systems_refuse(name: str, code: str) -> None:
    fault = fault_of(name)
    assert fault is not None
    assert fault[0] == code


def test_sound_names_pass() -> None:
    assert [fault_of(name) for name in ("subject.md", "été", "a.b", "media", "第一")] == [None] * 5
    assert not is_device("console")


def test_names_that_other_systems_take_for_one_are_paired() -> None:
    nfc, nfd = "\u00e9t\u00e9", "e\u0301te\u0301"
    pairs = collisions(["loi", "Loi", "lois", nfc, nfd, "straße", "STRASSE"])
    assert sorted(pairs) == sorted([(nfc, nfd), ("loi", "Loi"), ("straße", "STRASSE")])


def test_links_are_refused_by_name_and_never_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("---\ntitle: Secret\n---\nsecret words\n")
    desk = a_desk(tmp_path / "desk")
    (desk.root / "content" / "pages").mkdir()
    (desk.root / "content" / "pages" / "about.md").symlink_to(secret)
    (desk.root / QUAY / "essays").symlink_to(tmp_path)
    (desk.root / QUAY / "decisions.yml").symlink_to("nowhere")
    told = desk.read()
    assert told.codes == ["symlink"] * 3
    assert told.problems[0].place.file == "content/pages/about.md"
    assert "secret" not in repr(told.consultation).lower()


def test_a_link_in_place_of_the_whole_content_or_consultation_is_refused(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "desk")
    (desk.root / "content").rename(tmp_path / "elsewhere")
    (desk.root / "content").symlink_to(tmp_path / "elsewhere")
    (desk.root / "consultation.yml").rename(tmp_path / "c.yml")
    (desk.root / "consultation.yml").symlink_to(tmp_path / "c.yml")
    told = desk.read()
    assert told.consultation is None
    assert [str(one.place) for one in told.problems] == ["consultation.yml", "content"]


def test_pipes_are_not_opened(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    os.mkfifo(tmp_path / QUAY / "decisions.yml")
    assert desk.read().at("not-a-file") == "decisions.yml"


def test_a_file_over_the_stated_size_is_refused_by_name_and_the_rest_is_read(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.quay("decisions.yml", b"#" * (LARGEST_TEXT + 1))
    told = desk.read()
    assert told.at("too-large") == "decisions.yml"
    assert str(LARGEST_TEXT) in told.says("too-large")
    assert told.quay.title == "Who may moor"


def test_a_file_nobody_may_read_costs_itself(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read every file")
    desk = a_desk(tmp_path)
    desk.quay("bill.md", "x").chmod(0)
    told = desk.read()
    assert told.at("unreadable") == "bill.md"
    assert told.quay.bill is None


def test_colliding_names_cost_the_later_one(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.write("content/pages/loi.md", "---\ntitle: small\n---\n")
    desk.write("content/pages/Loi.md", "---\ntitle: large\n---\n")
    told = desk.read()
    assert str(told.of("name-collision").place) == "content/pages/loi.md"
    assert "Loi.md" in told.says("name-collision")


def test_other_repositories_filters_and_programs_are_refused_by_name(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.quay("essays/.git/config", "[core]")
    desk.write(".gitmodules", "[submodule]")
    desk.write(".gitattributes", "*.md text\n*.md filter=evil\n")
    desk.write("content/.gitattributes", "* diff=evil\n")
    desk.quay("bill.md", (tmp_path / QUAY / "bill.md").read_text()).chmod(0o755)
    told = desk.read()
    places = {code: [str(one.place) for one in told.problems if one.code == code] for code in told.codes}
    assert places == {
        "nested-repository": [".gitmodules", f"{QUAY}/essays/.git"],
        "gitattributes-filter": [".gitattributes:2", "content/.gitattributes:1"],
        "executable": [f"{QUAY}/bill.md"],
    }
    assert told.quay.bill is not None


def test_a_file_system_that_marks_every_file_a_program_is_not_blamed(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    for path in (tmp_path / "content").rglob("*.*"):
        path.chmod(0o777)
    assert desk.read().problems == []


def test_what_nothing_reads_is_pointed_at_and_costs_nothing(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.quay("decision.yml", "[]")
    desk.quay("petition.yml", "a: b")
    desk.quay("media/quay.jpg", b"\xff\xd8")
    desk.quay("README.md", "notes")
    desk.quay("essays/.DS_Store", b"\0")
    told = desk.read()
    assert told.codes == ["unknown-file", "file-not-read-yet"]
    assert all(one.warning for one in told.problems)
    assert "decisions.yml" in told.says("unknown-file")


def test_folders_without_end_are_not_followed(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.quay("/".join("a" * 12) + "/x.md", "x")
    assert "folder-too-deep" in desk.read().codes
