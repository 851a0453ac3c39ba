"""Four hundred and fifty-one issues of a real project pass from the forge to the site, each where it belongs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from collect.github.world import World
from double.recorded import put, rows
from journeys.steps import a_desk
from lawloom.content import kept
from lawloom.instance import Instance
from lawloom.ledger import fold

pytestmark = pytest.mark.slow

SUBJECT = """\
---
title: Documentation
summary: What the documents should say.
phases:
  - {name: solutions, kind: solutions, opens: 2012-01-01, closes: 2027-12-31}
---
Where they are wrong, unclear or missing.
"""
MOST_SECONDS = 120  # of processors, this one's and those of the commands
LARGEST_PAGE = 100_000  # bytes of the page of one contribution; its whole text is in the data files


def test_every_real_issue_is_collected_counted_and_published(tmp_path: Path, real_data: Path):
    desk = a_desk(tmp_path)
    desk.new("Documents")
    folder = desk.folder / "content" / "subjects" / "documentation"
    folder.mkdir(parents=True)
    (folder / "subject.md").write_text(SUBJECT, encoding="utf-8")
    world = World(desk.folder, kept.reading(Instance(desk.folder)).consultation)
    began = sum(os.times()[:4])
    issues = []
    for raw in rows(real_data / "github-issues-perl6-doc" / "issues.jsonl.gz"):
        issues.append(put(world.forge, {**raw, "user": {"login": raw["author"]}}))
    assert len(issues) == 451
    told = world.collect(requests=12)
    assert [one.code for one in told.problems] == []
    sent = [one for one in issues if not one.is_pull]
    held = fold.fold(world.instance, "documentation").contributions
    assert held.keys() == {f"gh-{one.number}" for one in sent}
    for one in sent:
        state = "closed" if one.state == "closed" or one.locked else "opened"
        assert held[f"gh-{one.number}"].state == state
        assert held[f"gh-{one.number}"].sent_at == one.at
    before = world.lines("documentation")
    world.collect(requests=12)
    assert world.lines("documentation") == before
    desk.build()
    assert sum(os.times()[:4]) - began < MOST_SECONDS
    pages = desk.site / "subjects" / "documentation" / "c"
    for one in sent:
        page = (pages / f"gh-{one.number}" / "index.html").read_bytes()
        assert len(page) < LARGEST_PAGE
        assert b"<script" not in page
    desk.verify_apart()
    desk.lawloom("verify")
