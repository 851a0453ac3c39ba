"""A sheet to sign the finished bill on: printed while it is in support, typed into a table, counted as paper."""

from __future__ import annotations

import csv
import html
import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from journeys.steps import a_desk
from lawloom.model.phase import Phase, PhaseKind
from lawloom.press.desk.desk import desk_of
from lawloom.press.html.press import make_ready
from lawloom.press.paper import signing_sheet
from lawloom.press.site.files import Files
from press.builders import Case, a_bill

OPEN = Phase("support", PhaseKind.SUPPORT, "2000-01-01T00:00:00Z", "2090-04-30T00:00:00Z")
OVER = replace(OPEN, closes_at="2000-02-01T00:00:00Z")
SUBJECT = """\
---
title: Night
summary: It is dark.
phases:
  - {name: support, kind: support, opens: 2027-01-01, closes: 2027-12-31}
---
Dark.
"""
BILL = "---\ntitle: Act on the night\ndate: 2027-01-01\n---\n## Article 1. Light {#light}\n\nThere is light.\n"


def sheet(folder: Path, phase: Phase) -> str:
    bill = replace(a_bill("night"), version="third draft", date="2027-03-01", title="Act <on> nights")
    case = Case(subject={"bill": bill, "phases": (phase,)})
    case.settings = replace(case.settings, address="https://law.example/")
    press = make_ready(case.consultation(), cast(Any, None))
    files = Files(folder / "site", folder / "states")
    signing_sheet.print_sheet(press, desk_of(press, case.edition(), case.texts), files.part("a"))
    files.finish()
    (page,) = [*(folder / "site").rglob("index.html")] or [None]
    return page.read_text("utf-8").replace("\u00a0", " ") if page else ""


def test_the_sheet_names_the_text_that_is_signed_and_has_a_row_for_each_hand(tmp_path: Path) -> None:
    page = sheet(tmp_path, OPEN)
    assert "Act &lt;on&gt; nights" in page and "Third draft, 1 March 2027" in page
    assert "https://law.example/subjects/quiet/bill/" in page and "Signatures count until 29 April 2090" in page
    assert page.count("<th scope=row>") + page.count('<th scope="row">') == signing_sheet.LINES
    assert "<input" not in page and "<script" not in page


def test_after_the_phase_the_sheet_says_that_it_is_over_and_names_no_text(tmp_path: Path) -> None:
    page = sheet(tmp_path, OVER)
    assert "Signatures were taken until 31 January 2000" in page and "Third draft" not in page


def test_before_the_phase_of_support_there_is_none(tmp_path: Path) -> None:
    assert sheet(tmp_path, replace(OPEN, opens_at="2089-01-01T00:00:00Z")) == ""


@pytest.mark.slow
def test_a_sheet_that_is_typed_in_as_it_says_is_counted_once_as_paper(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.new()
    home = desk.folder / "content/subjects/night"
    home.mkdir(parents=True)
    (home / "subject.md").write_text(SUBJECT)
    (home / "bill.md").write_text(BILL)
    (tmp_path / "sheet").mkdir()
    page = sheet(tmp_path / "sheet", replace(OPEN, opens_at="2027-02-01T00:00:00Z", closes_at="2090-01-01T00:00:00Z"))
    header, example = html.unescape(re.findall(r"<code>([^<]*on,by[^<]*)</code>", page)[0]).splitlines()
    table = tmp_path / "signatures.csv"
    rows = io.StringIO()
    writer = csv.writer(rows)
    for line, who in ((2, "Ana, Mill Bend"), (3, "Bo, Sedge"), (4, "Ana, Mill Bend")):
        writer.writerow(["bill", who, "signature", "2027-03-02", "paper", f"1-{line}"])
    for typed in (f"{header}\n{example}\n", f"{header}\n{example}\n{rows.getvalue()}"):
        table.write_text(typed)
        desk.bring("csv", table, "night", "--prefix", "paper", as_of="2027-04-01T00:00:00Z")
    bill = desk.tally()["night"]["bill"]
    assert bill["signature"] == 3, "Name, Ana and Bo; whoever signs twice counts once"
    assert list(bill["channels"]) == ["paper"]
    desk.lawloom("verify")
