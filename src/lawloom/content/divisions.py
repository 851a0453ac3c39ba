"""What stands above articles: which of part, title, chapter and section a heading is, and what it stands in."""

from __future__ import annotations

import re
import unicodedata

from lawloom.model.bill import Division

# The outermost first. Names as in English, French, Spanish, German, Italian and Portuguese, without accents.
KINDS = {
    "part": "part partie parte teil deel",
    "book": "book livre libro buch livro boek",
    "title": "title titre titulo titel titolo",
    "chapter": "chapter chapitre capitulo kapitel capo hoofdstuk",
    "section": "section seccion abschnitt sezione secao seccao afdeling",
    "subsection": "subsection sous-section subseccion unterabschnitt subsecao paragraphe",
}
_KIND_OF = {word: kind for kind, words in KINDS.items() for word in words.split()}
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
_ORDINALS = """
one two three four five six seven eight nine ten first second third fourth fifth preliminary final
premier premiere preliminaire deuxieme troisieme quatrieme cinquieme unique ier
primero primera preliminar segundo segunda tercero tercera cuarto cuarta quinto quinta unico unica
"""
_NUMBER = re.compile(rf"(?:\d+|[ivxlc]+|[a-z]|{'|'.join(_ORDINALS.split())})(?:er|o|a|º|ª|°)?\b")


def division(text: str, heading: str, title: str, line: int, id: str) -> Division:
    """The division of a heading: a word of KINDS with a number behind it says which; else it is a chapter."""
    kind = _kind(text)
    return Division(kind or "chapter", heading, title, text, line, id)


def innermost(within: tuple[Division, ...], new: Division) -> tuple[Division, ...]:
    """What an article below the new heading stands in, the outermost first."""
    return (*(one for one in within if _RANK[one.kind] < _RANK[new.kind]), new)


def _kind(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text[:100])
    words = "".join(one for one in plain if not unicodedata.combining(one)).lower().split(None, 1)
    if len(words) == 2 and _NUMBER.match(words[1]):
        return _KIND_OF.get(words[0], "")
    return ""
