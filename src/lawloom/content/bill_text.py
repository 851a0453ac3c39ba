"""The text of a bill: titles, chapters and sections, and articles that keep their id when their number changes.

    # Chapter 1. Clean water {#clean-water}
    ## Article 7. Open data {#open-data}

A heading of level 1 begins what stands above articles: its first word says what it is and so what it stands in (`Part`,
`Title`, `Chapter`, `Section`; a chapter where it says nothing). One of level 2 begins an article; deeper ones belong to
the article's text. What stands inside an article is read by lawloom.content.bill_parts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lawloom.content import bill_parts, marks, names
from lawloom.content.divisions import division, innermost
from lawloom.content.suggestions import slug_from
from lawloom.errors import Problem, problem
from lawloom.model.article import Article, Division
from lawloom.model.ids import is_slug

LONGEST_LABEL = 60  # characters of "Article 7", "Disposición transitoria segunda"
LONGEST_HEADING = 1_000  # characters; a longer row is text, and costs nobody's patience

_HEADING = re.compile(r" {0,3}(#{1,2})(?!#)[ \t]*(.*?)[ \t]*#*[ \t]*")
_ID = re.compile(r"(.*?)[ \t]*\{[ \t]*#([^{}]*)\}")
_BRACES = re.compile(r"\{[^{}]*\}?")
# "Article 7. Title", "Article 1er : Titre", "Artículo 3 — Título". Not after a short form: "Art. 3. X", "Article L. 4".
_CUT = re.compile(r"(?<!\bArt)(?<!\bart)(?<!\b[A-Z])[.:](?:\s+|$)|\s+[:–—-]\s+|[．：。]\s*")
_LOOKS_NUMBERED = re.compile(r"(?i)art|§|.*[0-9]|clause|section|secci|disposici|título|titre")


@dataclass(slots=True)
class BillText:
    preamble: str
    articles: tuple[Article, ...]
    problems: list[Problem]


@dataclass(slots=True)
class _Reading:
    file: str
    title: str
    problems: list[Problem] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    preamble: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)  # since the last heading
    rows_line: int = 0  # on which the first of them stands
    within: tuple[Division, ...] = ()  # what the next article stands in
    current: tuple[str, str, str, int] | None = None  # id, heading, title, line of the article being read
    first_seen: dict[str, int] = field(default_factory=dict)


def read_bill(body: str, file: str, first_line: int, title: str = "") -> BillText:
    """Preamble and articles in order, and every malformed heading with its line.

    body   Markdown below the front matter; `first_line` is its first line in the file
    title  of the bill: a first heading of level 1 that repeats it is no chapter
    """
    reading = _Reading(file, title.strip(), rows_line=first_line)
    fence = ""
    before = ""
    for line, row in enumerate(body.split("\n"), first_line):
        if fence:
            reading.rows.append(row)
            fence = marks.fence_after(row, fence)
            continue
        if (fence := marks.fence_after(row)) or len(row) > LONGEST_HEADING:
            reading.rows.append(row)
        elif (heading := _HEADING.fullmatch(row)) and (heading[2] or row.strip("# ") == ""):
            _take_heading(reading, len(heading[1]), heading[2], line)
        elif marks.UNDERLINE.fullmatch(row) and before.strip() and not _is_block(before):
            reading.problems.append(problem("underlined-heading", file, line, row=before.strip()))
        else:
            reading.rows.append(row)
        before = row
    _close(reading)
    if fence:
        reading.problems.append(problem("code-not-closed", file, first_line))
    if not reading.articles and not reading.problems:
        reading.problems.append(problem("bill-without-article", file, first_line))
    return BillText(_trimmed(reading.preamble), tuple(reading.articles), reading.problems)


def _is_block(row: str) -> bool:
    """Whether a row is not a paragraph's: a line of hyphens below it is a rule or part of a table, no heading."""
    return row.lstrip().startswith(("|", ">", "#", "- ", "* ", "+ ", "<")) or marks.UNDERLINE.fullmatch(row) is not None


def _take_heading(reading: _Reading, level: int, text: str, line: int) -> None:
    _close(reading)
    reading.rows_line = line + 1
    if level == 1:
        if text.strip() == reading.title and not reading.articles and not reading.within:
            return
        if not text.strip():
            reading.problems.append(problem("heading-empty", reading.file, line))
        _take_division(reading, text, line)
        return
    found = _ID.fullmatch(text)
    bare = found[1] if found else " ".join(_BRACES.sub(" ", text).split())
    heading, title = parted(bare)
    braces = _BRACES.search(text)
    near = slug_from(braces[0] if braces else "") or slug_from(title or heading, "article")
    if not bare:
        reading.problems.append(problem("heading-empty", reading.file, line))
        article_id = ""
    elif found is None:
        code = "article-id-malformed" if "{" in text or "}" in text else "article-without-id"
        reading.problems.append(
            problem(code, reading.file, line, row=f"## {text}", suggestion=f"## {bare} {{#{near}}}")
        )
        article_id = ""
    else:
        article_id = _checked_id(reading, found[2].strip(), f"## {bare} {{#{near}}}", line)
    if bare and not heading:
        numbered = re.match(r"(?i)(\D{1,12}\d+\S*)\s+(.+)", bare)
        label, words = numbered.groups() if numbered else (f"Article {len(reading.articles) + 1}", bare)
        example = f"## {label}. {words} {{#{article_id or near}}}"
        reading.problems.append(problem("article-heading", reading.file, line, row=f"## {text}", suggestion=example))
    reading.current = (article_id, heading, title, line)


def _take_division(reading: _Reading, text: str, line: int) -> None:
    found = _ID.fullmatch(text)
    bare = _BRACES.sub("", text).strip()
    heading, title = parted(bare)
    id = ""
    if found and found[2].strip():
        near = slug_from(found[2]) or slug_from(title or heading, "chapter")
        id = _checked_id(reading, found[2].strip(), f"# {bare} {{#{near}}}", line)
    reading.within = innermost(reading.within, division(bare, heading, title, line, id))


def _checked_id(reading: _Reading, given: str, suggestion: str, line: int) -> str:
    if not is_slug(given):
        near = slug_from(given)
        suggestion = suggestion[: suggestion.rindex("{#")] + f"{{#{near}}}" if near else suggestion
        reading.problems.append(
            problem("article-id-malformed", reading.file, line, row=f"{{#{given}}}", suggestion=suggestion)
        )
        return ""
    if names.is_device(given):
        reading.problems.append(problem("id-reserved", reading.file, line, found=given, key=""))
    if names.is_of_the_whole(given):
        reading.problems.append(problem("id-of-the-whole", reading.file, line, found=given, key=""))
    if names.is_of_the_forge(given):
        reading.problems.append(problem("id-of-contributions", reading.file, line, found=given, key=""))
    if given in reading.first_seen:
        reading.problems.append(
            problem("article-id-twice", reading.file, line, id=given, first=reading.first_seen[given])
        )
    reading.first_seen.setdefault(given, line)
    return given


def parted(bare: str) -> tuple[str, str]:
    """Label and title of an article's heading; the label is empty where there is no telling which is which."""
    cut = _CUT.search(bare)
    if cut and 0 < cut.start() <= LONGEST_LABEL:
        return bare[: cut.start()].strip(), bare[cut.end() :].strip()
    after = re.sub(r"^[^0-9]*[0-9]\S*", "", bare) if re.search(r"[0-9]", bare) else ""
    untitled = all(len(word) < 4 or word.lower() in marks.SUFFIXES.split("|") for word in after.split())
    if _LOOKS_NUMBERED.match(bare) and len(bare) <= LONGEST_LABEL and untitled:
        return bare, ""
    return "", bare


def _take_ids(reading: _Reading, parts: bill_parts.Parts) -> None:
    for found in parts.ids:
        near = slug_from(found.given) or "word-or-words"
        _checked_id(reading, found.given, f"{{#{near}}}", found.line)
    for found in parts.second:
        reading.problems.append(problem("paragraph-two-ids", reading.file, found.line, row=found.row[:200]))


def _close(reading: _Reading) -> None:
    """Give the rows since the last heading to what they belong to."""
    rows, reading.rows = reading.rows, []
    chapter = reading.within[-1] if reading.within else None
    if reading.current is not None:
        article_id, heading, title, line = reading.current
        parts = bill_parts.parts_of(rows, reading.rows_line, article_id)
        _take_ids(reading, parts)
        reading.articles.append(
            Article(
                article_id,
                heading,
                title,
                parts.text,
                line,
                chapter.text if chapter else "",
                paragraphs=parts.paragraphs,
                statement=parts.statement,
                within=reading.within,
            )
        )
        reading.current = None
    elif chapter and _trimmed(rows):
        reading.problems.append(problem("text-before-article", reading.file, chapter.line, chapter=chapter.text))
    else:
        reading.preamble += rows


def _trimmed(rows: list[str]) -> str:
    return "\n".join(rows).strip("\n").rstrip()
