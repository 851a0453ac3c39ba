"""Texts of the consultation's own people, fitted into a page."""

from __future__ import annotations

import pytest

from lawloom.pages.prose import Desk, prose, starts_with_heading

SOURCE = "content/subjects/lamps/subject.md"
PAGES = frozenset({"", "rules/", "subjects/lamps/", "subjects/lamps/bill/", "subjects/lamps/essays/dark/"})
FILES = frozenset({"content/subjects/lamps/street.png", "content/pages/map.svg", "content/people.yml"})


def a_desk(page: str = "subjects/lamps/") -> Desk:
    return Desk(page, PAGES, FILES.__contains__)


def written(text: str, *, source: str = SOURCE, page: str = "subjects/lamps/", top: int = 2) -> str:
    return str(prose(text, source, a_desk(page), top=top))


def problems_of(text: str) -> list[str]:
    desk = a_desk()
    prose(text, SOURCE, desk)
    return [one.code for one in desk.problems]


def test_a_slot_that_an_author_types_is_no_slot():
    for typed in (
        '<div class="slot" data-slot="figures/lamps"></div>',
        "<DIV CLASS='slot' DATA-SLOT='x'></DIV>",
        "A paragraph {: .slot data-slot=x }",
        '```\n<div class="slot" data-slot="figures/lamps"></div>\n```',
    ):
        assert "data-slot" not in written(typed).lower()


def test_headings_move_under_those_of_the_page():
    assert written("# One\n\n## Two\n\n### Three", top=3) == "### One\n\n#### Two\n\n##### Three"
    assert written("### Three", top=2) == "## Three"


def test_no_level_of_headings_is_skipped():
    assert written("## a\n\n##### b\n\n#### c\n\n##### d\n\n## e") == "## a\n\n### b\n\n### c\n\n#### d\n\n## e"
    assert written("#### a\n\n## b\n\n### c") == "## a\n\n## b\n\n### c"


def test_underlined_headings_are_headings_and_rules_stay_rules():
    assert written("One\n===\n\ntext\n\nTwo\n---\n\n---\n\nend") == "## One\n\ntext\n\n### Two\n\n---\n\nend"
    assert written("- a\n---") == "- a\n---"


def test_what_stands_in_a_code_block_is_left_alone():
    block = "```\n# no heading\n[x](bill.md) <script>\n```"
    assert written(block) == block


def test_a_fence_that_nobody_closed_ends_with_its_text():
    assert written("```\ncode").rstrip().endswith("```")


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("bill.md", "bill/"),
        ("bill.md#open-data", "bill/#open-data"),
        ("../../pages/rules.md", "../../rules/"),
        ("essays/dark.md", "essays/dark/"),
        ("c/gh-12/", "c/gh-12/"),
        ("#who-pays", "#who-pays"),
        ("/rules/", "../../rules/"),
        ("https://example.org/a.md", "https://example.org/a.md"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("street.png", "street.png"),
    ],
)
def test_links_between_files_become_links_between_pages(link, expected):
    assert written(f"see [this]({link}) now") == f"see [this]({expected}) now"
    assert written(f"see [this][1]\n\n[1]: {link}") == f"see [this][1]\n\n[1]: {expected}"
    assert written(f'<a href="{link}">x</a>') == f'<a href="{expected}">x</a>'


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("<a href=/rules/>x</a>", '<a href="../../rules/">x</a>'),
        ("<a href=bill.md class=b>x</a>", '<a href="bill/" class=b>x</a>'),
        ("<img src=street.png alt=s>", '<img src="street.png" alt=s>'),
        ("<img src = street.png>", '<img src = "street.png">'),
    ],
)
def test_an_address_without_quotation_marks_is_looked_at_too(typed, expected):
    assert written(typed) == expected
    assert problems_of(typed) == []


def test_an_address_without_quotation_marks_that_leads_nowhere_or_out_is_told():
    assert problems_of("<a href=/nowhere>x</a>") == ["link-leads-nowhere"]
    assert problems_of("<a href=javascript:x()>x</a>") == ["link-of-another-scheme"]
    assert "javascript" not in written("<a href=javascript:x()>x</a>")


@pytest.mark.parametrize("typed", ['<img src="https://spy.example/1.png" alt="a">', "<img src=//spy.example/1.png>"])
def test_a_picture_element_from_elsewhere_becomes_a_link_too(typed):
    assert "<img" not in written(typed)
    assert 'spy.example/1.png">' in written(typed)
    assert problems_of(typed) == ["image-from-outside"]


def test_a_link_from_a_deeper_page_climbs_as_far_as_it_must():
    source, page = "content/subjects/lamps/essays/dark.md", "subjects/lamps/essays/dark/"
    assert written("[b](../bill.md)", source=source, page=page) == "[b](../../bill/)"
    assert written("![s](../street.png)", source=source, page=page) == "![s](../../street.png)"


def test_a_file_that_the_text_shows_is_published_with_it():
    desk = a_desk()
    prose("![street](street.png)", SOURCE, desk)
    assert desk.files == {"subjects/lamps/street.png": "content/subjects/lamps/street.png"}


@pytest.mark.parametrize("link", ["nowhere.md", "../../people.yml", "../../../consultation.yml", "missing.png", "c2/"])
def test_a_link_that_leads_nowhere_is_told_and_left(link):
    assert written(f"[x]({link})") == f"[x]({link})"
    assert problems_of(f"[x]({link})") == ["link-leads-nowhere"]


def test_a_picture_from_elsewhere_becomes_a_link_so_that_reading_asks_nobody():
    assert written("![a](https://spy.example/1.png)") == "[a](https://spy.example/1.png)"
    assert problems_of("![a](https://spy.example/1.png)") == ["image-from-outside"]


@pytest.mark.parametrize("tag", ["script", "style", "iframe", "form", "object", "base", "meta", "link", "input"])
def test_elements_that_are_no_plain_writing_are_shown_as_typed(tag):
    assert f"<{tag}" not in written(f"a <{tag} src=x>b</{tag}>").lower()
    assert "html-not-kept" in problems_of(f"a <{tag}>b</{tag}>")


def test_elements_of_plain_writing_stay():
    text = "<details><summary>More</summary>\n\nH<sub>2</sub>O, 5 < 6 & 7 > 3\n\n</details>"
    assert "<details><summary>More</summary>" in written(text)
    assert problems_of(text) == []


@pytest.mark.parametrize("text", ["a </div></section> b", "<div> a", "<div><p></div></p>"])
def test_elements_that_would_break_out_of_the_page_are_shown_as_typed(text):
    assert "<div" not in written(text)
    assert "</" not in written(text)
    assert problems_of(text) == ["html-unbalanced"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('<p style="color:red">x</p>', "inline-style"),
        ("<p class=a STYLE='x'>y</p>", "inline-style"),
        ('<a href="#" onclick="x()">y</a>', "inline-handler"),
        ('A line\n{: style="color:red" }', "inline-style"),
        ("# Title {onclick=x}", "inline-handler"),
    ],
)
def test_what_the_policy_would_silence_is_told_and_taken_away(text, code):
    import markdown

    assert problems_of(text) == [code]
    html = markdown.markdown(written(text), extensions=["attr_list", "md_in_html"]).lower()
    assert " style=" not in html
    assert " onclick=" not in html


def test_words_about_styles_are_left_alone():
    text = 'A style = a manner; see `style="x"` and on = off.'
    assert written(text) == text


def test_a_comment_that_swallows_the_page_is_taken_out_or_shown():
    assert written("a <!-- note --> b") == "a  b"
    assert written("a <!-- open") == "a &lt;!-- open"


def test_an_address_between_angle_brackets_stays_a_link():
    assert written("see <https://example.org/> or <a@b.example>") == "see <https://example.org/> or <a@b.example>"


def test_a_text_with_its_own_heading_is_known():
    assert starts_with_heading("\n## The problem\n\ntext")
    assert starts_with_heading("Title\n=====\n\ntext")
    assert not starts_with_heading("text\n\n## Later")
    assert not starts_with_heading("")


@pytest.mark.parametrize("target", ["javascript:alert(2)", "JavaScript&#58;x", "javascript\\:x", "data:text/html,x"])
@pytest.mark.parametrize("form", ["[x]({})", "![x]({})", "[x]: {}", '<a href="{}">x</a>'])
def test_an_address_of_another_scheme_is_lost_and_told(form, target):
    typed = form.format(target)
    assert "link-of-another-scheme" in problems_of(typed)
    assert target not in written(typed)
