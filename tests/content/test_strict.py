"""YAML without surprises."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from examples import examples
from lawloom.content.strict import DEEPEST, MOST_PROBLEMS, Surprise, load_yaml


def codes(text: str) -> list[tuple[str, int]]:
    return [(told.code, told.place.line) for told in load_yaml(text, "a.yml")[2]]


def test_words_numbers_truth_and_dates_are_read_as_typed() -> None:
    value, _, problems = load_yaml("a: word\nb: 12\nc: true\nd: 2027-03-15\ne:\nf: [x, {g: -3}]\n", "a.yml")
    assert problems == []
    assert value == {"a": "word", "b": 12, "c": True, "d": "2027-03-15", "e": None, "f": ["x", {"g": -3}]}


CHANGED_BY_READERS = [
    *("NO", "yes", "Off", "null", "1.10", "01234", "0x1F", "1e3", "1_000", "+1", ".nan", "-.inf", "22:22", "22:22:22"),
    *("9" * 19, "9" * 5000),
]


@pytest.mark.parametrize("written", CHANGED_BY_READERS)
def test_what_readers_of_yaml_turn_into_something_else_is_kept_as_typed_and_marked(written: str) -> None:
    assert load_yaml(f"a: {written}", "a.yml")[0] == {"a": Surprise(written)}
    assert load_yaml(f"a: '{written}'", "a.yml")[0] == {"a": written}


def test_every_value_knows_its_line() -> None:
    _, lines, _ = load_yaml("a: 1\nb:\n  - c: 2\n    d: 3\n  - e\n", "a.yml", first_line=10)
    assert [lines.at(path) for path in (("a",), ("b",), ("b", 0, "d"), ("b", 1))] == [10, 11, 13, 14]
    assert lines.at(("b", 0, "d", "nothing", 7)) == 13, "what does not exist stands where the thing around it does"


def test_equal_keys_are_named_with_both_lines_and_the_first_is_kept() -> None:
    value, _, (told,) = load_yaml("a: 1\nb: 2\na: 3\n", "a.yml")
    assert (told.code, told.place.line, dict(told.values)["first"]) == ("key-twice", 3, 1)
    assert value == {"a": 1, "b": 2}
    assert codes("a: {b: 1, b: 2}") == [("key-twice", 1)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: &x 1\nb: *x", [("anchor", 1), ("alias", 2)]),
        ("*x : 1", [("alias", 1), ("key-not-text", 1)]),
        ("a: !!python/name:os.system", [("tag", 1)]),
        ("a: !ENV HOME", [("tag", 1)]),
        ("<<: {a: 1}\nb: 2", [("merge-key", 1)]),
        ("1: x", [("key-not-text", 1)]),
        ("? [a]\n: x", [("key-not-text", 1)]),
        ("a: 1\n---\nb: 2", [("several-documents", 2)]),
        ("a:\n\t- b", [("tab", 2)]),
        ("a: |\n\ttext", [("tab", 2)]),
        ("b: 1\na: [1, 2", [("bracket-not-closed", 2)]),
        ("a: {b: 1", [("bracket-not-closed", 1)]),
        ('a: "x\nb: 2', [("quote-not-closed", 1)]),
        ("a: 1\rb: 2", [("odd-line-end", 1)]),
        ("a: 1\u2028b: 2", [("odd-line-end", 1)]),
        ("a: x\u202ey", [("bidi-control", 1)]),
        ('a: "x\\u202ey"', [("bidi-control", 1)]),
        ('a: "x\\0y"', [("control-character", 1)]),
        ("a: x\x07y", [("control-character", 1)]),
        ("a: \ud800", [("control-character", 1)]),
        ("just text", [("not-a-block", 1)]),
        ("title: Law: the text", [("colon-in-value", 1)]),
        ("a: @x", [("odd-start", 1)]),
        ("a: 'x' y", [("text-after-quote", 1)]),
        ("a: 1\n  b: 2", [("out-of-line", 2)]),
        ("a: 1\nb c\nd: 2", [("no-colon", 2)]),
        ('a: "\\q"', [("backslash-in-quotes", 1)]),
        ("[" * 900, [("too-deep", 1)]),
        ("- " * 900, [("too-deep", 1)]),
        ("title: Vote #3 now", [("cut-by-hash", 1)]),
        ("title: Vote  # of the second reading", []),
        ("", []),
        ("# only a remark", []),
    ],
)
def test_what_is_refused_is_named_with_its_line(text: str, found: list[tuple[str, int]]) -> None:
    assert codes(text) == found


def test_on_is_a_key_like_another() -> None:
    assert load_yaml("on: gh-12", "a.yml")[0] == {"on": "gh-12"}


def test_depth_is_counted_to_the_stated_level() -> None:
    assert codes("[" * DEEPEST + "]" * DEEPEST) == []
    assert codes("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1)) == [("too-deep", 1)]


def test_a_bomb_of_aliases_is_not_expanded_and_its_problems_are_bounded() -> None:
    rows = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 200)]
    value, _, problems = load_yaml("\n".join(rows), "a.yml")
    assert value is None
    assert len(problems) == MOST_PROBLEMS


def test_windows_line_ends_count_as_one_line() -> None:
    _, lines, problems = load_yaml("a: 1\r\nb: 2\r\n", "a.yml")
    assert problems == []
    assert lines.at(("b",)) == 2


@given(st.text())
@example("- " * 60_000)
@example("{" * 60_000)
@example("? " * 60_000)
@example("a: " + "9" * 100_000)
@settings(max_examples=examples(150))
def test_no_text_raises(text: str) -> None:
    load_yaml(text, "a.yml")


@given(st.text(alphabet="ab:-? []{}#&*!|>'\"%@`,\n\t\r\\.10~<=", max_size=60))
@settings(max_examples=examples(300))
def test_no_arrangement_of_signs_raises_and_nothing_is_lost_in_silence(text: str) -> None:
    value, lines, problems = load_yaml(text, "a.yml", first_line=5)
    assert value is None or isinstance(value, dict | list)
    last = 5 + text.count("\n") + text.count("\r") + 1
    assert all(5 <= told.place.line <= last for told in problems)
    assert 5 <= lines.at(()) <= last
