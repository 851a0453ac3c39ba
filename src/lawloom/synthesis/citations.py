"""What a synthesis quotes and counts: citations in its text, found with their lines. Pure.

    The first tram keeps people awake [#cs-12]; so do bins [#cs-3, #cs-9].
    It had [#cs-12: 97 for, 9 mixed, 7 against].
    > It is the first tram, not the last […] that wakes the children. [#cs-12]
    One of them writes “I sleep in the kitchen” [#cs-9].

A quote is a block that ends with a citation, or what stands between quotation marks right before one. Words that were
left out are marked […] or [...].
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from lawloom.model.ids import ContributionId

_ID = r"[a-z0-9][a-z0-9.-]*"
CITATION = re.compile(rf"(?<!\\)\[#(?P<ids>{_ID}(?:\s*,\s*#{_ID})*)(?:\s*:\s*(?P<figures>[^\]\n]+))?\]")
_LIKE_ONE = re.compile(r"(?<!\\)\[#[^\]\n]*(?:\]|$)", re.MULTILINE)  # what somebody meant for one
_BLOCK = re.compile(r"(?:^ {0,3}>[^\n]*(?:\n|\Z))+", re.MULTILINE)
_MARK = re.compile(r"^ {0,3}> ?", re.MULTILINE)
_CODE = re.compile(
    r"^ {0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}\1[^\n]*$|\Z)|(?<!`)(`+)(?!`)[^\n]*?(?<!`)\2(?!`)", re.S | re.M
)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_FIGURE = re.compile(r"(?P<number>\d[\d\s.,'’\u00a0\u202f]*)\s+(?P<word>[^\d]+)")
# A closing mark and what opens it.
_OPENED_BY = {"”": "“„”", "“": "„", "»": "«", "«": "»", '"': '"', "’": "‘"}
_LONGEST = 5_000  # letters of a quote between marks


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that the synthesis gives, and what it counts in the words that stand there, in lower case."""

    number: int
    word: str


@dataclass(frozen=True, slots=True)
class Citation:
    """One pair of brackets.

    line     in the text, counted from 1
    ids      what is cited, in the order in which it stands there
    figures  of the one cited
    odd      what stands among the figures and is none
    quote    the words quoted, as they stand; empty: none are
    span     where it stands in the text, its quote with it: the first letter and the one after the last
    """

    line: int
    ids: tuple[ContributionId, ...]
    figures: tuple[Figure, ...] = ()
    odd: tuple[str, ...] = ()
    quote: str = ""
    span: tuple[int, int] = field(default=(0, 0), compare=False)
    is_block: bool = False  # the quote is a block of its own


def citations(text: str) -> list[Citation]:
    """All citations of a Markdown text, in order; none of code or of comments."""
    plain = _plain(text)
    starts = [0, *(match.end() for match in re.finditer("\n", plain))]
    blocks = {block.end(): block for block in _BLOCK.finditer(plain)}
    ends = sorted(blocks)
    found = []
    for match in CITATION.finditer(plain):
        at = bisect_right(ends, match.start())
        block = blocks[ends[at]] if at < len(ends) and blocks[ends[at]].start() <= match.start() else None
        ids = tuple(id.strip().removeprefix("#") for id in match["ids"].split(","))
        figures, odd = _figures(match["figures"] or "")
        quote, begin, is_block = "", match.start(), False
        if len(ids) == 1 and not match["figures"]:
            quote, begin, is_block = _quote(plain, match, block)
        line = bisect_right(starts, match.start())
        found.append(Citation(line, ids, figures, odd, quote, (begin, match.end()), is_block))
    return found


def unreadable(text: str) -> list[tuple[int, str]]:
    """What looks like a citation and is none, and blocks of quotes that cite nobody: line, and what stands there.

    Of a block its first words are given, after a mark of quotation.
    """
    plain = _plain(text)
    odd = [match for match in _LIKE_ONE.finditer(plain) if not CITATION.fullmatch(match[0])]
    found = [(plain.count("\n", 0, match.start()) + 1, match[0]) for match in odd]
    for block in _BLOCK.finditer(plain):
        if not _LIKE_ONE.search(block[0]):
            found.append((plain.count("\n", 0, block.start()) + 1, f"> {_MARK.sub('', block[0]).strip()[:60]}"))
    return sorted(found)


def _plain(text: str) -> str:
    """The text without code and comments, as long as it was."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _COMMENT.sub(_blank, _CODE.sub(_blank, text))


def _blank(match: re.Match[str]) -> str:
    """As long, on as many lines, and nothing to be found in it."""
    return re.sub(r"[^\n]", " ", match[0])


def _figures(text: str) -> tuple[tuple[Figure, ...], tuple[str, ...]]:
    figures, odd = [], []
    for part in _parts(text):
        match = _FIGURE.fullmatch(part)
        if match:
            figures.append(Figure(int(re.sub(r"\D", "", match["number"])), " ".join(match["word"].lower().split())))
        else:
            odd.append(part)
    return tuple(figures), tuple(odd)


def _parts(text: str) -> Iterator[str]:
    """At commas and semicolons, but not at one inside a number: "1,207 for, 3 against" are two."""
    yield from (part.strip() for part in re.split(r"[;,](?!\d{3}(?!\d))", text) if part.strip())


def _quote(text: str, match: re.Match[str], block: re.Match[str] | None) -> tuple[str, int, bool]:
    """The words, where they begin with their mark, and whether they are a block."""
    if block is not None and not text[match.end() : block.end()].strip(" \n>.,;:!?"):
        before = text[block.start() : match.start()]
        last = max((one.end() for one in CITATION.finditer(before)), default=0)
        return _MARK.sub("", before[last:]).strip(), block.start() + last, True
    start = block.start() if block is not None else max(text.rfind("\n\n", 0, match.start()), 0)
    before = text[max(start, match.start() - _LONGEST) : match.start()].rstrip(" \n\u00a0\u202f.,;:!?")
    opened_by = _OPENED_BY.get(before[-1:])
    if not opened_by:
        return "", match.start(), False
    opening = max(before.rfind(mark, 0, -1) for mark in opened_by)
    if opening < 0:
        return "", match.start(), False
    begin = max(start, match.start() - _LONGEST) + opening
    return _MARK.sub("", before[opening + 1 : -1]).strip(), begin, False
