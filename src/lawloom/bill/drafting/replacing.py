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
    there = said[places[0] : places[0] + len(wanted)]
    given = list(_TOKEN.finditer(_seen(instead)))
    head, tail = _kept(words, asked, instead, given)
    start, before = there[head].start(), ""
    end, after = there[len(there) - tail - 1].end(), ""
    # What both say, and the same signs around it, stays as it is typed in the text: its links, its apostrophes.
    is_begun = bool(given) and (head > 0 or _same(_between(words, asked, 0), _between(instead, given, 0)))
    is_ended = bool(given) and (tail > 0 or _same(words[asked[-1].end() :], instead[given[-1].end() :]))
    new = instead[
        given[head].start() if is_begun else 0 : given[len(given) - tail - 1].end() if is_ended else len(instead)
    ]
    if not is_begun:
        start, before = _taken_back(text, start, words[: asked[0].start()])
    if not is_ended:
        end, after = _taken_on(text, end, words[asked[-1].end() :])
    return Replacement(1, _put(text, start, end, _without(new, before, after)))


def _kept(words: str, asked: list[re.Match[str]], instead: str, given: list[re.Match[str]]) -> tuple[int, int]:
    """How many words at the beginning and at the end both say, with what stands around them; one is left to change."""
    most = min(len(asked), len(given)) - 1
    head = tail = 0
    while head < most and _alike(words, asked, instead, given, head):
        head += 1
    if head and not _same(_between(words, asked, head), _between(instead, given, head)):
        head -= 1
    while tail < most - head and _alike(words, asked, instead, given, -tail - 1):
        tail += 1
    if tail and not _same(_between(words, asked, len(asked) - tail), _between(instead, given, len(given) - tail)):
        tail -= 1
    return head, tail


def _alike(words: str, asked: list[re.Match[str]], instead: str, given: list[re.Match[str]], at: int) -> bool:
    """Whether both say the word at this place, and the same signs on its outer side."""
    a, b = (at, at) if at >= 0 else (len(asked) + at + 1, len(given) + at + 1)
    return _key(asked[at][0]) == _key(given[at][0]) and _same(_between(words, asked, a), _between(instead, given, b))


def _between(text: str, tokens: list[re.Match[str]], at: int) -> str:
    """The signs before the token at this place; those after the last where it is the number of them."""
    start = tokens[at - 1].end() if at else 0
    return text[start : tokens[at].start() if at < len(tokens) else None]


def _same(a: str, b: str) -> bool:
    return a.translate(_LIKE).split() == b.translate(_LIKE).split() and (not a.strip(" ")) == (not b.strip(" "))


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
    if gone.count("](") - gone.count("[") == instead.count("](") - instead.count("["):
        pass  # what was half a link is half a link again
    elif gone.count("](") > gone.count("[") and opened >= 0 and "]" not in head[opened:]:
        head = head[:opened] + head[opened + 1 :]  # the words of a link from its middle on: it leads nowhere now
    elif (rest := re.match(r"[^\[\]\n]*\]\([^()\s]*\)", tail)) and gone.count("[") > gone.count("]("):
        tail = tail[: rest[0].index("](")] + tail[rest.end() :]
    elif head.endswith("[") and gone.endswith(")") and "](" in gone:
        head = head[:-1]
    if not instead.strip() and head.endswith(" ") and (not tail or tail[0] in " ,.;:)\n"):
        head = head[:-1]
    return f"{head}{instead}{tail}"
