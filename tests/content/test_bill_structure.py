"""Slips of typing in a bill: each is named with its line and how to mend it, and the bill is shown."""

from __future__ import annotations

import pytest

from lawloom import messages
from lawloom.content import bill_checks, bill_structure
from lawloom.content.bill_text import read_bill
from lawloom.model.bill import BillVersion
from patience import patience

SOUND = """\
# Chapter 1. Roofs {#roofs}

## Article 1. Words {#meant}

- **hive**: a box in which bees live.[^1]

[^1]: Of wood or of straw.

> [!why]
>
> Nobody agreed on the word.

## Article 2. Register {#register}

(1) Every hive stands in a register, as [Article 1](#meant) says.

(2) The register says: {#says}

(a) where it stands,

(b) whose hive it is.

# Chapter 2. Bees

## Article 3. Distance {#distance}

A hive stands far from a nest of wild bees. See Article 2.

| place | m \\| ft |
| --- | --: |
| park | 50 |
"""


def problems_of(text: str) -> list[tuple[str, int]]:
    read = read_bill(text, "bill.md", 1)
    assert read.problems == []
    found = bill_checks.problems_in(text, read, "bill.md", 1)
    assert all(one.warning for one in found)
    for one in found:
        for language in messages.LANGUAGES:
            assert "{" not in messages.sentence(one, language).replace("{#", "")
    return [(one.code, one.place.line) for one in found]


def test_a_sound_bill_is_left_alone() -> None:
    assert problems_of(SOUND) == []
    code = "```\n##Article 9\n> [!nota]\n[^9] {#a} b\n```\n"
    quoted = "> ### Article 12. Quoted\n>\n> (1) a\n\n`[](#meant)` `{#a} b`"
    assert problems_of(f"{SOUND}\n{code}\n{quoted}\n") == []


@pytest.mark.parametrize(
    ("was", "now", "code", "line"),
    [
        ("## Article 3.", "##Article 3.", "heading-without-space", 25),
        ("## Article 3.", "##\u00a0Article 3.", "heading-without-space", 25),
        ("# Chapter 2.", "#Chapter 2.", "heading-without-space", 23),
        ("A hive stands", "### Article 4. Far {#far}\n\nA hive stands", "heading-too-deep", 27),
        ("[!why]\n>\n> Nobody", "[!why ]\n>\n> Nobody", "why-malformed", 9),
        ("[!why]\n>\n> Nobody", "[!because]\n>\n> Nobody", "why-malformed", 9),
        ("> [!why]\n>\n> Nobody", ">[why]\n>\n> Nobody", "why-malformed", 9),
        ("[!why]\n>\n> Nobody", "[!why\n>\n> Nobody", "why-malformed", 9),
        ("> Nobody agreed on the word.", ">", "why-empty", 9),
        ("# Chapter 1.", "> [!why]\n> All.\n\n# Chapter 1.", "why-without-article", 1),
        ("(1) Every hive", "(1) {#every} Every hive", "id-in-the-middle", 15),
        ("[Article 1](#meant)", "[Article 1](#meant", "link-not-closed", 15),
        ("as [Article 1](#meant)", "as [](#meant)", "link-without-words", 15),
        ("[^1]: Of wood", "[^1]: Of straw.\n\n[^1]: Of wood", "note-twice", 9),
        ("A hive stands", "A hive[^2] stands", "note-unknown", 27),
        ("live.[^1]", "live.", "note-unused", 7),
        ("| --- | --: |\n", "", "table-without-rule", 30),
        ("| park | 50 |", "| park | 50 | 3 |", "table-cells", 31),
        ("- **hive**: a box in which bees live.[^1]\n\n[^1]: Of wood or of straw.", "", "article-empty", 3),
        ("## Article 3.", "## Article 2.", "number-twice", 25),
        ("(2) The register", "(1) The register", "number-twice", 17),
        ("(b) whose", "(a) whose", "number-twice", 21),
        ("# Chapter 2.", "# Chapter 1.", "number-twice", 23),
        ("# Chapter 2.", "# Chapter 2. Empty\n\n# Chapter 3.", "division-empty", 23),
        ("# Chapter 2.", "# Subsection 2.", "level-left-out", 23),
    ],
)
def test_each_slip_is_named_with_its_line(was: str, now: str, code: str, line: int) -> None:
    assert SOUND.count(was) == 1
    assert (code, line) in problems_of(SOUND.replace(was, now))


def test_articles_that_begin_again_with_each_chapter_do_not_stand_twice() -> None:
    text = SOUND.replace("## Article 3.", "## Article 1.").replace("See Article 2.", "")
    assert problems_of(text) == []


def test_numbers_of_several_figures_are_not_taken_for_one() -> None:
    heads = ("Article 211-1", "Article 211-2", "Section 1.1", "Section 1.2", "Art. 3/1", "Art. 3/2", "Article L. 4-1")
    text = "\n".join(f"## {head}. T {{#t{at}}}\n\nWords.\n" for at, head in enumerate(heads))
    assert [one for one in problems_of(text) if one[0] == "number-twice"] == []


def test_a_bill_in_which_no_heading_can_be_read_says_which_were_meant() -> None:
    text = "Text.\n\n### Article 1. A {#a}\n\nb\n"
    assert [one.code for one in read_bill(text, "bill.md", 1).problems] == ["bill-without-article"]
    assert [one.code for one in bill_structure.headings_in(text, "bill.md", 1)] == ["heading-too-deep"]


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("{#distance}", "{#distances}", [("distances", "distance")]),
        ("Article 3. Distance {#distance}", "Article 4. Far away {#far}", [("far", "distance")]),
        ("Article 3. Distance {#distance}", "Article 3. Repealed {#distance}", []),
        (
            "## Article 3. Distance {#distance}",
            "## Article 3. New {#new}\n\nNew words.\n\n## Article 4. Distance {#distance}",
            [],
        ),
    ],
)
def test_an_id_that_was_changed_since_the_last_version_is_told(was: str, now: str, told: list[tuple[str, str]]) -> None:
    before = read_bill(SOUND, "", 1).articles
    after = read_bill(SOUND.replace(was, now), "", 1).articles
    versions = (BillVersion(1, "first", "2027-01-01", "01-first.md", articles=before),)
    found = list(bill_checks.ids_changed(after, versions, "bill.md"))
    assert [(dict(one.values)["id"], dict(one.values)["was"]) for one in found] == told


def test_a_text_of_many_odd_rows_takes_no_time() -> None:
    with patience():
        rows = ["## Article 1. A {#a}", "", *("[^x] {#a} [](#b [c](#d | > [!why " * 20 for _ in range(5_000))]
        bill_structure.problems_in("\n".join(rows), read_bill("\n".join(rows), "", 1).articles, "", 1)
