"""What a first visit costs, and that nothing on a page moves once it is shown."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browser.harness.kinds import looked_at_now, one_of_each
from browser.harness.links import html_files, read_page
from browser.harness.server import serving
from journeys.steps import Desk

pytestmark = pytest.mark.slow

KB = 1024
LEAN_PAGE, LEAN_FIRST_VISIT, MATERIAL_FIRST_VISIT, OWN_STYLES = 4 * KB, 20 * KB, 120 * KB, 10 * KB
# A page with citizens' words taken out: whatever they typed stands in an element that finds its own direction.
WITHOUT_WORDS = """
() => {
  for (const one of document.querySelectorAll('main [dir=auto]')) one.replaceChildren();
  return '<!doctype html>' + document.documentElement.outerHTML;
}
"""
UNSEEN = 0.001  # a hundredth of what is called good: a slow machine may draw a line of a long page later
SHIFTS = """
() => new Promise(tell => {
  let sum = 0;
  new PerformanceObserver(list => { for (const one of list.getEntries()) sum += one.value; })
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => tell(sum), 100);
})
"""

MOVING = """
() => [document.documentElement, ...document.querySelectorAll('body *')].filter(one => {
  const style = getComputedStyle(one);
  return parseFloat(style.transitionDuration) || style.animationName !== 'none' || style.scrollBehavior === 'smooth';
}).map(one => one.outerHTML.slice(0, 80))
"""


@cache
def packed_file(file: Path) -> int:
    """Its size as a server sends it; a style sheet is asked for with every page."""
    return packed(file.read_bytes())


def packed(content: bytes) -> int:
    """Its size as a server sends it."""
    return len(gzip.compress(content, mtime=0))


def fetched_with(site: Path, name: str) -> Iterator[Path]:
    """The page and every file that a browser fetches to show it."""
    file = site / name
    yield file
    for tag, reference in dict.fromkeys(read_page(file).references):
        if tag in ("link", "img", "script", "source", "video") and "feed" not in reference:
            # The page for lost readers is shown at any address, so that its own begin at the top of the site.
            target = (site if reference.startswith("/") else file.parent) / reference.lstrip("/")
            if target.is_file():
                yield target


def is_lean(file: Path) -> bool:
    return b'<body class="lean">' in file.read_bytes()


def test_a_first_visit_is_light_on_every_page(demonstration: Desk):
    heavy, lean = [], 0
    for name in html_files(demonstration.site):
        files = list(fetched_with(demonstration.site, name))
        assert len(files) >= 4, f"{name} fetches no style sheet: this test looks at nothing"
        weight = sum(packed_file(file) for file in files)
        lean += is_lean(files[0])
        if weight > (LEAN_FIRST_VISIT if is_lean(files[0]) else MATERIAL_FIRST_VISIT):
            heavy.append(f"{name}: {weight} bytes")
    assert lean > 20
    assert heavy == []


def test_a_lean_page_without_the_citizens_words_is_at_most_4_kb(browser: Browser, demonstration: Desk):
    heavy = []
    context = browser.new_context()
    page = context.new_page()
    page.route("**/*.css", lambda route: route.abort())
    with serving(demonstration.site) as served:
        for kind, path in looked_at_now(demonstration.site).items():
            file = demonstration.site / (path if path.endswith(".html") else f"{path}index.html")
            if is_lean(file) and "/report/" not in path:  # a report is a whole phase on one page, made for paper
                page.goto(served.address + path)
                bare = packed(page.evaluate(WITHOUT_WORDS).encode())
                if bare > LEAN_PAGE:
                    heavy.append(f"/{path} ({kind}): {bare} of {packed(file.read_bytes())} bytes")
    context.close()
    assert heavy == []


def test_our_own_styles_are_light(demonstration: Desk):
    for sheet in ("tokens.css", "lean.css", "material.css"):
        assert packed((demonstration.site / "assets" / sheet).read_bytes()) <= OWN_STYLES


@pytest.mark.parametrize("width", [390, pytest.param(1280, marks=pytest.mark.long)])
def test_nothing_moves_once_it_is_shown(browser: Browser, demonstration: Desk, width: int):
    moved = []
    with serving(demonstration.site) as served:
        context = browser.new_context(viewport={"width": width, "height": 900})
        page = context.new_page()
        # Each visit is a first one.
        context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
        for path in looked_at_now(demonstration.site).values():
            # What is wrong moves each time; a machine that is busy elsewhere moves a line now and then.
            for _ in range(3):
                page.goto(served.address + path)
                if (shift := page.evaluate(SHIFTS)) <= UNSEEN:
                    break
            else:
                moved.append(f"/{path}: {shift}")
        context.close()
    assert moved == []


def test_who_asks_for_less_motion_gets_none(browser: Browser, demonstration: Desk):
    kinds = one_of_each(demonstration.site)
    with serving(demonstration.site) as served:
        context = browser.new_context(reduced_motion="reduce")
        page = context.new_page()
        for kind in ("", "subjects/*/", "subjects/*/c/*/"):
            page.goto(served.address + kinds[kind])
            assert page.evaluate(MOVING) == []
        context.close()
