"""The files of issue forms: as the forge wants them, from what people wrote, and never over what they changed there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import check_jsonschema
import pytest
import yaml
from jsonschema import Draft7Validator

from lawloom.instance import Instance
from lawloom.scaffold import new, upgrade

SUBJECT = """\
---
title: Lanterns
summary: Where light is missing at night.
phases:
  - {name: causes, kind: causes, opens: 2027-02-01, closes: 2027-04-30}
  - {name: solutions, kind: solutions, opens: 2027-02-01, closes: 2027-04-30}
---
Who walks home late walks in the dark.
"""
FORMS = ".github/ISSUE_TEMPLATE"


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    new(tmp_path / "made", "Night", "en,fr", "owner/name", environment={"XDG_CONFIG_HOME": str(tmp_path)})
    return Instance(tmp_path / "made")


def a_subject(instance: Instance, slug: str = "lanterns", text: str = SUBJECT) -> None:
    folder = instance.subject(slug)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "subject.md").write_text(text, encoding="utf-8")


def forms_of(instance: Instance) -> dict[str, Any]:
    return {
        path.name: yaml.safe_load(path.read_bytes())
        for path in (instance.root / FORMS).glob("*.yml")
        if path.name != "config.yml"
    }


def schema(name: str) -> dict[str, Any]:
    """The schema of the forge's files, as the checker of schemas brings it."""
    path = Path(check_jsonschema.__file__).parent / "builtin_schemas" / "vendor" / f"github-{name}.json"
    return json.loads(path.read_bytes())


def test_a_new_consultation_has_the_forms_of_what_is_always_open(instance: Instance):
    names = {"petition.yml", "event.yml", "conclusion.yml", "appeal.yml"}
    assert forms_of(instance).keys() == names | {f"fr-{name}" for name in names}


def test_every_form_is_as_the_forge_wants_it(instance: Instance):
    a_subject(instance)
    a_subject(instance, "benches", SUBJECT.replace("Lanterns", '"Benches: old #1"'))
    upgrade(instance)
    found = forms_of(instance)
    assert {"cause.yml", "fr-cause.yml", "argument.yml", "source.yml"} <= found.keys()
    validator = Draft7Validator(schema("issue-forms"))
    for name, form in found.items():
        assert [error.message for error in validator.iter_errors(form)] == [], name
        ids = [field["id"] for field in form["body"] if "id" in field]
        labels = [field["attributes"]["label"] for field in form["body"] if "id" in field]
        assert len(set(ids)) == len(ids), name
        assert len(set(labels)) == len(labels), name
    config = yaml.safe_load((instance.root / FORMS / "config.yml").read_bytes())
    assert [error.message for error in Draft7Validator(schema("issue-config")).iter_errors(config)] == []
    assert config["blank_issues_enabled"] is True


def test_names_of_forms_are_told_apart_by_who_chooses_one(instance: Instance):
    a_subject(instance)
    upgrade(instance)
    names = [form["name"] for form in forms_of(instance).values()]
    assert len(set(names)) == len(names)


def test_forms_follow_the_subjects_and_go_with_them(instance: Instance):
    a_subject(instance)
    changed = upgrade(instance)
    assert f"{FORMS}/cause.yml" in changed
    assert upgrade(instance) == []
    a_subject(instance, text=SUBJECT.replace("causes, kind: causes", "ideas, kind: document"))
    assert f"{FORMS}/cause.yml" in upgrade(instance, dry_run=True)
    assert (instance.root / FORMS / "cause.yml").is_file()
    upgrade(instance)
    assert not (instance.root / FORMS / "cause.yml").exists()
    assert (instance.root / FORMS / "solution.yml").is_file()


def test_a_form_that_somebody_edited_keeps_what_they_wrote_and_gets_what_is_new(instance: Instance):
    a_subject(instance)
    upgrade(instance)
    path = instance.root / FORMS / "cause.yml"
    path.write_text(path.read_text("utf-8").replace("name: Name a cause", "name: Tell us why"), "utf-8")
    a_subject(instance, "benches", SUBJECT.replace("Lanterns", "Benches"))
    assert f"{FORMS}/cause.yml" in upgrade(instance)
    text = path.read_text("utf-8")
    assert "name: Tell us why" in text
    assert "Benches (benches)" in text
    assert upgrade(instance) == []


def test_where_both_changed_the_same_lines_theirs_stays_and_ours_stands_beside_it(instance: Instance):
    a_subject(instance)
    a_subject(instance, "benches", SUBJECT.replace("Lanterns", "Benches"))
    upgrade(instance)
    path = instance.root / FORMS / "cause.yml"
    edited = path.read_text("utf-8").replace("- Benches (benches)", "- Seats (benches)")
    path.write_text(edited, "utf-8")
    a_subject(instance, "benches", SUBJECT.replace("Lanterns", "Banks"))
    changed = upgrade(instance)
    assert f"{FORMS}/cause.yml" not in changed
    assert f"{FORMS}/cause.yml.new" in changed
    assert path.read_text("utf-8") == edited
    assert "- Banks (benches)" in path.with_name("cause.yml.new").read_text("utf-8")
    path.with_name("cause.yml.new").unlink()
    assert upgrade(instance) == []  # they were told once


def test_a_form_that_somebody_took_away_stays_away(instance: Instance):
    a_subject(instance)
    upgrade(instance)
    (instance.root / FORMS / "argument.yml").unlink()
    assert upgrade(instance) == []
    assert not (instance.root / FORMS / "argument.yml").exists()


def test_a_file_of_their_own_that_has_the_name_of_one_of_ours_is_not_touched(instance: Instance):
    path = instance.root / FORMS / "cause.yml"
    path.write_text("name: mine\n", "utf-8")
    a_subject(instance)
    assert f"{FORMS}/cause.yml.new" in upgrade(instance)
    assert path.read_text("utf-8") == "name: mine\n"


def test_nothing_is_asked_where_nothing_is_collected(instance: Instance):
    a_subject(instance)
    text = instance.consultation_file.read_text("utf-8")
    instance.consultation_file.write_text(f"{text}\ncollect: no\n", "utf-8")
    upgrade(instance)
    assert forms_of(instance) == {}


def test_while_what_people_wrote_cannot_be_read_the_forms_stay_as_they_are(instance: Instance):
    a_subject(instance)
    upgrade(instance)
    before = forms_of(instance)
    a_subject(instance, text=SUBJECT.replace("closes: 2027-04-30", "closes: 2027-13-30"))
    assert upgrade(instance) == []
    assert forms_of(instance) == before
