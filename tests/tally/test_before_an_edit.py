"""Votes on a text that was changed afterwards: how many were cast before, on the earlier text."""

from __future__ import annotations

from pathlib import Path

import pytest

from collect.github.world import World, consultation, subject
from lawloom.tally.json_form import item_line


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Three people voted on an idea; its author changed it; then one of them changed her mind and a fourth came."""
    world = World(tmp_path, consultation(subject(elements=())))
    world.forge.open("ana", "Idea", "First.", ("cause",))
    for who in ("bo", "cy", "di"):
        world.forge.react(who, 1, "+1")
    world.collect()
    assert world.item("gh-1").before_edit is None
    world.later()
    world.forge.edit(1, body="Second.")
    world.later()
    world.forge.unreact("bo", 1, "+1")
    world.forge.react("bo", 1, "-1")
    world.forge.react("eve", 1, "+1")
    world.collect()
    return world


def test_votes_that_stand_since_before_the_change_are_told_apart(world: World):
    item = world.item("gh-1")
    assert (item.people, item.before_edit) == (4, 2)
    assert '"before_edit":2' in item_line(item)


def test_only_the_last_change_counts(world: World):
    world.later()
    world.forge.edit(1, body="Third.")
    world.collect()
    assert world.item("gh-1").before_edit == 4


def test_a_text_that_was_sorted_by_somebody_else_is_no_other_text(world: World, tmp_path: Path):
    other = World(tmp_path / "other", consultation(subject(elements=())))
    other.forge.open("ana", "Idea", "First.")
    other.forge.react("bo", 1, "+1")
    other.collect()
    other.forge.label(1, "solution")
    other.collect()
    assert other.item("gh-1").before_edit is None
    assert "before_edit" not in item_line(other.item("gh-1"))
