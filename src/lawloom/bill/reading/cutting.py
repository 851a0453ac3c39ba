"""A text of Markdown cut into blocks: headings, paragraphs, items, rows of tables, notes, fences.

The blocks lie side by side and are the whole text: blank rows belong to the block above them. Nothing is refused: what
looks like nothing else is a paragraph. One pass over the rows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_HEADING = 300  # characters; a longer row that begins like a heading is a paragraph

_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]|\r?$)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*\r?")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})\r?")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|\r?$)")
# What lawyers count with, at the start of a row: (1), 1°, a), I., II bis.-, §.
_POINT = re.compile(
    r"[ \t]*(?:\(\d{1,4}[a-z]?\)|\d{1,4}[°º]|[a-z]{1,2}\)|\([a-z]{1,3}\)|[IVXLC]{1,7}(?: bis| ter)?\.)"
    r"(?=[ \t\u00a0\u202f-])"
)
_NOTE = re.compile(r" {0,3}\[\^[^\]\n]{1,100}\]:")
_TABLE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\r?")
_QUOTE = re.compile(r" {0,3}>")
_HTML = re.compile(r" {0,3}<[A-Za-z/!?]")
_KINDS = (("note", _NOTE), ("item", _ITEM), ("point", _POINT), ("quote", _QUOTE), ("html", _HTML))
# A row of its own that says what a heading says, where a text has no marks for headings.
_PLAIN = re.compile(
    r"(?i:article|art\.|artikel|art[íi]culo|articolo|artigo|section|secci[óo]n|chapter|chapitre|cap[íi]tulo|title|titre|t[íi]tulo"
    r"|livre|libro|book|part|partie|annexe?|anexo|schedule|sous-section|paragraphe)[ \t\u00a0\u202f]+"
    r"(?:(?:[LRDA]\.?[ *]{0,2})?\d+(?:er|re|[°º])?(?:[-.]\d+)*(?: ?(?:bis|ter|quater|quinquies|sexies|[A-Z]\b))*"
    r"|[IVXLCDM]+(?: ?(?:bis|ter|quater))?|premier|première|preliminary|préliminaire|[A-Z])"
    r"(?:[ \t\u00a0]*[.:–—-][^\n]{0,200})?[ \t]*\r?"
)
_BOLD = re.compile(r"(?:\*\*|__)([^*_\n]+)(?:\*\*|__)[ \t]*\r?")  # such a row is often set in bold
_PLAIN_LEVEL = 7  # below every heading that is marked; all plain ones are equal


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of whole rows."""

    kind: str  # heading, paragraph, item, point, row, note, fence, quote, html, rule, front, blank
    start: int
    end: int
    level: int = 0  # of a heading


def cut(text: str) -> list[Cut]:
    """The blocks of the text, side by side from its first character to its last; none for an empty text."""
    rows = _rows(text)
    found: list[Cut] = []
    start = at = 0
    kind, level, fence, table, underlined = "", 0, "", False, False
    blank = True  # whether the row before was blank
    front = bool(rows) and rows[0].rstrip() == "---"

    def close(end: int) -> None:
        if end > start:
            found.append(Cut(kind or "blank", start, end, level))

    for number, row in enumerate(rows):
        bare = row.rstrip("\n")
        begins, new_level = "", 0
        if front:
            begins = "front"
            front = number == 0 or bare.rstrip() not in ("---", "...")
            if number and not front:
                blank = True
        elif fence:
            if bare.strip().startswith(fence) and not bare.strip().strip(fence[0]):
                fence, blank = "", True
            at += len(row)
            continue
        elif underlined or not bare.strip():
            blank, table, underlined = True, False, False
            at += len(row)
            continue
        else:
            following = rows[number + 1].rstrip("\n") if number + 1 < len(rows) else ""
            begins, new_level = _kind(bare, following, blank, kind, table)
            table = begins == "row"
            if begins == "fence":
                fence = (_FENCE.match(bare) or [""])[1]
            blank = begins in ("heading", "rule")
            underlined = begins == "heading" and not _ATX.match(bare) and bool(_UNDERLINE.fullmatch(following))
        if begins:
            close(at)
            start, kind, level = at, begins, new_level
        at += len(row)
    close(len(text))
    return found


def _rows(text: str) -> list[str]:
    """Rows that end with a line feed, and with nothing else."""
    rows = text.split("\n")
    last = rows.pop()
    return [row + "\n" for row in rows] + ([last] if last else [])


def _kind(bare: str, following: str, blank: bool, before: str, table: bool) -> tuple[str, int]:
    """What begins at this row and its level; empty where it goes on with the block before."""
    if len(bare) <= LONGEST_HEADING:
        if marked := _ATX.match(bare):
            return "heading", len(marked[1])
        if blank and following.strip() and not _starts_block(bare) and (under := _UNDERLINE.fullmatch(following)):
            return "heading", 1 if under[1][0] == "=" else 2
        bold = _BOLD.fullmatch(bare)
        if blank and not following.strip() and _PLAIN.fullmatch(bold[1] if bold else bare):
            return "heading", _PLAIN_LEVEL
    if _FENCE.match(bare):
        return "fence", 0
    if table and "|" in bare:
        return "row", 0
    if bare.lstrip().startswith("|") or ("|" in bare and "|" in following and _TABLE.fullmatch(following)):
        return "row", 0
    if _RULE.fullmatch(bare):
        return "rule", 0
    for kind, pattern in _KINDS:
        if pattern.match(bare) and (kind != "quote" or blank or before != kind):
            return kind, 0
    return ("paragraph" if blank or before in ("row", "front", "") else ""), 0


def _starts_block(bare: str) -> bool:
    return (
        any(pattern.match(bare) for _, pattern in _KINDS)
        or bare.lstrip().startswith(("|", "#"))
        or bool(_RULE.fullmatch(bare))
    )
