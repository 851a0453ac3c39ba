"""Whether what a redline says about its pieces is so: names of parts, what changed, what moved, what was numbered anew.

The pieces give the later text whatever stands beside them; but people read the labels. Each that can be counted again
from the two texts is, in one pass.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from lawloom.bill.reading.numbering import Heading, heading_of, marker_of, plain
from lawloom.bill.redlining.change import Block, Part, Redline, Span
from lawloom.bill.redlining.words import state_of

QUIET = ("same", "spacing", "renumbered")
_NOTHING = Heading("", "", "", "", "", (0, 0))


def false_label(a: str, b: str, redline: Redline) -> str:
    """The first label that is not so, `blocks[3].state`; empty where all are true.

    a, b  the two texts, which the pieces are known to give
    """
    return next(_false_labels(a, b, redline), "")


def _false_labels(a: str, b: str, redline: Redline) -> Iterator[str]:
    for n, block in enumerate(redline.blocks):
        if block.state != _state(block):
            yield f"blocks[{n}].state"
    of_part: dict[int, list[Block]] = defaultdict(list)
    for block in redline.blocks:
        of_part[block.part].append(block)
    for n, part in enumerate(redline.parts):
        for name in _false_of_part(a, b, part, of_part[n]):
            yield f"parts[{n}].{name}"
    yield from _false_numbers(redline)
    yield from _false_moves(redline)


def _state(block: Block) -> str:
    if block.a is None:
        return "added"
    if block.b is None:
        return "removed" if block.pieces else "left"
    return state_of(block.pieces)


def _false_of_part(a: str, b: str, part: Part, blocks: Sequence[Block]) -> Iterator[str]:
    head = next((one for one in blocks if one.kind in ("heading", "part")), None)
    was = heading_of(a[slice(*head.a)]) if head and head.a else _NOTHING
    now = heading_of(b[slice(*head.b)]) if head and head.b else _NOTHING
    if part.state == "left" and part.level == 0:
        was = _NOTHING  # the text before the first heading
    for name, told, true in (("was", part.was, was), ("now", part.now, now)):
        if told not in (true.text, true.label):
            yield name
    if part.id != (now.id if part.state in ("same", "changed", "added") else was.id):
        yield "id"
    numbers = None
    if was.number and now.number and was.kind == now.kind and was.number != now.number:
        numbers = was.number, now.number
    if part.numbers != numbers:
        yield "numbers"
    quiet = all(one.state in QUIET and not one.move for one in blocks)
    if (part.state == "same") != (quiet and part.state not in ("added", "removed", "left")):
        yield "state"
    if head and part.state in ("added", "removed", "left") and part.state != head.state:
        yield "state"


def _false_numbers(redline: Redline) -> Iterator[str]:
    """Numbers said to follow: of a heading, at the start of a paragraph, or in a reference to a heading."""
    became = {(plain(part.numbers[0]), plain(part.numbers[1])) for part in redline.parts if part.numbers}
    for n, block in enumerate(redline.blocks):
        for place, piece in enumerate(block.pieces):
            if piece.sort == "renumbered" and (plain(piece.was), plain(piece.now)) not in became:
                marks = marker_of(f"{piece.was} "), marker_of(f"{piece.now} ")
                if not all(marks) or _before(block, place):
                    yield f"blocks[{n}].pieces[{place}]"


def _before(block: Block, place: int) -> bool:
    """Whether words of the paragraph stand before this piece, and not only those of others with which it was joined."""
    said = "".join(piece.now for piece in block.pieces[:place])
    return bool(said.rsplit("\n", 1)[-1].strip())


def _false_moves(redline: Redline) -> Iterator[str]:
    left: dict[str, list[Span]] = defaultdict(list)
    for block in redline.blocks:
        if block.state == "left" and block.a:
            left[block.move].append(block.a)
    arrived: set[str] = set()
    for n, block in enumerate(redline.blocks):
        if block.state == "left":
            continue
        part = redline.parts[block.part].move
        arrived |= {part, block.move}
        if block.move and not _lies_in(block.a, left[block.move]):
            yield f"blocks[{n}].move"
        if part and not block.move and block.kind == "heading" and block.a and not _lies_in(block.a, left[part]):
            yield f"parts[{block.part}].move"
    lost = sorted(set(left) - arrived)
    yield from (f"moves: {one}" for one in lost)
    if redline.moves != tuple(f"m{n}" for n in range(1, len(redline.moves) + 1)):
        yield "moves"


def _lies_in(span: Span | None, spans: Sequence[Span]) -> bool:
    return span is not None and any(first <= span[0] and span[1] <= after for first, after in spans)
