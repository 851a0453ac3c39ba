"""docs/errors.md, printed from the catalogs: `python -m lawloom.messages.errors_page > docs/errors.md`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lawloom.messages import catalog, rooms

_HEAD = """\
# Errors, one by one

Each problem that Lawloom tells ends with a code in brackets. Here is what each code says and how to mend it; the words
in braces are filled in. The same sentences exist in French and Spanish (`LAWLOOM_LANGUAGE=fr`). Exit codes: 1, an
author mends something; 2, a source is unavailable, nothing was lost, run again; 3, the ledger is damaged and nothing
was written.

This page is printed from `src/lawloom/messages/en/` by `python -m lawloom.messages.errors_page`; change it there.
"""


def entries() -> dict[str, tuple[str, Mapping[str, Any]]]:
    """Every code of the English catalogs with its room and its entry, by code."""
    found = {}
    for room in rooms("en"):
        for code, entry in catalog(room, "en").items():
            if isinstance(entry, Mapping) and "found" in entry:
                found[code] = (room, entry)
    return dict(sorted(found.items()))


def page() -> str:
    """The page in Markdown; the sentences stand in blocks of code, so that their signs stay signs."""
    parts = [_HEAD]
    for code, (room, entry) in entries().items():
        lines = [str(entry["found"]), *([f"mend: {entry['mend']}"] if entry.get("mend") else [])]
        block = "\n".join(f"    {line}" for line in "\n".join(lines).split("\n"))
        parts.append(f"\n## {code}\n\nFrom {room}:\n\n{block}\n")
    return "".join(parts)


if __name__ == "__main__":
    print(page(), end="")
