"""The count: what a ledger amounts to under the rules of the design, section 4. Pure, one rule a file."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lawloom.ledger.fold import Ledger
    from lawloom.model.subject import Subject
    from lawloom.model.tally import SubjectTally

__all__ = ["count"]


def count(ledger: Ledger, subject: Subject | None) -> SubjectTally:
    """Count a ledger: lawloom.tally.counting, loaded when it is first needed."""
    from lawloom.tally import counting

    return counting.count(ledger, subject)
