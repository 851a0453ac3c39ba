"""Files sent to the inbox of a subject become contributions, each once, by whoever sent them."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from collect.github.world import World, codes, consultation, subject
from lawloom.double.state import File
from lawloom.model.contribution import Actor, Kind, Side

SOLUTION = """\
---
kind: solution
actor: association
area: north
---
# Lamps that wake

They sleep until somebody comes.
"""
ARGUMENT = """\
---
kind: argument
on: dark-path
side: for
---
Nobody sees the ice.
"""


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def put(world: World, name: str, text: str | bytes, slug: str = "lanterns") -> str:
    """The path of a file that stands in an inbox now."""
    path = world.instance.inbox_of(slug) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return f"contributions/{slug}/inbox/{name}"


def id_of(path: str, text: str) -> str:
    return "f-" + sha256(f"{path}\n{text}".encode()).hexdigest()[:10]


def test_a_file_becomes_a_contribution_with_title_and_text_of_its_body(world: World):
    path = put(world, "lamps.md", SOLUTION)
    world.collect()
    item = world.item(id_of(path, SOLUTION))
    assert (item.kind, item.origin, item.late) == (Kind.SOLUTION, "citizen", False)
    (line,) = world.lines(kind="contribution")
    assert (line["actor"], line["area"], line["by"]) == (Actor.ASSOCIATION.value, "north", None)
    text = next(world.instance.texts_of("lanterns").glob("*.jsonl")).read_text("utf-8")
    assert '"data":{"body":"They sleep until somebody comes.","title":"Lamps that wake"}' in text
    assert world.sound()


def test_it_is_taken_once_and_a_correction_is_an_edit_under_the_same_id(world: World):
    path = put(world, "lamps.md", SOLUTION)
    world.collect()
    world.collect()
    put(world, "lamps.md", SOLUTION.replace("somebody", "anybody"))
    world.collect()
    put(world, "lamps.md", SOLUTION.replace("somebody", "anybody"))
    world.collect()
    assert [(line["event"], line["id"]) for line in world.lines(kind="contribution")] == [
        ("opened", id_of(path, SOLUTION)),
        ("edited", id_of(path, SOLUTION)),
    ]


def test_a_file_that_is_cleared_away_changes_nothing(world: World):
    path = put(world, "lamps.md", SOLUTION)
    world.collect()
    (world.folder / path).unlink()
    before = world.lines()
    world.collect()
    assert world.lines() == before


def test_what_it_answers_is_looked_up(world: World):
    path = put(world, "ice.md", ARGUMENT)
    world.collect()
    item = world.item(id_of(path, ARGUMENT))
    assert (item.kind, item.on, item.side) == (Kind.ARGUMENT, "dark-path", Side.FOR)


def test_who_sent_it_by_a_pull_request_is_its_author_from_the_day_it_was_sent(world: World):
    path = "contributions/lanterns/inbox/lamps.md"
    world.forge.open_pull("ana", "Lamps", [File(path, SOLUTION.encode(), "added")])
    assert codes(world.collect()) == []
    assert world.lines(kind="contribution") == []
    world.later(days=3)
    world.forge.merge(1)
    put(world, "lamps.md", SOLUTION)
    world.forge.open("ana", "Mine too", "", ("cause",))
    world.collect()
    by = {line["id"]: line["by"] for line in world.lines(event="opened")}
    assert by[id_of(path, SOLUTION)] == by["gh-3"]
    (line,) = world.lines(id=id_of(path, SOLUTION))
    assert line["time"] == "2027-03-01T09:00:00Z"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("no front matter", "no-front-matter"),
        (SOLUTION.replace("actor", "template"), "unknown-key"),
        (SOLUTION.replace("kind: solution", "kind: article"), "not-one-of"),
        (SOLUTION.replace("kind: solution\n", ""), "key-left-out"),
        (SOLUTION.replace("actor: association", "<<: *x"), "unknown-key"),
        (b"\xff\xfe", "utf-16"),
        (b"---\nkind: cause\n---\n" + b"x" * 600_000, "too-large"),
    ],
)
def test_a_bad_file_costs_itself_alone(world: World, text: str | bytes, code: str):
    put(world, "bad.md", text)
    good = put(world, "good.md", SOLUTION)
    told = world.collect()
    assert all(one.warning for one in told.problems)
    if code == "unknown-key":
        assert told.problems
    else:
        assert code in codes(told)
    assert {line["id"] for line in world.lines(kind="contribution")} == {id_of(good, SOLUTION)}


def test_a_link_in_an_inbox_is_never_followed(world: World, tmp_path: Path):
    secret = tmp_path / "secret.md"
    secret.write_text(SOLUTION)
    put(world, "good.md", SOLUTION)
    (world.instance.inbox_of("lanterns") / "link.md").symlink_to(secret)
    assert codes(world.collect()) == ["symlink"]
    assert len(world.lines(kind="contribution")) == 1


def test_each_subject_has_its_own_inbox(tmp_path: Path):
    world = World(tmp_path, consultation(subject(), subject("benches", elements=())))
    put(world, "same.md", SOLUTION)
    put(world, "same.md", SOLUTION, "benches")
    world.collect()
    (one,), (other,) = (world.lines(slug, kind="contribution") for slug in ("lanterns", "benches"))
    assert one["id"] != other["id"]
