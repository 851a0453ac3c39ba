"""What an empty place says: an invitation while a phase is open for it, else until when it was or from when it will be.

Pages speak of the moment of the last record, never of a clock. What they say here changes only when a phase opens or
closes, which lawloom.press.contributions.prints puts into the ground of every page.
"""

from __future__ import annotations

from lawloom.model.contribution import Kind
from lawloom.model.ids import ContributionId
from lawloom.press.desk.desk import Desk
from lawloom.tally.phases import SUBJECT, Element


def empty(desk: Desk, key: str, kind: Kind, about: ContributionId = "") -> str:
    """The sentence in place of what nobody sent yet.

    key    of the invitation; with `-closed`, `-to-come` and `-never` behind it, of the other three sentences
    kind   of what could stand there
    about  the element it would be said about; empty: the subject itself
    """
    words, as_of = desk.words, desk.tally.as_of
    element = Element(desk.kind(about), about in desk.elements) if about else SUBJECT
    windows = desk.calendar.windows(kind, element)
    if windows.holds(as_of):
        return words(key)
    if not windows.spans:
        return words(f"{key}-never")
    to_come = [opens for opens, _ in windows.spans if opens > as_of]
    if to_come:
        return words(f"{key}-to-come", date=words.day(to_come[0]))
    return words(f"{key}-closed", date=words.last_day(windows.last_close))
