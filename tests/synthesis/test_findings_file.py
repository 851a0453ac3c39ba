"""Findings on the disk: what is written is read again, the same every time, and a damaged file is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from lawloom.errors import ContentProblems
from lawloom.instance import Instance
from lawloom.model.contribution import Side
from lawloom.model.findings import ArgumentFamily, Copies, Findings, FoundTheme, Placed
from lawloom.synthesis import findings_file

FOUND = Findings(
    "causes",
    "2027-03-01T06:00:00Z",
    (FoundTheme("tram", "en", ("tram", "night"), ("gh-1", "gh-3"), ("gh-1",), ("gh-3",), 61),),
    ("gh-2",),
    ("gh-3",),
    {"gh-3": Placed("tram", 44)},
    (Copies("gh-1", ("gh-1", "gh-3"), 2),),
    (ArgumentFamily("gh-1", Side.AGAINST, "gh-4", ("gh-4", "gh-5"), ("cost",)),),
    {"en": 61},
    ("en",),
)


def test_what_is_written_is_read_again(tmp_path: Path):
    instance = Instance(tmp_path)
    findings_file.write(instance, "lamps", FOUND)
    assert findings_file.read(instance, "lamps", "causes") == FOUND
    assert [*findings_file.all_of(instance, "lamps")] == [FOUND]
    assert findings_file.read(instance, "lamps", "solutions") is None


def test_the_same_findings_are_the_same_bytes(tmp_path: Path):
    one, other = (findings_file.write(Instance(tmp_path / name), "lamps", FOUND) for name in "ab")
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize(
    "odd", [b"", b"[]", b"{}", b'{"format": 2, "phase": "causes"}', b'{"format": 1, "phase": "causes", "as_of": 3}']
)
def test_a_damaged_file_is_named(tmp_path: Path, odd: bytes):
    instance = Instance(tmp_path)
    path = findings_file.write(instance, "lamps", FOUND)
    path.write_bytes(odd)
    with pytest.raises(ContentProblems) as told:
        findings_file.read(instance, "lamps", "causes")
    assert [one.place.file for one in told.value.problems] == ["contributions/lamps/synthesis/causes.json"]
