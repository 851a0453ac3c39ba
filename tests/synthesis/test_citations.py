"""Citations are found where they stand, with the words that they quote and the figures that they give."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from lawloom.synthesis.citations import Citation, Figure, citations

TEXT = """\
The first tram keeps people awake [#cs-12]; so do bins [#cs-3, #f-0a1b2c3d4e].

It had [#cs-12: 1,207 for, 9 mixed; 7 arguments  Against].

> It is the first tram,
> not the last […] that wakes the children. [#cs-12]

One writes “I sleep in the kitchen” [#cs-9]. Another: « Rien ne bouge ». [#cs-10]

`[#cs-1]` is code, <!-- [#cs-2] --> a remark, [#Cs-2] and [#] are nothing.

```
[#cs-4]
```
"""


def test_every_citation_is_found_on_its_line():
    found = citations(TEXT)
    assert [(one.line, one.ids) for one in found] == [
        (1, ("cs-12",)),
        (1, ("cs-3", "f-0a1b2c3d4e")),
        (3, ("cs-12",)),
        (6, ("cs-12",)),
        (8, ("cs-9",)),
        (8, ("cs-10",)),
    ]


def test_figures_are_numbers_with_words():
    assert citations(TEXT)[2].figures == (Figure(1207, "for"), Figure(9, "mixed"), Figure(7, "arguments against"))
    assert citations("[#a-1: 1 207 pour, 3 contre]")[0].figures == (Figure(1207, "pour"), Figure(3, "contre"))
    assert citations("[#a-1: many for, 4]") == [Citation(1, ("a-1",), (), ("many for", "4"))]


def test_quotes_are_what_stands_in_a_block_or_between_marks_before_the_citation():
    quotes = [one.quote for one in citations(TEXT)]
    assert quotes == [
        "",
        "",
        "",
        "It is the first tram,\nnot the last […] that wakes the children.",
        "I sleep in the kitchen",
        "Rien ne bouge",
    ]


def test_marks_of_several_languages_open_and_close_quotes():
    for opening, closing in ("“”", "„“", "«»", "»«", '""', "‘’", "„”"):
        assert citations(f"He says: {opening}no more{closing} [#a-1].")[0].quote == "no more"
    assert citations("don’t [#a-1]")[0].quote == ""
    assert citations("It is “so” and more of it [#a-1]")[0].quote == ""


def test_two_quotes_in_one_block_end_each_with_its_citation():
    assert [one.quote for one in citations("> One thing. [#a-1]\n> Another thing. [#a-2]\n")] == ["", "Another thing."]
    assert [one.quote for one in citations("> One thing. [#a-1]\n\n> Another thing. [#a-2]\n")] == [
        "One thing.",
        "Another thing.",
    ]


def test_windows_line_ends_make_no_difference():
    assert citations(TEXT.replace("\n", "\r\n")) == citations(TEXT)


@settings(deadline=None, max_examples=examples(200))
@given(st.text(alphabet='[]#:>`~“”"«»\n abc1,-.…<!', max_size=120))
def test_no_text_is_too_odd(text):
    for one in citations(text):
        assert 1 <= one.line <= text.count("\n") + 1
        assert one.ids
