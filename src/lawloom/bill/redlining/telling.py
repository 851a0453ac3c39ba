"""The pieces of a block or of several that belong together, and what they amount to."""

from __future__ import annotations

from collections.abc import Sequence

from lawloom.bill.comparing.common import common
from lawloom.bill.reading.numbering import heading_of
from lawloom.bill.redlining.change import Block, Piece, Span, State
from lawloom.bill.redlining.gaps import Kin
from lawloom.bill.redlining.matching import Text
from lawloom.bill.redlining.words import Words, joined, pieces, state_of, whole


def same(a: Text, i: int, b: Text, j: int, part: int, move: str = "") -> Block:
    """A block whose words are the same, or nearly so."""
    if a.raw(i) == b.raw(j):
        return Block(b.cuts[j].kind, "same", _span(a, i), _span(b, j), (), part, move)
    words_a, words_b = a.words(i), b.words(j)
    told = tuple(pieces(words_a, words_b, common(words_a.keys, words_b.keys)))
    return _block(b.cuts[j].kind, _span(a, i), _span(b, j), told, part, move)


def heading(a: Text, i: int, b: Text, j: int, part: int, move: str = "") -> Block:
    """The heading of what is the same: another number is no other word."""
    was, now = a.raw(i), b.raw(j)
    if was == now:
        return Block("heading", "same", _span(a, i), _span(b, j), (), part, move)
    before, after = heading_of(was), heading_of(now)
    both = before.number and after.number and before.kind == after.kind
    words_a = a.heading(i, before.span if both else None)
    words_b = b.heading(j, after.span if both else None)
    told = tuple(pieces(words_a, words_b, common(words_a.keys, words_b.keys)))
    return _block("heading", _span(a, i), _span(b, j), told, part, move)


def removed(a: Text, i: int, part: int) -> Block:
    return Block(a.cuts[i].kind, "removed", _span(a, i), None, whole("removed", a.raw(i)), part)


def added(b: Text, j: int, part: int) -> Block:
    return Block(b.cuts[j].kind, "added", None, _span(b, j), whole("added", b.raw(j)), part)


def related(a: Text, b: Text, found: Kin, part: int) -> list[Block]:
    """Blocks of the later text that came from neighbouring ones of the earlier: one each, in order."""
    words_a, words_b = _joined(a, found.a), _joined(b, found.b)
    told = pieces(words_a, words_b, common(words_a.keys, words_b.keys) if found.pairs is None else found.pairs)
    blocks: list[Block] = []
    at = a.cuts[found.a[0]].start
    for j, last in zip(found.b, [*[False] * (len(found.b) - 1), True], strict=True):
        size = b.cuts[j].end - b.cuts[j].start
        taken, told = (told, []) if last else _parted(told, size)
        was = sum(len(piece.was) for piece in taken)
        span = (at, at + was) if was else None
        at += was
        blocks.append(_block(b.cuts[j].kind, span, _span(b, j), tuple(joined(taken)), part))
    return blocks


def _joined(text: Text, blocks: Sequence[int]) -> Words:
    """The words of neighbouring blocks as one stretch of text."""
    if len(blocks) == 1:
        return text.words(blocks[0])
    spans: list[Span] = []
    keys: list[str] = []
    raw = ""
    for block in blocks:
        words = text.words(block)
        spans += [(first + len(raw), after + len(raw)) for first, after in words.spans]
        keys += words.keys
        raw += words.text
    return Words(raw, tuple(spans), tuple(keys))


def _parted(told: Sequence[Piece], size: int) -> tuple[list[Piece], list[Piece]]:
    """Pieces that give so many characters of the later text, what was removed there included, and the rest."""
    taken: list[Piece] = []
    for n, piece in enumerate(told):
        if len(piece.now) > size:
            # Only what is the same or was added can stand across the end of a block: a number ends inside one.
            head = Piece(piece.sort, piece.now[:size] if piece.was else "", piece.now[:size])
            tail = Piece(piece.sort, piece.now[size:] if piece.was else "", piece.now[size:])
            return ([*taken, head] if size else taken), [tail, *told[n + 1 :]]
        taken.append(piece)
        size -= len(piece.now)
    return taken, []


def _block(kind: str, span_a: Span | None, span_b: Span, told: tuple[Piece, ...], part: int, move: str = "") -> Block:
    state: State = "added" if span_a is None else state_of(told)
    return Block(kind, state, span_a, span_b, () if state == "same" else told, part, move)


def _span(text: Text, block: int) -> Span:
    return text.cuts[block].start, text.cuts[block].end
