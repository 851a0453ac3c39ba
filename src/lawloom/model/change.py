"""Change: what an amendment makes of one article. It is kept among the texts, so it can be erased with them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST = 40_000  # letters of an article, before or after; a longer one is named, and its text is left out
LONGEST_IN_ALL = 200_000
MOST = 200  # articles


@dataclass(frozen=True, slots=True)
class Change:
    """An article before and after: its heading, an empty line, its Markdown.

    before  None: it is new; after: None: it is struck out
    left_out  its text was too long to be kept
    """

    article: str  # id, or empty: what stands before the first article
    before: str | None
    after: str | None
    left_out: bool = False


def written(changes: Iterable[Change]) -> str:
    """The changes as text, in a form that is always the same for the same changes; empty where there is none."""
    rows = []
    length = 0
    for one in list(changes)[:MOST]:
        size = len(one.before or "") + len(one.after or "")
        length += size
        is_long = max(len(one.before or ""), len(one.after or "")) > LONGEST or length > LONGEST_IN_ALL
        if is_long:
            length -= size
        kept = (None, None) if is_long else (one.before, one.after)
        row: dict[str, object] = {"article": one.article, "before": kept[0], "after": kept[1]}
        rows.append(row | ({"left_out": True} if is_long or one.left_out else {}))
    return json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":")) if rows else ""


def read(text: str) -> tuple[Change, ...]:
    """The changes as they were written; none where the text is not of that form."""
    try:
        rows = json.loads(text) if text else []
    except (ValueError, RecursionError):
        return ()
    if not isinstance(rows, list):
        return ()
    return tuple(change for row in rows[:MOST] if (change := _change(row)) is not None)


def _change(row: object) -> Change | None:
    if not isinstance(row, dict) or not isinstance(row.get("article"), str):
        return None
    before, after = row.get("before"), row.get("after")
    if not (before is None or isinstance(before, str)) or not (after is None or isinstance(after, str)):
        return None
    return Change(row["article"], before, after, row.get("left_out") is True)
