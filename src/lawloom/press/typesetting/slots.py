"""Slots: places in typeset pages that the press fills, all in one pass that never reads what it filled."""

from __future__ import annotations

import re
from collections.abc import Callable

from markupsafe import Markup

from lawloom.errors import Problem, problem
from lawloom.press.html.bars import PATTERNS

_SLOT = re.compile(r'<(?P<tag>div|span)\s+class="slot"\s+data-slot="(?P<name>[^"<>]*)"\s*>\s*</(?P=tag)>')

Printer = Callable[[str], Markup | str | None]  # what stands in the slot of that name; None: no such slot


def names(html: str) -> list[str]:
    """The slots of a page, in order."""
    return [slot["name"] for slot in _SLOT.finditer(html)]


def fill(html: str, printer: Printer, file: str) -> tuple[str, list[Problem]]:
    """The page with every slot filled, and the slots that nobody knows: each is left out and told.

    The patterns of the bars are put before the first bar, once a page, for an id may stand in a page only once.
    """
    problems: list[Problem] = []
    patterns = True

    def filled(slot: re.Match[str]) -> str:
        nonlocal patterns
        content = printer(slot["name"])
        if content is None:
            problems.append(problem("unknown-slot", file, slot=slot["name"]))
            return ""
        text = str(content).strip()
        if patterns and "url(#p" in text:
            patterns = False
            return f"{PATTERNS}{text}"
        return text

    return _SLOT.sub(filled, html), problems
