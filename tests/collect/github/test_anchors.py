"""Anchor issues: opened once for each element of content, believed only where we opened them, their votes counted."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from collect.github.world import BILL, CLOSES, OPENS, PHASES, World, codes, consultation, subject
from lawloom.collect.github import anchors
from lawloom.double import faults
from lawloom.ledger.anchors import read_anchors
from lawloom.model.phase import Phase, PhaseKind

pytestmark = pytest.mark.slow

DRAFT = Phase("draft", PhaseKind.DRAFT, OPENS, CLOSES)
SUPPORT = Phase("support", PhaseKind.SUPPORT, "2027-03-02T00:00:00Z", CLOSES)


def with_bill(tmp_path: Path) -> World:
    return World(tmp_path, consultation(subject(phases=(*PHASES, DRAFT, SUPPORT), bill=BILL)))


def opened(world: World) -> list[str]:
    return [one.title for one in world.forge.listed() if one.by and one.by.login == "machine"]


def test_each_element_that_takes_votes_has_its_issue_and_none_has_two(tmp_path: Path):
    world = with_bill(tmp_path)
    world.collect()
    three = ["Vote: The path along the canal is dark", "Vote: Article 1. Hours of light", "Vote: Article 2"]
    assert opened(world) == three
    world.collect()
    assert opened(world) == three
    world.later(days=1)  # the support of the bill is open now
    world.collect()
    world.collect()
    assert opened(world) == [*three, "Sign: On light"]


def test_reactions_on_anchors_are_votes_on_the_elements_and_signatures_of_the_bill(tmp_path: Path):
    world = with_bill(tmp_path)
    world.later(days=1)
    world.collect()
    world.forge.react("ana", world.anchor("dark-path"), "+1")
    world.forge.react("bo", world.anchor("dark-path"), "confused")
    world.forge.react("ana", world.anchor("hours"), "-1")
    world.forge.react("ana", world.anchor("bill"), "heart")
    world.forge.react("bo", world.anchor("bill"), "+1")
    world.collect()
    assert world.figures("dark-path") == {"for": 1, "mixed": 1}
    assert world.figures("hours") == {"against": 1}
    assert world.tally().bill.people == 2
    world.forge.unreact("ana", world.anchor("dark-path"), "+1")
    world.collect()
    assert world.figures("dark-path") == {"mixed": 1}
    assert world.sound()


def test_comments_on_an_anchor_are_arguments_on_its_element(tmp_path: Path):
    world = with_bill(tmp_path)
    world.collect()
    world.forge.comment("ana", world.anchor("hours"), "+ Nights are long.")
    world.forge.comment("bo", world.anchor("hours"), "Which hours?")
    world.forge.comment("bo", world.anchor("hours"), "- one\n- two")  # a list of points is no marker
    world.collect()
    item = world.item("hours")
    assert (item.arguments_for, item.arguments_against, item.comments) == (1, 0, 2)


def test_an_anchor_forged_by_another_account_is_not_believed(tmp_path: Path):
    world = World(tmp_path)
    forged = world.forge.open("eve", "Vote: The path", "<!-- lawloom: anchor lanterns/dark-path -->")
    world.forge.react("eve", forged.number, "-1")
    world.collect()
    assert opened(world) == ["Vote: The path along the canal is dark"]
    assert world.figures("dark-path") == {}
    assert world.item(f"gh-{forged.number}").origin == "citizen"


def test_anchors_are_known_whoever_collects_later(tmp_path: Path):
    world = World(tmp_path)
    world.collect()
    world.forge.react("ana", world.anchor("dark-path"), "+1")
    world.who = "another-machine"
    world.collect()
    assert len(world.forge.listed()) == 1
    assert world.figures("dark-path") == {"for": 1}


def test_an_anchor_that_was_opened_and_never_noted_is_found_again(tmp_path: Path):
    world = World(tmp_path)
    world.collect()
    (tmp_path / "contributions/anchors.json").unlink()
    world.collect()
    assert len(world.forge.listed()) == 1
    assert json.loads((tmp_path / "contributions/anchors.json").read_text()) == {"lanterns": {"dark-path": [1]}}


@pytest.mark.parametrize("name", sorted(faults.ALL))
def test_whatever_befalls_the_opening_nothing_is_opened_twice(tmp_path: Path, name: str):
    world = with_bill(tmp_path)
    posts = iter(range(1, 100))
    world.double.plan = lambda number, method, address: name if method == "POST" and _open(address, posts) else ""
    first = world.collect()
    assert codes(first) in ([], ["anchors-not-opened"])
    world.double.plan = faults.none
    world.collect()
    assert len(opened(world)) == 3
    assert len(read_anchors(world.instance).elements) == 3


def renamed(world: World, *titles: str) -> None:
    """The authors call the articles otherwise now."""
    articles = tuple(replace(one, title=title) for one, title in zip(BILL.articles, titles, strict=True))
    bill = replace(BILL, articles=articles)
    world.consultation = consultation(subject(phases=(*PHASES, DRAFT, SUPPORT), bill=bill))


def patches(world: World) -> int:
    return sum(1 for method, _ in world.double.asked if method == "PATCH")


def test_an_element_that_is_called_otherwise_now_has_its_anchor_called_so_once(tmp_path: Path):
    world = with_bill(tmp_path)
    world.collect()
    world.forge.react("ana", world.anchor("hours"), "+1")
    renamed(world, "When the lamps burn", "Who pays")
    world.collect()
    assert opened(world)[1:] == ["Vote: Article 1. When the lamps burn", "Vote: Article 2. Who pays"]
    assert "Article 1. When the lamps burn." in world.forge.issues[world.anchor("hours")].body
    assert world.figures("hours") == {"for": 1}
    world.collect()
    assert patches(world) == 2


@pytest.mark.parametrize("name", sorted(faults.ALL))
def test_a_title_that_could_not_be_given_is_given_by_the_next_run(tmp_path: Path, name: str):
    world = with_bill(tmp_path)
    world.collect()
    renamed(world, "When the lamps burn", "Who pays")
    world.double.plan = lambda number, method, address: name if method == "PATCH" else ""
    assert codes(world.collect()) in ([], ["anchors-not-opened"])
    world.double.plan = faults.none
    assert codes(world.collect()) == []
    assert opened(world)[1:] == ["Vote: Article 1. When the lamps burn", "Vote: Article 2. Who pays"]


def test_titles_are_given_within_what_one_run_may_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    world = with_bill(tmp_path)
    world.collect()
    monkeypatch.setattr(anchors, "MOST_A_RUN", 1)
    renamed(world, "When the lamps burn", "Who pays")
    assert codes(world.collect()) == ["anchors-waiting"]
    assert patches(world) == 1
    assert codes(world.collect()) == []
    assert patches(world) == 2


def _open(address: str, posts) -> bool:
    """Whether this is the second issue that somebody opens."""
    return address.endswith("/issues") and next(posts) == 2


def test_a_token_that_may_not_open_issues_still_counts_every_vote(tmp_path: Path):
    world = World(tmp_path)
    world.forge.open("ana", "No lamp", "", ("cause",))
    world.forge.react("bo", 1, "+1")
    world.double.plan = lambda number, method, address: "forbidden" if address.endswith("/issues") else ""
    assert codes(world.collect()) == ["anchors-not-opened"]
    assert world.figures("gh-1") == {"for": 1}


def test_an_anchor_out_of_reach_keeps_its_votes_and_is_told(tmp_path: Path):
    world = World(tmp_path)
    world.collect()
    world.forge.react("ana", world.anchor("dark-path"), "+1")
    world.collect()
    world.forge.delete(world.anchor("dark-path"))
    assert codes(world.collect()) == ["anchor-gone"]
    assert world.figures("dark-path") == {"for": 1}
    assert len(world.forge.issues) == 1


def test_votes_on_an_element_that_left_the_content_stay_in_the_record(tmp_path: Path):
    world = World(tmp_path)
    world.collect()
    world.forge.react("ana", world.anchor("dark-path"), "+1")
    world.consultation = consultation(subject(elements=()))
    world.collect()
    assert [line["on"] for line in world.lines(kind="vote")] == ["dark-path"]
    assert world.sound()


def test_no_anchor_is_opened_for_a_vote_that_is_over(tmp_path: Path):
    over = Phase("causes", PhaseKind.CAUSES, OPENS, "2027-02-02T00:00:00Z")
    world = World(tmp_path, consultation(subject(phases=(over,))))
    world.collect()
    assert opened(world) == []


def test_so_many_are_opened_by_one_run_and_the_rest_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(anchors, "MOST_A_RUN", 2)
    world = with_bill(tmp_path)
    assert codes(world.collect()) == ["anchors-waiting"]
    assert len(opened(world)) == 2
    assert codes(world.collect()) == []
    assert len(opened(world)) == 3


def test_what_an_anchor_says_is_in_the_language_of_its_subject_and_names_the_page(tmp_path: Path):
    world = World(tmp_path, consultation(subject(language="fr")))
    world.collect()
    issue = world.forge.listed()[0]
    assert issue.title == "Vote\u00a0: The path along the canal is dark"
    assert "https://lights.example/subjects/lanterns/c/dark-path/" in issue.body
    assert "👍 Je suis pour" in issue.body
    assert "❤️" not in issue.body


def test_the_reactions_of_the_consultation_are_those_that_an_anchor_names(tmp_path: Path):
    world = World(tmp_path)
    there = world.consultation
    reactions = {"rocket": "for", "-1": "against"}
    world.consultation = replace(there, settings=replace(there.settings, reactions=reactions))
    world.collect()
    world.forge.react("ana", 1, "rocket")
    world.forge.react("bo", 1, "+1")
    world.collect()
    assert "🚀 I am for it" in world.forge.listed()[0].body
    assert world.figures("dark-path") == {"for": 1}
