"""A link of an editorial page to a contribution without a page of its own leads to its place on another's page."""

from __future__ import annotations

import pytest

from browser.harness.links import broken_links
from lawloom import stages
from lawloom.press.desk import ways
from press.instances import FILES, an_instance, opened, receive

PAGE = "subjects/lamps/debate/"
DEBATE = (
    "---\ntitle: Stars\ndate: 2027-03-01\npanel:\n"
    "  - {name: Ada, way: chosen, reason: She began it., contribution: gh-2-a1}\n---\n"
    "[An argument](c/gh-2-a1/), [its answer](c/gh-3-a1/), [a solution](c/gh-2/).\n"
)
ABOUT = "---\ntitle: About us\n---\nSee [a source](../subjects/lamps/c/gh-2-s1/).\n"
ANSWER = opened("gh-3-a1", "2027-02-06T10:00:00Z", type="argument", side="against", on="gh-2-a1", body="Clouds.")


def test_only_links_to_contributions_are_named_each_once_and_as_slots():
    html = '<a href="../c/a-1/"></a><a href="../c/a-1/#x"></a><a href="../../dark/c/b/"></a><a href="../bill/"></a>'
    html += '<a href="https://c/x/c/a/"></a><a href="../../../c/b/"></a><a href="../c/a/2/"></a>'
    assert ways.named(html, PAGE) == ["way/lamps/a-1", "way/dark/b"]


@pytest.mark.parametrize(
    ("page", "link", "led"),
    [
        (PAGE, "../c/a/", "../c/b/2/#a"),
        (PAGE, "../c/a/#elsewhere", "../c/b/2/#a"),
        ("subjects/lamps/", "c/a/", "c/b/2/#a"),
        ("", "subjects/lamps/c/a/", "subjects/lamps/c/b/2/#a"),
        (PAGE, "../c/b/", "../c/b/"),
        (PAGE, "../../dark/c/a/", "../../dark/c/a/"),
    ],
)
def test_a_link_is_led_where_its_slot_says_and_others_stay(page, link, led):
    assert ways.led(f'<a href="{link}">', page, {"way/lamps/a": "c/b/2/#a"}) == f'<a href="{led}">'


@pytest.mark.slow
def test_every_link_of_a_site_that_names_arguments_and_sources_leads_somewhere(tmp_path):
    files = {**FILES, "content/subjects/lamps/debate.md": DEBATE, "content/pages/about.md": ABOUT}
    instance = an_instance(tmp_path, files)
    receive(instance, ANSWER)
    assert stages.build(instance).problems == []
    html = (instance.site / PAGE / "index.html").read_text("utf-8")
    assert html.count('href="../c/gh-2/#gh-2-a1"') == 2
    assert 'href="../c/gh-2/#gh-3-a1"' in html
    assert 'href="../c/gh-2/"' in html
    assert 'href="../subjects/lamps/c/gh-2/#gh-2-s1"' in (instance.site / "about/index.html").read_text("utf-8")
    assert [one for one in map(str, broken_links(instance.site)) if "/c/" in one] == []


@pytest.mark.slow
def test_a_link_written_before_its_contribution_came_leads_there_once_it_came(tmp_path):
    instance = an_instance(tmp_path, {**FILES, "content/subjects/lamps/debate.md": DEBATE})
    stages.build(instance)
    page = instance.site / PAGE / "index.html"
    assert "gh-3-a1" in page.read_text("utf-8")
    assert "#gh-3-a1" not in page.read_text("utf-8")
    receive(instance, ANSWER)
    stages.build(instance)
    assert 'href="../c/gh-2/#gh-3-a1"' in page.read_text("utf-8")
