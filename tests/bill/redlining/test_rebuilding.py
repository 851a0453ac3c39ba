"""Whatever two strings: the redline and the earlier one give the later one exactly, and nothing else does."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lawloom import bill, messages
from lawloom.bill.redlining import as_json
from lawloom.errors import LawloomError

ROWS = st.sampled_from(
    [
        *(
            "# Title",
            "## Article 1. Light {#light}",
            "## Article 2. Night {#night}",
            "##### Article 12-3",
            "Article R1",
        ),
        *(
            "TITRE II : Du jour",
            "- one",
            "- two",
            "1. first",
            "2. second",
            "(1) The lamp of article 2 burns.",
            "a) oil",
        ),
        *("| a | b |", "|---|---|", "| 1 | 2 |", "[^1]: See the law.", "```", "~~~", "    code", "> quoted", "<b>"),
        *("---", "===", "***", "", "", " ", "\t", "\r", "The lamp burns.", "The lamp burns at night, by article 1."),
        *("The lamp", "title: x", "\0", "\ud800", "\udc00", "\ud83d\ude00", "\N{GRINNING FACE}", "a b a b a b"),
        *("\u00a0", "\u2028", "l’été", "l'été", "{#light}", "|" * 5, "articles 1 et 2", "## Article 2. Light {#light}"),
    ]
)
TEXTS = st.one_of(
    st.text(st.characters(), max_size=60),
    st.builds(lambda rows, end, last: end.join(rows) + last, st.lists(ROWS, max_size=14),
              st.sampled_from(["\n", "\r\n", "\n\n", "\r"]), st.sampled_from(["", "\n", "\r\n", " "])),
)  # fmt: skip


@given(TEXTS, TEXTS)
@example("", "")
@example("", "a")
@example("a\n", "a")
@example("a\r\nb\r\n", "a\nb\n")
@example("---\ntitle: x\n---\n# A\n", "---\ntitle: y\n---\n")
def test_any_two_strings_are_rebuilt_also_from_json(a: str, b: str) -> None:
    made = bill.redline(a, b)
    assert bill.apply(a, made) == b
    values = as_json.written(made)
    assert bill.apply(a, values) == b
    printed = as_json.printed(made)
    assert bill.apply(a, printed) == b
    assert as_json.parsed(printed) == made
    assert as_json.printed(bill.redline(a, b)) == printed


@given(TEXTS, TEXTS)
def test_every_sign_of_both_texts_is_told_once(a: str, b: str) -> None:
    made = bill.redline(a, b)
    at = 0
    for block in made.blocks:
        if block.b is not None:
            assert block.b[0] == at
            at = block.b[1]
    assert at == len(b)
    spans = sorted(block.a for block in made.blocks if block.a is not None and block.state != "left")
    at = 0
    for first, after in spans:
        assert first == at
        at = after
    assert at == len(a)
    for block in made.blocks:
        if block.pieces:
            assert "".join(p.was for p in block.pieces) == (a[slice(*block.a)] if block.a else "")
            assert "".join(p.now for p in block.pieces) == (b[slice(*block.b)] if block.b else "")
        elif block.state != "left":
            assert block.a and block.b
            assert a[slice(*block.a)] == b[slice(*block.b)]


def test_another_text_is_refused_with_a_sentence() -> None:
    made = bill.redline("The lamp burns.\n", "The lamp is out.\n")
    with pytest.raises(LawloomError) as refused:
        bill.apply("The lamp burns.", made)
    told = messages.report(refused.value.problems, "en")
    assert "not the text that the redline starts from" in told
    assert made.a.sha256 in told


def test_an_altered_redline_is_refused() -> None:
    values = json.loads(as_json.printed(bill.redline("one two three\n", "one 2 three\n")))
    values["blocks"][0]["pieces"] = [[sort, text.replace("2", "3")] for sort, text in values["blocks"][0]["pieces"]]
    with pytest.raises(LawloomError, match="redline-damaged"):
        bill.apply("one two three\n", values)


BEFORE = "# Act\n\n## Article 1 Lamps {#l}\n\nThey burn all day.\n\n## Article 2 Dogs {#d}\n\nDogs bark.\n"
AFTER = "# Act\n\n## Article 1 Dogs {#d}\n\nDogs bark.\n\n## Article 2 Lamps {#l}\n\nThey burn all night.\n"


@pytest.mark.parametrize(
    "alter",
    [
        lambda block: block["pieces"].__setitem__(slice(None), [_other(one) for one in block["pieces"]]),
        lambda block: block.update(part=99),
        lambda block: block.update(b=[0, 10**20]),
        lambda block: block.update(a=[0, 1]),
        lambda block: block.update(state="left"),
    ],
)
def test_a_redline_that_gives_the_later_text_but_lies_about_the_earlier_one_is_refused(
    alter: Callable[[dict[str, Any]], None],
) -> None:
    values = json.loads(as_json.printed(bill.redline(BEFORE, AFTER)))
    assert bill.apply(BEFORE, values) == AFTER
    alter(next(one for one in values["blocks"] if any(piece[0] == "removed" for piece in one.get("pieces", ()))))
    with pytest.raises(LawloomError, match="redline-damaged"):
        bill.apply(BEFORE, values)


def _other(piece: list[str]) -> list[str]:
    return ["removed", "never"] if piece[0] == "removed" else piece


@pytest.mark.parametrize(
    "values",
    [
        "",
        "{",
        "[]",
        "null",
        '"lawloom-redline-1"',
        '{"format": "another"}',
        '{"format": "lawloom-redline-1"}',
        "[" * 9_000,
    ],
)
def test_what_is_no_redline_is_refused(values: str) -> None:
    with pytest.raises(LawloomError, match="redline-unreadable"):
        bill.apply("", values)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("parts", [{}]),
        ("parts", [{"state": "odd", "level": 1}]),
        ("blocks", [{"kind": "paragraph", "state": "same", "part": 0, "a": [3, 1]}]),
        ("blocks", [{"kind": "paragraph", "state": "same", "part": -1}]),
        ("blocks", [{"kind": "paragraph", "state": "added", "part": 0, "b": [0, 1], "pieces": [["added", 1]]}]),
        ("blocks", [{"kind": "paragraph", "state": "added", "part": 0, "b": [0, 1], "pieces": [["odd", "x"]]}]),
        ("a", {"sha256": 1, "characters": 2}),
    ],
)
def test_a_redline_with_odd_values_is_refused(key: str, value: object) -> None:
    values = as_json.written(bill.redline("a\n", "b\n")) | {key: value}
    with pytest.raises(LawloomError, match="redline-unreadable"):
        bill.apply("a\n", values)
