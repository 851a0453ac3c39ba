"""HTML bodies -> clean Markdown that reads the same when it is rendered. Never raises; time grows with the text alone.

We cut the text into tags ourselves instead of using html.parser, which takes quadratic time on `<!--<!--<!--…` in many
of the Python versions we run on. Entities are the standard library's.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lawloom.collect.html_inline import Inline, visible_lines

DEEPEST = 12  # lists and quotations within one another; deeper ones are shown at this depth
_MOST_COLUMNS = 40

_ATTRIBUTE = r"""(?:[^<>"']|"[^"<]*"|'[^'<]*')*"""
_TAG = re.compile(rf"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[\s/]{_ATTRIBUTE})?)>")
_HREF = re.compile(r"""(?<![\w-])(href|src|alt|start)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,});?")
_LOOKS = re.compile(
    r"</(?:p|div|span|strong|em|b|i|u|a|ul|ol|li|h[1-6]|blockquote|table|pre|font)\s*>|<(?:br|hr|img)\b[^<>]*>|<p>",
    re.IGNORECASE,
)

_CLOSING = re.compile(r"(?<![\\#])#+$")  # at the end of a heading, Markdown takes them for its end

_DROPPED = frozenset({"script", "style", "template", "title", "iframe", "textarea", "noembed", "noframes", "xmp"})
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset"),
        *("figcaption", "figure", "footer", "form", "head", "header", "hgroup", "html", "legend", "main", "nav"),
        *("option", "p", "section", "summary"),
    )
)
_HEADINGS = {"h1": "###", "h2": "###", "h3": "###", "h4": "####", "h5": "#####", "h6": "######"}
_STYLES = {"em": "em", "i": "em", "strong": "strong", "b": "strong", "code": "code", "kbd": "code", "tt": "code"}


def looks_like_html(text: str) -> bool:
    """Whether a text field holds HTML rather than words: some platforms send either."""
    return _LOOKS.search(text) is not None


def to_markdown(source: str) -> str:
    """The Markdown of an HTML fragment: paragraphs, headings (from the third level), lists, quotations, emphasis, links
    (http, https, mailto), code and tables.

    An image becomes a link named by its alternative text. Scripts and styles are dropped with what they hold; of other
    tags the tag is dropped and what it holds is kept.
    """
    writer = _Writer()
    for piece in _pieces(source):
        if isinstance(piece, str):
            writer.text(piece)
        elif piece.closing:
            writer.close(piece.name)
        else:
            writer.open(piece)
    return writer.finish()


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str
    closing: bool
    attributes: str

    def attribute(self, name: str) -> str:
        for match in _HREF.finditer(self.attributes):
            if match[1].lower() == name:
                return _unescaped(match[2] or match[3] or match[4] or "").strip()
        return ""


def _pieces(source: str) -> Iterator[str | _Tag]:
    """Text (entities resolved) and tags, in order. Every search either moves on or is never made again: linear."""
    at, end = 0, len(source)
    pending: list[str] = []
    comments = instructions = True  # whether an end of one may still follow
    while at < end:
        less = source.find("<", at)
        if less < 0:
            pending.append(source[at:])
            break
        pending.append(source[at:less])
        if comments and source.startswith("<!--", less):
            close = source.find("-->", less + 4)
            comments = close >= 0
            if comments:
                at = close + 3
                continue
        elif instructions and source.startswith(("<!", "<?"), less):
            close = source.find(">", less)
            instructions = close >= 0
            if instructions:
                at = close + 1
                continue
        match = _TAG.match(source, less)
        if match is None:  # a less-than sign that is one
            pending.append("<")
            at = less + 1
            continue
        if pending:
            yield _unescaped("".join(pending))
            pending = []
        name = match[2].lower()
        at = match.end()
        if name in _DROPPED and not match[1]:
            close_tag = re.compile(rf"</{name}[^<>]*>", re.IGNORECASE).search(source, at)
            at = close_tag.end() if close_tag else end
            continue
        yield _Tag(name, bool(match[1]), match[3])
    if pending:
        yield _unescaped("".join(pending))


def _unescaped(text: str) -> str:
    # Numbers too long to be a letter would take html.unescape long, or make it raise.
    return html.unescape(_LONG_NUMBER.sub("\ufffd", text))


@dataclass(slots=True)
class _List:
    tag: str
    number: int
    shown: int = 0  # items in which something stands


@dataclass(slots=True)
class _Container:
    """A list item or a quotation that is open: what its first line and its other lines begin with."""

    tag: str
    first: str
    rest: str
    fresh: bool = True  # nothing stands in it yet
    owner: _List | None = None  # the list of an item


@dataclass(slots=True)
class _Grid:
    """A table that is being read: rows of finished cells."""

    rows: list[list[str]] = field(default_factory=list)
    depth: int = 1


class _Writer:
    """Blocks go to `_out` when they end; the block at hand is an Inline."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._containers: list[_Container] = []
        self._lists: list[_List] = []
        self._inline = Inline()
        self._heading = ""
        self._pre: list[str] | None = None
        self._grid: _Grid | None = None
        self._tight = False

    def text(self, text: str) -> None:
        if self._pre is not None:
            self._pre.append(text)
        else:
            self._inline.text(text)

    def open(self, tag: _Tag) -> None:
        name = tag.name
        if self._pre is not None:
            if name == "br":
                self._pre.append("\n")
        elif name == "br":
            if self._inline.line_break() and self._grid is None and not self._heading:
                self._flush()
        elif style := _STYLES.get(name):
            self._inline.open(style)
        elif name == "a":
            self._inline.open_link(tag.attribute("href"))
        elif name == "img":
            self._inline.image(tag.attribute("src"), tag.attribute("alt"))
        elif self._grid is not None:
            self._open_in_grid(name)
        elif name in _BLOCKS or name in ("thead", "tbody", "tfoot", "tr", "td", "th", "li") or name in _HEADINGS:
            self._flush()
            self._heading = _HEADINGS.get(name, "")
            if name == "li":
                self._open_item()
        elif name in ("ul", "ol", "menu"):
            self._flush()
            start = tag.attribute("start")
            number = int(start) if start.isascii() and start.isdigit() and len(start) < 9 else 1
            self._lists.append(_List("ol" if name == "ol" else "ul", number))
            # A list that does not begin with 1 needs an empty line before it.
            if not self._containers or not self._containers[-1].fresh:
                self._tight = bool(self._containers) and (name != "ol" or number == 1)
        elif name == "blockquote":
            self._flush()
            self._enter(_Container("blockquote", "> ", "> "))
        elif name == "pre":
            self._flush()
            self._pre = []
        elif name == "hr":
            self._flush()
            self._emit(["***"])
        elif name == "table":
            self._flush()
            self._grid = _Grid()

    def close(self, name: str) -> None:
        if self._pre is not None:
            if name == "pre":
                self._end_pre()
        elif style := _STYLES.get(name):
            self._inline.close(style)
        elif name == "a":
            self._inline.close_link()
        elif self._grid is not None:
            self._close_in_grid(name)
        elif name in _BLOCKS or name in _HEADINGS:
            self._flush()
        elif name in ("li", "blockquote"):
            self._flush()
            self._leave(name)
        elif name in ("ul", "ol", "menu"):
            self._flush()
            self._leave("li")
            if self._lists:
                self._lists.pop()

    def finish(self) -> str:
        if self._pre is not None:
            self._end_pre()
        if self._grid is not None:
            self._end_grid()
        self._flush()
        return "\n".join(self._out).strip("\n")

    # --- blocks

    def _flush(self) -> None:
        heading, self._heading = self._heading, ""
        if heading:
            if title := self._inline.take_line():
                self._emit([heading + " " + _CLOSING.sub(r"\\\g<0>", title)])
        elif lines := self._inline.take():
            self._emit(lines)

    def _emit(self, lines: list[str]) -> None:
        """Write a block, each line behind the marks of the containers it stands in, an empty line before it."""
        if self._out:
            fresh = any(container.fresh for container in self._containers)
            if not (fresh and self._tight):
                outer = [one.rest for one in self._containers if not one.fresh]
                self._out.append("".join(outer).rstrip(" "))
        for number, line in enumerate(lines):
            head = "".join(one.first if number == 0 and one.fresh else one.rest for one in self._containers)
            self._out.append(f"{head}{line}".rstrip(" "))
        for container in self._containers:
            if container.fresh and container.owner:
                container.owner.shown += 1
            container.fresh = False
        self._tight = False

    def _enter(self, container: _Container) -> None:
        if len(self._containers) < DEEPEST:
            self._containers.append(container)

    def _leave(self, tag: str) -> None:
        for at in range(len(self._containers) - 1, -1, -1):
            if self._containers[at].tag == tag:
                del self._containers[at:]
                return

    def _open_item(self) -> None:
        if not self._lists:
            self._lists.append(_List("ul", 1))
        owner = self._lists[-1]
        # An item that was not closed ends where the next one of the same list begins.
        for at in range(len(self._containers) - 1, -1, -1):
            if self._containers[at].owner is owner:
                del self._containers[at:]
                break
        mark = f"{owner.number}. " if owner.tag == "ol" else "- "
        self._tight = owner.shown > 0 or (self._tight and mark in ("- ", "1. "))
        owner.number += 1
        self._enter(_Container("li", mark, " " * len(mark), owner=owner))

    def _end_pre(self) -> None:
        text = "".join(self._pre or [])
        self._pre = None
        if text.strip():
            fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
            self._emit([fence, *visible_lines(text), fence])

    # --- tables

    def _open_in_grid(self, name: str) -> None:
        grid = self._grid
        if grid is None:
            return
        if name == "table":
            grid.depth += 1
        elif grid.depth > 1:
            self._inline.text(" ")
        elif name == "tr":
            self._end_cell()
            grid.rows.append([])
        elif name in ("td", "th"):
            self._end_cell()
            if not grid.rows:
                grid.rows.append([])
            grid.rows[-1].append("")
        else:
            self._inline.text(" ")

    def _close_in_grid(self, name: str) -> None:
        grid = self._grid
        if grid is None:
            return
        if name == "table":
            grid.depth -= 1
            if not grid.depth:
                self._end_grid()
        elif grid.depth == 1 and name in ("td", "th", "tr", "caption"):
            self._end_cell()
        else:
            self._inline.text(" ")

    def _end_cell(self) -> None:
        """What was read since the last cell goes into the cell at hand; outside of cells it becomes a paragraph."""
        text = self._inline.take_line()
        grid = self._grid
        if text and grid is not None:
            if grid.rows and grid.rows[-1]:
                before = grid.rows[-1][-1]
                grid.rows[-1][-1] = f"{before} {text}" if before else text
            else:
                self._emit([text])

    def _end_grid(self) -> None:
        self._end_cell()
        rows = [row[:_MOST_COLUMNS] for row in (self._grid.rows if self._grid else []) if any(row)]
        self._grid = None
        width = max((len(row) for row in rows), default=0)
        if width == 1:  # a table for the layout
            for row in rows:
                self._emit([row[0]])
        elif rows:
            whole = [row + [""] * (width - len(row)) for row in rows]
            lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in whole]
            lines.insert(1, "|" + " --- |" * width)
            self._emit(lines)
