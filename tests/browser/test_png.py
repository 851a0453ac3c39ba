"""The picture of the README is packed: what it shows has to stay what the browser drew."""

from __future__ import annotations

from base64 import b64encode

from playwright.sync_api import Browser

from browser.harness.png import MARK, in_few_colours, read

STRIPES = "<body style='margin:0'>" + "".join(
    f"<div style='height:10px;background:{colour}'></div>" for colour in ("#5b2a61", "#f2dc9b", "#17566f", "#c8603a")
)


def test_a_picture_of_few_colours_is_packed_without_a_loss(browser: Browser):
    page = browser.new_page(viewport={"width": 90, "height": 40})
    page.set_content(STRIPES)
    packed, drawn = in_few_colours(page.screenshot()), page.screenshot()
    page.set_content(f"<body style='margin:0'><img src='data:image/png;base64,{b64encode(packed).decode()}'>")
    page.wait_for_function("document.images[0].complete")
    again = page.screenshot()
    page.close()
    assert read(again) == read(drawn)


def test_a_picture_of_many_colours_keeps_those_that_tell_most(browser: Browser):
    page = browser.new_page(viewport={"width": 300, "height": 40})
    page.set_content("<body style='margin:0;height:40px;background:linear-gradient(90deg,#000,#fff)'>")
    drawn = page.screenshot()
    page.close()
    packed = in_few_colours(drawn, 4)
    assert packed.startswith(MARK)
    assert len(packed) < len(drawn) / 2
