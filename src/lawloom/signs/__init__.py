"""What is unusual in what was received, as figures beside the totals: never removed from them, and blaming no one.

From public data alone (the ledger and the texts), with the standard library. docs/signs.md states every formula and
what it cannot see. `of_votes` finds bursts and what hangs on them; `lawloom.signs.texts` copies and floods.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    from lawloom.ledger.fold import Ledger
    from lawloom.model.subject import Subject
    from lawloom.model.tally import SubjectTally
    from lawloom.signs.found import VoteSigns

__all__ = ["of_votes"]


def of_votes(
    ledger: Ledger, subject: Subject | None, tally: SubjectTally, midnights: Collection[str] = ("00:00:00",)
) -> VoteSigns:
    """What is unusual in the votes of a ledger: lawloom.signs.votes, loaded when it is first needed."""
    from lawloom.signs import votes

    return votes.of_votes(ledger, subject, tally, midnights)
