"""Words that a bill defines: each once, and each used.

    (1) An **outlet** is a place where a sewer can spill into a water.

A term stands in bold at the beginning of a paragraph or point, and a verb follows it ("means", "is", "désigne",
"s’entend", "significa"…). In an article of definitions a colon will do: `- **outlet**: a place where…`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lawloom.errors import Problem, problem
from lawloom.model.article import Article, Paragraph, Point

MOST_WORDS = 8  # of a term

_ARTICLE = r"(?:an?|the|les?|la|une?|des|el|los|las|un[ao]?s?|il|lo|gli|der|die|das|eine?)\s+|l[’']\s?"
_OPENING = r"(?:(?:on entend par|se entiende por|s[’']entend par|by|par|por)\s+)?"
_VERB = (
    r"means?|includes?|is|are|refers? to|désignent?|signifient?|est|sont|s[’']entend(?:ent)?|comprend|vise"
    r"|significan?|es|son|se entienden?|designan?|bedeutet|bezeichnet|ist|sind|indica|significano?"
)
_TERM = re.compile(
    rf"{_OPENING}(?:{_ARTICLE})?[\"“«„‘]?\s?\*\*([^*\n]{{1,100}})\*\*\s?[\"”»“’]?(?:,[^,\n]{{1,60}},)?\s*(:|(?:{_VERB})\b)",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"(?i)d[eé]finit|definicion|definizion|begriff|meaning|\bmeant?\b|interpretation|glossar|vocabular|lexique|\bwords?\b|\bterms?\b|termes|t[eé]rminos"
)
_WORD = re.compile(r"\w{1,60}")


@dataclass(frozen=True, slots=True)
class Definition:
    term: str  # as typed, without its bold
    article: str
    address: str  # of the paragraph or point that says what it means
    line: int


def definitions_in(articles: tuple[Article, ...]) -> list[Definition]:
    """Every definition of the text, in order."""
    return [
        Definition(term, article.id, one.address, one.line)
        for article in articles
        for one, text in _units(article)
        if (term := _term(text, article))
    ]


def problems_in(articles: tuple[Article, ...], file: str) -> Iterator[Problem]:
    """Warnings for a term that is defined twice, and for one that nothing uses; in a time that grows with the text."""
    first: dict[tuple[str, ...], Definition] = {}
    units = [(article, one, text) for article in articles for one, text in _units(article)]
    for article, one, text in units:
        if not (term := _term(text, article)) or not (key := _key(term)):
            continue
        if key in first:
            line = first[key].line
            yield problem("definition-twice", file, one.line, warning=True, term=term, first=line)
        first.setdefault(key, Definition(term, article.id, one.address, one.line))
    used: set[tuple[str, ...]] = set()
    lengths = sorted({len(key) for key in first})
    for _article, one, text in units:
        stems = [_stem(word) for word in _WORD.findall(text)]
        for size in lengths:
            for at in range(len(stems) - size + 1):
                key = tuple(stems[at : at + size])
                if key in first and first[key].address != one.address:
                    used.add(key)
    for key, found in first.items():
        if key not in used:
            yield problem("definition-unused", file, found.line, warning=True, term=found.term)


def _units(article: Article) -> Iterator[tuple[Paragraph | Point, str]]:
    """Each paragraph and point with its own first words, points inside it apart; then what comes after them."""
    for paragraph in article.paragraphs:
        parts: list[Paragraph | Point] = [paragraph, *paragraph.points()]
        for one in parts:
            for text in one.content:
                if isinstance(text, str):
                    yield one, text


def _term(text: str, article: Article) -> str:
    found = _TERM.match(text)
    if not found or (found[2] == ":" and not _DEFINES.search(f"{article.title} {article.id}")):
        return ""
    return found[1].strip()


def _key(term: str) -> tuple[str, ...]:
    words = tuple(_stem(word) for word in _WORD.findall(term))
    return words if len(words) <= MOST_WORDS else ()


def _stem(word: str) -> str:
    """What forms of one word have in common, roughly: one that is taken for another costs a warning, no more."""
    plain = word.casefold()
    return plain[:5] if len(plain) > 5 else plain.rstrip("sx") or plain
