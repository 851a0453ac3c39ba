"""The words of one block: text, emphasis, links and code, written as Markdown that cannot be misread."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from string import punctuation
from urllib.parse import quote

_SPACES = re.compile(r"[ \t\r\n\f]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")
# A letter that Markdown would act on. `_` between letters and a lone `~`, `<` or `&` are left as they are.
_SPECIAL = re.compile(
    r"[\\`*\[]|(?<![^\W_])_|_(?![^\W_])|(?<![^~])~|~(?![^~])|<(?=[A-Za-z/!?]|$)|&(?=#?[a-zA-Z0-9]+;|$)"
)
_BLOCK_START = re.compile(
    r"#{1,6}(?=\s|$)|>|[-+](?=\s|$)|-+\s*$|=+\s*$|[|:\-\s]+$|(?:\d{1,9})(?=[.)](?:\s|$))", re.ASCII
)
_LINK = re.compile(r"(?:https?://[^\s/]|mailto:\S).*", re.IGNORECASE)
_NOT_IN_LINK = re.compile(r"""[\s"'()<>\[\]\\^`{|}*\u200b-\u200f\u2028-\u202e\u2060-\u206f]""")
_LONGEST_LINK = 2000


@dataclass(frozen=True, slots=True)
class _Run:
    """Words in one style; `link` is an address or empty, `broken` says that a line ends here instead."""

    text: str
    strong: bool = False
    em: bool = False
    code: bool = False
    link: str = ""
    broken: bool = False


class Inline:
    """Takes words and marks as they come; `take` gives the block at hand as lines and begins the next.

    Emphasis and links that a block leaves open go on in the next: people bold three paragraphs at once.
    """

    def __init__(self) -> None:
        self._runs: list[_Run] = []
        self._depth = {"strong": 0, "em": 0, "code": 0}
        self._link = ""

    def text(self, text: str) -> None:
        if clean := _CONTROLS.sub("", text):
            depth = self._depth
            self._runs.append(_Run(clean, depth["strong"] > 0, depth["em"] > 0, depth["code"] > 0, self._link))

    def line_break(self) -> bool:
        """Break the line; True, and nothing done, where one was broken just before: two make a paragraph."""
        for run in reversed(self._runs):
            if run.broken:
                return True
            if not _SPACES.fullmatch(run.text):
                break
        self._runs.append(_Run("", broken=True))
        return False

    def open(self, style: str) -> None:
        """Begin strong, em or code."""
        self._depth[style] += 1

    def close(self, style: str) -> None:
        self._depth[style] = max(0, self._depth[style] - 1)

    def open_link(self, address: str) -> None:
        self._link = _address(address)

    def close_link(self) -> None:
        self._link = ""

    def image(self, address: str, description: str) -> None:
        """An image as a link named by its description; within a link, the description alone."""
        name = _SPACES.sub(" ", _CONTROLS.sub("", description)).strip()
        target = self._link or _address(address)
        if name or (target and not self._link):
            self._runs += [_Run(" "), _Run(name or target, link=target), _Run(" ")]

    def take(self) -> list[str]:
        """The block's lines, each but the last with a hard break; none where there is nothing to see."""
        runs, self._runs = self._runs, []
        lines: list[list[_Run]] = [[]]
        for run in runs:
            if run.broken:
                lines.append([])
            else:
                lines[-1].append(run)
        written = [_started(_line(line)) for line in lines]
        # A line with nothing to see (no-break spaces, too) would end the paragraph.
        seen = [line for line in written if line.strip()]
        return [f"{line}\\" for line in seen[:-1]] + seen[-1:]

    def take_line(self) -> str:
        """The block on one line, for headings and cells."""
        self._runs = [replace(run, text=" ", broken=False) if run.broken else run for run in self._runs]
        return " ".join(self.take())


def _address(written: str) -> str:
    """An address safe inside `(…)`, or nothing for one that is not http, https or mailto."""
    clean = re.sub(r"[\t\r\n]", "", _CONTROLS.sub("", written)).strip()
    if len(clean) > _LONGEST_LINK or not _LINK.fullmatch(clean):
        return ""
    return _NOT_IN_LINK.sub(lambda match: quote(match[0]), clean)


def _line(runs: list[_Run]) -> str:
    out = _Out()
    _emit(_spaced(runs), _LEVELS, out, "")
    return "".join(out.parts)


def _spaced(runs: list[_Run]) -> list[_Run]:
    """Words and single spaces apart; a space belongs to a style only where both its neighbours do."""
    found: list[_Run] = []
    for run in runs:
        text = _SPACES.sub(" ", run.text)
        body = text.strip(" ")
        if text[:1] == " " and found and found[-1].text != " ":
            found.append(_Run(" "))
        if body:
            found.append(replace(run, text=body))
            if text[-1] == " ":
                found.append(_Run(" "))
    if found and found[-1].text == " ":
        found.pop()
    for at in range(1, len(found) - 1):
        if found[at].text == " ":
            a, b = found[at - 1], found[at + 1]
            found[at] = _Run(
                " ", a.strong and b.strong, a.em and b.em, a.code and b.code, a.link if a.link == b.link else ""
            )
    return found


class _Out:
    """What was written of a line, and its last letter."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.last = ""

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.last = text[-1]


_Level = tuple[str, Callable[[_Run], object]]
_LEVELS: tuple[_Level, ...] = (
    ("link", lambda run: run.link),
    ("strong", lambda run: run.strong),
    ("em", lambda run: run.em),
    ("code", lambda run: run.code),
)


def _emit(runs: Sequence[_Run], levels: tuple[_Level, ...], out: _Out, after: str) -> None:
    """Write runs, the outermost style first. `after` is the letter that will follow, as far as it is known."""
    if not levels:
        for run in runs:
            out.add(_escaped(run))
        return
    name, style = levels[0]
    groups = [(on, list(group)) for on, group in groupby(runs, style)]
    for at, (on, group) in enumerate(groups):
        following = _first_letter(groups[at + 1][1][0]) if at + 1 < len(groups) else after
        if not on:
            _emit(group, levels[1:], out, following)
        elif name == "link":
            if out.last == "!":
                out.parts[-1] = out.parts[-1][:-1] + "\\!"  # else it would be an image
            out.add("[")
            _emit(group, levels[1:], out, "]")
            out.add(f"]({group[0].link})")
        elif name == "code":
            out.add(_code("".join(run.text for run in group)))
        elif mark := _mark(name, group, out.last, following):
            out.add(mark)
            _emit(group, levels[1:], out, mark[0])
            out.add(mark)
        else:
            _emit(group, levels[1:], out, following)


def _mark(style: str, group: list[_Run], before: str, after: str) -> str:
    """The mark of this emphasis between these two letters; none where readers of Markdown would not see it as one.

    source  https://spec.commonmark.org/0.31.2/#emphasis-and-strong-emphasis, rules 1 to 10, on the safe side
    """
    first, last = _first_letter(group[0]), _last_letter(group[-1])
    if first.isspace() or last.isspace():  # a no-break space
        return ""
    if style == "strong":  # emphasis inside begins or ends with a mark
        first, last = "_" if group[0].em else first, "_" if group[-1].em else last
    if not (first.isalnum() or _apart(before)) or not (last.isalnum() or _apart(after)):
        return ""
    if style == "strong":
        return "" if before == "*" else "**"
    if _apart(before) and _apart(after):
        return "_"
    return "" if "*" in (before, after) else "*"


def _apart(letter: str) -> bool:
    """Whether what stands beside this counts as standing at the edge of a word."""
    return not letter or letter.isspace() or letter in punctuation


def _first_letter(run: _Run) -> str:
    return "[" if run.link else "`" if run.code else run.text[0]


def _last_letter(run: _Run) -> str:
    return ")" if run.link else "`" if run.code else run.text[-1]


def _escaped(run: _Run) -> str:
    text = _SPECIAL.sub(lambda match: "\\" + match[0], run.text)
    return text.replace("]", "\\]") if run.link else text


def _code(text: str) -> str:
    longest = max((len(ticks) for ticks in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _started(line: str) -> str:
    """The line so that its beginning is no heading, list, quotation, rule or row of a table."""
    match = _BLOCK_START.match(line)
    if match is None:
        return line
    at = match.end() if match[0].isdigit() else 0
    return f"{line[:at]}\\{line[at:]}"


def visible_lines(text: str) -> Iterator[str]:
    """Lines of preformatted text without what cannot be seen."""
    for line in text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n"):
        yield _CONTROLS.sub("", line)
