"""Words that changed are marked wherever they stand in Markdown, and nothing that anybody typed becomes markup."""

from __future__ import annotations

import re
from collections.abc import Sequence

import html5lib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lawloom import bill
from lawloom.bill.redlining.change import Piece
from lawloom.press.bill import plain_redline, redline_marks
from lawloom.press.bill.redline_marks import Side
from lawloom.press.bill.redline_views import Fold, View
from lawloom.press.html import markdown, untrusted
from lawloom.press.html.untrusted import Said
from lawloom.press.html.words import load
from patience import patience


class Here:
    """Renders without another process."""

    def rendered(self, texts: Sequence[str]) -> list[str | None]:
        return [markdown.rendered(text) for text in texts]


def say(texts: Sequence[str]) -> list[Said]:
    return untrusted.said(texts, Here())


def shown(a: str, b: str, side: Side = "both") -> str:
    """The only block of the redline as HTML."""
    made = bill.redline(a, b)
    pieces = [piece for block in made.blocks for piece in (block.pieces or (Piece("same", a, a),))]
    return str(redline_marks.as_html(say([redline_marks.marked(pieces, side)])[0].html, "was %s"))


def view(a: str, b: str, *, beside: bool = False) -> View:
    return View(bill.redline(a, b), a, load("en", "UTC"), say, beside=beside)


@pytest.mark.parametrize(
    ("was", "now", "html"),
    [
        ("The lamp burns.", "The lamp burns at night.", "<p>The lamp burns<ins> at night</ins>.</p>"),
        ("The old lamp burns.", "The lamp burns.", "<p>The <del>old </del>lamp burns.</p>"),
        ("See **the old lamp**.", "See **the new lamp**.", "<strong>the <del>old</del><ins>new</ins> lamp</strong>"),
        ("The lamp.", "The [big lamp](https://a.example/x).", '<a href="https://a.example/x"'),
        ("One *two three* four.", "One four.", "<p>One <del>two three </del>four.</p>"),
        ("It costs 5*3*2 crowns.", "It costs 5*3*4 crowns.", "<del>2</del><ins>4</ins> crowns"),
        ("At least a_b_c of it.", "At least a_b_d of it.", "<ins>"),
        ("(1) The lamp burns.", "(2) The lamp burns.", "(2)"),
        ("- one lamp", "- two lamps", "<li><del>one lamp</del><ins>two lamps</ins></li>"),
        ("The lamp[^1] burns.", "The lamp[^1] is lit.", "lamp[1] <del>burns</del><ins>is lit</ins>."),
        ("The lamp burns. {#lamp}", "The lamp is lit. {#lamp}", "<p>The lamp <del>burns</del><ins>is lit</ins>.</p>"),
    ],
)
def test_words_are_marked_inside_markup(was: str, now: str, html: str) -> None:
    assert html.replace(" ", "") in shown(f"{was}\n", f"{now}\n").replace(" ", "")


def test_the_address_of_a_link_that_changed_is_shown() -> None:
    found = shown("See [the law](https://a.example/1).\n", "See [the law](https://a.example/2).\n")
    assert 'href="https://a.example/2"' in found
    assert "<ins>" in found or "<del>" in found


@pytest.mark.parametrize("side", ["was", "now", "both"])
def test_what_is_typed_as_markup_stays_words(side: Side) -> None:
    found = shown("a <script>alert(1)</script> b\n", 'a <img src=x onerror="alert(2)"> <b>c</b> b\n', side)
    assert not re.search(r"<(script|img|b)\b", found)


def test_signs_that_somebody_typed_mark_nothing() -> None:
    signs = "".join(map(chr, range(0xE010, 0xE016)))
    found = shown(f"a {signs} b\n", f"a {signs} c {signs}\n")
    assert found.count("<ins>") == found.count("</ins>")
    assert found.count("<del>") == found.count("</del>")


PARTS = st.sampled_from(
    [
        *("a", "b", "c", "**", "*", "_", "`", "[", "](https://x.example)", "(", ")", "|", "~~", "\n", "- ", "1. "),
        *("\\", "&amp;", "<", ">", "https://y.example/z", "{#id}", "[^1]", " ", " ", "# ", "l'été", "(1)", "§"),
    ]
)
TEXTS = st.lists(PARTS, max_size=25).map("".join)


@given(TEXTS, TEXTS, st.booleans())
@example("", "https://y.example/z {#id}l'été", False)
def test_any_two_texts_give_sound_html(a: str, b: str, beside: bool) -> None:
    for part in view(a, b, beside=beside).parts:
        for html in [
            part.title,
            part.title_was,
            *(one.html for one in part.cells),
            *(one.html_was for one in part.cells),
        ]:
            assert not re.search("[\ue000-\ue0ff\0]", html)
            for name in ("ins", "del"):
                assert html.count(f"<{name}>") == html.count(f"</{name}>")
            html5lib.HTMLParser(strict=True).parse(f"<!DOCTYPE html><title>x</title><div>{html}</div>")


def texts_of(made: View) -> str:
    return " ".join(str(cell.html) for part in made.parts for cell in part.cells)


def test_a_table_stays_a_table_with_its_changed_cells() -> None:
    a = "| place | rest |\n|---|---|\n| square | ten |\n| harbour | nine |\n"
    b = "| place | rest |\n|---|---|\n| square | eleven |\n| harbour | nine |\n| school | eight |\n"
    html = texts_of(view(a, b))
    assert html.count("<table>") == 1
    assert "<td><del>ten</del><ins>eleven</ins></td>" in html
    assert "<td><ins>school</ins></td>" in html


def test_a_fence_and_a_front_matter_are_shown_as_typed_with_what_changed() -> None:
    a = "---\ntitle: <b>x</b>\n---\n\n```\none\n*two*\n```\n"
    html = texts_of(view(a, a.replace("x", "y").replace("one", "three")))
    assert "title: &lt;b&gt;<del>x</del><ins>y</ins>&lt;/b&gt;" in html
    assert "<del>one</del><ins>three</ins>\n*two*" in html


def test_a_list_stays_one_list() -> None:
    html = texts_of(view("- one\n- two\n- three\n", "- one\n- three\n- four\n"))
    assert html.count("<ul>") == 1
    assert "<li><del>two</del></li>" in html
    assert "<li><ins>four</ins></li>" in html


def test_side_by_side_no_column_shows_a_word_of_the_other() -> None:
    made = view("## A\n\nThe old lamp.\n\nGone.\n", "## A\n\nThe new lamp.\n", beside=True)
    first, last = made.parts[0].cells
    assert "<del>old</del>" in first.html_was
    assert "old" not in first.html
    assert "<ins>new</ins>" in first.html
    assert "new" not in first.html_was
    assert "Gone" in last.html_was
    assert not last.html


def test_every_move_has_a_way_there_and_back() -> None:
    def article(n: int, name: str) -> str:
        return f"## Article {n}. {name} {{#{name.lower()}}}\n\nAbout {name}, at some length, in its own words.\n\n"

    a = "".join(article(n, name) for n, name in enumerate(("Lamps", "Noise", "Trains", "Fares"), 1))
    b = "".join(article(n, name) for n, name in enumerate(("Trains", "Lamps", "Noise", "Fares"), 1))
    made = view(a, b)
    ids = {part.id for part in made.parts}
    links = {link for part in made.parts for note in part.notes for link in re.findall(r'href="#([^"]+)"', note)}
    assert links == {"m1", "m1-was"}
    assert links <= ids
    moved = ["moved, was Article\u00a03", "was Article\u00a01", "was Article\u00a02"]
    assert [entry.what for entry in made.entries()] == moved


def test_an_amendment_shows_the_numbers_that_follow_what_it_adds() -> None:
    before = "Article 1. Flags\n\n(1) A *flag* is up by nine.\n\n(2) It comes down at dusk."
    html = plain_redline.shown(before, before.replace("(2) It", "(2) It is <b>blue</b>.\n\n(3) It"))
    assert "<ins>(2) It is &lt;b&gt;blue&lt;/b&gt;.</ins>" in html
    assert "<del>(2)</del><ins>(3)</ins> It comes down at dusk." in html
    assert "(1) A *flag* is up by nine." in html


def test_chapters_in_which_nothing_changed_are_folded_whole_and_the_others_stay_in_sight() -> None:
    a = "".join(
        f"# Chapter {n}. Part {n}\n\n"
        + "".join(f"## Article {n}{m}. Rule {n}{m}\n\nWords of rule {n}{m}.\n\n" for m in "12")
        for n in range(1, 6)
    )
    made = list(view(a, a.replace("Words of rule 22", "Other words of rule 22")).folded())
    assert [one.names if isinstance(one, Fold) else one.name for one in made] == [
        "Article 11. Rule 11 · Article 12. Rule 12",
        "Chapter 2. Part 2",
        "Article 21. Rule 21",
        "Article 22. Rule 22",
        "Article 31. Rule 31 · Article 32. Rule 32 · … · Article 52. Rule 52",
    ]
    assert [one.name for one in made[4].parts if one.level == 2] == [
        "Chapter 3. Part 3",
        "Chapter 4. Part 4",
        "Chapter 5. Part 5",
    ]


@pytest.mark.parametrize("text", ["-" * 8_000 + "x", "- " * 8_000 + "x", "[^" * 12_000, "<http://" * 8_000])
def test_marks_that_never_end_are_looked_through_once(text: str) -> None:
    pieces = [Piece("same", "Text\n", "Text\n"), Piece("removed", text, ""), Piece("added", "", text)]
    with patience(3):  # once: some tenths of a second; once for each sign: ten and more
        redline_marks.marked(pieces, "both")
        redline_marks.rows_as_table([text, text])
