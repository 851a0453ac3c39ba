"""References from article to article: `[article 7](#open-data)` and plain words, "article 7".

A link says which article is meant, so a wrong one is an error. Plain words may mean another law: those that say so
("article 7 of the Constitution") are left alone, the others are only pointed at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from lawloom.content import marks
from lawloom.content.suggestions import nearest
from lawloom.errors import Problem, problem
from lawloom.model.article import Article

MOST = 100  # that are told of one file

_ANY_LINK = re.compile(r"\[([^\[\]]{0,300})\]\(\s*<?([^\s()<>]{0,500})>?[^()\n]{0,200}\)")
_OTHER_ANCHOR = re.compile(r"\{:?[ \t]*#([\w.:-]{1,200})|\bid\s*=\s*[\"']?([\w.:-]{1,200})|\[\^([^\]\n]{1,100})\]:")
_FENCE = re.compile(r"(?ms)^ {0,3}(```+|~~~+).*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)")
_CODE_SPAN = re.compile(r"`[^`\n]{1,200}`")
_QUOTED = re.compile(r"(?m)^ {0,3}>.*$")
_HEADING = re.compile(r"(?m)^ {0,3}#.*$")
_NUMBER = (
    r"(?:\d{1,4}(?:er|re|ère|º|ª|°)?|(?-i:[IVXLC]{1,8})(?!\w|\.?\s?\d))"
    rf"(?:[ -]?(?:{marks.SUFFIXES})\b)?(?:-?[A-Za-z](?!\w))?"
)
_ONE_NUMBER = re.compile(
    rf"\b(\d{{1,4}}|[IVXLC]{{1,8}}\b)(?:er|re|ère|º|ª|°)?(?:[ -]?({marks.SUFFIXES})\b)?(?:-?([A-Za-z])(?!\w))?"
)
_INSIDE = (
    r"(?:[ ]?\(\w{1,4}\)"
    r"|,?\s+(?:paragraphs?|paras?\.?|paragraphes?|alin[eé]as?|apartados?|points?|subsections?)\s+[\w()]{1,6})"
)
_AND = r"(?:\s*,\s*|\s*[–&-]\s*|\s+(?:and|or|to|et|ou|à|y|o|a|und|oder|e)\s+)"
_WHO_ELSE = re.compile(
    r"[-.]\d|\s?,?\s*(?:(?:of|du|de|des|del|della|dello|der|von)\b|d[’'])"
    r"|\s+(?:[A-ZÀ-Þ]{2,}|(?:TFUE|CEDH|RGPD|GDPR)\b)|\s*(?:thereof|précité|susvisé)"
)
_OURS = re.compile(
    r"\s?,?\s*(?:of|du|de|del|della|in|dans|en|des)\s+(?:(?:the|la|le|el)\s+)?(?:this|pr[ée]sente?s?|esta?e?|dieses|hereof)\b",
    re.I,
)


class _Numbers:
    """The numbers of the articles, and the words that stand before them: "article", "section", "clause"."""

    def __init__(self, articles: tuple[Article, ...]) -> None:
        self.of: dict[str, str] = {}  # id: number
        self.known: set[str] = set()
        labels = set()
        for article in articles:
            found = _ONE_NUMBER.search(article.heading)
            if found is None:
                continue
            label = article.heading[: found.start()].strip().casefold()
            if re.fullmatch(r"[^\W\d_]{2,20}\.?|§", label):
                labels.add(label.rstrip("."))
                self.of[article.id] = key_of(found)
                self.known.add(key_of(found))
        forms = sorted({re.escape(one) + ("" if one == "§" else "s?") for one in labels})
        if labels & {"article", "artículo", "artigo", "articolo", "artikel"}:
            forms += [r"arts?\."]
        self.words = "|".join(forms)
        self.sign = (
            re.compile(
                rf"(?<![\w.])(?:{self.words})\s*({_NUMBER}{_INSIDE}*(?:{_AND}{_NUMBER}{_INSIDE}*){{0,20}})",
                re.IGNORECASE,
            )
            if forms
            else None
        )


def key_of(found: re.Match[str]) -> str:
    """A number as it is compared: "3 bis", "7", "1er" as "1"."""
    return " ".join(part.casefold() for part in found.groups() if part)


def problems_in(
    body: str, articles: tuple[Article, ...], divisions: set[str], file: str, first_line: int
) -> Iterator[Problem]:
    """What leads nowhere, and numbers that are no longer those of the article that is linked.

    body       Markdown of the bill, whose first row is `first_line` of the file
    divisions  own ids of parts, titles, chapters and sections
    """
    plain = _blank(_CODE_SPAN, _blank(_FENCE, body))
    starts = [0, *(found.end() for found in re.finditer("\n", plain))]
    numbers = _Numbers(articles)
    told = 0
    for code, at, values in (*_of_links(plain, articles, divisions, numbers), *_of_words(plain, numbers)):
        if told < MOST:
            told += 1
            line = first_line + bisect_right(starts, at) - 1
            yield problem(code, file, line, warning=code == "reference-unknown-number", **values)


Found = tuple[str, int, dict[str, str]]


def _of_links(plain: str, articles: tuple[Article, ...], divisions: set[str], numbers: _Numbers) -> Iterator[Found]:
    stands_in = {id: article for article in articles for id in _addresses(article)}
    others: set[str] | None = None
    for link in _ANY_LINK.finditer(plain):
        if not link[2].startswith("#") or link[2] == "#":
            continue
        target = link[2][1:]
        article = stands_in.get(target)
        if article is None:
            if others is None:
                others = {name for found in _OTHER_ANCHOR.finditer(plain) for name in found.groups() if name}
            if target not in others and target not in divisions:
                near = nearest(target, stands_in) if len(stands_in) < 2_000 else ""
                yield "reference-unknown-id", link.start(), {"id": target, "row": link[0][:200], "near": near}
            continue
        said = numbers.sign.search(link[1]) if numbers.sign else None
        number = _ONE_NUMBER.match(said[1]) if said else None
        if number and article.id in numbers.of and key_of(number) != numbers.of[article.id]:
            yield (
                "reference-number",
                link.start(),
                {"row": link[0][:200], "id": target, "heading": article.heading, "number": number[0]},
            )


def _of_words(plain: str, numbers: _Numbers) -> Iterator[Found]:
    if numbers.sign is None:
        return
    words = plain
    for sign in (_QUOTED, _HEADING, _ANY_LINK):
        words = _blank(sign, words)
    for found in numbers.sign.finditer(words):
        tail = words[found.end() : found.end() + 60]
        if _WHO_ELSE.match(tail) and not _OURS.match(tail):
            continue
        inner = re.sub(_INSIDE, " ", found[1])
        for number in _ONE_NUMBER.finditer(inner):
            if key_of(number) not in numbers.known:
                yield (
                    "reference-unknown-number",
                    found.start(),
                    {"row": " ".join(found[0].split())[:200], "number": number[0]},
                )
                break


def _blank(sign: re.Pattern[str], text: str) -> str:
    """The text with spaces in place of what the sign finds; every row keeps its place."""
    return sign.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def _addresses(article: Article) -> Iterator[str]:
    yield article.id
    for paragraph in article.paragraphs:
        yield from (paragraph.address, *(point.address for point in paragraph.points()))
