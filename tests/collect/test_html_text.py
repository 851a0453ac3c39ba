"""HTML bodies become Markdown that reads the same when it is rendered."""

import html
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from examples import examples
from lawloom.collect.html_text import DEEPEST, looks_like_html, to_markdown
from patience import patience

RENDER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>One.</p>\r\n\r\n<p>Two.</p>", "One.\n\nTwo."),
        ("one<br />two<br><br>three", "one\\\ntwo\n\nthree"),
        ("<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul><p>d</p>", "- a\n- b\n  1. c\n\nd"),
        ("<ol start=3><li><p>a</p><p>b</p></li><li>c</li></ol>", "3. a\n\n   b\n4. c"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<h1>A <em>b</em></h1><p>c</p>", "### A _b_\n\nc"),
        ("a <strong> b </strong>c", "a **b** c"),
        ('<a href="https://e.example/a (b)">c [d]</a>', "[c \\[d\\]](https://e.example/a%20%28b%29)"),
        ("a&nbsp;&eacute;&amp;&lt;b &lt; 3", "a\u00a0é&\\<b < 3"),
        ("<table><tr><th>A</th><th>B</th></tr><tr><td>1|2</td></tr></table>", "| A | B |\n| --- | --- |\n| 1\\|2 |  |"),
        ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
    ],
)
def test_a_body_keeps_its_structure(source, expected):
    assert to_markdown(source) == expected


def test_scripts_and_styles_go_with_what_they_hold():
    assert to_markdown("a<script>if (x < 1) alert('</b>')</script><style>p{}</style>b<!-- c -->") == "ab"


def test_an_image_becomes_a_link_named_by_its_description():
    assert to_markdown('<img src="https://e.example/m.png" alt="a map">') == "[a map](https://e.example/m.png)"
    assert (
        to_markdown('<a href="https://e.example/"><img src="x.png" alt="a map"></a>') == "[a map](https://e.example/)"
    )


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "/inside", "jav\tascript:x", "//e.example"]
)
def test_an_address_that_is_not_on_the_web_leaves_its_words(address):
    assert to_markdown(f'<a href="{address}">words</a>') == "words"


def test_tags_that_are_open_at_the_end_are_closed():
    assert to_markdown("<p>a <b>b <i>c") == "a **b _c_**"


def test_words_are_told_from_html():
    assert looks_like_html("<p>a</p>")
    assert looks_like_html("a<br/>b")
    assert not looks_like_html("2 < 3, and <nobody> says <3 & that")


words = st.text(alphabet="ab1é.!-+#>*_`[]()<&;~|\\=: \n\u00a0“", max_size=12)
names = ["b", "i", "em", "strong", "code", "p", "li", "ul", "ol", "blockquote", "h2", "div", "a", "table", "tr", "td"]
tags = st.sampled_from([*names, *(f"/{name}" for name in names), "br", "hr", "span"])


def visible(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.slow
@settings(max_examples=examples(300), suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(words.map(lambda text: (html.escape(text), text)) | tags.map(lambda tag: (f"<{tag}>", "")), max_size=14)
)
def test_the_rendered_text_reads_as_the_html_did(pieces):
    source = "".join(written for written, _ in pieces)
    rendered = RENDER.render(to_markdown(source))
    shown = html.unescape(re.sub(r"<[^>]*>", "", rendered))
    assert visible(shown) == visible("".join(text for _, text in pieces)), to_markdown(source)


@settings(max_examples=examples(300))
@given(st.text(max_size=300) | st.lists(words | tags.map(lambda tag: f"<{tag} "), max_size=30).map("".join))
def test_no_text_whatever_makes_it_fail(source):
    assert isinstance(to_markdown(source), str)


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "<",
        "<!--",
        "<!",
        "<a ",
        "<a href='",
        "<b>",
        "<ul><li>",
        "<blockquote>",
        "<table>",
        "</p>",
        "&#9",
        "<script>",
        "**",
        "[",
        "<td>x",
        "<br>",
    ],
)
def test_time_grows_with_the_text_and_not_faster(unit):
    with patience():
        to_markdown(unit * (200_000 // len(unit)))


def test_nesting_is_bounded():
    deep = to_markdown("<blockquote>" * 1000 + "a")
    assert deep == "> " * DEEPEST + "a"
    assert to_markdown("<ul><li>" * 1000 + "a").count("  ") <= DEEPEST


def test_a_number_of_ten_thousand_digits_is_no_letter():
    assert to_markdown("&#" + "9" * 10_000 + ";") == "\ufffd"
