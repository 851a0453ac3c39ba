"""Closed, reopened, taken back, moved, deleted, locked, folded: the record keeps the last state of everything."""

from __future__ import annotations

from pathlib import Path

import pytest

from collect.github.world import LANTERNS, World, codes, consultation, subject
from lawloom.errors import SourceUnavailable
from lawloom.model.contribution import Kind

pytestmark = pytest.mark.slow


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Three people have sent a cause each, and one has voted on the first."""
    world = World(tmp_path, consultation(subject(elements=())))
    for who in ("ana", "bo", "cy"):
        world.forge.open(who, f"Idea of {who}", "Words.", ("cause",))
    world.forge.react("di", 1, "+1")
    world.collect()
    return world


def test_what_its_author_closes_as_not_planned_is_taken_back(world: World):
    world.forge.close(1, "not_planned", by="ana")
    world.collect()
    assert world.state("gh-1") == ("withdrawn", "")
    assert world.figures("gh-1") == {"for": 1}
    assert world.sound()


@pytest.mark.parametrize(
    ("by", "reason", "state"),
    [
        ("facilitator", "not_planned", ("closed", "not-planned")),
        ("facilitator", "completed", ("closed", "completed")),
        ("ana", "completed", ("closed", "completed")),
        ("facilitator", "duplicate", ("closed", "duplicate")),
    ],
)
def test_what_anybody_closes_otherwise_is_closed(world: World, by: str, reason: str, state: tuple[str, str]):
    world.forge.close(1, reason, by=by)
    world.collect()
    assert world.state("gh-1") == state


def test_it_is_asked_once_who_closed_something(world: World):
    world.forge.close(1, "not_planned", by="ana")
    world.collect()
    asked = len(world.double.asked)
    world.collect()
    assert world.state("gh-1") == ("withdrawn", "")
    assert len(world.double.asked) - asked == 2  # the pages alone


def test_what_is_opened_again_stands_again(world: World):
    world.forge.close(1, "not_planned", by="ana")
    world.collect()
    world.forge.reopen(1, by="ana")
    world.collect()
    assert world.state("gh-1") == ("opened", "")
    world.forge.close(1, by="facilitator")
    world.collect()
    assert world.state("gh-1") == ("closed", "completed")
    events = [line["event"] for line in world.lines(id="gh-1")]
    assert events == ["opened", "withdrawn", "reopened", "closed"]
    assert world.sound()


def test_locked_is_kept_as_closed_to_answers(world: World):
    world.forge.lock(2)
    world.collect()
    assert world.state("gh-2") == ("closed", "locked")
    world.forge.lock(2, False)
    world.collect()
    assert world.state("gh-2") == ("opened", "")


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        ("https://api.example/repos/other/place/issues/9", "moved"),
        ("https://forge.example/owner/name/discussions/9", "converted"),
        ("", "deleted"),
    ],
)
def test_what_went_is_kept_with_the_reason_and_its_votes(world: World, where: str, reason: str):
    if where:
        world.forge.transfer(1, where)
    else:
        world.forge.delete(1)
    world.collect()
    assert world.state("gh-1") == ("vanished", reason)
    assert world.figures("gh-1") == {"for": 1}
    before = len(world.lines())
    world.collect()
    assert len(world.lines()) == before


def test_what_comes_back_stands_again(world: World):
    world.forge.transfer(1, "https://api.example/repos/other/place/issues/9")
    world.collect()
    world.forge.issues[1].moved_to = ""
    world.collect()
    assert world.state("gh-1") == ("opened", "")


def test_a_page_that_forgets_an_issue_which_is_there_takes_nothing_away(world: World, monkeypatch: pytest.MonkeyPatch):
    whole = world.forge.listed
    monkeypatch.setattr(
        world.forge, "listed", lambda pulls=None: [one for one in whole(pulls=pulls) if one.number != 1]
    )
    world.collect()
    assert world.state("gh-1") == ("opened", "")


def test_a_folded_comment_is_kept_and_counted_with_the_reason(world: World):
    comment = world.forge.comment("eve", 1, "Buy lamps here!")
    world.forge.react("di", 1, "+1", comment=comment.id)
    world.forge.minimise(comment.id, "spam")
    world.forge.issues[1].updated_at = world.forge.now()
    world.collect()
    id = f"gh-c{comment.id}"
    assert world.state(id) == ("closed", "folded-spam")
    assert world.figures(id) == {"support": 1}


def test_a_deleted_comment_is_told_as_such_and_its_votes_stay(world: World):
    comment = world.forge.comment("eve", 1, "+ Warm light.")
    other = world.forge.comment("eve", 1, "Another.")
    world.forge.react("di", 1, "+1", comment=comment.id)
    world.collect()
    world.later()
    world.forge.delete_comment(comment.id)
    world.collect()
    assert world.state(f"gh-a{comment.id}") == ("vanished", "deleted")
    assert world.state(f"gh-c{other.id}") == ("opened", "")
    assert world.figures(f"gh-a{comment.id}") == {"support": 1}


def test_comments_go_with_their_issue(world: World):
    comment = world.forge.comment("eve", 1, "Why?")
    world.collect()
    world.forge.delete(1)
    world.collect()
    assert world.state(f"gh-c{comment.id}") == ("vanished", "deleted")


def test_a_comment_keeps_its_id_when_its_author_changes_the_marker(world: World):
    comment = world.forge.comment("eve", 1, "+ Warm light.")
    world.collect()
    world.later()
    world.forge.edit_comment(comment.id, "Warm light, I mean.")
    world.collect()
    item = world.item(f"gh-a{comment.id}")
    assert (item.kind, item.side) == (Kind.COMMENT, None)
    assert f"gh-c{comment.id}" not in world.tally().items


def test_an_issue_that_is_sorted_later_moves_with_its_votes_to_its_subject(tmp_path: Path):
    world = World(tmp_path, consultation(LANTERNS, subject("benches", title="Benches", elements=())))
    world.forge.open("ana", "Something", "I do not know where this belongs.")
    world.forge.react("bo", 1, "+1")
    world.collect()
    assert world.state("gh-1", "unsorted") == ("opened", "")
    world.forge.label(1, "benches", "cause")
    world.collect()
    assert world.state("gh-1", "unsorted") == ("transferred", "benches")
    assert world.figures("gh-1", "benches") == {"for": 1}
    assert world.sound()


def test_a_label_that_sorts_is_no_change_by_the_author(tmp_path: Path):
    world = World(tmp_path)
    world.forge.open("ana", "A lamp", "Here.")
    world.collect()
    assert world.item("gh-1").kind is Kind.CAUSE  # what the first open phase asks for
    world.forge.label(1, "solution")
    world.collect()
    assert world.item("gh-1").kind is Kind.SOLUTION
    (line,) = world.lines(event="edited")
    assert line["reason"] == "sorted"
    before = len(world.lines())
    world.collect()
    assert len(world.lines()) == before


def test_an_issue_about_the_software_is_set_apart_when_it_is_labelled_so(world: World):
    comment = world.forge.comment("eve", 1, "The build is slow.")
    world.collect()
    world.forge.label(1, "engine")
    world.collect()
    assert world.state("gh-1") == ("closed", "engine")
    assert world.state(f"gh-c{comment.id}") == ("opened", "")
    before = len(world.lines())
    world.collect()
    assert len(world.lines()) == before


def test_votes_of_an_account_that_is_suspended_and_comes_back_are_recorded_both_ways(world: World):
    account = world.forge.accounts["di"]
    account.suspended = True
    world.collect()
    assert world.figures("gh-1") == {}
    account.suspended = False
    world.collect()
    assert world.figures("gh-1") == {"for": 1}
    account.suspended = True
    world.collect()
    account.suspended = False
    world.collect()
    assert world.figures("gh-1") == {"for": 1}
    events = [line["event"] for line in world.lines(kind="vote")]
    assert events == ["cast", "withdrawn"] * 2 + ["cast"]
    assert world.sound()
    before = len(world.lines())
    world.collect()
    assert len(world.lines()) == before


def test_five_hundred_votes_withdrawn_at_once_stop_nothing(tmp_path: Path):
    world = World(tmp_path, consultation(subject(elements=())))
    world.forge.open("ana", "No lamp", "", ("cause",))
    for who in range(500):
        world.forge.react(f"voter{who}", 1, "+1")
    world.collect()
    for who in range(500):
        world.forge.accounts[f"voter{who}"].suspended = True
    assert codes(world.collect()) == []
    assert world.figures("gh-1") == {}


@pytest.mark.parametrize(("held", "gone", "stops"), [(40, 20, False), (40, 21, True), (2_200, 22, False), (3, 3, True)])
def test_more_than_twenty_and_one_of_a_hundred_out_of_reach_stop_the_run(
    tmp_path: Path, held: int, gone: int, stops: bool
):
    world = World(tmp_path, consultation(subject(elements=())))
    for number in range(held):
        world.forge.open("ana", f"Idea {number}", "", ("cause",))
    world.collect()
    for number in range(1, gone + 1):
        world.forge.delete(number)
    before = world.lines()
    if stops:
        with pytest.raises(SourceUnavailable) as told:
            world.collect()
        assert told.value.problems[0].code == "forge-too-many-gone"
        assert world.lines() == before
        world.collect(accept_missing=True)
    else:
        world.collect()
    assert len(world.lines(event="vanished")) == gone


def test_a_run_that_a_person_has_to_allow_looks_anew(tmp_path: Path):
    world = World(tmp_path, consultation(subject(elements=())))
    for number in range(3):
        world.forge.open("ana", f"Idea {number}", "", ("cause",))
    world.collect()
    for one in world.forge.issues.values():
        one.deleted = True
    with pytest.raises(SourceUnavailable):
        world.collect()
    for one in world.forge.issues.values():
        one.deleted = False
    world.collect()
    assert world.lines(event="vanished") == []


def test_an_issue_that_cannot_be_read_costs_one_item(world: World):
    world.forge.issues[2].body = "x" * 300_000
    assert codes(world.collect()) == ["issue-unreadable"]
    assert world.state("gh-2") == ("opened", "")
    world.forge.react("di", 3, "+1")
    world.collect()
    assert world.figures("gh-3") == {"for": 1}
