"""What a text says once capitals, accents, signs and spaces are put aside: the words that copies share."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_SPACE = re.compile(r"\s+")
# Signs that stand on letters and do not change the word: vowels and short marks of Arabic and Hebrew; then accents.
_SIGNS = r"\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u20d0-\u20ff"
_VOWEL_SIGNS = re.compile(rf"[{_SIGNS}]+")
_MARKS = re.compile(rf"[\u0300-\u036f{_SIGNS}]+")


@lru_cache(maxsize=1 << 17)
def folded(word: str) -> str:
    """A word in small letters without accents; "ß" is "ss"."""
    small = word.casefold()
    if small.isascii():
        return small
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFKD", small)))


def written_words(text: str) -> list[str]:
    """The words and numbers of a text in small letters, in their order, accents kept; signs only part words."""
    small = text.casefold()
    if not small.isascii():
        small = _VOWEL_SIGNS.sub("", unicodedata.normalize("NFC", small))
    return _WORD.findall(small)


def words_of(text: str) -> list[str]:
    """The words and numbers of a text, folded, in their order; signs part words and are dropped."""
    return list(map(folded, written_words(text)))


def wording(text: str) -> str:
    """What two copies have in common: their words joined by spaces; of a text without words, its signs without spaces.

    So "Oui!" is "oui" and "..." stays "...": a thumb up and a thumb down are not the same text.
    """
    words = words_of(text)
    return " ".join(words) if words else _SPACE.sub("", text)
