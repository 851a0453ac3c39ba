"""`lawloom bill find`: quoted words through any Markdown files."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from lawloom.cli import commands as cli

FIRST = "## Article 1. Flags {#flags}\n\n(1) A flag is up by nine o’clock. It is blue.\n\n(2) It comes down at dusk.\n"
THEN = FIRST.replace("nine", "eight")
LAST = THEN.replace("A flag is up by eight o’clock. ", "")


def _run(*words: str) -> str:
    done = CliRunner(env={"LAWLOOM_LANGUAGE": "en"}).invoke(cli.main, ["bill", "find", *words])
    assert done.exit_code == 0, done.output
    return done.output


def _files(folder: Path, *texts: str) -> list[str]:
    paths = [folder / f"{at}.md" for at in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, "utf-8")
    return [str(path) for path in paths]


def test_words_are_followed_from_file_to_file(tmp_path: Path):
    found = json.loads(_run("A flag is up by nine o'clock", *_files(tmp_path, FIRST, THEN, LAST), "--json"))
    assert [one["status"] for one in found] == ["same", "changed", "gone"]
    (place,) = found[1]["places"]
    assert (place["article"], place["exact"]) == ("flags", "A flag is up by eight o’clock.")


def test_words_that_stand_nowhere_or_twice_are_told_so(tmp_path: Path):
    files = _files(tmp_path, FIRST + FIRST.replace("{#flags}", "{#more}"), THEN)
    assert json.loads(_run("never", *files, "--json"))[0]["status"] == "unknown"
    assert len(json.loads(_run("It is blue", *files, "--json"))[0]["places"]) == 2
    assert json.loads(_run("It is blue", *files, "--article", "more", "--json"))[0]["status"] == "same"


def test_what_a_file_holds_cannot_write_to_the_terminal(tmp_path: Path):
    said = _run("A flag", *_files(tmp_path, FIRST.replace("A flag", "A flag\x1b[2J\u202e")))
    assert "\x1b" not in said and "\u202e" not in said


def test_a_quotation_without_words_and_an_article_that_is_not_there_are_refused(tmp_path: Path):
    (file,) = _files(tmp_path, FIRST)
    for words, code in (((" ", file), "find-no-words"), (("flag", file, "--article", "flag"), "find-no-article")):
        done = CliRunner(env={"LAWLOOM_LANGUAGE": "en"}).invoke(cli.main, ["bill", "find", *words])
        assert (done.exit_code, f"[{code}]" in done.output) == (1, True)
