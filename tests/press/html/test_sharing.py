"""What a page says of itself when it is passed on, and what it says to machines."""

from __future__ import annotations

import gzip
import re
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawloom.model.contribution import Kind
from lawloom.model.vote import Stance
from lawloom.press.html import sharing
from lawloom.press.html.style_sheets import STYLES
from lawloom.press.site import picture
from press.builders import SETTINGS, Case

ADDRESS = "https://laws.example/2027/"


def metas(html: str) -> dict[str, str]:
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    found = {}
    for node in tree.iter("meta"):
        for key in ("name", "property"):
            if node.get(key):
                found[node.get(key)] = node.get("content")
    found |= {
        f"link {node.get('rel')}": node.get("href") for node in tree.iter("link") if node.get("rel") == "canonical"
    }
    return found


def printed(site: Path, case: Case, page: str) -> str:
    case.printed(site)
    return (site / page / "index.html").read_text("utf-8")


def test_a_contribution_is_passed_on_with_its_first_words_its_address_and_the_picture_of_its_subject(tmp_path):
    case = Case(settings=replace(SETTINGS, address=ADDRESS))
    case.add("gh-1", title='Quiet "rooms" & beds', body="**One** room each.\n\n" + "And a bed. " * 60)
    found = metas(printed(tmp_path / "site", case, "subjects/quiet/c/gh-1"))
    assert found["og:title"] == 'Quiet "rooms" & beds'
    assert found["description"] == found["og:description"]
    assert found["description"].startswith("One room each. And a bed.")
    assert found["description"].endswith("…")
    assert len(found["description"]) <= sharing.LONGEST + 1
    assert found["og:url"] == found["link canonical"] == f"{ADDRESS}subjects/quiet/c/gh-1/"
    assert found["og:image"] == f"{ADDRESS}subjects/quiet/picture.png"
    assert found["twitter:card"] == "summary_large_image"
    assert found["og:site_name"] == "Laws"


def test_a_list_says_what_its_subject_is(tmp_path):
    found = metas(printed(tmp_path / "site", Case().add("gh-1", title="A"), "subjects/quiet/all"))
    assert found["description"] == found["og:description"]
    assert found["description"].startswith("Quiet nights: what people said")


def test_without_an_address_no_page_claims_one(tmp_path):
    found = metas(printed(tmp_path / "site", Case().add("gh-1", title="A", body="B."), "subjects/quiet/c/gh-1"))
    assert found["twitter:card"] == "summary"
    assert not {"og:url", "og:image", "link canonical"} & found.keys()


@pytest.mark.parametrize("how", [{"hidden": "3"}, {"erased": True}])
def test_nothing_of_a_removed_text_is_passed_on(tmp_path, how):
    case = Case().add("gh-1", title="SECRET", body="SECRET words", **how)
    html = printed(tmp_path / "site", case, "subjects/quiet/c/gh-1")
    assert "SECRET" not in html
    assert metas(html)["description"].startswith("Quiet nights: what people said")


def test_a_contribution_is_marked_for_machines_without_its_author_and_without_a_figure(tmp_path):
    votes = {Stance.FOR: 612, Stance.MIXED: 140, Stance.AGAINST: 231}
    case = Case().add("gh-1", title="A", body="B.", name="Bettina Orme", votes=votes, sent_at="2027-03-01T10:00:00Z")
    tree = html5lib.parse(printed(tmp_path / "site", case, "subjects/quiet/c/gh-1"), namespaceHTMLElements=False)
    (thing,) = [node for node in tree.iter() if node.get("itemtype") == "https://schema.org/DiscussionForumPosting"]
    props = {node.get("itemprop"): node for node in thing.iter() if node.get("itemprop")}
    assert props["headline"].text == "A"
    assert "B." in "".join(props["text"].itertext())
    assert props["datePublished"].get("content") == "2027-03-01T10:00:00Z"
    assert "author" not in props
    head, _, _ = (tmp_path / "site/subjects/quiet/c/gh-1/index.html").read_text("utf-8").partition("</head>")
    assert not re.search(r"612|140|231|983", head)  # a vote would change the head of every page that shows it


def test_a_language_that_is_added_is_offered_on_every_page(tmp_path):
    case = Case().add("gh-1", title="A", body="B.")
    case.printed(tmp_path / "site", tmp_path / "states")
    case.settings = replace(SETTINGS, languages=("en", "fr"), editions=("en", "fr"))
    case.printed(tmp_path / "site", tmp_path / "states")
    assert 'hreflang="fr"' in (tmp_path / "site/subjects/quiet/c/gh-1/index.html").read_text("utf-8")


def test_a_change_of_the_address_is_seen_by_every_page(tmp_path):
    case = Case(settings=replace(SETTINGS, address=ADDRESS)).add("gh-1", title="A", body="B.")
    case.printed(tmp_path / "site", tmp_path / "states")
    case.settings = replace(SETTINGS, address="https://elsewhere.example/")
    case.printed(tmp_path / "site", tmp_path / "states")
    found = metas((tmp_path / "site/subjects/quiet/c/gh-1/index.html").read_text("utf-8"))
    assert found["link canonical"] == "https://elsewhere.example/subjects/quiet/c/gh-1/"


def test_the_site_and_a_bill_are_marked_and_nothing_else():
    page = '<main><article class="md-content__inner md-typeset" lang="fr"><h1 id="a">T</h1></article></main>'
    site = replace(SETTINGS, address=ADDRESS, title="A & B")
    home = sharing.marked(page, "", site)
    assert 'lang="fr" itemscope itemtype="https://schema.org/WebSite"' in home
    assert f'<meta itemprop="name" content="A &amp; B"><meta itemprop="url" content="{ADDRESS}"><h1' in home
    for address in ("subjects/x/bill/", "subjects/x/bill/versions/01-first/"):
        assert 'itemtype="https://schema.org/Legislation"><h1 itemprop="name"' in sharing.marked(page, address, site)
    assert sharing.marked(page, "subjects/x/", site) == page


def test_a_lean_page_is_light_without_citizens_words(tmp_path):
    case = Case(settings=replace(SETTINGS, address=ADDRESS)).add("gh-1", Kind.SOLUTION, votes={Stance.FOR: 9})
    html = printed(tmp_path / "site", case, "subjects/quiet/c/gh-1")
    assert len(gzip.compress(html.encode(), mtime=0)) <= 4096


# --- the picture ------------------------------------------------------------------------------------------------------


def chunks(data: bytes) -> dict[bytes, bytes]:
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    at, found = 8, {}
    while at < len(data):
        (size,), name = struct.unpack(">I", data[at : at + 4]), data[at + 4 : at + 8]
        found[name] = data[at + 8 : at + 8 + size]
        assert struct.unpack(">I", data[at + 8 + size : at + 12 + size])[0] == zlib.crc32(name + found[name])
        at += 12 + size
    return found


def test_the_picture_is_a_png_of_the_size_that_others_show_and_is_light():
    data = picture.picture("quiet-nights")
    parts = chunks(data)
    assert struct.unpack(">II", parts[b"IHDR"][:8]) == (1200, 630)
    raw = zlib.decompress(parts[b"IDAT"])
    assert len(raw) == 630 * (1 + 600)
    assert {raw[row * 601] for row in range(630)} == {2}
    assert len(data) < 30_000
    assert b"IEND" in parts


def test_each_name_has_its_own_picture_and_always_the_same():
    names = ["quiet-nights", "quiet-nights-2", "", "Été", "x" * 300]
    drawn = [picture.picture(name) for name in names]
    assert len(set(drawn)) == len(names)
    assert drawn == [picture.picture(name) for name in names]


def test_its_colours_are_those_of_the_style_sheets():
    tokens = (STYLES / "tokens.css").read_text() + (STYLES / "mark.svg").read_text()
    assert [colour for colour in picture.PALETTE if f"#{colour}" not in tokens] == []


@settings(deadline=None)
@given(st.binary(max_size=3000) | st.lists(st.tuples(st.integers(0, 255), st.integers(1, 900)), max_size=20))
def test_what_is_packed_is_unpacked_by_anybody(data):
    raw = data if isinstance(data, bytes) else b"".join(bytes([byte]) * many for byte, many in data)
    assert zlib.decompress(picture._deflated(raw), wbits=-15) == raw
