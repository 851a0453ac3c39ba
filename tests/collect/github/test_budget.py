"""What a look may cost, asserted against the double's own count of requests and points."""

from __future__ import annotations

from math import ceil
from pathlib import Path
from random import Random

import pytest

from collect.github.world import World, consultation, subject
from lawloom.collect.github import queries
from lawloom.collect.github.queries import USUAL, Further
from lawloom.double.graph import Graph
from lawloom.double.state import Forge


def spent(world: World) -> tuple[int, int]:
    """Requests and points of the next collection, as the double counts them."""
    requests, points = world.double.limits.requests, world.double.limits.points
    found = world.collect()
    used = world.double.limits.requests - requests, world.double.limits.points - points
    assert found.requests == used[0]
    assert found.points >= used[1], "a question cost more than was computed before it was sent"
    return used


def a_crowd(tmp_path: Path, issues: int, *, seed: int = 1) -> World:
    """So many issues without comments; few reactions on most, a hundred on some."""
    world = World(tmp_path, consultation(subject(elements=())))
    chance = Random(seed)  # noqa: S311  the same each time
    for number in range(1, issues + 1):
        world.forge.open(f"author{number % 900}", f"Idea {number}", "Words.", ("cause",))
        many = 100 if number % 97 == 0 else chance.randrange(4)
        for who in chance.sample(range(4_000), many):
            world.forge.react(f"voter{who}", number, chance.choice(("+1", "-1", "confused")))
    return world


@pytest.mark.parametrize(
    ("many", "most", "most_points"),
    [
        pytest.param(2_000, 25, 50, marks=pytest.mark.slow),
        pytest.param(10_000, 110, 250, marks=pytest.mark.long),
    ],
)
def test_ten_thousand_issues_cost_a_hundred_requests_and_a_swap_of_votes_is_found(
    tmp_path: Path, many: int, most: int, most_points: int
):
    world = a_crowd(tmp_path, many)
    requests, points = spent(world)
    assert requests <= most
    assert points <= most_points
    before = world.figures("gh-97")
    first, second = _two_of_two_minds(world, 97)
    world.later(days=1)
    for who, old, new in ((first, "+1", "-1"), (second, "-1", "+1")):
        world.forge.unreact(who, 97, old)
        world.forge.react(who, 97, new)
    requests, _ = spent(world)
    assert requests <= ceil(many / 100) + ceil(1 / 100) + 3
    assert world.figures("gh-97") == before  # the totals are equal
    assert len(world.lines(kind="vote", event="withdrawn", on="gh-97")) == 2


def _two_of_two_minds(world: World, number: int) -> tuple[str, str]:
    """Somebody for it and somebody against it."""
    found = {one.content: one.by.login for one in world.forge.issues[number].reactions}
    return found["+1"], found["-1"]


@pytest.mark.slow
def test_more_than_a_hundred_reactions_cost_a_request_for_each_further_hundred_at_most(tmp_path: Path):
    world = a_crowd(tmp_path, 300)
    plain, _ = spent(world)
    crowds = {5: 101, 6: 250, 7: 720, 8: 399}
    for number, many in crowds.items():
        for who in range(many - len(world.forge.issues[number].reactions)):
            world.forge.react(f"crowd{who}", number, "+1")
    requests, _ = spent(world)
    assert requests - plain <= sum(ceil(many / 100) - 1 for many in crowds.values())
    assert requests - plain <= max(ceil(many / 100) - 1 for many in crowds.values())  # many at once, by alias
    for number in crowds:
        assert world.item(f"gh-{number}").people == len({one.by.id for one in world.forge.issues[number].reactions})


@pytest.mark.slow
def test_a_later_look_at_a_thousand_issues_of_which_many_changed_keeps_to_its_bound(tmp_path: Path):
    world = a_crowd(tmp_path, 1_000)
    spent(world)
    world.later(days=1)
    for number in range(1, 251):
        world.forge.react("everywhere", number, "heart" if number % 2 else "+1")
        if number % 5 == 0:
            world.forge.edit(number, body="Better words.")
        if number % 7 == 0:
            world.forge.close(number, "not_planned", by="facilitator")
    requests, _ = spent(world)
    assert requests <= ceil(1_000 / 100) + ceil(250 / 100) + 3


@pytest.mark.slow
def test_comments_cost_a_request_for_sixteen_issues_that_moved(tmp_path: Path):
    world = a_crowd(tmp_path, 200)
    plain, plain_points = spent(world)
    for number in range(1, 49):
        for who in range(number % 5 + 1):
            world.forge.comment(f"voter{who}", number, "+ Yes.")
    requests, points = spent(world)
    assert requests - plain <= ceil(48 / USUAL.talked)
    assert points - plain_points <= 9 * ceil(48 / USUAL.talked)


def test_what_a_question_costs_is_known_before_it_is_sent():
    graph = Graph(Forge("owner/name"), dict)
    many = [Further(f"I_{at}", "", "Issue") for at in range(100)]
    asked = [
        queries.issues("owner/name", "", USUAL, 100),
        queries.issues("owner/name", "", USUAL, 12),
        queries.pulls("owner/name", "", USUAL, USUAL.pulls),
        queries.newest("owner/name", "", 100),
        queries.reactions(many, USUAL),
        queries.comments(many[: USUAL.talked], USUAL),
        queries.closers(many, USUAL),
    ]
    for question in asked:
        cost = graph.cost(question.text, question.variables)
        assert cost.points <= question.points <= cost.points + 1
        assert not cost.unbounded
        assert cost.nodes <= 500_000
