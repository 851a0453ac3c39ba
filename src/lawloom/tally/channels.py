"""What each channel brought: rows and counts apart, never mixed.

source  design, section 4 ("total = rows + counts", "channels") and promise 3: each total says by which channel.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from lawloom.ledger.columns import STANCES
from lawloom.model.contribution import Contribution
from lawloom.model.tally import BillTally, ChannelFigures, Figures, ItemTally
from lawloom.model.vote import Stance
from lawloom.tally.counts import total_of

NO_FIGURES = Figures()


def of_item(
    rows: Mapping[str, Sequence[int]], counts: Mapping[str, Mapping[Stance, int]]
) -> tuple[ChannelFigures, ...]:
    """The channels that brought votes on one item, by name.

    rows  how many of each stance, in the order of Stance
    """
    return tuple(
        ChannelFigures(
            channel=name,
            items=1,
            people=sum(rows[name]) if name in rows else None,
            rows=_figures(rows[name]) if name in rows else NO_FIGURES,
            counts=Figures(dict(counts[name])) if name in counts else NO_FIGURES,
        )
        for name in (sorted(rows.keys() | counts.keys()) if counts or len(rows) > 1 else rows)
    )


def _figures(numbers: Sequence[int]) -> Figures:
    return Figures({STANCES[code]: many for code, many in enumerate(numbers) if many})


def total_of_item(by_channel: Sequence[ChannelFigures], zeros: Sequence[Stance]) -> Figures:
    """The total of an item: rows + counts."""
    if len(by_channel) == 1 and not by_channel[0].counts.by_stance:
        rows = by_channel[0].rows
        if all(map(rows.by_stance.__contains__, zeros)):
            return rows  # the most usual: nothing to add
    return total_of((one.rows for one in by_channel), (one.counts for one in by_channel), zeros)


def channels(
    items: Iterable[ItemTally],
    bill: BillTally | None,
    contributions: Iterable[Contribution],
    people: Mapping[str, int],
) -> dict[str, ChannelFigures]:
    """The channels of a subject, by name: contributions they brought, distinct persons, votes as rows and as counts."""
    sent = Counter(item.channel for item in contributions)
    rows: dict[str, list[Figures]] = {}
    counts: dict[str, list[Figures]] = {}
    for figures in chain(*(item.channels for item in items), bill.channels if bill else ()):
        if figures.rows is not NO_FIGURES:
            rows.setdefault(figures.channel, []).append(figures.rows)
        if figures.counts is not NO_FIGURES:
            counts.setdefault(figures.channel, []).append(figures.counts)
    return {
        name: ChannelFigures(
            channel=name,
            items=sent[name],
            people=people.get(name) or None,
            rows=total_of(rows.get(name, ()), (), ()),
            counts=total_of((), counts.get(name, ()), ()),
        )
        for name in sorted(sent.keys() | rows.keys() | counts.keys())
    }
