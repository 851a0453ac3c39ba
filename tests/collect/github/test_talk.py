"""Comments are read where an issue moved, within a budget of their own, and all of them once a phase has closed."""

from __future__ import annotations

import shutil
from pathlib import Path

from collect.github.world import OPENS, PHASES, World, codes, consultation, subject
from lawloom.collect.github.queries import Sizes
from lawloom.ledger import status
from lawloom.model.phase import Phase, PhaseKind

EARLY = Phase("early", PhaseKind.CAUSES, OPENS, "2027-03-02T00:00:00Z")


def talks(world: World) -> int:
    """How many requests for comments the next run sends."""
    asked = []
    handle = world.double.handle

    def listening(method, address, headers, data):
        asked.append(b"isMinimized" in data)
        return handle(method, address, headers, data)

    world.double.handle = listening
    world.collect()
    world.double.handle = handle
    return sum(asked)


def a_talk(tmp_path: Path, *phases: Phase, **more) -> World:
    world = World(tmp_path, consultation(subject(phases=phases or PHASES, elements=())), **more)
    for number in range(1, 5):
        world.forge.open("ana", f"Idea {number}", "", ("cause",))
        world.forge.comment("bo", number, "Hm.")
    world.later()
    return world


def test_comments_are_read_again_only_where_something_moved(tmp_path: Path):
    world = a_talk(tmp_path, sizes=Sizes(talked=1))
    assert talks(world) == 4
    assert talks(world) == 0
    comment = world.forge.comment("cy", 2, "+ Yes.")
    world.later()
    assert talks(world) == 1
    assert f"gh-a{comment.id}" in world.tally().items
    assert talks(world) == 0


def test_what_came_while_a_look_began_is_read_by_the_next(tmp_path: Path):
    world = a_talk(tmp_path, sizes=Sizes(talked=1))
    plan = iter([True])

    def late(number: int, method: str, address: str) -> str:
        if next(plan, False):
            world.forge.comment("cy", 2, "Meanwhile.")  # within the very second in which the look began
        return ""

    world.double.plan = late
    assert talks(world) == 4
    assert talks(world) == 1


def test_votes_on_arguments_are_all_read_once_a_phase_has_closed(tmp_path: Path):
    world = a_talk(tmp_path, EARLY, sizes=Sizes(talked=1))
    argument = world.forge.comment("cy", 1, "+ Warm light.")
    world.later()
    world.collect()
    world.forge.react("di", 1, "+1", comment=argument.id)  # it moves nothing
    assert talks(world) == 0
    assert world.figures(f"gh-a{argument.id}") == {}
    world.later(days=1)
    assert talks(world) == 4
    assert world.figures(f"gh-a{argument.id}") == {"support": 1}
    assert talks(world) == 0


def test_comments_whose_lines_were_dropped_since_are_read_again(tmp_path: Path):
    world = a_talk(tmp_path)
    world.collect()
    before = world.lines()
    shutil.rmtree(tmp_path / "contributions")  # somebody else pushed first, and what was collected is dropped
    world.collect()
    assert [line["id"] for line in world.lines(kind="contribution")] == [
        line["id"] for line in before if line["kind"] == "contribution"
    ]
    assert sum(world.item(f"gh-{n}").comments for n in range(1, 5)) == 4


def test_it_is_noted_since_when_every_comment_has_been_read(tmp_path: Path):
    world = a_talk(tmp_path, EARLY, sizes=Sizes(talked=1))
    assert status.comments_read(world.instance) is None
    world.collect(talk=2)
    assert status.comments_read(world.instance) == ""  # of two issues nothing was ever read
    first = world.collect().as_of
    assert "" < status.comments_read(world.instance) < first
    world.later(days=1)
    world.collect(talk=2)
    assert status.comments_read(world.instance) == first  # the phase closed, and two issues wait to be read again
    last = world.collect()
    assert EARLY.closes_at < status.comments_read(world.instance) < last.as_of
    assert status.standings(world.instance)["lanterns"].as_of == last.as_of


def test_where_the_budget_for_comments_is_used_up_votes_are_counted_and_the_rest_follows(tmp_path: Path):
    world = a_talk(tmp_path, sizes=Sizes(talked=1))
    world.forge.react("cy", 4, "+1")
    assert codes(world.collect(talk=3)) == ["comments-waiting"]
    assert world.figures("gh-4") == {"for": 1}
    assert sum(world.item(f"gh-{n}").comments for n in range(1, 5)) == 3
    assert codes(world.collect(talk=3)) == []
    assert sum(world.item(f"gh-{n}").comments for n in range(1, 5)) == 4


def test_comments_that_are_left_waiting_are_never_taken_for_deleted(tmp_path: Path):
    world = a_talk(tmp_path, sizes=Sizes(talked=1))
    world.collect()
    (tmp_path / "private/looked.json").unlink()
    world.collect(talk=1)
    assert world.lines(event="vanished") == []


def test_our_own_thanks_and_what_machines_say_are_no_contributions(tmp_path: Path):
    world = a_talk(tmp_path)
    world.forge.account("ci", type="Bot")
    world.forge.comment("ci", 1, "Build passed.")
    world.forge.comment("machine", 1, "Thanks! <!-- lawloom: welcome gh-1 -->")
    world.forge.comment("machine", 1, "I am a person too.")
    world.forge.comment("eve", 1, "Thanks! <!-- lawloom: welcome gh-1 -->")
    world.later()
    world.collect()
    assert world.item("gh-1").comments == 3


def test_long_talk_is_read_to_its_end(tmp_path: Path):
    world = World(tmp_path, consultation(subject(elements=())), sizes=Sizes(comments=7, reactions=5, overflowing=3))
    world.forge.open("ana", "Idea", "", ("cause",))
    for number in range(30):
        comment = world.forge.comment(f"who{number}", 1, f"+ Because {number}")
    for number in range(12):
        world.forge.react(f"who{number}", 1, "+1", comment=comment.id)
    world.later()
    world.collect()
    assert world.item("gh-1").arguments_for == 30
    assert world.figures(f"gh-a{comment.id}") == {"support": 12}
