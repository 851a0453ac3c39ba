"""The link reader finds what is broken and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from browser.harness.links import address_of, broken_links, read_page
from journeys.steps import Desk


def site_of(folder: Path, **pages: str) -> Path:
    for name, body in pages.items():
        file = folder / name.replace("__", "/")
        (file / "index.html").parent.mkdir(parents=True, exist_ok=True)
        (file / "index.html").write_text(f"<title>t</title>{body}", encoding="utf-8")
    return folder


def test_a_link_to_a_page_and_to_a_place_on_it_is_sound(tmp_path: Path) -> None:
    site = site_of(tmp_path, a='<a href="../b/#there">x</a><a href="#here" id="here">y</a>', b='<p id="there">')
    assert list(broken_links(site)) == []


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ('<a href="../nowhere/">x</a>', "no such page"),
        ('<a href="../b/#nowhere">x</a>', "no such place"),
        ('<a href="/b/">x</a>', "absolute"),
        ('<a href="../../b/">x</a>', "leaves"),
        ('<a href="../b">x</a>', "closing slash"),
        ('<img src="https://elsewhere.example/p.png">', "outside"),
        ('<p id="a"><p id="a">', "twice"),
    ],
)
def test_a_broken_link_is_told_with_its_reason(tmp_path: Path, body: str, why: str) -> None:
    found = list(broken_links(site_of(tmp_path, a=body, b="")))
    assert len(found) == 1
    assert why in str(found[0])


def test_a_page_is_known_by_its_address_and_its_title(tmp_path: Path) -> None:
    site_of(tmp_path, a="<h1>x</h1>")
    assert read_page(tmp_path / "a/index.html").title == "t"
    assert [address_of(name) for name in ("index.html", "a/index.html", "404.html")] == ["", "a/", "404.html"]


@pytest.mark.slow
def test_every_link_of_the_demonstration_leads_to_a_page_and_to_a_place_on_it(demonstration: Desk) -> None:
    assert [str(broken) for broken in broken_links(demonstration.site)] == []
