"""Hostile front matter and names: a message with file and line, no traceback, and the other files are read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.desk import BILL, QUAY, SUBJECT, a_desk
from examples import examples
from lawloom.content.suggestions import slug_from
from lawloom.model.ids import is_slug


def items(real_data: Path, name: str) -> list[dict[str, Any]]:
    rows = (real_data / "attacks" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(row) for row in rows]


PLACES = {
    "subject.md": (SUBJECT, "content/subjects/hostile/subject.md"),
    "bill.md": (BILL, f"{QUAY}/bill.md"),
    "debate.md": ("---\ndate: 2027-02-20\n---\n", f"{QUAY}/debate.md"),
    "essay": ("---\ntitle: A\nauthor: tom-eddy\ndate: 2027-02-20\n---\n", f"{QUAY}/essays/a.md"),
    "page": ("---\ntitle: A\n---\n", "content/pages/about.md"),
}


@pytest.mark.parametrize("place", PLACES)
def test_each_hostile_front_matter_is_named_with_its_line_and_costs_its_file(
    tmp_path: Path, real_data: Path, place: str
) -> None:
    sound, file = PLACES[place]
    for item in items(real_data, "front-matter"):
        for base in ("", sound.split("---\n")[1]):
            desk = a_desk(tmp_path)
            end = "" if item["name"] == "no-end" else "---\n"
            desk.write(file, f"---\n{base}{item['data']}\n{end}Body.\n".encode(item["encoding"]))
            told = desk.read()
            named = [one for one in told.problems if one.place.file == file]
            assert named, item["name"]
            assert all(one.place.line for one in named), item["name"]
            assert told.quay.title == "Who may moor", item["name"]
            assert told.consultation is not None
            assert "hostile" not in told.consultation.subjects, item["name"]


@pytest.mark.parametrize(
    "file", ["consultation.yml", "content/people.yml", f"{QUAY}/decisions.yml", f"{QUAY}/progress.yml"]
)
def test_each_hostile_yaml_is_named_with_its_line(tmp_path: Path, real_data: Path, file: str) -> None:
    for item in items(real_data, "front-matter"):
        desk = a_desk(tmp_path)
        desk.write(file, item["data"].encode(item["encoding"]))
        named = [one for one in desk.read().problems if one.place.file == file]
        assert named, item["name"]
        assert all(one.place.line for one in named), item["name"]


def test_hostile_names_of_folders_and_files_are_refused_by_name(tmp_path: Path, real_data: Path) -> None:
    desk = a_desk(tmp_path)
    made = []
    for item in items(real_data, "names"):
        name = item["data"]
        if "/" in name or len(name.encode()) > 250:
            continue  # this system itself refuses it
        desk.write(f"content/subjects/{name}/subject.md", SUBJECT)
        desk.quay(f"essays/{name}.md", PLACES["essay"][0])
        made.append(name)
    told = desk.read()
    assert told.consultation is not None
    sound = {name for name in made if is_slug(name)} - {"404"}
    assert set(told.consultation.subjects) == {"quay"} | sound
    assert {essay.id for essay in told.quay.essays} == sound | {"404"}
    named = "\n".join(one.place.file for one in told.problems)
    assert [name for name in made if name not in sound and name not in named] == []


def test_hostile_names_as_ids_are_refused_with_their_line(tmp_path: Path, real_data: Path) -> None:
    for item in items(real_data, "names"):
        desk = a_desk(tmp_path)
        desk.quay("subject.md", SUBJECT.replace("id: one-week", f"id: {json.dumps(item['data'])}"))
        told = desk.read()
        if not is_slug(item["data"]):
            assert {str(one.place) for one in told.problems} == {f"{QUAY}/subject.md:11"}, item["data"]
        near = slug_from(item["data"])
        assert near == "" or is_slug(near)


@given(raw=st.binary(max_size=300))
@settings(max_examples=examples(60))
def test_no_bytes_in_any_file_raise(raw: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    desk = a_desk(tmp_path_factory.mktemp("bytes"))
    for name in ("bill.md", "decisions.yml", "moderation.yml", "progress.yml", "essays/a.md", "bill/versions/01-a.md"):
        desk.quay(name, raw)
    desk.write("content/people.yml", raw)
    desk.read()


KEYS = [
    "title",
    "phases",
    "name",
    "on",
    "outcome",
    "later",
    "video",
    "url",
    "persons",
    "id",
    "causes",
    "act",
    "steps",
    "panel",
]
SCALARS = st.sampled_from([None, True, 1, "x", "2027-01-01", "gh-1", "hide", "adopted", "NO", "a\nb", ""])
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=8,
)


@pytest.mark.slow
@given(value=VALUES)
@settings(max_examples=examples(100))
def test_no_shape_of_values_raises(value: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    desk = a_desk(tmp_path_factory.mktemp("shapes"))
    text = json.dumps(value)
    for name in ("decisions.yml", "moderation.yml", "progress.yml"):
        desk.quay(name, text)
    for name in ("subject.md", "bill.md", "debate.md", "essays/a.md", "synthesis/causes.md"):
        desk.quay(name, f"---\n{text}\n---\n## Article 1. A {{#a}}\n")
    desk.write("content/people.yml", text)
    desk.write("consultation.yml", text)
    desk.read()
