"""Rules that an act of moderation may name."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.desk import a_desk
from lawloom.content.rules import OURS, is_known, known_rules
from lawloom.model.consultation import Page
from lawloom.pages.templates import FOLDER

OWN = "## Rule a {#rule-a}\n\n## Rule 12 {: #rule-12 .x }\n"
ACT = "- {on: cs-1, act: hide, rule: %s, reason: Because., date: 2027-01-05}\n"


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_our_own_page_names_the_rules_that_acts_may_name(language):
    text = (FOLDER / language / "rules.md").read_text(encoding="utf-8")
    assert known_rules([Page("rules", "Rules", text)]) == OURS


def test_a_page_of_their_own_names_their_rules_and_one_without_anchors_leaves_it_to_them():
    assert known_rules([Page("rules", "Rules", OWN)]) == {"a", "12"}
    assert known_rules([Page("rules", "Rules", "Be kind.")]) is None
    assert known_rules([]) == OURS


def test_an_act_may_name_several_rules():
    assert is_known("3, 5", OURS)
    assert not is_known("3, 9", OURS)
    assert is_known("whatever", None)


def test_check_names_an_act_under_a_rule_that_there_is_not(tmp_path: Path):
    desk = a_desk(tmp_path)
    desk.quay("moderation.yml", ACT % "3" + ACT.replace("cs-1", "cs-2") % "9")
    told = desk.read()
    assert told.at("unknown-rule") == "moderation.yml:2"
    assert "it names: 1, 2, 3, 4, 5" in told.says("unknown-rule")
    assert [act.rule for act in told.quay.moderation] == ["3", "9"]
