"""Usual lines: the quick way reads what the long way reads, and nothing that it would refuse."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawloom.ledger.fields import wrong_field
from lawloom.ledger.line import NotALineError, canonical, read_object
from lawloom.ledger.usual import usual
from ledger.builders import a_count, a_person
from ledger.chains import opened

words = st.text(max_size=5) | st.sampled_from(["north", 'a "b"', "à côté", "\u2028"])
maybe = st.none() | words


@st.composite
def records(draw):
    """Contributions and counts, some with fields of a wrong form."""
    if draw(st.booleans()):
        line = a_count(stance=draw(st.sampled_from(["for", "support", "fore"])), value=draw(st.integers(-1, 10**16)))
    else:
        line = opened(
            draw(st.sampled_from(["cc-1", "x", ""])),
            type=draw(st.sampled_from(["proposal", "argument", "thing"])),
            on=draw(st.sampled_from([None, "cc-2", ""])),
            rev=draw(st.integers(0, 2)),
        )
        line["by"] = draw(st.sampled_from([None, a_person("ana"), "ana"]))
        extra = {
            "side": st.sampled_from(["for", "mixed"]),
            "category": words,
            "set_aside": words,
            "ms": st.integers(-1, 1000),
            "undated": st.booleans(),
            "reason": words,
        }
        line |= {name: draw(values) for name, values in extra.items() if draw(st.integers(0, 3)) == 0}
    line |= {"actor": draw(st.sampled_from([None, "citizen", "robot"])), "area": draw(maybe), "channel": draw(maybe)}
    times = ["2027-03-02T06:00:00Z", "2027-13-02T06:00:00Z", "2027-03-02"]
    return line | {"prev": "a" * 64, "time": draw(st.sampled_from(times))}


@given(records())
def test_a_usual_line_is_read_as_the_long_way_reads_it(record):
    try:
        raw = canonical(record).encode()
    except UnicodeEncodeError:
        return
    line = usual(raw)
    if line is None:
        return
    long_way = read_object(raw)
    assert wrong_field(long_way) == ""
    for name, value in long_way.items():
        assert name == "text" or line[name] == value
    assert not any(value for name, value in line.items() if name not in long_way)


@pytest.mark.parametrize(
    "record", [opened("cc-1"), opened("cc-a1", type="argument", side="for", on="cc-1", ms=3), a_count()]
)
def test_what_imports_write_is_usual(record):
    line = {"actor": None, "area": None, "channel": "import:cc"} | record | {"prev": "0" * 64}
    assert usual(canonical(line).encode()) is not None


@given(st.integers(0, 400), st.sampled_from([b" ", b'"', b"\\", b"\x00", b"\xff", b"\n", b"}", b",", b"1.0"]))
def test_a_line_with_anything_put_into_it_is_never_read_otherwise_than_the_long_way(at, what):
    raw = canonical(opened("cc-1", area="north", category="Report") | {"prev": "0" * 64}).encode()
    changed = raw[:at] + what + raw[at:]
    try:
        long_way = read_object(changed)
    except NotALineError:
        assert usual(changed) is None
    else:
        line = usual(changed)
        assert line is None or all(line[name] == value for name, value in long_way.items() if name != "text")
    assert json.loads(raw)["id"] == "cc-1"
