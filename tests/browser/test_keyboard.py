"""Every action of every kind of page is reached and done with the keyboard alone, and one sees where one is."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from browser.harness.kinds import looked_at_now, one_of_each
from browser.harness.server import serving
from browser.harness.watching import watching
from journeys.steps import Desk

pytestmark = pytest.mark.slow

# What a reader can act on, in the order of the page; what a closed <details> hides waits until it is opened.
ACTIONS = """
() => {
  const kinds = 'a[href], summary, button, input, select, textarea, video[controls], [tabindex="0"]';
  return [...document.querySelectorAll(kinds)].filter(one => one.checkVisibility()).map((one, place) => {
    one.dataset.place = place;
    return one.outerHTML.slice(0, 120);
  });
}
"""
STOP = """
() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const box = one.getBoundingClientRect(), style = getComputedStyle(one);
  return {
    place: Number(one.dataset.place ?? -1),
    outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
    seen: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight,
    what: one.outerHTML.slice(0, 120),
  };
}
"""


def stops(page: Page, most: int) -> list[dict[str, Any]]:
    """Where the focus is after each press of Tab, from the top of the page until it leaves it."""
    found: list[dict[str, Any]] = []
    for _ in range(most + 1):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or (found and stop["place"] == found[0]["place"]):
            break  # it left the page, or begins again
        found.append(stop)
    return found


@pytest.mark.parametrize(
    ("width", "every"),
    [(390, 2), pytest.param(390, 1, marks=pytest.mark.long), pytest.param(1280, 1, marks=pytest.mark.long)],
)
def test_every_action_is_reached_in_order_and_seen(browser: Browser, demonstration: Desk, width: int, every: int):
    kinds = [path for kind, path in looked_at_now(demonstration.site).items() if "least" not in kind][::every]
    assert len(kinds) > 5
    faults = []
    with serving(demonstration.site) as served:
        context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
        page = context.new_page()
        for path in kinds:
            page.goto(served.address + path)
            actions = page.evaluate(ACTIONS)
            found = stops(page, len(actions))
            missed = set(range(len(actions))) - {stop["place"] for stop in found}
            faults += [f"/{path}: not reached: {actions[place]}" for place in sorted(missed)]
            if [stop["place"] for stop in found] != sorted(stop["place"] for stop in found):
                faults.append(f"/{path}: the order of Tab is not that of the page")
            faults += [f"/{path}: not seen: {stop['what']}" for stop in found if not stop["seen"]]
            faults += [
                f"/{path}: outline of {stop['outline']} px: {stop['what']}" for stop in found if stop["outline"] < 3
            ]
        context.close()
    assert not faults, "\n".join(faults[:40])


def test_from_the_skip_link_it_is_a_few_steps_to_the_main_act(browser: Browser, demonstration: Desk):
    # The first link of this kind that is met after the skip link; how many presses of Tab may lie between.
    acts = {
        "": ("main a.btn, main h3 a", 8),
        "subjects/*/": (".now a", 60),
        "subjects/*/c/*/": ("main a", 6),
        "subjects/*/all/": (".list a", 12),
        "subjects/*/bill/": (".art a", 8),  # before the text: what changed in it, and its film
    }
    kinds = one_of_each(demonstration.site)
    with watching(browser, demonstration.site) as watch:
        for kind, (act, most) in acts.items():
            page = watch.visit(kinds[kind])
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            for _ in range(most):
                page.keyboard.press("Tab")
                if page.evaluate("act => document.activeElement.matches(act)", act):
                    break
            else:
                pytest.fail(f"/{kinds[kind]}: {act} is not met within {most} steps")
            before, leads = page.url, page.evaluate("document.activeElement.href")
            page.keyboard.press("Enter")
            if re.match(re.escape(watch.served.address), leads) and leads.split("#")[0] != before.split("#")[0]:
                page.wait_for_url(leads)


def test_what_is_folded_opens_and_closes_by_keyboard(browser: Browser, demonstration: Desk):
    folded = [
        str(file.relative_to(demonstration.site).parent) + "/"
        for file in sorted(demonstration.site.rglob("index.html"))
        if b"<details" in file.read_bytes()
    ]
    assert folded, "the demonstration folds nothing any more: this test looks at nothing"
    with watching(browser, demonstration.site) as watch:
        page = watch.visit(folded[0])
        page.locator("summary").first.focus()
        for key, is_open in (("Enter", True), ("Space", False)):
            page.keyboard.press(key)
            assert page.evaluate("document.activeElement.parentElement.open") is is_open


def test_a_wide_table_is_scrolled_by_keyboard(browser: Browser, demonstration: Desk):
    with watching(browser, demonstration.site, width=320) as watch:
        page = watch.visit("data/")
        page.locator("summary").last.focus()
        page.keyboard.press("Enter")  # the list of columns is folded
        wide = page.locator(".scroll[tabindex='0']").filter(has=page.locator("table")).last
        assert wide.evaluate("one => one.scrollWidth > one.clientWidth")
        wide.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("one => one.scrollLeft > 0", arg=wide.element_handle())
        assert wide.get_attribute("aria-label")
