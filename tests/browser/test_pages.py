"""Every page, looked at as readers do: on a narrow phone, by keyboard, without JavaScript, in the other direction."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browser.harness.links import address_of, broken_links, html_files, read_page, still_pages
from browser.harness.watching import watching
from examples import some_of
from journeys import village
from journeys.steps import Desk, a_desk

pytestmark = pytest.mark.slow

# The shell around citizens' words, compressed as a server sends it.
LEAN_PAGE_BYTES = 4096


def typeset(desk: Desk) -> Path:
    return desk.folder / "build" / "typeset"


def test_every_kind_of_page_is_there(village_desk: Desk) -> None:
    subject = f"subjects/{village.SUBJECT}"
    expected = {
        "", "404.html", "about/", "rules/", "privacy/", "accessibility/", "help/", "data/",
        f"{subject}/", f"{subject}/bill/", f"{subject}/all/", f"{subject}/supported/", f"{subject}/discussed/",
        f"{subject}/divided/", f"{subject}/c/cs-1/", f"{subject}/c/cs-2/", f"{subject}/c/cs-7/",
    }  # fmt: skip
    assert expected <= {address_of(name) for name in html_files(village_desk.site)}


def test_every_link_and_anchor_leads_somewhere(village_desk: Desk) -> None:
    assert [str(broken) for broken in broken_links(village_desk.site)] == []


def test_every_page_has_a_title_one_main_heading_its_language_and_its_landmarks(village_desk: Desk) -> None:
    faults = []
    for name in html_files(village_desk.site):
        page = read_page(village_desk.site / name)
        tags = [tag for tag, _ in page.tags]
        html = next(given for tag, given in page.tags if tag == "html")
        for fault, found in {
            "no title": not page.title.strip(),
            f"{page.h1} main headings": page.h1 != 1,
            "no language": not html.get("lang"),
            "not one main part": tags.count("main") != 1,
            "no header": "header" not in tags,
            "no footer": "footer" not in tags,
            "an aside without a name": any(
                tag == "aside" and not ({"aria-label", "aria-labelledby"} & given.keys()) for tag, given in page.tags
            ),
            "an image without words": any(tag == "img" and "alt" not in given for tag, given in page.tags),
        }.items():
            if found:
                faults.append(f"{name}: {fault}")
    assert faults == []


def test_no_page_holds_a_style_of_its_own_and_each_holds_the_strict_policy(village_desk: Desk) -> None:
    faults = []
    for name in still_pages(village_desk.site):
        page = read_page(village_desk.site / name)
        metas = [given for tag, given in page.tags if tag == "meta"]
        policies = [m.get("content", "") for m in metas if m.get("http-equiv", "").lower() == "content-security-policy"]
        referrers = [meta.get("content") for meta in metas if meta.get("name") == "referrer"]
        for fault, found in {
            "a style attribute": any("style" in given for _, given in page.tags),
            "a style element": any(tag == "style" for tag, _ in page.tags),
            "an event handler": any(key.startswith("on") for _, given in page.tags for key in given),
            "not one policy": len(policies) != 1,
            "a policy that is not strict": any("unsafe" in p or "default-src 'none'" not in p for p in policies),
            "a referrer": referrers != ["no-referrer"],
        }.items():
            if found:
                faults.append(f"{name}: {fault}")
    assert faults == []


def test_a_lean_page_is_light(village_desk: Desk) -> None:
    page = (village_desk.site / f"subjects/{village.SUBJECT}/c/cs-3/index.html").read_bytes()
    assert len(gzip.compress(page, mtime=0)) <= LEAN_PAGE_BYTES
    assert b"<script" not in page


def test_nothing_runs_and_nothing_is_fetched_from_elsewhere(browser: Browser, village_desk: Desk) -> None:
    paths = [address_of(name) for name in still_pages(village_desk.site)]
    with watching(browser, village_desk.site, typeset=typeset(village_desk)) as watch:
        seen = watch.visit_all(paths)
    assert seen.pages == len(paths)
    assert not seen.told(), seen.told()


def test_no_page_scrolls_sideways_on_a_narrow_phone(browser: Browser, village_desk: Desk) -> None:
    wide = []
    with watching(browser, village_desk.site, typeset=typeset(village_desk), width=320) as watch:
        for name in html_files(village_desk.site):
            page = watch.visit(address_of(name))
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > 320:
                wide.append(f"{name}: {width} px")
    assert wide == []


def test_without_javascript_nothing_is_missing(browser: Browser, village_desk: Desk) -> None:
    texts: dict[bool, dict[str, str]] = {}
    for javascript in (True, False):
        with watching(browser, village_desk.site, typeset=typeset(village_desk), javascript=javascript) as watch:
            texts[javascript] = {
                name: watch.visit(address_of(name)).locator("main").inner_text()
                for name in some_of(still_pages(village_desk.site))
            }
    assert [name for name, text in texts[True].items() if texts[False][name].split() != text.split()] == []


def test_the_keyboard_reaches_the_skip_link_first_and_then_the_main_part(browser: Browser, village_desk: Desk) -> None:
    subject = f"subjects/{village.SUBJECT}/"
    with watching(browser, village_desk.site, typeset=typeset(village_desk)) as watch:
        for path in ("", subject, f"{subject}bill/", f"{subject}c/cs-2/", f"{subject}all/"):
            page = watch.visit(path)
            page.keyboard.press("Tab")
            skip = page.evaluate("document.activeElement.getAttribute('href')")
            assert re.fullmatch(r"(\./)?#[\w-]+", skip or ""), f"{path}: the first stop is {skip}"
            assert page.evaluate("document.activeElement.getBoundingClientRect().width") > 1, f"{path}: not visible"
            page.keyboard.press("Enter")
            page.keyboard.press("Tab")
            assert page.evaluate("!!document.activeElement.closest('main')"), f"{path}: skipped to somewhere else"


def test_a_subject_written_from_right_to_left_reads_that_way(browser: Browser, tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    village.lay_down(desk)
    village.rewrite(desk, {f"content/subjects/{village.SUBJECT}/subject.md": village.ARABIC})
    desk.build()
    with watching(browser, desk.site, typeset=typeset(desk), width=320) as watch:
        page = watch.visit(f"subjects/{village.SUBJECT}/")
        directions = "[...document.querySelectorAll('main h1, main .ask, main p')].filter(e => /[\u0627-\u064a]/.test("
        directions += "e.innerText)).map(e => getComputedStyle(e).direction)"
        assert set(page.evaluate(directions)) == {"rtl"}
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
