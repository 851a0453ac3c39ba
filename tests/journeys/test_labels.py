"""A moderator puts a label on an issue; the record, the site and its author learn of it as by an entry in a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from examples import some_of
from journeys.town import CONTENT, Town, a_town

SUBJECT = """\
---
title: Lanterns
summary: Where light is missing at night.
phases:
  - {name: solutions, kind: solutions, opens: 2027-02-01, closes: 2027-04-30}
---
Who walks home late walks in the dark.
"""


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with a_town(tmp_path, {"subject.md": SUBJECT}, hours=2) as town:
        moderator = town.forge.account("mo")
        town.add_setting(f"roles:\n  moderation: [MO, renamed#{moderator.id}]\n")
        town.forge.open("ana", "Solar lamps", "", ("solution",))
        town.forge.open("bo", "My neighbour is to blame", "Rude words.", ("solution",))
        town.forge.react("cy", 2, "+1")
        town.run("collect")
        yield town


def moderate(town: Town, entry: str) -> None:
    """Add an entry to moderation.yml."""
    with (town.desk.folder / CONTENT / "moderation.yml").open("a", encoding="utf-8") as file:
        file.write(f"- {entry}\n")


@pytest.mark.slow
def test_a_label_hides_the_text_and_taking_it_off_shows_it_again(town: Town):
    town.forge.label(2, "hide 3", by="mo")
    town.run("collect")
    town.desk.build()
    page = town.html("c/gh-2")
    assert "Rude words" not in page
    assert "rule 3" in page.lower()
    assert "A moderator decided it on the forge" in page
    assert town.item("gh-2")["for"] == 1
    acts = town.html("moderation")
    assert "Removed from view" in acts
    assert "My neighbour" not in acts
    town.run("tell")
    assert "removed from view on 1 March 2027, under rule 3" in town.forge.seen(2).comments[-1].body
    assert "Nothing changed" in town.run("collect")

    town.forge.unlabel(2, "hide 3", by="mo")
    town.run("collect")
    town.desk.build()
    assert "Rude words" in town.html("c/gh-2")
    assert "Restored" in town.html("moderation")
    town.run("tell")
    assert "gh-2 is shown again as before" in town.forge.seen(2).comments[-1].body
    town.desk.lawloom("verify")
    town.desk.verify_apart()
    assert str(town.forge.accounts["mo"].id) not in town.ledger


@pytest.mark.slow
def test_twins_are_united_by_a_label(town: Town):
    town.forge.label(2, "merge: gh-1", by="mo")
    town.run("collect")
    assert town.item("gh-2")["merged_into"] == "gh-1"
    assert town.item("gh-1")["for"] == 1


@pytest.mark.slow
def test_what_says_several_things_is_split_by_a_label_and_both_pages_say_so(town: Town):
    town.forge.label(2, "split gh-1", by="mo")
    town.run("collect")
    town.desk.build()
    assert 'A part of it goes on here: <a href="../../c/gh-1/">' in town.html("c/gh-2")
    assert "A part of <a" in town.html("c/gh-1")
    assert "Split: a part goes on as" in town.html("moderation")
    assert town.item("gh-2")["for"] == 1
    assert town.item("gh-1")["for"] == 0
    town.run("tell")
    assert "a part of it was made a contribution of its own, gh-1" in town.forge.seen(2).comments[-1].body
    assert "Nothing changed" in town.run("collect")
    town.forge.unlabel(2, "split gh-1", by="mo")
    town.run("collect")
    town.desk.build()
    assert "goes on here" not in town.html("c/gh-2")
    assert "A part of <a" not in town.html("c/gh-1")
    assert '"act":"unsplit"' in town.ledger
    assert "Nothing changed" in town.run("collect")
    town.desk.lawloom("verify")
    town.desk.verify_apart()


@pytest.mark.long
def test_taking_a_label_off_lifts_no_hiding_of_the_file(town: Town):
    moderate(town, "{on: gh-2, act: hide, rule: 3, reason: Insults., date: 2027-03-01}")
    for label in ("split gh-1", "label needs-source"):
        town.forge.label(2, label, by="mo")
        town.run("collect")
        town.forge.unlabel(2, label, by="mo")
        town.run("collect")
    (town.desk.folder / "content/subjects/lanterns/moderation.yml").unlink()
    town.desk.build()
    assert "Rude words" not in town.html("c/gh-2")
    assert town.ledger.count('"kind":"moderation"') == 5
    assert '"restore"' not in town.ledger


@pytest.mark.slow
def test_a_word_of_the_facilitators_stands_on_the_page_until_it_is_taken_off(town: Town):
    town.forge.label(2, "label: Night-Trains", by="mo")
    town.run("collect")
    town.desk.build()
    assert "Labelled by facilitators: <bdi>night-trains</bdi>." in town.html("c/gh-2")
    assert "Rude words" in town.html("c/gh-2")
    assert "Labelled by" not in town.html("c/gh-1")
    assert "A moderator decided it on the forge.<" in town.html("moderation")
    assert town.item("gh-2")["for"] == 1
    town.run("tell")
    assert "gh-2 was given the label night-trains by facilitators on 1 March" in town.forge.seen(2).comments[-1].body
    assert "Nothing changed" in town.run("collect")
    town.forge.unlabel(2, "label: Night-Trains", by="mo")
    town.run("collect")
    town.desk.build()
    assert "Labelled by" not in town.html("c/gh-2")
    assert "Label taken off" in town.html("moderation")
    assert "Nothing changed" in town.run("collect")
    town.run("tell")
    assert "The label night-trains was taken off gh-2" in town.forge.seen(2).comments[-1].body
    town.desk.lawloom("verify")
    town.desk.verify_apart()


@pytest.mark.long
def test_an_entry_in_the_file_labels_as_a_label_does(town: Town):
    moderate(town, "{on: gh-2, act: label, into: night-trains, reason: To find it., date: 2027-03-01}")
    town.forge.label(1, "label night-trains", by="mo")
    town.run("collect")
    town.desk.build()
    for id in ("gh-1", "gh-2"):
        assert "Labelled by facilitators: <bdi>night-trains</bdi>." in town.html(f"c/{id}")
    entry, label = (line for line in map(json.loads, town.ledger.splitlines()) if line["kind"] == "moderation")
    same = ("kind", "act", "into", "rule")
    assert [entry[key] for key in same] == [label[key] for key in same] == ["moderation", "label", "night-trains", ""]
    assert "To find it." in town.html("moderation")
    town.desk.lawloom("verify")
    town.desk.verify_apart()
    moderate(town, "{on: gh-2, act: unlabel, into: night-trains, reason: Found., date: 2027-03-02}")
    town.run("collect")
    town.desk.build()
    assert "Labelled by" not in town.html("c/gh-2")
    assert "Labelled by" in town.html("c/gh-1")


@pytest.mark.long
def test_an_entry_in_the_file_splits_as_a_label_does(town: Town):
    moderate(town, "{on: gh-2, act: split, into: gh-1, reason: It says two things., date: 2027-03-01}")
    town.run("collect")
    town.desk.build()
    assert "A part of it goes on here" in town.html("c/gh-2")
    assert "It says two things." in town.html("moderation")
    assert '"act":"split"' in town.ledger
    assert "Rude words" in town.html("c/gh-2")
    town.desk.lawloom("verify")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("label", "by", "told"),
    some_of(
        [
            ("hide 3", "mallory", "somebody who has no role for it"),
            ("hide 99", "mo", "names a rule that the page of rules does not"),
            ("label night-trains", "mallory", "somebody who has no role for it"),
            ("label night trains", "mo", "is not one short word"),
            ("split gh-2", "mo", "names no other contribution of the same subject"),
            ("merge gh-77", "mo", "names no other contribution of the same subject"),
        ]
    ),
)
def test_a_label_that_cannot_be_believed_does_nothing_and_is_told(town: Town, label: str, by: str, told: str):
    town.forge.label(2, label, by=by)
    assert told in town.run("collect")
    town.desk.build()
    assert "Rude words" in town.html("c/gh-2")
    assert '"moderation"' not in town.ledger
    assert '"merge"' not in town.ledger


@pytest.mark.slow
def test_nobody_but_a_moderator_takes_a_label_off(town: Town):
    town.forge.label(2, "hide 3", by="mo")
    town.run("collect")
    town.forge.unlabel(2, "hide 3", by="mallory")
    town.run("collect")
    town.desk.build()
    assert "Rude words" not in town.html("c/gh-2")


@pytest.mark.slow
def test_who_labelled_is_asked_only_where_the_labels_are_not_what_the_ledger_says(town: Town):
    town.forge.label(2, "hide 3", by="mo")
    town.run("collect")
    before = len(town.double.asked)
    town.run("collect")
    quiet = len(town.double.asked) - before
    town.forge.label(1, "set-aside 2", by="mo")
    before = len(town.double.asked)
    town.run("collect")
    assert len(town.double.asked) - before == quiet + 1
