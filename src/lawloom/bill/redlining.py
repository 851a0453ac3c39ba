"""How one text became another: `redline(a, b)`."""

from __future__ import annotations

from lawloom.bill.change import Block, Part, Redline, side
from lawloom.bill.common import common
from lawloom.bill.cutting import Cut, cut
from lawloom.bill.words import is_blank, pieces, whole, words_of


def redline(a: str, b: str) -> Redline:
    """How the text a became the text b: any two strings; `lawloom.bill.apply(a, redline(a, b)) == b`."""
    of_a, of_b = cut(a), cut(b)
    keys_a = [" ".join(a[one.start : one.end].split()) for one in of_a]
    keys_b = [" ".join(b[one.start : one.end].split()) for one in of_b]
    blocks: list[Block] = []
    at_a = at_b = 0
    for i, j in [*common(keys_a, keys_b), (len(of_a), len(of_b))]:
        blocks += _changed(a, of_a[at_a:i], b, of_b[at_b:j])
        if i < len(of_a):
            blocks.append(_paired(a, of_a[i], b, of_b[j]))
        at_a, at_b = i + 1, j + 1
    return Redline(side(a), side(b), (Part("changed", 0, "", "", ""),), tuple(blocks))


def _changed(a: str, of_a: list[Cut], b: str, of_b: list[Cut]) -> list[Block]:
    """Blocks between two that are equal: told one by one, as far as both go."""
    n = min(len(of_a), len(of_b))
    return [
        *(_paired(a, x, b, y) for x, y in zip(of_a, of_b, strict=False)),
        *(_removed(a, x) for x in of_a[n:]),
        *(_added(b, y) for y in of_b[n:]),
    ]


def _paired(a: str, x: Cut, b: str, y: Cut) -> Block:
    was, now = a[x.start : x.end], b[y.start : y.end]
    if was == now:
        return Block(y.kind, "same", (x.start, x.end), (y.start, y.end))
    before, after = words_of(was), words_of(now)
    told = tuple(pieces(before, after, common(before.keys, after.keys)))
    return Block(y.kind, "spacing" if is_blank(told) else "changed", (x.start, x.end), (y.start, y.end), told)


def _removed(a: str, x: Cut) -> Block:
    return Block(x.kind, "removed", (x.start, x.end), None, whole("removed", a[x.start : x.end]))


def _added(b: str, y: Cut) -> Block:
    return Block(y.kind, "added", None, (y.start, y.end), whole("added", b[y.start : y.end]))
