"""Words of two stretches of text, what they have in common, and the pieces that tell the change.

A word is a run of letters and digits with what joins them (an apostrophe, a hyphen), or one other sign. Blanks between
words are carried along: they never count as a change of words, and none is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lawloom.bill.change import Piece, Sort

_WORD = re.compile(r"[^\W_]+(?:['’\-‑·.][^\W_]+)*|[^\w\s]|_+")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a stretch of text: where each begins and ends, and what it is compared by."""

    text: str
    spans: tuple[tuple[int, int], ...]
    keys: tuple[str, ...]


def words_of(text: str, special: Sequence[tuple[int, int, str]] = ()) -> Words:
    """The words of the text; each special stretch (first place, place after, key), in order, is one word."""
    spans: list[tuple[int, int]] = []
    keys: list[str] = []
    at = 0
    for first, after, key in [*special, (len(text), len(text), "")]:
        found = [match.span() for match in _WORD.finditer(text, at, first)]
        spans += found
        keys += [text[start:end] for start, end in found]
        if after > first:
            spans.append((first, after))
            keys.append(key)
        at = after
    return Words(text, tuple(spans), tuple(keys))


def pieces(a: Words, b: Words, pairs: Sequence[tuple[int, int]]) -> list[Piece]:
    """The change from a to b, told along pairs of words that are the same; joined, both texts are there exactly.

    A pair whose words differ is a number that follows a renumbering.
    """
    found: list[Piece] = []
    at_a = at_b = 0
    for i, j in pairs:
        (first_a, after_a), (first_b, after_b) = a.spans[i], b.spans[j]
        found += _between(a.text[at_a:first_a], b.text[at_b:first_b])
        was, now = a.text[first_a:after_a], b.text[first_b:after_b]
        found.append(Piece("same" if was == now else "renumbered", was, now))
        at_a, at_b = after_a, after_b
    found += _between(a.text[at_a:], b.text[at_b:])
    return _whole_words(joined(found))


def joined(found: Iterable[Piece]) -> list[Piece]:
    """Neighbours of one sort made one; a removed piece stands before the one added at the same place."""
    done: list[Piece] = []
    for piece in found:
        if not piece.was and not piece.now:
            continue
        last = done[-1] if done else None
        if last and last.sort == piece.sort and piece.sort != "renumbered":
            done[-1] = Piece(piece.sort, last.was + piece.was, last.now + piece.now)
        else:
            done.append(piece)
    return done


def _whole_words(told: Sequence[Piece]) -> list[Piece]:
    """Where signs change in several places between two blanks, all between them changes: that is easier to read."""
    done: list[Piece] = []
    segment: list[Piece] = []  # since the last blank that stayed
    for piece in told:
        blanks = [n for n, sign in enumerate(piece.now) if sign.isspace()] if piece.sort == "same" else []
        if blanks:
            head, tail = piece.now[: blanks[0]], piece.now[blanks[-1] + 1 :]
            middle = piece.now[len(head) : len(piece.now) - len(tail)]
            done += [*_segment([*segment, Piece("same", head, head)]), Piece("same", middle, middle)]
            segment = [Piece("same", tail, tail)]
        elif piece.sort == "renumbered":
            done += [*_segment(segment), piece]
            segment = []
        else:
            segment.append(piece)
    return joined([*done, *_segment(segment)])


def _segment(told: list[Piece]) -> list[Piece]:
    edits = [n for n, piece in enumerate(told) if piece.sort != "same"]
    if len(edits) < 3:
        return told
    within = told[edits[0] : edits[-1] + 1]
    was, now = "".join(piece.was for piece in within), "".join(piece.now for piece in within)
    fine = sum(len((piece.was or piece.now).split()) for piece in within if piece.sort != "same")
    if fine <= len(was.split()) + len(now.split()):
        return told
    return [*told[: edits[0]], Piece("removed", was, ""), Piece("added", "", now), *told[edits[-1] + 1 :]]


def _between(was: str, now: str) -> list[Piece]:
    """What stands between two words that are the same: blanks at its edges are kept where they agree."""
    if was == now:
        return [Piece("same", was, now)]
    head = _shared_blanks(was, now)
    tail = _shared_blanks(was[head:][::-1], now[head:][::-1])
    end_a, end_b = len(was) - tail, len(now) - tail
    return [
        Piece("same", was[:head], now[:head]),
        Piece("removed", was[head:end_a], ""),
        Piece("added", "", now[head:end_b]),
        Piece("same", was[end_a:], now[end_b:]),
    ]


def _shared_blanks(was: str, now: str) -> int:
    n = 0
    while n < len(was) and n < len(now) and was[n] == now[n] and was[n].isspace():
        n += 1
    return n


def is_blank(pieces: Iterable[Piece]) -> bool:
    """Whether not one word was added or removed."""
    return not any(_bare(piece) for piece in pieces if piece.sort in ("added", "removed"))


def _bare(piece: Piece) -> str:
    return (piece.was or piece.now).strip()


def whole(sort: Sort, text: str) -> tuple[Piece, ...]:
    """All of a text, added or removed."""
    return (Piece(sort, "", text) if sort == "added" else Piece(sort, text, ""),)
