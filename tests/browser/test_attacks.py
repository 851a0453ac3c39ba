"""Every hostile text of the corpora, on every page of a built site, in a real browser: nothing runs, nothing calls."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser

from browser.harness.corpus import AS_TEXT, Hostile, hostile
from browser.harness.links import address_of, broken_links, read_page, still_pages
from browser.harness.watching import watching
from browser.hostile_village import hostile_desk, platform_desk
from examples import some_of
from journeys import village
from journeys.steps import Desk

pytestmark = pytest.mark.slow

DATA = f"data/{village.SUBJECT}"


@pytest.fixture(scope="module")
def items(real_data: Path) -> list[Hostile]:
    return [*some_of(hostile(real_data, *AS_TEXT))]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, items: list[Hostile]) -> Desk:
    desk, told = hostile_desk(tmp_path_factory.mktemp("hostile"), items)
    assert "refused" not in told.out.lower() or " 0 refused" in told.out.lower(), told.all[-2000:]
    desk.build(code=None)
    return desk


def crowded(site: Path) -> list[str]:
    """Pages on which each payload stands beside many others: lists, threads, the subject's own."""
    return [name for name in still_pages(site) if "/c/" not in name or b'class="say"' in (site / name).read_bytes()]


def test_nothing_runs_and_nothing_is_fetched_where_many_payloads_meet(
    browser: Browser, desk: Desk, items: list[Hostile]
) -> None:
    names = crowded(desk.site)
    assert any("/c/cs-p0/2/" in name for name in names), "a thread goes on over several pages"
    paths = [address_of(name) for name in names]
    with watching(browser, desk.site, typeset=desk.folder / "build" / "typeset") as watch:
        seen = watch.visit_all(paths)
    assert seen.pages == len(paths)
    assert seen.stirred > 30 * len(items)
    assert not seen.told(), seen.told()


@pytest.mark.long
def test_nothing_runs_and_nothing_is_fetched_on_any_page(browser: Browser, desk: Desk, items: list[Hostile]) -> None:
    paths = [address_of(name) for name in still_pages(desk.site)]
    assert len(paths) > len(items), "each payload is the title of a page of its own"
    with watching(browser, desk.site, typeset=desk.folder / "build" / "typeset") as watch:
        seen = watch.visit_all(paths)
    assert seen.pages == len(paths)
    assert not seen.told(), seen.told()


def test_nothing_is_fetched_without_javascript(browser: Browser, desk: Desk) -> None:
    paths = [address_of(name) for name in crowded(desk.site)]
    with watching(browser, desk.site, typeset=desk.folder / "build" / "typeset", javascript=False) as watch:
        seen = watch.visit_all(paths)
    assert not seen.told(), seen.told()


def test_no_page_grows_a_link_that_leads_nowhere_or_a_place_that_was_there(desk: Desk) -> None:
    assert [str(broken) for broken in broken_links(desk.site)][:10] == []


def test_every_page_keeps_its_one_main_heading_and_nothing_that_runs(desk: Desk) -> None:
    forbidden = {"iframe", "object", "embed", "form", "input", "button", "style", "base", "math", "audio", "applet"}
    faults = []
    for name in still_pages(desk.site):
        if "/c/" not in name and "/all/" not in name:
            continue
        page = read_page(desk.site / name)
        found = forbidden & {tag for tag, _ in page.tags}
        if found or page.h1 != 1 or any(key.startswith("on") for _, given in page.tags for key in given):
            faults.append(f"{name}: {sorted(found)} {page.h1}")
    assert faults == []


def test_what_was_sent_is_in_the_open_data_letter_for_letter(desk: Desk, items: list[Hostile]) -> None:
    rows = json.loads((desk.site / DATA / "contributions.json").read_text(encoding="utf-8"))
    rows = rows if isinstance(rows, list) else rows["contributions"]
    bodies = {row["id"]: row.get("body", "") for row in rows}
    changed = [item.id for number, item in enumerate(items) if bodies.get(f"cs-p{number}") != item.data.strip()]
    assert changed == []


def test_feeds_and_tables_stay_well_formed(desk: Desk) -> None:
    for file in sorted(desk.site.rglob("*.xml")):
        ElementTree.parse(file)
    with (desk.site / DATA / "contributions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(None not in row and None not in row.values() for row in rows)
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_template_syntax_appears_as_it_was_typed(browser: Browser, desk: Desk, items: list[Hostile]) -> None:
    missing = []
    with watching(browser, desk.site, typeset=desk.folder / "build" / "typeset") as watch:
        for number, item in enumerate(items):
            if item.corpus == "template-injection":
                page = watch.visit(f"subjects/{village.SUBJECT}/c/cs-p{number}/")
                heading = " ".join(page.locator("main h1").inner_text().split())
                if " ".join(item.data.split())[:60] not in heading:
                    missing.append((item.data, heading))
    assert missing == []


def test_html_bodies_of_another_platform_bring_nothing_that_runs(
    browser: Browser, items: list[Hostile], tmp_path: Path
) -> None:
    desk, told = platform_desk(tmp_path, items)
    desk.build(code=None)
    names = crowded(desk.site)
    assert len(desk.tally()["from-afar"]["items"]) > 2 * len(items), told.all[-1500:]
    with watching(browser, desk.site, typeset=desk.folder / "build" / "typeset") as watch:
        seen = watch.visit_all([address_of(name) for name in names])
    assert not seen.told(), seen.told()
    assert [str(broken) for broken in broken_links(desk.site)][:10] == []
