"""What went wrong, where, and for whom: the ground floor, which imports no other room.

A Problem carries a stable code, a place and plain values; the sentence is made from them in the reader's language by
`lawloom.messages`. Three families of failure, because three people answer them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A file, and a line in it where there is one (counted from 1)."""

    file: str
    line: int = 0  # 0: the whole file

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing somebody must mend: `values` fill the sentence that `code` names in `messages/`."""

    place: Place
    code: str  # key of the translation, heading in docs/errors.md
    values: tuple[tuple[str, str | int], ...] = field(default=())
    warning: bool = False  # a warning is told and stops nothing


def problem(code: str, file: str = "", line: int = 0, *, warning: bool = False, **values: str | int) -> Problem:
    """A Problem with its values named: problem("unknown-key", "a.yml", 3, key="titel", near="title")."""
    return Problem(Place(file, line), code, tuple(sorted(values.items())), warning)


class LawloomError(Exception):
    """A failure told to a person; `problems` is never empty."""

    exit_code = 1

    def __init__(self, *problems: Problem) -> None:
        self.problems: tuple[Problem, ...] = problems
        super().__init__("; ".join(f"{p.place}: {p.code}" for p in problems))

    @classmethod
    def of(cls, problems: Iterable[Problem]) -> LawloomError:
        return cls(*problems)


class ContentProblems(LawloomError):
    """An author must mend a file (exit 1)."""

    exit_code = 1


class SourceUnavailable(LawloomError):
    """A source did not answer; nothing was lost, run again (exit 2)."""

    exit_code = 2


class LedgerDamaged(LawloomError):
    """The ledger does not verify; nothing was written, a maintainer looks first (exit 3)."""

    exit_code = 3
