"""What stands above articles: which of part, title, chapter and section a heading is, and what it stands in."""

from __future__ import annotations

import re
import unicodedata

from lawloom.content import marks
from lawloom.model.article import Division

RANKS = ("part", "book", "title", "chapter", "section", "subsection")  # the outermost first
_RANK = {kind: rank for rank, kind in enumerate(RANKS)}
_ORDINALS = """
one two three four five six seven eight nine ten first second third fourth fifth preliminary final
premier premiere preliminaire deuxieme troisieme quatrieme cinquieme unique ier
primero primera preliminar segundo segunda tercero tercera cuarto cuarta quinto quinta unico unica
"""
_NUMBER = re.compile(rf"(?:\d+|[ivxlc]+|[a-z]|{'|'.join(_ORDINALS.split())})(?:er|o|a|º|ª|°)?\b")


def _bare(text: str) -> str:
    """In small letters without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()


_KIND_OF = {_bare(form): kind for form, kind in marks.KIND_OF.items() if kind in RANKS and form != "§"}
_KIND_OF["paragraphe"] = "subsection"  # so do French codes rank it


def division(text: str, heading: str, title: str, line: int, id: str) -> Division:
    """The division of a heading: a word of RANKS with a number behind it says which; else it is a chapter."""
    kind = kind_of(text)
    return Division(kind or "chapter", heading, title, text, line, id)


def innermost(within: tuple[Division, ...], new: Division) -> tuple[Division, ...]:
    """What an article below the new heading stands in, the outermost first."""
    return (*(one for one in within if _RANK[one.kind] < _RANK[new.kind]), new)


def kind_of(text: str) -> str:
    """The kind that the first word of a heading says, where a number follows it; else empty."""
    words = _bare(text[:100]).split(None, 1)
    if len(words) == 2 and _NUMBER.match(words[1]):
        return _KIND_OF.get(words[0], "")
    return ""
