"""How many arguments speak for and against each contribution: mirrored rows and the same as a table."""

from __future__ import annotations

import re
from dataclasses import replace

from lawloom.model.contribution import Kind, Side
from lawloom.press.subject import balance
from press.builders import Case, elements, read_aloud


def argued(case: Case, on: str, votes_for: int, against: int) -> None:
    for number in range(votes_for):
        case.add(f"{on}-a{number}", Kind.ARGUMENT, on=on, side=Side.FOR, body="Yes.")
    for number in range(against):
        case.add(f"{on}-b{number}", Kind.ARGUMENT, on=on, side=Side.AGAINST, body="No.")


def with_others(case: Case) -> Case:
    """Two more that are argued on: a figure compares."""
    for id in ("x-1", "x-2"):
        case.add(id, title="Other")
        argued(case, id, 2, 1)
    return case


def slot(case: Case) -> str:
    press = case.press(worker=object())
    return read_aloud(str(balance.slot(case.desk(press), press.printery)))


def test_the_most_argued_comes_first_with_its_numbers_in_words_and_in_a_table():
    case = Case(subject={"elements": elements(("own", Kind.CAUSE, "Walls"))})
    case.tell("own", Kind.CAUSE, origin="author")
    case.add("gh-1", title="A").add("gh-2", title="B").add("gh-3", title="Silence")
    argued(case, "gh-1", 2, 1)
    argued(case, "gh-2", 1, 8)
    argued(case, "own", 0, 3)
    argued(case, "gh-3", 1, 1)
    html = slot(case)
    assert re.findall(r'href="c/([a-z0-9-]+)/"', html) == ["gh-2", "own", "gh-1"]
    assert re.findall(r"<span [^>]*>([^<]+)</span>", html)[:2] == ["8 against", "1 for"]
    assert '<td class="n">8</td><td class="n">1</td>' in html
    # 48 % for the greatest number, the others on the same scale.
    assert '<rect x="2%" width="48%" height="14" fill="url(#pa)"/><rect class="f" x="50%" width="6%"' in html
    assert 'aria-hidden="true"' in html
    assert "style=" not in html


def test_few_arguments_do_not_fill_the_width():
    case = Case().add("gh-1", title="A")
    argued(case, "gh-1", 2, 1)
    assert 'width="10%"' in slot(with_others(case))
    assert 'width="48%"' not in slot(case)


def test_a_figure_of_ones_and_twos_is_not_drawn_and_an_empty_place_still_invites():
    case = Case()
    for number in range(4):
        case.add(f"gh-{number}", title="A")
        argued(case, f"gh-{number}", 1, 1)
    assert "<svg" not in slot(case)
    assert '<a href="map/">' in slot(case), "where all of them can be read"
    argued(case.add("gh-9", title="B"), "gh-9", 4, 4)
    assert "<svg" not in slot(case), "one row compares nothing"
    assert "No argument" in slot(Case().add("gh-1", title="A"))


def test_twelve_stand_there_and_a_link_leads_to_the_others():
    case = Case()
    for number in range(14):
        case.add(f"gh-{number}", title=f"T{number}")
        argued(case, f"gh-{number}", number + 1, 0)
    html = slot(case)
    assert html.count("<li>") == balance.MOST
    assert 'href="discussed/"' in html
    assert "c/gh-0/" not in html, "nor c/gh-1/, on which there are two"


def test_what_was_removed_from_view_or_united_is_not_among_them():
    case = Case()
    for number, sent in enumerate(({"hidden": "3"}, {"erased": True}, {"merged_into": "gh-3"}, {})):
        case.add(f"gh-{number}", title="SECRET" if sent else "Open", **sent)
        argued(case, f"gh-{number}", 3, 0)
    html = slot(with_others(case))
    assert "SECRET" not in html
    assert re.findall(r'href="c/([a-z0-9-]+)/"', html) == ["gh-3", "x-1", "x-2"]


def test_an_argument_on_an_argument_is_not_weighed_again():
    case = Case().add("gh-1", title="A")
    argued(case, "gh-1", 3, 0)
    case.add("deep", Kind.ARGUMENT, on="gh-1-a0", side=Side.AGAINST, body="But.")
    assert re.findall(r'<td class="n">(\d+)</td>', slot(with_others(case)))[:2] == ["0", "3"]


def test_a_title_is_text_whatever_is_in_it():
    case = Case().add("gh-1", title='<script>"x"')
    argued(case, "gh-1", 2, 1)
    with_others(case)
    assert "<script" not in slot(case)
    assert "&lt;script&gt;" in slot(case)


def test_where_nobody_argued_the_page_asks_for_the_first_argument():
    case = Case().add("gh-1", title="A")
    case.items["gh-1"] = replace(case.items["gh-1"], arguments_for=0)
    assert "No argument yet, neither for nor against." in slot(case)
