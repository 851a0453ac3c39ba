"""A drafter's day: three amendments by pull request, two of them rivals; one is merged, a version is published."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from journeys.town import CONTENT, Town, a_town
from lawloom.double.state import File

pytestmark = pytest.mark.slow

SUBJECT = """\
---
title: Lanterns
summary: Where light is missing at night.
phases:
  - {name: draft, kind: draft, opens: 2027-02-01, closes: 2027-04-30}
---
Who walks home late walks in the dark.
"""
BILL = """\
---
title: Bill on light
version: first draft
date: 2027-02-01
---
Light for all.

## Article 1. Hours of light {#hours}

(1) Lamps are lit from dusk to dawn. {#lit}

(2) Whoever turns one off says why.

## Article 2. Cost {#cost}

(1) The town pays for the lamps and for what they use.
"""
QUOTING = """\
### What it answers

subjects/lanterns/c/hours/

### The passage it is about

Lamps are lit from dusk to dawn.

### Your comment

In June it is at four.
"""
BILL_AT = f"{CONTENT}/bill.md"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with a_town(tmp_path, {"subject.md": SUBJECT, "bill.md": BILL}, hours=2) as town:
        town.add_setting("address: https://town.example/\n")
        yield town


def changed(old: str, new: str) -> list[File]:
    assert old in BILL
    return [File(BILL_AT, BILL.replace(old, new).encode(), before=BILL.encode())]


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_drafters_day(town: Town):
    forge = town.forge
    town.run("bill", "publish", "lanterns", "first draft", "--as-of", "2027-02-01T08:00:00Z")
    forge.open_pull("ana", "Until midnight", changed("dawn", "midnight"), "Then all are home.")
    forge.open_pull("bo", "Until two", changed("dusk to dawn", "dusk to two"), "The last bus comes at two.")
    forge.open_pull("cy", "The state pays", changed("The town pays", "The state pays"), "Towns are poor.")
    forge.open("di", "What is dawn?", QUOTING, ("comment",))
    forge.react("eve", 1, "+1")
    forge.react("fay", 1, "+1")
    forge.react("eve", 2, "-1")
    town.run("collect")
    town.desk.build()

    # In the morning: each has a page with what it would change, and rivals stand together.
    first = town.html("c/gh-1")
    assert "<del>dawn</del>" in first and "<ins>midnight</ins>" in first
    assert "Then all are home." in first
    assert "It fits the text as it stands." in first
    same, _, elsewhere = first.partition("On the same words")[2].partition("</ul>")
    assert "Until two" in same and "The state pays" not in same + elsewhere.partition("</article>")[0]
    assert "On the same words" not in town.html("c/gh-3")
    listed = words(town.html("amendments"))
    assert listed.index("On the same words") < listed.index("Until midnight") < listed.index("Until two")
    assert "The same words." in town.html("c/hours")
    assert town.item("gh-1")["for"] == 2

    # At noon: one is merged, and what was merged is the text.
    town.later(days=1)
    forge.merge(1)
    town.write("bill.md", forge.files[BILL_AT].decode().replace("2027-02-01", "2027-03-02").replace("first", "second"))
    town.run("collect")
    town.run("bill", "publish", "lanterns", "second draft", "--as-of", town.moment)
    town.desk.build()
    adopted = words(town.html("c/gh-1"))
    assert "Adopted 2 March 2027" in adopted
    assert "Merged into the text of the bill." in adopted
    assert "The text says so already." in adopted
    rival = words(town.html("c/gh-2"))
    assert "It no longer fits: the words that it would replace were changed in Second draft (2 March 2027)." in rival
    assert "What merging would give" not in rival
    assert "Not decided yet" in rival and "Until midnight" in rival
    assert "It fits the text as it stands." in town.html("c/gh-3")

    # The article says from whom it is; the comment says what became of its words; the redline shows it.
    bill = town.html("bill")
    assert "gh-1" in bill.partition('id="hours"')[2].partition('id="cost"')[0]
    (version,) = (town.desk.site / "subjects/lanterns/bill/versions").glob("*second-draft/index.html")
    assert "Amendments that went into this version Until midnight gh-1" in words(version.read_text("utf-8"))
    comment = town.html("c/hours")
    assert "<b>Text changed.</b>" in comment and "Second draft (2 March 2027)" in comment
    assert "<del>dawn.</del> <ins>midnight.</ins>" in comment
    pages = sorted((town.desk.site / "subjects/lanterns/bill/changes").rglob("index.html"))
    assert any("midnight" in page.read_text("utf-8") for page in pages)

    # In the evening: what is unanswered, the feed, and a word to each author, once.
    told = town.run("bill", "coverage", "lanterns")
    assert "1 of 3 contributions answered, 2 waiting" in told
    assert "gh-1" not in told and "gh-2" in told and "gh-3" in told
    published = json.loads((town.desk.site / "data/lanterns/coverage.json").read_text("utf-8"))
    counted = json.loads(town.run("bill", "coverage", "lanterns", "--json"))
    assert {name: counted[name] for name in published if name in counted} == {
        name: published[name] for name in published if name in counted
    }
    feed = (town.desk.site / "subjects/lanterns/feed.xml").read_text("utf-8")
    assert "Until midnight" in feed
    (entry,) = [one for one in feed.split("<entry>") if "What changed:" in one]
    assert "First draft to Second draft</title>" in entry and "<summary>1 article changed. " in entry
    (href,) = re.findall(r'rel="alternate" type="text/html" href="([^"]+)"', entry)
    assert href.endswith("/subjects/lanterns/bill/changes/1-2/") and town.html("bill/changes/1-2")
    town.run("tell")
    town.run("tell")
    assert len(town.said(1)) == 1
    assert "**Adopted**, 2 March 2027" in town.said(1)[0]
    assert "Merged into the text of the bill" in town.said(1)[0]
    assert town.said(2) == town.said(3) == []
    town.desk.lawloom("verify")


def test_one_that_is_closed_unmerged_is_not_decided_by_that(town: Town):
    town.forge.open_pull("ana", "Until midnight", changed("dawn", "midnight"))
    town.run("collect")
    town.forge.close(1)
    town.run("collect")
    town.desk.build()
    html = words(town.html("c/gh-1"))
    assert "Not decided yet" in html
    assert "Adopted" not in html


def test_the_form_for_other_words_gives_the_same_page(town: Town):
    town.run("bill", "publish", "lanterns", "first draft", "--as-of", "2027-02-01T08:00:00Z")
    body = (
        "### What it answers\n\nsubjects/lanterns/c/hours/\n\n### Replace these words\n\ndusk to dawn\n\n"
        "### By these words\n\ndusk to two\n\n### Why the words should be changed\n\nThe last bus."
    )
    town.forge.open("bo", "Until two", body, ("amendment",))
    town.forge.open_pull("ana", "Until midnight", changed("dawn", "midnight"))
    town.run("collect")
    town.desk.build()
    html = town.html("c/gh-1")
    assert "<del>dawn</del>" in html and "<ins>two</ins>" in html
    assert "Until midnight" in html.partition("On the same words")[2].partition("</ul>")[0]


def test_a_vote_on_an_amendment_with_rivals_gives_the_bytes_of_a_whole_build(town: Town):
    town.forge.open_pull("ana", "Until midnight", changed("dawn", "midnight"))
    town.forge.open_pull("bo", "Until two", changed("dusk to dawn", "dusk to two"))
    for who in ("cy", "di", "eve"):
        town.forge.react(who, 1, "+1")
    town.run("collect")
    town.desk.build()
    town.forge.react("fay", 2, "-1")
    town.run("collect")
    town.desk.build()
    quick = {path: path.read_bytes() for path in town.desk.site.rglob("*.html")}
    for path in sorted((town.desk.folder / "build").rglob("*.printed")):
        path.unlink()
    town.desk.build()
    assert {path: path.read_bytes() for path in town.desk.site.rglob("*.html")} == quick
