"""The phases of a subject on a thread, and the sentence that says where it stands at the time of the last record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawloom.model.instant import Instant
from lawloom.model.phase import Phase
from lawloom.press.html.words import Words

if TYPE_CHECKING:
    from lawloom.model.subject import Subject

ENDLESS = "9999"  # a phase that closes in this year has no end


@dataclass(frozen=True, slots=True)
class Knot:
    name: str
    day: str
    css: str  # done, at or nothing
    state: str  # the same in a word; empty where nothing was recorded yet


def phase_name(phase: Phase, words: Words) -> str:
    """A phase by its own name; one that only repeats its kind is told in the reader's language."""
    if phase.name == phase.kind.value:
        return words(f"phase-{phase.kind.value}")
    return phase.name[:1].upper() + phase.name[1:].replace("-", " ")


def knots(subject: Subject, as_of: Instant, words: Words) -> list[Knot]:
    """Every phase in order of opening; nothing where one alone makes no thread.

    Without any record nothing is said of what is done and what is to come.
    """
    if len(subject.phases) < 2:
        return []
    found = []
    year = words.year(subject.phases[0].opens_at) if subject.phases else ""
    for phase in subject.phases:
        css, state = "", words("phase-to-come")
        if phase.is_open_at(as_of):
            css, state = "at", words("phase-now")
        elif as_of >= phase.closes_at:
            css, state = "done", words("phase-done")
        day, before, year = words.short_day(phase.opens_at), year, words.year(phase.opens_at)
        found.append(
            Knot(phase_name(phase, words), f"{day} {year}" if year != before else day, css, state if as_of else "")
        )
    return found


def open_phases(subject: Subject, as_of: Instant) -> list[Phase]:
    return [phase for phase in subject.phases if phase.is_open_at(as_of)]


def where_it_stands(subject: Subject, as_of: Instant, words: Words) -> str:
    """Step 3 of 9: Solutions. Open until 30 March 2027. Next: Sources, from 31 March 2027."""
    if not subject.phases:
        return words("no-phases")
    parts = []
    numbers = {phase.name: number for number, phase in enumerate(subject.phases, start=1)}
    for phase in open_phases(subject, as_of):
        name = phase_name(phase, words)
        parts.append(words("step", n=str(numbers[phase.name]), m=str(len(numbers)), name=name))
        if not phase.closes_at.startswith(ENDLESS):
            parts.append(words("open-until", date=words.last_day(phase.closes_at)))
    to_come = [phase for phase in subject.phases if phase.opens_at > as_of]
    if not parts and not to_come:
        return words("all-phases-closed", date=words.last_day(max(phase.closes_at for phase in subject.phases)))
    if to_come:
        key = "next-phase" if len(to_come) < len(subject.phases) else "first-phase"
        parts.append(words(key, name=phase_name(to_come[0], words), date=words.day(to_come[0].opens_at)))
    return " ".join(parts)


def now_in_short(subject: Subject, as_of: Instant, words: Words) -> str:
    """The name of what is open, or the state of the subject, in a few words."""
    names = [phase_name(phase, words) for phase in open_phases(subject, as_of)]
    return words.joined(names) if names else words("now-nothing")
