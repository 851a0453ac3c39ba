"""content/representatives.csv or .json: whom readers can write to. Read strictly, row by row.

A row that cannot be used is named with its line and the rest goes on; a row without a way to write is kept, and told.
Rows that name the same person for the same area are one: their postcodes are put together.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from lawloom.content import characters, files
from lawloom.content.forms.values import LONGEST_LINE
from lawloom.content.suggestions import nearest
from lawloom.errors import Problem, problem
from lawloom.model.member import Codes, Member, packed, plain_code

TABLE, POPOLO = "content/representatives.csv", "content/representatives.json"
COLUMNS = ("name", "area", "postcodes", "party", "email", "address", "chamber", "url")
MOST_TOLD = 50  # problems of one file: the rest is counted
MOST_ROWS = 200_000
LONGEST_CODE = 12
MOST_LINES = 12  # of one row: an address has some

_OTHER_NAMES = {"constituency": "area", "postcode": "postcodes", "mail": "email", "e-mail": "email", "website": "url"}
_MAIL = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")
_URL = re.compile(r"https?://[^\s<>\"'\\@/]+(?:[/?#][^\s<>\"'\\]*)?", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s]*[;,|/\n]+[\s]*")
_RANGE = re.compile(r"(\d{2,10})\s*(?:-|–|\.\.|…)\s*(\d{2,10})")
_CODE = re.compile(r"[A-Z0-9]+")


@dataclass(slots=True)
class Told:
    """The problems of one file, as many as a person reads; the others are counted."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    more: int = 0
    unreachable: list[int] = field(default_factory=list)  # lines

    def tell(self, found: Problem) -> None:
        if len(self.problems) < MOST_TOLD:
            self.problems.append(found)
        else:
            self.more += 1

    def all(self) -> list[Problem]:
        found = list(self.problems)
        if self.more:
            found.append(problem("representatives-more", self.file, n=self.more))
        if lines := self.unreachable:
            shown = ", ".join(str(line) for line in lines[:5]) + (" …" if len(lines) > 5 else "")
            many = len(lines)
            found.append(problem("representatives-unreachable", self.file, lines[0], warning=True, n=many, lines=shown))
        return found


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
    if file == TABLE:
        found = list(_of_table(text, told))
    else:
        from lawloom.content import popolo  # here: few consultations have one

        found = list(popolo.read(text, told))
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


def made(cells: dict[str, str], line: int, told: Told) -> Member | None:
    """One representative from what a row says; None where nobody is named. What is malformed is told and left out."""

    for column, cell in cells.items():
        if odd := characters.unwelcome(cell):
            shown = characters.name_of(odd)
            told.tell(problem("representative-character", told.file, line, name=column, character=shown))
    cells = {column: characters.without_controls(cell) for column, cell in cells.items()}

    def one_line(column: str) -> str:
        text = " ".join(cells.get(column, "").split())
        if len(text) > LONGEST_LINE:
            told.tell(problem("representative-long", told.file, line, name=column, most=LONGEST_LINE))
            return text[:LONGEST_LINE]
        return text

    name = one_line("name")
    if characters.is_blank(name):
        told.tell(problem("representative-nameless", told.file, line))
        return None
    email, url = one_line("email").removeprefix("mailto:"), one_line("url")
    if email and not _MAIL.fullmatch(email):
        told.tell(problem("representative-mail", told.file, line, name=name[:80], found=email[:120]))
        email = ""
    if url and not _URL.fullmatch(url):
        told.tell(problem("representative-url", told.file, line, name=name[:80], found=url[:120]))
        url = ""
    address = "\n".join(" ".join(row.split()) for row in cells.get("address", "").splitlines() if row.strip())
    one = Member(
        name,
        one_line("area"),
        packed(_codes(cells.get("postcodes", ""), line, told)),
        one_line("chamber"),
        one_line("party"),
        email,
        address[: 2 * LONGEST_LINE],
        url,
    )
    if not one.is_reachable:
        told.unreachable.append(line)
    return one


def _codes(cell: str, line: int, told: Told) -> Iterator[Codes]:
    """Postcodes between commas, semicolons, bars or ends of line; ranges of digits; `SW1A*` for all that begin so."""
    for part in _BETWEEN.split(cell.strip()):
        if not part:
            continue
        if (found := _RANGE.fullmatch(part)) and len(found[1]) == len(found[2]):
            if found[1] <= found[2]:
                yield Codes(found[1], found[2])
            else:
                told.tell(problem("representative-range", told.file, line, found=part))
            continue
        pieces = part.split()
        if len(pieces) > 1 and all(
            _CODE.fullmatch(plain_code(one)) and len(one) > 3 for one in pieces
        ):  # a postcode ends shorter
            yield from (Codes(plain_code(one), plain_code(one)) for one in pieces)
            continue
        whole = not part.endswith("*")
        code = plain_code(part.removesuffix("*"))
        if _CODE.fullmatch(code) and len(code) <= LONGEST_CODE:
            yield Codes(code, code, whole)
        else:
            told.tell(problem("representative-postcode", told.file, line, found=part[:80]))


def _united(found: Iterable[Member]) -> Iterator[Member]:
    """Rows of the same person for the same area as one."""
    kept: dict[tuple[str, str, str, str], list[Member]] = {}
    for one in found:
        kept.setdefault((one.name, one.area, one.chamber, one.email), []).append(one)
    for same in kept.values():
        one = next((row for row in same if row.is_reachable), same[0])
        yield replace(one, codes=packed(code for row in same for code in row.spans())) if len(same) > 1 else one
