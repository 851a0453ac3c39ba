"""The order in which people look words up: the same on every machine, without its locale and without a library for it.

Letters first, then accents, then capitals; figures as numbers; marks only where nothing else differs. A letter that a
language counts as one of its own stands after the one it looks like (Spanish ñ). Languages whose order is not that of
their code points, or who look words up by sound or stroke, are not served: theirs is the order of Unicode.
"""

from __future__ import annotations

import re
import unicodedata

Key = tuple[object, ...]

# Letters that no decomposition takes apart, as dictionaries look them up.
_WRITTEN_OUT = str.maketrans({"æ": "ae", "œ": "oe", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "þ": "th"})
_OWN = {"es": {"n\u0303": "n\uffff"}}  # by language: a letter with its mark, and where it stands
_FIGURES = re.compile(r"[0-9]+")


def key(text: str, language: str = "") -> Key:
    """What to sort titles and names by; equal only for equal texts.

    language  BCP 47, of those who read the list
    """
    apart = unicodedata.normalize("NFKD", text)
    low = unicodedata.normalize("NFKD", apart.casefold().translate(_WRITTEN_OUT))
    for letter, place in _OWN.get(language.split("-")[0].lower(), {}).items():
        low = low.replace(letter, place)
    letters = "".join(sign for sign in low if _is_looked_up(sign)).strip()
    accents = "".join(sign for sign in low if unicodedata.combining(sign) or _is_looked_up(sign))
    capitals = tuple(sign.isupper() for sign in apart if sign.isalpha())
    return _with_numbers(letters), accents, capitals, text


def _is_looked_up(sign: str) -> bool:
    return sign == " " or sign == "\uffff" or sign.isalnum()


def _with_numbers(letters: str) -> tuple[tuple[str, int], ...]:
    """Text and number by turns, so that Article 2 stands before Article 10."""
    parts: list[tuple[str, int]] = []
    at = 0
    for found in _FIGURES.finditer(letters):
        parts.append((letters[at : found.start()], int(found[0][:18])))
        at = found.end()
    return (*parts, (letters[at:], -1))
