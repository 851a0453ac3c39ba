"""The parts of an article: paragraphs and points as people type them, their own ids, and its explanatory statement.

    (1) An appliance accepts every part that fits: {#fits-and-safe}

    (a) without a permission of the maker, {#no-permission}
    (b) and without a tool of the maker.

    > [!why]
    > Repairers told us that a bolt costs more than a day of their work.

A number at the beginning of a row makes a paragraph or a point. Where an article numbers nothing, each block of text is
a paragraph. Each row is looked at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lawloom.content import marks
from lawloom.model.article import Paragraph, Point

DEEPEST = 8  # points inside points; what is deeper stands beside the last
LONGEST_ID = 200  # characters between the braces, spaces included

_PARAGRAPHS = ("paren", "sign", "roman", "decimal")
_POINTS = ("lower-roman", "alpha", "upper", "degree", "digit", "bullet", "paren", "decimal")
_AS_PARAGRAPH = {kind: re.compile(rf"(?:{marks.LABELS[kind]})(?=\s|$)") for kind in _PARAGRAPHS}
_AS_POINT = {kind: re.compile(rf"(?:{marks.LABELS[kind]})(?=\s|$)") for kind in _POINTS}
_MAY_BE_NUMBER = re.compile(r"[(§IVX\da-z•–—*+A-Z-]")
_WHY = re.compile(r" {0,3}>[ \t]*\[!why\][ \t]*", re.IGNORECASE)
_BESIDE = re.compile(
    r" {0,3}(?:[|><]|\[\^?[^\]\n]{1,200}\]:|\{:)"
)  # table, quotation, element, note: of what it stands in
_ID_AT_END = re.compile(r"(?:^|(?<=[^\\]))\{[ \t]*#([^{}]*)\}[ \t]*$")


@dataclass(frozen=True, slots=True)
class FoundId:
    """An id at the end of a row, as typed."""

    given: str
    line: int
    row: str


@dataclass(slots=True)
class Parts:
    text: str
    paragraphs: tuple[Paragraph, ...]
    statement: str
    ids: list[FoundId]  # of paragraphs and points, in order
    second: list[FoundId]  # ids of what has one already


@dataclass(slots=True)
class _Node:
    kind: str
    number: str
    line: int
    indent: int = 0
    offset: int = 0  # of its text: rows under it lose so many spaces
    id: str = ""
    content: list[str | _Node] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)

    def flush(self) -> None:
        text = "\n".join(self.rows).strip("\n").rstrip()
        if text.strip():
            self.content.append(text)
        self.rows = []


@dataclass(slots=True)
class _Sorting:
    """What is known while the rows of one article go by."""

    paragraphs: list[_Node] = field(default_factory=list)
    open: list[_Node] = field(default_factory=list)  # points, the innermost last
    numbering: str = ""  # kind of the article's numbered paragraphs
    indent: int = 3  # of the first of them; what stands further in is a point
    gap: bool = True  # an empty row came before
    before: str = ""  # the row before
    began: bool = False  # the row before began a paragraph or a point

    @property
    def inner(self) -> _Node:
        if not self.paragraphs:
            self.begin(_Node("", "", 0))
        return self.open[-1] if self.open else self.paragraphs[-1]

    def begin(self, node: _Node) -> None:
        self.close(0)
        self.paragraphs.append(node)

    def close(self, depth: int) -> None:
        """Close points until so many are open."""
        del self.open[depth:]

    def point(self, node: _Node) -> None:
        depth = next(
            (n for n, one in enumerate(self.open) if one.kind == node.kind and one.indent >= node.indent), None
        )
        if depth is None:
            # A number of another kind opens a list inside; less indented than what is open, it belongs further out.
            depth = len(self.open)
            while depth and node.indent < self.open[depth - 1].indent:
                depth -= 1
        self.close(min(depth, DEEPEST - 1))
        parent = self.inner
        parent.flush()
        parent.content.append(node)
        self.open.append(node)


def parts_of(rows: list[str], first_line: int, article: str) -> Parts:
    """Text, paragraphs and statement of an article; ids are told as typed and not checked.

    rows     of the article without its heading; the first stands on `first_line`
    article  its id, from which paragraphs without one have their address
    """
    found = Parts("", (), "", [], [])
    kept: list[str] = []
    statement: list[str] = []
    sorting = _Sorting()
    fence = ""
    why = False
    for line, row in enumerate(rows, first_line):
        if not fence and (why or row.lstrip()[:1] == ">"):
            opening = _WHY.match(row)
            if opening or (why and marks.QUOTE.match(row)):
                if opening and statement:
                    statement.append("")
                statement.append(row[opening.end() :] if opening else marks.QUOTE.sub("", row, count=1))
                why = True
                continue
        if why and not row.strip() and (not kept or not kept[-1].strip()):
            continue  # the empty row after it, where one stood before it
        why = False
        if fence:
            fence = marks.fence_after(row, fence)
            _more(sorting, row)
            kept.append(row)
            continue
        fence = marks.fence_after(row, deep=True)
        kept.append(_take(sorting, row, line, found))
    found.text = _trimmed(kept)
    found.statement = _trimmed(statement)
    found.paragraphs = _paragraphs(sorting.paragraphs, article)
    return found


def kind_of(number: str, *, paragraph: bool = False) -> str:
    """What kind of number people would take it for, of a point or of a paragraph; empty: none."""
    return next(
        (kind for kind, one in (_AS_PARAGRAPH if paragraph else _AS_POINT).items() if one.fullmatch(number)), ""
    )


def begins_part(row: str) -> bool:
    """Whether a row of text would be taken for a paragraph or a point."""
    text = row.lstrip(" \t")
    return any(sign.match(text) for signs in (_AS_PARAGRAPH, _AS_POINT) for sign in signs.values())


def _take(sorting: _Sorting, row: str, line: int, found: Parts) -> str:
    """Put a row where it belongs; gives it without its id."""
    bare = row.strip()
    if not bare:
        sorting.gap = True
        sorting.began = False
        sorting.inner.rows.append("") if sorting.paragraphs else None
        return row
    if marks.HEADING.match(row):
        sorting.begin(_Node("heading", "", line, rows=[row]))
        _went(sorting, row)
        sorting.gap = True
        return row
    id_found = _ID_AT_END.search(row, max(0, len(row) - LONGEST_ID)) if bare.endswith("}") else None
    if id_found and not bare.startswith("|"):
        row = row[: id_found.start()].rstrip()
    node = _numbered(sorting, row, line) if row.strip() else sorting.inner  # an id alone is of what it stands under
    if node is None:
        _text(sorting, row, line)
        node = sorting.inner
    if id_found and not bare.startswith("|"):
        told = FoundId(id_found[1].strip(), line, f"{row} {id_found[0].strip()}".strip())
        if node.id:
            found.second.append(told)
        else:
            node.id = told.given
            found.ids.append(told)
    return row


def _numbered(sorting: _Sorting, row: str, line: int) -> _Node | None:
    """The paragraph or point that the row begins, or None."""
    text = row.lstrip(" \t")
    indent = len(row[: len(row) - len(text)].expandtabs(4))
    if not text or not _MAY_BE_NUMBER.match(text) or marks.RULE.fullmatch(row) or (indent > 3 and not sorting.open):
        return None
    if indent <= sorting.indent:
        for kind, sign in _AS_PARAGRAPH.items():
            if (number := sign.match(text)) and _opens_paragraph(sorting, kind, number[0]):
                sorting.numbering, sorting.indent = kind, indent
                node = _node(kind, number, text, line, indent)
                sorting.begin(node)
                _went(sorting, row, began=True)
                return node
    for kind, sign in _AS_POINT.items():
        if (number := sign.match(text)) and _opens_point(sorting, kind, number[0], indent):
            node = _node(kind, number, text, line, indent)
            sorting.point(node)
            _went(sorting, row, began=True)
            return node
    return None


def _node(kind: str, number: re.Match[str], text: str, line: int, indent: int) -> _Node:
    rest = text[number.end() :]
    offset = indent + number.end() + (len(rest) - len(rest.lstrip())) if rest.strip() else indent + number.end() + 1
    first = rest.strip() if rest.strip() else ""
    return _Node(kind, number[0], line, indent, min(offset, indent + 8), rows=[first])


def _opens_paragraph(sorting: _Sorting, kind: str, number: str) -> bool:
    if sorting.numbering:
        if sorting.began and not sorting.gap and not _ended(sorting):
            # "(1) as in\n(7) above" goes on; "(1) one thing\n(2) another" are two paragraphs.
            last = next((one.number for one in reversed(sorting.paragraphs) if one.number), "")
            return kind == sorting.numbering and _figure(number) == _figure(last) + 1
        return kind == sorting.numbering and _at_a_stop(sorting)
    if kind == "decimal" and any(one.kind != "heading" for one in sorting.paragraphs):
        return False  # after words of the article it is a list
    return _at_a_stop(sorting)


def _opens_point(sorting: _Sorting, kind: str, number: str, indent: int) -> bool:
    if kind == sorting.numbering and not indent:
        return False
    if kind == "bullet":
        return number in "-*+" or _at_a_stop(sorting)
    if kind == "lower-roman" and any(one.kind == "alpha" for one in sorting.open):
        # "(i)" after "(h)" is a letter; after "(a)" it is a number inside.
        last = next(one for one in reversed(sorting.open) if one.kind in ("alpha", "lower-roman"))
        letters = last.number.strip("()")
        if last.kind == "alpha" and chr(ord(letters[0]) + 1) == number.strip("()"):
            return False
    return _at_a_stop(sorting)


def _at_a_stop(sorting: _Sorting) -> bool:
    """Whether a row may begin something here: not in the middle of a sentence that was broken into rows."""
    return sorting.gap or sorting.began or _ended(sorting)


def _ended(sorting: _Sorting) -> bool:
    return sorting.before.rstrip().endswith((".", ";", ":", ",", "…", "—", "–", "!", "?"))


def _figure(number: str) -> int:
    figures = "".join(one for one in number if one in "0123456789")
    return int(figures) if figures else 0


def _text(sorting: _Sorting, row: str, line: int) -> None:
    """A row without a number: it goes on with what is open, or begins a paragraph where none is numbered."""
    indent = len(row) - len(row.lstrip(" "))
    if not sorting.gap:
        _more(sorting, row)
    elif sorting.open and indent >= 2:
        while len(sorting.open) > 1 and indent < sorting.open[-1].offset - 1:
            sorting.open.pop()
        _more(sorting, row)
    elif sorting.paragraphs and (sorting.numbering or indent > 3 or _BESIDE.match(row) or marks.RULE.fullmatch(row)):
        sorting.close(0)
        _more(sorting, row)
    else:
        sorting.begin(_Node("", "", line, rows=[row]))
    _went(sorting, row)


def _more(sorting: _Sorting, row: str) -> None:
    node = sorting.inner
    if sorting.open:
        spaces = len(row) - len(row.lstrip(" "))
        row = row[min(spaces, node.offset) :]
    node.rows.append(row)


def _went(sorting: _Sorting, row: str, *, began: bool = False) -> None:
    sorting.gap, sorting.before, sorting.began = False, row, began


def _trimmed(rows: list[str]) -> str:
    return "\n".join(rows).strip("\n").rstrip()


def _paragraphs(nodes: list[_Node], article: str) -> tuple[Paragraph, ...]:
    found: list[Paragraph] = []
    for node in nodes:
        _close(node)
        if node.content or node.number or node.id:
            address = node.id or f"{article}.{len(found) + 1}"
            found.append(Paragraph(node.id, address, node.number, _content(node, address), node.line))
    return tuple(found)


def _close(node: _Node) -> None:
    node.flush()
    for one in node.content:
        if isinstance(one, _Node):
            _close(one)


def _content(node: _Node, address: str) -> tuple[str | Point, ...]:
    content: list[str | Point] = []
    place = 0
    for one in node.content:
        if isinstance(one, str):
            content.append(one)
        else:
            place += 1
            at = one.id or f"{address}.{place}"
            content.append(Point(one.id, at, one.number, _content(one, at), one.line))
    return tuple(content)
