"""What is odd in the structure of a bill, though it can be read: what a slip of typing makes of an article.

Rows that were meant as headings or statements and are none, what stands twice, what is empty, tables and notes that do
not come together. Each is a warning with its line: the bill is shown. Rows in code and in quotations are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from lawloom.content import marks
from lawloom.content.divisions import kind_of
from lawloom.errors import Problem, problem
from lawloom.model.article import Article, Division, Paragraph, Point

MOST = 100  # that are told of one file

_FENCE = re.compile(r"\s*(`{3,}(?=[^`]*$)|~{3,})")
_TIGHT = re.compile("( {0,3})(#{1,6})(?:[\u00a0\u2000-\u200b\u202f\u3000]+|(?=[^#\\s]))(.*)")
_DEEP = re.compile(r" {0,3}#{3,6}[ \t]+(.*)")
_LABELS = frozenset({"article", "artículo", "articolo", "artigo", "artikel", "section", "clause"})
_WHY = re.compile(r" {0,3}>[ \t]*\[!why\][ \t]*(.*)", re.IGNORECASE)
_NEARLY_WHY = re.compile(
    r"[ \t]*>[ \t]*(?:\\?\[[ \t]*!?[ \t]*(?:why|warum|pourquoi|porqu[eé])\b|\[!\w{1,20}\])", re.IGNORECASE
)
_TOP = re.compile(r" {0,3}#(?!#)[ \t]+(.+)")
_ARTICLE = re.compile(r" {0,3}##(?!#)[ \t]+")
_MIDDLE_ID = re.compile(r"(?<!\\)\{[ \t]*#[a-z0-9-]{1,80}[ \t]*\}(?=[ \t]*\S)")
_OPEN_LINK = re.compile(r"\[[^\[\]\n]{1,200}\]\(#[\w.-]{1,200}(?=\s|$)(?![ \t]*[\"')])")
_NO_WORDS = re.compile(r"(?<!!)\[\s*\]\(\s*<?#[^)\n]{0,200}\)")
_NOTE_MARK = re.compile(r"\[\^([^\[\]\s]{1,50})\](?!:)")
_NOTE = re.compile(r" {0,3}\[\^([^\[\]\s]{1,50})\]:")
_CELL = re.compile(r"(?<!\\)\|")

Row = tuple[int, str]


def problems_in(body: str, articles: tuple[Article, ...], file: str, first_line: int) -> list[Problem]:
    """Every oddity in the order of its line; `first_line` is that of the first row of the body in the file."""
    rows = list(_rows(body, first_line))
    told = [
        *_of_rows(rows, file),
        *_of_notes(rows, file),
        *_of_tables(rows, file),
        *_of_articles(articles, file),
        *_of_divisions(rows, articles, file),
    ]
    return sorted(told, key=lambda one: one.place.line)[:MOST]


def headings_in(body: str, file: str, first_line: int) -> list[Problem]:
    """Rows that were meant as headings of articles and are none, also of a bill that cannot be read."""
    return list(_headings(list(_rows(body, first_line)), file))


def _rows(body: str, first_line: int) -> Iterator[Row]:
    """The rows outside blocks of code, each with its line; spans of code in them as blanks."""
    fence = ""
    for line, row in enumerate(body.split("\n"), first_line):
        if fence:
            fence = "" if row.strip().startswith(fence) and not row.strip().strip(fence[0]) else fence
        elif found := _FENCE.match(row):
            fence = found[1]
        elif len(row) <= 20_000:
            yield line, re.sub(r"`[^`]{1,200}`", lambda code: "x" * len(code[0]), row)


def _headings(rows: list[Row], file: str) -> Iterator[Problem]:
    words = {word for _, row in rows if _ARTICLE.match(row) and (word := _first_word(_ARTICLE.sub("", row)))}
    for line, row in rows:
        if (found := _TIGHT.fullmatch(row)) and (len(found[2]) > 1 or _is_division(found[3])):
            mended = f"{found[2]} {found[3]}".rstrip()
            yield problem("heading-without-space", file, line, warning=True, row=row.strip()[:200], suggestion=mended)
        elif (found := _DEEP.fullmatch(row)) and _first_word(found[1]) in (words or _LABELS):
            mended = f"## {found[1].strip()}"
            yield problem("heading-too-deep", file, line, warning=True, row=row.strip()[:200], suggestion=mended)


def _is_division(heading: str) -> bool:
    return kind_of(heading) != ""


def _first_word(heading: str) -> str:
    found = re.match(r"([^\W\d_]{2,20})\.?[ \t]+[\dIVXLC]", heading)
    return found[1].casefold() if found else ""


def _of_rows(rows: list[Row], file: str) -> Iterator[Problem]:
    yield from _headings(rows, file)
    article = False
    for at, (line, row) in enumerate(rows):
        article = article or _ARTICLE.match(row) is not None
        if found := _WHY.fullmatch(row):
            if not article:
                yield problem("why-without-article", file, line, warning=True)
            elif not found[1].strip() and not _quoted_after(rows, at):
                yield problem("why-empty", file, line, warning=True)
        elif found := _NEARLY_WHY.match(row):
            yield problem("why-malformed", file, line, warning=True, row=row.strip()[:80])
        if row.lstrip()[:1] == ">":
            continue
        if _MIDDLE_ID.search(row) and not row.lstrip().startswith(("#", "|")):
            yield problem("id-in-the-middle", file, line, warning=True, row=_MIDDLE_ID.findall(row)[0].strip())
        for sign, code in ((_OPEN_LINK, "link-not-closed"), (_NO_WORDS, "link-without-words")):
            if found := sign.search(row):
                yield problem(code, file, line, warning=True, row=found[0][:200])


def _quoted_after(rows: list[Row], at: int) -> bool:
    """Whether words stand in the quotation that begins on that row, below it."""
    for _, row in rows[at + 1 :]:
        if row.lstrip()[:1] != ">":
            return False
        if row.lstrip().lstrip(">").strip():
            return True
    return False


def _of_notes(rows: list[Row], file: str) -> Iterator[Problem]:
    """Notes that nobody wrote, that nothing leads to, or that stand twice."""
    notes: dict[str, int] = {}
    for line, row in rows:
        if found := _NOTE.match(row):
            if found[1] in notes:
                yield problem("note-twice", file, line, warning=True, note=found[1], first=notes[found[1]])
            notes.setdefault(found[1], line)
    used: set[str] = set()
    for line, row in rows:
        for found in _NOTE_MARK.finditer(row):
            if found[1] not in notes and found[1] not in used:
                yield problem("note-unknown", file, line, warning=True, note=found[1])
            used.add(found[1])
    for note, line in notes.items():
        if note not in used:
            yield problem("note-unused", file, line, warning=True, note=note)


def _of_tables(rows: list[Row], file: str) -> Iterator[Problem]:
    """Rows with bars that make no table, and rows of a table with more cells than its head."""
    for is_table, group in groupby(rows, key=lambda one: one[1].lstrip().startswith("|")):
        table = list(group)
        if not is_table or len(table) < 2:
            continue
        head = _cells(table[0][1])
        if not marks.TABLE.fullmatch(table[1][1]):
            rule = f"| {' | '.join(['---'] * head)} |"
            yield problem("table-without-rule", file, table[1][0], warning=True, suggestion=rule)
            continue
        for line, row in table[1:]:
            if (cells := _cells(row)) != head:
                yield problem("table-cells", file, line, warning=True, found=cells, expected=head)


def _cells(row: str) -> int:
    bare = row.strip()
    bars = len(_CELL.findall(bare))
    return bars + 1 - bare.startswith("|") - (bare.endswith("|") and not bare.endswith("\\|"))


def _of_articles(articles: tuple[Article, ...], file: str) -> Iterator[Problem]:
    headings = [article.heading.casefold() for article in articles if any(map(str.isdecimal, article.heading))]
    restarts = headings.count(headings[0]) > 1 if headings else False  # each chapter begins again with 1
    first: dict[tuple[str, int], int] = {}
    for article in articles:
        if not article.paragraphs:
            yield problem("article-empty", file, article.line, warning=True, heading=article.heading or article.title)
        if any(map(str.isdecimal, article.heading)):
            key = article.heading.casefold(), article.within[-1].line if restarts and article.within else 0
            if key in first:
                heading = article.heading
                yield problem("number-twice", file, article.line, warning=True, heading=heading, first=first[key])
            first.setdefault(key, article.line)
        yield from _of_paragraphs(article, file)


def _of_paragraphs(article: Article, file: str) -> Iterator[Problem]:
    """Numbers that two paragraphs of an article bear, or two points of a list; a heading between them begins anew."""
    seen: dict[str, int] = {}
    for paragraph in article.paragraphs:
        if not paragraph.number and paragraph.content and str(paragraph.content[0]).lstrip().startswith("#"):
            seen = {}
        yield from _twice(seen, [paragraph], file)
        for content in (paragraph.content, *(point.content for point in paragraph.points())):
            for is_point, run in groupby(content, key=lambda one: isinstance(one, Point)):
                if is_point:
                    yield from _twice({}, [one for one in run if isinstance(one, Point)], file)


def _twice(seen: dict[str, int], parts: Iterable[Paragraph | Point], file: str) -> Iterator[Problem]:
    for one in parts:
        if not any(sign.isalnum() for sign in one.number):
            continue
        if one.number in seen:
            yield problem("number-twice", file, one.line, warning=True, heading=one.number, first=seen[one.number])
        seen.setdefault(one.number, one.line)


def _of_divisions(rows: list[Row], articles: tuple[Article, ...], file: str) -> Iterator[Problem]:
    """Chapters and the like under which nothing stands, that bear one number, or that leave out a level."""
    used: dict[int, tuple[Division, ...]] = {}
    for article in articles:
        for depth, one in enumerate(article.within):
            used.setdefault(one.line, article.within[: depth + 1])
    top = [(line, found[1]) for line, row in rows if (found := _TOP.fullmatch(row))]
    if top and articles and top[0][0] not in used and top[0][0] < min(used, default=articles[0].line):
        top = top[1:]  # the title of the bill, said again
    for line, text in top:
        if line not in used:
            yield problem("division-empty", file, line, warning=True, heading=re.sub(r"\{[^{}]*\}", "", text).strip())
    first: dict[tuple[tuple[int, ...], str], int] = {}
    for line, within in sorted(used.items()):
        here = within[-1]
        if here.kind == "subsection" and not any(one.kind == "section" for one in within):
            yield problem("level-left-out", file, line, warning=True, heading=here.text)
        key = tuple(one.line for one in within[:-1]), here.heading.casefold()
        if here.heading and key in first:
            yield problem("number-twice", file, line, warning=True, heading=here.heading, first=first[key])
        first.setdefault(key, line)
