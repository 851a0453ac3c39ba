"""A consultation from its first command to its verified record: twelve people, three collections, one site."""

from __future__ import annotations

import json
import re
import urllib.parse
import urllib.request
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from journeys.town import Town, a_town
from lawloom.double import forms
from lawloom.double.state import File

pytestmark = pytest.mark.slow

TEXT_AT = "content/subjects/lanterns/bill.md"
SUBJECT = """\
---
title: Lanterns
summary: Where light is missing at night.
phases:
  - {name: present, kind: present, opens: 2027-02-01, closes: 2027-04-30}
  - {name: causes, kind: causes, opens: 2027-02-01, closes: 2027-04-30}
  - {name: solutions, kind: solutions, opens: 2027-02-01, closes: 2027-04-30}
  - {name: synthesis, kind: synthesis, opens: 2027-02-01, closes: 2027-04-30}
  - {name: debate, kind: debate, opens: 2027-02-01, closes: 2027-04-30}
  - {name: draft, kind: draft, opens: 2027-02-01, closes: 2027-04-30}
causes:
  - {id: dark-path, title: The path along the canal is dark}
solutions:
  - {id: more-lamps, title: More lamps, answers: dark-path}
---
Who walks home late walks in the dark.
"""
BILL = """\
---
title: On light
---
## Article 1. Hours of light {#hours}

From dusk to dawn.

## Article 2. Cost {#cost}

The town pays.
"""
DECISIONS = "- {on: gh-2, outcome: adopted, reason: One street will try them., date: 2027-03-03}\n"
MODERATION = "- {on: gh-3, act: hide, rule: 3, reason: It names a neighbour., date: 2027-03-02}\n"


class Square(Town):
    """A town in which people fill in forms and read pages."""

    def looks(self) -> None:
        """A collection an hour later, and the site made of it."""
        self.later(hours=1)
        self.run("collect")
        self.desk.build()

    def sends(self, who: str, form: str, title: str, **answers: str) -> int:
        """Somebody fills a form in a browser; the number of the issue that opens."""
        asked = {"who": who, "template": f"{form}.yml", "title": title, **answers}
        data = urllib.parse.urlencode(asked).encode()
        with urllib.request.urlopen(f"{self.address}/open", data) as answer:  # noqa: S310  our own address
            return int(answer.url.rpartition("/")[2])

    def events(self, **fields: str) -> list[str]:
        """What the ledger says happened to whatever has these fields, in order."""
        lines = map(json.loads, self.ledger.splitlines())
        return [line["event"] for line in lines if "event" in line and fields.items() <= line.items()]

    def page(self, where: str) -> str:
        """The words of a page, without its tags."""
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.html(where))).split())

    def shown(self, where: str, id: str, *figures: str) -> tuple[int, ...]:
        """The votes on something that a page shows; for, mixed and against unless told otherwise."""
        tally = re.search(rf'<p class="tally" data-on="{id}"([^>]*)>', self.html(where))
        assert tally, f"{where} shows no votes on {id}"
        found = dict(re.findall(r'data-(\w+)="(\d+)"', tally[1]))
        return tuple(int(found[name]) for name in figures or ("for", "mixed", "against"))

    def anchor(self, id: str) -> int:
        """The issue on which people vote on what the authors wrote."""
        return json.loads((self.desk.folder / "contributions/anchors.json").read_bytes())["lanterns"][id][0]


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Square]:
    with a_town(tmp_path, {"subject.md": SUBJECT, "bill.md": BILL}, pages=True) as plain:
        plain.add_setting("address: https://town.example/\n")
        plain.desk.lawloom("upgrade")
        plain.desk.lawloom("check")
        for path in (plain.desk.folder / forms.FOLDER).glob("*.yml"):
            plain.forge.files[f"{forms.FOLDER}{path.name}"] = path.read_bytes()
        yield Square(**vars(plain))


def a_change(word: str) -> list[File]:
    """Another end of the hours of light."""
    return [File(TEXT_AT, BILL.replace("dawn", word).encode(), before=BILL.encode())]


def test_twelve_people_speak_vote_change_their_minds_and_find_it_all_on_the_site(town: Square):
    forge = town.forge

    # The first day: eleven forms and a proposal on the bill. The twelfth person comes later.
    town.sends("ana", "cause", "No lamp at the bridge", what="I count my steps.", name="on")
    town.sends("bo", "solution", "Solar lamps", on="gh-1", what="One each fifty metres.")
    town.sends("cy", "argument", "Moths", on="gh-2", side="against", what="They burn, says old Mr Pell.")
    town.sends("di", "argument", "No wire", on="subjects/lanterns/c/gh-2/", side="for", what="Nobody digs.")
    town.sends("eve", "source", "Night", on="gh-2", link="https://records.example/light", what="A count of lamps.")
    town.sends("fay", "question", "Who repairs them?", what="Also at night?")
    town.sends("gil", "comment", "Summer", on="hours", quote="From dusk to dawn.", what="In summer too?")
    town.sends("hal", "petition", "Light the county road", what="We sign for it.")
    town.sends("ida", "event", "A walk in the dark", what="Friday at nine, at the bridge.")
    town.sends("jo", "conclusion", "What the walk showed", on="gh-9", what="Four corners without light.")
    town.sends("kim", "correction", "A lamp too many", quote="Who walks home late", what="There are eleven.")
    forge.open_pull("ana", "Until ten", a_change("ten"), "Because of the bats.")
    town.looks()

    for where, words in {
        "c/gh-1": "gh-1 by ana",
        "c/gh-2": "One each fifty metres.",
        "c/gh-6": "Also at night?",
        "c/gh-8": "We sign for it.",
        "c/gh-9": "Four corners without light.",  # the conclusions stand with their event
        "c/gh-12": "Because of the bats.",
        "c/hours": "In summer too?",
        "c/-": "There are eleven.",
    }.items():
        assert words in town.page(where)
    assert "Article 1. Hours of light" in town.page("c/gh-12")
    solution = town.page("c/gh-2")
    assert solution.index("Nobody digs.") < solution.index("They burn") < solution.index("A count of lamps.")
    assert [forge.issues[town.anchor(id)].title for id in ("dark-path", "more-lamps", "hours", "cost")] == [
        "Vote: The path along the canal is dark", "Vote: More lamps", "Vote: Article 1. Hours of light",
        "Vote: Article 2. Cost",
    ]  # fmt: skip
    town.run("welcome")

    # The second day: they vote, on one another and on what the authors wrote; and a text is hidden.
    for who, sign in (("ana", "+1"), ("bo", "+1"), ("cy", "-1"), ("di", "confused"), ("eve", "+1"), ("lou", "eyes")):
        forge.react(who, 2, sign)
    for who in ("gil", "jo", "hal"):
        forge.react(who, 8, "heart")
    forge.react("ana", 4, "+1")
    for who, id, sign in (("ana", "dark-path", "+1"), ("bo", "dark-path", "confused"), ("ida", "hours", "-1")):
        forge.react(who, town.anchor(id), sign)
    forge.comment("fay", 2, "+ My path would be lit.")
    forge.comment("kim", town.anchor("cost"), "- We pay enough.")
    town.write("moderation.yml", MODERATION)
    town.later(days=1)
    town.looks()
    for command in ("welcome", "tell", "tell"):
        town.run(command)

    assert town.shown("c/gh-2", "gh-2") == (3, 1, 1)
    assert town.shown("c/gh-8", "gh-8", "signature") == (3,)
    assert town.shown("c/gh-2", "gh-4", "support") == (1,)
    assert town.shown("c/dark-path", "dark-path") == (1, 1, 0)
    assert town.shown("c/hours", "hours") == (0, 0, 1)
    assert "My path would be lit." in town.page("c/gh-2")
    assert "We pay enough." in town.page("c/cost")
    assert "Mr Pell" not in town.page("c/gh-2")
    assert "It names a neighbour." in town.page("moderation")

    # The third day: they change their minds, edit, take back, delete, amend the bill again; what is hidden is appealed.
    forge.unreact("bo", 2, "+1")  # bo and cy change places, so that the totals stay
    forge.react("bo", 2, "-1")
    forge.unreact("cy", 2, "-1")
    forge.react("cy", 2, "+1")
    forge.unreact("di", 2, "confused")
    forge.unreact("ida", town.anchor("hours"), "-1")
    forge.react("ida", town.anchor("hours"), "+1")
    forge.edit(1, body=forge.issues[1].body.replace("my steps", "forty steps in the dark"))
    forge.close(4, "not_planned")  # di takes the argument back
    forge.delete(7)
    forge.push(12, a_change("eleven"))
    appeal = town.sends("lou", "appeal", "Why was it hidden?", on="gh-3", what="It was my own neighbour.")
    town.write("decisions.yml", DECISIONS)
    town.later(days=1)
    town.looks()
    for command in ("welcome", "tell", "tell", "welcome"):
        town.run(command)

    assert town.shown("c/gh-2", "gh-2") == (3, 0, 1)
    assert town.events(kind="vote", on="gh-2") == ["cast"] * 5 + ["cast", "cast", "withdrawn", "withdrawn", "withdrawn"]
    assert town.shown("c/hours", "hours") == (1, 0, 0)
    assert "I count forty steps in the dark." in town.page("c/gh-1")
    assert "Withdrawn by its author." in town.page("c/gh-2")
    assert "Deleted where it was sent. This is what we last saw of it." in town.page("c/hours")
    assert "In summer too?" in town.page("c/hours")
    assert "eleven" in town.page("c/gh-12")
    assert "It was my own neighbour." in town.page("moderation")
    assert "Adopted" in town.page("c/gh-2")
    assert "One street will try them." in town.page("c/gh-2")

    # Whoever wrote is thanked once and told once.
    assert [len(town.said(number)) for number in range(1, 13)] == [1, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1]
    assert len(town.said(appeal)) == 1
    assert "**Adopted**, 3 March 2027." in town.said(2)[1]
    assert "removed from view on 2 March 2027, under rule 3" in town.said(3)[1]

    assert "every line as it was written" in town.run("verify")
    town.desk.verify_apart()
