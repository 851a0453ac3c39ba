"""What is unusual in what was received, as figures beside the totals: never removed from them, and blaming no one.

From public data alone (the ledger and the texts), with the standard library. docs/signs.md states every formula and
what it cannot see.
"""

from __future__ import annotations

from lawloom.signs.found import Burst, First, VoteSigns
from lawloom.signs.votes import of_votes

__all__ = ["Burst", "First", "VoteSigns", "of_votes"]
