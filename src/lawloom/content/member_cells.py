"""One representative, from the cells of a row or of an entry: what is malformed is told and left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lawloom.content import characters
from lawloom.content.forms.values import LONGEST_LINE
from lawloom.errors import Problem, problem
from lawloom.model.member import Codes, Member, packed, plain_code

MOST_TOLD = 50  # problems of one file: the rest is counted
LONGEST_CODE = 12
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
