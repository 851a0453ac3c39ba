"""Markdown as blocks and words of Akoma Ntoso. What it has no element for keeps its text, under a name of ours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from markdown_it.token import Token

from lawloom.bill.legal.akn_names import Names
from lawloom.bill.legal.markdown import Markdown
from lawloom.bill.legal.xml import Element, element, iri, prose

_MARKS = {"strong": "b", "em": "i"}
_ELEMENT = re.compile(r"<(/?)(sup|sub|u|b|i|strong|em|ins|del|abbr)\b[^<>]*>", re.IGNORECASE)
_SAME = {"strong": "b", "em": "i"}
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ALIGN = re.compile(r"text-align:(\w+)")


@dataclass(slots=True)
class Blocks:
    """Writes the blocks of one document."""

    markdown: Markdown
    names: Names
    terms: dict[str, str]  # defined word, as typed: name of its entry among the references

    def of(self, text: str, term: str = "") -> list[Element]:
        """The blocks of a piece of Markdown; an empty paragraph where it has none.

        term  the word that the piece defines: its first bold words
        """
        found = self._blocks(self.markdown.blocks(text), term)
        return found or [prose("p")]

    def words(self, text: str) -> list[Element | str]:
        """The words of a heading."""
        return self._words(self.markdown.words(text))

    def _blocks(self, tokens: list[Token], term: str = "") -> list[Element]:
        found: list[Element] = []
        at = 0
        while at < len(tokens):
            token = tokens[at]
            end = _end(tokens, at)
            inner = tokens[at + 1 : end]
            if token.type == "paragraph_open":
                found.append(prose("p", self._words(inner[0].children or [], term)))
                term = ""
            elif token.type == "heading_open":
                found.append(prose("block", self._words(inner[0].children or []), name=f"heading{token.tag[1:]}"))
            elif token.type in ("fence", "code_block"):
                name = f"code {token.info.strip()}".strip() if token.type == "fence" else "code"
                found.append(prose("block", _rows(token.content.rstrip("\n")), name=name))
            elif token.type == "html_block":
                found.append(prose("block", _rows(token.content.rstrip("\n")), name="html"))
            elif token.type == "hr":
                found.append(prose("block", name="rule"))
            elif token.type == "blockquote_open":
                found.append(element("blockContainer", self._blocks(inner) or [prose("p")], class_="quotation"))
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                found.append(self._list(token, inner))
            elif token.type == "table_open":
                found.append(self._table(inner))
            at = end + 1
        return found

    def _list(self, opening: Token, tokens: list[Token]) -> Element:
        items = []
        number = int(opening.attrGet("start") or 1)
        at = 0
        while at < len(tokens):
            end = _end(tokens, at)
            sign = f"{number}." if opening.type == "ordered_list_open" else "-"
            blocks = self._blocks(tokens[at + 1 : end]) or [prose("p")]
            items.append(element("item", [prose("num", [sign]), *blocks]))
            number += 1
            at = end + 1
        return element("blockList", items or [element("item", [prose("p")])])

    def _table(self, tokens: list[Token]) -> Element:
        rows: list[Element] = []
        for at, token in enumerate(tokens):
            if token.type == "tr_open":
                rows.append(element("tr"))
            elif token.type in ("th_open", "td_open"):
                aligned = _ALIGN.search(str(token.attrGet("style") or ""))
                words = self._words(tokens[at + 1].children or [])
                rows[-1].add(element(token.tag, [prose("p", words)], class_=aligned[1] if aligned else ""))
        return element("table", rows)

    def _words(self, tokens: list[Token], term: str = "") -> list[Element | str]:
        root = prose("p")
        stack = [(root, "")]  # open elements, each with what opened it
        for token in tokens:
            here = stack[-1][0]
            kind = token.type.removesuffix("_open").removesuffix("_close")
            if token.nesting == 1:
                stack.append((here.add(self._mark(kind, token)), kind))
            elif token.nesting == -1:
                while stack[-1][1] != kind:
                    stack.pop()  # an element that was typed and not closed before
                done = stack.pop()[0]
                if term and kind == "strong" and _plain(done).strip() == term and term in self.terms:
                    done.content = [prose("term", done.content, refersTo=f"#{self.terms[term]}")]
                    term = ""
            elif kind == "html_inline" and (found := _ELEMENT.fullmatch(token.content)):
                tag = found[2].lower()
                if not found[1]:
                    stack.append((here.add(prose(_SAME.get(tag, tag))), f"<{tag}>"))
                elif stack[-1][1] == f"<{tag}>":
                    stack.pop()
                else:
                    here.content += self._word(kind, token)
            else:
                here.content += self._word(kind, token)
        return root.content

    def _word(self, kind: str, token: Token) -> list[Element | str]:
        """What a token without an end gives."""
        if kind == "softbreak":
            return ["\n"]
        if kind == "hardbreak" or (kind == "html_inline" and _BREAK.fullmatch(token.content)):
            return [prose("eol")]
        if kind == "code_inline":
            return [prose("inline", [token.content], name="code")]
        if kind == "image":
            return [prose("img", src=iri(str(token.attrGet("src") or "")) or "#", alt=token.content)]
        if kind == "note_ref":
            return [self._note(str(token.meta["name"]))]
        if kind == "html_inline" and token.content.startswith(("<!", "<?")):
            return [] if token.content.startswith("<!--") else [token.content]
        if kind == "html_inline":
            return [prose("inline", [token.content], name="html")]
        return [token.content] if token.content else []

    def _mark(self, kind: str, token: Token) -> Element:
        if kind == "link":
            href = str(token.attrGet("href") or "")
            known = self.names.of_address.get(href.removeprefix("#")) if href.startswith("#") else None
            return prose("ref", href=f"#{known}") if known else prose("a", href=iri(href) or "#")
        return prose(_MARKS[kind]) if kind in _MARKS else prose("inline", name="strike" if kind == "s" else kind)

    def uncited(self) -> list[Element]:
        """Notes that the text does not cite, for the meta data: a note must stand somewhere."""
        found = []
        for name in self.markdown.uncited():
            number, is_first = self.markdown.cite(name)
            if not is_first:
                continue  # a note before it cites it
            words = self._words(self.markdown.words(self.markdown.notes[name]))
            found.append(element("note", [prose("p", words)], eId=self.names.free(f"fn_{number}")))
        return found

    def _note(self, name: str) -> Element:
        number, is_first = self.markdown.cite(name)
        marker, id = str(number), f"fn_{number}"
        if not is_first:
            return prose("noteRef", href=f"#{id}", marker=marker)
        note = prose("authorialNote", marker=marker, placement="bottom", eId=self.names.free(id))
        note.content = [prose("p", self._words(self.markdown.words(self.markdown.notes[name])))]
        return note


def says(blocks: list[Element]) -> bool:
    """Whether there is a word, a picture or a rule in the blocks."""
    return any(
        one.tag == "img"
        or one.attributes.get("name") == "rule"
        or any(part.strip() if isinstance(part, str) else says([part]) for part in one.content)
        for one in blocks
    )


def _end(tokens: list[Token], at: int) -> int:
    """Where what a token opens is closed; the token itself where it opens nothing."""
    if tokens[at].nesting != 1:
        return at
    depth = 0
    for place in range(at, len(tokens)):
        depth += tokens[place].nesting
        if depth == 0:
            return place
    return len(tokens) - 1


def _rows(text: str) -> list[Element | str]:
    rows = text.split("\n")
    found: list[Element | str] = [rows[0]]
    for _, row in pairwise(rows):
        found += [prose("eol"), row]
    return found


def _plain(one: Element) -> str:
    return "".join(part if isinstance(part, str) else _plain(part) for part in one.content)
