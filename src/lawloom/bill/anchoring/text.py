"""A text as its readers see it: sentence by sentence, each with the place where it stands. Pure.

A place is an article by its id, or, in a text without ids, the heading above. What Markdown adds to words is taken off,
and the number in front of a paragraph is kept apart from its words: numbers may change, the words are what was said.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from lawloom.bill.anchoring import essay_paragraphs
from lawloom.content import marks
from lawloom.model.article import Article, Paragraph, Point

LONGEST_HEADING = 10  # words of one without marks; more are a sentence
MARK = "\x1f"  # between words; it stands in none

_ID = re.compile(r"\{[ \t]*:?[ \t]*#([^\s{}]{1,100})[^{}\n]{0,200}\}")
_MARKER = re.compile(r"[ \t]*(?:[-*+]|>)[ \t]+|[ \t]*>")
_DIVIDER = re.compile(r"[ \t|:-]+")
# In front of the words of a paragraph or point, with what stands between.
_LABEL = re.compile(rf"(?:{marks.LABEL})(?=[ \t.–—-])[ \t]*(?:[.–—-][ \t]+)*")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\](?:\([^()\s]{0,1000}\)|\[[^\[\]\n]{0,100}\])")
_NOTE = re.compile(r"\[\^[^\[\]\s]{1,50}\]")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,300}>")
_EMPHASIS = re.compile(r"(?<![\w\\])[*_]{1,3}(?=\S)|(?<=[^\s\\])[*_]{1,3}(?!\w)|`+")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_END = re.compile(r"[.!?…]+[\"”’»)\]]*\s+(?=[\"“‘«(\[]*\s?[^\W_])")
# A full stop after these ends no sentence: "art. 3", "No. 4", "M. Dupont", "L. 123-4".
_SHORT = re.compile(
    r"(?:(?<!\w)(?:\w|art|arts|al|no|nos|nr|núm|cf|p|pp|vol|ch|sec|par|mme|mm|dr|st|ste|vs|ex|e\.g|i\.e))\.\s+\Z", re.I
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_HIGH = re.compile(r"\A<sup>(\d{1,2})(?:bis|ter)?</sup>")
_HIGH_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """text: its words as they are read; block: of its place, from 0; start: its letter in the whole."""

    text: str
    place: str
    block: int
    start: int
    words: tuple[str, ...]  # as they are compared

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True)  # no slots: what is looked up in it is kept with it
class PlainText:
    """whole: all sentences as they are read, with the numbers of paragraphs, one block a line."""

    whole: str
    sentences: tuple[Sentence, ...]
    headings: dict[str, str]  # by place
    addresses: dict[tuple[str, int], str] = field(default_factory=dict)  # anchors of blocks on a page, where known

    def address(self, sentence: int) -> str:
        """The anchor nearest to a sentence: of its paragraph or point, else its place."""
        one = self.sentences[sentence]
        return self.addresses.get((one.place, one.block), one.place)

    @cached_property
    def row(self) -> str:
        """All words one after the other, each between two marks."""
        return "".join([MARK, *(f"{MARK.join(one.words)}{MARK}" for one in self.sentences)])

    @cached_property
    def starts(self) -> list[int]:
        """The letter of the row at which each sentence begins."""
        found, at = [], 1
        for one in self.sentences:
            found.append(at)
            at += sum(map(len, one.words)) + len(one.words)
        return found


def of_articles(articles: Iterable[Article]) -> PlainText:
    """The text of the articles of a bill, with the addresses of their paragraphs and points."""
    found = _Gathering()
    for one in articles:
        found.begin(one.id, ". ".join(part for part in (one.heading, one.title) if part))
        if not one.paragraphs:
            for block in _blocks(one.text.split("\n")):
                found.take(block)
        for paragraph in one.paragraphs:
            _take(found, paragraph)
    return found.text()


def of_essay(markdown: str) -> PlainText:
    """The text of an essay: one place, its paragraphs in order."""
    found = _Gathering()
    found.begin("", "")
    for part, number in essay_paragraphs.parts(markdown):
        for block in _blocks(part.split("\n")):
            found.take(block, essay_paragraphs.address(number))
    return found.text()


def _take(found: _Gathering, part: Paragraph | Point) -> None:
    number = f"{part.number} " if part.number not in ("", "-", "*", "+") else ""
    for one in part.content:
        if isinstance(one, str):
            for block in _blocks(one.split("\n")):
                found.take(f"{number}{block}", part.address)
                number = ""
        else:
            _take(found, one)


def of_markdown(markdown: str) -> PlainText:
    """Any Markdown, front matter left out: a heading that has an id begins a place, without ids every heading does."""
    rows = _without_front_matter(markdown.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    with_ids = any(marks.HEADING.match(row) and _ID.search(row) for row in rows)
    found = _Gathering()
    found.begin("", "")
    held: list[str] = []
    fence = ""
    for at, row in enumerate(rows):
        fence = marks.fence_after(row, fence)
        begin = 0 if fence else _heading_at(rows, at)
        if not begin:
            held.append(row)
            continue
        for block in _blocks(held):
            found.take(block)
        held = []
        title = row[begin:].strip().rstrip("#").strip() if begin > 0 else row
        id = _ID.search(title)
        called = plain(_ID.sub("", title))
        if id or not with_ids:
            found.begin(id[1] if id else _unnumbered(called), called)
    for block in _blocks(held):
        found.take(block)
    return found.text()


def plain(markdown: str) -> str:
    """Words as they are read: without links, emphasis, marks of notes and elements, in one line."""
    text = _TAG.sub("", _NOTE.sub("", _LINK.sub(r"\1", markdown)))
    text = _ESCAPED.sub(r"\1", _EMPHASIS.sub("", text))
    return " ".join(html.unescape(text).split())


def words(text: str) -> tuple[str, ...]:
    """The words as they are compared: without case and punctuation, however they are composed."""
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text).translate(_SAME).casefold()))


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where each word begins and ends, in letters, where composing letters anew leaves them as many as they are."""
    return [found.span() for found in _WORD.finditer(text.translate(_SAME))]


def unlabelled(text: str) -> str:
    """A paragraph without the number in front of it."""
    found = _LABEL.match(text)
    return text[found.end() :] if found and found.end() < len(text) else text


class _Gathering:
    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._sentences: list[Sentence] = []
        self._headings: dict[str, str] = {}
        self._addresses: dict[tuple[str, int], str] = {}
        self._place, self._block = "", 0

    def begin(self, place: str, heading: str) -> None:
        many = 2
        named = place
        while named in self._headings:  # the same heading twice
            named = f"{place} {many}"
            many += 1
        self._headings[named] = heading
        self._place, self._block = named, 0

    def take(self, block: str, address: str = "") -> None:
        label = _LABEL.match(block)
        skipped = label.end() if label and label.end() < len(block) else 0
        begin = skipped
        for end in (*_ends(block, skipped), len(block)):
            said = block[begin:end].rstrip()
            told = words(said)
            if told:
                start = self._length + begin
                self._sentences.append(Sentence(said, self._place, self._block, start, told))
            begin = end
        self._parts.append(block)
        self._length += len(block) + 1
        if address:
            self._addresses[self._place, self._block] = address
        self._block += 1

    def text(self) -> PlainText:
        return PlainText("\n".join(self._parts), tuple(self._sentences), self._headings, self._addresses)


def _ends(block: str, begin: int) -> list[int]:
    """Where sentences of a block begin, but the first."""
    found = []
    for end in _END.finditer(block, begin):
        if not _SHORT.search(block, max(begin, end.end() - 12), end.end()):
            found.append(end.end())
    return found


def _blocks(rows: list[str]) -> list[str]:
    """Paragraphs, points and rows of tables, each in one line as it is read."""
    found: list[str] = []
    held: list[str] = []
    fence = ""

    def close() -> None:
        # A number set high is no word: it stays one when the marks of the element go.
        row = _HIGH.sub(lambda number: number[1].translate(_HIGH_DIGITS), " ".join(held), count=1)
        if held and (text := plain(row)):
            found.append(text)
        held.clear()

    for row in rows:
        was = fence
        fence = marks.fence_after(row, fence)
        bare = row.strip()
        if was or fence:
            close()
            if bare and was and fence:
                found.append(" ".join(bare.split()))
        elif not bare or marks.UNDERLINE.fullmatch(row) or marks.RULE.fullmatch(row):
            close()
        elif bare.startswith("|"):
            close()
            if not _DIVIDER.fullmatch(bare):
                held.append(" ".join(cell.strip() for cell in bare.strip("|").split("|")))
                close()
        elif heading := marks.HEADING.match(row):
            close()
            held.append(_ID.sub("", row[heading.end() :]).rstrip("# "))
            close()
        elif marker := _MARKER.match(row):
            close()
            held.append(row[marker.end() :])
        else:
            if held and _LABEL.match(bare) and not bare[0].isalpha():
                close()
            held.append(bare)
    close()
    return found


def _heading_at(rows: list[str], at: int) -> int:
    """Where the words of a heading begin in this row; -1 for one without marks, amid empty rows; 0 for none."""
    row = rows[at]
    if heading := marks.HEADING.match(row):
        return heading.end()
    alone = (at == 0 or not rows[at - 1].strip()) and (at + 1 == len(rows) or not rows[at + 1].strip())
    return -1 if alone and row and marks.is_plain_heading(row) and len(row.split()) <= LONGEST_HEADING else 0


def _unnumbered(called: str) -> str:
    """A heading without its number, by which it is known again; all of it where there is nothing else."""
    rest = re.sub(r"^\W*\w{0,20}\W{0,3}(?:[0-9]+\S*|[IVXL]+)(?:\W+|$)", "", called)
    return rest or called


def _without_front_matter(rows: list[str]) -> list[str]:
    if not rows or rows[0].strip() != "---":
        return rows
    end = next((at for at, row in enumerate(rows[1:], 1) if row.strip() == "---"), None)
    return rows if end is None else rows[end + 1 :]
