"""What is unusual stands beside the totals: on its page, on the item, on rows, in data; and is counted again."""

from __future__ import annotations

import io
import json
import re
import runpy
import sys
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from examples import some_of
from lawloom import stages
from lawloom.instance import Instance
from press.instances import an_instance, opened, receive, vote

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).resolve().parents[3]
FOLDER = "subjects/lamps"
LETTER = "Please keep the lamps of our street burning until one o'clock. Thank you!"


def hourly(on: str, many: int, against: int, first: int = 0):
    """Votes some hours apart, by people who vote on several things."""
    return [
        vote(on, first + n, "against" if n < against else "for", f"2027-02-{2 + n // 6:02}T{n % 6 * 3:02}:0{n % 7}:11Z")
        for n in range(many)
    ]


def crowd(on: str, many: int, stance: str = "for"):
    return [vote(on, 5_000 + n, stance, f"2027-03-01T{10 + n // 60}:{n % 60:02}:30Z") for n in range(many)]


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    instance = an_instance(tmp_path_factory.mktemp("quiet"))
    receive(instance, opened("gh-3"), *hourly("gh-1", 60, 40), *hourly("gh-3", 60, 10))
    stages.build(instance)
    return instance


@pytest.fixture(scope="module")
def unusual(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    instance = an_instance(tmp_path_factory.mktemp("unusual"))
    letters = [
        opened(
            f"gh-{n}", by=f"{n % 3:020x}", type="comment", on="gh-1", title="", body=LETTER.upper() if n % 2 else LETTER
        )
        for n in range(20, 26)
    ]
    many = [
        opened(f"gh-{n}", by="cd" * 10, title=f"Lamp {n}", body=f"Another lamp, number {n}.") for n in range(30, 52)
    ]
    receive(instance, opened("gh-3"), *letters, *many)
    receive(instance, *hourly("gh-1", 60, 40), *hourly("gh-3", 60, 10), *crowd("gh-1", 59))
    stages.build(instance)
    return instance


def read(instance: Instance, name: str) -> str:
    return (instance.site / name).read_text("utf-8")


def said(html: str) -> str:
    """The text of a page, its spaces as one."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html.partition("<main")[2])).replace("&#39;", "'")


def verified(instance: Instance) -> str:
    told, argv = io.StringIO(), sys.argv
    sys.argv = ["verify.py", str(instance.root)]
    try:
        with redirect_stdout(told), pytest.raises(SystemExit):
            runpy.run_path(str(REPOSITORY / "scripts" / "verify.py"), run_name="__main__")
    finally:
        sys.argv = argv
    return told.getvalue()


def test_where_nothing_is_unusual_the_page_says_what_was_looked_for(quiet):
    page = said(read(quiet, f"{FOLDER}/signs/index.html"))
    assert "Nothing unusual was found, and this is what was looked for." in page
    assert "at least 20 people vote on something for the first time within one hour" in page
    assert "Nothing unusual was found in votes and texts." in said(read(quiet, f"{FOLDER}/index.html"))
    assert "No unusual vote stands here" in said(read(quiet, f"{FOLDER}/supported/index.html"))
    assert "Unusual" not in read(quiet, f"{FOLDER}/c/gh-1/index.html")
    assert "0 differences" in verified(quiet)


def test_a_fragile_outcome_is_marked_wherever_it_stands(unusual):
    page = said(read(unusual, f"{FOLDER}/signs/index.html"))
    assert "59 of 119 people voted on it for the first time within one hour, from 1 March 2027, 10:00 UTC." in page
    assert "Without the votes of newcomers: 20 for, 0 mixed, 40 against. So the outcome would be another." in page
    item = said(read(unusual, f"{FOLDER}/c/gh-1/index.html"))
    assert (
        "Unusual: 59 people voted on this within one hour, from 1 March 2027, 10:00 UTC. 59 of them did nothing" in item
    )
    assert "Without their 59 votes, the outcome would be another" in item
    assert "fragile: would change without 59 votes of one hour" in said(read(unusual, f"{FOLDER}/index.html"))
    for order in ("all", "supported", "divided"):
        assert "fragile: would change without 59 votes of one hour" in said(
            read(unusual, f"{FOLDER}/{order}/index.html")
        )
    assert "Without the 59 votes of newcomers" in said(read(unusual, f"{FOLDER}/divided/index.html"))
    assert "1 unusual hour of votes, 1 result that would change without it" in said(
        read(unusual, f"{FOLDER}/index.html")
    )


def test_the_totals_stay_what_they_are(unusual):
    tally = json.loads(read(unusual, "data/lamps/tally.json"))
    item = next(one for one in tally["items"] if one["id"] == "gh-1")
    assert (item["for"], item["against"], item["people"]) == (79, 40, 119)


def test_contributions_texts_and_people_are_three_figures(unusual):
    signs = json.loads(read(unusual, "data/lamps/signs.json"))
    assert [signs["texts"][key] for key in ("contributions", "texts", "people")] == [33, 28, 5]
    (copies,), (flood,) = signs["texts"]["copies"], signs["texts"]["floods"]
    assert (copies["many"], copies["people"]) == (6, 3)
    assert (flood["many"], flood["texts"], flood["people"]) == (22, 22, 1)
    page = said(read(unusual, f"{FOLDER}/signs/index.html"))
    assert "33 contributions: 28 distinct texts by 5 distinct people." in page


def test_all_of_it_is_recounted_without_the_engine(unusual):
    assert "0 differences" in verified(unusual)


def test_each_figure_of_the_page_and_of_the_data_is_looked_at(unusual):
    missed = []
    for name, pattern in (
        (f"{FOLDER}/signs/index.html", r'value="\d+">(\d+)'),
        (f"{FOLDER}/c/gh-1/index.html", r'data-of="signs/[^"]*" value="(\d+)'),
        ("data/lamps/signs.json", r":(\d+)"),
    ):
        path, text = unusual.site / name, read(unusual, name)
        try:
            for found in some_of([*re.finditer(pattern, text)]):
                path.write_text(f"{text[: found.start(1)]}9{text[found.start(1) :]}", "utf-8")
                if f"site/{name}: " not in verified(unusual):
                    missed.append((name, found[0]))
        finally:
            path.write_text(text, "utf-8")
    assert missed == []


def test_a_second_build_writes_nothing_and_reads_no_text_again(unusual, monkeypatch):
    from lawloom.press.desk import wordings

    monkeypatch.setattr(wordings, "digest", lambda words: pytest.fail(f"worked out again: {words}"))
    receive(unusual, vote("gh-2", 77, "for", "2027-03-02T10:00:00Z"), as_of="2027-03-18T07:00:00Z")
    stages.build(unusual)
