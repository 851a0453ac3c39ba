"""A Markdown file that people write: YAML between two lines of three hyphens, then the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lawloom.content import characters, strict
from lawloom.errors import Problem, problem

_FENCE = re.compile(r"---[ \t]*")


@dataclass(frozen=True, slots=True)
class Parts:
    front: str  # YAML, without its fences
    front_line: int  # on which it begins
    body: str  # Markdown without empty lines around it
    body_line: int


@dataclass(frozen=True, slots=True)
class MarkdownFile:
    values: dict[str, Any] | None  # None: the front matter cannot be read
    lines: strict.Lines
    body: str
    body_line: int
    sound: bool  # False: a part of the front matter was refused, though the rest could be read


def split_front_matter(text: str, file: str) -> tuple[Parts | None, list[Problem]]:
    """Front matter and text with the lines on which they begin; None where one of the fences is missing."""
    rows = characters.with_plain_line_ends(text).split("\n")
    start = next((number for number, row in enumerate(rows) if row.strip()), 0)
    if not _FENCE.fullmatch(rows[start]):
        return None, [problem("no-front-matter", file, start + 1)]
    end = next((number for number, row in enumerate(rows[start + 1 :], start + 1) if _FENCE.fullmatch(row)), None)
    if end is None:
        return None, [problem("front-matter-not-closed", file, start + 1)]
    body_start = next((number for number, row in enumerate(rows[end + 1 :], end + 1) if row.strip()), end + 1)
    body = "\n".join(rows[body_start:]).rstrip()
    front = "\n".join(rows[start + 1 : end])
    return Parts(front, start + 2, body, body_start + 1), []


def read_markdown(text: str, file: str) -> tuple[MarkdownFile | None, list[Problem]]:
    """A Markdown file with its front matter read strictly; None where there is no telling the two apart."""
    parts, problems = split_front_matter(text, file)
    if parts is None:
        return None, problems
    value, lines, found = strict.load_yaml(parts.front, file, parts.front_line)
    problems += found
    problems += characters.in_prose(parts.body, file, parts.body_line)
    torn = list(_conflicts(text, file))
    problems += torn
    if value is None and not found:
        value = {}  # nothing between the fences: the missing keys will be named
    if isinstance(value, list):
        problems.append(problem("not-a-block", file, parts.front_line, found="- ..."))
    values = value if isinstance(value, dict) else None
    sound = strict.is_sound(found) and not torn
    return MarkdownFile(values, lines, parts.body, parts.body_line, sound), problems


def _conflicts(text: str, file: str) -> Iterator[Problem]:
    """The marks that Git leaves where two changes of the same lines were merged and nobody chose."""
    for line, row in enumerate(text.split("\n"), 1):
        if row.startswith(("<<<<<<< ", ">>>>>>> ")):
            yield problem("conflict-mark", file, line, row=row.strip()[:80])
