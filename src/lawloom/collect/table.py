"""Tables as people and platforms write them (CSV, RFC 4180 and its cousins), row by row with place and raw text.

Memory does not grow with the file. A bad row costs one row: where a stray quotation mark swallows the lines after it,
the line it stands on is refused and reading goes on with the next.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lawloom.collect.port import Origin, Refused
from lawloom.collect.source import SourceFile
from lawloom.errors import ContentProblems, problem

LONGEST_CELL = 1024 * 1024  # characters
MOST_COLUMNS = 50_000  # a matrix of votes has a column a statement
_DELIMITERS = ",;\t"
_HINT = re.compile(r"sep=([,;\t|])\s*")
_NAMED = re.compile(r"\.[ct]sv(?:\.gz)?$", re.IGNORECASE)
_BYTES = re.compile("[\udc80-\udcff]")


class Row:
    """One row of a table; row["column"] is empty where the table lacks that column."""

    __slots__ = ("cells", "index", "origin")  # not a dataclass: a million of them are made

    def __init__(self, origin: Origin, cells: list[str], index: Mapping[str, int]) -> None:
        self.origin = origin
        self.cells = cells
        self.index = index

    def __getitem__(self, column: str) -> str:
        at = self.index.get(column)
        return self.cells[at] if at is not None else ""

    def has(self, column: str) -> bool:
        return column in self.index


@dataclass(frozen=True, slots=True)
class Table:
    """A table of which the header was read."""

    file: SourceFile
    columns: tuple[str, ...]
    index: Mapping[str, int]
    delimiter: str
    twice: str = ""  # a column of which there are two: nobody can know which is meant

    def need(self, *columns: str) -> None:
        """ContentProblems naming every one of these columns that the table lacks, and those it has."""
        if self.twice:
            raise ContentProblems(problem("column-twice", self.file.name, 1, found=self.twice))
        if missing := [column for column in columns if column not in self.index]:
            raise ContentProblems(
                problem(
                    "columns-missing",
                    self.file.name,
                    1,
                    missing=", ".join(missing),
                    found=", ".join(self.columns[:40]),
                )
            )

    def rows(self) -> Iterator[Row | Refused]:
        """Every row below the header. Empty ones are left out; unreadable ones come as Refused."""
        width = len(self.columns)
        header = True
        for record in _records(self.file, self.delimiter):
            if isinstance(record, Refused):
                if not header:
                    yield record
                continue
            line, cells, text = record
            if not any(cells) or (header and _HINT.fullmatch(text)):
                continue
            if header:
                header = False
                continue
            origin = Origin(self.file.name, line, text, self.file.letters.encoding)
            if len(cells) == width:
                if (broken := unreadable(origin, self.file)) is not None:
                    yield broken
                else:
                    yield Row(origin, cells, self.index)
            elif len(cells) > width:
                yield Refused(origin, "row-shifted", {"found": len(cells), "expected": width})
            else:
                yield Refused(origin, "row-short", {"found": len(cells), "expected": width})


def open_table(file: SourceFile) -> Table | None:
    """The table in a file, told by its first row; None where there is none.

    raises  ContentProblems where the name promises a table: the file is empty, or broke off before its header ended
    """
    table = _table_in(file)
    if table is None and _NAMED.search(file.name):
        raise ContentProblems(problem("source-no-table", file.name))
    return table


def _table_in(file: SourceFile) -> Table | None:
    first = next((line for line in file.lines() if line.strip() and not _HINT.fullmatch(line)), "")
    if len(first) > LONGEST_CELL or "\0" in first or first.lstrip()[:1] in ("{", "[", "<"):
        return None
    hint = next((_HINT.fullmatch(line) for line in file.lines()), None)
    delimiter = hint[1] if hint else _delimiter_of(first)
    for record in _records(file, delimiter):
        if isinstance(record, Refused):
            return None
        _, cells, text = record
        if not any(cells) or _HINT.fullmatch(text):
            continue
        columns = tuple(cell.strip() for cell in cells)
        index: dict[str, int] = {}
        for at, column in enumerate(columns):
            index.setdefault(column, at)
        index.pop("", None)
        twice = next((column for at, column in enumerate(columns) if column and index[column] != at), "")
        return Table(file, columns, index, delimiter, twice) if len(columns) <= MOST_COLUMNS else None
    return None


def unreadable(origin: Origin, file: SourceFile) -> Refused | None:
    """The refusal of a row that holds bytes no text has, or None for a sound one."""
    if "\0" in origin.text:
        return Refused(origin, "row-nul", {"byte": _offset_of(file, origin, "\0")})
    if not file.letters.whole and (bad := _BYTES.search(origin.text)):
        return Refused(origin, "row-not-utf8", {"byte": _offset_of(file, origin, bad[0])})
    return None


def _offset_of(file: SourceFile, origin: Origin, what: str) -> int:
    """Byte offset in the (unpacked) file of the first `what` in a row. Costs a second reading: for refusals alone."""
    encoding = file.letters.encoding
    before = file.letters.mark
    for number, line in enumerate(file.lines(), start=1):
        if number >= origin.line:
            break
        before += len(line.encode(encoding, "surrogateescape"))
    return before + len(origin.text.split(what, 1)[0].encode(encoding, "surrogateescape"))


def _delimiter_of(header: str) -> str:
    """The separator that parts the header into most columns; the comma where none does."""
    outside = re.sub(r'"[^"]*"', "", header)
    return max(_DELIMITERS, key=lambda one: (outside.count(one), -_DELIMITERS.index(one)))


class _Lines:
    """Physical lines for csv.reader, which remembers those of the record it is in and can take lines back."""

    def __init__(self, file: SourceFile) -> None:
        self._source = file.lines()
        self._back: deque[str] = deque()
        self.taken: list[str] = []
        self.size = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if self.size > LONGEST_CELL:
            raise csv.Error  # a quotation mark that is never closed
        line = self._back.popleft() if self._back else next(self._source)
        self.taken.append(line)
        self.size += len(line)
        return line

    def begin(self) -> None:
        self.taken = []
        self.size = 0

    def give_back(self, lines: list[str]) -> None:
        self._back.extendleft(reversed(lines))


def _records(file: SourceFile, delimiter: str) -> Iterator[tuple[int, list[str], str] | Refused]:
    """Records as (first line, cells, text); the first that is neither empty nor a hint is the header."""
    lines = _Lines(file)
    width = 0
    at = 1
    while True:
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        try:
            while True:
                lines.begin()
                csv.field_size_limit(LONGEST_CELL)  # process-wide, and others may have set it since
                cells = next(reader)
                taken = lines.taken
                if not width and any(cells) and not _HINT.fullmatch(taken[0]):
                    width = len(cells)
                if len(taken) > 1 and len(cells) != width and _holds_a_sound_row(taken[1:], delimiter, width):
                    # A quotation mark in the first line swallowed rows that are sound by themselves.
                    code = "row-shifted" if len(cells) > width else "row-short"
                    yield Refused(
                        Origin(file.name, at, taken[0], file.letters.encoding),
                        code,
                        {"found": len(cells), "expected": width},
                    )
                    break
                yield at, cells, taken[0] if len(taken) == 1 else "".join(taken)
                at += len(taken)
        except StopIteration:
            return
        except csv.Error as wrong:
            taken = lines.taken
            endless = lines.size > LONGEST_CELL or "end of data" in str(wrong)
            origin = Origin(file.name, at, taken[0], file.letters.encoding)
            yield Refused(origin, "row-endless", {"most": LONGEST_CELL}) if endless else Refused(origin, "row-quotes")
        lines.give_back(taken[1:])
        at += 1


def _holds_a_sound_row(lines: list[str], delimiter: str, width: int) -> bool:
    """Whether one of these lines, read by itself, is a whole row. (A row of one cell would prove nothing.)"""
    if width < 2:
        return False
    for line in lines[:1000]:
        try:
            if len(next(csv.reader([line], delimiter=delimiter, strict=True), [])) == width:
                return True
        except csv.Error:
            continue
    return False
