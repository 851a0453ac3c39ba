"""Every element of every page is closed where it was opened: a typesetting engine may part what a template wrote."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from examples import some_of
from journeys.steps import Desk

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
DRAWN = frozenset({"svg", "math"})  # in these an element may close itself


class Elements(HTMLParser):
    """What was opened and not closed, or closed and not opened, by line."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, int]] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open.append((tag, self.getpos()[0]))

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        if tag not in VOID and not any(one in DRAWN for one, _ in [*self.open, (tag, 0)]):
            self.faults.append(f"line {self.getpos()[0]}: <{tag}/> is no way to close it")

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1][0] == tag:
            self.open.pop()
        else:
            inner = self.open[-1] if self.open else ("nothing", 0)
            self.faults.append(f"line {self.getpos()[0]}: </{tag}> where <{inner[0]}> of line {inner[1]} is open")


def faults_of(html: str) -> list[str]:
    """What is not closed where it was opened, in the order of the page."""
    elements = Elements()
    elements.feed(html)
    elements.close()
    return elements.faults + [f"<{tag}> of line {line} is never closed" for tag, line in elements.open]


def test_what_is_not_closed_is_told():
    assert faults_of("<p>One<br>two <b>three</b></p><svg><path/></svg>") == []
    assert faults_of("<ul>\n<li><div>One</li>\n</ul>") == [
        "line 2: </li> where <div> of line 2 is open",
        "line 3: </ul> where <div> of line 2 is open",
        "<ul> of line 1 is never closed",
        "<li> of line 2 is never closed",
        "<div> of line 2 is never closed",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("site", ["demonstration", "village_desk"])
def test_every_page_closes_what_it_opens(site: str, request: pytest.FixtureRequest):
    desk: Desk = request.getfixturevalue(site)
    pages = some_of(sorted(desk.site.rglob("*.html")))
    wrong = {str(page.relative_to(desk.site)): told for page in pages if (told := faults_of(page.read_text("utf-8")))}
    assert len(pages) > 10
    assert wrong == {}
