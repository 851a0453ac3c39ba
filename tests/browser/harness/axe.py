"""axe-core on a page that a browser shows: every rule it has, those for WCAG 2.2 AA and its good practices alike."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from playwright.sync_api import Browser, Page

# Rules that axe leaves out unless asked, and that WCAG 2.2 AA has.
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
RUN = """
options => axe.run(document, options).then(told => told.violations.flatMap(
  rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 160)}: ${node.failureSummary}`)))
"""


class View(NamedTuple):
    """How a reader looks at a page."""

    width: int
    colours: str  # light or dark

    def __str__(self) -> str:
        return f"{self.width} {self.colours}"


VIEWS = tuple(View(width, colours) for width in (320, 390, 1280) for colours in ("light", "dark"))


@cache
def script() -> str:
    """The source of axe, as its Python package brings it."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def findings(browser: Browser, address: str, paths: Iterable[str], views: Iterable[View]) -> list[str]:
    """What axe finds on each page in each view, with the page and the view before it; and every page that is too wide.

    address  of a running server, ends with a slash
    """
    context = browser.new_context(reduced_motion="reduce")
    context.set_default_timeout(120_000)
    page = context.new_page()
    chosen = list(views)
    told = []
    for path in paths:
        page.goto(address + path)
        page.evaluate(f"{script()};0")
        for view in chosen:
            told += [f"/{path} at {view}: {one}" for one in looked_at(page, view)]
    context.close()
    return told


def looked_at(page: Page, view: View) -> list[str]:
    """What is wrong with the page that is shown, in this view; axe must have been put into it."""
    page.set_viewport_size({"width": view.width, "height": 900})
    page.emulate_media(color_scheme=view.colours, reduced_motion="reduce")
    wide = page.evaluate("document.documentElement.scrollWidth")
    told = [f"{wide} px wide"] if wide > view.width else []
    return told + page.evaluate(RUN, OPTIONS)
