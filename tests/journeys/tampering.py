"""What somebody who wants another result does to a ledger or to a published total."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path


def lines_in(shard: Path) -> list[str]:
    return shard.read_text(encoding="utf-8").splitlines()


def write_lines(shard: Path, lines: list[str]) -> None:
    shard.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def chained(lines: list[str]) -> list[str]:
    """The same lines with every link forged anew: what somebody with a day to spare would write."""
    previous, forged = "0" * 64, []
    for line in lines:
        record = {**json.loads(line), "prev": previous}
        forged.append(json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":")))
        previous = hashlib.sha256(forged[-1].encode()).hexdigest()
    return forged


def first_vote(lines: list[str]) -> int:
    """Index of the first vote that is for."""
    return next(i for i, line in enumerate(lines) if '"kind":"vote"' in line and '"stance":"for"' in line)


def flipped(lines: list[str]) -> list[str]:
    at = first_vote(lines)
    return [*lines[:at], lines[at].replace('"stance":"for"', '"stance":"against"'), *lines[at + 1 :]]


def dropped(lines: list[str]) -> list[str]:
    at = first_vote(lines)
    return [*lines[:at], *lines[at + 1 :]]


def edit(file: Path, pattern: str, replacement: str) -> None:
    """Change the first place in a file that looks like the pattern; there must be one."""
    text = file.read_text(encoding="utf-8")
    changed = re.sub(pattern, replacement, text, count=1)
    assert changed != text, f"{file} has nothing like {pattern}:\n{text[:600]}"
    file.write_text(changed, encoding="utf-8")
