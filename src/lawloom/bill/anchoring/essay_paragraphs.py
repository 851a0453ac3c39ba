"""The paragraphs of an essay in order, so that each has a number by which it can be named. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lawloom.content import marks

# What is no paragraph of plain words: a heading, a table, a quotation, a list, an element, a note, code.
_BLOCK = re.compile(r"\s{4}|\s*(?:#{1,6}\s|[|>`~<*+-]\s?|\d+[.)]\s|\[\^|\{:|!\[)")
_PLAIN = re.compile(r"\s*(?:\*\*|\*\w|\w|[\"“«(‘¿¡])")

_NOT_WITHIN = ("```", "~~~", "#", "---", "===")


def parts(markdown: str) -> Iterator[tuple[str, int]]:
    """The text in pieces between empty lines, each with its number; 0 for what is no paragraph."""
    held: list[str] = []
    fence, number = "", 0

    def closed() -> Iterator[tuple[str, int]]:
        nonlocal number
        if held:
            text = "\n".join(held)
            is_plain = bool(_PLAIN.match(held[0])) and (held[0].lstrip()[:1] == "*" or not _BLOCK.match(held[0]))
            is_plain = is_plain and "<" not in text and not any(row.startswith(_NOT_WITHIN) for row in held)
            number += is_plain
            held.clear()
            yield text, number if is_plain else 0

    for row in markdown.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if fence:
            held.append(row)
            fence = marks.fence_after(row, fence)
            if not fence:
                yield from closed()
        elif opened := marks.fence_after(row):
            yield from closed()
            fence = opened
            held.append(row)
        elif row.strip():
            held.append(row)
        else:
            yield from closed()
    yield from closed()


def address(number: int) -> str:
    """The anchor of a paragraph on the page of its essay."""
    return f"p{number}" if number else ""
