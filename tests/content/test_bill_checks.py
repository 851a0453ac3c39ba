"""References between articles and defined words: what leads nowhere is named, other laws are left alone."""

from __future__ import annotations

import pytest

from lawloom.content import bill_checks
from lawloom.content.bill_text import read_bill
from lawloom.errors import Problem
from patience import patience

HEAD = "## Article 1. Purpose {#purpose}\n\n(1) One. {#first}\n\n## Article 2. Data {#data}\n\n"


def problems_of(text: str, head: str = HEAD) -> list[Problem]:
    body = head + text
    read = read_bill(body, "bill.md", 11)
    assert read.problems == []
    return bill_checks.problems_in(body, read, "bill.md", 11)


def codes(text: str) -> list[str]:
    return [one.code for one in problems_of(text)]


def test_a_number_that_is_no_longer_that_of_the_linked_article_is_an_error_with_line_and_mend() -> None:
    (told,) = problems_of("See [Article 2](#purpose).")
    assert (told.code, told.warning, told.place.line) == ("reference-number", False, 17)
    assert dict(told.values) == {
        "row": "[Article 2](#purpose)",
        "id": "purpose",
        "heading": "Article 1",
        "number": "2",
    }


@pytest.mark.parametrize(
    "text",
    [
        "See [article 1](#purpose), [paragraph 1](#first), [the second](#data.1), [article 2](#data).",
        "See articles 1 and 2, Article 2(1) and article 1, paragraph 3.",
        "Article 12 of the Constitution, article 5 du code civil, articles L. 4 et L. 5, article 1240 TFEU stand.",
        "See [article 99](https://law.example/99) and `article 99`-like words of others: article 123-4 du code.",
        "### A closer look {#closer}\n\nSee [above](#closer).",
        "Article 2 a été écrit; article 1 civil servants.",
        "Text.\n\n> [!why]\n> Elsewhere article 40 says so.",
    ],
)
def test_sound_references_and_other_laws_are_left_alone(text: str) -> None:
    assert problems_of(text) == []


@pytest.mark.parametrize(
    ("text", "code", "warning"),
    [
        ("See [article 2](#dta).", "reference-unknown-id", False),
        ("See article 7.", "reference-unknown-number", True),
        ("See articles 1, 2 and 9.", "reference-unknown-number", True),
        ("See article 7 of this Act.", "reference-unknown-number", True),
        ("See article\n7.", "reference-unknown-number", True),
    ],
)
def test_a_reference_that_leads_nowhere_is_named(text: str, code: str, warning: bool) -> None:
    assert [(one.code, one.warning) for one in problems_of(text)] == [(code, warning)]


def test_an_id_that_is_almost_right_is_suggested() -> None:
    (told,) = problems_of("See [article 2](#dta).")
    assert dict(told.values)["near"] == "data"


def test_french_numbers_are_compared_as_people_say_them() -> None:
    head = "## Article 1er. But {#but}\nx\n\n## Article 3 bis. Accès {#acces}\n\n"
    assert problems_of("Voir l’article 1er, l’article premier et l’article 3 bis.", head) == []
    (told,) = problems_of("Voir l’[article 3](#acces).", head)
    assert told.code == "reference-number"


@pytest.mark.parametrize(
    "text",
    [
        "(1) An **outlet** is a place.\n\n(2) Outlets are closed.",
        "(1) On entend par **rejet** tout écoulement.\n\n(2) Un rejet est annoncé.",
        "(1) A **town fund** means money.\n\n(2) The town fund pays.",
        "(1) What is **bold** is no definition.",
    ],
)
def test_a_word_defined_once_and_used_is_sound(text: str) -> None:
    assert problems_of(text) == []


def test_a_word_defined_twice_or_never_used_is_pointed_at() -> None:
    assert codes("(1) An **outlet** is a place.\n\n(2) An **outlet** means a pipe.") == ["definition-twice"]
    assert codes("(1) A **weir** is a wall.\n\n(2) Nothing else.") == ["definition-unused"]
    (told,) = problems_of("- **weir**: a wall\n- **river**: water", HEAD.replace("Data", "Definitions"))[:1]
    assert (told.code, told.place.line) == ("definition-unused", 17)


@pytest.mark.slow
def test_hostile_texts_are_checked_in_linear_time() -> None:
    with patience():
        for text in (
            "[" * 400_000,
            "[a](" * 100_000,
            "article 9, " * 60_000,
            "article 1" + ", 1" * 200_000,
            "article 1 (1)" + " (1)" * 100_000,
            "\n\n".join(f"A **word{n}** is a word." for n in range(10_000)),
            "**a" * 200_000,
            "{#" * 200_000 + " [x](#nowhere)",
        ):
            problems_of(text)
