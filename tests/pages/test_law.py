"""The text of an article on its page: an anchor for every paragraph and point, nothing lost."""

from __future__ import annotations

from markupsafe import Markup

from lawloom.content.bill_text import read_bill
from lawloom.pages import law


def printed(text: str) -> list[law.ParagraphView]:
    (article,) = read_bill(f"## Article 1. A {{#a}}\n{text}", "bill.md", 1).articles
    return list(law.paragraphs(article, Markup))


def test_every_paragraph_and_point_has_an_anchor_and_its_number() -> None:
    one, two = printed("(1) One: {#one}\n\n(a) x; {#ex}\n(b) y.\n\n(2) Two.")
    assert (one.address, one.number, two.address) == ("one", "(1)", "a.2")
    assert str(one.text).startswith('<span class="no">(1)</span> One:')
    assert '<li id="ex" markdown="block">\n\n<span class="no">(a)</span> x;\n\n</li>' in one.text
    assert '<li id="one.2" markdown="block">' in one.text


def test_a_number_before_a_table_or_a_list_stands_alone() -> None:
    (one,) = printed("(1)\n\n| a |\n| - |\n| b |")
    assert str(one.text) == '<p><span class="no">(1)</span></p>\n\n| a |\n| - |\n| b |'


def test_a_defined_term_in_bold_stands_beside_its_number() -> None:
    (one,) = printed("On entend par :\n\n1° **repas** : un plat ;\n\n2° *reste* : une part.")
    assert '<span class="no">1°</span> **repas** : un plat ;' in one.text
    assert '<span class="no">2°</span> *reste* : une part.' in one.text


def test_an_element_around_several_paragraphs_stays_whole() -> None:
    (one,) = printed("<div>\n\n(1) One. {#one}\n\n(2) Two. {#two}\n\n</div>")
    assert "<div>\n\n(1) One.\n\n(2) Two.\n\n</div>" in one.text
    assert '<span id="two"></span>' in one.text


def test_what_opens_with_an_article_is_told_once() -> None:
    text = (
        "# Part I\n# Chapter 1\n## Article 1. A {#a}\nx\n## Article 2. B {#b}\nx\n# Chapter 2\n## Article 3. C {#c}\nx"
    )
    articles = read_bill(text, "bill.md", 1).articles
    within = [(), *(article.within for article in articles)]
    found = [
        [one.text for one in law.opened(article, before)] for article, before in zip(articles, within, strict=False)
    ]
    assert found == [["Part I", "Chapter 1"], [], ["Chapter 2"]]
