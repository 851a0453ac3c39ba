"""Text for Markdown that others render: what somebody typed stays what it is, and calls nobody."""

from __future__ import annotations

_SIGNS = frozenset("\\`*_{}[]()<>#+-.!|&~:=$^")
_JOINER = "\u2060"  # invisible; behind an @ it keeps a name from being called


def one_line(text: str, longest: int = 300) -> str:
    """One line in which no sign means anything."""
    cut = " ".join(text.split())
    cut = cut if len(cut) <= longest else cut[: longest - 1] + "…"
    return uncalled("".join(f"\\{sign}" if sign in _SIGNS else sign for sign in cut))


def quoted(text: str, longest: int = 4_000) -> str:
    """A passage as a quotation, a line for each of its lines."""
    cut = text.strip() if len(text.strip()) <= longest else text.strip()[: longest - 1] + "…"
    lines = [uncalled("".join(f"\\{sign}" if sign in _SIGNS else sign for sign in line)) for line in cut.splitlines()]
    return "\n".join(f"> {line}".rstrip() for line in lines)


def uncalled(text: str) -> str:
    """The same, without calling anybody by name."""
    return text.replace("@", f"@{_JOINER}")
