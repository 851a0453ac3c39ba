"""Citizens' text: whatever they typed, a page shows their words and nothing of theirs runs, loads or dresses up."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from lawloom.press.html import untrusted
from lawloom.press.html.address import checked
from lawloom.press.html.markdown import ATTRIBUTES, TAGS, rendered
from lawloom.press.html.sandbox import SECONDS, Sandbox

CORPORA = ("xss", "markdown", "naughty-strings", "template-injection", "complexity")
ALLOWED = {tag: set(ATTRIBUTES.get(tag, ())) for tag in TAGS}
ALLOWED["a"] |= {"rel"}


@pytest.fixture(scope="module")
def worker() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


def shown(text: str, worker: Sandbox) -> str:
    return str(untrusted.said([text], worker)[0].html)


def attacks(real_data: Path) -> list[str]:
    found = []
    for corpus in CORPORA:
        for line in (real_data / "attacks" / f"{corpus}.jsonl").read_text("utf-8").splitlines():
            item = json.loads(line)
            found.append(item["data"] if "data" in item else item["unit"] * item["repeat"])
    return found


def strays(html: str) -> list[str]:
    """Every tag, attribute and address of the parsed HTML that the list does not allow."""
    found = []
    for element in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
        tag = element.tag
        if tag in ("DOCUMENT_FRAGMENT", "tbody"):  # a parser adds tbody by itself
            continue
        if tag not in ALLOWED:
            found.append(str(tag))
            continue
        for name, value in element.attrib.items():
            if name not in ALLOWED[tag]:
                found.append(f"{tag} {name}")
            elif (name == "href" and not value.startswith(("https://", "http://", "mailto:"))) or (
                name == "rel" and value != "nofollow ugc noopener noreferrer"
            ):
                found.append(value)
    return found


@pytest.mark.slow
def test_no_hostile_text_leaves_a_tag_or_an_attribute_off_the_list(real_data, worker):
    texts = attacks(real_data)
    for text, said in zip(texts, untrusted.said(texts, worker), strict=True):
        assert not strays(str(said.html)), (text[:80], strays(str(said.html)))


def test_no_hostile_title_name_or_link_leaves_one_either(real_data):
    for text in attacks(real_data):
        assert not strays(str(untrusted.plain(text)))
        assert "<" not in str(untrusted.plain(text, 80))
        assert not strays(str(untrusted.link(text, text)))
        assert not strays(str(untrusted.link("https://example.org/", text)))
        assert not strays(str(untrusted.link(text, "words")))


def test_template_syntax_appears_as_typed(real_data, worker):
    for line in (real_data / "attacks" / "template-injection.jsonl").read_text("utf-8").splitlines():
        text = json.loads(line)["data"]
        words = "".join(html5lib.parseFragment(shown(text, worker)).itertext())
        typed = "".join(html5lib.parseFragment("".join(rendered(text))).itertext())
        assert words.split() == typed.split()
        assert "{{" not in text or "{{" in words


# Signs that Markdown gives a meaning to stand among plain ones, so that both roads are met.
SIGNS = [
    *"ab1 2.):-+#>=|~!\"'&;<[](){}@/\\*_`é\xa0\u202f\u2003\u3000?,0٣",
    "\n",
    "\n\n",
    "\n",
    "   ",
    "\t",
    "- ",
    "1. ",
]
TYPED = st.lists(st.sampled_from([*SIGNS, "some words ", "Le R&D", "&amp", "---", "===", "|-", "e\u0301"]), max_size=25)


@settings(max_examples=examples(1500))
@given(TYPED.map("".join) | st.text(max_size=60))
def test_the_quick_road_gives_exactly_what_the_full_one_gives(text):
    clean, _ = untrusted.normal(text)
    quick = untrusted.quick(clean)
    if quick is not None:
        assert quick == rendered(clean)


@settings(max_examples=examples(500))
@given(TYPED.map("".join) | st.text(max_size=60))
def test_whatever_is_typed_only_listed_tags_come_out(text):
    clean, _ = untrusted.normal(text)
    assert not strays(rendered(clean))
    assert not strays(str(untrusted.as_typed(clean)))
    assert not strays(str(untrusted.link(text, text)))


@pytest.mark.parametrize(
    "text",
    [
        "Two plain sentences. With 1,5 % of figures (and brackets [...]) & an ampersand; 3 < 4.",
        "First paragraph,\nsecond line.\n\nSecond paragraph – with “quotes” and l’apostrophe.\n\n\nThird.",
        "  A line that begins with two spaces\n and another.  \n",
    ],
)
def test_most_real_texts_take_the_quick_road(text):
    assert untrusted.quick(untrusted.normal(text)[0]) == rendered(untrusted.normal(text)[0])


def test_the_real_bodies_of_a_french_bill_mostly_take_the_quick_road(real_data):
    import gzip

    with gzip.open(real_data / "republique-numerique" / "opinions.jsonl.gz", "rt", encoding="utf-8") as lines:
        bodies = [argument["body"] for line in lines for argument in json.loads(line)["arguments"]]
    quick = sum(untrusted.quick(untrusted.normal(body)[0]) is not None for body in bodies)
    assert quick / len(bodies) > 0.9


def test_a_heading_of_a_citizen_is_never_one_of_the_page(worker):
    html = shown("# One\n\n## Two\n\n###### Six\n\nTitle\n===", worker)
    assert "<h3>One</h3>" in html
    assert "<h4>Two</h4>" in html
    assert "<h3>Title</h3>" in html
    assert "<h1" not in html
    assert "<h2" not in html


def test_headings_of_a_citizen_skip_no_level(worker):
    html = shown("###### a\n\n## b\n\n##### c\n\n# d\n\n## e\n\n### f\n\n#### g\n\n##### h", worker)
    assert re.findall(r"<(h\d)>(\w)</\1>", html) == [
        ("h3", "a"), ("h3", "b"), ("h4", "c"), ("h3", "d"), ("h4", "e"), ("h5", "f"), ("h6", "g"), ("h6", "h"),
    ]  # fmt: skip


def test_a_column_without_a_head_has_a_cell_there(worker):
    html = shown("| | share |\n| --- | --- |\n| one | 25 % |", worker)
    assert '<td></td>\n<th scope="col">share</th>' in html


def test_a_picture_becomes_a_link_that_shows_its_host(worker):
    html = shown("![a cat](https://tracker.example/cat.png)", worker)
    assert "<img" not in html
    assert '<a href="https://tracker.example/cat.png" rel=' in html
    assert ">a cat</a> (tracker.example)" in html


def test_words_that_hide_where_a_link_leads_are_followed_by_the_host(worker):
    assert "</a> (evil.example)" in shown("[https://good.example](https://evil.example/x)", worker)
    assert "</a> (evil.example)" in shown("[evil.example.good.org](https://evil.example)", worker)
    assert "</a> (xn--bcher-kva.example)" in shown("[Bücher](https://bücher.example/)", worker)
    assert "</a>." in shown("See https://good.example/page.", worker)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "https:evil.example",
        "//evil.example",
        "/relative",
        "https://user:pass@evil.example/",
        "https:\\\\evil.example",
        "https://evil.example\u202egnp.exe",
        "data:text/html,x",
        "https://",
        "https://x:99999/",
        "",
        "mailto:nobody",
        "mailto:a@b@c",
    ],
)
def test_an_address_that_is_not_whole_and_open_is_no_link(url, worker):
    assert checked(url) is None
    assert "<a " not in str(untrusted.link(url, "words"))
    assert "<a " not in shown(f"[words](<{url}>)", worker)


def test_a_direction_mark_is_made_visible_and_a_control_is_dropped(worker):
    html = shown("abc\u202edef\x00\x07ghi\r\njkl\ud800", worker)
    assert html == "<p>abc⟨U+202E⟩defghi<br>\njkl\ufffd</p>"


def test_a_tower_of_marks_is_cut():
    text, _ = untrusted.normal("Z" + "\u0336" * 20_000)
    assert len(text) == 9


def test_a_text_over_the_limit_is_cut_and_says_so(worker):
    said = untrusted.said(["word " * 20_000], worker)[0]
    assert said.note == "cut"
    assert len(said.html) < 66_000


def test_more_markup_than_a_person_writes_is_shown_as_typed_with_a_note(worker):
    said = untrusted.said(["[a](b *c" * 5_000], worker)[0]
    assert said.note == "plain"
    assert str(said.html).startswith("<p>[a](b *c[a](b *c")


# What cost most in a hostile review: each is refused, or rendered in a fraction of the time a text is given.
COSTLY = {
    "brackets after an address": "http://a.b/" + ")" * 65_000,
    "brackets and points": "http://a.b/" + ".)" * 30_000,
    "a wide table": "|" + "a|" * 2_000 + "\n|" + "-|" * 2_000 + "\n" + "a\n" * 900,
    "a long table": "|" + "a|" * 50 + "\n|" + "-|" * 50 + "\n" + "a\n" * 900,
    "a table in a quotation": "> |" + "a|" * 50 + "\n> |" + "-|" * 50 + "\n" + "> a\n" * 900,
    "open brackets": "[" * 43_000,
    "lists in quotations": "> - > - a\n" * 1_000,
    "a little of everything": "- *a* _b_ [x](http://a.b/) http://e.f/ &amp; ~~u~~ `c`\n" * 230,
    "addresses": "http://a.b/ " * 2_000,
}


@pytest.mark.parametrize("text", COSTLY.values(), ids=list(COSTLY))
def test_the_costliest_text_within_bounds_takes_a_fraction_of_its_time(text):
    clean, _ = untrusted.normal(text)
    if untrusted.is_tangled(clean):
        return
    rendered("warm")
    spent = []
    for _ in range(3):
        began = time.process_time()
        rendered(clean)
        spent.append(time.process_time() - began)
    assert min(spent) < SECONDS / 3


def test_a_vast_table_is_shown_as_typed_and_an_honest_one_is_a_table(worker):
    vast, honest = COSTLY["a wide table"], "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 100
    assert [said.note for said in untrusted.said([vast, COSTLY["a long table"], honest], worker)] == ["plain"] * 2 + [
        ""
    ]
    assert shown(honest, worker).count("<td>") == 200


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("(see http://a.b/c).", "http://a.b/c"),
        ("http://a.b/c_(d)).).", "http://a.b/c_(d)"),
        ("[http://a.b/c(]", "http://a.b/c("),
        ("http://a.b/c)](}", "http://a.b/c)]("),
    ],
)
def test_signs_after_an_address_belong_to_the_sentence(typed, address):
    assert f">{address}</a>" in rendered(typed)


def test_an_address_of_more_letters_than_any_has_is_words():
    assert "<a" not in rendered("http://a.b/" + ")" * 2_000)


def test_front_matter_and_attribute_lists_are_words(worker):
    html = shown('---\ntemplate: evil.html\n---\n\n# T {onclick="x"}\n\n{: .md-button }', worker)
    assert "template: evil.html" in html
    assert not strays(html)


def test_an_excerpt_is_cut_at_a_word_and_holds_no_markup(worker):
    html = untrusted.said(["**Bold** words & a [link](https://example.org/long) that go on"], worker)[0].html
    assert untrusted.excerpt(html, 200) == "Bold words & a link (example.org) that go on"
    assert untrusted.excerpt(html, 16) == "Bold words & a…"


def test_words_of_a_link_that_is_none_keep_what_was_typed():
    assert str(untrusted.link("javascript:alert(1)", "A study")) == "A study (javascript:alert(1))"
    assert str(untrusted.link("not an address", "")) == "not an address"
