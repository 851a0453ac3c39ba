"""Quoted words put into the place of others, in Markdown of which readers saw the typeset words alone. Pure.

Who proposes other words copies them from the page: without the marks of links, emphasis and code, with the apostrophes
of their keyboard. So letters and figures are compared, and the marks around them follow. What was quoted with its marks
("| park | 50 |", "(a) where it stands,") gives way with them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_MARK = "\x1f"
_TOKEN = re.compile("[^\\W_]+(?:(?:\u00ad|(?<=\\d)[.,](?=\\d))[^\\W_]+)*")
# What the typeset page does not show: a link's target and brackets, marks of notes, elements, ids.
_UNSEEN = re.compile(
    r"\]\([^()\s]{0,1000}\)|\[\^[^\[\]\s]{1,50}\]:?|</?[A-Za-z][^<>\n]{0,300}>|\{[ \t]*:?[ \t]*#[^{}\n]{1,200}\}"
)
_LIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "‑": "-"})
_PAIRS = ("**", "__", "`", "*", "_")


@dataclass(frozen=True, slots=True)
class Replacement:
    """times: in how many places the words stand; text: what it would be, None unless they stand in one."""

    times: int
    text: str | None = None


NOWHERE = Replacement(0)


def replacement(text: str, words: str, instead: str) -> Replacement:
    """The text with these words in the place of those."""
    asked = list(_TOKEN.finditer(_seen(words)))
    wanted = [_key(found[0]) for found in asked]
    if not wanted:
        return NOWHERE
    said = list(_TOKEN.finditer(_seen(text)))
    keys = [_key(found[0]) for found in said]
    places = _places(keys, wanted) or _places([one.casefold() for one in keys], [one.casefold() for one in wanted])
    if len(places) != 1:
        return Replacement(len(places))
    start, end = said[places[0]].start(), said[places[0] + len(wanted) - 1].end()
    start, before = _taken_back(text, start, words[: asked[0].start()])
    end, after = _taken_on(text, end, words[asked[-1].end() :])
    instead = _without(instead, before, after)
    return Replacement(1, _put(text, start, end, instead))


def _seen(markdown: str) -> str:
    """With blanks in place of what the typeset page does not show, each letter where it was."""
    return _UNSEEN.sub(lambda found: " " * len(found[0]), markdown)


def _key(word: str) -> str:
    return unicodedata.normalize("NFC", word.replace("\u00ad", ""))


def _places(keys: list[str], wanted: list[str]) -> list[int]:
    """At which of the keys the wanted ones begin, one after the other."""
    row = _MARK.join(["", *keys, ""])
    asked_for = _MARK.join(["", *wanted, ""])
    found, at = [], row.find(asked_for)
    while at >= 0:
        found.append(at)
        at = row.find(asked_for, at + 1)
    counted, last, places = 0, 0, []
    for at in found:
        counted += row.count(_MARK, last, at)
        last = at
        places.append(counted)
    return places


def _taken_back(text: str, start: int, marks: str) -> tuple[int, str]:
    """Where the quotation begins with the marks that stand before it, and those of them that do not."""
    left = "".join(marks.split())
    while left:
        at = start - 1
        while at >= 0 and text[at] in " \t\u00a0\u202f":
            at -= 1
        if at < 0 or text[at].translate(_LIKE) != left[-1].translate(_LIKE):
            break
        start, left = at, left[:-1]
    return start, left


def _taken_on(text: str, end: int, marks: str) -> tuple[int, str]:
    left = "".join(marks.split())
    while left:
        at = end
        while at < len(text) and text[at] in " \t\u00a0\u202f":
            at += 1
        if at >= len(text) or text[at].translate(_LIKE) != left[0].translate(_LIKE):
            break
        end, left = at + 1, left[1:]
    return end, left


def _without(instead: str, before: str, after: str) -> str:
    """Without the marks that stand around both quotations and not in the text: people put words between quotes."""
    if before and instead.translate(_LIKE).startswith(before.translate(_LIKE)):
        instead = instead[len(before) :].lstrip()
    if after and instead.translate(_LIKE).endswith(after.translate(_LIKE)):
        instead = instead[: len(instead) - len(after)].rstrip()
    return instead


def _put(text: str, start: int, end: int, instead: str) -> str:
    """The new words in their place; what the old ones left half open, a link or an emphasis, goes with them."""
    head, gone, tail = text[:start], text[start:end], text[end:]
    for pair in _PAIRS:
        whole = len(pair) > 1 or pair == "`"
        n = gone.count(pair) if whole else gone.replace(pair * 2, "").count(pair)
        doubled = instead.startswith(pair) and head.endswith(pair) and tail.startswith(pair)
        if n % 2 and head.endswith(pair):
            head = head[: -len(pair)]
        elif n % 2 and tail.startswith(pair):
            tail = tail[len(pair) :]
        elif doubled:
            head, tail = head[: -len(pair)], tail[len(pair) :]
    opened = head.rfind("[")
    if gone.count("](") > gone.count("[") and opened >= 0 and "]" not in head[opened:]:
        head = head[:opened] + head[opened + 1 :]  # the words of a link from its middle on: it leads nowhere now
    elif (rest := re.match(r"[^\[\]\n]*\]\([^()\s]*\)", tail)) and gone.count("[") > gone.count("]("):
        tail = tail[: rest[0].index("](")] + tail[rest.end() :]
    elif head.endswith("[") and gone.endswith(")") and "](" in gone:
        head = head[:-1]
    if not instead.strip() and head.endswith(" ") and (not tail or tail[0] in " ,.;:)\n"):
        head = head[:-1]
    return f"{head}{instead}{tail}"
