"""Paragraphs and points of an article, their ids, the statement under it, and what stands above articles."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from lawloom.content.bill_text import read_bill
from lawloom.model.article import Article, Paragraph, Point
from patience import patience


def article(text: str) -> Article:
    read = read_bill(f"## Article 1. A {{#a}}\n\n{text}", "bill.md", 1)
    assert read.problems == []
    return read.articles[0]


def shape(one: Paragraph | Point) -> object:
    return (one.number, [shape(part) if isinstance(part, Point) else part for part in one.content])


def test_a_paragraph_is_addressed_by_its_own_id_else_by_article_and_place() -> None:
    found = article("(1) One. {#first-one}\n\n(2) Two:\n\n(a) x, {#ex}\n(b) y.\n")
    assert [one.address for one in found.paragraphs] == ["first-one", "a.2"]
    assert [one.address for one in found.paragraphs[1].points()] == ["ex", "a.2.2"]
    assert found.text == "(1) One.\n\n(2) Two:\n\n(a) x,\n(b) y."  # ids are no words of the law
    assert list(found.own_ids()) == ["a", "first-one", "ex"]


def test_renumbering_keeps_the_address_of_a_paragraph_with_an_id() -> None:
    before = article("(1) One. {#one}\n\n(2) Two. {#two}")
    after = article("(1) New.\n\n(2) One. {#one}\n\n(3) Two. {#two}")
    assert {one.address for one in before.paragraphs} < {one.address for one in after.paragraphs}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.", [("", ["One."]), ("", ["Two."])]),
        (
            "I. - One:\n1° x;\n2° y.\nII. - Two.",
            [("I. -", ["One:", ("1°", ["x;"]), ("2°", ["y."])]), ("II. -", ["Two."])],
        ),
        ("1. One\n2. Two", [("1.", ["One"]), ("2.", ["Two"])]),
        ("§ 1 One\n(1) x\n\n§ 2 Two", [("§ 1", ["One", ("(1)", ["x"])]), ("§ 2", ["Two"])]),
        ("List:\n\n1. x\n2. y", [("", ["List:", ("1.", ["x"]), ("2.", ["y"])])]),
        ("(1) List:\n- x\n  - y\n- z\n\nAll.", [("(1)", ["List:", ("-", ["x", ("-", ["y"])]), ("-", ["z"]), "All."])]),
        ("(1) As in\n(7) above.", [("(1)", ["As in\n(7) above."])]),
        ("(1) x\n(2) y", [("(1)", ["x"]), ("(2)", ["y"])]),
        ("(h) x;\n(i) y;\n(j) z.", [("", [("(h)", ["x;"]), ("(i)", ["y;"]), ("(j)", ["z."])])]),
        ("(a) x:\n(i) y;\n(ii) z.", [("", [("(a)", ["x:", ("(i)", ["y;"]), ("(ii)", ["z."])])])]),
        ("(1) x\n\n| a |\n| - |\n| {#b} |", [("(1)", ["x\n\n| a |\n| - |\n| {#b} |"])]),
        ("(1) x\n\n```\n(2) y {#z}\n```", [("(1)", ["x\n\n```\n(2) y {#z}\n```"])]),
        ("(1) x\n\n---\n\n(2) y", [("(1)", ["x\n\n---"]), ("(2)", ["y"])]),
    ],
)
def test_paragraphs_and_points_of_many_traditions(text: str, expected: list[object]) -> None:
    assert [shape(one) for one in article(text).paragraphs] == expected


def test_a_statement_is_no_part_of_the_law() -> None:
    found = article("(1) One.\n\n> [!why]\n> Because\n>\n> *so*.\n\n(2) Two.\n\n> A quotation.")
    assert found.statement == "Because\n\n*so*."
    assert found.text == "(1) One.\n\n(2) Two.\n\n> A quotation."
    assert len(found.paragraphs) == 2


def test_what_stands_above_articles_is_told_by_its_first_word() -> None:
    text = (
        "# Part One. The river {#river}\n# Chapter 1. Banks\n## Article 1. A {#a}\nx\n# Section 1\n"
        "## Article 2. B {#b}\nx\n# Chapter 2. Beds\n## Article 3. C {#c}\nx\n# Parts of boats\n## Article 4. D {#d}\nx"
    )
    read = read_bill(text, "bill.md", 1)
    assert read.problems == []
    assert [[(one.kind, one.heading, one.id) for one in article.within] for article in read.articles] == [
        [("part", "Part One", "river"), ("chapter", "Chapter 1", "")],
        [("part", "Part One", "river"), ("chapter", "Chapter 1", ""), ("section", "Section 1", "")],
        [("part", "Part One", "river"), ("chapter", "Chapter 2", "")],
        [("part", "Part One", "river"), ("chapter", "", "")],
    ]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("(1) x {#a}", ["article-id-twice"]),
        ("(1) x {#p}\n\n(2) y {#p}", ["article-id-twice"]),
        ("(1) x {#Not a word}", ["article-id-malformed"]),
        ("(1) x {#gh-12}", ["id-of-contributions"]),
        ("(1) x {#p}\n\nmore {#q}", ["paragraph-two-ids"]),
    ],
)
def test_ids_that_cannot_hold_are_told_with_their_line(text: str, codes: list[str]) -> None:
    told = read_bill(f"## Article 1. A {{#a}}\n{text}", "bill.md", 1).problems
    assert [one.code for one in told] == codes
    assert told[0].place.line == text.count("\n") + 2


@given(
    st.lists(st.sampled_from(["(1) ", "(a) ", "- ", "1. ", "  ", "{#p}", "\n", "\n\n", "> [!why]\n", "> ", "x", "|"]))
)
@settings(max_examples=examples(200), deadline=None)
def test_every_word_is_in_exactly_one_part(parts: list[str]) -> None:
    text = "".join(parts)
    for found in read_bill(f"## Article 1. A {{#a}}\n{text}", "bill.md", 1).articles:
        words = repr([shape(one) for one in found.paragraphs]).count("x")
        assert words == found.text.count("x")
        assert words + found.statement.count("x") == text.count("x")


@pytest.mark.slow
def test_hostile_texts_are_read_in_linear_time() -> None:
    with patience():
        read_bill("".join(f"## Article {n}. A {{#a-{n}}}\n(1) x\n" for n in range(20_000)), "bill.md", 1)
        for row in (
            "(" * 1_000_000,
            "{#" * 500_000,
            "- " * 500_000,
            " " * 1_000_000 + "}",
            "(1) " + "x {" * 300_000 + "}",
        ):
            read_bill(f"## Article 1. A {{#a}}\n{row}\n{row}", "bill.md", 1)
        read_bill("## Article 1. A {#a}\n" + "".join(" " * (n % 400) + "- x\n" for n in range(20_000)), "bill.md", 1)
