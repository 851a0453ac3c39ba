"""Between what stands still: which words of which paragraph became which.

The words of all paragraphs between two that stand still are compared at once, so that one that was parted in two, or
joined with its neighbour, is told as that. Words that agree by chance are let go: a paragraph is the same as another
only where stretches of it are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from lawloom.bill.comparing.common import common
from lawloom.bill.comparing.runs import runs
from lawloom.bill.comparing.sliding import slid
from lawloom.bill.redlining.words import Words

RUN = 3  # words side by side that agree are no chance
SOLID = 0.3  # of the shorter paragraph in such runs: it is the same
MOST = 1.3  # times the words that have to change may be told as changed
ALIKE = 0.6  # of the longer paragraph in any order of runs: it is the same


@dataclass(frozen=True, slots=True)
class Kin:
    """Neighbouring blocks of the earlier text that became neighbouring blocks of the later one."""

    a: tuple[int, ...]  # rising
    b: tuple[int, ...]
    pairs: tuple[tuple[int, int], ...] | None = None  # of their words, where they were compared by themselves


def kin(of_a: Sequence[tuple[int, Words]], of_b: Sequence[tuple[int, Words]]) -> list[Kin]:
    """What belongs together among blocks between two that stand still, in order of both.

    of_a, of_b  name of a block and its words; names rise. Two names that do not follow each other are never joined.
    """
    keys_a, at_a = _in_a_row(of_a)
    keys_b, at_b = _in_a_row(of_b)
    same = common(keys_a, keys_b)
    pairs = slid(keys_a, keys_b, same)
    kept = _kept(pairs, at_a, at_b, of_a, of_b)
    if kept and len(of_a) == len(of_b) == 1:
        return [Kin((of_a[0][0],), (of_b[0][0],), tuple(same))]
    kept = _neighbours_only(kept, of_a)
    found: list[Kin] = []
    group: list[tuple[int, int]] = []
    for x, y in [*sorted(kept), (len(of_a), len(of_b))]:
        if group and x > group[-1][0] and y > group[-1][1]:
            found.append(_kin(group, of_a, of_b))
            group = []
        group.append((x, y))
    return found


def _in_a_row(blocks: Sequence[tuple[int, Words]]) -> tuple[list[str], list[int]]:
    """All words, and for each the place of its block."""
    keys: list[str] = []
    at: list[int] = []
    for place, (_, words) in enumerate(blocks):
        keys += words.keys
        at += [place] * len(words.keys)
    return keys, at


def _kept(
    pairs: Sequence[tuple[int, int]],
    at_a: Sequence[int],
    at_b: Sequence[int],
    of_a: Sequence[tuple[int, Words]],
    of_b: Sequence[tuple[int, Words]],
) -> dict[tuple[int, int], int]:
    """Pairs of blocks that agree in more than chance words, with how many words they share."""
    shared: dict[tuple[int, int], int] = defaultdict(int)
    solid: dict[tuple[int, int], int] = defaultdict(int)
    ends_a = list(accumulate(len(words.keys) for _, words in of_a))
    ends_b = list(accumulate(len(words.keys) for _, words in of_b))
    for first_a, first_b, many in runs(pairs):
        done = 0
        while done < many:
            i, j = first_a + done, first_b + done
            edge = at_a[i], at_b[j]
            # As far as both blocks go.
            size = min(many - done, ends_a[edge[0]] - i, ends_b[edge[1]] - j)
            shared[edge] += size
            solid[edge] += size if size >= RUN else 0
            done += size
    kept = {}
    for (x, y), n in shared.items():
        long, short = len(of_a[x][1].keys), len(of_b[y][1].keys)
        short, long = min(long, short), max(long, short)
        if solid[x, y] >= SOLID * short or n >= ALIKE * long:
            kept[x, y] = n
    # Where most of what agrees is chance, telling none of it would make the change look much larger than it has to be.
    every = len(at_a) + len(at_b)
    least = (every - (every - 2 * len(pairs)) * MOST) / 2
    told = sum(kept.values())
    for n, edge in sorted(((n, edge) for edge, n in shared.items() if edge not in kept), reverse=True):
        if told >= least:
            break
        kept[edge] = n
        told += n
    return kept


def _neighbours_only(kept: dict[tuple[int, int], int], of_a: Sequence[tuple[int, Words]]) -> dict[tuple[int, int], int]:
    """Without what would join blocks of the earlier text between which another one stood that has left."""
    done: dict[int, list[int]] = defaultdict(list)  # places in a by place in b
    for x, y in sorted(kept):
        rivals = [one for one in done[y] if of_a[x][0] - of_a[one][0] != x - one]
        if any(kept[one, y] >= kept[x, y] for one in rivals):
            continue
        done[y] = [*(one for one in done[y] if one not in rivals), x]
    return {(x, y): kept[x, y] for y, places in done.items() for x in places}


def _kin(group: Sequence[tuple[int, int]], of_a: Sequence[tuple[int, Words]], of_b: Sequence[tuple[int, Words]]) -> Kin:
    a = range(min(x for x, _ in group), max(x for x, _ in group) + 1)
    b = range(min(y for _, y in group), max(y for _, y in group) + 1)
    return Kin(tuple(of_a[x][0] for x in a), tuple(of_b[y][0] for y in b))
