"""The count: what a ledger amounts to under the rules of the design, section 4. Pure, one rule a file."""

from lawloom.tally.counting import count

__all__ = ["count"]
