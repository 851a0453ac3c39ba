"""`lawloom upgrade`: renews what belongs to the engine, and never what people wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from lawloom.instance import Instance
from lawloom.scaffold import new, upgrade
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
