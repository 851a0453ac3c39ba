"""The text as a row of sections: a heading with what stands below it up to the next heading, whatever its level."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from lawloom.bill.reading.cutting import Cut
from lawloom.bill.reading.numbering import Heading, heading_of

MARKED = 6  # the deepest level that marks can give; a heading that has none is told by its word
LONGEST_TITLE = 8  # words of a heading without marks; more are a sentence
_RANKS = ("part", "annex", "book", "title", "chapter", "section", "subsection")
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\b\d+\b")


@dataclass(slots=True)
class Section:
    """One heading's stretch of the text; the first may have none."""

    heading: Heading | None
    level: int  # 0: without a heading
    first: int  # of its blocks, the heading included
    after: int
    body: str  # without the heading, as it stands
    masked: str = ""  # its words, every number written as 0: the same after a renumbering
    words: Counter[str] = field(default_factory=Counter)

    @property
    def label(self) -> tuple[str, str, str]:
        """Kind, number and title, as compared."""
        if self.heading is None:
            return "", "", ""
        return self.heading.kind, self.heading.number, " ".join(self.heading.title.lower().split())

    @property
    def titled(self) -> tuple[str, str] | None:
        """Kind and title, where it has one: what is left of its name when the number changes."""
        kind, _, title = self.label
        return (kind, title) if title else None

    @property
    def exact(self) -> str:
        """The words as they stand, with their numbers."""
        return " ".join(self.body.lower().split())

    @property
    def is_bare(self) -> bool:
        """Whether nothing but a number tells it from others."""
        return not self.words and not self.label[2]


def sections_of(text: str, cuts: list[Cut]) -> list[Section]:
    """All blocks of the text, each in one section, in order; none for an empty text."""
    if not cuts:
        return []
    starts = [n for n, one in enumerate(cuts) if one.kind == "heading"]
    if not starts or starts[0]:
        starts.insert(0, 0)
    found = []
    for first, after in zip(starts, [*starts[1:], len(cuts)], strict=True):
        head = cuts[first] if cuts[first].kind == "heading" else None
        begin = head.end if head else cuts[first].start
        body = text[begin : cuts[after - 1].end]
        heading = heading_of(text[head.start : head.end]) if head else None
        if head and heading and head.level > MARKED and len(heading.title.split()) > LONGEST_TITLE:
            # "Sec. 2. Whoever keeps a register publishes it.": what stands behind the number is text.
            heading, body = replace(heading, title="", text=heading.label), f"{heading.title}\n{body}"
        words = _WORD.findall(_NUMBER.sub("0", body.lower()))
        found.append(Section(heading, _level(head, heading), first, after, body, " ".join(words), Counter(words)))
    return found


def _level(head: Cut | None, heading: Heading | None) -> int:
    if head is None or heading is None:
        return 0
    if head.level <= MARKED:
        return head.level
    return MARKED + 1 + (_RANKS.index(heading.kind) if heading.kind in _RANKS else len(_RANKS))


def likeness(a: Section, b: Section) -> float:
    """How many of their words two sections share, 0 to 1; two empty ones are alike."""
    many = a.words.total() + b.words.total()
    if not many:
        return 1.0
    small, large = (a.words, b.words) if len(a.words) < len(b.words) else (b.words, a.words)
    return 2 * sum(min(n, large[word]) for word, n in small.items() if word in large) / many
