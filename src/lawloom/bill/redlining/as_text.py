"""A redline for a terminal: what stands around a change, marks in the margin, words between brackets."""

from __future__ import annotations

from collections.abc import Iterator

from lawloom import messages
from lawloom.bill.redlining.change import Block, Piece, Redline

MARGIN = {"same": " ", "spacing": " ", "renumbered": "#", "changed": "~", "added": "+", "removed": "-", "left": "<"}
_CODES = {"added": "\033[32m", "removed": "\033[31m", "renumbered": "\033[36m"}
LONGEST_NAME = 60  # characters
_END = "\033[0m"


def lines(redline: Redline, a: str, language: str, *, colour: bool = False) -> Iterator[str]:
    """Rows to print: a summary, then every change with the heading it stands under; what is the same is counted.

    a       the earlier text
    colour  beside the marks, never in their place
    """
    if redline.is_empty:
        yield messages.word("redline-nothing", language)
        return
    yield messages.word(
        "redline-summary",
        language,
        added=redline.words_added,
        removed=redline.words_removed,
        moved=len(redline.moves),
        renumbered=len(redline.renumbered),
    )
    same = 0
    part = arrived = -1
    for block in redline.blocks:
        within = redline.parts[block.part]
        if within.move and within.state != "left" and block.part != arrived:
            arrived = block.part
            if same:
                yield messages.word("redline-same", language, n=same)
                same = 0
            yield _moved("redline-came", within.move, within.now, language)
        if block.state in ("same", "spacing") and not block.move:
            same += 1
            continue
        if same:
            yield messages.word("redline-same", language, n=same)
            same = 0
        if block.part != part:
            part = block.part
            if (within.now or within.was) and block.kind not in ("heading", "part"):
                yield f"  {_shown(within.now or within.was)}"
        yield from _rows(block, a, language, colour)
    if same:
        yield messages.word("redline-same", language, n=same)


def _rows(block: Block, a: str, language: str, colour: bool) -> Iterator[str]:
    mark = MARGIN[block.state]
    if block.move and block.a:
        key = "redline-left" if block.state == "left" else "redline-came"
        yield _moved(key, block.move, a[slice(*block.a)], language)
    if block.state == "left":
        return
    told = (_told(Piece(piece.sort, _shown(piece.was), _shown(piece.now)), colour) for piece in block.pieces)
    text = "".join(told) or (_shown(a[slice(*block.a)]) if block.a else "")
    for row in text.rstrip("\n").split("\n"):
        yield f"{mark} {row}"


def _moved(key: str, move: str, text: str, language: str) -> str:
    """What moved, by its first words."""
    first = _shown(text.strip().split("\n", 1)[0]).lstrip("# ")
    name = first if len(first) <= LONGEST_NAME else first[:LONGEST_NAME].rstrip() + "…"
    return "<> " + messages.word(key, language, move=move, name=name)


def _told(piece: Piece, colour: bool) -> str:
    if piece.sort == "same":
        return piece.now
    if piece.sort == "renumbered":
        told = f"{{{piece.was} -> {piece.now}}}"
    else:
        text = piece.was or piece.now
        bare = text.strip("\n")
        if not bare.strip():
            return piece.now
        opened, closed = ("{+", "+}") if piece.sort == "added" else ("[-", "-]")
        head, _, tail = text.partition(bare)
        told = f"{head}{opened}{bare}{closed}{tail}"
    return f"{_CODES[piece.sort]}{told}{_END}" if colour else told


def _shown(text: str) -> str:
    """What a terminal would obey is shown as a sign: no text steers the screen of who reads it."""
    if text.isprintable():
        return text
    blank = text.replace("\r\n", "\n").replace("\u00a0", " ").replace("\u202f", " ")
    return "".join(c if c.isprintable() or c in "\t\n" else "\N{REPLACEMENT CHARACTER}" for c in blank)
