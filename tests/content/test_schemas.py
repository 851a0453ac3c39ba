"""JSON Schemas for editors."""

from __future__ import annotations

import pytest
import yaml
from jsonschema import Draft202012Validator

from content.desk import BILL, CONSULTATION, PEOPLE, SUBJECT
from lawloom.content.schemas import NAMES, schema


@pytest.mark.parametrize("name", NAMES)
def test_each_schema_is_sound_and_explains_every_key(name: str) -> None:
    found = schema(name)
    Draft202012Validator.check_schema(found)
    assert found["$schema"].endswith("2020-12/schema")
    for block in [found, *found.get("$defs", {}).values()]:
        for key, inner in block.get("properties", {}).items():
            assert inner.get("description"), f"{name}: {key}"
        assert "properties" not in block or block["additionalProperties"] is False


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("consultation", CONSULTATION),
        ("people", PEOPLE),
        ("subject", SUBJECT.split("---\n")[1]),
        ("bill", BILL.split("---\n")[1]),
        ("decisions", "- {on: [gh-1], outcome: adopted, reason: x, date: '2027-03-01'}"),
        ("moderation", "- {on: gh-1, act: hide, rule: 3, reason: x, date: '2027-03-01'}"),
    ],
)
def test_what_the_reader_accepts_the_schema_accepts(name: str, text: str) -> None:
    value = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  all text, as typed
    if name == "moderation":
        value[0]["rule"] = 3
    assert list(Draft202012Validator(schema(name)).iter_errors(value)) == []


def test_an_unknown_name_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        schema("nothing")
