"""Where in a written synthesis the engine's parts and the citations stand, so that a page prints them from the record.

No citizen's word and no figure goes through the engine that sets the type: each place gives way to a mark, and the mark
to a slot. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lawloom.synthesis import blocks
from lawloom.synthesis.citations import Citation, citations

_MARK = re.compile("\ue000([0-9]+)\ue001")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the engine's: "all", "rest" or "theme <id>"."""

    name: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation, with the words quoted before it."""

    number: int  # in the text, counted from 1
    citation: Citation


Place = Part | Cited


def places(text: str) -> list[Place]:
    """All of them, in order."""
    return [place for _, place in _found(_even(text))]


def marked(text: str) -> tuple[str, list[Place]]:
    """The text with a mark in each place, and the places by the number of their mark."""
    text = _even(text).replace("\ue000", "").replace("\ue001", "")
    found = _found(text)
    for at in range(len(found) - 1, -1, -1):
        (begin, end), place = found[at]
        mark = f"\ue000{at}\ue001"
        if isinstance(place, Part) or place.citation.is_block:
            mark = f"\n\n{mark}\n\n"
        text = text[:begin] + mark + text[end:]
    return text, [place for _, place in found]


def with_slots(html: str, slots: list[str]) -> str:
    """The text with each mark replaced by the slot of its number."""
    return _MARK.sub(lambda match: slots[int(match[1])] if int(match[1]) < len(slots) else "", html)


def slot_of(slug: str, phase: str, place: Place) -> str:
    """The name of its slot."""
    if isinstance(place, Part):
        return f"laid/{slug}/{phase}/{place.name.removeprefix('theme ')}"
    return f"cited/{slug}/{phase}/{place.number}"


def _even(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _found(text: str) -> list[tuple[tuple[int, int], Place]]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    found: list[tuple[tuple[int, int], Place]] = []
    for block in blocks.blocks_in(text)[0]:
        found.append(((starts[block.first], starts[block.last + 1] - 1), Part(block.name)))
    ours = [span for span, _ in found]
    number = 0
    for one in citations(text):
        if not any(begin <= one.span[0] < end for begin, end in ours):
            number += 1
            found.append((one.span, Cited(number, one)))
    return sorted(found, key=lambda pair: pair[0])
