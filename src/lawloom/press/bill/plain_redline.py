"""A redline of plain text: what a citizen would change, escaped letter by letter; no sign of Markdown counts in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from markupsafe import escape

from lawloom.bill.redlining.change import Piece, Redline
from lawloom.press.bill import redline_marks as marks
from lawloom.press.html.law_words import as_read

LONGEST_SHOWN = 20_000  # letters of an article's redline; all of it is in the data
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def shown(before: str, after: str) -> str:
    """One text as it became another, as HTML; what is long and the same is left out."""
    from lawloom.bill.redlining.whole import redline  # here: most builds print no amendment

    before, after = visible(before), visible(after)
    if as_read(before) != as_read(after):  # else nothing but where links lead would change: that is shown as typed
        before, after = _as_read(before), _as_read(after)
    html = "".join(_blocks(redline(before, after), after, before))
    return f'<div class="law redline" dir="auto">\n{html}</div>\n'


def _blocks(found: Redline, after: str, before: str) -> Iterator[str]:
    length = 0
    for at, block in enumerate(found.blocks):
        is_head = not at and block.state == "same" and block.b is not None and block.b[0] == 0
        if block.state == "left" or is_head:  # what it is called stands above
            continue  # what left is shown where it stands now
        text = after[slice(*block.b)] if block.b else before[slice(*block.a)] if block.a else ""
        if not text.strip():
            continue
        length += len(text)
        if length > LONGEST_SHOWN:
            yield "<p>…</p>\n"
            return
        if block.state == "removed":
            yield f"<p>{marks.removed(text.strip())}</p>\n"
        elif block.state == "added":
            yield f"<p>{marks.added(text.strip())}</p>\n"
        elif block.pieces:
            yield f"<p>{marks.in_plain(_without_end(block.pieces))}</p>\n"
        else:
            yield f"<p>{escape(text.strip())}</p>\n"


def _without_end(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Those of one block, without the empty line that ends it."""
    yield from pieces[:-1]
    last = pieces[-1]
    yield replace(last, was=last.was.rstrip(), now=last.now.rstrip())


def instead(was: str, now: str) -> str:
    """Words, and what is to stand in their place; nothing where they go. As HTML."""
    was, now = visible(was)[:LONGEST_SHOWN], visible(now)[:LONGEST_SHOWN]
    return f'<p class="law" dir="auto">{marks.removed(was)} {marks.added(now) if now else ""}</p>\n'


def _as_read(text: str) -> str:
    return as_read(text).replace("\\[", "[").replace("\\]", "]")


def visible(text: str) -> str:
    """The text with a mark in the place of what no eye sees and what turns the direction of what follows."""
    return _HIDDEN.sub("\ufffd", text.replace("\r\n", "\n"))
