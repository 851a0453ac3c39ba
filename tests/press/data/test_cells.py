"""Cells of CSV files: safe to open, and nothing of what was sent is lost."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawloom.press.data.cells import guard, unguard


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "001", "75001", "1e5"])
def test_a_cell_that_a_spreadsheet_would_run_or_change_begins_with_an_apostrophe(text):
    assert guard(text).startswith("'")


def test_a_formula_behind_another_separator_is_guarded_too():
    assert guard("a;=1+1") == "a;'=1+1"
    assert guard("a\n-1+1") == "a\n'-1+1"


def test_a_list_in_a_text_keeps_its_points():
    assert guard("We want:\n- light\n- sleep") == "We want:\n- light\n- sleep"


def test_words_stay_as_they_are():
    for text in ("", "Night trains", "L’éclairage", "2 lamps are enough", "“=1”"):
        assert guard(text) == text


@given(st.text(alphabet=st.sampled_from("='+-@\t\r\n;,a1 \"")))
def test_taking_the_guard_away_gives_back_what_was_sent(text):
    assert unguard(guard(text)) == text


@given(st.text(alphabet=st.sampled_from("='+-@\t\r\n;,a1 \"é\0")))
def test_a_guarded_cell_passes_through_a_file(text):
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\r\n").writerow(["x", guard(text)])
    assert unguard(next(csv.reader(io.StringIO(written.getvalue(), newline="")))[1]) == text


def test_hostile_cells_open_as_text_and_come_back_whole(real_data):
    for line in (real_data / "attacks" / "csv-cells.jsonl").read_text("utf-8").splitlines():
        text = json.loads(line)["data"]
        cell = guard(text)
        assert unguard(cell) == text
        assert not any(part.startswith(("=", "+", "-", "@", "\t", "\r")) for part in cell.split(";"))
        assert not cell.replace(".", "").isdigit()
