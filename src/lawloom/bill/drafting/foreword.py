"""What stands before the first article of a bill.md, as an amendment holds it: front matter and preamble. Pure.

An amendment holds the rows as they were typed, a bill the values that were read from them. So the rows of a later text
are told from its values: a row whose value is the same stays as it was typed.
"""

from __future__ import annotations

import re

import yaml

from lawloom.model.bill import Bill, BillVersion

_KEY = re.compile(r"(title|version|date|author|video|explanation|language|country|eli|eli_dl):[ \t]*(.*)")
_LEGAL = frozenset({"country", "eli", "eli_dl"})


def of(before: str, text: Bill | BillVersion) -> str:
    """What stands before the first article of this text, in the rows of an earlier one wherever they say the same."""
    rows = before.split("\n")
    end = _end_of_front_matter(rows)
    return "\n".join([*(_now(row, text) for row in rows[:end]), "", *text.preamble.split("\n")])


def _end_of_front_matter(rows: list[str]) -> int:
    """The empty row behind the last row of the front matter."""
    for at, row in enumerate(rows):
        if not row.strip():
            following = next((one for one in rows[at:] if one.strip()), "")
            if not _KEY.match(following) and following[:1] not in (" ", "\t"):
                return at
    return len(rows)


def _now(row: str, text: Bill | BillVersion) -> str:
    found = _KEY.fullmatch(row)
    if found is None or found[2][:1] in ("", "|", ">"):
        return row  # a value of several rows is not looked at
    key = found[1]
    value = getattr(text.legal if key in _LEGAL else text, key, None)
    try:
        was = str(yaml.safe_load(found[2]))
    except (yaml.YAMLError, ValueError):
        return row
    if value is None or was == value or (not value and key == "author"):
        return row
    return f"{key}: {_typed(str(value), found[2][0])}"


def _typed(value: str, sign: str) -> str:
    """The value between such quotes as those that the row had, if it had any."""
    if sign == "'":
        return "'" + value.replace("'", "''") + "'"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' if sign == '"' else value
