"""The figures of a subject in words, row by row: how many of each kind, by which way, what stands in no total."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lawloom.model.contribution import Side
from lawloom.model.tally import ChannelFigures, Figures, KindTally, SubjectTally
from lawloom.model.vote import Stance
from lawloom.press.words import Words


class KindRow(NamedTuple):
    name: str
    small: str
    items: str
    votes: str


class ChannelRow(NamedTuple):
    name: str
    items: str
    people: str
    rows: str
    counts: str


def line(words: Words, tally: SubjectTally, items: str) -> str:
    """412 contributions by 98 people; how many people, where that is known.

    items  how many contributions, in words
    """
    if tally.people is None:
        return words("figures-line-unknown", items=items)
    return words("figures-line", items=items, people=words("people-n", n=tally.people))


def beside_the_count(words: Words, tally: SubjectTally) -> Iterator[str]:
    """What was received and stands in no total, with the reason."""
    if tally.bill and Stance.SIGNATURE in tally.bill.total.by_stance:
        yield f"{words('signed', n=tally.bill.total.by_stance[Stance.SIGNATURE])}."
    if tally.late:
        yield words("late-n", n=tally.late)
    if tally.outside:
        yield words("outside-n", n=tally.outside)
    reasons = [words(f"reason-{reason}", n=n) for reason, n in tally.uncounted.items() if n]
    if reasons:
        yield words("uncounted-n", n=sum(tally.uncounted.values()), reasons=words.joined(reasons))


def kind_row(words: Words, one: KindTally, ours: int) -> KindRow:
    """One kind.

    ours  how many of it are the author's
    """
    small = []
    if one.sides:
        small.append(words("n-arguments-for", n=one.sides.get(Side.FOR, 0)))
        small.append(words("n-arguments-against", n=one.sides.get(Side.AGAINST, 0)))
    if ours:
        small.append(words("by-the-author-n", n=ours))
    votes = [_stance(words, stance, n) for stance, n in sorted(one.total.by_stance.items(), key=_by_order)]
    return KindRow(words.kinds(one.kind), words.joined(small), words.number(one.items), words.joined(votes))


def channel_row(words: Words, one: ChannelFigures) -> ChannelRow:
    """One way by which contributions and votes came."""
    name = words.channel(one.channel)
    return ChannelRow(
        name[:1].upper() + name[1:],
        words.number(one.items),
        words("unknown") if one.people is None else words.number(one.people),
        _sum(words, one.rows),
        _sum(words, one.counts),
    )


def _stance(words: Words, stance: Stance, n: int) -> str:
    """1,320 for."""
    return f"{words.number(n)} {words(stance.value, n=n)}"


def _by_order(pair: tuple[Stance, int]) -> int:
    return list(Stance).index(pair[0])


def _sum(words: Words, figures: Figures) -> str:
    return words.number(sum(figures.by_stance.values())) if figures.by_stance else ""
