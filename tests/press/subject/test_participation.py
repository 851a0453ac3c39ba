"""When people took part: a figure and a table that say the same, for three days or thirty centuries."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawloom.model.phase import Phase, PhaseKind
from lawloom.model.tally import ChannelFigures, DayFigures, Figures
from lawloom.model.vote import Stance
from lawloom.press.subject import participation
from press.builders import Case, read_aloud

DAYS = {
    "2027-02-20": DayFigures(2, 0),
    "2027-02-21": DayFigures(0, 40),
    "2027-03-01": DayFigures(1, 1200),
}


def slot(days: dict[str, DayFigures], case: Case | None = None, **tallied: Any) -> str:
    case = case or Case().add("gh-1", title="A")
    desk = case.desk(case.press(worker=object()))
    desk.tally = replace(desk.tally, days=days, **tallied)
    return read_aloud(str(participation.slot(desk)))


def table(html: str) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]


def test_the_figure_has_a_name_a_description_and_a_table_with_the_same_figures():
    html = slot(DAYS)
    (svg,) = html5lib.parseFragment(html, namespaceHTMLElements=False).iter("{http://www.w3.org/2000/svg}svg")
    named, told = svg.get("aria-labelledby"), svg.get("aria-describedby")
    texts = {node.get("id"): node.text for node in svg.iter() if node.get("id")}
    assert svg.get("role") == "img"
    assert texts[named] == "Contributions and votes by day, from 20 February 2027 to 1 March 2027"
    assert texts[told] == (
        "3 contributions, at most 2 on one day, 20 February 2027. 1,240 votes, at most 1,200 on one day, 1 March 2027. "
        "The table below has the same figures."
    )
    rows = table(html)
    assert rows[1] == ["20 February 2027", "Causes", "2", "0"]
    assert rows[-2] == ["1 March 2027", "Solutions", "1", "1,200"]
    assert rows[-1] == ["Together", "3", "1,240"]
    assert len(rows) == 1 + 10 + 1, "days without anything are days too"
    assert len(re.findall("<rect", html)) == 4
    assert "style=" not in html


def test_the_phases_stand_under_the_axis_with_their_numbers_and_days():
    html = slot(DAYS)
    assert "<b>1</b> Causes, 25 January 2027 to 21 February 2027" in html
    assert "<b>2</b> Solutions, 22 February 2027 to 30 March 2027" in html
    assert "Debate" not in html, "nothing came while it was open"


def test_phases_that_are_open_together_stand_on_threads_of_their_own():
    phases = (
        Phase("a", PhaseKind.CAUSES, "2027-02-01T00:00:00Z", "2027-04-01T00:00:00Z"),
        Phase("b", PhaseKind.SOLUTIONS, "2027-02-10T00:00:00Z", "9999-12-31T00:00:00Z"),
    )
    html = slot(DAYS, Case(subject={"phases": phases}).add("gh-1"))
    assert len(set(re.findall(r'class="th"[^>]* y1="(\d+)"', html))) == 2
    assert "<b>2</b> B, from 10 February 2027" in html


@pytest.mark.parametrize(
    ("last", "unit", "columns"),
    [
        ("2027-01-03", "day", 3),
        ("2027-03-01", "week", 10),
        ("2029-12-31", "month", 36),
        ("2057-12-31", "year", 31),
        ("2226-12-31", "year", 50),
    ],
)
def test_three_days_are_shown_by_day_and_three_years_by_month(last: str, unit: str, columns: int):
    found = participation.series({"2027-01-01": DayFigures(1, 1), last: DayFigures(1, 1)})
    assert (found.unit, len(found.columns)) == (unit, columns)


@given(
    st.dictionaries(
        st.one_of(st.dates(), st.dates(date(2026, 1, 1), date(2027, 12, 31))),
        st.tuples(st.integers(0, 9), st.integers(0, 9)),
        min_size=1,
        max_size=30,
    )
)
def test_nothing_is_lost_and_the_columns_are_few_whatever_the_days(days: dict[date, tuple[int, int]]):
    found = participation.series({day.isoformat(): DayFigures(*both) for day, both in days.items()})
    assert sum(one.contributions for one in found.columns) == sum(a for a, _ in days.values())
    assert sum(one.votes for one in found.columns) == sum(b for _, b in days.values())
    assert len(found.columns) <= 63
    assert all(a.end == b.start for a, b in zip(found.columns, found.columns[1:], strict=False))
    for day, (received, cast) in days.items():
        inside = [one for one in found.columns if one.start <= day < one.end or day == one.end == date.max]
        assert inside
        assert inside[0].contributions >= received
        assert inside[0].votes >= cast
    html = slot({day.isoformat(): DayFigures(1, 1) for day in sorted(days)})
    assert all(0 <= float(x) <= 100 for x in re.findall(r' (?:x|x1|x2|width)="([\d.]+)%"', html))


def test_what_has_no_day_is_told_and_not_drawn():
    case = Case().add("gh-1").add("gh-2", undated=True)
    told = ChannelFigures("import:cc", counts=Figures({Stance.FOR: 1320}))
    html = slot(DAYS, case, channels={"import:cc": told})
    assert "1 contribution came without a date" in html
    assert "1,320 votes were received as totals" in html


def test_where_nothing_came_the_page_says_what_will_stand_there():
    assert "Nothing has come yet." in slot({}, Case())
    assert "is not known" in slot({}, Case().add("gh-1", undated=True))
    assert "<svg" not in slot({}, Case())


def test_only_contributions_make_one_figure():
    days = {f"2027-02-{day:02d}": DayFigures(day, 0) for day in range(1, 20)}
    html = slot(days)
    assert html.count("<g ") == 1
    assert "Votes cast by" not in html


def test_the_same_days_give_the_same_bytes():
    shuffled = dict(sorted(DAYS.items(), reverse=True))
    assert slot(DAYS) == slot(shuffled)


def test_a_column_that_holds_one_is_seen_beside_one_that_holds_thousands():
    start = date(2027, 1, 1)
    days = {(start + timedelta(days=n)).isoformat(): DayFigures(0, 1 if n else 90_000) for n in range(5)}
    heights = [int(height) for height in re.findall(r'<rect [^>]*height="(\d+)"', slot(days))]
    assert heights == [participation.HEIGHT, 1, 1, 1, 1]
