"""The whole demonstration, from link to link: every page is found, none calls anyone, none has an error, all can be
read without script."""

from __future__ import annotations

from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser

from browser.harness.kinds import looked_at_now
from browser.harness.links import address_of, html_files, read_page
from browser.harness.watching import watching
from journeys.steps import Desk

pytestmark = pytest.mark.slow


def is_search(address: str) -> bool:
    return address.endswith(("search/", "/said/", "representatives/", "/letter/"))


def reached(desk: Desk) -> set[str]:
    """Every page that links lead to, from the home page on."""
    found, waiting = {"index.html"}, ["index.html"]
    while waiting:
        name = waiting.pop()
        for tag, reference in read_page(desk.site / name).references:
            parts = urlsplit(reference)
            if tag != "a" or parts.scheme or parts.netloc or not parts.path:
                continue
            target = normpath(join(dirname(name), unquote(parts.path)))
            target = normpath(join(target, "index.html")) if (desk.site / target).is_dir() else target
            if target.endswith(".html") and target not in found:
                found.add(target)
                waiting.append(target)
    return found


def test_links_lead_to_every_page(demonstration: Desk):
    lost = set(html_files(demonstration.site)) - reached(demonstration)
    assert {name for name in lost if not name.endswith("404.html")} == set()


@pytest.mark.parametrize("every", [12, pytest.param(1, marks=pytest.mark.long)])
def test_no_page_calls_anyone_or_has_an_error(browser: Browser, demonstration: Desk, every: int):
    # Where one searches there is a script, and nowhere else: tests of their own watch those pages.
    paths = [address for name in html_files(demonstration.site) if not is_search(address := address_of(name))][::every]
    assert len(paths) > 40
    with watching(browser, demonstration.site) as watch:
        seen = watch.visit_all(paths)
    assert seen.pages == len(paths)
    assert not seen.told(), seen.told()


def test_every_kind_of_page_is_read_without_script(browser: Browser, demonstration: Desk):
    unread = []
    with watching(browser, demonstration.site, javascript=False, width=390) as watch:
        for path in looked_at_now(demonstration.site).values():
            page = watch.visit(path)
            main = page.locator("main")
            if not main.is_visible() or len(main.inner_text().split()) < 15 or not page.locator("h1").is_visible():
                unread.append(f"/{path}")
            data = "script:not([type='application/ld+json'])"  # what a page says of itself to machines runs nothing
            if page.locator(data).count() and not is_search(path):
                unread.append(f"/{path} has a script")
    assert unread == []
