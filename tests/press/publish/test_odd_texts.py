"""A text that is not the one its line received is withheld and told; so is a status that speaks of no moment."""

from __future__ import annotations

import json

import pytest

from lawloom import stages
from lawloom.errors import LedgerDamaged
from lawloom.ledger import verify
from lawloom.press.desk import texts
from press.instances import an_instance

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("change", ["title", "number", "list", "salt", "id"])
def test_a_text_that_does_not_agree_with_its_line_is_withheld_and_told(tmp_path, change):
    instance = an_instance(tmp_path)
    path = instance.texts_of("lamps") / "0001.jsonl"
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    row = rows[0]
    if change == "title":
        row["data"]["title"] = "FORGED"
    elif change == "number":
        row["data"]["title"] = 5
    elif change == "list":
        row["data"] = [1]
    elif change == "salt":
        row["salt"] = "00" * 16
    else:
        row["data"], row["salt"] = rows[1]["data"], rows[1]["salt"]
    written = [json.dumps(one, sort_keys=True, separators=(",", ":"), ensure_ascii=False) for one in rows]
    path.write_text("\n".join([*written, ""]))
    for _ in range(2):
        told = [one for one in stages.build(instance).problems if one.code == "text-changed"]
        assert [one.place.line for one in told] == [1]
        assert not told[0].warning
    assert not [one for one in instance.site.rglob("*") if one.is_file() and b"FORGED" in one.read_bytes()]
    page = (instance.site / "subjects" / "lamps" / "c" / rows[0]["id"] / "index.html").read_text("utf-8")
    assert "This text does not match the record and is withheld." in page


UNREADABLE = ["{}", "[]", "nothing", '{"data":{},"id":"gh-1","rev":1,"salt":"","more":1}', "[" * 9000]


@pytest.mark.parametrize("few", [400, 0], ids=["picked out", "all read"])
@pytest.mark.parametrize("row", UNREADABLE, ids=range(len(UNREADABLE)))
def test_a_row_that_cannot_be_read_costs_one_text(tmp_path, monkeypatch, row, few):
    monkeypatch.setattr(texts, "FEW", few)
    instance = an_instance(tmp_path)
    path = instance.texts_of("lamps") / "0001.jsonl"
    rows = path.read_text().splitlines()
    path.write_text("\n".join([row, *rows[1:], ""]))
    for _ in range(2):
        told = [one for one in stages.build(instance).problems if one.code in texts.ODD]
        assert [(one.place.line, one.warning) for one in told] == [(0 if few else 1, False)]
    pages = instance.site / "subjects" / "lamps" / "c"
    assert "is withheld." in (pages / json.loads(rows[0])["id"] / "index.html").read_text("utf-8")
    assert "is withheld." not in (pages / json.loads(rows[1])["id"] / "index.html").read_text("utf-8")
    assert not [one for one in verify.verify(instance, ["lamps"]) if one.sound]


@pytest.mark.parametrize("as_of", ["9999-<b>", "2026-02-31T00:00:00Z", "yesterday"])
def test_a_status_that_speaks_of_no_moment_is_told(tmp_path, as_of):
    instance = an_instance(tmp_path)
    stages.build(instance)
    lines, head = 1, "0" * 64
    standing = {"subjects": {"lamps": {"lines": lines, "head": head, "as_of": as_of}}}
    instance.status_file.write_text(json.dumps(standing))
    with pytest.raises(LedgerDamaged) as failure:
        stages.tally(instance, [])
    assert [one.code for one in failure.value.problems] == ["status-unreadable"]
