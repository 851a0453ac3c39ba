"""`lawloom bill redline` and `apply`: bytes in, bytes out, sentences for what cannot be read."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import html5lib
import pytest
from click.testing import CliRunner, Result

from lawloom.cli import commands as cli

A = b"## Article 1. Lamps {#lamps}\r\n\r\nThe lamp burns at night.\r\n"
B = "## Article 1. Lamps {#lamps}\n\nThe lamp burns by day, été.".encode()


def run(*arguments: object, language: str = "en") -> Result:
    return CliRunner(env={"LAWLOOM_LANGUAGE": language}).invoke(cli.main, ["bill", *map(str, arguments)])


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "a.md").write_bytes(A)
    (tmp_path / "b.md").write_bytes(B)
    return tmp_path / "a.md", tmp_path / "b.md"


def test_apply_prints_the_bytes_of_the_later_file(two: tuple[Path, Path], tmp_path: Path) -> None:
    made = run("redline", *two, "--json")
    assert made.exit_code == 0
    assert json.loads(made.stdout)["format"] == "lawloom-redline-1"
    (tmp_path / "r.json").write_bytes(made.stdout_bytes)
    assert run("apply", two[0], tmp_path / "r.json").stdout_bytes == B


def test_a_redline_can_come_by_standard_input(two: tuple[Path, Path]) -> None:
    made = run("redline", *two, "--json").stdout_bytes
    done = CliRunner().invoke(cli.main, ["bill", "apply", str(two[0]), "-"], input=made)
    assert done.stdout_bytes == B
    done = CliRunner().invoke(cli.main, ["bill", "redline", "-", str(two[1]), "--json"], input=A)
    assert done.stdout_bytes == made


def test_apply_refuses_another_file_and_names_it(two: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "r.json").write_bytes(run("redline", *two, "--json").stdout_bytes)
    told = run("apply", two[1], tmp_path / "r.json")
    assert told.exit_code == 1
    assert told.stdout == ""
    assert "b.md: this is not the text" in told.stderr


def test_a_terminal_reads_what_was_added_and_removed_without_colour(two: tuple[Path, Path]) -> None:
    told = run("redline", *two).stdout
    assert "[-at night-]" in told
    assert "{+by day, été+}" in told
    assert "\033" not in told


def test_a_file_that_cannot_be_read_is_told_with_a_sentence(two: tuple[Path, Path], tmp_path: Path) -> None:
    for path in (tmp_path / "none.md", tmp_path):
        told = run("redline", two[0], path)
        assert told.exit_code == 1
        assert str(path) in told.stderr
        assert "mend:" in told.stderr


def test_what_moved_is_named_where_it_was_and_where_it_is(two: tuple[Path, Path]) -> None:
    one, other = "## Article 1. Lamps {#lamps}\n\nLight.\n\n", "## Article 2. Noise {#noise}\n\nSilence.\n\n"
    two[0].write_text(one + other)
    two[1].write_text(other + one)
    told = run("redline", *two).stdout
    assert "0 words added, 0 removed; 2 moved" in told
    for line in ("came here: Article 2. Noise", "came here: Article 1. Lamps", "stood here: Article 1. Lamps {#lamps}"):
        assert line in told


def test_html_is_one_page_that_asks_for_nothing_else(two: tuple[Path, Path]) -> None:
    two[1].write_bytes(B + b"\n\n<script>alert(1)</script> ![x](https://evil.example/x.png)\n")
    html = run("redline", *two, "--html", language="fr").stdout
    html5lib.HTMLParser(strict=True).parse(html)
    assert "<del>at night</del>" in html
    assert "Ce qui a changé" in html
    assert not re.search(r"<(script|img|link|iframe)\b|url\(http", html)


def test_one_form_at_a_time(two: tuple[Path, Path]) -> None:
    told = run("redline", *two, "--html", "--json")
    assert told.exit_code == 1
    assert "one form" in told.stderr


def test_two_equal_files_are_told_as_equal(two: tuple[Path, Path]) -> None:
    told = run("redline", two[0], two[0], language="fr")
    assert told.stdout == "Les deux textes sont identiques au caractère près.\n"


def test_what_a_terminal_would_obey_is_not_printed(two: tuple[Path, Path]) -> None:
    two[1].write_bytes(b"\033[2Jgone \xc2\x9b31m\n")
    told = run("redline", *two).stdout
    assert "\033" not in told
    assert "\x9b" not in told


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\0\0", "été".encode("latin-1"), "é".encode("utf-16")])
def test_what_is_no_text_is_refused_with_a_sentence(two: tuple[Path, Path], data: bytes) -> None:
    two[1].write_bytes(data)
    told = run("redline", *two)
    assert told.exit_code == 1
    assert "b.md" in told.stderr
    assert "mend:" in told.stderr


def test_whoever_reads_only_the_beginning_is_told_of_no_fault(tmp_path: Path):
    before, after = tmp_path / "a.md", tmp_path / "b.md"
    before.write_text("One.\n", encoding="utf-8")
    after.write_text("".join(f"Paragraph {n} of a long text.\n\n" for n in range(9_000)), encoding="utf-8")
    command = [sys.executable, "-m", "lawloom.cli", "bill", "redline", str(before), str(after)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout and running.stderr
        assert b"words added" in running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
