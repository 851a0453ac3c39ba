"""The detector itself, tried where something must be seen and where nothing must be."""

from __future__ import annotations

from pathlib import Path

import markdown
import pytest
from playwright.sync_api import Browser

from browser.harness.corpus import AS_TEXT, hostile
from browser.harness.watching import watching

# Beneath these many hits over the unsanitised corpora the detector is broken and its zero elsewhere means nothing.
LEAST_HITS = 40
STOCK = ["admonition", "attr_list", "md_in_html", "tables", "footnotes", "abbr", "def_list", "pymdownx.superfences"]


def page_of(body: str) -> str:
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title><main>{body}</main></html>'


def write(folder: Path, name: str, body: str) -> str:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(page_of(body), encoding="utf-8", errors="replace")
    return name


@pytest.mark.parametrize(
    "body",
    [
        "<script>1</script>",
        '<img src="x" onerror="1">',
        '<p onclick="1">word</p>',
        '<a href="javascript:1">word</a>',
        '<input onfocus="1">',
        '<p onmouseover="1">word</p>',
        "<form action='/x'><button>go</button></form>",
        "<iframe srcdoc='<script>1</script>'></iframe>",
    ],
)
def test_an_attempt_to_run_something_is_seen(browser: Browser, tmp_path: Path, body: str) -> None:
    write(tmp_path, "a.html", body)
    with watching(browser, tmp_path) as watch:
        assert watch.visit_all(["a.html"]).scripts


@pytest.mark.parametrize(
    "body",
    [
        '<img src="http://elsewhere.example/p.gif">',
        '<div style="background:url(http://elsewhere.example/p.gif)">word</div>',
        '<link rel="stylesheet" href="http://elsewhere.example/p.css">',
        '<video poster="http://elsewhere.example/p.gif"></video>',
        '<iframe src="http://elsewhere.example/"></iframe>',
    ],
)
def test_an_attempt_to_call_another_host_is_seen(browser: Browser, tmp_path: Path, body: str) -> None:
    write(tmp_path, "a.html", body)
    with watching(browser, tmp_path) as watch:
        assert watch.visit_all(["a.html"]).outside


def test_a_quiet_page_shows_nothing(browser: Browser, tmp_path: Path) -> None:
    write(tmp_path, "a.html", '<h1>word</h1><p><a href="http://elsewhere.example/">a link</a> &lt;script&gt;</p>')
    with watching(browser, tmp_path) as watch:
        seen = watch.visit_all(["a.html"])
    assert not seen.told()
    assert (seen.pages, seen.stirred >= 4) == (1, True)


@pytest.mark.slow
def test_the_corpora_without_a_sanitiser_set_the_detector_off(
    browser: Browser, tmp_path: Path, real_data: Path
) -> None:
    paths = []
    # A few are enough to see that the detector works; the site is then shown more of them, in the long run all.
    for number, item in enumerate(hostile(real_data, *AS_TEXT)[::8]):
        body = markdown.markdown(item.data, extensions=STOCK)
        paths.append(write(tmp_path, f"{number}.html", body))
    with watching(browser, tmp_path) as watch:
        seen = watch.visit_all(paths)
    assert len(seen.scripts) >= LEAST_HITS, seen.told()
    assert len(seen.outside) >= 10, seen.told()
