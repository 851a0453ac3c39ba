"""Slots: filled in one pass that never reads what it filled."""

from __future__ import annotations

from lawloom.press.typesetting.slots import fill, names

SLOT = '<div class="slot" data-slot="{}"></div>'


def test_every_slot_gets_what_belongs_in_it():
    html = f"<main>{SLOT.format('subjects')}<p>x</p>{SLOT.format('phases/a')}</main>"
    filled, problems = fill(html, lambda name: f"<b>{name}</b>", "/")
    assert filled == "<main><b>subjects</b><p>x</p><b>phases/a</b></main>"
    assert not problems


def test_what_fills_a_slot_is_not_read_again():
    hostile = SLOT.format("footer")
    filled, problems = fill(SLOT.format("subjects"), lambda name: hostile if name == "subjects" else "FILLED", "/")
    assert filled == hostile
    assert not problems


def test_backslashes_and_group_names_in_a_text_mean_nothing():
    assert fill(SLOT.format("a"), lambda _: r"\1 \g<0> $1", "/")[0] == r"\1 \g<0> $1"


def test_a_slot_nobody_knows_is_told_with_its_page_and_left_out():
    filled, problems = fill(f"<p>{SLOT.format('sbujects')}</p>", lambda _: None, "/about/")
    assert filled == "<p></p>"
    assert [(one.code, one.place.file, dict(one.values)) for one in problems] == [
        ("unknown-slot", "/about/", {"slot": "sbujects"})
    ]


def test_slots_are_found_as_each_engine_writes_them():
    html = '<div class="slot" data-slot="a"></div>\n<div  class="slot"\n data-slot="b" > </div>'
    assert names(html) == ["a", "b"]


def test_the_patterns_of_the_bars_are_put_in_once_before_the_first_bar():
    html = "".join(SLOT.format(name) for name in "abc")
    filled, _ = fill(
        html, lambda name: f"<i>{name}</i>" if name == "a" else f'<rect fill="url(#pm)" id="{name}"/>', "/"
    )
    assert filled.count('<pattern id="pm"') == 1
    assert filled.index("<i>a</i>") < filled.index('<pattern id="pm"') < filled.index('id="b"')
