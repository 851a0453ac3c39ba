"""The body of an Akoma Ntoso document as articles of bill.md: numbers where they stand, every word kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lawloom.bill.legal.akn_structure import DIVISIONS, HEADS, HIERARCHY, Structure
from lawloom.bill.legal.as_markdown import BLOCKS, Words, guarded
from lawloom.bill.legal.safe_xml import Node
from lawloom.content.bill_parts import kind_of
from lawloom.content.bill_text import parted
from lawloom.content.divisions import division, innermost

_BARE = re.compile(r"(?i)[0-9]{1,5} ?[a-z]{0,3}|[ivxlc]{1,8}|[a-z]")
_UNNUMBERED = ("none", 0)  # kind and indentation of a paragraph without a number
_TRAILING_ID = re.compile(r" \{#[^{}]*\}$")
_NO_WORDS = re.compile(r"(?:[|>#]|```|~~~|- |---|<|\d+\. |\[\^)")


@dataclass(slots=True)
class Body:
    """Writes the rows of bill.md, one article after another.

    statements  by id of an article, why it is so
    """

    words: Words
    structure: Structure
    statements: dict[str, str]
    flat: bool = False  # points inside points are not shifted: for texts that would be taken for code
    blocks: list[str] = field(default_factory=list)
    _articles: int = 0
    _between: int = 0  # articles of our making so far
    _numbering: str = ""  # kind of the numbered paragraphs of the present article
    _has_words: bool = False  # whether something of the present article was written

    def of(self, node: Node) -> None:
        """All that stands in an element above articles."""
        loose: list[str] = []
        for child in node:
            if child.tag in HEADS:
                continue
            if child.tag not in HIERARCHY:
                loose += self.text(child)
                continue
            self._loose(loose)
            loose = []
            if self.structure.is_unit(child) or not self.structure.holds_units(child):
                self._article(child)
            else:
                self._division(child)
                self.of(child)
        self._loose(loose)

    def article(self, label: str, title: str, id: str, blocks: list[str]) -> None:
        """An article of our own making: for texts that stand outside of all articles."""
        if blocks:
            self.blocks += [f"## {label}. {title} {{#{id}}}", *blocks, *self.notes()]
            self._articles += 1

    def _loose(self, blocks: list[str]) -> None:
        if not blocks:
            return
        self._between += 1
        more = f"-{self._between}" if self._between > 1 else ""
        self.article("Text", "Between articles", f"between-articles{more}", blocks)

    def _division(self, node: Node) -> None:
        num, heading = self._head(node, "num"), self._head(node, "heading")
        if num and _BARE.fullmatch(num) and node.tag in DIVISIONS:
            num = f"{DIVISIONS[node.tag]} {num}"
        text = _joined(num, heading) or f"{DIVISIONS.get(node.tag, 'Chapter')} {self._articles + 1}"
        id = self.structure.ids.get(node, "")
        heading = f"{text}{f' {{#{id}}}' if id else ''}"
        if self.blocks and self.blocks[-1].startswith("# ") and not _stands_in(text, self.blocks[-1]):
            # Nothing would stand in the one above: the two headings become one.
            self.blocks[-1] = f"{_TRAILING_ID.sub('', self.blocks[-1])} – {heading}"
        else:
            self.blocks.append(f"# {heading}")
        self.blocks_of_subheading(node)

    def blocks_of_subheading(self, node: Node) -> None:
        """The second heading of a division belongs to no article: it goes into one of its own."""
        found = [self.words.of(one) for one in node if one.tag == "subheading"]
        self._loose([one for one in found if one])

    def _article(self, node: Node) -> None:
        self._articles += 1
        self._numbering, self._has_words = "", False
        num, title = self._head(node, "num"), self._head(node, "heading")
        if num and _BARE.fullmatch(num.rstrip(".")):
            word = {"section": "Section", "clause": "Clause", "rule": "Rule"}.get(node.tag, "Article")
            num = f"{word} {num.rstrip('.')}"
        bare = _joined(num, title)
        if not num or not parted(bare)[0]:
            bare = _joined(f"Article {self._articles}", bare)
        id = self.structure.ids[node]
        self.blocks.append(f"## {bare} {{#{id}}}")
        inside = [text for one in node if one.tag == "subheading" and (text := self.words.of(one))]
        for child in _opened(node):
            self._has_words = bool(inside)
            if child.tag in HIERARCHY:
                inside += self._part(child, [])
            elif child.tag not in HEADS:
                inside += self.text(child)
        self.blocks += [*inside, *self.notes()]
        if why := self.statements.get(id):
            self.blocks.append("> [!why]\n" + "\n".join(f"> {row}".rstrip() for row in why.split("\n")))

    def _head(self, node: Node, tag: str) -> str:
        text = " ".join(self.words.line(one) for one in node if one.tag == tag).strip()
        return re.sub(r"\{(?=\s*#)", r"(", text).rstrip("#").rstrip() if "{" in text or text.endswith("#") else text

    def notes(self) -> list[str]:
        made = [f"[^{number}]: {text}" for number, text in enumerate(self.words.notes, 1) if text]
        self.words.notes[:] = [""] * len(self.words.notes)
        return made

    def _part(self, node: Node, above: list[tuple[str, int]]) -> list[str]:
        """A paragraph or point with what is inside it.

        above  kinds and indentation of the points in which it stands; none: it is a paragraph
        """
        number = self._number(node, above)
        if above == [_UNNUMBERED] and self._is_paragraph(number):
            above = []  # it stands in an element that is none of our steps
        elif not above and number and not kind_of(number, paragraph=True):
            above = [_UNNUMBERED]  # bill.md takes it for a point of a paragraph without a number
        kind = kind_of(number, paragraph=not above) or kind_of(number) if number else ""
        if not above and number and kind and not self._numbering:
            self._numbering = kind
        indent = self._indent(kind, above) if kind and above else (above[-1][1] if above else 0)
        id = self.structure.ids.get(node, "")
        is_step = bool(kind) or not above  # words that stand where a number would begin no step
        inner = [*above, (kind or _UNNUMBERED[0], indent)] if is_step else above
        offset = indent + len(number) + 1 if kind and above else indent
        if self.flat:
            indent = offset = 0
        found: list[str] = []
        heading = self._head(node, "heading")
        opening = [guarded(heading)] if heading else []
        opening += [text for one in node if one.tag == "subheading" and (text := self.words.of(one))]
        parts: list[tuple[bool, str]] = [(True, one) for one in opening]
        for child in _opened(node):
            if child.tag in HIERARCHY:
                parts += [(False, one) for one in self._part(child, inner)]
            elif child.tag not in HEADS:
                parts += [(True, one) for one in self.text(child)]
                self._has_words = self._has_words or bool(parts)
        self._has_words = self._has_words or bool(parts)
        is_first = True
        for is_text, block in parts:
            if is_first and (number or id):
                is_first = False
                plain = is_text and not _NO_WORDS.match(block)
                head = f"{number} {block}".strip() if plain else number
                head += f" {{#{id}}}" if id else ""
                found.append(_shifted(head.strip(), indent, offset))
                if plain:
                    continue
            found.append(_shifted(block, offset, offset) if is_text else block)
        if is_first and (number or id):
            found.append(_shifted(f"{number} {{#{id}}}".strip() if id else number, indent, offset))
        return found

    def _is_paragraph(self, number: str) -> bool:
        """Whether a reader of bill.md would take the number for that of a paragraph here."""
        kind = kind_of(number, paragraph=True)
        return bool(kind) and kind == (self._numbering or kind) and (kind != "decimal" or not self._has_words)

    def _number(self, node: Node, above: list[tuple[str, int]]) -> str:
        number = " ".join("".join("".join(one.itertext()) for one in node if one.tag == "num").split())
        if not number:
            return "-" if above and node.tag in ("point", "indent") else ""
        if _BARE.fullmatch(number):
            number = f"({number.replace(' ', '')})"
        if not kind_of(number) and not kind_of(number, paragraph=True):
            # A number of another kind: its words are kept, and mean nothing to us.
            return guarded(self._head(node, "num"))
        return number

    def _indent(self, kind: str, above: list[tuple[str, int]]) -> int:
        outer = above[-1][1]
        is_point = len(above) > 1
        if (
            kind in {one for one, _ in above[1:]}
            or (kind and kind == self._numbering)
            or (kind == "bullet" and is_point)
        ):
            outer += 2 if kind == "bullet" else 3
        # A number that would begin a paragraph stands further in than a paragraph can.
        return max(outer, 4) if not self._numbering and kind in ("paren", "decimal") and is_point else outer

    def text(self, node: Node) -> list[str]:
        """The blocks of an element as Markdown, each a string of rows."""
        tag = node.tag
        if tag == "p":
            return [text] if (text := self.words.of(node)) else []
        if tag == "block":
            return self._block(node)
        if tag == "table":
            return _table(node, self.words)
        if tag == "blockList":
            return self._list([one for one in node if one.tag in ("item", "listIntroduction", "listWrapUp")])
        if tag in ("ul", "ol"):
            return self._list(list(node), ordered=tag == "ol")
        if tag in HIERARCHY:
            return self._part(node, [])
        inner = [text for child in node for text in self.text(child)] if _has_blocks(node) else []
        if not inner:
            text = self.words.of(node)
            if tag not in ("content", "intro", "wrapUp", *BLOCKS, *HEADS) and text:
                self.words.strange[tag] = self.words.strange.get(tag, 0) + 1
            return [text] if text else []
        if node.text and node.text.strip():
            inner.insert(0, guarded(" ".join(node.text.split())))
        inner += [guarded(" ".join(one.tail.split())) for one in node if one.tail and one.tail.strip()]
        if node.get("class") == "quotation":
            return ["\n".join(f"> {row}".rstrip() for row in "\n\n".join(inner).split("\n"))]
        if tag not in ("content", "intro", "wrapUp", "list", *BLOCKS):
            self.words.strange[tag] = self.words.strange.get(tag, 0) + 1
        return inner

    def _block(self, node: Node) -> list[str]:
        name = node.get("name", "")
        if level := re.fullmatch(r"heading([1-6])", name):
            text = self.words.line(node)
            return [f"{'#' * max(3, int(level[1]))} {text}"] if text else []
        if name == "rule":
            return ["---"]
        raw = "".join(
            [node.text or "", *(f"{chr(10) if one.tag == 'eol' else _all(one)}{one.tail or ''}" for one in node)]
        )
        if name.split(" ")[0] == "code":
            fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", raw)), default=0))
            return [f"{fence}{name[5:]}\n{raw}\n{fence}"]
        if name == "html" and raw.strip().startswith("<"):
            return [raw.strip("\n")]
        return [text] if (text := self.words.of(node)) else []

    def _list(self, items: list[Node], *, ordered: bool = False) -> list[str]:
        rows: list[str] = []
        place = 0
        for item in items:
            if item.tag in ("listIntroduction", "listWrapUp"):
                rows += [text, ""] if (text := self.words.of(item)) else []
                continue
            place += 1
            number = self._number(item, [("", 0)]) if item.tag == "item" else ""
            sign = number or (f"{place}." if ordered else "-")
            blocks = self._item(item)
            if blocks and _NO_WORDS.match(blocks[0]):
                blocks.insert(0, "")
            if not kind_of(sign) or self.flat:
                # Not a list to readers of Markdown: what is under it must not be shifted, or it would be code.
                rows += [f"{sign} {blocks[0]}".rstrip() if blocks else sign, *(f"\n{one}" for one in blocks[1:]), ""]
                continue
            pad = " " * (len(sign) + 1)
            whole = (
                "\n\n".join(blocks)
                if len(blocks) > 1 and not blocks[1].lstrip().startswith("- ")
                else "\n".join(blocks)
            )
            lines = whole.split("\n")
            if not lines[0] and rows and rows[-1]:
                rows.append("")  # a hyphen alone under a row of words would make a heading of it
            rows.append(f"{sign} {lines[0]}".rstrip())
            rows += [f"{pad}{row}".rstrip() for row in lines[1:]]
        return ["\n".join(rows).strip("\n")] if rows else []

    def _item(self, node: Node) -> list[str]:
        """The blocks of an item; of `li` its words up to the first list in it are one."""
        if _has_blocks(node) and not (node.text or "").strip() and node.tag == "item":
            heads = [text for one in node if one.tag in ("heading", "subheading") and (text := self.words.of(one))]
            return heads + [text for one in node if one.tag not in HEADS for text in self.text(one)]
        words = Node("p")
        words.text = node.text
        found: list[str] = []
        for child in node:
            if child.tag in ("ul", "ol", "p"):
                found += [text] if (text := self.words.of(words)) else []
                found += self.text(child)
                words = Node("p")
                words.text = child.tail
            elif child.tag != "num" or node.tag != "item":
                words.append(child)
        return found + ([text] if (text := self.words.of(words)) else [])


def _opened(node: Node) -> Iterator[Node]:
    """The elements of a part; a list that has no number and no heading is no step of its own."""
    for child in node:
        if child.tag in ("list", "sublist") and not any(one.tag in HEADS for one in child):
            yield from _opened(child)
        else:
            yield child


def _stands_in(text: str, above: str) -> bool:
    """Whether a heading would be read as one of something inside the heading before it."""
    outer, inner = (division(one, "", "", 0, "") for one in (_TRAILING_ID.sub("", above[2:]), text))
    return len(innermost((outer,), inner)) == 2


def _joined(num: str, heading: str) -> str:
    """Label and title in one line, as a heading of bill.md has them."""
    num = num.strip()
    if not num or not heading:
        return (num.rstrip(".") or heading).strip()
    return f"{num} {heading}" if num[-1] in ":–—" else f"{num.rstrip('. ')}. {heading}"


def _shifted(block: str, first: int, others: int) -> str:
    rows = block.split("\n")
    return "\n".join([" " * first + rows[0], *(f"{' ' * others}{row}" if row else "" for row in rows[1:])])


def _has_blocks(node: Node) -> bool:
    return any(
        child.tag in BLOCKS
        or child.tag in HIERARCHY
        or child.tag in ("content", "intro", "wrapUp")
        or _has_blocks(child)
        for child in node
    )


def _all(node: Node) -> str:
    return "".join(node.itertext())


def _table(node: Node, words: Words) -> list[str]:
    rows: list[list[str]] = []
    found: list[str] = []
    aligned: list[str] = []
    for child in node:
        if child.tag == "caption":
            found += [text] if (text := words.of(child)) else []
        elif child.tag == "tr":
            cells = [one for one in child if one.tag in ("td", "th")]
            if not rows:
                aligned = [one.get("class", "") for one in cells]
            rows.append([_cell(one, words) for one in cells])
            if any(one.get(key, "1") != "1" for one in cells for key in ("colspan", "rowspan")):
                words.strange["colspan"] = words.strange.get("colspan", 0) + 1
    width = max((len(row) for row in rows), default=0)
    if not width:
        return found
    signs = {"right": "---:", "center": ":---:", "left": ":---"}
    rule = [signs.get(aligned[n] if n < len(aligned) else "", "---") for n in range(width)]
    whole = [rows[0], rule, *rows[1:]]
    return [*found, "\n".join(f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in whole)]


def _cell(node: Node, words: Words) -> str:
    blocks = [one for one in node if one.tag in BLOCKS]
    texts = [words.line(one) for one in blocks] if blocks else [words.line(node)]
    return "<br>".join(text for text in texts if text).replace("|", "\\|")
