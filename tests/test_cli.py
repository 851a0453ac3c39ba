"""The command: what it says, in which language, and with which exit code."""

from __future__ import annotations

import json
import socket
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lawloom import messages
from lawloom.cli import commands as cli

CONSULTATION = "title: Small things\nlanguages: [en]\ntimezone: UTC\n"


def run(*arguments: str, language: str = "en") -> Result:
    return CliRunner(env={"LAWLOOM_LANGUAGE": language}).invoke(cli.main, list(arguments))


def a_consultation(root: Path, settings: str = CONSULTATION) -> Path:
    (root / "content").mkdir()
    (root / "consultation.yml").write_text(settings, encoding="utf-8")
    return root


@pytest.mark.parametrize("name", sorted(cli.main.commands))
def test_every_command_explains_itself_with_an_example(name: str) -> None:
    told = run(name, "--help")
    assert told.exit_code == 0
    assert f"lawloom {name}" in told.output.replace("\n", " ") or f"lawloom -C night-trains {name}" in told.output


def test_outside_a_consultation_it_says_where_to_go(tmp_path: Path) -> None:
    told = run("-C", str(tmp_path), "check")
    assert told.exit_code == 1
    assert "consultation.yml" in told.stderr
    assert "mend:" in told.stderr


def test_a_consultation_that_nobody_can_write_to_is_told_and_is_no_fault(tmp_path: Path) -> None:
    told = run("-C", str(a_consultation(tmp_path)), "check")
    assert told.exit_code == 0
    assert "contact: consultation@example.org" in told.stderr
    root = tmp_path / "consultation.yml"
    root.write_text(CONSULTATION + "contact: a@b.example\n", encoding="utf-8")
    assert "contact" not in run("-C", str(tmp_path), "check").output


def test_a_consultation_is_found_from_a_folder_inside_it(tmp_path: Path) -> None:
    root = a_consultation(tmp_path)
    assert run("-C", str(root / "content"), "check").exit_code == 0


def test_it_speaks_the_language_of_the_terminal(tmp_path: Path) -> None:
    assert "corriger" in run("-C", str(a_consultation(tmp_path)), "check", language="fr").output


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LAWLOOM_LANGUAGE": "es"}, "es"),
    ],
)
def test_the_language_comes_from_our_own_setting_then_from_the_terminal(
    environment: dict[str, str], language: str
) -> None:
    assert messages.spoken_language(environment) == language


def test_problems_come_as_json_for_a_script(tmp_path: Path) -> None:
    root = a_consultation(tmp_path, CONSULTATION + "titel: x\n")
    told = run("-C", str(root), "check", "--json")
    problems = json.loads(told.output)
    assert [(one["file"], one["line"], one["code"]) for one in problems] == [
        ("consultation.yml", 4, "unknown-key"),
        ("consultation.yml", 0, "contact-missing"),
    ]
    assert problems[0]["mend"]


def test_a_moment_without_an_offset_is_refused(tmp_path: Path) -> None:
    root = a_consultation(tmp_path)
    told = run("-C", str(root), "erase", "x", "gh-1", "--yes", "--as-of", "2027-03-18 06:00")
    assert told.exit_code == 1
    assert "2027-03-18T06:00:00Z" in told.stderr


def test_nothing_is_asked_where_nobody_can_answer(tmp_path: Path) -> None:
    told = run("-C", str(a_consultation(tmp_path)), "erase", "x", "gh-1")
    assert told.exit_code == 1
    assert "--yes" in told.stderr


def test_a_subject_that_received_nothing_is_named_with_those_that_did(tmp_path: Path) -> None:
    told = run("-C", str(a_consultation(tmp_path)), "tally", "night-trains")
    assert told.exit_code == 1
    assert "night-trains" in told.stderr


def test_the_schema_of_a_file_is_printed_for_editors() -> None:
    assert json.loads(run("check", "--schema", "subject").output)["properties"]["title"]


def test_a_port_that_is_taken_is_said_before_anything_starts(tmp_path: Path) -> None:
    root = a_consultation(tmp_path)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        told = run("-C", str(root), "serve", "--port", str(port))
    assert told.exit_code == 2
    assert f"--port {port + 1}" in told.stderr


def test_a_disk_that_refuses_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "build/state/set.json")

    monkeypatch.setattr("lawloom.stages.build", refuse)
    told = run("-C", str(a_consultation(tmp_path)), "build")
    assert told.exit_code == 2
    assert "build/state/set.json" in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize("name", ["tally", "verify"])
def test_a_new_consultation_is_told_that_nothing_came_yet(tmp_path: Path, name: str) -> None:
    told = run("-C", str(a_consultation(tmp_path)), name)
    assert told.exit_code == 0
    assert "Nothing was received" in told.output


def test_a_phase_is_exported_as_a_file_and_one_that_is_not_there_is_named(tmp_path: Path) -> None:
    from press.instances import an_instance

    root = an_instance(tmp_path).root
    target = tmp_path / "out" / "report.html"
    told = run("-C", str(root), "export", "report", "lamps", "--phase", "solutions", "-o", str(target))
    assert told.exit_code == 0
    assert str(target) in told.output
    assert "How much light does a street need?" in target.read_text("utf-8")
    told = run("-C", str(root), "export", "report", "lamps", "--phase", "winter")
    assert told.exit_code == 1
    assert "solutions" in told.stderr


def test_a_build_after_votes_alone_says_the_same_without_the_library_of_commands(tmp_path, monkeypatch, capsys):
    from lawloom import cli as door
    from lawloom.press.votes import votes_only

    (tmp_path / "consultation.yml").write_text("title: T\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LAWLOOM_LANGUAGE", "en")
    monkeypatch.setattr(sys, "argv", ["lawloom", "build"])
    monkeypatch.setattr(votes_only, "renew", lambda instance: votes_only.Renewed(files=12, written=9))
    door.main()
    assert (
        capsys.readouterr().out
        == f"{messages.word('build-done', 'en', site=str(tmp_path / 'site'), written=9, files=12)}\n"
    )


@pytest.mark.parametrize("words", [[], ["build", "--help"], ["-C", ".", "check"]])
def test_every_other_command_line_goes_to_the_commands(monkeypatch, words):
    from lawloom import cli as door

    asked = []
    monkeypatch.setattr(sys, "argv", ["lawloom", *words])
    monkeypatch.setattr(cli, "main", lambda: asked.append(sys.argv[1:]))
    door.main()
    assert asked == [words]
