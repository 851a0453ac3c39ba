"""Who sits for me? One finds it by postcode, constituency or name, and what is typed goes nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.harness import axe
from browser.harness.server import Served, serving
from lawloom.model.member import Letter, Member
from lawloom.press.html.press import make_ready
from lawloom.press.html.style_sheets import styles
from lawloom.press.search import representatives
from lawloom.press.site.files import Files
from pages.builders import a_consultation, a_subject

pytestmark = pytest.mark.slow

SITE = "default-src 'self' data:"
MEMBERS = (
    Member("Ada <b>Archer</b>", "North", "75001-75020 SW1A*", "Assembly", email="ada@p.example"),
    Member("Élise Orme", "Haute-Sègre", "00950", "Senate", address="Office 1"),
    *(Member(f"Member {n}", f"Seat {n}", f"{n + 10000}") for n in range(40)),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("representatives")
    subject = a_subject(letter=Letter("Our bill", "Dear {name},\n\nread {title}.", "letter.md"))
    press = make_ready(replace(a_consultation(subject), representatives=MEMBERS), cast(Any, None))
    files = Files(folder, None)
    representatives.print_all(press, files.part("representatives"))
    part = files.part("whole")
    for name, content in styles():
        part.put(name, content)
    files.finish()
    return folder


@pytest.fixture
def served(site: Path) -> Iterator[Served]:
    with serving(site, SITE) as served:
        yield served


@pytest.fixture
def page(served: Served, browser: Browser) -> Iterator[Page]:
    """A page that may ask this site alone, and never with what was typed."""
    asked: list[str] = []
    faults: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    yield page
    context.close()
    assert {urlsplit(one).netloc for one in asked} <= {urlsplit(served.address).netloc}
    assert not [one for one in asked if "750" in one or "orme" in one.lower()], "what is typed is in no address"
    assert sum(one.endswith("list.json") for one in asked) <= 2, "the list is fetched once a page"
    assert faults == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("75007", "Ada <b>Archer</b>"),
        ("sw1a 2aa", "Ada <b>Archer</b>"),
        ("00-950", "Élise Orme"),
        ("haute segre", "Élise Orme"),
        ("haute-segre", "Élise Orme"),
        ("ORME", "Élise Orme"),
        ("seat 39", "Member 39"),
    ],
)
def test_one_finds_who_sits_for_one(page: Page, served: Served, typed: str, name: str) -> None:
    page.goto(f"{served.address}representatives/")
    page.locator("#q").fill(typed)
    expect(page.locator("#hits li")).to_have_count(1, timeout=20_000)
    expect(page.locator("#hits a")).to_have_text(name)
    expect(page.locator("#told")).to_have_text("1 found.")
    page.locator("#hits a").click()
    number = page.url.partition("#")[2]
    expect(page.locator(f"#{number}")).to_contain_text(name)


def test_a_postcode_of_nobody_finds_nobody_and_leads_to_the_lists(page: Page, served: Served) -> None:
    page.goto(f"{served.address}representatives/")
    page.locator("#q").fill("75021")
    expect(page.locator("#told")).to_contain_text("Nobody found", timeout=20_000)
    expect(page.get_by_role("link", name="75…")).to_be_visible()


def test_from_the_letter_one_comes_to_a_mail_with_the_letter_in_it(page: Page, served: Served) -> None:
    page.goto(f"{served.address}subjects/lamps/letter/")
    page.locator("#q").press_sequentially("7500", delay=5)
    page.locator("#hits a").first.click()
    expect(page.locator("h1")).to_have_text("A letter to your representative")
    mail = page.locator(f"#{page.url.partition('#')[2]} a[href^='mailto:']")
    href = mail.get_attribute("href") or ""
    assert href.startswith("mailto:ada@p.example?subject=Our%20bill&body=Dear%20Ada")


@pytest.mark.parametrize("path", ["", "m/1/", "p/10/", "../subjects/lamps/letter/", "../subjects/lamps/letter/1/"])
def test_the_pages_can_be_read_by_everyone(page: Page, served: Served, path: str) -> None:
    page.goto(f"{served.address}representatives/{path}")
    page.evaluate(f"{axe.script()};0")
    assert [one for view in axe.VIEWS for one in axe.looked_at(page, view)] == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it scrolls sideways"


def test_without_a_server_the_lists_are_there_and_the_page_says_why(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / "representatives/index.html").as_uri())
    expect(page.locator("#refused")).to_contain_text("From a disk")
    expect(page.locator("form")).to_be_hidden()
    page.close()
