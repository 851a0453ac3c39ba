"""Cells of a CSV file that no spreadsheet takes for a formula or a number, and the way back.

An apostrophe goes in front of a text that begins with = + - @, a tab or a line end, or that looks like a number; and
inside a text in front of such a sign after a semicolon, a tab or a line end, where a spreadsheet set to another
separator would begin a new cell. A text that has apostrophes there already gets one more, so taking one away always
gives back what was sent.
"""

from __future__ import annotations

import re

# The apostrophe is among the signs of a number: the inside rule may have put one there.
_START = r"(?:[=+\-@\t\r\n]|[0-9][0-9\s.,:/eE%+'-]*\Z)"
# After a separator "- " begins a point of a list, which is no formula.
_INSIDE = r"(?:[=@\t]|[+\-](?!\s))"
_TO_GUARD = re.compile(rf"\A(?='*{_START})|(?<=[;\t\r\n])(?='*{_INSIDE})")
_GUARDED = re.compile(rf"\A'(?='*{_START})|(?<=[;\t\r\n])'(?='*{_INSIDE})")
# Most cells need no second look: both are quick to find.
_RISKY_START = frozenset("'=+-@\t\r\n0123456789")
_RISKY_INSIDE = re.compile(r"[;\t\r\n]'*[=@\t+\-]")


def guard(text: str) -> str:
    """The text as it goes into a cell."""
    if not text or (text[0] not in _RISKY_START and not _is_risky_inside(text)):
        return text
    return _TO_GUARD.sub("'", text)


def _is_risky_inside(text: str) -> bool:
    """Whether such a sign stands behind a separator; most texts have none of the one or none of the other."""
    if not (";" in text or "\n" in text or "\t" in text or "\r" in text):
        return False
    if not ("-" in text or "=" in text or "+" in text or "@" in text or "\t" in text):
        return False
    return _RISKY_INSIDE.search(text) is not None


def unguard(cell: str) -> str:
    """The text as it was sent, from its cell."""
    return _GUARDED.sub("", cell)
