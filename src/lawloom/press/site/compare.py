"""What changes between two sites, in words: which pages are new, gone or say something else, and what they say now."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from lawloom import messages
from lawloom.model.markdown import one_line

MOST_PAGES, MOST_LINES = 40, 24  # shown, of a page so many lines
LONGEST_LINE = 300
_BLOCKS = frozenset((
    "p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd", "tr", "div", "section", "article", "aside",
    "nav", "blockquote", "pre", "summary", "figcaption", "text", "title", "caption", "main", "header", "footer", "ul",
    "ol", "table", "br",
))  # fmt: skip
_SILENT = frozenset({"script", "style", "head"})


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is read: its title and the lines of its main part."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """One page that is not as it was. before, after: None where it did not or does not exist."""

    address: str
    before: Page | None
    after: Page | None

    @property
    def title(self) -> str:
        page = self.after or self.before
        return page.title if page else ""

    def difference(self) -> Iterator[str]:
        """Lines that went, with `-` before them, and that came, with `+`."""
        old, new = (page.lines if page else () for page in (self.before, self.after))
        for line in difflib.unified_diff(old, new, lineterm="", n=0):
            if not line.startswith(("---", "+++", "@@")):
                yield line[0] + " " + line[1:][:LONGEST_LINE]


def changes(before: Path, after: Path) -> list[Changed]:
    """The pages that differ between two sites, by address. What a page says is compared, not how it is written."""
    old, new = _pages(before), _pages(after)
    found = []
    for address in sorted(old.keys() | new.keys()):
        there, here = old.get(address), new.get(address)
        if there and here and there.read_bytes() == here.read_bytes():
            continue
        one = Changed(address, _read(there), _read(here))
        if one.before != one.after:
            found.append(one)
    return found


def told(found: list[Changed], language: str) -> Iterator[str]:
    """The same as Markdown for whoever looks at a proposal; nothing that somebody typed is markup in it."""

    def say(key: str, **values: str | int) -> str:
        return messages.word(key, language, **values)

    yield f"## {say('compare-title')}"
    yield ""
    if not found:
        yield say("compare-nothing")
        return
    counts = {
        "compare-new": sum(1 for one in found if one.before is None),
        "compare-gone": sum(1 for one in found if one.after is None),
        "compare-changed": sum(1 for one in found if one.before and one.after),
    }
    yield " ".join(say(key, n=n) for key, n in counts.items() if n)
    for one in found[:MOST_PAGES]:
        state = "new" if one.before is None else "gone" if one.after is None else "changed"
        yield ""
        yield f"### {one_line(one.title or one.address)}"
        yield ""
        yield f"{say(f'compare-is-{state}')} {one_line(one.address or '/')}"
        if state != "gone":
            yield from _shown(list(one.difference()), language)
    if len(found) > MOST_PAGES:
        yield ""
        yield say("compare-more", n=len(found) - MOST_PAGES)


def _shown(lines: list[str], language: str) -> Iterator[str]:
    """Lines in a block that none of them can end."""
    if not lines:
        return
    shown = lines[:MOST_LINES]
    longest = max((len(run) for line in shown for run in _runs(line)), default=0)
    fence = "`" * max(3, longest + 1)
    yield ""
    yield f"{fence}diff"
    yield from shown
    yield fence
    if len(lines) > MOST_LINES:
        yield ""
        yield messages.word("compare-more-lines", language, n=len(lines) - MOST_LINES)


def _runs(line: str) -> list[str]:
    return [part for part in "".join(sign if sign == "`" else " " for sign in line).split() if part]


def _pages(site: Path) -> dict[str, Path]:
    return {
        path.relative_to(site).as_posix().removesuffix("index.html"): path
        for path in site.rglob("*.html")
        if path.is_file()
    }


def _read(path: Path | None) -> Page | None:
    if path is None:
        return None
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8", errors="replace"))
    reader.close()
    return Page(" ".join(reader.title.split()), tuple(reader.lines()))


class _Reader(HTMLParser):
    """The words of the main part of a page, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self._in_title = self._main = self._silent = 0
        self._blocks: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_title += tag == "h1"
        self._main += tag == "main"
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self._blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_title -= tag == "h1" and self._in_title > 0
        self._main -= tag == "main" and self._main > 0
        self._silent -= tag in _SILENT and self._silent > 0
        if tag in _BLOCKS:
            self._blocks.append("")

    def handle_data(self, data: str) -> None:
        if self._main and not self._silent:
            self._blocks[-1] += data
            if self._in_title:
                self.title += data

    def lines(self) -> Iterator[str]:
        yield from (line for block in self._blocks if (line := " ".join(block.split())))
