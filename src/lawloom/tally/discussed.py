"""The most discussed: by arguments, sources and comments at any depth; late ones after all others. Ties: the id in
the order of letters. Votes do not enter, so that one more vote moves nothing here.

source  design, section 2 and the issue of the count; no weight is given to one kind over another.
"""

from __future__ import annotations

from collections.abc import Iterable

from lawloom.model.ids import ContributionId
from lawloom.model.tally import ItemTally


def discussed(items: Iterable[ItemTally]) -> tuple[ContributionId, ...]:
    """The ids, most discussed first."""
    return tuple(item.id for item in sorted(items, key=lambda item: (item.late, -item.discussion, item.id)))
