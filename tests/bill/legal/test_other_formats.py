"""A bill as plain text, as HTML and as JSON-LD: every word, nothing that runs, the same bytes."""

from __future__ import annotations

import json
from dataclasses import replace

import html5lib
from hypothesis import given, settings

from bill.legal.bills import GENERATED, RICH, a_source
from examples import examples
from lawloom.bill.legal import html, json_ld, plain
from lawloom.bill.legal.source import Source
from lawloom.content.bill_text import read_bill
from lawloom.model.bill import Legal


def rich(**more: object) -> Source:
    source = a_source(RICH)
    assert source
    return replace(source, **more)  # type: ignore[arg-type]


def test_plain_text_has_numbers_points_notes_and_links_and_no_markup() -> None:
    text = plain.plain_text(rich(), "en")
    assert "Article 1. Words\n~~~~" in text
    assert "(1) An outlet is a place[1] where a sewer spills.\n" in text
    assert "        (ii) the court <https://court.example/a?b=c&d=%5Be%5D>.\n" in text
    assert "    [Why this article]\n    Because words matter.\n" in text
    assert "[1] Of any size.\n" in text
    assert "a | b\n" in text
    assert max(map(len, text.split("\n"))) <= 90
    assert text == plain.plain_text(rich(), "en")
    assert "**" not in text and "\x01" not in text


def test_html_is_whole_and_has_an_anchor_for_every_part() -> None:
    text = html.html(rich(language="ar"), "en")
    document = html5lib.HTMLParser(namespaceHTMLElements=False, strict=True).parse(text)
    assert document.get("dir") == "rtl"
    ids = {one.get("id") for one in document.iter() if one.get("id")}
    assert {"waters", "words", "outlet", "words.2", "to-the-town", "words.2.2.1", "fn-1"} <= ids
    assert not [one for one in document.iter() if one.tag in ("script", "img", "style", "sup/raw")]


@given(GENERATED)
@settings(max_examples=examples(60), deadline=None)
def test_whatever_a_drafter_writes_gives_text_and_html(text: str) -> None:
    source = a_source(text)
    if source is None:
        return
    law = "".join(article.text for article in read_bill(text, "", 1).articles)
    assert plain.plain_text(source, "en").count("word") >= law.count("word ")
    page = html.html(source, "en")
    assert page.count("word") >= law.count("word ")
    assert "<script" not in page and "javascript:" not in page


def test_json_ld_is_schema_org_legislation_and_cannot_end_its_element() -> None:
    source = rich(title="</script><b>", legal=Legal("fr", "https://d.example/eli/1", "https://d.example/eli/dl/1"))
    script = json_ld.as_script(source, "https://site.example/subjects/waters/bill/")
    assert script.startswith('<script type="application/ld+json">')
    assert script.count("<") == 2
    found = json.loads(script.removeprefix('<script type="application/ld+json">').removesuffix("</script>"))
    assert (found["@context"], found["@type"], found["name"]) == ("https://schema.org", "Legislation", "</script><b>")
    assert found["legislationIdentifier"] == ["https://d.example/eli/1", "https://d.example/eli/dl/1"]
    assert found["jurisdiction"]["name"] == "FR"
    assert [one["url"].partition("#")[2] for one in found["hasPart"]] == ["words", "money"]
    assert {one["encodingFormat"] for one in found["encoding"]} == {"application/akn+xml", "text/plain"}
