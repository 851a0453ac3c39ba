"""Which way a language is written: one rule for the pages of every renderer."""

from __future__ import annotations

# ISO 639 codes of languages usually written from the right (CLDR).
RIGHT_TO_LEFT = frozenset(["ar", "arc", "ckb", "dv", "fa", "ha", "he", "khw", "ks", "ps", "sd", "ug", "ur", "yi"])


def direction(language: str) -> str:
    """`rtl` for languages written from the right, else `ltr`; language is a BCP 47 tag."""
    return "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"
