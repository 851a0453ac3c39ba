"""Lists of 50: pages that never move, orders that one vote cannot shake, a stub in every place that was emptied."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from lawloom.model.contribution import Kind, Side
from lawloom.model.vote import Stance
from press.builders import PHASES, Case, elements, read_aloud

VOTES = {Stance.FOR: 10, Stance.MIXED: 2, Stance.AGAINST: 3}


def a_case(count: int) -> Case:
    case = Case()
    for number in range(1, count + 1):
        case.add(f"gh-{number}", title=f"Title {number}", votes={**VOTES, Stance.FOR: count - number})
    return case


@pytest.fixture
def read(tmp_path):
    def page(case: Case, address: str) -> str:
        case.printed(tmp_path / "site")
        return (tmp_path / "site/subjects/quiet" / address / "index.html").read_text("utf-8")

    return page


def listed(html: str) -> list[str]:
    return re.findall(r'<p class="t"><a href="[./]*c/([a-z0-9-]+)/"', html)


def test_page_n_in_order_of_arrival_holds_the_same_fifty_for_ever(read, tmp_path):
    assert listed(read(a_case(120), "all/2")) == [f"gh-{number}" for number in range(51, 101)]
    before = (tmp_path / "site/subjects/quiet/all/2/index.html").stat().st_mtime_ns
    later = a_case(120)
    later.items.update({id: replace(item) for id, item in a_case(120).items.items()})
    for number in range(121, 290):
        later.add(f"gh-{number}", title=f"Title {number}", votes=VOTES)
    assert listed(read(later, "all/2")) == [f"gh-{number}" for number in range(51, 101)]
    assert listed(read(later, "all/6"))[-1] == "gh-289"
    assert before


def test_the_order_of_arrival_is_that_of_the_days_that_are_shown(read):
    case = Case().add("gh-1", title="A", sent_at="2027-03-02T10:00:00Z")
    case.add("cs-1", title="B", sent_at="2027-02-28T10:00:00Z").add("cs-2", title="C", sent_at="2027-03-02T10:00:00Z")
    assert listed(read(case, "all")) == ["cs-1", "gh-1", "cs-2"]


def test_a_list_says_whether_the_authors_own_are_in_it(read):
    case = Case(subject={"elements": elements(("own", Kind.SOLUTION, "A"), ("two", Kind.CAUSE, "B"))})
    case.tell("own", Kind.SOLUTION, votes=VOTES, origin="author")
    case.tell("two", Kind.CAUSE, votes=VOTES, origin="author")
    case.add("gh-1", title="C", votes=VOTES)
    assert "The author’s 2 are not among them." in read(case, "all")
    assert "The author’s 2 are among them." in read(case, "supported")
    assert "author" not in read(Case().add("gh-1", title="C"), "all").partition("</nav>")[2].partition("<ol")[0]


def test_a_page_in_the_middle_does_not_know_how_many_follow(read):
    few, many = read(a_case(260), "all/2"), read(a_case(400), "all/2")
    assert re.findall(r'<nav class="pager".*?</nav>', few) == re.findall(r'<nav class="pager".*?</nav>', many)


def test_the_first_page_leads_to_the_newest(read):
    html = read(a_case(320), "all")
    assert '<a href="7/" rel="last">Newest</a>' in html
    assert '<a href="2/" rel="next">Later 50</a>' in html


def test_the_pager_of_a_later_page_leads_back(read):
    html = read(a_case(320), "all/6")
    assert '<a href="../5/" rel="prev">Earlier 50</a>' in html
    assert '<a href="../">1</a>' in html
    assert '<b aria-current="page">6</b>' in html


def test_other_orders_are_cut_so_that_a_vote_moves_few_pages(tmp_path):
    a_case(320).printed(tmp_path / "site")
    folder = tmp_path / "site/subjects/quiet"
    count = {
        name: len(list((folder / name).rglob("index.html"))) for name in ("all", "supported", "discussed", "divided")
    }
    assert count == {"all": 7, "supported": 2, "discussed": 2, "divided": 1}
    assert "The first 100 in this order." in (folder / "supported/2/index.html").read_text("utf-8")


def test_the_order_of_support_is_that_of_the_count(read):
    assert listed(read(a_case(60), "supported"))[:3] == ["gh-1", "gh-2", "gh-3"]


def test_the_list_of_the_most_discussed_tells_of_talk_and_not_of_votes(read):
    case = a_case(3)
    case.add("cc-a1", Kind.ARGUMENT, on="gh-2", side=Side.FOR).add("cc-s1", Kind.SOURCE, on="gh-2")
    html = read(case, "discussed")
    assert listed(html)[0] == "gh-2"
    assert "1 argument for, 0 against, 1 source" in read_aloud(html)
    assert 'class="tally"' not in html
    assert "Last entry" not in html


def test_a_hidden_contribution_keeps_its_place_as_a_stub(read):
    case = a_case(3)
    case.contributions["gh-2"] = replace(case.contributions["gh-2"], hidden="3")
    html = read(case, "all")
    assert "Title 2" not in html
    stub = html.split('<li class="stub">')[1].split("</li>")[0]
    assert "Contribution gh-2 was removed from view." in stub
    assert '<a href="../moderation/">' in stub
    assert listed(html) == ["gh-1", "gh-3"]


def test_each_row_tells_kind_way_and_flags(read):
    case = a_case(1)
    case.add("po-1", Kind.STATEMENT, body="Buses at night.", tallied={"late": True}, set_aside="trashed")
    html = read(case, "all")
    assert 'Solution <span class="id">gh-1</span>, 26 February 2027, by e-mail' in html
    assert 'Statement <span class="id">po-1</span>, 26 February 2027, by e-mail, outside the phases, set aside' in html


def test_rows_say_where_voting_is_closed_while_it_is_open_for_others(read):
    case = Case(subject={"elements": elements(("own", Kind.CAUSE, "A"))})
    case.tell("own", Kind.CAUSE, votes=VOTES, origin="author")
    case.add("gh-1", Kind.CAUSE, title="B", votes=VOTES).add("gh-2", Kind.SOLUTION, title="C", votes=VOTES)
    rows = re.findall(r'<p class="by">(.*?)</p>', read(case, "supported"))
    assert {row.split(" ")[0].strip(","): row.endswith("voting closed") for row in rows} == {
        "Cause": True,
        "Solution": False,
    }
    assert len(rows) == 3
    over = Case(subject={"phases": PHASES[:1]}).add("gh-1", Kind.CAUSE, title="B", votes=VOTES)
    assert "voting closed" not in read(over, "supported"), "nothing is open: every row would say it"


def test_the_order_of_support_says_how_it_ranks(read):
    assert "nearly all of many stand before all of a few" in read(a_case(1), "supported")
    assert "nearly all of many" not in read(a_case(1), "all")


def test_a_bar_is_never_drawn_for_fewer_than_five(read):
    case = Case().add("gh-1", title="A", votes={Stance.FOR: 2, Stance.MIXED: 1, Stance.AGAINST: 1})
    html = read(case, "all")
    assert "<svg" not in html
    assert "<b>2</b> for</span>" in html  # and no share either


def test_a_list_with_nothing_in_it_says_what_will_stand_there(read):
    assert "No contribution yet." in read(Case(), "all")
    assert "It needs votes or arguments." in read(Case(), "divided")


def test_only_what_has_a_page_is_listed(read):
    case = a_case(1).add("cc-a1", Kind.ARGUMENT, on="gh-1", side=Side.FOR, body="x")
    assert listed(read(case, "all")) == ["gh-1"]


def test_what_came_late_stands_on_its_page_under_a_heading_of_its_own(read):
    case = (
        Case().add("gh-1", title="FIRST").add("gh-2", title="LATE", tallied={"late": True}).add("gh-3", title="THIRD")
    )
    html = read(case, "all")
    places = [html.index(one) for one in ("FIRST", "THIRD", ">Outside the phases</h2>", "LATE")]
    assert places == sorted(places)
    only = read(Case().add("gh-1", title="LATE", tallied={"late": True}), "all")
    assert "No contribution yet" not in only


def test_a_french_list_is_called_with_a_space_that_does_not_break(read):
    case = Case(subject={"language": "fr"}).add("gh-1", title="A")
    assert "<title>Contributions\u00a0: Quiet nights" in read(case, "all")


def test_the_patterns_of_the_bars_stand_once_on_a_page(tmp_path):
    a_case(5).printed(tmp_path / "site")
    for path in Path(tmp_path / "site").rglob("*.html"):
        assert path.read_text("utf-8").count('id="pm"') == int("url(#pm)" in path.read_text("utf-8"))
