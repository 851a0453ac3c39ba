"""What the rest of the site needs of one subject, kept in build/ so that an unchanged subject is not even folded."""

from __future__ import annotations

import json
import os
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from lawloom.errors import Problem
from lawloom.model.plain import noun, plain
from lawloom.press.data.feeds import Entry


@dataclass(frozen=True, slots=True)
class Bundle:
    """One subject as it was last printed.

    signature  of all that it rests on: ledger, texts, what people wrote, the engine
    slots      what goes into typeset pages, by name
    entry      its part of data/index.json
    marks      of the files of texts: whether they only grew since
    found      fingerprint of what the search finds
    """

    signature: str
    slots: dict[str, str]
    entry: dict[str, Any]
    news: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
    marks: str = ""
    found: int = 0


def read(path: Path) -> Bundle | None:
    """What was kept; None where nothing was, or where it cannot be read."""
    try:
        value = json.loads(path.read_bytes())
        news = tuple(Entry(*one) for one in value["news"])
        slots = {str(name): str(text) for name, text in value["slots"].items()}
        problems = noun(value["problems"])
        marks, found = str(value["marks"]), int(value["found"])
        return Bundle(str(value["signature"]), slots, dict(value["entry"]), news, problems, marks, found)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write(path: Path, bundle: Bundle) -> None:
    """Keep it, whole or not at all."""
    value = {
        "signature": bundle.signature,
        "slots": bundle.slots,
        "entry": bundle.entry,
        "news": [astuple(one) for one in bundle.news],
        "problems": plain(bundle.problems),
        "marks": bundle.marks,
        "found": bundle.found,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(json.dumps(value), encoding="utf-8")
    draft.replace(path)
