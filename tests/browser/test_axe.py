"""No finding of axe on any kind of page: three languages and right to left, light and dark, phone and laptop."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browser.harness.axe import VIEWS, View, findings, looked_at, script
from browser.harness.kinds import looked_at_now, one_of_each
from browser.harness.server import serving
from examples import some_of
from journeys import village
from journeys.steps import Desk

LANGUAGES = ("fr", "es", "ar")
# Every day a quarter of the kinds is seen on a phone by day and one on a laptop by night, and one language besides the
# first; all kinds in all views and languages with scripts/test --all.
EVERY_DAY = (View(390, "light"), View(1280, "dark"))
EVERY_DAY_IN = [
    language if language == "ar" else pytest.param(language, marks=pytest.mark.long) for language in LANGUAGES
]
NOTHING = "default-src 'self' data:"


def spoken(desk: Desk, language: str, folder: Path) -> Desk:
    """The village in another language: its frame in the three that the engine speaks, its subject in any."""
    other = desk.copy(folder)
    changes = {f"content/subjects/{village.SUBJECT}/subject.md": {"language: en": f"language: {language}"}}
    if language == "ar":
        changes = dict.fromkeys(changes, village.ARABIC)
    else:
        changes["consultation.yml"] = {'languages: ["en"]': f"languages: [{language}]"}
    village.rewrite(other, changes)
    other.build()
    return other


def test_axe_sees_what_is_wrong(browser: Browser):
    page = browser.new_page()
    page.set_content(
        "<html lang=en><title>t</title><main><h1>a</h1><h3>b</h3><p style='color:#999'>some words<img src=data:,>"
    )
    page.evaluate(f"{script()};0")
    found = {one.split(":")[0] for one in looked_at(page, View(390, "light"))}
    page.close()
    assert found == {"heading-order", "color-contrast", "image-alt"}


@pytest.mark.slow
def test_axe_finds_nothing_on_any_kind_of_page(browser: Browser, demonstration: Desk):
    paths = some_of([*looked_at_now(demonstration.site).values()], 2)
    assert len(paths) >= 20
    with serving(demonstration.site, NOTHING) as served:
        found = [
            one
            for at, view in enumerate(EVERY_DAY)
            for one in findings(browser, served.address, paths[at :: len(EVERY_DAY)], [view])
        ]
    assert not found, "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize("language", EVERY_DAY_IN)
def test_axe_finds_nothing_in_any_language(browser: Browser, village_desk: Desk, tmp_path: Path, language: str):
    site = spoken(village_desk, language, tmp_path / language).site
    subject = f"subjects/{village.SUBJECT}/"
    assert f'lang="{language}"' in (site / subject / "index.html").read_text("utf-8")
    with serving(site, NOTHING) as served:
        found = findings(browser, served.address, ("", subject, f"{subject}all/", f"{subject}c/cs-2/"), EVERY_DAY)
    assert not found, "\n".join(found)


@pytest.mark.long
def test_axe_finds_nothing_in_any_view(browser: Browser, demonstration: Desk):
    with serving(demonstration.site, NOTHING) as served:
        found = findings(browser, served.address, one_of_each(demonstration.site).values(), VIEWS)
    assert not found, "\n".join(found)


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_any_language_and_view(
    browser: Browser, village_desk: Desk, tmp_path: Path, language: str
):
    site = spoken(village_desk, language, tmp_path / language).site
    with serving(site, NOTHING) as served:
        found = findings(browser, served.address, one_of_each(site).values(), VIEWS)
    assert not found, "\n".join(found)
