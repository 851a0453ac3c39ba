"""What each channel brought: rows and counts apart, never mixed.

source  design, section 4 ("total = rows + counts", "channels") and promise 3: each total says by which channel.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain

from lawloom.model.contribution import Contribution
from lawloom.model.tally import BillTally, ChannelFigures, Figures, ItemTally
from lawloom.model.vote import Stance
from lawloom.tally.counts import total_of

NO_FIGURES = Figures()


def of_item(rows: Mapping[str, Figures], counts: Mapping[str, Mapping[Stance, int]]) -> tuple[ChannelFigures, ...]:
    """The channels that brought votes on one item, by name."""
    return tuple(
        ChannelFigures(
            channel=name,
            items=1,
            people=sum(rows[name].by_stance.values()) if name in rows else None,
            rows=rows.get(name, NO_FIGURES),
            counts=Figures(dict(counts[name])) if name in counts else NO_FIGURES,
        )
        for name in sorted(rows.keys() | counts.keys())
    )


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
