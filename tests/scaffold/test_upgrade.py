"""`lawloom upgrade`: renews what belongs to the engine, and never what people wrote."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from lawloom.cli.commands import main
from lawloom.instance import Instance
from lawloom.scaffold import new, upgrade
from lawloom.scaffold.owned import LAID
from lawloom.scaffold.renew import MARK


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    new(tmp_path / "made", "Night trains", "en", environment={"XDG_CONFIG_HOME": str(tmp_path)})
    return Instance(tmp_path / "made")


def test_a_changed_verifier_is_brought_back(instance: Instance):
    verifier = instance.root / "scripts" / "verify.py"
    good = verifier.read_bytes()
    verifier.write_bytes(good + b"\nprint('all is well')\n")
    assert upgrade(instance, dry_run=True) == ["scripts/verify.py"]
    assert verifier.read_bytes() != good
    assert upgrade(instance) == ["scripts/verify.py"]
    assert verifier.read_bytes() == good
    assert upgrade(instance) == []


def test_below_the_mark_mkdocs_is_the_engines_and_above_it_the_consultations(instance: Instance):
    text = instance.mkdocs_file.read_text("utf-8")
    own = "extra: {mine: true}\n" + text.replace("  - lawloom\n", "  - lawloom-of-old\n")
    instance.mkdocs_file.write_text(own, "utf-8")
    assert upgrade(instance) == ["mkdocs.yml"]
    assert instance.mkdocs_file.read_text("utf-8") == "extra: {mine: true}\n" + text


def test_a_mkdocs_file_without_the_mark_is_left_alone(instance: Instance):
    text = instance.mkdocs_file.read_text("utf-8").replace(MARK, "# mine")
    instance.mkdocs_file.write_text(text, "utf-8")
    assert upgrade(instance) == []
    assert instance.mkdocs_file.read_text("utf-8") == text


def test_private_folders_are_ignored_again_and_own_lines_stay(instance: Instance):
    ignored = instance.root / ".gitignore"
    ignored.write_text("/notes/\n/site/", "utf-8")
    assert upgrade(instance) == [".gitignore"]
    lines = ignored.read_text("utf-8").splitlines()
    assert lines[:2] == ["/notes/", "/site/"]
    assert {"/private/", "/build/"} <= set(lines)
    assert lines.count("/site/") == 1


def test_git_is_told_again_to_leave_the_bytes_of_a_ledger_alone(instance: Instance):
    attributes = instance.root / ".gitattributes"
    assert "/contributions/**/*.jsonl -text" in attributes.read_text("utf-8").splitlines()
    attributes.write_text("*.png binary\n", "utf-8")
    assert upgrade(instance) == [".gitattributes"]
    lines = attributes.read_text("utf-8").splitlines()
    assert lines[0] == "*.png binary"
    assert {"/contributions/**/*.jsonl -text", "/contributions/**/*.csv -text"} <= set(lines)


def test_nothing_that_people_wrote_is_touched(instance: Instance):
    before = {path: path.read_bytes() for path in instance.content.rglob("*") if path.is_file()}
    for path in before:
        path.write_bytes(before[path] + b"\n<!-- ours -->\n")
    upgrade(instance)
    assert all(path.read_bytes() == data + b"\n<!-- ours -->\n" for path, data in before.items())


def test_this_repository_itself_has_nothing_to_upgrade(repository: Path):
    assert upgrade(Instance(repository), dry_run=True) == []


def test_a_language_that_was_added_gets_its_configuration_and_what_stands_above_the_mark_stays(instance: Instance):
    text = instance.consultation_file.read_text("utf-8")
    instance.consultation_file.write_text(text.replace('languages: ["en"]', "languages: [en, fr]"), "utf-8")
    forms = [f".github/ISSUE_TEMPLATE/fr-{kind}.yml" for kind in ("appeal", "conclusion", "event", "petition")]
    assert upgrade(instance) == ["mkdocs.fr.yml", *forms]
    path = instance.root / "mkdocs.fr.yml"
    laid = path.read_text("utf-8")
    assert "INHERIT: mkdocs.yml\nsite_dir: site/fr\n" in laid
    path.write_text("# mine\n" + laid.replace("language: fr", "language: de"), "utf-8")
    assert upgrade(instance) == ["mkdocs.fr.yml"]
    assert path.read_text("utf-8") == "# mine\n" + laid
    assert upgrade(instance) == []


# --- files that are the engine's as a whole ---------------------------------------------------------------------------
# What an older engine laid is played by changing the copy of what was laid.


def laid_otherwise(instance: Instance, name: str, data: bytes) -> Path:
    """As if an older engine had laid this file with these bytes; gives where the file itself stands."""
    copy = instance.root / LAID / name
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(data)
    path = instance.root / name
    path.write_bytes(data)
    return path


def test_a_script_that_nobody_edited_becomes_that_of_the_new_engine(instance: Instance):
    now = (instance.root / "scripts/collect").read_bytes()
    path = laid_otherwise(instance, "scripts/collect", now.replace(b"set -euo pipefail", b"set -e"))
    mode = path.stat().st_mode
    assert upgrade(instance, dry_run=True) == ["scripts/collect"]
    assert path.read_bytes() != now
    assert upgrade(instance) == ["scripts/collect"]
    assert path.read_bytes() == now
    assert path.stat().st_mode == mode
    assert upgrade(instance) == []


def test_lines_that_people_added_elsewhere_stay_and_the_new_ones_come(instance: Instance):
    now = (instance.root / "scripts/collect").read_bytes()
    path = laid_otherwise(instance, "scripts/collect", now.replace(b"set -euo pipefail", b"set -e"))
    path.write_bytes(path.read_bytes() + b"echo ours\n")
    assert upgrade(instance) == ["scripts/collect"]
    assert path.read_bytes() == now + b"echo ours\n"
    assert upgrade(instance) == []


def test_the_same_lines_are_left_to_people_with_the_new_file_beside_and_told_in_a_sentence(instance: Instance):
    now = (instance.root / "scripts/collect").read_bytes()
    path = laid_otherwise(instance, "scripts/collect", now.replace(b"set -euo pipefail", b"set -e"))
    theirs = path.read_bytes().replace(b"set -e", b"set -x")
    path.write_bytes(theirs)
    for words in (["--dry-run"], []):
        done = CliRunner().invoke(main, ["-C", str(instance.root), "upgrade", *words], env={"LAWLOOM_LANGUAGE": "en"})
        assert done.exit_code == 0
        assert "  scripts/collect.new\n" in done.output
        assert "Compare the two" in done.output
        assert path.read_bytes() == theirs
    assert (instance.root / "scripts/collect.new").read_bytes() == now
    assert upgrade(instance) == []


def test_what_people_took_away_stays_away_and_what_the_engine_adds_comes(instance: Instance):
    (instance.root / "scripts/collect").unlink()
    for name in ("scripts/tell", f"{LAID}/scripts/tell"):
        (instance.root / name).unlink()
    assert upgrade(instance) == ["scripts/tell"]
    assert not (instance.root / "scripts/collect").exists()
    assert (instance.root / "scripts/tell").stat().st_mode & 0o111


def test_what_the_engine_has_no_use_for_goes_unless_somebody_edited_it(instance: Instance):
    old = laid_otherwise(instance, "scripts/of-old", b"#!/bin/sh\n")
    edited = laid_otherwise(instance, "scripts/of-older", b"#!/bin/sh\n")
    edited.write_bytes(b"#!/bin/sh\necho ours\n")
    assert upgrade(instance) == ["scripts/of-old"]
    assert not old.exists()
    assert edited.read_bytes() == b"#!/bin/sh\necho ours\n"
    assert upgrade(instance) == []
