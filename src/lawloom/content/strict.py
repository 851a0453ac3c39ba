"""YAML without surprises, read on PyYAML's C parser: what a clerk typed is what the engine gets, or a problem is told.

PyYAML's own loader takes the last of two equal keys, expands aliases, builds objects from tags, and turns NO, 1.10 and
22:22 into something else. We take the parser's events and build the values ourselves: nothing is expanded or run, each
value keeps its line, and nothing recurses, so that no depth of brackets ends the run. See docs/errors.md for each code.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from lawloom.content import characters
from lawloom.errors import Problem, problem

DEEPEST = 20  # levels of lists and blocks
LONGEST_NUMBER = 18  # digits; every language holds such a number exactly
MOST_PROBLEMS = 100  # of one file; the rest is told after those are mended

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Surprise:
    """Plain text that readers of YAML turn into something else: `NO`, `1.10`, `01234`, `22:22`, `null`, `.nan`."""

    text: str


@dataclass(slots=True)
class Lines:
    """Where each value stands and, of plain numbers and truth values, how it was written."""

    first: int
    _at: dict[Path, int] = field(default_factory=dict)
    _written: dict[Path, str] = field(default_factory=dict)

    def at(self, path: Path) -> int:
        """Line of a key or a list entry; of the nearest thing around it where that path does not exist."""
        while path and path not in self._at:
            path = path[:-1]
        return self._at.get(path, self.first)

    def entry_at(self, line: int) -> int:
        """Which entry of a list stands on that line of the file; -1 before the first."""
        begins = [number for path, number in self._at.items() if len(path) == 1 and isinstance(path[0], int)]
        return bisect.bisect_right(begins, line) - 1

    def written(self, path: Path) -> str:
        return self._written.get(path, "")


_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NUMBER = re.compile(r"0|-?[1-9][0-9]*")
_SURPRISE = re.compile(
    r"""[Yy]es | YES | [Nn]o | NO | [Oo]n | ON | [Oo]ff | OFF | [Nn]ull | NULL
      | [-+]? [0-9][0-9_]* (\.[0-9_]*)? ([eE][-+]?[0-9]+)?       # 1.10, 01234, +1, 1_000, 1e3
      | [-+]? \.[0-9][0-9_]* ([eE][-+]?[0-9]+)?
      | [-+]? [0-9][0-9_]* (:[0-5]?[0-9])+ (\.[0-9_]*)?          # 22:22 counts in sixties
      | [-+]? 0 [xXoObB] [0-9a-fA-F_]+
      | [-+]? \. (inf|Inf|INF) | \. (nan|NaN|NAN) | =
    """,
    re.VERBOSE,
)


def load_yaml(text: str, file: str, first_line: int = 1) -> tuple[Any, Lines, list[Problem]]:
    """The value of a YAML text, where its parts stand, and what is wrong with it; raises nothing.

    text        without a byte order mark
    first_line  line of the file on which the text begins
    returns     dict, list or None (an empty text, or one that cannot be read), made of str, int, bool, None, Surprise
    """
    text = characters.with_plain_line_ends(text)
    lines = Lines(first_line)
    unwelcome = list(characters.in_data(text, file, first_line))
    if unwelcome:
        # The parser stops at some of these and counts lines otherwise at others: what it says then would mislead.
        return None, lines, unwelcome[:MOST_PROBLEMS]
    builder = _Builder(file, first_line, lines, text.split("\n"))
    try:
        value = builder.build(_events(text))
    except yaml.MarkedYAMLError as error:
        said = _of_syntax(error, file, first_line, text)
        if said.place not in {known.place for known in builder.problems}:  # the first says why
            builder.problems.append(said)
        value = None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        builder.problems.append(problem("yaml-syntax", file, first_line, detail=str(error)))
        value = None
    return value, lines, builder.problems


def is_sound(problems: list[Problem]) -> bool:
    """Whether nothing but warnings was told."""
    return all(told.warning for told in problems)


class _Enough(Exception):
    pass


@dataclass(slots=True)
class _Frame:
    """A list or block being read; in a block `key` is the key whose value comes next."""

    value: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None  # None: a key comes next
    lost: bool = False  # what comes next belongs to a key that was refused
    first_seen: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Builder:
    file: str
    first_line: int
    lines: Lines
    rows: list[str]
    problems: list[Problem] = field(default_factory=list)
    root: Any = None
    rooted: bool = False
    stack: list[_Frame] = field(default_factory=list)

    def build(self, events: Iterator[Any]) -> Any:
        try:
            for event in events:
                self._take(event)
        except _Enough:
            return None
        if self.rooted and self.root is not None and not isinstance(self.root, dict | list):
            shown = self.root.text if isinstance(self.root, Surprise) else str(self.root)
            self._tell("not-a-block", self.lines.at(()), found=shown)
            return None
        return self.root

    def _tell(self, code: str, line: int, **values: Any) -> None:
        self.problems.append(problem(code, self.file, line, **values))
        if len(self.problems) >= MOST_PROBLEMS:
            raise _Enough

    def _take(self, event: Any) -> None:
        line = self.first_line + event.start_mark.line
        if isinstance(event, yaml.DocumentStartEvent):
            if self.rooted:
                self._tell("several-documents", line)
                raise _Enough
            self.lines.first = self.lines._at[()] = line
        elif isinstance(event, yaml.AliasEvent):
            self._tell("alias", line, name=event.anchor)
            self._place(None, line)
        elif isinstance(event, yaml.ScalarEvent):
            self._refuse_marks(event, line)
            self._scalar(event, line)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._refuse_marks(event, line)
            if len(self.stack) >= DEEPEST:
                self._tell("too-deep", line, most=DEEPEST)
                raise _Enough
            value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
            self.stack.append(_Frame(value, self._place(value, line)))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self.stack.pop()

    def _refuse_marks(self, event: Any, line: int) -> None:
        if event.anchor is not None:
            self._tell("anchor", line, name=event.anchor)
        if event.tag is not None:
            self._tell("tag", line, tag=event.tag.replace("tag:yaml.org,2002:", "!!"))

    def _scalar(self, event: Any, line: int) -> None:
        frame = self.stack[-1] if self.stack else None
        plain = event.style is None or event.style == ""
        if frame is not None and isinstance(frame.value, dict) and frame.key is None and not frame.lost:
            self._key(frame, event.value, plain, line)
            return
        value = _plain_value(event.value) if plain else event.value
        path = self._place(value, line)
        if event.style == '"':  # escapes bring in what the text as such does not hold
            for found in characters.in_data(event.value.replace("\r\n", "\n"), self.file, line):
                self._tell(found.code, line, **dict(found.values))
        if plain:
            if not isinstance(value, str):
                self.lines._written[path] = event.value
            self._look_behind(event, line)

    def _key(self, frame: _Frame, key: str, plain: bool, line: int) -> None:
        if plain and key == "<<":
            self._tell("merge-key", line)
            frame.lost = True
        elif plain and not _is_key(_plain_value(key)):
            self._tell("key-not-text", line, key=key)
            frame.lost = True
        elif key in frame.first_seen:
            self._tell("key-twice", line, key=key, first=frame.first_seen[key])
            frame.lost = True
        else:
            frame.key = key
            frame.first_seen[key] = line

    def _place(self, value: Any, line: int) -> Path:
        """Put a value where it belongs; its path, which for what is not kept is that of the thing around it."""
        if not self.stack:
            self.root, self.rooted = value, True
            self.lines._at[()] = line
            return ()
        frame = self.stack[-1]
        if isinstance(frame.value, list):
            path: Path = (*frame.path, len(frame.value))
            frame.value.append(value)
            self.lines._at[path] = line
            return path
        if frame.lost:
            frame.lost = False
            return (*frame.path, "")
        if frame.key is None:  # a list or block, or an alias, where a key was expected
            self._tell("key-not-text", line, key="[...]")
            frame.lost = True
            return (*frame.path, "")
        path = (*frame.path, frame.key)
        frame.value[frame.key] = value
        self.lines._at[path] = frame.first_seen[frame.key]
        frame.key = None
        return path

    def _look_behind(self, event: Any, line: int) -> None:
        """Tell of `title: Vote #3`: for YAML all that follows a space and # is a remark, and it would vanish."""
        row = self.rows[event.end_mark.line] if event.end_mark.line < len(self.rows) else ""
        rest = row[event.end_mark.column :]
        if event.value and re.match(r"\s+#[^\s#!]", rest):
            self.problems.append(
                problem("cut-by-hash", self.file, line, warning=True, kept=event.value, cut=rest.strip())
            )


def _events(text: str) -> Iterator[Any]:
    return iter(yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


def _is_key(value: Any) -> bool:
    """Whether a plain key is read as text. Some readers take `on` for a truth value; as a key it is a word of ours."""
    return isinstance(value, str) or (isinstance(value, Surprise) and value.text.lower() in {"on", "off", "yes", "no"})


def _plain_value(text: str) -> str | int | bool | Surprise | None:
    if text in {"", "~"}:
        return None
    if text in _TRUTH:
        return _TRUTH[text]
    if _NUMBER.fullmatch(text):
        return int(text) if len(text.lstrip("-")) <= LONGEST_NUMBER else Surprise(text)
    return Surprise(text) if _SURPRISE.fullmatch(text) else text


def _of_syntax(error: yaml.MarkedYAMLError, file: str, first_line: int, text: str) -> Problem:
    """The parser's complaint as a clerk can act on it: the usual slips have a code of their own."""
    rows = text.split("\n")
    mark = error.problem_mark or error.context_mark
    at = min(mark.line if mark else 0, max(len(rows) - 1, 0))
    begun = error.context_mark.line if error.context_mark else at
    row, column = rows[at], mark.column if mark else 0
    said, context = str(error.problem or ""), str(error.context or "")
    if "\t" in row[: len(row) - len(row.lstrip())] or "tab character" in said:
        return problem("tab", file, first_line + at)
    if "unexpected end of stream" in said and "quoted" in context:
        return problem("quote-not-closed", file, first_line + begun)
    if "flow" in context and ("',' or" in said or "node content" in said):
        return problem("bracket-not-closed", file, first_line + begun)
    if "unknown escape" in said:
        return problem("backslash-in-quotes", file, first_line + at)
    if "mapping values are not allowed" in said and row.find(":") != column:
        return problem("colon-in-value", file, first_line + at, row=row.strip())
    if "could not find expected ':'" in said:
        return problem("no-colon", file, first_line + begun, row=rows[min(begun, len(rows) - 1)].strip())
    if "expected key" in said and row[:column].rstrip().endswith(("'", '"')):
        return problem("text-after-quote", file, first_line + at, row=row.strip())
    if "expected key" in said or "'-' indicator" in said or "mapping values" in said:
        return problem("out-of-line", file, first_line + at, row=row.strip())
    if "directive" in context:
        return problem("odd-start", file, first_line + at, character="%")
    if "cannot start any token" in said or "node content" in said or "sequence entries are not allowed" in said:
        return problem("odd-start", file, first_line + at, character=row[column : column + 1])
    return problem("yaml-syntax", file, first_line + at, detail=f"{context} {said}".strip())
