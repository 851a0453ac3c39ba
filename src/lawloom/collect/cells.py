"""Cells and JSON values -> values; what cannot be read becomes a refusal of its row, by code."""

from __future__ import annotations

import re
from typing import Any

from lawloom.collect.dates import Moment, UnreadableDateError, read_moment
from lawloom.collect.port import Remark, Setting

_SPACE = re.compile(r"\s+")
_YES = frozenset({"1", "true", "yes", "y", "oui", "sí", "si", "t"})
_NO = frozenset({"0", "false", "no", "n", "non", "f"})
_MOST = 10**12  # more votes than people


class UnusableError(ValueError):
    """A cell that its row cannot do without; `code` and `values` make the refusal."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class Cells:
    """Reads cells of one export, and counts the dates whose offset had to be supplied."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.without_offset: set[str] = set()  # columns

    def moment(self, text: Any, column: str) -> Moment:
        """The moment a cell states. UnusableError where it is empty or cannot be read."""
        written = as_text(text).strip()
        if not written:
            raise UnusableError("date-missing", column=column)
        try:
            moment, supplied = read_moment(written, self.setting.zone)
        except UnreadableDateError as wrong:
            raise UnusableError("date-unreadable", column=column, found=written) from wrong
        if supplied:
            self.without_offset.add(column)
        return moment

    def moment_if_any(self, text: Any, column: str) -> Moment | None:
        """The same; None where the cell is empty or cannot be read (a date that the row can do without)."""
        try:
            return self.moment(text, column)
        except UnusableError:
            return None

    def remarks(self) -> list[Remark]:
        if not self.without_offset:
            return []
        zone = str(self.setting.zone)
        return [Remark("dates-without-offset", {"columns": ", ".join(sorted(self.without_offset)), "zone": zone})]


def as_text(value: Any) -> str:
    """A JSON or CSV value as text: null is empty; true, false, lists and objects are no text and give nothing.

    raises  UnusableError for a text that no file can hold: a NUL or half of a surrogate pair, written as an escape
    """
    if isinstance(value, str):
        if "\0" in value:
            raise UnusableError("text-nul")
        if not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError as wrong:
                raise UnusableError("text-surrogate") from wrong
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return ""


def count(value: Any, column: str) -> int | None:
    """A printed total; None where the cell is empty: unknown, never 0. UnusableError for what is no whole number."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    text = as_text(value).strip()
    if text.endswith(".0"):  # spreadsheets and data frames write whole numbers so
        text = text[:-2]
    if not text.isascii() or not text.isdigit() or len(text) > 13 or int(text) > _MOST:
        raise UnusableError("count-unreadable", column=column, found=str(value)[:80])
    return int(text)


def yes(value: Any) -> bool:
    """Whether a cell says yes; anything else is not a yes."""
    return value is True or as_text(value).strip().lower() in _YES


def no(value: Any) -> bool:
    """Whether a cell says no in so many words; an empty one does not."""
    return value is False or as_text(value).strip().lower() in _NO


def one_line(text: str) -> str:
    """A title: white space of any kind is one space."""
    return _SPACE.sub(" ", text).strip()


def identity(value: Any) -> str | None:
    """Who, as the source names them; None for nobody."""
    return as_text(value).strip() or None
