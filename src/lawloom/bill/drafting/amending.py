"""An amendment against the text as it stands: whether it fits, what merging would give, its rivals. Pure.

Words are compared, each with its neighbours: a replacement fits where the words it takes away, and one word on each
side, stand in the text as they stood. Time grows with the length of an article; see lawloom.bill.comparing.common.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from lawloom.bill.comparing.common import common
from lawloom.bill.reading.numbering import heading_of
from lawloom.bill.redlining.words import Words, words_of
from lawloom.model.ids import ContributionId

_ID = re.compile(r"[ \t]\{#[a-z0-9-]+\}[ \t]*$", re.MULTILINE)

Range = tuple[int, int]  # words of the text as it stands: the first, and the one after the last; equal: between two


class Standing(StrEnum):
    FITS = "fits"  # the article is as it was when the amendment was written; its number may be another
    MERGES = "merges"  # it was changed elsewhere
    DONE = "done"  # it says already what the amendment wants
    CONFLICT = "conflict"  # the very words were changed
    GONE = "gone"  # the article is no longer there
    NEW = "new"  # a new article, and there is none of that name
    SEVERAL = "several"  # the words to be replaced stand in several places, and nothing tells which
    UNKNOWN = "unknown"  # the words, or the article before, are not to be had


@dataclass(frozen=True, slots=True)
class Seen:
    """An amendment of one article, seen from the text as it stands.

    merged  the article as it would be; None where that cannot be said
    ranges  the words it is about, in the text as it stands
    """

    standing: Standing
    merged: str | None = None
    ranges: tuple[Range, ...] = ()


def seen(before: str | None, after: str | None, today: str | None) -> Seen:
    """One article of an amendment, before and after, against the article as it stands.

    before  None: it is a new one; after: None: it is to be struck out; today: None: it is not in the text
    """
    if before is None:
        if after is None:
            return Seen(Standing.UNKNOWN)
        if today is None:
            return Seen(Standing.NEW, after)
        return Seen(Standing.DONE if _same(after, today) else Standing.CONFLICT)
    if today is None:
        return Seen(Standing.DONE if after is None else Standing.GONE)
    if after is None:
        whole = (0, len(words_of(today).keys))
        return Seen(Standing.FITS if _stands(before, today) else Standing.MERGES, "", (whole,))
    old, new, now = words_of(before), words_of(after), words_of(today)
    edits = _edits(old, new)
    to = dict(common(old.keys, now.keys)) if before != today else {at: at for at in range(len(old.keys))}
    if _same(after, today):
        back = dict(common(new.keys, now.keys))
        return Seen(Standing.DONE, None, tuple(_near(b1, b2, back, len(now.keys)) for _, _, b1, b2 in edits))
    ranges = tuple(_near(a1, a2, to, len(now.keys)) for a1, a2, _, _ in edits)
    if not all(_holds(a1, a2, to, len(old.keys)) for a1, a2, _, _ in edits):
        back = dict(common(new.keys, now.keys))
        is_there = bool(edits) and all(_holds(b1, b2, back, len(new.keys)) for _, _, b1, b2 in edits)
        return Seen(Standing.DONE if is_there else Standing.CONFLICT, None, ranges)
    merged = after if before == today else _merged(old, new, now, edits, to)
    return Seen(Standing.FITS if _stands(before, today) else Standing.MERGES, merged, ranges)


def rivals(ranges: Mapping[ContributionId, Iterable[Range]]) -> dict[ContributionId, frozenset[ContributionId]]:
    """Which amendments of one article are about the same words: each with the others; none without any.

    In order of their first words and then by those that reach furthest: each is met only by those that overlap it.
    """
    spans = sorted((start, end, id) for id, many in ranges.items() for start, end in many)
    found: dict[ContributionId, set[ContributionId]] = {}
    open_: list[tuple[int, int, ContributionId]] = []
    for start, end, id in spans:
        open_ = [one for one in open_ if one[1] > start or one[:2] == (start, end)]
        for other_start, other_end, other in open_:
            if other != id and _meet((start, end), (other_start, other_end)):
                found.setdefault(id, set()).add(other)
                found.setdefault(other, set()).add(id)
        open_.append((start, end, id))
    return {id: frozenset(others) for id, others in found.items()}


def groups(
    pairs: Mapping[ContributionId, frozenset[ContributionId]], order: Sequence[ContributionId]
) -> list[list[ContributionId]]:
    """Those that are tied by the same words, also over a third, together; all in the given order."""
    left = dict.fromkeys(order)
    found = []
    while left:
        first = next(iter(left))
        del left[first]
        group, waiting = {first}, [first]
        while waiting:
            for other in pairs.get(waiting.pop(), ()):
                if other in left:
                    del left[other]
                    group.add(other)
                    waiting.append(other)
        found.append([id for id in order if id in group])
    return found


def _stands(before: str, today: str) -> bool:
    """Whether not a word changed: another number in the heading is none, nor are ids that were written in."""
    return _same(before, today) or _unnumbered(before) == _unnumbered(today)


def _unnumbered(article: str) -> tuple[str, str, list[str]]:
    head, _, rest = article.partition("\n")
    heading = heading_of(head)
    return heading.kind, heading.title, _ID.sub(" ", rest).split()


def _same(a: str, b: str) -> bool:
    return a == b or a.split() == b.split()


def _edits(old: Words, new: Words) -> list[tuple[int, int, int, int]]:
    """Words that give way to others: first and after the last, before and after."""
    found, at_a, at_b = [], 0, 0
    for i, j in [*common(old.keys, new.keys), (len(old.keys), len(new.keys))]:
        if i > at_a or j > at_b:
            found.append((at_a, i, at_b, j))
        at_a, at_b = i + 1, j + 1
    return found


def _holds(start: int, end: int, to: Mapping[int, int], length: int) -> bool:
    """Whether these words, with one on each side, stand one after the other in the other text too."""
    around = range(max(0, start - 1), min(length, end + 1))
    images = [to.get(at) for at in around]
    return None not in images and all(b is not None and a is not None and b == a + 1 for a, b in pairwise(images))


def _near(start: int, end: int, to: Mapping[int, int], length: int) -> Range:
    """Where these words are in the other text, or between which words they were."""
    before = next((to[at] + 1 for at in range(start - 1, -1, -1) if at in to), 0)
    first = to[start] if start < end and start in to else before
    last = next((to[at] + 1 for at in range(end - 1, start - 1, -1) if at in to), None)
    if last is None:
        last = min((to[at] for at in to if at >= end), default=length) if start < end else first
    return first, max(first, last)


def _merged(
    old: Words, new: Words, now: Words, edits: Sequence[tuple[int, int, int, int]], to: Mapping[int, int]
) -> str:
    parts, at = [], 0
    for a1, a2, b1, b2 in edits:
        if a2 > a1:
            start, end = now.spans[to[a1]][0], now.spans[to[a2 - 1]][1]
        else:
            start = end = now.spans[to[a1 - 1]][1] if a1 else 0
        parts.append(now.text[at:start])
        parts.append(_words(new, (a1, a2), (b1, b2)))
        at = end
    return "".join(parts) + now.text[at:]


def _words(new: Words, gone: Range, come: Range) -> str:
    """The words that come, with the blanks that stood before or after them where none went."""
    (a1, a2), (b1, b2) = gone, come
    if b2 == b1:
        return ""
    start, end = new.spans[b1][0], new.spans[b2 - 1][1]
    if a2 == a1:  # they come between two others: with the blank before them, or at the beginning with that after
        start = new.spans[b1 - 1][1] if b1 else 0
        end = new.spans[b2][0] if not b1 and b2 < len(new.spans) else end
    return new.text[start:end]


def _meet(a: Range, b: Range) -> bool:
    if a[0] == a[1] and b[0] == b[1]:
        return a == b
    if a[0] == a[1]:
        return b[0] < a[0] < b[1]
    if b[0] == b[1]:
        return a[0] < b[0] < a[1]
    return a[0] < b[1] and b[0] < a[1]
