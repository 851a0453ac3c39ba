"""A text that is not the one its line received is withheld and told; so is a status that speaks of no moment."""

from __future__ import annotations

import json

import pytest

from lawloom import stages
from lawloom.errors import LedgerDamaged
from press.instances import an_instance


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
