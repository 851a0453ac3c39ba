"""Ids written behind paragraphs: where they belong, once, and nothing else of the file changes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from lawloom.bill.drafting.naming import with_ids
from lawloom.content.bill_text import read_bill

FRONT = "---\r\ntitle: Rules\r\n---\r\n"
BODY = """\
## Article 1. A {#a}

(1) Every boat that moors
longer than a week:..

(a) pays,

(b) or leaves.

(2) Every boat that moors for less. {#short-stay}

> [!why]
> Because.

## Article 2. B {#b}

| a |
| - |
| b |

Κάθε σκάφος.
""".replace("..", "  ")


def test_an_id_stands_behind_the_first_words_and_nothing_else_changes() -> None:
    text = FRONT + BODY.replace("\n", "\r\n")
    done = with_ids(text, ["every-boat-that-moors"])
    assert [(one.id, one.article) for one in done.named][:1] == [("a-every-boat-that-moors", "a")]
    assert "longer than a week: {#a-every-boat-that-moors}  \r\n\r\n(a) pays,\r\n" in done.text
    assert done.text.count("{#p-") == 1  # of words that no Latin letter spells
    assert len(done.without) == 1
    stripped = done.text
    for one in done.named:
        stripped = stripped.replace(f" {{#{one.id}}}", "")
    assert stripped == text
    assert with_ids(done.text, []).named == ()


def test_an_id_does_not_say_the_opposite_of_its_paragraph() -> None:
    done = with_ids(
        FRONT + "## Article 1. A {#a}\n\nI. - La commune ne peut refuser une inscription.\n\nII. - Nul n’est exclu.", []
    )
    assert [one.id for one in done.named] == ["commune-ne-peut-refuser", "nul-exclu"]


def test_points_get_one_when_asked_for() -> None:
    done = with_ids(FRONT + BODY, [], points=True)
    assert "(a) pays, {#pays}" in done.text
    assert "(b) or leaves. {#leaves}" in done.text


@given(
    st.lists(
        st.sampled_from(["(1) ", "(a) ", "- ", "  ", "{#p}", "\n", "\n\n", "> [!why]\n", "x", "word ", "| a |", "# "])
    )
)
@settings(max_examples=examples(150), deadline=None)
def test_what_is_named_reads_as_the_same_text(parts: list[str]) -> None:
    text = f"---\ntitle: T\n---\n## Article 1. A {{#a}}\n{''.join(parts)}\n"
    before = read_bill(text.split("---\n", 2)[2], "", 1)
    if before.problems:
        return
    after = read_bill(with_ids(text, []).text.split("---\n", 2)[2], "", 1)
    assert after.problems == []
    assert [rows(one.text) for one in after.articles] == [rows(one.text) for one in before.articles]


def rows(text: str) -> list[str]:
    return [row.rstrip() for row in text.split("\n")]


def test_a_list_without_words_above_it_is_told_by_the_line_of_its_first_point() -> None:
    text = "---\ntitle: A\n---\n## Article 1. A {#a}\n\n- one;\n- two.\n"
    assert with_ids(text, ()).without == (6,)
