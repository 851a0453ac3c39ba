"""What machines read first."""

from __future__ import annotations

from xml.etree import ElementTree

from lawloom.press.site import sitemap as maps

NAMES = [
    "index.html",
    "about/index.html",
    "subjects/lamps/c/gh-1/index.html",
    "404.html",
    "assets/lean.css",
    "feed.xml",
]
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_every_page_is_listed_by_its_whole_address_and_nothing_else():
    ((name, data),) = maps.sitemap(NAMES, "https://laws.example/2027")
    found = [node.text for node in ElementTree.fromstring(data).iter(f"{SPACE}loc")]
    assert name == "sitemap.xml"
    assert found == [
        "https://laws.example/2027/",
        "https://laws.example/2027/about/",
        "https://laws.example/2027/subjects/lamps/c/gh-1/",
    ]


def test_without_an_address_nothing_is_listed_and_the_reason_is_given():
    ((_, data),) = maps.sitemap(NAMES, "")
    assert list(ElementTree.fromstring(data)) == []
    assert b"consultation.yml" in data


def test_a_great_site_has_several_maps(monkeypatch):
    monkeypatch.setattr(maps, "LARGEST", 2)
    files = dict(maps.sitemap(NAMES, "https://laws.example"))
    assert sorted(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    listed = [node.text for node in ElementTree.fromstring(files["sitemap.xml"]).iter(f"{SPACE}loc")]
    assert listed == ["https://laws.example/sitemap-1.xml", "https://laws.example/sitemap-2.xml"]


def test_machines_may_read_everything_and_find_the_map():
    assert maps.robots("https://laws.example/").decode().splitlines()[-1] == "Sitemap: https://laws.example/sitemap.xml"
    assert b"Sitemap" not in maps.robots("")
    assert b"Disallow" not in maps.robots("")
