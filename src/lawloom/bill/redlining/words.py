"""Words of two stretches of text, what they have in common, and the pieces that tell the change.

A word is a run of letters and digits with what joins them (an apostrophe, a hyphen), or one other sign. Blanks between
words are carried along: they never count as a change of words, and none is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lawloom.bill.comparing.runs import Run, runs
from lawloom.bill.comparing.sliding import slid
from lawloom.bill.redlining.change import NO_WORDS, Piece, Sort, State

# What a reader of the typeset text does not see: blanks, ids, marks of emphasis, where a link leads.
_SET = re.compile(NO_WORDS.pattern + r"|[\s*_#`\[]+")
ISLAND = 4  # letters
SEA = 3  # times as many
PRICE = 0.15  # of the words that change: so many more may be told as changed, to be read more easily
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
        spans += [match.span() for match in _WORD.finditer(text, at, first)]
        keys += _WORD.findall(text, at, first)
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
    for i, j, size in runs(slid(a.keys, b.keys, _without_islands(a, b, pairs))):
        start_a, end_a = a.spans[i][0], a.spans[i + size - 1][1]
        start_b, end_b = b.spans[j][0], b.spans[j + size - 1][1]
        if a.text[start_a:end_a] == b.text[start_b:end_b]:
            found += _between(a.text[at_a:start_a], b.text[at_b:start_b])
            found.append(Piece("same", a.text[start_a:end_a], b.text[start_b:end_b]))
            at_a, at_b = end_a, end_b
            continue
        for (first_a, after_a), (first_b, after_b) in zip(a.spans[i : i + size], b.spans[j : j + size], strict=True):
            found += _between(a.text[at_a:first_a], b.text[at_b:first_b])
            was, now = a.text[first_a:after_a], b.text[first_b:after_b]
            found.append(Piece("same" if was == now else "renumbered", was, now))
            at_a, at_b = after_a, after_b
    found += _between(a.text[at_a:], b.text[at_b:])
    return _whole_words(joined(found))


def _without_islands(a: Words, b: Words, pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Without a lone little word that agrees amid longer changes on both sides: it would part what is read as one."""
    together = runs(pairs)
    kept: list[tuple[int, int]] = []
    purse = PRICE * (len(a.keys) + len(b.keys) - 2 * len(pairs))
    for n, (i, j, many) in enumerate(together):
        if many <= ISLAND:  # a word has a letter at least
            size = sum(len(key) for key in a.keys[i : i + many])
            before = _last(together[n - 1]) if n else (-1, -1)
            after = together[n + 1][:2] if n + 1 < len(together) else (len(a.keys), len(b.keys))
            little = size <= ISLAND and all(key[0] != "\n" for key in a.keys[i : i + many])
            around = little and _changed(a, b, before, (i, j)) >= SEA * size
            if around and _changed(a, b, _last((i, j, many)), after) >= SEA * size:
                purse -= 2 * many
                if purse >= 0:
                    continue
        kept += zip(range(i, i + many), range(j, j + many), strict=True)
    return kept


def _last(run: Run) -> tuple[int, int]:
    return run[0] + run[2] - 1, run[1] + run[2] - 1


def _changed(a: Words, b: Words, before: tuple[int, int], after: tuple[int, int]) -> int:
    """Letters that change between two words that agree, on the side where more do."""
    return max(
        sum(len(key) for key in a.keys[before[0] + 1 : after[0]]),
        sum(len(key) for key in b.keys[before[1] + 1 : after[1]]),
    )


def joined(found: Iterable[Piece]) -> list[Piece]:
    """Neighbours of one sort made one; a removed piece stands before the one added at the same place."""
    done: list[Piece] = []
    parts: list[Piece] = []  # neighbours of one sort: put together at once, for a long text has very many
    for piece in found:
        if not piece.was and not piece.now:
            continue
        if parts and (piece.sort != parts[-1].sort or piece.sort == "renumbered"):
            done.append(_as_one(parts))
            parts = []
        parts.append(piece)
    return [*done, _as_one(parts)] if parts else done


def _as_one(parts: Sequence[Piece]) -> Piece:
    if len(parts) == 1:
        return parts[0]
    return Piece(parts[0].sort, "".join(one.was for one in parts), "".join(one.now for one in parts))


def _whole_words(told: Sequence[Piece]) -> list[Piece]:
    """Where signs change in several places between two blanks, all between them changes: that is easier to read."""
    done: list[Piece] = []
    segment: list[Piece] = []  # since the last blank that stayed
    for piece in told:
        blanks = _blanks(piece.now) if piece.sort == "same" else None
        if blanks:
            head, tail = piece.now[: blanks[0]], piece.now[blanks[1] + 1 :]
            middle = piece.now[len(head) : len(piece.now) - len(tail)]
            done += [*_segment([*segment, Piece("same", head, head)]), Piece("same", middle, middle)]
            segment = [Piece("same", tail, tail)]
        elif piece.sort == "renumbered":
            done += [*_segment(segment), piece]
            segment = []
        else:
            segment.append(piece)
    return joined([*done, *_segment(segment)])


def _blanks(text: str) -> tuple[int, int] | None:
    """Where the first and the last blank stand."""
    first, last = 0, len(text) - 1
    while first <= last and not text[first].isspace():
        first += 1
    while last >= first and not text[last].isspace():
        last -= 1
    return (first, last) if first <= last else None


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
    """Whether no word, nor a sign between words, was added or removed: nothing but blanks, ids and typesetting."""
    return not any(_SET.sub("", piece.was or piece.now) for piece in pieces if piece.sort in ("added", "removed"))


def whole(sort: Sort, text: str) -> tuple[Piece, ...]:
    """All of a text, added or removed."""
    return (Piece(sort, "", text) if sort == "added" else Piece(sort, text, ""),)


def state_of(told: Sequence[Piece]) -> State:
    if not is_blank(told):
        return "changed"
    if any(piece.sort == "renumbered" for piece in told):
        return "renumbered"
    return "same" if all(piece.sort == "same" for piece in told) else "spacing"
