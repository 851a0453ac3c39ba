"""Plain values inside editorial Markdown: shown as typed, whatever signs are in them."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

from markupsafe import Markup

# Signs that mean something to HTML, to Markdown or to one of its extensions. A numeric character reference is read back
# by the browser in text and in attributes alike, and by no Markdown at all.
# A number sign only matters where a heading would begin or end, and stays readable inside an address.
_SIGNS = re.compile(r"[&<>\"'\\`*_{}\[\]~^|$]|^#|#(?=#*$)")
# What turns the line around (bidi embeddings and overrides) has no place in a name; joiners of scripts stay.
_UNWANTED = re.compile("[\u202a-\u202e\u2066-\u2069]")
# A no-break space (U+00A0, U+202F) is there for a reason, in French before : ; ? and !.
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")
LONGEST_DESCRIPTION = 200


def clean(value: object) -> str:
    """One line of text without control characters, lone surrogates and signs that turn the line around."""
    spaced = "".join(" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in str(value))
    kept = "".join(sign for sign in spaced if unicodedata.category(sign) not in {"Cs", "Cn"})
    return _SPACES.sub(" ", _UNWANTED.sub("", kept)).strip()


def plain(value: object) -> Markup:
    """The text as typed, for Markdown, HTML and attributes alike."""
    return Markup(_SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", clean(value)))  # noqa: S704  escaped just here


def front_matter(values: dict[str, Any]) -> str:
    """A YAML block whose strings are in double quotes: JSON is YAML, and nothing in it can end the block."""
    lines = [f"{key}: {json.dumps(clean(value), ensure_ascii=False)}" for key, value in values.items() if value]
    return "\n".join(["---", *lines, "---"])


def described(text: str) -> str:
    """The beginning of a summary, cut at a word, for search engines and shared links."""
    line = clean(text)
    if len(line) <= LONGEST_DESCRIPTION:
        return line
    return f"{line[: LONGEST_DESCRIPTION - 1].rsplit(' ', 1)[0]}…"
