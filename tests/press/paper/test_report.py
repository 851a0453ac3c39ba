"""A phase as one report: all of its records, none of the others, on the site where it is short and always as a file."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from typing import Any

import html5lib
import pytest

from lawloom.model.contribution import Kind, Side
from lawloom.model.editorial import Decision, Outcome
from lawloom.model.vote import Stance
from lawloom.press.html.sandbox import Sandbox
from lawloom.press.paper import report, report_file
from lawloom.press.publish import publish
from press.builders import PHASES, Case, elements
from press.instances import an_edition, an_instance, receive, vote

VOTES = {Stance.FOR: 612, Stance.MIXED: 140, Stance.AGAINST: 231}
SOLUTIONS = PHASES[1]
IN = {"phase": "solutions"}
REPORT = "subjects/lamps/report/solutions/index.html"


def a_case(**more: Any) -> Case:
    decisions = (Decision(("gh-1",), Outcome.NOT_KEPT, "It costs too much.", "2027-06-01", "ines"),)
    own = elements(("own", Kind.SOLUTION, "Night officer"))
    case = Case(subject={"elements": own, "decisions": decisions}, **more)
    case.tell("own", Kind.SOLUTION, votes=VOTES, origin="author", **IN)
    case.add("gh-1", title="A & B", body="Quiet **rooms**.", name="Bettina Orme", votes=VOTES, tallied=IN)
    case.add("gh-2", title="Elsewhere", body="Of another phase.", tallied={"phase": "causes"})
    case.add("gh-3", title="Late", body="Too late.", tallied={"late": True})
    case.add("a1", Kind.ARGUMENT, on="gh-1", side=Side.FOR, body="Sleep.", votes={Stance.SUPPORT: 9}, tallied=IN)
    case.add("a2", Kind.ARGUMENT, on="gh-1", side=Side.AGAINST, body="Money.", votes={Stance.SUPPORT: 4}, tallied=IN)
    case.add("s1", Kind.SOURCE, on="gh-1", title="Study", link="https://study.example/", tallied=IN)
    return case


def printed(case: Case, name: str = "report.html") -> dict[str, str]:
    with Sandbox() as worker:
        press = case.press(worker)
        return dict(report_file.files(press, case.desk(press), SOLUTIONS, name))


def words(html: str) -> str:
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL).split())


def test_a_report_holds_all_of_its_phase_and_nothing_of_the_others():
    html = printed(a_case())["report.html"]
    text = words(html)
    for part in (
        "Report of a phase: Solutions",
        "How do we sleep?",
        "Ines Valdrun, member for Lower Halm",
        "22 February 2027 to 30 March 2027",
        "How it was counted",
        "Night officer",
        "A &amp; B Quiet rooms .",
        "Bettina Orme",
        "612 for (62 %) 140 mixed 231 against",
        "Arguments for Sleep.",
        "9 agree",
        "Arguments against Money.",
        "Study",
        "Not kept",
        "It costs too much.",
    ):
        assert part in text, part
    assert "Elsewhere" not in text
    assert "Too late." not in text
    assert re.findall(r'<article class="piece" id="([^"]+)"', html) == [".own", "gh-1"]


def test_the_figures_of_the_phase_stand_on_its_title_page():
    rows = re.findall(
        r'<th scope="row">(\w+)</th><td class="n">(\d+)</td><td>([^<]*)</td>', printed(a_case())["report.html"]
    )
    assert rows == [
        ("Solutions", "2", "1,224 for, 280 mixed, 462 against"),
        ("Arguments", "2", "13 agree"),
        ("Sources", "1", ""),
    ]


def test_an_argument_stands_with_what_it_is_about_also_where_that_is_of_another_phase():
    case = a_case()
    case.add("a9", Kind.ARGUMENT, on="gh-2", side=Side.FOR, body="Now I see.", tallied=IN)
    case.add("c9", Kind.COMMENT, body="On the whole.", tallied=IN)
    html = printed(case)["report.html"]
    assert re.findall(r'<article class="piece" id="([^"]+)"', html) == [".own", "gh-1", "gh-2", ".-"]
    assert "On the whole." in html


def test_what_is_printed_beside_its_phase_is_told_under_the_table():
    case = a_case()
    assert "not in this table" not in words(printed(case)["report.html"])
    case.add("a9", Kind.ARGUMENT, on="gh-1", side=Side.FOR, body="Much later.", tallied={"late": True})
    text = words(printed(case)["report.html"])
    assert "Much later." in text
    assert "1 contribution is printed here with what it is about or answers, and is not in this table" in text
    assert "Arguments 2 13 agree" in text


def test_a_removed_text_is_in_no_report():
    case = a_case()
    for id, how in (("gh-1", {"hidden": "3"}), ("a1", {"erased": True})):
        case.contributions[id] = replace(case.contributions[id], **how)
    html = printed(case)["report.html"]
    assert "rooms" not in html
    assert "A &amp; B" not in html
    assert "Bettina" not in html
    assert "Sleep." not in html
    assert "removed from view" in html
    assert 'data-on="gh-1" data-for="612"' in html, "its votes stay counted"


def test_a_long_report_has_parts_that_the_first_lists(monkeypatch):
    monkeypatch.setattr(report, "SIZE", 2)
    case = Case()
    for number in range(5):
        case.add(f"gh-{number}", title=f"T{number}", tallied=IN)
    found = printed(case, "out.html")
    assert list(found) == ["out.html", "out-2.html", "out-3.html"]
    assert re.findall(r'<li><a href="([^"]+)"', found["out.html"]) == [
        "#gh-0", "#gh-1", "out-2.html#gh-2", "out-2.html#gh-3", "out-3.html#gh-4",
    ]  # fmt: skip
    assert re.findall(r'<p class="meta"><b>(\d)</b>', found["out-3.html"]) == ["5"]
    assert "How it was counted" not in found["out-2.html"]


def test_a_report_of_nothing_is_a_title_page():
    text = words(printed(Case())["report.html"])
    assert "Report of a phase: Solutions" in text
    assert "Nothing in the record yet." in text


def test_the_file_holds_its_style_by_its_digest_and_no_script_whatever_people_wrote():
    case = a_case().add("gh-9", title="<script>alert(1)</script>", body="<style>*{}</style><img src=x>", tallied=IN)
    html = printed(case)["report.html"]
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    tags = [node.tag for node in tree.iter()]
    (style,) = [node.text for node in tree.iter("style")]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (rules,) = [node.get("content") for node in tree.iter("meta") if node.get("http-equiv")]
    assert rules == f"default-src 'none';style-src 'sha256-{digest}';base-uri 'none';form-action 'none'"
    assert not {"script", "img", "link", "iframe"} & set(tags)


@pytest.mark.parametrize(
    ("address", "href"), [("", ""), ("https://laws.example/", "https://laws.example/subjects/quiet/")]
)
def test_links_lead_into_the_report_or_to_the_site_or_are_words(address: str, href: str):
    case = a_case()
    case.settings = replace(case.settings, address=address)
    case.add("gh-5", title="United", tallied={**IN, "merged_into": "gh-1"}, merged_into="gh-1")
    case.add("gh-6", title="Also", tallied={**IN, "merged_into": "gh-2"}, merged_into="gh-2")
    html = printed(case)["report.html"]
    assert 'United with <a href="#gh-1"><bdi>A &amp; B</bdi></a>' in html
    other = f'<a href="{href}c/gh-2/"><bdi>Elsewhere</bdi></a>' if href else "<bdi>Elsewhere</bdi>"
    assert f"United with {other}." in html
    assert "\ue010" not in html


def test_only_short_reports_stand_on_the_site(monkeypatch):
    case = a_case()
    tally = replace(case.edition().tally, phases={"causes": 1, "solutions": 501, "debate": 0})
    desk = case.desk(case.press(object()))
    desk.tally = tally
    assert [phase.name for phase, _ in report.on_site(desk)] == ["causes"]
    monkeypatch.setattr(report, "MOST_ITEMS", 501)
    assert [phase.name for phase, _ in report.on_site(desk)] == ["causes", "solutions"]
    monkeypatch.setattr(report, "MOST_SHOWN", 1)
    assert [phase.name for phase, _ in report.on_site(desk)] == ["causes"], "its arguments would make it long"


@pytest.fixture
def house(tmp_path):
    instance = an_instance(tmp_path)
    from lawloom import pages
    from lawloom.content import kept

    pages.write(instance, kept.reading(instance).consultation)
    return instance


@pytest.mark.slow
def test_a_report_is_printed_again_when_its_records_change_and_not_otherwise(house, monkeypatch):
    from lawloom.press.typesetting import finish

    monkeypatch.setattr(finish, "finish", lambda *_: [])
    publish.publish(an_edition(house))
    page = house.site / REPORT
    before, made = page.read_text("utf-8"), page.stat().st_mtime_ns
    receive(house, vote("gh-9", 1))  # on nothing that is here
    publish.publish(an_edition(house))
    assert page.stat().st_mtime_ns == made
    receive(house, vote("gh-2", 77, "mixed"))
    publish.publish(an_edition(house))
    after = page.read_text("utf-8")
    assert 'data-mixed="0"' in before
    assert 'data-mixed="1"' in after
    assert "<script" not in after
