"""The items of each kind, summed: a kind's totals are those of its items. A stance known of no item is unknown.

source  the issue of the count: per kind, items, stances and, for arguments, sides. Set-aside items stay in the totals
        (design, section 4).
"""

from __future__ import annotations

from collections.abc import Iterable

from lawloom.model.contribution import Kind, Side
from lawloom.model.tally import ItemTally, KindTally
from lawloom.tally.counts import total_of


def kinds(items: Iterable[ItemTally]) -> dict[Kind, KindTally]:
    """The kinds that have items, in the order of Kind."""
    by_kind: dict[Kind, list[ItemTally]] = {}
    for item in items:
        by_kind.setdefault(item.kind, []).append(item)
    return {kind: _kind(kind, by_kind[kind]) for kind in Kind if kind in by_kind}


def _kind(kind: Kind, items: list[ItemTally]) -> KindTally:
    sided = kind is Kind.ARGUMENT
    return KindTally(
        kind=kind,
        items=len(items),
        total=total_of((item.total for item in items), (), ()),
        sides={side: sum(item.side is side for item in items) for side in Side} if sided else {},
        late=sum(item.late for item in items),
    )
