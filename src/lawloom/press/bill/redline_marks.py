"""Pieces of a redline as Markdown with signs in it, and the signs as <ins> and <del> once the Markdown was rendered.

What changed inside a paragraph may begin in the middle of an emphasis and end in a link. So the later text alone gives
the markup; words that were removed stand in it as bare words, and every run of words that changed lies between two
signs that no Markdown minds. The signs are private characters, and none of a text's own gets in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from markupsafe import Markup, escape

from lawloom.bill.redlining.change import Piece
from lawloom.press.html.address import LONGEST

INS, SNI, DEL, LED, WAS, SAW = (chr(0xE010 + n) for n in range(6))
_SIGNS = re.compile("[\ue010-\ue015]")
# Where no sign may stand: markup whose words nobody reads, or that a sign would break.
_WHOLE = re.compile(
    r"\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[\^[^\]\n]{1,100}\]:?|<https?://[^<>\s]*>|https?://[^\s<>]+|`[^`\n]+`"
    r"|[ \t]*\{[ \t]*[#:][^{}\n]*\}|&#?\w{1,30};|\\[^\w\s]"
    r"|^[ \t]*(?:(?:#{1,6}|[-*+]|\d{1,9}[.)]|>)[ \t]+)+(?:\[!\w+\][ \t]*)?|^[ \t:|]*+-[ \t:|-]*+$",
    re.MULTILINE,
)
_MARKUP = re.compile(r"[*_`~|<>\\\n\[\]!]+")
_ID = re.compile(r"[ \t]*\{[ \t]*#[^{}\n]*\}")
_WHY = re.compile(r"^([ \t]*>[ \t]*)\[!\w+\][ \t]*", re.MULTILINE)
_NOTE = re.compile(r"\[\^([^\]\n]{1,100})\](:?)")
_LINK = re.compile(r"!?\[([^\]\n]{0,500})\]\([^()\n]*\)")
_OWN_LINK = re.compile(r"\[([^\[\]\n]*)\]\((?:#|\.{1,2}/)[^()\n]*\)")  # to another article of the text
_EMPHASIS = re.compile(r"\*+|~~|`+|(?<!\w)_+|_+(?!\w)")
_LINE_MARK = re.compile(r"^[ \t]*(?:(?:#{1,6}|[-*+]|>)[ \t]+)+", re.MULTILINE)
_RULE_ROW = re.compile(r"[\s:|]*+-[\s:|-]*+")  # below the head of a table
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&:$^=\"'])")
_ADDRESS = re.compile(r"https?:(?://)?[^\s<>]*$", re.IGNORECASE)
_JOINED = re.compile(f"{SNI}([ \u00a0\n]*){INS}|{LED}([ \u00a0\n]*){DEL}")

Side = Literal["was", "both", "now"]


def marked(pieces: Iterable[Piece], side: Side) -> str:
    """Markdown with signs around the words that changed.

    side  both: the later text with what was removed; was, now: one of the two texts alone
    """
    base, spans, notes = _laid_out(pieces, side)
    whole = [match.span() for match in _WHOLE.finditer(base)]
    opens, closes = (DEL, LED) if side == "was" else (INS, SNI)
    found: list[tuple[int, str]] = []
    broken: set[tuple[int, int]] = set()
    for start, end in spans:
        at = start
        for first, after in [*(one for one in whole if one[0] < end and one[1] > start), (end, end)]:
            for begin, finish in _words(base, at, min(first, end)):
                found += [(begin, opens), (finish, closes)]
            if first < start < after or first < end < after:
                broken.add((first, after))
            at = max(at, after)
    for first, after in sorted(broken):
        if words := plain(base[first:after]):
            found.append((after, f"{opens}{words}{closes}"))
    for at, text in notes:
        inside = next((one for one in whole if one[0] < at < one[1]), None)
        found.append((inside[1] if inside else at, text))
    return _shown(_with(base, found))


def _laid_out(pieces: Iterable[Piece], side: Side) -> tuple[str, list[tuple[int, int]], list[tuple[int, str]]]:
    """The text that gives the markup, what changed in it, and what is put into it."""
    base, size = [], 0
    spans: list[tuple[int, int]] = []
    notes: list[tuple[int, str]] = []
    for piece in pieces:
        text = _SIGNS.sub("\ufffd", piece.was if side == "was" else piece.now)
        if piece.sort in ("added", "removed") and text:
            spans.append((size, size + len(text)))
        elif side == "both" and piece.sort == "removed" and (words := plain(_SIGNS.sub("\ufffd", piece.was))):
            notes.append((size, f"{DEL}{words}{LED}"))
        elif piece.sort == "renumbered" and side == "both":
            notes.append((size + len(text), f"{WAS}{plain(piece.was)}{SAW}"))
        base.append(text)
        size += len(text)
    return "".join(base), spans, notes


def _words(base: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches of bare words between two places, without blanks at their ends."""
    at = start
    for match in [*_MARKUP.finditer(base, start, end), None]:
        stop = match.start() if match else end
        text = base[at:stop]
        if text.strip():
            yield at + len(text) - len(text.lstrip()), at + len(text.rstrip())
        at = match.end() if match else end


def _with(base: str, found: Iterable[tuple[int, str]]) -> str:
    parts, at = [], 0
    for place, text in sorted(found, key=lambda one: (one[0], _rank(one[1]))):
        # An address ends at a blank: no sign behind it must become a part of it, nor once an id between them went.
        before = _ID.sub("", base[max(0, place - LONGEST) : place])
        parts += [base[at:place], " " if _ADDRESS.search(before) else "", text]
        at = place
    return "".join([*parts, base[at:]])


def _rank(text: str) -> int:
    """At one place: what closes, then what is put in, then what opens."""
    return 0 if text in (SNI, LED) else 2 if text in (INS, DEL) else 1


def plain(text: str) -> str:
    """The bare words of Markdown, escaped: they read the same wherever they are put. Ends of paragraphs are told."""
    bare = _LINK.sub(r"\1", _ID.sub("", text))
    bare = _EMPHASIS.sub("", _LINE_MARK.sub("", _NOTE.sub(r"[\1]", bare)))
    bare = re.sub(r"\n[ \t]*\n\s*", " ¶ ", bare.replace("\r\n", "\n").strip("\n"))
    bare = " ".join(bare.split(" ")).replace("\n", " ").replace("\r", " ")
    if not bare.strip():
        return ""
    escaped = _SPECIAL.sub(r"\\\1", bare).replace("|", "")
    return f"{escaped} " if re.search(r"\\:\S*$", escaped) else escaped


def _shown(text: str) -> str:
    """Without what only machines read: ids, marks of a statement; notes as numbers in brackets."""
    text = _OWN_LINK.sub(r"\1", _WHY.sub(r"\1", _ID.sub("", text)))
    return _NOTE.sub(lambda note: f"\\[{_SPECIAL.sub(chr(92) + chr(92) + chr(49), note[1])}\\]", text)


def as_html(html: Markup, was: str) -> Markup:
    """Rendered Markdown with its signs made elements.

    was  what is read beside a number that follows a renumbering, "%s" for the former one; escaped
    """
    text = _JOINED.sub(lambda gap: gap[1] or gap[2] or "", str(html))
    before, after = was.split("%s")
    for sign, element in (
        (INS, "<ins>"), (SNI, "</ins>"), (DEL, "<del>"), (LED, "</del>"),
        (WAS, f' <small class="was">{before}'), (SAW, f"{after}</small>"),
    ):  # fmt: skip
        text = text.replace(sign, element)
    return Markup(text)  # noqa: S704  rendered and cleaned, and our own elements


def in_plain(pieces: Iterable[Piece], side: Side = "both") -> Markup:
    """Plain text with what changed in it, whatever signs of Markdown it holds."""
    html = Markup()
    for piece in pieces:
        if side != "now" and piece.was and piece.sort in ("removed", "renumbered"):
            html += removed(piece.was)
        if side != "was" and piece.now and piece.sort in ("added", "renumbered"):
            html += added(piece.now)
        if piece.sort == "same":
            html += escape(piece.now)
    return html


def removed(words: str) -> Markup:
    return Markup("<del>{}</del>").format(words)


def added(words: str) -> Markup:
    return Markup("<ins>{}</ins>").format(words)


def as_typed(pieces: Iterable[Piece], side: Side) -> Markup:
    """What is no Markdown, a fence or a front matter, with what changed in it."""
    return Markup("<pre>{}</pre>").format(in_plain(pieces, side))


def is_statement(pieces: Iterable[Piece]) -> bool:
    """Whether a quotation is what the authors say of the article above it: `> [!why]`."""
    first = next((piece.now or piece.was for piece in pieces), "")
    return _WHY.match(first) is not None


def rows_as_table(rows: Sequence[str]) -> str:
    """Rows of a table, marked, as one table of Markdown: its first row is the head, whatever stood between them."""
    cells = [row.strip() for row in rows if not _RULE_ROW.fullmatch(row)]
    if not cells:
        return ""
    columns = max(len(re.findall(r"(?<!\\)\|", row.strip("|"))) for row in cells) + 1
    return "\n".join([cells[0], "|" + " --- |" * columns, *cells[1:]]) + "\n"


def heading(text: str) -> str:
    """The marked rows of a heading as words of a line: without its marks, or the line under it."""
    first = re.sub(r"^[ \t]*#{1,6}(?:[ \t]+|$)", "", text.strip("\n").split("\n", 1)[0])
    return re.sub(r"[ \t]+#+[ \t]*$", "", first).strip()


def without_paragraph(html: Markup) -> Markup:
    """The inside of a lone paragraph."""
    text = html.strip()
    lone = text.startswith("<p>") and text.endswith("</p>") and text.count("<p>") == 1
    return Markup(text[3:-4]) if lone else Markup(text)  # noqa: S704  it was markup
