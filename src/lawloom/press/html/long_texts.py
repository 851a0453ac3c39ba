"""A long text in two: what stands open, and what a reader opens. Where it is cut, no element is open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup

OPEN, REST = 400, 250  # letters that stand open at least; so many more are worth a fold
_PARAGRAPH = re.compile(r"<p>(.*?)</p>\s*", re.DOTALL)  # a paragraph holds no other
_BREAK = re.compile(r"<br ?/?>\s*")
_TAG = re.compile(r"<(/?)[a-z][^>]*>")


def in_two(html: Markup) -> tuple[Markup, Markup]:
    """The beginning of a rendered text and the rest; the rest is empty where the text is short or offers no cut.

    html  as lawloom.press.html.untrusted gives it
    """
    whole = str(html)
    if len(whole) >= OPEN + REST:
        for end, start, inside in _cuts(whole):
            if end >= OPEN and _letters(whole[:end]) >= OPEN:
                if _letters(whole[start:]) < REST:
                    break
                first, rest = whole[:end], whole[start:]
                if inside:
                    first, rest = f"{first}</p>", f"<p>{rest}"
                return Markup(first), Markup(rest)  # noqa: S704  both as they were, and our own marks
    return html, Markup()


def _cuts(html: str) -> Iterator[tuple[int, int, bool]]:
    """Where the first part may end and the other begin: after a paragraph, or inside of one at the end of a line.

    Only the paragraphs with which the text begins are looked at: nothing is open around them.
    """
    at = 0
    while found := _PARAGRAPH.match(html, at):
        for line in _BREAK.finditer(html, found.start(1), found.end(1)):
            if not _is_open(html[found.start(1) : line.start()]):
                yield line.start(), line.end(), True
        at = found.end()
        yield at, at, False


def _is_open(html: str) -> bool:
    """Whether an element that began in it does not end there."""
    tags = _TAG.findall(_BREAK.sub("", html))
    return tags.count("/") * 2 != len(tags)


def _letters(html: str) -> int:
    return len(_TAG.sub("", html))
