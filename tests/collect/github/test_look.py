"""One look at the forge: within its budget, through every fault, killed anywhere and gone on with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from random import Random

import pytest

from collect.github.direct import Time, transport
from lawloom.collect.github.look import Look, Seen
from lawloom.double import faults
from lawloom.double.server import Double
from lawloom.double.state import File, Forge
from lawloom.errors import SourceUnavailable

pytestmark = pytest.mark.slow

AS_OF = "2027-03-18T06:00:00Z"


def a_forge(issues: int, *, crowd: int = 0, comments: int = 0, seed: int = 1) -> Forge:
    """issues with a few reactions each; `crowd` reactions on the second, `comments` on the third."""
    forge = Forge(clock=lambda: datetime(2027, 3, 18, 5, tzinfo=UTC))
    chance = Random(seed)  # noqa: S311  a test is to be the same each time
    for number in range(issues):
        forge.open(f"author{number % 40}", f"Idea {number}", "Text.", ("cause",))
    for number in range(1, issues + 1):
        for who in chance.sample(range(300), chance.randrange(4)):
            forge.react(f"voter{who}", number, chance.choice(["+1", "-1", "confused"]))
    for who in range(crowd):
        forge.react(f"crowd{who}", 2, "+1")
    for who in range(comments):
        forge.comment(f"voter{who}", 3, f"+ Because {who}")
    return forge


def see(double: Double, folder: Path, time: Time | None = None, **budget: float) -> Seen:
    time = time or Time()
    return Look(folder, double.forge.repository, transport(double, time, **budget), as_of=AS_OF).see(
        lambda issue: issue.comments > 0
    )


def what(seen: Seen) -> Seen:
    """The same whichever way it was read: without cursors."""
    bare = {
        number: replace(one, reactions=tuple(sorted(one.reactions, key=lambda r: r.id)))
        for number, one in seen.issues.items()
    }
    return Seen(seen.as_of, bare, seen.comments)


def test_every_issue_reaction_and_comment_is_seen(tmp_path: Path):
    forge = a_forge(230, crowd=350, comments=120)
    forge.open_pull("ana", "Amend", [File("content/subjects/x/bill.md", b"new\n")])
    seen = see(Double(forge), tmp_path)
    assert list(seen.issues) == list(range(1, 232))
    for number, issue in seen.issues.items():
        assert {one.id for one in issue.reactions} == {one.id for one in forge.issues[number].reactions}
    assert [one.body for one in seen.comments[3]] == [one.body for one in forge.issues[3].comments]
    assert seen.issues[231].files == (("content/subjects/x/bill.md", "MODIFIED"),)


@pytest.mark.parametrize("crowd", [0, 734])
def test_a_look_at_a_thousand_issues_keeps_to_its_budget(tmp_path: Path, crowd: int):
    double = Double(a_forge(1_000, crowd=crowd))
    see(double, tmp_path)
    more = max(ceil(len(double.forge.issues[2].reactions) / 100) - 1, 0)
    assert double.limits.requests <= ceil(1_000 / 100) + 1 + more  # 1: that there is no pull request
    assert double.limits.points <= 2.5 * double.limits.requests


@pytest.mark.parametrize("name", sorted(faults.ALL))
def test_a_fault_that_passes_changes_nothing(tmp_path: Path, name: str):
    double = Double(a_forge(120, crowd=150, comments=60))
    wanted = what(see(double, tmp_path / "calm"))
    asked = len(double.asked)
    for at in range(1, asked + 1):
        double = Double(a_forge(120, crowd=150, comments=60))
        double.plan = faults.once(at, name)
        folder = tmp_path / f"{name}-{at}"
        try:
            seen = see(double, folder)
        except SourceUnavailable:
            double.plan = faults.none
            seen = see(double, folder)  # goes on from there
        assert what(seen) == wanted, at


def test_a_killed_look_asks_for_nothing_twice(tmp_path: Path):
    calm = Double(a_forge(520, crowd=350))
    wanted = what(see(calm, tmp_path / "calm"))
    double = Double(a_forge(520, crowd=350))
    for allowed in range(1, len(calm.asked) + 1):
        try:
            seen = see(double, tmp_path / "cut", requests=1)
            break
        except SourceUnavailable:
            assert len(double.asked) == allowed
    assert what(seen) == wanted
    assert len(double.asked) == len(calm.asked)


def test_a_long_wait_that_the_forge_asks_for_ends_the_run_aloud(tmp_path: Path):
    double = Double(a_forge(10))
    double.plan = faults.once(1, "limited-a-day")
    time = Time()
    with pytest.raises(SourceUnavailable) as told:
        see(double, tmp_path, time)
    assert told.value.problems[0].code == "forge-asks-to-wait"
    assert time.slept == []


def test_a_short_wait_is_waited_and_said(tmp_path: Path):
    double = Double(a_forge(10))
    double.plan = faults.once(1, "limited-told")
    time = Time()
    see(double, tmp_path, time)
    assert time.slept == [30.0]
    assert "30 s" in time.said[0]


def test_where_the_forge_cannot_answer_so_much_less_is_asked_for(tmp_path: Path):
    double = Double(a_forge(100))
    double.plan = lambda number, method, address: "resources" if number in (1, 2) else ""
    assert len(see(double, tmp_path).issues) == 100


def test_issues_that_come_while_pages_are_read_hide_none(tmp_path: Path):
    forge = a_forge(250)
    double = Double(forge)

    def plan(number: int, method: str, address: str) -> str:
        if number == 2:
            forge.open("late", "Came meanwhile", "", ("cause",))
            forge.delete(7)
        return ""

    double.plan = plan
    seen = see(double, tmp_path)
    assert set(range(8, 252)) <= set(seen.issues)
