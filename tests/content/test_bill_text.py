"""The text of a bill: chapters and articles."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from lawloom.content.bill_text import read_bill
from lawloom.errors import Problem


def problems_of(text: str, title: str = "") -> list[Problem]:
    return read_bill(text, "bill.md", 1, title).problems


def value(problem: Problem, name: str) -> str | int:
    return dict(problem.values)[name]


SOUND = """\
We meet and agree.

# One: the quay
## Article 1. Mooring {#mooring}

One week.

### A closer look

More.

# Two
## Article 2. Fees {#fees}
None.
"""


def test_articles_keep_chapter_number_title_text_and_line() -> None:
    bill = read_bill(SOUND, "bill.md", 10)
    assert bill.problems == []
    assert bill.preamble == "We meet and agree."
    first, second = bill.articles
    assert (first.id, first.heading, first.title, first.chapter) == ("mooring", "Article 1", "Mooring", "One: the quay")
    assert (first.line, first.text) == (13, "One week.\n\n### A closer look\n\nMore.")
    assert (second.id, second.chapter, second.text) == ("fees", "Two", "None.")


def test_renumbering_a_bill_keeps_every_article_id() -> None:
    before = "## Article 1. Mooring {#mooring}\na\n## Article 2. Fees {#fees}\nb\n"
    after = "## Article 1. Purpose {#purpose}\nx\n## Article 2. Fees {#fees}\nb\n## Article 3. Mooring {#mooring}\na\n"
    old = {article.id: article.text for article in read_bill(before, "bill.md", 1).articles}
    new = {article.id: article.text for article in read_bill(after, "bill.md", 1).articles}
    assert old == {name: text for name, text in new.items() if name != "purpose"}


@pytest.mark.parametrize(
    ("heading", "label", "title"),
    [
        ("Article 7. Open data", "Article 7", "Open data"),
        ("Article 1er. Objet", "Article 1er", "Objet"),
        ("Article 1er : Objet", "Article 1er", "Objet"),
        ("Article 3 bis – Voisins", "Article 3 bis", "Voisins"),
        ("Artículo 3. Datos: abiertos", "Artículo 3", "Datos: abiertos"),
        ("Artículo único. Objeto", "Artículo único", "Objeto"),
        ("Disposición transitoria segunda. Vigencia", "Disposición transitoria segunda", "Vigencia"),
        ("Art. 3. Fees", "Art. 3", "Fees"),
        ("Art. 3", "Art. 3", ""),
        ("Article L. 123-4. Quai", "Article L. 123-4", "Quai"),
        ("Article 12", "Article 12", ""),
        ("Article 12 ter A", "Article 12 ter A", ""),
        ("§ 5. Haven", "§ 5", "Haven"),
    ],
)
def test_the_number_is_told_from_the_title_in_several_languages(heading: str, label: str, title: str) -> None:
    bill = read_bill(f"## {heading} {{#x}}\nText.", "bill.md", 1)
    assert bill.problems == []
    assert [(article.heading, article.title) for article in bill.articles] == [(label, title)]


@pytest.mark.parametrize(
    ("text", "code", "suggestion"),
    [
        ("## Article 3. Open data\nx", "article-without-id", "## Article 3. Open data {#open-data}"),
        ("## Article 3. Open data {#Open Data}\nx", "article-id-malformed", "## Article 3. Open data {#open-data}"),
        ("## Article 3. Open data {open-data}\nx", "article-id-malformed", "## Article 3. Open data {#open-data}"),
        ("## Article 3. Open data {#od} now\nx", "article-id-malformed", "## Article 3. Open data now {#od}"),
        ("## Article 3. Open data {#od\nx", "article-id-malformed", "## Article 3. Open data {#od}"),
        ("## Article 3 Open data {#od}\nx", "article-heading", "## Article 3. Open data {#od}"),
        ("## Open data {#od}\nx", "article-heading", "## Article 1. Open data {#od}"),
    ],
)
def test_a_malformed_heading_is_told_with_what_to_write(text: str, code: str, suggestion: str) -> None:
    (told,) = problems_of("\n" + text)
    assert (told.code, told.place.line) == (code, 2)
    assert value(told, "suggestion") == suggestion
    assert problems_of(suggestion + "\nx") == [], "what is offered is accepted"


def test_an_id_given_twice_names_both_lines() -> None:
    (told,) = problems_of("## Article 1. A {#a}\nx\n## Article 2. B {#a}\ny")
    assert (told.code, told.place.line, value(told, "first")) == ("article-id-twice", 3, 1)


def test_ids_that_the_forge_or_windows_uses_are_refused() -> None:
    told = problems_of("## Article 1. A {#gh-12}\nx\n## Article 2. B {#con}\ny")
    assert [one.code for one in told] == ["id-of-contributions", "id-reserved"]


@pytest.mark.parametrize("name", ["bill", "subject"])
def test_no_article_takes_the_name_of_the_whole(name: str) -> None:
    assert [one.code for one in problems_of(f"## Article 1. A {{#{name}}}\nx")] == ["id-of-the-whole"]


def test_headings_in_code_are_text() -> None:
    (article,) = read_bill("## Article 1. A {#a}\n```\n## B\n# C\n```\n~~~\n```\n## D\n~~~\n", "bill.md", 1).articles
    assert "## B" in article.text
    assert "## D" in article.text
    assert [told.code for told in problems_of("## Article 1. A {#a}\n```\n## B\n")] == ["code-not-closed"]


def test_nothing_is_swallowed_in_silence() -> None:
    assert [told.code for told in problems_of("## Article 1. A {#a}\nTitle\n-----\n")] == ["underlined-heading"]
    assert [told.code for told in problems_of("# One\nloose\n## Article 1. A {#a}\n")] == ["text-before-article"]
    assert [told.code for told in problems_of("## Article 1. A {#a}\nx\n##\ny")] == ["heading-empty"]
    assert [told.code for told in problems_of("Only words.")] == ["bill-without-article"]
    assert problems_of("## Article 1. A {#a}\n\n---\n\n| a |\n| --- |\n- x\n---\n") == []


def test_a_first_heading_that_repeats_the_title_is_no_chapter() -> None:
    bill = read_bill("# Harbour rules\nWe agree.\n## Article 1. A {#a}\nx", "bill.md", 1, "Harbour rules")
    assert (bill.problems, bill.preamble, bill.articles[0].chapter) == ([], "We agree.", "")


@given(st.lists(st.sampled_from(["# ", "## ", "Article 1. ", "{#a}", "{#", "}", "\n", "```", "---", "x", "§", " "])))
@settings(max_examples=examples(300))
def test_no_text_raises_and_every_row_is_kept_or_told(parts: list[str]) -> None:
    text = "".join(parts)
    bill = read_bill(text, "bill.md", 1)
    assert all(1 <= told.place.line <= text.count("\n") + 1 for told in bill.problems)
    if not bill.problems:
        kept = bill.preamble + "".join(a.chapter + a.id + a.heading + a.title + a.text for a in bill.articles)
        assert text.count("x") == kept.count("x") or any(a.chapter for a in bill.articles) or "# " in text
