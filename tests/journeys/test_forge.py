"""From issues on a forge to the site: people speak, vote, change their mind and go; each look tells it rightly."""

from __future__ import annotations

import json
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from journeys.town import Town, a_town
from lawloom import forge as forge_stages
from lawloom.double import faults
from lawloom.instance import Instance

pytestmark = pytest.mark.slow

SUBJECT = """\
---
title: Lanterns
summary: Where light is missing at night.
phases:
  - {name: causes, kind: causes, opens: 2027-02-01, closes: 2027-04-30}
  - {name: solutions, kind: solutions, opens: 2027-02-01, closes: 2027-04-30}
causes:
  - {id: dark-path, title: The path along the canal is dark}
---
Who walks home late walks in the dark.
"""


DECIDED = """\
- {on: gh-1, outcome: adopted, reason: You were first to see it., date: 2027-05-05}
"""


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with a_town(tmp_path, {"subject.md": SUBJECT}) as town:
        yield town


def form(**fields: str) -> str:
    labels = {"subject": "Subject", "on": "What it answers", "side": "For or against", "what": "In your own words"}
    return "\n\n".join(f"### {labels[name]}\n\n{text}" for name, text in fields.items())


def test_people_speak_and_vote_and_the_site_tells_it(town: Town):
    forge = town.forge
    forge.open(
        "ana", "No lamp at the bridge", form(subject="Lanterns (lanterns)", what="I count my steps."), ("cause",)
    )
    forge.open("bo", "Solar lamps", form(subject="Lanterns", what="One each fifty metres."), ("solution",))
    forge.open("cy", "Moths", form(on="gh-2", side="against", what="They burn."), ("argument",))
    forge.open("di", "Just a thought about benches")  # no form, no label
    forge.open("eve", "The build is slow", "", ("engine",))
    forge.comment("fay", 2, "+ My path would be lit.")
    forge.comment("gil", 2, "Who pays?")
    for who, sign in (("ana", "+1"), ("cy", "-1"), ("di", "confused"), ("bo", "+1"), ("eve", "rocket")):
        forge.react(who, 2, sign)
    forge.react("ana", 3, "+1")
    town.later(hours=1)
    assert "5 issues" in town.run("collect")

    solution = town.item("gh-2")
    assert [solution[name] for name in ("kind", "for", "mixed", "against", "own", "people")] == [
        "solution", 2, 1, 1, "for", 4,
    ]  # fmt: skip
    assert solution["arguments"] == {"for": 1, "against": 1}
    assert solution["comments"] == 1
    assert town.item("gh-3")["support"] == 1
    assert town.item("gh-4")["kind"] == "cause"  # what the open phase asks for
    assert "gh-5" not in {one["id"] for one in town.desk.tally()["lanterns"]["items"]}

    town.desk.build()
    page = (town.desk.folder / "site/subjects/lanterns/c/gh-2/index.html").read_text(encoding="utf-8")
    assert "Solar lamps" in page
    assert "They burn." in page
    assert "My path would be lit." in page
    assert "https://github.com/owner/name/issues/2" in page
    town.desk.lawloom("verify")


def test_a_look_that_finds_nothing_new_adds_no_line(town: Town):
    town.forge.open("ana", "No lamp at the bridge", "", ("cause",))
    town.forge.react("bo", 1, "+1")
    town.later(hours=1)
    town.run("collect")
    ledger = town.desk.folder / "contributions/lanterns/ledger/0001.jsonl"
    before = ledger.read_bytes()
    town.later(hours=1)
    assert "Nothing changed" in town.run("collect")
    assert ledger.read_bytes() == before


def test_a_vote_taken_back_or_swapped_between_two_looks_is_recorded(town: Town):
    forge = town.forge
    forge.open("ana", "No lamp at the bridge", "", ("cause",))
    forge.react("bo", 1, "+1")
    forge.react("cy", 1, "-1")
    town.later(hours=1)
    town.run("collect")
    town.later(hours=1)
    forge.unreact("bo", 1, "+1")  # the totals stay the same: bo and cy change places
    forge.react("bo", 1, "-1")
    forge.unreact("cy", 1, "-1")
    forge.react("cy", 1, "+1")
    town.later(hours=1)
    town.run("collect")
    item = town.item("gh-1")
    assert (item["for"], item["against"], item["people"]) == (1, 1, 2)
    ledger = (town.desk.folder / "contributions/lanterns/ledger/0001.jsonl").read_text(encoding="utf-8")
    events = [line["event"] for line in map(json.loads, ledger.splitlines()) if line["kind"] == "vote"]
    assert sorted(events) == ["cast"] * 4 + ["withdrawn"] * 2


def test_an_edited_text_is_a_revision_and_a_deleted_one_stays(town: Town):
    forge = town.forge
    forge.open("ana", "No lamp at the bridge", "First words.", ("cause",))
    forge.open("bo", "Broken lamps", "", ("cause",))
    forge.react("cy", 1, "+1")
    forge.react("di", 1, "-1")
    town.later(hours=1)
    town.run("collect")
    town.later(hours=1)
    forge.edit(1, body="Better words.")
    forge.delete(2)
    town.later(minutes=1)
    forge.react("eve", 1, "+1")
    town.later(hours=1)
    town.run("collect")
    town.desk.build()
    site = town.desk.folder / "site/subjects/lanterns/c"
    edited = (site / "gh-1/index.html").read_text(encoding="utf-8")
    assert "Better words." in edited
    mark = '<data data-of="items/gh-1/before_edit" value="2">2</data>'
    assert f"{mark} of its votes were cast before that, on the earlier text." in edited
    deleted = (site / "gh-2/index.html").read_text(encoding="utf-8")
    assert "Broken lamps" in deleted
    assert "Deleted where it was sent. This is what we last saw of it." in deleted
    town.desk.lawloom("verify")
    town.desk.verify_apart()


def test_an_issue_of_no_known_subject_waits_to_be_sorted_and_the_site_is_built(town: Town):
    other = town.desk.folder / "content/subjects/benches"
    other.mkdir()
    (other / "subject.md").write_text(SUBJECT.replace("Lanterns", "Benches").replace("dark-path", "no-seat"), "utf-8")
    town.forge.open("ana", "Something else altogether", "I do not know where this belongs.")
    town.later(hours=1)
    town.run("collect")
    assert town.item("gh-1", "unsorted")["kind"] == "comment"
    town.desk.build()


def test_when_nearly_all_is_out_of_reach_nothing_is_written_and_a_person_is_asked(town: Town):
    for number in range(40):
        town.forge.open("ana", f"Idea {number}", "", ("cause",))
    town.later(hours=1)
    town.run("collect")
    ledger = town.desk.folder / "contributions/lanterns/ledger/0001.jsonl"
    before = ledger.read_bytes()
    for number in range(1, 31):
        town.forge.delete(number)
    town.later(hours=1)
    assert "30 of 40" in town.run("collect", code=2)
    assert ledger.read_bytes() == before
    town.later(hours=1)
    town.run("collect", "--accept-missing")
    assert ledger.read_bytes() != before


def test_a_phase_is_settled_only_when_all_comments_and_their_votes_were_read_after_its_close(town: Town):
    forge, folder = town.forge, town.desk.folder / "content/subjects/lanterns"
    forge.open("ana", "No lamp at the bridge", "", ("cause",))
    argument = forge.comment("bo", 1, "+ I stumble there.")
    (folder / "decisions.yml").write_text(DECIDED, "utf-8")
    town.later(hours=1)
    town.run("collect")
    forge.react("cy", 1, "+1", comment=argument.id)  # moves nothing, so that no look before the close reads it
    town.later(days=90)
    after = town.now[0].strftime("%Y-%m-%dT%H:%M:%SZ")
    told = town.desk.lawloom("settle", "lanterns", "causes", "--as-of", after, code=1).all
    assert "were last all read at 2027-03-01T10:00:00Z; phase 'causes' closed on 2027-05-01T00:00:00Z" in told
    assert "lawloom collect" in told
    assert "wait" in town.run("collect", "--max-comment-requests", "0")
    town.desk.lawloom("settle", "lanterns", "causes", "--as-of", after, code=1)
    town.run("collect")
    assert (
        "Phase causes is settled: 1 contribution"
        in town.desk.lawloom("settle", "lanterns", "causes", "--as-of", after).all
    )
    assert town.item(f"gh-a{argument.id}")["support"] == 1


@pytest.mark.parametrize("fault", ["unauthorised", "forbidden", "limited-a-day"])
def test_a_forge_that_says_no_is_told_and_the_next_run_goes_on(town: Town, fault: str):
    for number in range(3):
        town.forge.open("ana", f"Idea {number}", "", ("cause",))
    town.later(hours=1)
    town.double.plan = faults.ever_since(2, fault)
    assert "mend:" in town.run("collect", code=2)
    assert not (town.desk.folder / "contributions/lanterns/ledger").exists()
    town.double.plan = faults.none
    town.later(hours=1)
    town.run("collect")
    assert len(town.desk.tally()["lanterns"]["items"]) == 4


def test_whoever_practises_needs_no_token_and_is_answered_as_the_owner(town: Town):
    with forge_stages.practice(Instance(town.desk.folder), 0) as address:
        body = urllib.parse.urlencode({"who": "ana", "title": "A lamp at the lock", "labels": "solution"}).encode()
        with urllib.request.urlopen(f"{address}/open", body, timeout=30) as shown:  # noqa: S310  of this machine
            page = shown.read().decode()
        assert "\U0001f44d for" in page  # what a reaction means is written on it
        town.desk.lawloom("collect", LAWLOOM_FORGE=address, GITHUB_TOKEN="")
        assert "gh-1" in town.desk.lawloom("check", "--ids", "lanterns").out
        town.desk.lawloom("welcome", LAWLOOM_FORGE=address, GITHUB_TOKEN="of another forge")
        with urllib.request.urlopen(f"{address}/owner/name/issues/1", timeout=30) as shown:  # noqa: S310
            assert "<b>owner</b>" in shown.read().decode()
