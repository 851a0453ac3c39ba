"""Member of a legislature, as the maintainer lists them, and the letter that one may send."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lawloom.model.written import ORIGINAL, Written

_BESIDE = re.compile(r"[\s\-–.]+")


def plain_code(written: str) -> str:
    """A postcode as it is compared: "sw1a 1aa" and "SW1A-1AA" are "SW1A1AA"."""
    return _BESIDE.sub("", written).upper()


@dataclass(frozen=True, slots=True, order=True)
class Codes:
    """Postcodes from one to another, both included; one alone where both are the same.

    whole  False: every postcode that begins so
    """

    first: str
    last: str
    whole: bool = True

    @property
    def shown(self) -> str:
        if not self.whole:
            return f"{self.first}…"
        return self.first if self.first == self.last else f"{self.first}–{self.last}"

    @property
    def packed(self) -> str:
        """For files that a browser reads: `75001`, `75001-75020`, `SW1A*`."""
        if not self.whole:
            return f"{self.first}*"
        return self.first if self.first == self.last else f"{self.first}-{self.last}"


def unpacked(text: str) -> Codes:
    """What `Codes.packed` gave."""
    first, _, last = text.removesuffix("*").partition("-")
    return Codes(first, last or first, not text.endswith("*"))


def packed(codes: Iterable[Codes]) -> str:
    """Postcodes in order, each once."""
    return " ".join(one.packed for one in sorted(set(codes)))


@dataclass(frozen=True, slots=True)
class Member:
    """Who sits in a legislature for whom, and how one writes to them at work; what is not known is empty."""

    name: str
    area: str = ""  # the constituency
    codes: str = ""  # its postcodes as `Codes.packed`, in order, a space between two: a country has tens of thousands
    chamber: str = ""
    party: str = ""
    email: str = ""
    address: str = ""  # of the office
    url: str = ""

    def spans(self) -> Iterator[Codes]:
        """Its postcodes."""
        return map(unpacked, self.codes.split())

    @property
    def is_reachable(self) -> bool:
        return bool(self.email or self.address or self.url)


@dataclass(frozen=True, slots=True)
class Letter:
    """What the author of a subject proposes to write to a representative.

    text  plain, with {name}, {title} and {address} where the name of the representative, the title of the bill and its
          address go
    """

    title: str  # of the mail
    text: str
    file: str = ""
    language: str = ""  # empty: that of the subject
    written: Written = ORIGINAL
