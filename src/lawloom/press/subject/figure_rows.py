"""The figures of a subject in words, row by row: how many of each kind, by which way, what stands in no total.

Each figure is marked with its place in tally.json, so that a machine finds it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from markupsafe import Markup

from lawloom.model.contribution import Side
from lawloom.model.tally import ChannelFigures, Figures, KindTally, SubjectTally
from lawloom.model.vote import Stance
from lawloom.press.html.words import Words


class KindRow(NamedTuple):
    name: str
    small: Markup
    items: Markup
    votes: Markup


class ChannelRow(NamedTuple):
    name: str
    items: Markup
    people: Markup | str
    votes: tuple[Markup | str, ...]  # in the columns that `columns` names


def line(words: Words, tally: SubjectTally, items: Markup) -> Markup:
    """412 contributions by 98 people; how many people, where that is known.

    items  how many contributions, in words
    """
    if tally.people is None:
        return words.html("figures-line-unknown", items=items)
    return words.html("figures-line", items=items, people=words.figure("people", tally.people, "people-n"))


def beside_the_count(words: Words, tally: SubjectTally) -> Iterator[Markup]:
    """What was received and stands in no total, with the reason."""
    if signed := tally.bill.total.by_stance.get(Stance.SIGNATURE) if tally.bill else 0:
        yield words.figure("bill/signature", signed, "signed") + "."
    if tally.late:
        yield words.figure("late", tally.late, "late-n")
    if tally.outside:
        yield words.figure("outside", tally.outside, "outside-n")
    reasons = [words(f"reason-{reason}", n=n) for reason, n in tally.uncounted.items() if n]
    if reasons:
        yield words.figure("uncounted", sum(tally.uncounted.values()), "uncounted-n", reasons=words.joined(reasons))


def kind_row(words: Words, one: KindTally, ours: int, answers: Mapping[Side, int] | None = None) -> KindRow:
    """One kind.

    ours     how many of it are the author's
    answers  of arguments: how many answer another argument, which has its own for and against
    """
    path, between = f"kinds/{one.kind.value}", Markup(", ")
    small: list[Markup | str] = []
    beside = (answers or {}) if one.sides else {}
    for side in Side if one.sides else ():
        direct = one.sides.get(side, 0) - beside.get(side, 0)
        small.append(words.figure(f"direct/{side.value}", direct, f"n-arguments-{side.value}"))
    if many := sum(beside.values()):
        small.append(words.figure("answers", many, "n-answers"))
    if ours:
        small.append(words("by-the-author-n", n=ours))
    votes = [
        words.figure(f"{path}/{stance.value}", n) + f" {words(stance.value, n=n)}"  # 1,320 for
        for stance, n in sorted(one.total.by_stance.items(), key=_by_order)
    ]
    items = words.figure(f"{path}/items", one.items)
    return KindRow(words.kinds(one.kind), between.join(small), items, between.join(votes))


def columns(tally: SubjectTally) -> list[str]:
    """Which kinds of figures of votes there are at all: votes one by one, totals that were received."""
    every = tally.channels.values()
    there = {"rows": any(one.rows.by_stance for one in every), "counts": any(one.counts.by_stance for one in every)}
    return [column for column, is_there in there.items() if is_there]


def channel_rows(words: Words, tally: SubjectTally) -> list[ChannelRow]:
    """The ways by which contributions and votes came, one row each."""
    shown = columns(tally)
    return [_channel_row(words, one, shown) for one in tally.channels.values()]


def _channel_row(words: Words, one: ChannelFigures, shown: list[str]) -> ChannelRow:
    name, path = words.channel(one.channel), f"channels/{one.channel}"
    return ChannelRow(
        name[:1].upper() + name[1:],
        words.figure(f"{path}/items", one.items),
        words("unknown") if one.people is None else words.figure(f"{path}/people", one.people),
        tuple([_sum(words, f"{path}/{column}", getattr(one, column)) for column in shown]),
    )


def _by_order(pair: tuple[Stance, int]) -> int:
    return list(Stance).index(pair[0])


def _sum(words: Words, path: str, figures: Figures) -> Markup | str:
    return words.figure(path, sum(figures.by_stance.values())) if figures.by_stance else ""
