"""Fifteen thousand people sign, an article is written, an assembly strikes it out: everyone behind it can read that.

The course of a case that happened, with a town, people and figures that we made up.
"""

from __future__ import annotations

import csv
import html
import json
import re
from pathlib import Path

import pytest

from journeys.steps import Desk, a_desk

SIGNERS = 15_000
SLUG = "time-for-a-newborn"
FOLDER = f"content/subjects/{SLUG}"
SUBJECT = """\
---
title: Time for a newborn
summary: Fathers in Marrowby have five days when a child is born.
language: en
phases:
  - {name: solutions, kind: solutions, opens: 2027-01-01, closes: 2027-03-31}
  - {name: draft, kind: draft, opens: 2027-04-01, closes: 2027-06-30}
  - {name: support, kind: support, opens: 2027-06-15, closes: 2027-07-04}
  - {name: follow, kind: follow, opens: 2027-07-01, closes: 2028-12-31}
---
Five days are a long weekend.
"""
BILL = """\
---
title: Charter of the city of Marrowby
date: 2027-06-01
---
## Article 1. Families {#families}

(1) The city protects every family.

## Article 2. Parental leave {#parental-leave}

(1) Whoever has a child may stay at home for six weeks with full pay.
"""
DECISIONS = """\
- on: cs-1
  outcome: adopted
  reason: Six weeks for both parents, as you asked.
  date: 2027-05-02
  articles: [parental-leave]
- {on: cs-2, outcome: same-as, same_as: cs-1, reason: The petition says it., date: 2027-05-02}
- {on: cs-3, outcome: adopted, reason: It is the first article., date: 2027-05-02, articles: [families]}
"""
TABLED = """\
checked: 2027-12-20
steps:
  - {stage: tabled, chamber: the Assembly, date: 2027-07-05, link: "https://assembly.marrowby.example/1", version: 1}
"""
STRUCK = """\
  - stage: vote
    chamber: the Assembly
    date: 2027-12-14
    by: The Assembly, 61 votes to 18
    link: https://assembly.marrowby.example/14
    changes:
      - {what: struck-out, articles: [parental-leave], reason: Leave from work is a federal matter.}
"""
BACK = """\
  - stage: vote
    chamber: the Assembly
    date: 2028-02-01
    changes: [{what: taken-up-again, articles: [parental-leave]}]
"""
AS_OF = "2027-12-20T06:00:00Z"


def write(desk: Desk, name: str, text: str) -> None:
    path = desk.folder / FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def petition(folder: Path) -> Path:
    """Five contributions, and a row for each signature of the first."""
    rows = [
        ("1", "petition", "Six weeks with a newborn", "For every parent in the city."),
        ("2", "solution", "Leave for fathers too", "Not only for mothers."),
        ("3", "solution", "Name the family", "Whatever it looks like."),
        ("4", "solution", "A park bench", "In front of the clinic."),
        ("5", "solution", "Six weeks, as in the petition", "Please."),
    ]
    folder.mkdir()
    with (folder / "items.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "kind", "title", "body", "author", "created_at"))
        writer.writerows((*row, f"author-{row[0]}", "2027-02-01") for row in rows)
    with (folder / "signatures.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("on", "by", "stance", "time"))
        writer.writerows(
            ("1", f"signer-{n}", "signature", f"2027-02-{2 + n % 27:02}T{n % 24:02}:{n % 60:02}:00Z")
            for n in range(SIGNERS)
        )
    return folder


def text_of(desk: Desk, page: str) -> str:
    """What stands on a page, as one line without tags."""
    found = (desk.site / page / "index.html").read_text(encoding="utf-8").partition("<main")[2]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", found)))


@pytest.mark.slow
def test_an_article_struck_out_in_december_is_told_wherever_the_petition_is_read(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.new("Marrowby writes its charter")
    write(desk, "subject.md", SUBJECT)
    desk.bring("csv", petition(tmp_path / "tables"), SLUG, as_of="2027-03-01T06:00:00Z")
    [first] = [one for one in desk.tally()[SLUG]["items"] if one["id"] == "cs-1"]
    assert first["signature"] == SIGNERS

    write(desk, "bill.md", BILL)
    write(desk, "bill/versions/01-as-tabled.md", BILL.replace("title: Charter of the city of Marrowby\n", ""))
    write(desk, "decisions.yml", DECISIONS)
    write(desk, "moderation.yml", "- {on: cs-5, act: merge, into: cs-1, reason: The same., date: 2027-05-02}\n")
    write(desk, "progress.yml", TABLED)
    desk.lawloom("check")
    desk.bring("csv", tmp_path / "tables", SLUG, as_of="2027-07-06T06:00:00Z")
    signed = tmp_path / "bill.csv"
    rows = [f"bill,signer-{n},signature,2027-06-{16 + n % 10}T09:00:00Z,paper\n" for n in range(40)]
    signed.write_text("on,by,stance,time,channel\n" + "".join(rows))
    desk.bring("csv", signed, SLUG, "--prefix", "sb", as_of="2027-07-06T06:00:00Z")
    desk.build()
    assert "Struck out" not in text_of(desk, f"subjects/{SLUG}/c/cs-1")
    assert "40 signatures of the bill" in text_of(desk, f"subjects/{SLUG}/bill")
    assert "Now: Tabled, the Assembly, 5 July 2027." in text_of(desk, "")

    write(desk, "progress.yml", TABLED + STRUCK)
    write(
        desk, "bill.md", BILL.replace("(1) Whoever has a child may stay at home for six weeks with full pay.", "(Out.)")
    )
    desk.lawloom("check")
    desk.build()
    told = ("14 December 2027", "The Assembly, 61 votes to 18", "Leave from work is a federal matter.")
    record = 'href="https://assembly.marrowby.example/14"'
    places = ["c/cs-1", "c/cs-2", "c/cs-5", "c/parental-leave", "bill", "decisions", "progress"]
    for page in (f"subjects/{SLUG}/{place}" for place in places):
        text = text_of(desk, page)
        assert [words for words in (*told, "Struck out") if words not in text] == [], page
        assert record in (desk.site / page / "index.html").read_text(encoding="utf-8"), page
    assert "15,000" in text_of(desk, f"subjects/{SLUG}/c/cs-1")
    assert "versions/01-as-tabled/#parental-leave" in (desk.site / f"subjects/{SLUG}/bill/index.html").read_text()
    for page in ("", f"subjects/{SLUG}"):
        assert "Now: Vote, the Assembly, 14 December 2027." in text_of(desk, page)
    assert "Struck out" not in text_of(desk, f"subjects/{SLUG}/c/cs-3")
    assert "Struck out" not in text_of(desk, f"subjects/{SLUG}/c/cs-4")
    for feed in ("feed.xml", f"subjects/{SLUG}/feed.xml"):
        entries = (desk.site / feed).read_text(encoding="utf-8").split("<entry>")[1:]
        [entry] = [one for one in entries if "federal matter" in one]
        assert "In parliament: Vote, the Assembly" in entry
        assert "2027-12-14T00:00:00Z" in entry
        assert "Behind it are 2 contributions: cs-1, cs-2." in entry
    coverage = json.loads((desk.site / f"data/{SLUG}/coverage.json").read_text())
    ties = {tie["id"]: tie["struck"] for tie in coverage["articles"]["parental-leave"]}
    assert ties["cs-1"] is True
    desk.lawloom("verify")
    desk.verify_apart()
    page = desk.site / f"subjects/{SLUG}/bill/index.html"
    true = page.read_text(encoding="utf-8")
    page.write_text(true.replace('rows" value="40">40<', 'rows" value="41">41<'), encoding="utf-8")
    assert desk.verify_apart(code=None).code, "a false figure over the bill is found"
    page.write_text(true, encoding="utf-8")

    # The record learns of it with the next run, and holds it once.
    desk.bring("csv", tmp_path / "tables", SLUG, as_of=AS_OF)
    ledger = "".join(
        path.read_text() for path in sorted((desk.folder / f"contributions/{SLUG}/ledger").glob("*.jsonl"))
    )
    decided = [json.loads(line) for line in ledger.splitlines() if '"kind":"decision"' in line]
    assert [one["on"] for one in decided].count("cs-1") == 2

    write(desk, "progress.yml", TABLED + STRUCK + BACK)
    desk.build()
    text = text_of(desk, f"subjects/{SLUG}/c/cs-1")
    assert text.index("Struck out") < text.index("Taken up again")
    assert "Taken up again on 1 February 2028" in text_of(desk, f"subjects/{SLUG}/bill")
