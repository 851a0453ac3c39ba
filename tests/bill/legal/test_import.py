"""Akoma Ntoso as bill.md: back and forth without losing a word or an id; documents of others keep all their text."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace

import pytest
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bill.legal.bills import GENERATED, a_source
from bill.legal.schema import faults
from bill.legal.strangers import STRANGERS, document, generated
from examples import examples
from lawloom.bill.legal.akn import akoma_ntoso
from lawloom.bill.legal.akn_reading import Imported, bill_from
from lawloom.bill.legal.source import Source
from lawloom.content.bill_text import read_bill
from lawloom.content.markdown_file import split_front_matter
from lawloom.errors import ContentProblems
from lawloom.model.bill import Legal

# A document that fails is small enough to be read; making it smaller would take minutes.
FAST = (Phase.explicit, Phase.reuse, Phase.generate)


def imported(document: str | bytes) -> Imported:
    return bill_from(document if isinstance(document, bytes) else document.encode(), "bill.xml", language="en")


def source_of(text: str) -> Source:
    parts, problems = split_front_matter(text, "bill.md")
    assert problems == []
    assert parts
    source = a_source(parts.body, title=yaml.safe_load(parts.front)["title"])
    assert source, (read_bill(parts.body, "", 1).problems, text)
    return source


def ids(source: Source) -> list[list[str]]:
    return [[*article.own_ids(), *(one.id for one in article.within)] for article in source.articles]


def letters(document: str) -> str:
    return "".join(words(document)).replace("_", "")


def words(document: str) -> list[str]:
    """Every word of the law and of its statements, in order; what we add ourselves left out."""
    root = ET.fromstring(document)
    for meta in root.findall(".//{*}meta/.."):
        meta.remove(meta.find("{*}meta"))  # type: ignore[arg-type]
    return re.findall(r"\w+", " ".join(root.itertext()))


def test_a_rich_bill_comes_back_with_its_text_its_ids_and_its_front_matter() -> None:
    legal = Legal("fr", "https://d.example/eli/1", "https://d.example/eli/dl/1")
    source = a_source(legal=legal)
    assert source
    document = akoma_ntoso(source)
    back = imported(document)
    again = source_of(back.text)
    assert ids(again) == ids(source)
    assert [one.statement for one in again.articles] == [one.statement for one in source.articles]
    assert akoma_ntoso(replace(again, legal=legal)) == document
    for row in (
        "country: fr",
        "eli: https://d.example/eli/1",
        "version: second draft",
        "explanation: What we *chose*.",
    ):
        assert row in back.text.split("\n")
    assert back.strange == ()


@given(GENERATED)
@settings(max_examples=30, deadline=None, phases=FAST, derandomize=True)
def test_whatever_a_drafter_writes_comes_back(text: str) -> None:
    _comes_back(text)


@pytest.mark.slow
@given(GENERATED)
@settings(max_examples=examples(900), deadline=None, phases=FAST, derandomize=True)
def test_whatever_a_drafter_writes_comes_back_at_length(text: str) -> None:
    _comes_back(text)


def _comes_back(text: str) -> None:
    source = a_source(text)
    if source is None:
        return
    document = akoma_ntoso(source)
    back = imported(document)
    again = source_of(back.text)
    assert [article.id for article in again.articles] == [article.id for article in source.articles]
    assert {id for one in ids(source) for id in one} <= {id for one in ids(again) for id in one}
    second = akoma_ntoso(again)
    assert letters(second) == letters(document)


@pytest.mark.parametrize("name", list(STRANGERS))
def test_documents_of_others_keep_all_their_text_and_export_again(name: str) -> None:
    document = STRANGERS[name]
    assert faults(document) == []  # our samples are what they say they are
    _keeps_all(document)


def _keeps_all(document: str) -> None:
    back = imported(document)
    again = akoma_ntoso(source_of(back.text))
    assert faults(again) == []
    before, after = letters(document), letters(again)
    assert Counter(before) - Counter(after) == Counter()  # nothing is lost; a label may have come


@given(st.data())
@settings(max_examples=15, deadline=None, phases=FAST, derandomize=True)
def test_any_tree_of_a_stranger_keeps_its_text(data: st.DataObject) -> None:
    _keeps_all(generated(data.draw))


@pytest.mark.slow
@given(st.data())
@settings(max_examples=examples(200), deadline=None, phases=FAST, derandomize=True)
def test_any_tree_of_a_stranger_keeps_its_text_at_length(data: st.DataObject) -> None:
    _keeps_all(generated(data.draw))


def test_the_parts_of_an_act_become_articles_paragraphs_and_points() -> None:
    text = imported(STRANGERS["act of sections"]).text
    assert "# Part I. Preliminary" in text
    assert "## Section 1. Short title {#short-title}" in text
    assert "\n(1) In this Act w1" in text
    assert "\n(a) w2 first, or\n" in text
    assert "\n   (i) " in text or "\n(i) " in text
    articles = source_of(text).articles
    assert [one.number for one in articles[1].paragraphs] == ["(1)", "(2)"]


def test_of_a_collection_the_first_bill_is_read_and_the_rest_stands_behind_it() -> None:
    text = imported(STRANGERS["collection"]).text
    order = ["Hives are free.", "## Annex 1. Collected papers", "of a session", "Bees are free.", "Done in spring"]
    assert sorted(order, key=text.index) == order


def test_the_number_of_a_law_that_is_quoted_does_not_grow_into_its_heading() -> None:
    quoted = "<section><num>3A</num><heading>Bees</heading><content><p>Free.</p></content></section>"
    inside = f"<p>Insert: <mod><quotedStructure>{quoted}</quotedStructure></mod></p>"
    article = f'<article eId="a"><num>1</num><content>{inside}</content></article>'
    assert "\n3A Bees\nFree." in imported(document(f"<body>{article}</body>")).text


def test_a_section_above_articles_gets_no_id_that_nobody_gave() -> None:
    source = a_source("# Abschnitt 1. Allgemeines\n\n## § 1. Zweck {#zweck}\n\nSchutz.\n")
    assert source
    again = imported(akoma_ntoso(source)).text
    assert "# Abschnitt 1. Allgemeines\n" in again and "{#zweck}" in again


def test_what_has_no_place_is_told() -> None:
    back = imported(STRANGERS["everything else"])
    assert dict(back.strange).keys() >= {"mod", "quotedStructure"}
    assert "## Closing. Conclusions {#closing-conclusions}" in back.text


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE akomaNtoso [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><bill name="b"><body>&b;</body></bill>
</akomaNtoso>"""
OUTSIDE = b"""<!DOCTYPE akomaNtoso SYSTEM "file:///etc/passwd"><akomaNtoso/>"""


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (LAUGHS, "xml-with-doctype"),
        (OUTSIDE, "xml-with-doctype"),
        (b"<a>" * 200 + b"</a>" * 200, "xml-too-deep"),
        (b"<a>&nbsp;</a>", "xml-malformed"),
        (b"<a", "xml-malformed"),
        (b"", "xml-malformed"),
        (b'<?xml version="1.0" encoding="nonsense"?><a/>', "xml-malformed"),
        (b"<html/>", "not-akoma-ntoso"),
        (
            b'<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><bill/></akomaNtoso>',
            "akn-without-body",
        ),
        (document("<body/>").encode(), "akn-without-words"),
        (b"<akomaNtoso><bill><body><p>x</p></body></bill></akomaNtoso>", "not-akoma-ntoso"),
    ],
)
def test_hostile_and_foreign_xml_is_refused_by_name(data: bytes, code: str) -> None:
    with pytest.raises(ContentProblems) as refused:
        imported(data)
    assert [one.code for one in refused.value.problems] == [code]


def test_a_document_in_another_encoding_is_read() -> None:
    document = STRANGERS["act of sections"].replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    assert imported(document).text == imported(STRANGERS["act of sections"]).text


def test_rich_words_do_not_turn_into_structure() -> None:
    body = "<article eId='art_x'><num>1</num><heading># H {#y}</heading><paragraph><content>"
    for line in (
        "(1) x",
        "# x",
        "&gt; x",
        "- x",
        "1. x",
        "| x",
        "1° x",
        "I. - x",
        "x {#id}",
        "[!why]",
        "a) x",
        "§ 1 x",
        "```",
        "[^1]: x",
    ):
        body += f"<p>{line}</p>"
    body += "</content></paragraph></article>"
    document = _document(body)
    again = source_of(imported(document).text)
    assert len(again.articles) == 1
    assert list(again.articles[0].own_ids()) == [again.articles[0].id]
    assert not [point for one in again.articles[0].paragraphs for point in one.points()]
    assert words(akoma_ntoso(again)).count("x") >= 11


def _document(body: str) -> str:
    head = '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><bill name="bill"><meta/><body>'
    return f"{head}{body}</body></bill></akomaNtoso>"
