"""One masthead and one footer for all pages, lean or typeset, with relative links at every depth."""

from __future__ import annotations

import html
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from lawloom.press.html import shell, words
from lawloom.press.html.shell import Printery
from press.builders import SETTINGS

EN = words.load("en", "UTC")


def lean(printery: Printery, body: str, *, title: str = "T", root: str = "") -> str:
    """A lean page as it is read again from its file."""
    return printery.page(title, [body], EN, root=root).decode()


def test_the_same_masthead_stands_in_lean_pages_and_in_slots():
    printery = Printery(SETTINGS)
    page = lean(printery, printery.render("crumbs.html", EN, root="../", up="", subject="S", named=""), root="../")
    assert str(printery.masthead(EN, root="../")) in page
    assert str(printery.footer(EN, root="../")) in page


@pytest.mark.parametrize("root", ["", "../", "../../../../"])
def test_every_link_of_the_shell_is_relative(root):
    printery = Printery(SETTINGS)
    for href in re.findall(r'(?:href|src)="([^"]+)"', lean(printery, printery.footer(EN, root=root), root=root)):
        assert href.startswith("#") or href == "./" or not re.match(r"/|[a-z]+:", href), href
        assert href == "./" or href.startswith((root, "#"))


def test_the_current_entry_is_marked_and_only_that():
    printery = Printery(SETTINGS)
    head = str(printery.masthead(EN, root="../", current="data", exact=True))
    assert head.count("aria-current") == 1
    assert '<a href="../data/" aria-current="page">' in head
    assert 'aria-current="true"' in printery.masthead(EN, root="../", current="subjects")


def test_title_subtitle_and_notice_are_shown_as_typed():
    printery = Printery(replace(SETTINGS, title="<b>T</b>", subtitle="{{ 7*7 }}", notice="A & B"))
    page = lean(printery, printery.footer(EN, root=""), title="<i>x</i>")
    assert "<title>&lt;i&gt;x&lt;/i&gt; · &lt;b&gt;T&lt;/b&gt;</title>" in page
    assert "{{ 7*7 }}" in page
    assert "A &amp; B" in page


def test_a_page_says_to_searchers_what_it_is_about_as_typed():
    page = Printery(SETTINGS).page("T", [""], EN, root="", about='Ana\'s "field" & {{ 7*7 }} <b>').decode()
    told = re.search(r'<meta name="description" property="og:description" content="([^"]*)">', page)
    assert told
    assert html.unescape(told[1]) == 'Ana\'s "field" & {{ 7*7 }} <b>'
    assert "<b>" not in told[0]


def test_a_lean_page_forbids_everything_but_our_style_and_pictures():
    page = lean(Printery(SETTINGS), Printery(SETTINGS).footer(EN, root=""))
    policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', page)
    assert policy
    assert policy[1] == (
        "default-src 'none';style-src 'self';img-src 'self' data:;connect-src 'self';base-uri 'none';form-action 'none'"
    )
    assert page.index("Content-Security-Policy") < page.index("<link")
    assert '<meta name="referrer" content="no-referrer">' in page


def test_the_parts_of_a_body_stand_one_after_another_whatever_their_script():
    page = Printery(SETTINGS).page("夜行", ["<p>Nacht › ", "été", "</p>"], EN, root="")
    assert "<title>夜行 · " in page.decode()
    assert "<p>Nacht › été</p>" in page.decode()


def test_the_shell_does_not_grow_with_the_site():
    printery = Printery(SETTINGS)
    sizes = {len(lean(printery, printery.footer(EN, root="../"), root="../")) for _ in range(3)}
    assert len(sizes) == 1
    assert not re.search(r"\d{2,}", re.sub(r'(width|height)="\d+"', "", str(printery.masthead(EN, root="../"))))


def test_compiled_templates_stand_beside_other_compiled_python_and_one_language_does_not_take_the_others():
    french = words.load("fr", "UTC")
    for _ in range(2):
        assert "Rules" in Printery(SETTINGS).footer(EN, root="../")
        assert "Règles" in Printery(SETTINGS).footer(french, root="../")
    kept = Printery(SETTINGS).environment.bytecode_cache
    assert kept is None or Path(kept.directory).name in ("__pycache__", "templates")


def test_no_template_is_kept_where_python_was_told_to_keep_nothing(monkeypatch, tmp_path):
    monkeypatch.setattr(shell, "_compiled", lambda: tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert Printery(SETTINGS).footer(EN, root="../")
    assert not list(tmp_path.iterdir())
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert Printery(SETTINGS).footer(EN, root="../")
    assert [path.suffix for path in tmp_path.iterdir()] == [".pyc"]
