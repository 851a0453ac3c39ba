"""A text of Markdown cut into blocks: headings, paragraphs, items, rows of tables, notes, fences.

The blocks lie side by side and are the whole text: blank rows belong to the block above them. Nothing is refused: what
looks like nothing else is a paragraph. One pass over the rows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lawloom.content import marks

LONGEST_HEADING = 300  # characters; a longer row that begins like a heading is a paragraph

_KINDS = (
    ("note", marks.NOTE),
    ("item", marks.ITEM),
    ("point", marks.POINT),
    ("quote", marks.QUOTE),
    ("html", marks.ELEMENT),
)
_WORDS = re.compile(r"[ \t]*[A-Z]?[a-z]{2,}[ ,]")  # no mark begins so: most rows of a paragraph are told by it
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
            fence = marks.fence_after(bare, fence)
            blank = not fence
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
                fence = marks.fence_after(bare)
            blank = begins in ("heading", "rule")
            underlined = (
                begins == "heading" and not marks.HEADING.match(bare) and bool(marks.UNDERLINE.fullmatch(following))
            )
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
    if not blank and "|" not in bare and _WORDS.match(bare):
        return ("paragraph" if before in ("row", "front", "") else ""), 0
    if len(bare) <= LONGEST_HEADING:
        if marked := marks.HEADING.match(bare):
            return "heading", len(marked[1])
        if blank and following.strip() and not _starts_block(bare) and (under := marks.UNDERLINE.fullmatch(following)):
            return "heading", 1 if under[1][0] == "=" else 2
        if blank and not following.strip() and marks.is_plain_heading(bare):
            return "heading", _PLAIN_LEVEL
    if marks.fence_after(bare):
        return "fence", 0
    if table and "|" in bare:
        return "row", 0
    if bare.lstrip().startswith("|") or ("|" in bare and "|" in following and marks.TABLE.fullmatch(following)):
        return "row", 0
    if marks.RULE.fullmatch(bare):
        return "rule", 0
    for kind, pattern in _KINDS:
        if pattern.match(bare) and (kind != "quote" or blank or before != kind):
            return kind, 0
    return ("paragraph" if blank or before in ("row", "front", "") else ""), 0


def _starts_block(bare: str) -> bool:
    return (
        any(pattern.match(bare) for _, pattern in _KINDS)
        or bare.lstrip().startswith(("|", "#"))
        or bool(marks.RULE.fullmatch(bare))
    )
