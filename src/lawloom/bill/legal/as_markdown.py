"""Words of an Akoma Ntoso document as Markdown: every letter stays a letter, marks become marks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lawloom.bill.legal.safe_xml import Node
from lawloom.content.bill_parts import begins_part

_BLOCKS = """
p block blockContainer blockList ul ol table tblock toc foreign container formula longTitle recitals recital citations
citation listIntroduction listWrapUp crossHeading subheading
"""
BLOCKS = frozenset(_BLOCKS.split())
_MARKS = {"b": "**", "i": "*"}
_HTML = frozenset(["sup", "sub", "u", "ins", "del"])
# Elements that say what their words are; as Markdown the words alone are left.
_SAYS_WHAT = """
span term def date time person organization concept object event location process role quantity entity docTitle
docNumber docType docDate docProponent docAuthority docStage docStatus docPurpose docIntroducer docCommittee shortTitle
legislature session docJurisdiction docketNumber inline p num heading subheading li affectedDocument signature
"""
_SILENT = frozenset(_SAYS_WHAT.split())
_SIGNS = re.compile(
    r"\\(?=[!-/:-@\[-`{-~\n]|\Z)|!\Z|`|~~|<(?=[A-Za-z/!?])|&(?=#?\w{1,30};)|!?\[(?=[^\[\]]{0,999}\][(\[:])|\[(?=\^)"
    r"|(?<!\s)\*|\*(?!\s|$)|(?<![^\W_])_|_(?![^\W_])"
)
_ROW = re.compile(
    r"(?:#{1,6}(?=\s|$)|>|[-+*](?=\s|$)|\d{1,9}[.)](?=\s|$)|\||=+\s*$|-+\s*$|(?:[-*_]\s*){3,}$|~{3,}|\[[^\]\n]{1,200}\]:|\{:|(?i:\[!why\]))"
)
_ID = re.compile(r"\{(?=[ \t]*[#:][^{}]*\}[ \t]*$)")


@dataclass(slots=True)
class Words:
    """Turns mixed content into Markdown.

    anchors  name of a part (`eId`): where it is found on the page of the bill
    strange  elements that have no Markdown and whose text was kept, counted
    notes    the footnotes met, as Markdown
    """

    anchors: dict[str, str]
    strange: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    _named: dict[str, int] = field(default_factory=dict)

    def of(self, node: Node) -> str:
        """The words of an element as Markdown, row by row; no row can be taken for more than words."""
        text = re.sub(r"[ \t\r]*\n[ \t\r\n]*", "\n", self._inner(node)).strip(" \n\t\r\x00")
        text = re.sub(r"[ \n]*\x00[ \n]*", "  \n", text)
        return "\n".join(guarded(row) for row in text.split("\n"))

    def line(self, node: Node | None) -> str:
        """The same in one line."""
        return " ".join(self._inner(node).replace("\x00", " ").split()) if node is not None else ""

    def _inner(self, node: Node) -> str:
        parts: list[tuple[str, str]] = [("", _escaped(node.text))]
        for child in node:
            tag, words = child.tag, self._child(child)
            if parts[-1] == ("", "") and len(parts) > 1 and parts[-2][0] == tag and tag in _MARKS:
                parts[-2:] = [(tag, parts[-2][1] + words)]  # two bold words without anything between them are one
            else:
                parts.append((tag, words))
            parts.append(("", _escaped(child.tail)))
        afters: list[str] = []
        after = ""
        for _, words in reversed(parts):
            afters.append(after)
            after = words or after
        found: list[str] = []
        before = ""
        for (tag, words), after in zip(parts, reversed(afters), strict=True):
            words = _marked(words, _MARKS[tag], before, after) if tag in _MARKS else words
            before = words[-2:] or before
            found.append(words)
        return "".join(found)

    def _child(self, child: Node) -> str:
        tag = child.tag
        if tag in _MARKS:
            return self._inner(child)
        if tag in ("eol", "br"):
            return "\x00"
        if tag == "authorialNote":
            return self._note(child)
        if tag == "noteRef":
            number = self._named.get(child.get("href", "").removeprefix("#"))
            return f"[^{number}]" if number else _escaped(child.get("marker", ""))
        if tag == "img":
            src, alt = child.get("src", ""), _escaped(child.get("alt"))
            return f"![{alt}]({_address(src)})" if src.strip() else alt
        if tag in ("a", "ref", "rref", "mref"):
            return self._link(child)
        if tag == "inline" and child.get("name") == "code":
            return _code("".join(child.itertext()))
        if tag == "inline" and child.get("name") == "html":
            return "".join(child.itertext())
        if tag == "inline" and child.get("name") == "strike":
            words = self._inner(child)
            return f"~~{words}~~" if words.strip() == words and words else words
        if tag in _HTML:
            return f"<{tag}>{self._inner(child)}</{tag}>"
        if tag not in _SILENT:
            self.strange[tag] = self.strange.get(tag, 0) + 1
        words = self._inner(child)
        if tag in ("num", "heading", "subheading") and words.strip():
            return f"{words} " if tag == "num" else f"{words}\n"  # of a law that is quoted inside a sentence
        return f"\n{words}\n" if _holds_blocks(child) or tag in BLOCKS else words

    def _link(self, child: Node) -> str:
        words, href = self._inner(child), child.get("href", "").strip()
        if href.startswith("#"):
            target = self.anchors.get(href[1:], "")
            href = f"#{target}" if target else ""
        elif not re.match(r"(?:https?://|mailto:)", href, re.IGNORECASE):
            if href:
                self.strange[child.tag] = self.strange.get(child.tag, 0) + 1
            href = ""
        if not href or "\n" in words.strip() or "](" in words:
            return words
        return f"[{words}]({_address(href)})"

    def _note(self, child: Node) -> str:
        words = " ".join("".join(self._inner(one) + " " for one in child).replace("\x00", " ").split())
        if not words:
            return ""
        self.notes.append(_ID.sub(r"\\{", words))
        number = len(self.notes)
        if name := child.get("eId"):
            self._named[name] = number
        return f"[^{number}]"


def guarded(row: str) -> str:
    """A row that begins no heading, list, quotation, table, paragraph or point, and ends with no id."""
    row = _ID.sub(r"\\{", row)
    text = row.lstrip()
    if not text:
        return ""
    if begins_part(text) or _ROW.match(text):
        for place, sign in enumerate(text):
            if sign.isspace():
                break
            made = f"{text[:place]}\\{text[place:]}"
            if sign in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~" and not (begins_part(made) or _ROW.match(made)):
                return made
        return f"&#{ord(text[0])};{text[1:]}"
    return row


def _escaped(text: str | None) -> str:
    return _SIGNS.sub(
        lambda found: "&amp;" if found[0] == "&" else "".join(f"\\{sign}" for sign in found[0]), text or ""
    )


def _marked(words: str, mark: str, before: str, after: str) -> str:
    """Words between marks, where a reader of Markdown would see them as such; else the words alone."""
    bare = words.strip(" \n\x00")
    if not bare or "\n\n" in bare:
        return words
    opens = bare[0].isalnum() or bare[0] in "*[" or not before or not (before[-1].isalnum() or before[-1] in "*_")
    closes = bare[-1].isalnum() or bare[-1] in "*" or not after or not (after[0].isalnum() or after[0] in "*_")
    if not opens or not closes or (before.endswith("*") and not before.endswith("\\*")):
        return words
    start = words[: len(words) - len(words.lstrip(" \n\x00"))]
    return f"{start}{mark}{bare}{mark}{words[len(start) + len(bare) :]}"


def _code(text: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}" if text.strip() else text


def _address(href: str) -> str:
    plain = re.sub(r"[\s<>]", "", href)
    return f"<{plain}>" if "(" in plain or ")" in plain else plain


def _holds_blocks(node: Node) -> bool:
    return any(child.tag in BLOCKS or child.tag in ("content", "paragraph", "article", "section") for child in node)
