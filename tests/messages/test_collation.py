"""The order in which people look words up."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawloom.messages.collation import key


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["cote", "coté", "côte", "côté", "eau", "École", "œuf", "office", "zèbre"]),
        ("es", ["nube", "nutria", "ñandú", "ñu", "oso"]),
        ("en", ["Article 2", "Article 10", "naive", "naïve", "Quiet nights", "zoo"]),
        ("en", ["co-op", "coop", "COOP"]),
        ("en", ["a b", "ab"]),
        ("en", ["ana", "Ana", "Anna"]),
    ],
)
def test_words_stand_as_in_a_dictionary(language: str, words: list[str]) -> None:
    backwards = words[::-1]
    assert sorted(backwards, key=lambda word: key(word, language)) == words


def test_a_letter_of_ones_own_is_one_only_where_it_is() -> None:
    words = ["ñandú", "nube"]
    assert sorted(words, key=lambda word: key(word, "fr")) == ["ñandú", "nube"]
    assert sorted(words, key=lambda word: key(word, "es-MX")) == ["nube", "ñandú"]


@given(st.lists(st.text(max_size=12)))
@settings(deadline=None)
def test_any_texts_have_one_order_whatever_order_they_come_in(texts: list[str]) -> None:
    backwards = texts[::-1]
    assert sorted(texts, key=key) == sorted(backwards, key=key)


@given(st.text(max_size=12))
@settings(deadline=None)
def test_how_an_accent_is_stored_moves_a_word_past_no_other(text: str) -> None:
    composed, apart = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert key(composed)[:2] == key(apart)[:2]
