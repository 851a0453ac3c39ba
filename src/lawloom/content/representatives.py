"""content/representatives.csv or .json: whom readers can write to. Read strictly, row by row.

A row that cannot be used is named with its line and the rest goes on; a row without a way to write is kept, and told.
Rows that name the same person for the same area are one: their postcodes are put together.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lawloom.content import files, popolo
from lawloom.content.member_cells import Told, made
from lawloom.content.suggestions import nearest
from lawloom.errors import Problem, problem
from lawloom.model.member import Member, packed

TABLE, POPOLO = "content/representatives.csv", "content/representatives.json"
COLUMNS = ("name", "area", "postcodes", "party", "email", "address", "chamber", "url")
MOST_ROWS = 200_000
MOST_LINES = 12  # of one row: an address has some

_OTHER_NAMES = {"constituency": "area", "postcode": "postcodes", "mail": "email", "e-mail": "email", "website": "url"}


def read_representatives(tree: files.Tree) -> tuple[tuple[Member, ...], list[Problem]]:
    """Everybody in the table or in the Popolo file; nobody where there is neither, or one that cannot be read."""
    there = [name for name in (TABLE, POPOLO) if name in tree.files]
    if not there:
        return (), []
    file = there[0]
    text, problems = files.read_text(tree.files[file], file)
    problems = [one for one in problems if one.code != "byte-order-mark"]  # spreadsheets write it
    if len(there) > 1:
        problems.append(problem("representatives-twice", POPOLO, other=TABLE))
    if text is None:
        return (), problems
    told = Told(file)
    found = list((_of_table if file == TABLE else popolo.read)(text, told))
    return tuple(_united(found)), problems + told.all()


def _of_table(text: str, told: Told) -> Iterator[Member]:
    header: list[str] | None = None
    for number, (line, cells) in enumerate(_records(text, told)):
        if number > MOST_ROWS:
            told.tell(problem("representatives-too-many", told.file, line, most=MOST_ROWS))
            return
        if header is None:
            header = _header(cells, line, told)
            if not header:
                return
        elif len(cells) != len(header):
            told.tell(problem("representative-cells", told.file, line, found=len(cells), expected=len(header)))
        elif (one := made(dict(zip(header, cells, strict=True)), line, told)) is not None:
            yield one


def _records(text: str, told: Told) -> Iterator[tuple[int, list[str]]]:
    """Each row with its first line. A quotation mark that nobody closes costs the line it stands on, not the rest."""
    delimiter = _delimiter(text)
    rows = text.splitlines()
    at = 0
    while at < len(rows):
        line, record = at + 1, rows[at]
        more = at
        while record.count('"') % 2 and more + 1 < len(rows) and more - at < MOST_LINES:
            more += 1
            record += f"\n{rows[more]}"
        if record.count('"') % 2:
            told.tell(problem("representative-quote", told.file, line))
            at += 1
            continue
        at = more + 1
        try:
            [cells] = csv.reader([record], delimiter=delimiter) if record.strip() else ([],)
        except (csv.Error, ValueError) as wrong:
            told.tell(problem("representative-row", told.file, line, detail=str(wrong)))
            continue
        if any(cell.strip() for cell in cells):
            yield line, cells


def _delimiter(text: str) -> str:
    first = text.lstrip("\ufeff\r\n").partition("\n")[0]
    return max(",;\t", key=first.count)


def _header(cells: list[str], line: int, told: Told) -> list[str]:
    """The columns by the names that we know them by; empty where the table cannot be used."""
    found = [cell.strip().casefold() for cell in cells]
    named = [_OTHER_NAMES.get(one, one) for one in found]
    for place, one in enumerate(named):
        if one in COLUMNS and one in named[:place]:
            told.tell(problem("representative-column-twice", told.file, line, name=cells[place].strip()))
            return []
        if one not in COLUMNS:
            near, known = nearest(one, COLUMNS), ", ".join(COLUMNS)
            told.tell(
                problem("representative-column", told.file, line, warning=True, name=one[:80], known=known, near=near)
            )
    if "name" not in named:
        told.tell(problem("representative-no-names", told.file, line, found=", ".join(found)[:200]))
        return []
    return named


def _united(found: Iterable[Member]) -> Iterator[Member]:
    """Rows of the same person for the same area as one."""
    kept: dict[tuple[str, str, str, str], list[Member]] = {}
    for one in found:
        kept.setdefault((one.name, one.area, one.chamber, one.email), []).append(one)
    for same in kept.values():
        one = next((row for row in same if row.is_reachable), same[0])
        yield replace(one, codes=packed(code for row in same for code in row.spans())) if len(same) > 1 else one
