"""What was said already is found again for a new text: the likest first, and nothing where nothing is like it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawloom.synthesis import likeness
from lawloom.synthesis.likeness import Known, index, similar
from synthesis.planted import planted

TOWN = {
    "lamps": "Solar lamps along the canal\nThey need no wire, and nobody has to dig.",
    "lamps-2": "Lamps on the canal that the sun charges",
    "wires": "Bury the wires of the old tram",
    "benches": "A bench at every bus stop\nOld people wait for the bus and cannot sit.",
    "library": "Open the library on Sundays",
}


def found(text: str, texts: dict[str, str] = TOWN, language: str = "en") -> list[str]:
    return [one.key for one in similar(index(texts, language=language), text)]


def test_the_text_that_says_the_same_comes_first():
    assert found("solar LAMPS, along the canal!")[0] == "lamps"
    assert found("Benches at bus stops for old people")[0] == "benches"


def test_words_are_known_by_their_beginning_and_without_accents():
    texts = {"a": "Des écoles primaires ouvertes le soir", "b": "Moins de voitures devant la mairie"}
    assert found("ecole PRIMAIRE ouverte", texts, "fr") == ["a"]
    assert likeness.stems_of("Lamps lamp bus buses école écoles glass", "en") == [
        *("lamp", "lamp", "bus", "buse", "ecole", "ecole", "glas"),
    ]


def test_nothing_is_shown_for_a_text_that_is_like_none():
    assert found("Teach swimming to all children of six") == []
    assert found("") == []
    assert found("the of and we") == []  # words that say nothing


def test_one_word_in_common_makes_nothing_alike_unless_few_were_asked():
    assert found("wire fences around the gardens of the mill") == []
    assert set(found("canal")) == {"lamps", "lamps-2"}
    assert found("wires cost money") == ["wires"]


def test_among_many_texts_a_word_that_all_of_them_say_finds_none_of_them():
    texts = {f"gh-{n}": f"our town needs {chr(97 + n % 26)}{chr(97 + n // 26)}things" for n in range(60)}
    assert found("our town", texts) == []
    assert found("our town needs abthings", texts)[0] == "gh-26"


def test_equal_texts_stand_in_the_order_in_which_they_came():
    texts = {f"gh-{n}": "Plant trees along the river" for n in (9, 3, 5, 1, 7, 2)}
    assert found("trees along the river", texts) == ["gh-9", "gh-3", "gh-5", "gh-1", "gh-7"]


def test_only_those_that_are_asked_for_are_given_and_no_more_than_wanted():
    known = index(TOWN, language="en")
    assert [one.key for one in similar(known, "lamps on the canal", among={"lamps"})] == ["lamps"]
    assert len(similar(known, "lamps on the canal", 1)) == 1


@settings(deadline=None)
@given(st.dictionaries(st.text(min_size=1, max_size=3), st.text("abcdé ,ß\n", max_size=40), max_size=12), st.text())
def test_whatever_was_sent_can_be_asked_and_a_text_is_wholly_like_itself(texts: dict[str, str], other: str):
    known = index(texts, language="xx")
    similar(known, other)
    for key, text in texts.items():
        hits = {one.key: one for one in similar(known, text, len(texts))}
        if key in hits:
            assert hits[key].shared == 100


def test_an_answer_names_what_is_clearly_like_it_by_its_whole_or_by_its_title_alone():
    known = Known(
        {
            "gh-1": ("Solar lamps along the canal", "They need no wire, and nobody has to dig up the bank for them."),
            "gh-2": ("Solar lamps on the canal", ""),
            "gh-3": ("Light", "Solar lamps along the canal need no wire. Nobody has to dig up the bank."),
            "gh-4": ("Nobody repairs the lamps", ""),
            "gh-5": ("More buses", ""),
            "gh-6": ("Night buses", ""),
            "gh-7": ("BUSES!", ""),
        },
        language="en",
    )
    assert known.like("gh-2", among={"gh-1", "gh-3", "gh-4"}, most=3) == ["gh-1"]
    assert known.like("gh-3", among={"gh-1", "gh-2", "gh-4"}, most=3) == ["gh-1"]
    assert known.like("gh-4", among={"gh-1", "gh-2", "gh-3"}, most=3) == []
    assert known.like("gh-1", among={"gh-2", "gh-3"}, most=1) == ["gh-3"]
    assert known.like("gh-6", among={"gh-5", "gh-7"}, most=3) == []  # one word in common
    assert known.like("gh-7", among={"gh-5", "gh-6"}, most=3) == ["gh-5"]  # all that either says


@pytest.mark.slow
@pytest.mark.parametrize("language", ["fr", "de"])
def test_a_planted_copy_with_other_words_and_signs_is_found_first(tmp_path: Path, language: str):
    rows = planted(tmp_path, language, 2_000)
    texts = {int(row["id"]): f"{row['title']}\n{row['body']}" for row in rows}
    family = {int(row["id"]): row["planted_original"] or row["id"] for row in rows}
    known = index(texts, language=language)
    copies = [int(row["id"]) for row in rows if row["planted_original"]]
    right = 0
    for copy in copies:
        hits = [one.key for one in similar(known, texts[copy], likeness.MOST + 1) if one.key != copy]
        right += bool(hits) and family[hits[0]] == family[copy]
    assert len(copies) > 100
    assert right >= 0.99 * len(copies)
