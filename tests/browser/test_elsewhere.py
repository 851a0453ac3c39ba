"""The same site elsewhere: unpacked from an archive and read as files, or served from a folder of another site."""

from __future__ import annotations

import zipfile
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser

from browser.harness.links import address_of, broken_links, html_files, read_html
from browser.harness.server import serving
from journeys.steps import Desk

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def unpacked(village_desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The village's site, unpacked from its archive."""
    folder = tmp_path_factory.mktemp("stick")
    village_desk.lawloom("export", "archive", "-o", folder / "site.zip")
    with zipfile.ZipFile(folder / "site.zip") as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_an_unpacked_archive_is_read_from_files_without_javascript(unpacked: Path, browser: Browser) -> None:
    """Every link of every page is followed, each page is styled, and nothing else is asked for."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    # A page may be left while its icon is still on the way: what was given up so is no failure, a missing file is.
    page.on("requestfailed", lambda request: request.failure == "net::ERR_ABORTED" or failed.append(request.url))
    top = (unpacked / "index.html").as_uri()
    waiting, seen = [top], {top}
    while waiting:
        address = waiting.pop()
        page.goto(address)
        if not address.endswith(".html"):
            continue
        assert page.locator("h1").count() == 1, address
        assert page.locator("body").evaluate("body => getComputedStyle(body).marginTop") == "0px", f"{address} is bare"
        for href in page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)"):
            plain = urldefrag(href)[0]
            if plain.startswith("file:") and plain not in seen:
                seen.add(plain)
                if plain.endswith(".html"):
                    waiting.append(plain)
                assert Path(urlsplit(plain).path).is_file(), f"{address} leads to {plain}"
    context.close()
    assert {one.removeprefix(unpacked.as_uri()).lstrip("/") for one in seen if one.endswith(".html")} == {
        *html_files(unpacked)
    }
    assert failed == []
    assert [one for one in asked if not one.startswith(unpacked.as_uri())] == []
    assert [one for one in {*asked} if not Path(urlsplit(one).path).is_file()] == []


def test_an_unpacked_archive_has_no_broken_link(unpacked: Path) -> None:
    assert [str(broken) for broken in broken_links(unpacked)] == []


def test_a_site_works_in_a_folder_of_another_site(village_desk: Desk, tmp_path: Path) -> None:
    """Every reference of every page is asked for under /a/b/, and none leads out of there."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").symlink_to(village_desk.site)
    with serving(tmp_path, "default-src 'self'") as served:
        top = f"{served.address}a/b/"
        waiting, seen = [top], {top}
        while waiting:
            address = waiting.pop()
            with urlopen(address) as answer:  # noqa: S310  our own server
                body = answer.read().decode(errors="replace")
            if not address.endswith(("/", ".html")):
                continue
            for _, reference in read_html(body).references:
                target = urldefrag(urljoin(address, reference))[0]
                if target.startswith(served.address) and target not in seen:
                    assert target.startswith(top), f"{address} leads out to {target}"
                    seen.add(target)
                    waiting.append(target)
    assert served.missing == []
    pages = {f"{top}{address_of(name)}" for name in html_files(village_desk.site)} - {f"{top}404.html"}
    assert pages <= seen, "a page that no link leads to"
