"""Whoever wrote is thanked once and told once: what became of it, why, and how to appeal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from journeys.town import Town, a_town
from lawloom.instance import Instance
from lawloom.model.findings import Findings, FoundTheme
from lawloom.synthesis import findings_file

SUBJECT = """\
---
title: Lanterns *and* @all
summary: Where light is missing at night.
phases:
  - {name: causes, kind: causes, opens: 2027-02-01, closes: 2027-02-20}
  - {name: solutions, kind: solutions, opens: 2027-02-01, closes: 2027-04-30}
---
Who walks home late walks in the dark.
"""
DECISION = """\
- on: gh-1
  outcome: adopted
  reason: "You were first to see it. Thanks, @ana."
  date: 2027-03-05
"""
LATER = """\
  later:
    - outcome: struck-out
      date: 2027-03-09
      by: The committee
      reason: It was thought too dear.
"""
ACTS = """\
- on: gh-2
  act: merge
  into: gh-1
  reason: Both ask for solar lamps.
  date: 2027-03-05
- on: gh-3
  act: hide
  rule: 3
  reason: It pointed at a neighbour.
  date: 2027-03-05
"""


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with a_town(tmp_path, {"subject.md": SUBJECT}, hours=2) as town:
        town.add_setting("address: https://town.example/\n")
        yield town


@pytest.mark.slow
def test_each_contribution_is_welcomed_once_with_what_happens_next_and_what_looks_like_it(town: Town):
    forge = town.forge
    forge.open("ana", "Solar lamps along the canal", "They need no wire.", ("solution",))
    forge.open("bo", "Solar lamps on the canal", "", ("solution",))
    forge.open("cy", "Nobody repairs the lamps", "", ("cause",))
    forge.open("eve", "The build is slow", "", ("engine",))
    forge.comment("di", 1, "+ They last.")
    town.run("collect")
    assert "3 contributions were welcomed." in town.run("welcome")
    (first,), (second,), (third,) = town.said(1), town.said(2), town.said(3)
    assert town.said(4) == []
    assert first.startswith(
        "Thank you. This has the number **gh-1** and stands on the site: "
        "https://town.example/subjects/lanterns/c/gh-1/\n"
    )
    assert "Solution, in the subject “Lanterns \\*and\\* @\u2060all”" in first
    assert "Until 30 April 2027 others can vote on it by a reaction: 👍 for, 😕 mixed, 👎 against." in first
    assert "similar" not in first
    assert "If one says the same, you can support that one with a reaction; yours stays:\n\n- gh-1:" in second
    assert "- gh-1: Solar lamps along the canal https://town.example/subjects/lanterns/c/gh-1/" in second
    assert "similar" not in third  # lamps alone make nothing alike
    assert "It came while nothing of this kind was asked for." in third  # the phase was over
    assert "Nobody waits to be answered." in town.run("welcome")
    (town.desk.folder / "private/told/welcome.txt").unlink()
    town.run("welcome")
    assert [len(town.said(number)) for number in (1, 2, 3)] == [1, 1, 1]
    town.run("collect")  # our own thanks are no contributions
    items = town.desk.tally()["lanterns"]["items"]
    assert {one["id"] for one in items if one["kind"] == "comment"} == set()


@pytest.mark.slow
def test_what_is_clearly_like_it_is_named_in_the_language_of_the_subject_and_as_it_was_typed(town: Town):
    path = town.desk.folder / "content/subjects/lanterns/subject.md"
    path.write_text(path.read_text("utf-8").replace("title:", "language: fr\ntitle:", 1), "utf-8")
    title = "Des lampes *solaires* le long du canal @all"
    for number in range(5):
        town.forge.open("ana", f"{title} [ici](//x.example)", f"Elles durent {number} ans.", ("solution",))
    town.forge.open("bo", "Lampe solaire, longs canaux", "Lampes solaires au canal, toutes", ("cause",))
    town.run("collect")
    town.run("welcome")
    assert "semblable" not in town.said(1)[0]
    told = town.said(5)[0]
    assert "soutenir par une réaction\u202f; la vôtre reste" in told
    assert [f"- gh-{number}:" in told for number in (1, 2, 3, 4)] == [True, True, True, False]  # three at most
    assert "\\*solaires\\*" in told
    assert "@\u2060all" in told
    assert "semblable" not in town.said(6)[0]  # another kind


@pytest.mark.slow
def test_what_was_decided_is_told_once_with_its_reason_and_again_when_it_changes(town: Town):
    forge = town.forge
    forge.open("ana", "Solar lamps along the canal", "", ("solution",))
    forge.open("bo", "Solar lamps on the canal", "", ("solution",))
    forge.open("cy", "My neighbour", "", ("solution",))
    town.run("collect")
    town.write("decisions.yml", DECISION)
    town.write("moderation.yml", ACTS)
    assert "Nobody waits" in town.run("tell")  # not in the record yet
    town.run("collect")
    assert "3 authors were told." in town.run("tell")
    (decided,), (merged,), (hidden,) = town.said(1), town.said(2), town.said(3)
    assert decided.startswith("What became of gh-1 (Solution): **Adopted**, 5 March 2027.")
    assert "> You were first to see it\\. Thanks, @\u2060ana\\." in decided
    assert "Its page: https://town.example/subjects/lanterns/c/gh-1/" in decided
    assert "issues/new?template=appeal.yml&on=subjects/lanterns/c/gh-1/" in decided
    assert "gh-2 was united with gh-1 on 5 March 2027" in merged
    assert "removed from view on 5 March 2027, under rule 3" in hidden
    assert "its votes still count" in hidden
    assert "https://town.example/rules/" in hidden
    assert "My neighbour" not in hidden

    town.write("decisions.yml", DECISION.replace("first to see it", "the first to see it"))  # only the wording
    town.run("collect")
    assert "Nobody waits" in town.run("tell")
    town.write("decisions.yml", DECISION + LATER)
    town.write("moderation.yml", ACTS + "- {on: gh-3, act: restore, rule: '3', reason: We erred., date: 2027-03-09}\n")
    town.run("collect")
    town.run("tell")
    (town.desk.folder / "private/told/tell.txt").unlink()
    town.run("tell")
    assert [len(town.said(number)) for number in (1, 2, 3)] == [2, 1, 2]
    assert "**Struck out**, 9 March 2027." in town.said(1)[1]
    assert "Before, on 5 March 2027, it was: Adopted." in town.said(1)[1]
    assert "> It was thought too dear\\." in town.said(1)[1]
    assert "gh-3 is shown again as before, since 9 March 2027." in town.said(3)[1]


@pytest.mark.slow
def test_an_author_of_a_comment_is_told_under_the_issue_where_it_was_said(town: Town):
    town.forge.open("ana", "Solar lamps along the canal", "", ("solution",))
    comment = town.forge.comment("bo", 1, "- They glare.")
    town.run("collect")
    town.write("moderation.yml", ACTS.replace("gh-3", f"gh-a{comment.id}").replace("gh-2", f"gh-a{comment.id}"))
    town.run("collect")
    town.run("tell")
    assert any(f"The text of gh-a{comment.id} was removed" in one for one in town.said(1))


BY_THEME = """\
- theme: solutions/lamps
  outcome: partly
  reason: Half of the canal gets lamps this year.
  date: 2027-03-05
  articles: [lamps]
"""
BILL = """\
---
title: Lights
date: 2027-03-04
---
## Article 2. Lamps *at* night {#lamps}

Half of the canal.
"""
MANY = 4


@pytest.mark.slow
def test_what_is_decided_on_a_theme_is_told_to_each_member_once(town: Town):
    for number in range(1, MANY + 1):
        town.forge.open("ana", f"Lamp {number}", "", ("solution",))
    town.run("collect")
    ids = tuple(f"gh-{number}" for number in range(1, MANY + 1))
    found = Findings("solutions", town.moment, (FoundTheme("lamps", "en", ("lamps",), ids),))
    findings_file.write(Instance(town.desk.folder), "lanterns", found)
    town.write("bill.md", BILL)
    town.write("decisions.yml", BY_THEME)
    town.run("collect")
    assert "4 authors were told." in town.run("tell")
    (town.desk.folder / "private/told/tell.txt").unlink()
    assert "Nobody waits" in town.run("tell")
    assert {len(town.said(number)) for number in range(1, MANY + 1)} == {1}
    (said,) = town.said(MANY)
    assert said.startswith(f"What became of gh-{MANY} (Solution): **Adopted in part**, 5 March 2027.")
    assert "the whole theme lamps. https://town.example/subjects/lanterns/synthesis/solutions/lamps/" in said
    assert "- Article 2\\. Lamps \\*at\\* night https://town.example/subjects/lanterns/bill/#lamps" in said

    # One is decided apart, one leaves the theme, and what was adopted is struck out.
    own = "- {on: gh-1, outcome: not-kept, reason: Not there., date: 2027-03-06}\n"
    town.write("decisions.yml", own + BY_THEME + LATER)
    town.write("synthesis/solutions.themes.yml", "unclassified: [gh-2]\n")
    town.run("collect")
    town.run("tell")
    assert "**Not kept**" in town.said(1)[1] and "theme" not in town.said(1)[1]
    assert "gh-2 is no longer in the theme by which it had been decided on" in town.said(2)[1]
    assert "**Struck out**, 9 March 2027." in town.said(3)[1] and "what stands there today" in town.said(3)[1]
    # Back to what it was: that is news again, and once.
    town.write("decisions.yml", own + BY_THEME + LATER)
    town.write("synthesis/solutions.themes.yml", "unclassified: []\n")
    town.run("collect")
    town.run("tell")
    assert len(town.said(2)) == 3 and "**Struck out**" in town.said(2)[2]
    assert {len(town.said(number)) for number in range(3, MANY + 1)} == {2}


@pytest.mark.slow
def test_an_author_is_told_once_that_parliament_struck_out_the_article_and_who_did(town: Town):
    town.forge.open("ana", "Solar lamps along the canal", "They need no wire.", ("solution",))
    town.write("bill.md", "---\ntitle: Lamps\n---\n## Article 1. Lamps {#lamps}\n\n(1) Solar.\n")
    town.write("decisions.yml", DECISION + "  articles: [lamps]\n")
    town.run("collect")
    town.run("tell")
    struck = "{what: struck-out, articles: [lamps], reason: A federal matter.}"
    step = f"- {{stage: vote, date: 2027-03-08, by: The Assembly, link: 'https://a.example/8', changes: [{struck}]}}\n"
    town.write("progress.yml", f"steps:\n  {step}")
    town.run("collect")
    assert "1 author was told." in town.run("tell")
    (town.desk.folder / "private/told/tell.txt").unlink()
    assert "Nobody waits" in town.run("tell")
    told = town.said(1)[1]
    assert "**Struck out**, 8 March 2027." in told
    assert "> A federal matter\\." in told
    assert "Who decided it: The Assembly. https://a.example/8" in told
