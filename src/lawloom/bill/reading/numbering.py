"""Numbers that texts of law count with: in headings, in references to them, and at the start of paragraphs.

An article keeps being the same when its number changes, and a reference that follows says nothing new. So all three
have to be told from other words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from lawloom.content import marks

_HEADING = re.compile(rf"(?P<word>{marks.WORD}){marks.SPACE}*(?P<number>{marks.NUMBER})(?=$|[\s.:,;–—-]|\*)")
_BARE = re.compile(r"(?P<number>\d{1,4}(?:\.\d{1,4}){0,5}[a-z]?|[IVXLC]{1,7}(?=[.)]))(?:[.)]|(?=\s))\s+(?=\S)")
_ID = re.compile(r"[ \t]*\{[ \t]*#([^{}\s]*)[ \t]*\}[ \t]*$")
_IN_LIST = re.compile(marks.NUMBER)
UNSAID = ("article", "section")  # what a number means in front of a title, "3. Fees"
_SHAPE = re.compile(r"\d+|[a-z]+|[IVXLC]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says: "Article", "7", "Open data", and the id that it bears."""

    text: str  # without marks and id
    id: str
    kind: str  # article, chapter...; empty where it has no such word
    number: str  # as written; empty: it has none
    title: str
    span: tuple[int, int]  # of the number, in the rows of the heading

    @property
    def label(self) -> str:
        """What stands before the title: "Article 7"."""
        return self.text[: len(self.text) - len(self.title)].strip(" \t.:–—-") if self.number else ""


def heading_of(rows: str) -> Heading:
    """What the rows of a heading say, `#` marks or an underline included."""
    first = rows.split("\n", 1)[0]
    start = len(first) - len(first.lstrip(" #\t"))
    rest = first[start:].rstrip().rstrip("#").rstrip()
    given = _ID.search(rest)
    bare = rest[: given.start()] if given else rest
    inner = len(bare) - len(bare.lstrip("*_ "))
    match = _HEADING.match(bare, inner) or _BARE.match(bare, inner)
    if match is None:
        return Heading(bare.strip(), given[1] if given else "", "", "", bare.strip(), (0, 0))
    kind = marks.KIND_OF.get(match["word"].lower(), "") if "word" in match.re.groupindex else ""
    title = bare[match.end() :].strip(" \t.:–—-*_\u00a0")
    return Heading(
        bare.strip(),
        given[1] if given else "",
        kind,
        match["number"],
        title,
        (start + match.start("number"), start + match.end("number")),
    )


def plain(number: str) -> str:
    """A number as it is compared: `1er` and `premier` are 1, blanks do not matter."""
    bare = "".join(number.split()).replace("‑", "-").replace("–", "-").replace("*", "")
    if bare in ("premier", "première"):
        return "1"
    return re.sub(r"^(\d+)(?:er|re|ère|st|nd|rd|th|[°ºª])", r"\1", bare)


@dataclass(frozen=True, slots=True)
class Renumbering:
    """Which number became which, by kind and as compared: {("article", "7"): "9"}; only what is certain."""

    became: Mapping[tuple[str, str], str]
    known: frozenset[tuple[str, str]]  # of headings that are the same in both texts, before and after
    kinds: frozenset[str]  # of marks.KINDS: references by these words are looked for

    @classmethod
    def of(cls, pairs: Iterable[tuple[Heading, Heading]]) -> Renumbering:
        """From headings of what is the same before and after. A number that became several things became nothing."""
        found: dict[tuple[str, str], set[str]] = {}
        known: set[tuple[str, str]] = set()
        for was, now in pairs:
            if was.number and now.number and was.kind == now.kind:
                found.setdefault((was.kind, plain(was.number)), set()).add(plain(now.number))
                known |= {(was.kind, plain(was.number)), (now.kind, plain(now.number))}
        sure = {key: next(iter(numbers)) for key, numbers in found.items() if len(numbers) == 1}
        became = {key: number for key, number in sure.items() if number != key[1]}
        kinds = {kind for kind, _ in became}
        if "" in kinds:  # "3. Fees" is spoken of by a word that its heading leaves out
            kinds |= {kind for kind in UNSAID if not any(one == kind for one, _ in known)}
        return cls(became, frozenset(known), frozenset(kinds - {""}))

    def of_the_later(self) -> Renumbering:
        """For the later text: its numbers are what they became."""
        return replace(self, became={})

    def read(self, kind: str, number: str) -> tuple[int, str]:
        """How many signs of a reference are the number of a heading, and what that is compared by.

        Of "artículo 6.2" it is the 6, where there is an article 6 and none that is called 6.2.
        """
        for end in (len(number), *(n for n in range(len(number) - 1, 0, -1) if number[n] in "-‑–.")):
            for key in ((kind, plain(number[:end])), ("", plain(number[:end]))):
                if key in self.known and (key[0] or kind in UNSAID):
                    return end, self.became.get(key, key[1])
        return len(number), " ".join(number.split())


def references(text: str, kinds: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """Where numbers of articles, sections and the like are spoken of: first and last place, kind. In order.

    kinds  of marks.KINDS that are looked for
    """
    for match in _reference(frozenset(kinds)).finditer(text):
        kind = marks.KIND_OF[match["word"].lower()]
        for number in _IN_LIST.finditer(text, match.start("first"), match.end()):
            yield *number.span(), kind


@cache
def _reference(kinds: frozenset[str]) -> re.Pattern[str]:
    word = marks.any_of([form for form, kind in marks.KIND_OF.items() if kind in kinds])
    space, number = marks.SPACE, marks.NUMBER
    joins = "et|and|y|e|en|ou|or|o|u|und|oder|à|to|au|al?|bis|through|[-–]"
    return re.compile(
        rf"(?<![\w-])(?P<word>{word}){space}?(?P<first>{number})"
        rf"(?:(?:,{space}?|{space}(?:{joins}){space})(?:{number}))*"
    )


def marker_of(block: str) -> tuple[int, int, str] | None:
    """The number a paragraph or item begins with, `(1)`, `1°`, `a)`, `2.`: where it stands and its shape."""
    match = marks.MARKER.match(block)
    if match is None:
        return None
    return *match.span("mark"), _SHAPE.sub("0", match["mark"])
