"""A bill as Akoma Ntoso: valid whatever a drafter wrote, every word in it, names that hold from version to version."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import given, settings

from bill.legal.bills import GENERATED, RICH, a_source
from bill.legal.schema import faults
from examples import examples
from lawloom.bill.legal.akn import NAMESPACE, akoma_ntoso
from lawloom.content.bill_text import read_bill
from lawloom.model.bill import Legal

NS = {"a": NAMESPACE}


def root(text: str = RICH) -> ET.Element:
    source = a_source(text)
    assert source
    return ET.fromstring(akoma_ntoso(source))


def test_a_rich_bill_is_valid_and_the_same_bytes_twice() -> None:
    source = a_source()
    assert source
    document = akoma_ntoso(source)
    assert faults(document) == []
    assert akoma_ntoso(source) == document


@given(GENERATED)
@settings(max_examples=examples(60), deadline=None)
def test_whatever_a_drafter_writes_is_valid(text: str) -> None:
    if source := a_source(text):
        assert faults(akoma_ntoso(source)) == []


@pytest.mark.slow
@given(GENERATED)
@settings(max_examples=examples(900), deadline=None)
def test_whatever_a_drafter_writes_is_valid_at_length(text: str) -> None:
    if source := a_source(text):
        assert faults(akoma_ntoso(source)) == []


def test_work_expression_and_manifestation_have_whole_days_country_and_language() -> None:
    source = a_source(legal=Legal("fr", "https://data.example/eli/loi/2027/1", "https://data.example/eli/dl/1"))
    assert source
    text = akoma_ntoso(replace(source, language="fr-CA"))
    assert faults(text) == []
    found = ET.fromstring(text)
    values = [one.get("value") for one in found.iterfind(".//a:FRBRuri", NS)][:3]
    assert values == [
        "/akn/fr/bill/2027-01-01/waters",
        "/akn/fr/bill/2027-01-01/waters/fra@2027-03-01",
        "/akn/fr/bill/2027-01-01/waters/fra@2027-03-01.xml",
    ]
    aliases = {one.get("name"): one.get("value") for one in found.iterfind(".//a:FRBRalias", NS)}
    assert aliases == {"eli": "https://data.example/eli/loi/2027/1", "eli-dl": "https://data.example/eli/dl/1"}


def test_names_hold_when_numbers_and_places_change() -> None:
    before = "# Chapter 1. One\n## Article 1. A {#a}\n(1) x {#x}\n## Article 2. B {#b}\n(1) y"
    after = (
        "# Chapter 2. Two\n## Article 1. C {#c}\n(1) z\n\n(2) x {#x}\n"
        "# Chapter 3. One\n## Article 2. B {#b}\n(1) y\n## Article 3. A {#a}\n(1) w"
    )

    def names(text: str) -> set[str]:
        return {
            one.get("eId", "") for one in root(text).iter() if one.tag.endswith(("article", "paragraph", "chapter"))
        }

    assert names(before) - names(after) == set()
    assert {"art_a", "art_b", "para_x", "chp_one"} <= names(before)


def test_parts_lists_notes_links_and_marks_are_kept() -> None:
    found = root()
    title = found.find(".//a:body/a:title/a:chapter/a:article", NS)
    assert title is not None
    assert [one.text for one in title.iterfind("a:paragraph/a:num", NS)] == ["(1)", "(2)"]
    fund = title.find("a:paragraph[2]/a:list", NS)
    assert fund is not None
    assert [one.tag.split("}")[1] for one in fund] == ["intro", "point", "point", "wrapUp"]
    assert [one.get("eId") for one in fund.iterfind("a:point", NS)] == [
        "point_to-the-town",
        "art_words__para_2__point_2",
    ]
    assert [one.text for one in fund.iterfind("a:point/a:list/a:point/a:num", NS)] == ["(i)", "(ii)"]
    assert [one.get("href") for one in found.iterfind(".//a:body//a:ref", NS)] == ["#art_money"]
    note = found.find(".//a:authorialNote", NS)
    assert note is not None
    assert "".join(note.itertext()) == "Of any size."
    assert found.find(".//a:noteRef", NS) is not None
    assert [one.text for one in found.iterfind(".//a:table/a:tr/a:th/a:p", NS)] == ["a", "b"]
    term = found.find(".//a:term", NS)
    assert term is not None
    assert term.get("refersTo") in {f"#{one.get('eId')}" for one in found.iterfind(".//a:TLCTerm", NS)}


def test_statements_stand_in_an_attachment_and_lead_to_their_article() -> None:
    found = root()
    assert "Because" not in "".join(found.find(".//a:body", NS).itertext())  # type: ignore[union-attr]
    statement = found.find(".//a:attachment//a:hcontainer[@name='statement']", NS)
    assert statement is not None
    assert statement.find("a:heading/a:ref", NS).get("href") == "#art_words"  # type: ignore[union-attr]
    assert "Because words matter." in " ".join("".join(statement.itertext()).split())


@given(GENERATED)
@settings(max_examples=examples(100), deadline=None)
def test_every_word_of_the_law_is_in_the_document(text: str) -> None:
    source = a_source(text)
    if source is None:
        return
    body = "".join(ET.fromstring(akoma_ntoso(source)).itertext())
    law = "".join(article.text for article in read_bill(text, "", 1).articles)
    assert body.count("word") >= law.count("word ")
