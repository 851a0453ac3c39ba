"""Pull requests: a change of the bill is an amendment of its articles; what may not be touched is refused by name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collect.github.world import BILL, CLOSES, OPENS, PHASES, World, codes, consultation, subject
from lawloom.collect.github import amendments
from lawloom.double.git import patch
from lawloom.double.state import File
from lawloom.model import change
from lawloom.model.change import LONGEST, Change
from lawloom.model.contribution import Kind
from lawloom.model.phase import Phase, PhaseKind

DRAFT = Phase("draft", PhaseKind.DRAFT, OPENS, CLOSES)
TEXT = """\
---
title: On light
---
Light for all.

## Article 1. Hours of light {#hours}

From dusk to dawn.

## Article 2. Cost {#cost}

The town pays.
"""
PATH = "content/subjects/lanterns/bill.md"


def changed(**words: str) -> list[File]:
    after = TEXT
    for old, new in words.items():
        after = after.replace(old, new)
    return [File(PATH, after.encode(), before=TEXT.encode())]


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path, consultation(subject(phases=(*PHASES, DRAFT), bill=BILL, elements=())))


def text_of(world: World, id: str) -> dict:
    found = {}
    for path in sorted(world.instance.texts_of("lanterns").glob("*.jsonl")):
        for row in path.read_bytes().splitlines():
            whole = json.loads(row)
            if whole["id"] == id:
                found = whole["data"]
    return found


def changes_of(world: World, id: str) -> tuple[Change, ...]:
    return change.read(text_of(world, id).get("changes", ""))


def test_a_change_of_one_article_is_an_amendment_of_it_with_its_reason(world: World):
    world.forge.open_pull("ana", "Longer nights", changed(dawn="ten"), "People walk later.\n\n<!-- a template -->")
    world.forge.react("bo", 1, "+1")
    world.forge.comment("cy", 1, "+ I do.")
    world.collect()
    item = world.item("gh-1")
    assert (item.kind, item.on, item.arguments_for) == (Kind.AMENDMENT, "hours", 1)
    assert world.figures("gh-1") == {"for": 1}
    assert text_of(world, "gh-1")["body"] == "People walk later."
    assert changes_of(world, "gh-1") == (
        Change(
            "hours",
            "Article 1. Hours of light\n\nFrom dusk to dawn.",
            "Article 1. Hours of light\n\nFrom dusk to ten.",
        ),
    )
    assert world.sound()


def test_a_change_of_several_articles_names_each(world: World):
    world.forge.open_pull("ana", "More", changed(dawn="ten", town="state"))
    world.collect()
    assert world.item("gh-1").on is None
    found = changes_of(world, "gh-1")
    assert [one.article for one in found] == ["hours", "cost"]
    assert found[1].after == "Article 2. Cost\n\nThe state pays."


def test_a_proposal_is_read_again_only_when_it_ends_elsewhere(world: World):
    world.forge.open_pull("ana", "Longer nights", changed(dawn="ten"))
    world.collect()
    asked = len(world.double.asked)
    world.collect()
    assert len(world.double.asked) - asked == 2  # the pages alone
    world.forge.push(1, changed(dawn="eleven"))
    world.collect()
    assert "From dusk to eleven." in str(changes_of(world, "gh-1")[0].after)
    assert [line["event"] for line in world.lines(id="gh-1")] == ["opened", "edited"]


def test_what_is_remembered_may_be_lost(world: World):
    world.forge.open_pull("ana", "Longer nights", changed(dawn="ten"))
    world.collect()
    (world.folder / "private/looked.json").unlink()
    before = len(world.lines())
    world.collect()
    assert len(world.lines()) == before


def test_an_amendment_stays_what_it_was_when_the_bill_goes_on(world: World):
    world.forge.files[PATH] = TEXT.encode()
    world.forge.open_pull("ana", "Longer nights", changed(dawn="ten"))
    world.forge.open_pull("bo", "The state", changed(town="state"))
    world.collect()
    world.forge.merge(1)
    (world.folder / "private/looked.json").unlink()
    world.collect()
    assert world.state("gh-1") == ("closed", "merged")
    assert world.item("gh-2").on == "cost"
    assert world.lines(event="edited") == []


def test_who_closes_the_own_proposal_takes_it_back(world: World):
    for who in ("ana", "bo"):
        world.forge.open_pull(who, "Longer nights", changed(dawn="ten"))
    world.collect()
    world.forge.close(1, by="ana")
    world.forge.close(2, by="facilitator")
    world.collect()
    assert world.state("gh-1") == ("withdrawn", "")
    assert world.state("gh-2") == ("closed", "not-merged")


@pytest.mark.parametrize(
    "path",
    [
        ".github/workflows/publish.yml",
        "contributions/lanterns/ledger/0001.jsonl",
        "content/subjects/lanterns/decisions.yml",
        "content/subjects/unknown/bill.md",
        "contributions/lanterns/inbox/../ledger/0001.md",
        "contributions/lanterns/inbox/con.md",
        "scripts/verify.py",
    ],
)
def test_a_path_that_a_citizen_may_not_touch_is_refused_by_name(world: World, path: str):
    world.forge.open_pull("eve", "Mine", [*changed(dawn="ten"), File(path, b"x", "added")])
    found = world.collect()
    assert codes(found) == ["proposal-refused"]
    assert dict(found.problems[0].values)["files"] == path
    assert world.tally().items.keys() == {"hours", "cost"}


def test_a_bill_may_be_changed_not_taken_away_and_a_file_added_not_changed(world: World):
    world.forge.open_pull("eve", "Away", [File(PATH, b"", "removed", before=TEXT.encode())])
    world.forge.open_pull("eve", "Not mine", [File("contributions/lanterns/inbox/other.md", b"x", "modified")])
    assert codes(world.collect()) == ["proposal-refused", "proposal-refused"]


def test_those_who_write_in_the_repository_propose_among_themselves(world: World):
    world.forge.roles["rep"] = "write"
    world.forge.open_pull("rep", "Version 2", changed(dawn="ten"))
    world.forge.open_pull("rep", "Site", [File("mkdocs.yml", b"x")])
    world.forge.open_pull("rep", "As anybody", changed(dawn="nine"))
    world.forge.label(3, "amendment")
    assert codes(world.collect()) == []
    assert [id for id in world.tally().items if id.startswith("gh-")] == ["gh-3"]


def test_a_proposal_that_becomes_one_of_something_else_is_told_and_kept(world: World):
    world.forge.open_pull("ana", "Longer nights", changed(dawn="ten"))
    world.collect()
    world.forge.push(1, [File("scripts/verify.py", b"x")])
    assert codes(world.collect()) == ["proposal-refused"]
    assert world.state("gh-1") == ("closed", "refused")
    assert "From dusk to ten." in str(changes_of(world, "gh-1")[0].after)


@pytest.mark.parametrize("after", [b"\0\xff", b"x" * 600_000])
def test_a_bill_that_is_no_text_or_endless_leaves_the_reason_alone(world: World, after: bytes):
    world.forge.open_pull("ana", "Odd", [File(PATH, after, before=TEXT.encode())], "Because.")
    world.collect()
    assert text_of(world, "gh-1") == {"title": "Odd", "body": "Because."}


def test_whatever_a_proposal_writes_is_kept_as_text(world: World):
    world.forge.open_pull("eve", "Fence", changed(dawn="dawn\n````\n<script>alert(1)</script>"))
    world.collect()
    assert "````\n<script>alert(1)</script>" in str(changes_of(world, "gh-1")[0].after)


def test_a_proposal_with_an_endless_line_is_named_without_its_text(world: World):
    world.forge.open_pull("eve", "Long", changed(dawn="x" * (LONGEST + 1), town="state"), "Why not.")
    world.collect()
    hours, cost = changes_of(world, "gh-1")
    assert hours == Change("hours", None, None, left_out=True)
    assert cost.after == "Article 2. Cost\n\nThe state pays."


def test_an_amendment_that_was_kept_as_one_text_is_no_edit_now(world: World, monkeypatch: pytest.MonkeyPatch):
    world.forge.open_pull("ana", "Longer nights", changed(dawn="ten"), "People walk later.")
    with monkeypatch.context() as before:
        before.setattr(change, "written", lambda changes: "")
        world.collect()
    assert "+From dusk to ten." in text_of(world, "gh-1")["body"]
    (world.folder / "private/looked.json").unlink()
    world.collect()
    assert [line["event"] for line in world.lines(id="gh-1")] == ["opened"]


LINES = st.lists(st.sampled_from(["a", "b", " c", "", "## Article 1. X {#x}", "\\ No", "-", "+", "@@"]), max_size=12)
ENDS = st.sampled_from(["", "\n"])


@settings(deadline=None)
@given(LINES, LINES, ENDS, ENDS)
def test_taking_a_change_back_gives_the_text_before_it(old: list[str], new: list[str], end: str, other_end: str):
    before, after = "\n".join(old) + end, "\n".join(new) + other_end
    hunks = patch(before.encode(), after.encode())
    if hunks:
        assert amendments.taken_back(after, hunks) == before


def test_a_patch_of_another_text_is_told():
    assert amendments.taken_back("one\ntwo\n", "@@ -1 +1 @@\n-x\n+three") is None
    assert amendments.taken_back("one\n", "@@ -9 +9 @@\n-x\n+one") is None
    assert amendments.taken_back("one\n", "no patch") is None
