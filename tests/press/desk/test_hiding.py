"""Hiding takes effect at once; restoring waits for the record."""

from __future__ import annotations

from dataclasses import replace

from lawloom.model.editorial import Moderation, ModerationAct
from lawloom.press.desk.hiding import hidden_now
from press.builders import Case

CASE = Case().add("gh-1", title="A").add("gh-2", title="B")
HIDE = Moderation("gh-1", ModerationAct.HIDE, "3", "", "2027-03-12", line=1)
RESTORE = Moderation("gh-1", ModerationAct.RESTORE, "3", "", "2027-03-13", line=9)


def test_a_text_is_hidden_before_any_run_has_recorded_it():
    found = hidden_now(CASE.contributions, [HIDE])
    assert [found["gh-1"].hidden, found["gh-2"].hidden] == ["3", ""]
    assert list(found) == ["gh-1", "gh-2"]


def test_the_last_act_counts():
    assert not hidden_now(CASE.contributions, [RESTORE, HIDE])["gh-1"].hidden
    again = replace(HIDE, date="2027-03-14")
    assert hidden_now(CASE.contributions, [HIDE, RESTORE, again])["gh-1"].hidden == "3"


def test_what_the_record_hides_stays_hidden_until_the_record_restores_it():
    recorded = {**CASE.contributions, "gh-1": replace(CASE.contributions["gh-1"], hidden="1")}
    assert hidden_now(recorded, [HIDE, RESTORE])["gh-1"].hidden == "1"


def test_an_act_on_something_unknown_changes_nothing():
    assert hidden_now(CASE.contributions, [replace(HIDE, on="gone-1")]) is CASE.contributions
