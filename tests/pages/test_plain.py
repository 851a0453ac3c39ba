"""Plain values: shown as typed in Markdown, HTML and front matter."""

from __future__ import annotations

import html

import markdown
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lawloom.pages.plain import clean, described, front_matter, plain

NASTY = "*a* _b_ `c` [d](e) <b>x</b> & \"q\" 'r' {.f} {{ g }} {% h %} ~~i~~ ^j^ | k \\ ## C#"


def test_a_title_full_of_signs_is_shown_as_typed():
    shown = markdown.markdown(f"# {plain(NASTY)}", extensions=["attr_list", "tables", "md_in_html", "footnotes"])
    assert shown.startswith("<h1>")
    assert html.unescape(shown.removeprefix("<h1>").removesuffix("</h1>")) == NASTY


def test_a_title_full_of_signs_stays_inside_an_attribute():
    assert html.unescape(f'<a title="{plain(NASTY)}">') == f'<a title="{NASTY}">'
    assert '"' not in plain(NASTY)


@given(st.text())
def test_a_front_matter_value_cannot_end_its_block(text):
    block = front_matter({"title": text})
    lines = block.split("\n")
    assert lines[0] == lines[-1] == "---"
    read = yaml.safe_load("\n".join(lines[1:-1]))
    assert (read or {}).get("title", "") == clean(text)


def test_hostile_front_matter_stays_text(real_data):
    import json

    for line in (real_data / "attacks" / "front-matter.jsonl").read_text("utf-8").splitlines():
        text = str(json.loads(line)["data"])
        read = yaml.safe_load(front_matter({"title": text}).strip("-\n"))
        assert set(read or {}) <= {"title"}


def test_signs_that_turn_the_line_around_are_taken_out():
    assert clean("a\u202eb\u2066c\x00d\ne") == "abc d e"


def test_a_description_is_cut_at_a_word():
    text = described("word " * 100)
    assert len(text) <= 200
    assert text.endswith("word…")


def test_a_no_break_space_is_kept_and_any_other_run_of_spaces_is_one():
    assert clean("Vous êtes\u00a0d’accord\u202f?  \t Oui") == "Vous êtes\u00a0d’accord\u202f? Oui"
