"""Characters that do not belong in what people write: they hide, reorder a line, or end one where nobody sees."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lawloom.errors import Problem, problem

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # they change the order in which a line is shown

_BIDI = re.compile(f"[{BIDI}]")
# YAML 1.1 ends a line at the last three, editors do not: their line numbers would part from ours.
_LINE_END = re.compile("\r|\u0085|\u2028|\u2029")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


def without_controls(text: str) -> str:
    """The text without what changes the order of a line, or cannot be seen and is told of as an error."""
    return _CONTROL.sub("", _BIDI.sub("", _LINE_END.sub("\n", text)))


def unwelcome(text: str) -> str:
    """The first sign that changes the order of a line or cannot be seen and is no end of a line; empty: none."""
    found = _BIDI.search(text) or _CONTROL.search(text)
    return found[0] if found else ""


def with_plain_line_ends(text: str) -> str:
    """The text with Windows' line ends written as everyone else's."""
    return text.replace("\r\n", "\n")


def in_data(text: str, file: str, first_line: int = 1) -> Iterator[Problem]:
    """Everything that is refused in YAML, at most one problem a kind and a line."""
    for line, row in enumerate(text.split("\n"), first_line):
        if row.isascii() and row.isprintable():
            continue
        if found := _LINE_END.search(row):
            yield problem("odd-line-end", file, line, character=name_of(found[0]))
        if found := _CONTROL.search(row):
            yield problem("control-character", file, line, character=name_of(found[0]), column=found.start() + 1)
        if found := _BIDI.search(row):
            yield problem("bidi-control", file, line, character=name_of(found[0]), column=found.start() + 1)


def in_prose(text: str, file: str, first_line: int = 1) -> Iterator[Problem]:
    """What is told of Markdown: the same, but bidi controls are only pointed at, for some scripts need them."""
    for found in in_data(text, file, first_line):
        if found.code == "bidi-control":
            yield Problem(found.place, found.code, found.values, warning=True)
        else:
            yield found


def name_of(character: str) -> str:
    """A character by number and name: `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def first_odd(text: str) -> tuple[int, str] | None:
    """Place (from 0) and character of the first that is not plain ASCII: a look-alike letter or an unseen space."""
    return next(((place, character) for place, character in enumerate(text) if not " " < character <= "~"), None)


def is_blank(text: str) -> bool:
    """Whether nothing of it can be seen: spaces, zero-width characters, Hangul fillers."""
    return all(
        unicodedata.category(character) in {"Cc", "Cf", "Zs", "Zl", "Zp"} or character in "\u115f\u1160\u3164\uffa0"
        for character in text
    )
