"""JSON lines are read strictly: what a careful writer does not write is refused, line by line."""

import pytest

from collect.builders import a_folder, packed
from lawloom.collect.json_lines import is_json, records
from lawloom.collect.port import Refused
from lawloom.collect.source import look_at
from lawloom.errors import ContentProblems


def looked_at(tmp_path, content):
    path = tmp_path / "o.jsonl"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return look_at(path).files[0]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('{"a": 1', "json-broken"),
        ('{"a": 1, "a": 2}', "json-key-twice"),
        ('{"a": {"b": 1, "b": 1}}', "json-key-twice"),
        ('{"a": NaN}', "json-no-number"),
        ('{"a": -Infinity}', "json-no-number"),
        ('{"a": ' + "9" * 5000 + "}", "json-extreme"),
        ('{"a": ' + "[" * 100_000 + "}", "json-extreme"),
        ("[1]", "json-not-object"),
        ('{"a": "\0"}', "row-nul"),
    ],
)
def test_a_bad_line_costs_that_line(tmp_path, line, code):
    found = list(records(looked_at(tmp_path, f'{{"id": 1}}\n\n{line}\n{{"id": 2}}\n')))
    assert [(row.code, row.origin.line) if isinstance(row, Refused) else row[1]["id"] for row in found] == [
        1,
        (code, 3),
        2,
    ]


def test_a_line_that_breaks_off_at_the_end_is_refused_and_the_others_stand(tmp_path):
    found = list(records(looked_at(tmp_path, packed('{"id": 1}\n{"id": 2, "bo'))))
    assert [isinstance(row, Refused) for row in found] == [False, True]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ('[\n{"id": 1}\n]', "source-json-not-lines"),
        ('{\n"id": 1}', "source-json-not-lines"),
    ],
)
def test_what_is_not_lines_of_json_is_named(tmp_path, content, code):
    with pytest.raises(ContentProblems) as told:
        is_json(looked_at(tmp_path, content))
    assert told.value.problems[0].code == code


def test_the_page_of_an_error_saved_as_data_is_named_and_a_page_beside_the_data_is_left(tmp_path):
    with pytest.raises(ContentProblems) as told:
        looked_at(tmp_path, "\ufeff <!DOCTYPE html><p>502 Bad Gateway</p>")
    assert told.value.problems[0].code == "source-html"
    folder = a_folder(tmp_path, o_jsonl="{}", **{"index.html": "<html></html>", "plan.pdf": b"%PDF-1.7"})
    source = look_at(folder)
    assert [file.name for file in source.files] == ["export/o.jsonl"]
    assert [one.code for one in source.skipped] == ["source-not-a-table", "source-not-a-table"]
