"""Five thousand people are owed an answer: themes give most of them theirs, and the last one is not forgotten."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from journeys.steps import AS_OF, Desk, a_desk
from lawloom.instance import Instance
from lawloom.model.findings import Findings, FoundTheme
from lawloom.synthesis import findings_file

SUBJECT = "harbour"
SUBJECT_MD = """\
---
title: The harbour
summary: Who may moor, and for how long.
phases:
  - {name: ideas, kind: solutions, opens: 2027-01-01, closes: 2027-01-31}
---
The quay is full.
"""
BILL_MD = """\
---
title: Harbour rules
date: 2027-03-01
---
## Article 1. Mooring {#mooring}

One week.

## Article 2. Fees {#fees}

None.
"""
THEMES = ("boats", "fees", "fish")
ENTRY = "- {{theme: ideas/{}, outcome: {}, reason: Because., date: 2027-02-10, articles: [mooring]}}\n"
EARLY = "2027-02-01T06:00:00Z"


def a_harbour(folder: Path, many: int) -> Desk:
    """A closed phase with so many ideas in three themes, and the last of them in none."""
    desk = a_desk(folder)
    desk.new()
    home = desk.folder / "content" / "subjects" / SUBJECT
    home.mkdir(parents=True)
    (home / "subject.md").write_text(SUBJECT_MD)
    (home / "bill.md").write_text(BILL_MD)
    table = folder / "ideas.csv"
    with table.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "kind", "title", "body", "created_at", "channel"])
        for number in range(1, many + 1):
            rows.writerow([number, "solution", f"Idea {number}", "Words.", "2027-01-05T09:00:00Z", "mail"])
    desk.bring("csv", table, SUBJECT, as_of=EARLY)
    ids = [f"cs-{number}" for number in range(1, many + 1)]
    found = tuple(FoundTheme(name, "en", (name,), tuple(ids[at:-1:3])) for at, name in enumerate(THEMES))
    findings_file.write(Instance(desk.folder), SUBJECT, Findings("ideas", EARLY, found, (ids[-1],)))
    return desk


def decide(desk: Desk, *entries: str) -> None:
    (desk.folder / "content" / "subjects" / SUBJECT / "decisions.yml").write_text("".join(entries))


ALL_THEMES = [
    ENTRY.format(name, outcome) for name, outcome in zip(THEMES, ("adopted", "partly", "not-kept"), strict=True)
]


@pytest.mark.slow
def test_one_of_five_thousand_without_an_answer_is_refused_and_listed(tmp_path: Path):
    desk = a_harbour(tmp_path, 5_000)
    decide(desk, *ALL_THEMES)
    refused = desk.lawloom("settle", SUBJECT, "ideas", "--as-of", AS_OF, code=1)
    assert "cs-5000" in refused.all and refused.all.count("[settle-unanswered]") == 1
    told = json.loads(desk.lawloom("bill", "coverage", SUBJECT, "--json").out)
    assert [told[key] for key in ("asked", "answered", "open")] == [5_000, 4_999, 1]
    assert told["unanswered"] == {"ideas": {"": ["cs-5000"]}} and told["own_articles"] == ["fees"]
    assert told["ways"] == {"theme": 4_999} and told["speed"]["median"] == 36
    said = desk.lawloom("bill", "coverage", SUBJECT).out
    assert "4,999 of 5,000 contributions answered, 1 waiting." in said and "cs-5000  Idea 5000" in said

    last = "- {on: cs-5000, outcome: adopted, reason: You too., date: 2027-02-11}\n"
    decide(desk, *ALL_THEMES, last)
    assert "5,000" in desk.lawloom("settle", SUBJECT, "ideas", "--as-of", AS_OF).out
    lines = [
        json.loads(raw)
        for path in sorted((desk.folder / "contributions" / SUBJECT / "ledger").glob("*.jsonl"))
        for raw in path.read_bytes().splitlines()
    ]
    recorded = {line["on"]: (line["outcome"], line.get("theme")) for line in lines if line["kind"] == "decision"}
    assert len(recorded) == 5_000
    assert recorded["cs-1"] == ("adopted", "ideas/boats") and recorded["cs-5000"] == ("adopted", None)
    assert (lines[-1]["kind"], lines[-1]["items"]) == ("settled", 5_000)
    desk.lawloom("verify")


@pytest.mark.slow
def test_a_build_goes_on_while_somebody_waits_and_every_figure_of_the_reply_is_recounted(tmp_path: Path):
    desk = a_harbour(tmp_path, 61)
    entries = [f"- {{on: cs-{n}, outcome: not-kept, reason: No {n}., date: 2027-02-09}}\n" for n in range(1, 56)]
    decide(desk, *entries, ALL_THEMES[0])
    desk.build()
    assert "56 decisions are not in the record as printed" in desk.verify_apart().out, "no run has recorded them yet"
    page = (desk.site / f"subjects/{SUBJECT}/coverage/index.html").read_text("utf-8")
    assert 'data-of="coverage/answered" value="56"' in page and "Idea 61" in page and "Idea 1<" not in page
    second = (desk.site / f"subjects/{SUBJECT}/decisions/2/index.html").read_text("utf-8")
    assert "No 51." in second and "No 50." not in second and "The whole theme" in second
    first = desk.site / f"subjects/{SUBJECT}/decisions/index.html"
    assert 'href="2/"' in first.read_text("utf-8")
    for name, before, after in (
        (f"data/{SUBJECT}/coverage.json", '"median": 35', '"median": 34'),
        (f"data/{SUBJECT}/coverage.json", '"ways": {"own": 55, "theme": 1}', '"ways": {"own": 54, "theme": 2}'),
        (f"subjects/{SUBJECT}/decisions/index.html", 'value="55">55<', 'value="54">54<'),
        (f"subjects/{SUBJECT}/coverage/index.html", 'value="56">56<', 'value="57">57<'),
        (f"subjects/{SUBJECT}/bill/index.html", 'value="1">1<', 'value="2">2<'),
        (f"data/{SUBJECT}/coverage.json", '"ids": [], "from": "own"', '"ids": [], "from": "article"'),
    ):
        path = desk.site / name
        kept = path.read_text("utf-8")
        assert before in kept, before
        path.write_text(kept.replace(before, after, 1), "utf-8")
        assert f"site/{name}" in desk.verify_apart(code=3).out
        path.write_text(kept, "utf-8")


@pytest.mark.slow
def test_a_decision_on_what_does_not_exist_is_refused_by_name_file_and_line(tmp_path: Path):
    desk = a_harbour(tmp_path, 7)
    decide(desk, *ALL_THEMES[:1], "- {on: cs-77, outcome: adopted, reason: Yes., date: 2027-02-09}\n")
    told = desk.lawloom("check", code=1).all
    assert f"content/subjects/{SUBJECT}/decisions.yml:2: no contribution of this subject is called 'cs-77'" in told
    decide(desk, "- {on: cs-3, outcome: adopted, reason: Yes., date: 2027-01-04}\n")
    told = desk.lawloom("check").all
    assert "the decision on ‘cs-3’ is dated 2027-01-04, and it was sent on 2027-01-05" in told
    decide(desk, ENTRY.format("boat", "adopted"))
    told = desk.lawloom("check", code=1).all
    assert "decisions.yml:1" in told and "did you mean ‘boats’" in told and "[decision-theme-unknown]" in told
    decide(desk, *ALL_THEMES, "- {on: gh-4, outcome: adopted, reason: Yes., date: 2027-02-09}\n")
    desk.lawloom("check")  # it may have come since
    last = "- {on: gh-4, outcome: adopted, reason: Yes., date: 2027-01-31}\n"
    decide(desk, *ALL_THEMES, last)
    assert "is called 'gh-4'" in desk.lawloom("check", code=1).all  # decided on before the last look did not bring it


@pytest.mark.slow
def test_whoever_did_not_come_by_the_forge_is_on_the_list_of_letters(tmp_path: Path):
    desk = a_harbour(tmp_path, 7)
    beside = tmp_path / "beside.csv"
    beside.write_text(
        "id,kind,side,body,on,created_at\n8,argument,for,Quiet.,1,2027-01-06\n9,comment,,So?,8,2027-01-07\n"
        "10,comment,,Why?,mooring,2027-01-08\n"
    )
    desk.bring("csv", beside, SUBJECT, as_of=EARLY)
    settings = desk.folder / "consultation.yml"
    settings.write_text(settings.read_text() + "address: https://harbour.example/\n")
    own = "- {on: [cs-8, cs-9, cs-10], outcome: already, reason: It is so., date: 2027-02-10}\n"
    decide(desk, *ALL_THEMES[:1], own)
    rows = list(csv.DictReader(desk.lawloom("bill", "coverage", SUBJECT, "--letters").out.splitlines()))
    assert [(row["id"], row["channel"], row["outcome"], row["theme"]) for row in rows[:2]] == [
        ("cs-1", "mail", "adopted", "boats"),
        ("cs-4", "mail", "adopted", "boats"),
    ]
    pages = {row["id"]: row["page"].removeprefix("https://harbour.example/subjects/harbour/c/") for row in rows}
    told = {"cs-1": "cs-1/", "cs-8": "cs-1/#cs-8", "cs-9": "cs-1/#cs-9", "cs-10": "mooring/#cs-10"}
    assert {id: pages[id] for id in told} == told
    assert rows[0]["title"] == "Idea 1" and rows[0]["articles"] == "mooring"
