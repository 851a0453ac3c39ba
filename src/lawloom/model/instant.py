"""Moments in UTC, whole seconds, written `2027-03-30T22:00:00Z`: so written, the order of letters is the order of time.

Everything that is compared by time is kept in this form; there is nothing to parse in a million votes.
"""

from __future__ import annotations

from datetime import UTC, datetime

Instant = str

BEGINNING: Instant = "0001-01-01T00:00:00Z"
END: Instant = "9999-12-31T23:59:59Z"


def instant(moment: datetime) -> Instant:
    """The moment in canonical form; a moment without an offset is refused with ValueError."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs an offset from UTC")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


def moment(text: Instant) -> datetime:
    """The moment as a datetime in UTC."""
    found = datetime.fromisoformat(text)
    if instant(found) != text:
        raise ValueError(f"not an instant in canonical form: {text!r}")
    return found
