"""Ids of imported records: a prefix, a letter for the number space, and what the source calls them, made safe.

The same source id gives the same id in every import, whatever else the file holds: nothing depends on the order.
"""

from __future__ import annotations

import re
from hashlib import sha256

from lawloom.model.ids import SLUG

PREFIX = re.compile(r"[a-z][a-z0-9]{0,11}")
TAKEN_PREFIXES = frozenset({"gh", "f"})  # the forge's issues and files sent to the inbox

_LONGEST = 40
_MADE = re.compile(r"(?:.*-)?x[0-9a-f]{10}")
_UNSAFE = re.compile(r"[^a-z0-9]+")


def is_prefix(text: str) -> bool:
    """Whether ids of an import may begin so."""
    return PREFIX.fullmatch(text) is not None and text not in TAKEN_PREFIXES


def record_id(prefix: str, letter: str, source_id: str) -> str:
    """The id of a record that the source calls source_id.

    letter  of its number space: empty for the main one (`cc-69`), else `a`, `s`, `c`, `d` (`cc-a12`). In the main
            space a name that begins with a letter gets an `x`, so that the letter cannot be read as a space's.
    """
    name = safe_name(source_id)
    return f"{prefix}-{letter or ('' if name[0].isdigit() else 'x')}{name}"


def table_id(prefix: str, source_id: str) -> str:
    """The same for our own table, which has one number space and where capitals do not matter: `A12` is `a12`."""
    return f"{prefix}-{safe_name(source_id.strip().lower())}"


def safe_name(source_id: str) -> str:
    """A short word of a-z, 0-9 and hyphens stays as it is.

    Anything else (capitals, spaces, `../`, 300 letters) keeps what is safe of it and ends in `x` and ten hex digits of
    its SHA-256, so that two different ids never become one and none is more than letters in an address.
    """
    if len(source_id) <= _LONGEST and SLUG.fullmatch(source_id) and not _MADE.fullmatch(source_id):
        return source_id
    kept = _UNSAFE.sub("-", source_id.lower())[: _LONGEST + 1].strip("-")
    mark = "x" + sha256(source_id.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{kept}-{mark}" if kept else mark
