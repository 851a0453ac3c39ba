"""What people and the forge may do out of spite or by accident: nothing is lost, nothing is doubled, nothing hangs."""

from __future__ import annotations

from pathlib import Path

from collect.github.campaign import DRAFT, TEXT, TEXT_AT, a_change
from collect.github.world import BILL, PHASES, World, codes, consultation, subject
from lawloom.collect.github import amendments
from lawloom.double.state import File
from lawloom.ledger.texts import texts
from lawloom.model import change
from lawloom.model.contribution import Kind
from patience import patience


def a_world(tmp_path: Path) -> World:
    return World(tmp_path, consultation(subject(phases=(*PHASES, DRAFT), bill=BILL)))


def test_an_account_that_is_deleted_leaves_its_words_and_takes_its_votes(tmp_path: Path):
    world = a_world(tmp_path)
    world.forge.open("ana", "No lamp", "", ("cause",))
    for who, sign in (("ana", "+1"), ("bo", "-1")):
        world.forge.react(who, 1, sign)
    comment = world.forge.comment("ana", 1, "+ I stumble.")
    world.collect()
    world.forge.delete_account("ana")
    assert codes(world.collect()) == []
    assert world.figures("gh-1") == {"against": 1}
    assert world.state("gh-1") == world.state(f"gh-a{comment.id}") == ("opened", "")
    assert world.collect().added == {"lanterns": 0}


def test_a_login_that_changes_is_the_same_person(tmp_path: Path):
    world = a_world(tmp_path)
    world.forge.open("ana", "No lamp", "", ("cause",))
    world.forge.react("ana", 1, "+1")
    world.collect()
    world.forge.rename("ana", "anna")
    world.forge.react("anna", 1, "+1")
    assert world.collect().added == {"lanterns": 0}


def test_an_issue_that_is_moved_away_and_back_keeps_its_votes_and_its_talk(tmp_path: Path):
    world = a_world(tmp_path)
    for number in range(30):
        world.forge.open("ana", f"Idea {number}", "", ("cause",))
    world.forge.react("bo", 1, "+1")
    comment = world.forge.comment("cy", 1, "+ Yes.")
    world.collect()
    world.forge.transfer(1, "https://api.example/repos/else/where/issues/1")
    world.collect()
    assert world.state("gh-1") == ("vanished", "moved")
    world.forge.issues[1].moved_to = ""
    world.forge.react("di", 1, "+1")
    world.collect()
    assert world.state("gh-1") == world.state(f"gh-a{comment.id}") == ("opened", "")
    assert world.figures("gh-1") == {"for": 2}
    assert world.sound()


def test_the_label_that_says_what_an_issue_is_may_be_its_last_of_many(tmp_path: Path):
    world = a_world(tmp_path)
    world.forge.open("ana", "Solar lamps", "", (*(f"label {number}" for number in range(60)), "solution"))
    world.collect()
    assert world.item("gh-1").kind is Kind.SOLUTION


def test_two_hundred_and_fifty_votes_on_a_comment_are_all_counted(tmp_path: Path):
    world = a_world(tmp_path)
    world.forge.open("ana", "No lamp", "", ("cause",))
    comment = world.forge.comment("bo", 1, "+ I stumble.")
    for number in range(250):
        world.forge.react(f"person{number}", 1, "+1", comment=comment.id)
    world.collect()
    assert world.figures(f"gh-a{comment.id}") == {"support": 250}


def test_titles_of_every_letter_are_taken_once(tmp_path: Path):
    world = a_world(tmp_path)
    titles = "\u202eback\u202c", "a\x00b", "\u200b", "x\u2028y", "e\u0301" * 100, "A\r\nB", "\x1b[31m", "=cmd()"
    for title in titles:
        world.forge.open("ana", title, title, ("cause",))
    half = world.forge.open("ana", "half", "", ("cause",))
    half.title = "half \ud800 a letter"
    world.collect()
    assert {f"gh-{number}" for number in range(1, len(titles) + 2)} <= world.tally().items.keys()
    assert world.collect().added == {"lanterns": 0}
    assert world.sound()


def test_a_proposal_of_four_hundred_files_is_refused_and_told(tmp_path: Path):
    world = a_world(tmp_path)
    many = [File(f"contributions/lanterns/inbox/{number}.md", b"x", "added") for number in range(400)]
    world.forge.open_pull("ana", "All at once", [*a_change("ten"), *many], "")
    assert codes(world.collect()) == ["proposal-refused"]
    assert "gh-1" not in world.tally().items


def test_a_bill_with_the_line_ends_of_another_system_is_amended_like_any_other(tmp_path: Path):
    world = a_world(tmp_path)
    theirs = TEXT.replace("\n", "\r\n")
    changed = theirs.replace("dawn", "ten").encode()
    world.forge.open_pull("ana", "Theirs", [File(TEXT_AT, changed, before=theirs.encode())], "")
    world.forge.open_pull("bo", "Turned", [File(TEXT_AT, changed, before=TEXT.encode())], "")
    world.collect()
    said = {id: change.read(text.changes) for id, text in texts(world.instance, "lanterns")}
    assert [world.item(id).on for id in ("gh-1", "gh-2")] == ["hours", "hours"]
    assert said["gh-1"] == said["gh-2"]
    (hours,) = said["gh-1"]
    assert (str(hours.before)[-19:], str(hours.after)[-18:]) == ("\nFrom dusk to dawn.", "\nFrom dusk to ten.")


def test_a_proposal_that_is_forced_into_something_else_and_back_is_one_amendment(tmp_path: Path):
    world = a_world(tmp_path)
    world.forge.open_pull("ana", "Until ten", a_change("ten"), "")
    world.collect()
    world.forge.push(1, [File("src/engine.py", b"x", "added")])
    assert codes(world.collect()) == ["proposal-refused"]
    assert world.state("gh-1") == ("closed", "refused")
    world.forge.push(1, a_change("nine"))
    assert codes(world.collect()) == []
    assert world.state("gh-1") == ("opened", "")


def test_what_a_clock_that_is_ahead_dates_later_waits_until_then(tmp_path: Path):
    world = a_world(tmp_path)
    world.later(days=3)
    world.forge.open("ana", "From tomorrow", "", ("cause",))
    world.later(days=-3)
    world.forge.open("bo", "From today", "", ("cause",))
    world.collect()
    assert "gh-1" not in world.tally().items
    assert "gh-2" in world.tally().items
    world.later(days=4)
    world.collect()
    assert "gh-1" in world.tally().items
    assert world.sound()


def test_no_body_and_no_bill_that_the_forge_takes_makes_a_look_hang(tmp_path: Path):
    world = a_world(tmp_path)
    for body in ("### What it answers\n\n" + "a-" * 30_000 + "!", "<!--" * 16_000, "[" * 65_000):
        world.forge.open("eve", "Patience", body, ("argument",))
    world.forge.comment("eve", 1, "+ " + ">" * 60_000)
    world.later()
    with patience():
        world.collect()
        text = "---\ntitle: x\n---\n# " + "#" * 60_000 + "x\n"
        amendments.read(text, "@@ -3 +3,2 @@\n ---\n+" + text.split("\n")[3])
    assert world.sound()
