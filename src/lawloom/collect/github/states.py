"""What became of an issue or a comment where it was sent: still open, closed, taken back by its author. Pure.

The ledger keeps the last state of everything; what is closed, folded or gone stays in every total.
"""

from __future__ import annotations

from typing import NamedTuple

from lawloom.collect.github.records import Comment, Issue, Person
from lawloom.model.instant import Instant

OPENED = "opened"
_CLOSED = {"COMPLETED": "completed", "NOT_PLANNED": "not-planned", "DUPLICATE": "duplicate"}
_FOLDED = frozenset({"abuse", "duplicate", "off-topic", "outdated", "resolved", "spam"})


class State(NamedTuple):
    """state: opened, closed, withdrawn, vanished, transferred; reason: why, in our own words; at: "" where unknown."""

    state: str = OPENED
    reason: str = ""
    at: Instant = ""


STANDS = State()


def closing_asked(issue: Issue) -> bool:
    """Whether it matters who closed it: an author who does so without an outcome takes it back."""
    if issue.is_pull:
        return issue.state == "CLOSED"
    return issue.state == "CLOSED" and issue.reason == "NOT_PLANNED"


def of_issue(issue: Issue, closed_by: Person | None, *, as_of: Instant) -> State:
    """The state of an issue or pull request at that moment; what happened later waits.

    closed_by  who closed it, of those for which it matters
    """
    if issue.state != "OPEN" and issue.closed_at <= as_of:
        if issue.state == "MERGED":
            return State("closed", "merged", issue.closed_at)
        if closing_asked(issue) and closed_by and issue.person and closed_by.id == issue.person.id:
            return State("withdrawn", "", issue.closed_at)
        return State(
            "closed", _CLOSED.get(issue.reason, "completed" if not issue.is_pull else "not-merged"), issue.closed_at
        )
    return State("closed", "locked") if issue.locked else STANDS


def of_comment(comment: Comment) -> State:
    """The state of a comment: folded on the forge, with the forge's reason, or as it was."""
    if not comment.minimised:
        return STANDS
    reason = comment.minimised.lower().replace("_", "-").replace(" ", "-")
    return State("closed", f"folded-{reason}" if reason in _FOLDED else "folded")
