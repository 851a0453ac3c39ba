"""One file after another, read strictly: the step between a name on disk and a filled form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from lawloom.content import files, strict
from lawloom.content.forms.fill import fill
from lawloom.content.forms.values import Form
from lawloom.content.markdown_file import read_markdown
from lawloom.errors import Problem, problem

F = TypeVar("F", bound=Form)


@dataclass(frozen=True, slots=True)
class Filled(Generic[F]):
    """A form with where its parts stand, and the Markdown below it."""

    form: F
    file: str
    lines: strict.Lines
    body: str = ""
    body_line: int = 0

    def line(self, *path: str | int) -> int:
        return self.lines.at(path)


def markdown(form: type[F], tree: files.Tree, file: str) -> tuple[Filled[F] | None, list[Problem]]:
    """A Markdown file's front matter as a form."""
    text, problems = files.read_text(tree.files[file], file)
    if text is None:
        return None, problems
    read, found = read_markdown(text, file)
    problems += found
    if read is None or read.values is None:
        return None, problems
    filled, found = fill(form, read.values, read.lines, file)
    problems += found
    if filled is None or not read.sound:
        return None, problems
    return Filled(filled, file, read.lines, read.body, read.body_line), problems


def text_below(tree: files.Tree, file: str) -> tuple[str, int, str] | None:
    """The Markdown below a front matter, its first line and the title, also where the front matter cannot be used.

    None where there is no telling the two apart. Its problems were told already.
    """
    text, _ = files.read_text(tree.files[file], file)
    read, _ = read_markdown(text, file) if text is not None else (None, None)
    return (read.body, read.body_line, str((read.values or {}).get("title", ""))) if read else None


def block(form: type[F], text: str, file: str, *, keep: bool = False) -> tuple[Filled[F] | None, list[Problem]]:
    """A YAML file that holds one block of keys; `keep` as for fill."""
    value, lines, problems = strict.load_yaml(text, file)
    sound = keep or strict.is_sound(problems)
    if value is None and not problems:
        value = {}
    if isinstance(value, list):
        problems.append(problem("not-a-block", file, lines.at(()), found="- ...", key=""))
    if not isinstance(value, dict):
        return None, problems
    filled, found = fill(form, value, lines, file, keep=keep)
    problems += found
    return (Filled(filled, file, lines) if filled and sound else None), problems


def block_file(form: type[F], tree: files.Tree, file: str) -> tuple[Filled[F] | None, list[Problem]]:
    """The same of a file found in the tree."""
    text, problems = files.read_text(tree.files[file], file)
    if text is None:
        return None, problems
    filled, found = block(form, text, file)
    return filled, problems + found


def entries(tree: files.Tree, file: str) -> tuple[list[Any] | None, strict.Lines, list[Problem]]:
    """A YAML file that holds a list, its entries as they are; None where it cannot be read."""
    text, problems = files.read_text(tree.files[file], file)
    if text is None:
        return None, strict.Lines(1), problems
    value, lines, found = strict.load_yaml(text, file)
    problems += found
    if value is None and not found:
        return [], lines, problems
    if isinstance(value, dict):
        problems.append(problem("not-a-list", file, lines.at(()), key="", found=", ".join(list(value)[:3]) + ": ..."))
    return (value if isinstance(value, list) else None), lines, problems
