"""Bodies of issue forms: as the forge writes them, and as people change them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawloom.collect.github import form
from patience import patience

LABELS = {
    "subject": ["Subject", "Sujet"],
    "what": ["What should change?", "Que faut-il changer ?"],
    "why": ["Why?", "Pourquoi ?"],
}


def body(*fields: tuple[str, str]) -> str:
    return "\n\n".join(f"### {label}\n\n{text}" for label, text in fields)


def test_each_field_is_read_by_its_label_in_any_language():
    read = form.read(
        body(("Sujet", "Les nuits"), ("Que faut-il changer ?", "Un banc\n\nà l’arrêt"), ("Why?", "Knees")), LABELS
    )
    assert read.fields == {"subject": "Les nuits", "what": "Un banc\n\nà l’arrêt", "why": "Knees"}
    assert read.rest == ""


def test_a_field_left_empty_is_absent():
    assert form.read(body(("Subject", "Nights"), ("Why?", "_No response_")), LABELS).fields == {"subject": "Nights"}


def test_headings_that_a_citizen_typed_belong_to_the_text():
    text = "First.\n\n### My own heading\n\nSecond.\n\n### Why?\n\nBecause.\n\n### Why?\n\nAgain."
    read = form.read(body(("What should change?", text)), LABELS)
    assert read.fields["what"] == "First.\n\n### My own heading\n\nSecond."
    assert read.fields["why"] == "Because.\n\n### Why?\n\nAgain."


def test_a_label_in_a_block_of_code_is_no_field():
    read = form.read(body(("What should change?", "```\n### Why?\n```\nend")), LABELS)
    assert read.fields == {"what": "```\n### Why?\n```\nend"}


@pytest.mark.parametrize(
    "written", ["###   what SHOULD change?  ", "### What should change? ###", "### What should\u00a0change?"]
)
def test_spaces_and_capitals_of_a_label_do_not_matter(written: str):
    assert form.read(f"{written}\n\nBenches", LABELS).fields == {"what": "Benches"}


def test_a_body_that_ignores_the_form_is_kept_whole():
    read = form.read("\r\nJust a bench.\r\nPlease.\r\n", LABELS)
    assert (read.is_form, read.rest) == (False, "Just a bench.\nPlease.")


def test_what_stands_before_the_first_field_is_not_lost():
    assert form.read("Hello!\n\n### Why?\n\nKnees", LABELS).rest == "Hello!"


def test_consent_is_only_the_exact_text():
    exact = "Show my name beside what I wrote"
    assert form.ticked(f"- [X] {exact}\n- [ ] Other", exact)
    assert not form.ticked(f"- [ ] {exact}", exact)
    assert not form.ticked(f"- [x] Do not {exact.lower()}", exact)


def test_hidden_marks_are_read_once():
    hidden = (
        "<!-- lawloom: article night-rest -->\nText\n<!-- lawloom: article other -->\n<!-- lawloom: too many words -->"
    )
    assert form.read(hidden, LABELS).marks == {"article": "night-rest"}


@given(st.lists(st.sampled_from(["### Why?", "### Subject", "```", "text", "", "### x", "_No response_"]), max_size=12))
def test_no_line_that_is_no_label_is_lost(lines: list[str]):
    read = form.read("\n".join(lines), LABELS)
    kept = "\n".join([read.rest, *read.fields.values()])
    assert kept.count("text") == lines.count("text")


@pytest.mark.parametrize(
    "hostile",
    ["<!--" * 16_000, "### " + "# " * 30_000 + "x", "### " + "#" * 60_000 + "x", "### Why?\n\n" + " " * 60_000 + "x"],
    ids=["comments", "signs", "more-signs", "spaces"],
)
def test_no_text_that_the_forge_takes_costs_patience(hostile: str):
    with patience():
        form.read(hostile, LABELS)


def test_words_hidden_behind_others_are_found_up_to_the_first_comment_that_does_not_end():
    said = "<!-- a --><!-- lawloom: article night-rest -->x<!-- lawloom: side for --><!-- lawloom: kind cause"
    assert form.marks(said) == {"article": "night-rest", "side": "for"}
