"""Is it already said? What is typed is compared in the browser, as the engine compares it, and goes nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.harness import axe
from browser.harness.server import Served, serving
from journeys import village
from journeys.steps import Desk
from lawloom.instance import Instance
from lawloom.press.desk.desk import desk_of
from lawloom.press.html.press import make_ready
from lawloom.press.publish import publish
from lawloom.synthesis import likeness
from press.instances import HOSTILE, an_edition, an_instance, opened, receive

pytestmark = pytest.mark.slow

AT = "subjects/lamps/said/"
LATER = "2027-03-19T07:00:00Z"
SITE = "default-src 'self' data:"
# Letters that are written in several ways, and words that stand in each other.
ODD = (
    "Straße STRASSE strasse ẞ", "ὈΔΥΣΣΕΎΣ οδυσσευς ΣΑΣ", "élèves ÉLÈVES E\u0301le\u0300ves", "ﬁn ﬁnal ½ x² №5 ４２",
    "مدرسة المَدْرَسَة في القرية", "שָׁלוֹם לכולם", "l’école de l'eau—où?", "snake_case CamelCase a1b2 2027 7",
    "x̂yz ñandú Ñandu", "Київ київ Київ", "constructor __proto__ toString hasOwn valueOf", "日本語の文章です 学校",
    "🚲🚲 vélo 🚲", "İstanbul istanbul", "", "   ", "the of and", "...", "DŽ ǆ Ǆ ŉ ſtreet",
)  # fmt: skip

WORDS = "lamp canal école Straße bench tree river library night noise bus stop bridge mill the of and ΣΑΣ"


def sentences(many: int) -> list[str]:
    """Texts of few words, so that many of them are alike; the same each time."""
    chance = Random(7)  # noqa: S311
    words = list(WORDS.split())
    words += [f"{chance.choice(words)}{chance.choice('abcdefgh')}" for _ in range(60)]
    return [" ".join(chance.choices(words, k=chance.randint(1, 60))) for _ in range(many)]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    instance = an_instance(tmp_path_factory.mktemp("said"))
    texts = [*sentences(150), *ODD]
    receive(
        instance,
        *(opened(f"gh-{n}", title=f"{text[:20]} {n}", body=text) for n, text in enumerate(texts, start=100)),
        opened("gh-90", title="Dim every second lamp after midnight", body="Nobody walks there at that hour."),
        opened("gh-91", title=f"{HOSTILE} zeppelin", body="<img src=x onerror=alert(2)> zeppelin moorings on roofs"),
        as_of=LATER,
    )
    publish.publish(an_edition(instance))
    return instance


@pytest.fixture
def served(house: Instance) -> Iterator[Served]:
    with serving(house.site, SITE) as served:
        yield served


@pytest.fixture
def page(served: Served, browser: Browser) -> Iterator[Page]:
    """The page, ready; nothing may be asked for elsewhere, and no fault may be told."""
    asked: list[str] = []
    faults: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    page.goto(served.address + AT)
    expect(page.locator("#q")).to_be_visible(timeout=20_000)
    yield page
    context.close()
    assert {urlsplit(one).netloc for one in asked} == {urlsplit(served.address).netloc}
    assert not [one for one in asked if "midnight" in one], "what is typed is in no address"
    assert faults == []


def test_a_copy_in_other_words_and_signs_comes_first_as_one_types(page: Page) -> None:
    page.locator("#q").press_sequentially("after MIDNIGHT, dim each second lamp!", delay=5)
    first = page.locator("#hits li").first
    expect(first.locator("a")).to_have_text("Dim every second lamp after midnight", timeout=20_000)
    expect(first).to_contain_text("Nobody walks there at that hour")
    expect(first.locator(".meta")).to_have_text("Solution · gh-90")
    assert re.fullmatch(r"(One contribution is|[2-5] contributions are) like it.*", page.locator("#told").inner_text())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the first of them, by keyboard alone
    expect(page.locator("h1")).to_contain_text("Dim every second lamp")


def test_the_browser_finds_what_the_engine_finds_in_the_same_order(page: Page, house: Instance) -> None:
    asked = [*sentences(190), *ODD, *(f"{one} {other}" for one, other in pairwise(ODD))]
    for text, theirs in zip(asked, page.evaluate("asked => asked.map(stems)", asked), strict=True):
        assert theirs == list(dict.fromkeys(likeness.stems_of(text, "en")))[: likeness.LONGEST_ASKED], text
    index = _index_of(house)
    assert len(index.keys) > 150
    theirs = page.evaluate("asked => Promise.all(asked.map(async one => (await similar(one)).places))", asked)
    ours = [[list(index.keys).index(hit.key) for hit in likeness.similar(index, text)] for text in asked]
    assert theirs == ours
    assert sum(map(bool, ours)) > 100


def _index_of(house: Instance) -> likeness.Index[str]:
    """The index that the engine makes of this subject, by address."""
    from lawloom.press.desk import texts
    from lawloom.press.html.sandbox import Sandbox
    from lawloom.press.search import said

    edition = an_edition(house)
    with Sandbox() as worker:
        press = make_ready(edition.consultation, worker)
        desk = desk_of(press, edition.subjects["lamps"], texts.Texts(house, "lamps"))
        return said.index_of(desk, list(said.found_here(desk)))[0]


def test_what_is_like_nothing_is_said_to_be_like_nothing_and_an_empty_field_says_nothing(page: Page) -> None:
    page.fill("#q", "Quarrying marble abroad")
    expect(page.locator("#told")).to_contain_text("Nothing like it was found", timeout=20_000)
    assert page.locator("#told").get_attribute("role") == "status"
    expect(page.locator("#hits li")).to_have_count(0)
    page.fill("#q", "")
    expect(page.locator("#told")).to_be_empty(timeout=20_000)


def test_what_people_typed_is_shown_as_they_typed_it_and_runs_nothing(page: Page) -> None:
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.fill("#q", "<b>zeppelin</b> moorings")
    hit = page.locator("#hits li").first
    expect(hit).to_contain_text(HOSTILE, timeout=20_000)
    assert page.locator("#hits :is(img, script, svg, b)").count() == 0
    assert dialogs == []


def test_axe_finds_nothing_wrong_with_what_was_found(page: Page) -> None:
    page.fill("#q", "dim every second lamp")
    expect(page.locator("#hits li").first).to_be_visible(timeout=20_000)
    page.evaluate(f"{axe.script()};0")
    found = [f"{view}: {one}" for view in axe.VIEWS for one in axe.looked_at(page, view)]
    assert not found, "\n".join(found)


def test_a_page_that_was_opened_before_the_site_changed_shows_what_stands_now(browser: Browser, tmp_path: Path) -> None:
    instance = an_instance(tmp_path)
    publish.publish(an_edition(instance))
    with serving(instance.site, SITE) as served:
        context = browser.new_context()
        page = context.new_page()
        page.goto(served.address + AT)
        expect(page.locator("#q")).to_be_visible(timeout=20_000)
        receive(instance, opened("gh-7", title="Owls need darkness", body="Barn owls hunt by ear."), as_of=LATER)
        publish.publish(an_edition(instance))
        page.fill("#q", "owls need the dark")
        expect(page.locator("#hits a").first).to_have_text("Owls need darkness", timeout=20_000)
        context.close()


def test_without_javascript_the_page_says_so_and_leads_to_the_lists(village_desk: Desk, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((village_desk.site / "subjects" / village.SUBJECT / "said/index.html").as_uri())
    expect(page.locator("#find")).to_be_hidden()
    expect(page.locator("noscript p")).to_contain_text("needs JavaScript")
    for name in ("all", "supported", "discussed"):
        expect(page.locator(f'main a[href="../{name}/"]')).to_be_visible()
    context.close()


def test_opened_from_a_disk_the_page_says_what_the_browser_refuses(village_desk: Desk, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((village_desk.site / "subjects" / village.SUBJECT / "said/index.html").as_uri())
    expect(page.locator("#refused")).to_contain_text("was opened from a disk", timeout=20_000)
    expect(page.locator("#find")).to_have_count(0)
    context.close()
