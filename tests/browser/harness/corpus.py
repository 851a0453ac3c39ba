"""The hostile inputs, read as data. Nothing here runs or follows them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

# What reaches readers as text: body, title, name, link.
AS_TEXT = ("xss", "markdown", "naughty-strings", "template-injection")


@dataclass(frozen=True)
class Hostile:
    id: str
    corpus: str
    data: str
    name: str = ""


def hostile(real_data: Path, *corpora: str) -> list[Hostile]:
    """Every item of the named corpora, in file order."""
    found = []
    for corpus in corpora:
        with (real_data / "attacks" / f"{corpus}.jsonl").open(encoding="utf-8") as rows:
            for row in rows:
                item = json.loads(row)
                data = item["data"] if "data" in item else item["unit"] * item["repeat"]
                found.append(Hostile(item["id"], corpus, data, item.get("name", "")))
    return found
