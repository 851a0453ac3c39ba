"""What real forges answered, and what odd ones do: it passes through the collection, and each oddity costs itself."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from collect.github.direct import Time
from collect.github.world import World, codes, consultation, subject
from double.recorded import comments_in, issues_in, put, rows, say
from lawloom.collect.github import form, records
from lawloom.collect.github.budget import Budget
from lawloom.collect.github.transport import Gone, Raw, TooMuch, Transport
from lawloom.double.state import Issue
from lawloom.errors import SourceUnavailable
from lawloom.model.contribution import Kind
from lawloom.model.vote import STANCES, Stance

RECORDED = ("pygithub-replay.jsonl.gz", "octokit-webhook-examples.jsonl.gz", "octokit-fixtures.jsonl.gz")


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path, consultation(subject(elements=())))


def quirk(real_data: Path, name: str) -> Any:
    return next(one["payload"] for one in rows(real_data / "attacks" / "github-quirks.jsonl") if one["name"] == name)


class Recording:
    """A wire that gives one recorded answer again and again."""

    def __init__(self, raw: Raw) -> None:
        self._raw = raw

    def send(self, method: str, path: str, query: object, body: object) -> Raw:
        return self._raw


def asked_of(raw: Raw, path: str = "/x") -> Any:
    """What our transport makes of an answer, or the name of the failure it takes it for."""
    time = Time()
    transport = Transport(Recording(raw), Budget(50, 50, 100_000, lambda: time.now), time.hands)
    try:
        return transport.query("{ x }", {}, points=1) if path == "/graphql" else transport.get(path)
    except (SourceUnavailable, Gone, TooMuch) as failure:
        return type(failure).__name__


# --- recorded answers and payloads


def recorded(real_data: Path) -> list[Any]:
    """Every body and payload of the recordings."""
    folder = real_data / "github-api"
    return [
        *(one["body"] for one in rows(folder / RECORDED[0])),
        *(one["payload"] for one in rows(folder / RECORDED[1])),
        *(one["exchange"]["response"] for one in rows(folder / RECORDED[2])),
    ]


def test_every_recorded_answer_is_read_or_taken_for_the_failure_it_is(real_data: Path):
    seen: Counter[str] = Counter()
    for one in rows(real_data / "github-api" / RECORDED[0]):
        headers = {name.lower(): str(value) for name, value in (one["headers"] or {}).items()}
        body = one["body"] if isinstance(one["body"], str) else json.dumps(one["body"])
        found = asked_of(Raw(one["status"], headers, body), one["path"])
        fine = one["status"] < 300 and "json" in headers.get("content-type", "")
        if fine and one["path"] != "/graphql":
            assert found == one["body"], one["file"]
        elif one["status"] in (404, 410, 451, 301, 302, 307):
            assert found == "Gone"
        seen[found if isinstance(found, str) else "read"] += 1
    assert seen["read"] > 350
    assert seen["Gone"] > 0


def test_every_recorded_issue_and_comment_becomes_what_it_was(real_data: Path, tmp_path: Path):
    world = World(tmp_path, consultation(subject(elements=(), phases=())))  # open at all times
    wanted: dict[int, Issue] = {}
    by_id: dict[int, Issue] = {}
    for body in recorded(real_data):
        for raw in issues_in(body):
            if not raw.get("id") or raw["id"] not in by_id:
                issue = put(world.forge, raw, 1 + len(wanted))
                wanted[issue.number] = issue
                by_id[issue.id] = issue
        for raw, comment in comments_in(body):
            if comment["id"] not in world.forge.comments:
                say(world.forge, by_id[raw["id"]], comment)
    assert len(wanted) > 100
    assert len(world.forge.comments) >= 1
    told = world.collect()
    assert codes(told) == []
    items = world.tally().items
    issues = [one for one in wanted.values() if not one.is_pull and "engine" not in one.labels]
    assert all(f"gh-{one.number}" in items for one in issues)
    for one in issues:
        reactions = Counter(reaction.content for reaction in one.reactions)
        figures = world.figures(f"gh-{one.number}")
        if Stance.FOR in STANCES[world.item(f"gh-{one.number}").kind]:
            assert (figures.get("for", 0), figures.get("against", 0)) == (reactions["+1"], reactions["-1"])
        else:  # a label says that it is a question
            assert figures.get("support", 0) == reactions["+1"]
        state = world.state(f"gh-{one.number}")[0]
        assert (state == "opened") == (one.state == "open" and not one.locked)
    assert world.sound()


def test_pull_requests_that_were_recorded_show_their_hunks(real_data: Path):
    files = [one["body"] for one in rows(real_data / "github-api" / RECORDED[0]) if one["path"].endswith("/files")]
    found = [
        records.patch_of(body, file["filename"])
        for body in files
        for file in body
        if isinstance(file.get("patch"), str)
    ]
    assert all(patch.startswith("@@") for patch in found)


# --- oddities


def test_an_issue_without_a_body_is_a_contribution_with_a_title(world: World, real_data: Path):
    put(world.forge, {**quirk(real_data, "body-null"), "state": "open"})
    world.collect()
    assert world.item("gh-2").kind is Kind.CAUSE


def test_what_an_organisation_opens_counts_and_its_vote_does_not(world: World, real_data: Path):
    put(world.forge, {**quirk(real_data, "organization-author"), "state": "open"})
    world.forge.react("o", 7, "+1")
    world.collect()
    (line,) = world.lines(event="opened")
    assert line["by"] is None
    assert world.figures("gh-7") == {}
    assert world.tally().uncounted["no-person"] == 1


def test_somebody_who_changes_their_name_is_one_person(world: World, real_data: Path):
    old, new = (one["user"] for one in quirk(real_data, "renamed-user"))
    assert old["id"] == new["id"]
    for _ in range(2):
        world.forge.open("ana", "Idea", "", ("cause",))
    world.forge.account(old["login"], id=old["id"])
    world.forge.react(old["login"], 1, "+1")
    world.forge.rename(old["login"], new["login"])
    world.forge.react(new["login"], 2, "+1")
    world.collect()
    assert len({line["by"] for line in world.lines(kind="vote")}) == 1


def test_who_leaves_both_signs_at_once_has_no_stance_until_the_next(world: World, real_data: Path):
    world.forge.open("ana", "Idea", "", ("cause",))
    for one in quirk(real_data, "both-signs"):
        world.forge.react(one["user"]["login"], 1, one["content"])
    world.collect()
    assert world.figures("gh-1") == {}
    assert world.tally().uncounted["tied"] == 1
    world.later()
    world.forge.react("a", 1, "confused")
    world.collect()
    assert world.figures("gh-1") == {"mixed": 1}


def test_an_authors_own_vote_counts_and_is_shown_apart(world: World, real_data: Path):
    (payload,) = quirk(real_data, "self-vote")
    assert payload["issue_author"] == payload["user"]["id"]
    world.forge.account("ana", id=payload["user"]["id"])
    world.forge.open("ana", "Idea", "", ("cause",))
    world.forge.react("ana", 1, payload["content"])
    world.collect()
    item = world.item("gh-1")
    assert (item.own, world.figures("gh-1")) == ("for", {"for": 1})


def test_a_repository_that_is_not_found_is_no_mass_deletion(world: World, real_data: Path):
    for number in range(30):
        world.forge.open("ana", f"Idea {number}", "", ("cause",))
    world.collect()
    before = world.lines()
    assert quirk(real_data, "not-found-404") == {"status": 404}
    world.double.plan = lambda *_: "not-found"
    with pytest.raises(SourceUnavailable):
        world.collect()
    assert world.lines() == before


@pytest.mark.parametrize("name", ["graphql-errors-200", "graphql-partial"])
def test_an_answer_with_errors_is_a_failure_and_never_nothing(real_data: Path, name: str):
    payload = quirk(real_data, name)
    raw = Raw(payload["status"], {"content-type": "application/json"}, payload["raw"])
    assert asked_of(raw, "/graphql") == "SourceUnavailable"


@pytest.mark.parametrize(
    ("name", "text"), [("form-heading-renamed", "Causse"), ("form-crlf", "x"), ("form-html-comment", "x")]
)
def test_a_form_that_was_edited_is_kept_word_for_word(world: World, real_data: Path, name: str, text: str):
    body = quirk(real_data, name)["body"]
    world.forge.open("ana", "Idea", body)
    world.collect()
    stored = next(world.instance.texts_of("lanterns").glob("*.jsonl")).read_text("utf-8")
    assert text in stored
    assert "write here" not in stored
    assert form.read(body, {}).rest in json.loads(stored.splitlines()[0])["data"]["body"]


def test_votes_on_a_text_that_was_changed_afterwards_stay(world: World, real_data: Path):
    payload = quirk(real_data, "edited-after-vote")
    for number in range(payload["number"]):
        world.forge.open("ana", f"Idea {number}", "First.", ("cause",))
    for who in range(payload["votes_before_edit"]):
        world.forge.react(f"voter{who}", payload["number"], "+1")
    world.collect()
    world.later()
    world.forge.edit(payload["number"], body="Another.")
    world.collect()
    assert world.figures("gh-9") == {"for": 40}
    assert len(world.lines(id="gh-9")) == 2


def test_a_label_that_is_deleted_leaves_what_it_said(world: World, real_data: Path):
    assert quirk(real_data, "label-deleted")
    world.forge.open("ana", "Idea", "", ("solution",))
    world.collect()
    world.forge.unlabel(1, "solution")
    del world.forge.labels["solution"]
    world.collect()
    assert world.item("gh-1").kind is Kind.SOLUTION


def test_a_nul_and_half_a_letter_are_kept_as_far_as_a_file_can_hold_them(world: World, real_data: Path):
    title = json.loads(quirk(real_data, "4-byte-nul")["raw"])["title"]
    put(world.forge, {"number": 1, "title": title, "user": {"login": "a", "id": 1}, "state": "open"})
    world.collect()
    stored = next(world.instance.texts_of("lanterns").glob("*.jsonl")).read_text("utf-8")
    assert json.loads(stored.splitlines()[0])["data"]["title"] == "a\0b\ufffdc"
    assert world.sound()


def test_every_oddity_of_the_list_was_looked_at(real_data: Path):
    listed = {one["name"] for one in rows(real_data / "attacks" / "github-quirks.jsonl")}
    here = Path(__file__).read_text("utf-8")
    assert {name for name in listed if f'"{name}"' not in here} == set()
