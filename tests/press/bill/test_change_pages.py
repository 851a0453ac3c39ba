"""The pages of what changed in a bill: reached from it, sound, verified, kept, and left alone by votes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

import html5lib
import pytest

from lawloom import bill, drafting, stages
from lawloom.instance import Instance
from lawloom.press.paper import report
from lawloom.press.votes import votes_only
from press.builders import read_aloud
from press.instances import FILES, an_instance, receive, vote

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).resolve().parents[3]
FOLDER = "content/subjects/lamps/bill"
FIRST = """\
We agree:

# Chapter 1. Light

## Article 1. Purpose {#purpose}

(1) Night is dark, and the streets are lit until morning.

## Article 2. Hours {#hours}

(1) Lamps burn from dusk, see article 3.

| street | lamps |
| --- | --- |
| Long Lane | 12 |

## Article 3. Money {#money}

The town pays for the lamps and for those who tend them.
"""
SECOND = """\
We agree:

# Chapter 1. Light

## Article 1. Money {#money}

The town pays for the lamps and for those who tend them.

## Article 2. Purpose {#purpose}

(1) Night is dark, and the streets are lit until morning.

## Article 3. Hours {#hours}

(1) Lamps burn from dusk to <script>alert(1)</script> midnight, see article 1.

| street | lamps |
| --- | --- |
| Long Lane | 14 |
"""
LAW = "---\ntitle: Roads Act\n---\n## Section 1\n\nLamps are {}.\n"


def laid_down(folder: Path) -> Instance:
    files = FILES | {
        "content/subjects/lamps/bill.md": f"---\ntitle: Bill on lamps\ndate: 2027-06-12\n---\n{SECOND}",
        f"{FOLDER}/versions/01-first-draft.md": f"---\ndate: 2027-05-01\nexplanation: Less *light*.\n---\n{FIRST}",
        f"{FOLDER}/law/roads-act.before.md": LAW.format("allowed"),
        f"{FOLDER}/law/roads-act.after.md": LAW.format("required").replace("---\n##", "articles: [hours]\n---\n##"),
    }
    return an_instance(folder, files)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    instance = laid_down(tmp_path_factory.mktemp("changes"))
    assert [one.code for one in stages.check(instance).problems if not one.warning] == []
    stages.build(instance, search=False)
    return instance


def page(instance: Instance, address: str) -> str:
    html = (instance.site / "subjects/lamps" / address / "index.html").read_text("utf-8")
    if "changes" in address:
        html5lib.HTMLParser(strict=True).parse(html)
    return html


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", read_aloud(html)).split())


def test_the_bill_and_its_versions_lead_to_what_changed_and_every_way_arrives(built: Instance) -> None:
    for address in ("bill/", "bill/versions/01-first-draft/", "bill/changes/", "bill/changes/1-now/"):
        html = page(built, address)
        ways = [href for href in re.findall(r'href="([^"#]+)', html) if "changes" in urljoin(f"/{address}", href)]
        assert ways or address == "bill/changes/"
        for href in re.findall(r'href="([^":#]+)["#]', html):
            target = (built.site / "subjects/lamps" / address / href).resolve()
            assert target.exists(), (address, href)


def test_moves_numbers_and_changed_words_are_told_apart(built: Instance) -> None:
    html = page(built, "bill/changes/1-now/")
    text = words(html)
    assert "1 article changed, 1 moved, 3 with another number. 4 words added, 1 removed." in text
    assert "Article 1. Money moved, was Article 3" in text
    assert "Moved here, unchanged. Where it was" in text
    assert '<small class="was">was 3</small>' in html
    assert "<td><del>12</del><ins>14</ins></td>" in html


def test_markup_that_somebody_typed_into_a_bill_runs_nowhere(built: Instance) -> None:
    for address in ("bill/changes/1-now/", "bill/changes/1-now/beside/"):
        html = page(built, address)
        assert "<script" not in html
        assert "alert(1)" in html
        assert "style=" not in html


def test_every_link_inside_a_page_arrives(built: Instance) -> None:
    for address in ("bill/changes/1-now/", "bill/changes/1-now/beside/", "bill/changes/law-roads-act/"):
        html = page(built, address)
        ids = re.findall(r'\bid="([^"]+)"', html)
        assert len(ids) == len(set(ids))
        assert set(re.findall(r'href="#([^"]+)"', html)) <= {*ids}


def test_links_alone_lead_from_each_change_to_the_next_and_back(built: Instance) -> None:
    for address in ("bill/changes/1-now/", "bill/changes/1-now/beside/"):
        html = page(built, address)
        listed = re.findall(r'<li><a href="#([^"]+)"', html.split("Unchanged, with another number")[0])
        assert len(listed) == 2
        found = re.findall(r'<a href="#([^"]+)">(Next|Previous) change: ', html)
        assert found == [(listed[1], "Next"), (listed[0], "Previous")]
        assert html.count('<a href="#list">All changes</a>') == 2


def test_what_only_got_another_number_hides_no_change_and_has_a_fold_of_its_own(built: Instance) -> None:
    html = page(built, "bill/changes/1-now/")
    fold = re.search(
        r"<details class=\"fold\"><summary>Unchanged, with another number</summary>(.*?)</details>", html, re.S
    )
    assert fold is not None
    assert "Article 2. Purpose" in fold[1]
    assert "Money" not in fold[1] and "Hours" not in fold[1]


def test_a_change_says_what_the_article_comes_from_and_follows_what_is_decided(tmp_path: Path) -> None:
    instance = laid_down(tmp_path)
    stages.build(instance, search=False)
    assert "Where it comes from" not in page(instance, "bill/changes/1-now/")
    decision = "- on: [gh-1]\n  outcome: adopted\n  reason: Yes.\n  date: 2027-06-01\n  articles: [{}]\n"
    path = instance.root / "content/subjects/lamps/decisions.yml"
    path.write_text(decision.format("hours"), "utf-8")
    stages.build(instance, search=False)
    for address, up in (("bill/changes/1-now/", "../../../"), ("bill/changes/1-now/beside/", "../../../../")):
        html = page(instance, address)
        assert html.count("Where it comes from") == 1, "only at what changed: money moved, purpose stayed"
        assert f'<a class="id" href="{up}c/gh-1/">gh-1</a>' in html
    assert "Where it comes from" not in page(instance, "bill/changes/law-roads-act/")


def test_a_law_in_force_is_shown_with_what_the_bill_makes_of_it(built: Instance) -> None:
    html = page(built, "bill/changes/law-roads-act/")
    assert "Lamps are <del>allowed</del><ins>required</ins>." in html
    assert 'href="../../../bill/#hours"' in html


def test_the_data_rebuild_every_text_and_the_verifier_agrees(built: Instance) -> None:
    data = built.site / "data/lamps/bill"
    for name, a, b in (("1-now", "1", "now"), ("law-roads-act", "roads-act.before", "roads-act.after")):
        made = json.loads((data / f"{name}.json").read_text("utf-8"))
        assert bill.apply((data / f"{a}.md").read_text("utf-8"), made) == (data / f"{b}.md").read_text("utf-8")
    assert (data / "1.md").read_text("utf-8") == FIRST
    assert "0 differences" in verified(built)
    path = data / "1-now.json"
    kept = path.read_bytes()
    path.write_bytes(kept.replace(b"midnight", b"midnignt"))
    assert "not rebuilt" in verified(built)
    path.write_bytes(kept)


def verified(instance: Instance) -> str:
    command = [sys.executable, str(REPOSITORY / "scripts/verify.py"), str(instance.root)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def test_a_vote_takes_the_short_road_and_touches_none_of_these_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "MOST_ITEMS", 0)  # as in a consultation of thousands: reports are printed on demand
    instance = laid_down(tmp_path)
    path = instance.root / "content/subjects/lamps/bill.md"
    path.write_text(path.read_text("utf-8").replace("<script>alert(1)</script> ", ""), "utf-8")  # it would be told of
    drafting.seal(instance, "lamps")
    stages.build(instance)
    folder = instance.site / "subjects/lamps/bill/changes"
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.html")}
    assert len(before) == 5
    receive(instance, vote("gh-1", 5000, "against", "2027-03-01T10:00:00Z"), as_of="2027-03-18T07:00:00Z")
    assert votes_only.renew(instance) is not None, "a page of changes bars the short road"
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert "0 differences" in verified(instance)


def test_a_redline_is_made_once_and_again_only_where_a_text_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    instance = laid_down(tmp_path)
    made: list[str] = []
    real = bill.redline
    monkeypatch.setattr(bill, "redline", lambda a, b: (made.append(b), real(a, b))[1], raising=False)
    stages.build(instance, search=False)
    assert len(made) == 2
    receive(instance, vote("gh-1", 5000, "against", "2027-03-01T10:00:00Z"), as_of="2027-03-18T07:00:00Z")
    stages.build(instance, search=False)
    assert len(made) == 2
    path = instance.root / "content/subjects/lamps/bill.md"
    path.write_text(path.read_text("utf-8").replace("The town pays", "The town itself pays"), "utf-8")
    stages.build(instance, search=False)
    assert len(made) == 3
    assert "itself" in page(instance, "bill/changes/1-now/")
    for was, now in (("date: 2027-06-12", "date: 2027-06-14"), ("date: 2027-06-14", "language: de")):
        path.write_text(path.read_text("utf-8").replace(was, now), "utf-8")
        stages.build(instance, search=False)
        assert ("1 May 2027 to 14 June 2027" in words(page(instance, "bill/changes/"))) is (now == "date: 2027-06-14")
    assert 'lang="de"' in page(instance, "bill/changes/1-now/")
    assert len(made) == 3
