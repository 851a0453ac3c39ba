"""The search: it finds, it filters, it runs nothing that people typed, and it can be done without."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.harness.server import serving
from journeys import village
from journeys.steps import Desk
from lawloom import stages
from press.instances import HOSTILE, an_instance, opened, receive

pytestmark = pytest.mark.slow


@pytest.fixture
def page(village_desk: Desk, browser: Browser) -> Iterator[Page]:
    """The search page; nothing may be asked for elsewhere, and no fault may be told."""
    asked: list[str] = []
    faults: list[str] = []
    with serving(village_desk.site, "default-src 'self' 'wasm-unsafe-eval' data:") as served:
        context = browser.new_context()
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{served.address}search/")
        expect(page.locator("#find")).to_be_visible(timeout=20_000)
        yield page
        context.close()
        assert [one for one in asked if not one.startswith(served.address)] == []
    assert faults == []


def test_words_are_found_and_lead_to_the_contribution(page: Page, village_desk: Desk) -> None:
    title = "The fence has two gates"
    page.fill("#q", title)
    page.press("#q", "Enter")
    link = page.locator("#hits a", has_text=title).first
    expect(link).to_be_visible(timeout=20_000)
    assert page.locator("#told").inner_text()
    link.click()
    expect(page.locator("h1")).to_contain_text(title)


def test_a_number_finds_its_contribution_first_and_each_result_says_its_subject_and_kind(page: Page) -> None:
    page.select_option("select[name=kind]", "solution")
    hit = page.locator("#hits li", has_text="A picking day")
    expect(hit.locator(".meta")).to_have_text("An orchard for everyone · Solution", timeout=20_000)
    href = hit.locator("a").get_attribute("href") or ""
    number = href.rstrip("/").rsplit("/", 1)[1]
    for typed in (number, number.upper()):
        page.goto(f"{page.url.partition('?')[0]}?q={typed}")
        expect(page.locator("#hits a").first).to_have_attribute("href", href, timeout=20_000)


def test_an_address_with_words_is_a_search(page: Page) -> None:
    page.goto(f"{page.url}?q=lamps")
    expect(page.locator("#q")).to_have_value("lamps")
    expect(page.locator("#told")).not_to_be_empty(timeout=20_000)


def test_a_filter_alone_lists_what_it_holds(page: Page) -> None:
    page.select_option("select[name=kind]", "page")
    expect(page.locator("#hits li").first).to_be_visible(timeout=20_000)
    assert "/c/" not in "".join(link.get_attribute("href") or "" for link in page.locator("#hits a").all())


def test_an_outcome_alone_lists_the_contributions_that_have_it(page: Page) -> None:
    page.select_option("select[name=kind]", "solution")
    expect(page.locator("#hits li").first).to_be_visible(timeout=20_000)
    hrefs = [link.get_attribute("href") or "" for link in page.locator("#hits a").all()]
    assert hrefs
    assert all("/c/" in href for href in hrefs)
    assert len(hrefs) == len(set(hrefs))


def test_nothing_found_is_said(page: Page) -> None:
    page.fill("#q", "xyzzyplugh")
    page.press("#q", "Enter")
    expect(page.locator("#told")).to_contain_text("Nothing found", timeout=20_000)


def test_what_people_typed_is_shown_as_they_typed_it_and_runs_nothing(browser: Browser, tmp_path: Path) -> None:
    instance = an_instance(tmp_path)
    body = "<img src=x onerror=alert(2)> <mark>lamps</mark> &lt;b&gt; sevenfold <svg onload=alert(3)>"
    receive(instance, opened("gh-7", "2027-02-06T10:00:00Z", title=f"{HOSTILE} sevenfold", body=body))
    site = stages.build(instance).site
    with serving(site, "default-src 'self' 'wasm-unsafe-eval' data:") as served:
        context = browser.new_context()
        page = context.new_page()
        dialogs: list[str] = []
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(f"{served.address}search/?q=sevenfold")
        hit = page.locator("#hits li").first
        expect(hit).to_contain_text(HOSTILE, timeout=20_000)
        expect(hit).to_contain_text("<img src=x onerror=alert(2)>")
        assert page.locator("#hits :is(img, script, svg, b)").count() == 0
        assert dialogs == []
        context.close()


def test_without_javascript_the_page_leads_to_the_lists(village_desk: Desk, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((village_desk.site / "search/index.html").as_uri())
    expect(page.locator("#find")).to_be_hidden()
    expect(page.locator("noscript p")).to_be_visible()
    expect(page.locator("noscript p")).to_contain_text("needs JavaScript")
    expect(page.locator(f'a[href="../subjects/{village.SUBJECT}/all/"]')).to_be_visible()
    context.close()
