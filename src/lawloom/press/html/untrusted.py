"""Citizens' text to HTML: the one way in. Everything a stranger typed reaches a page through `said`, `link` or `plain`.

Three roads, chosen by the text alone, so that the same text gives the same bytes on every machine:
  quick   no character that Markdown gives a meaning to: paragraphs are printed here and now (most real texts)
  full    Markdown, rendered and cleaned in another process with little memory and little time
  plain   more markup than a person writes, or a renderer that died of it: the words as typed, with a note
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import unescape
from typing import NamedTuple, Protocol

from markupsafe import Markup, escape

from lawloom.press.html.address import checked, tells
from lawloom.press.html.oneline import is_visible, plain, words

__all__ = ["LONGEST_BODY", "Said", "Worker", "excerpt", "is_visible", "link", "plain", "said", "unwrapped", "words"]

LONGEST_BODY = 65_536  # characters shown; the data files hold the rest

# More of these in one text than any person writes. The costliest text within these bounds takes a fraction of a second
# on a slow machine, so that no clock decides what a page says.
_BOUNDS = (
    *(("[", 1_000), ("`", 1_000), ("*", 2_000), ("_", 2_000), ("~", 2_000), ("<", 1_000), ("&", 3_000)),
    *(("://", 2_000), ("\n", 1_000), ("|", 3_000)),
)
_MOST_SIGNS = 3_000  # of all of them together
_MOST_COLUMNS = 50
_MOST_CELLS = 3_000  # of all tables; Markdown fills up the rows that are shorter than the first

_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_ODD_BYTES = bytes([*range(9), *range(0x0B, 0x20), *range(0x7F, 0xA0)])  # the same, of what Latin-1 holds
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_PILE = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]{8})"
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]+"
)
_SPACE_BEFORE_END = re.compile(r"[ \t]+(?=\n|\Z)")

# What Markdown could read as more than words, besides signs named in `quick`. Anywhere in a text:
_ENTITY = re.compile(r"&(?:#|[A-Za-z][A-Za-z0-9]*;)")
# At the start of a line, after at most three spaces (and a line that starts with more, or with another space):
_STARTS = re.compile(r"\n(?:[^\S\n ]| {4}| {0,3}(?:[#>=:|~]|[-+](?:[-+:|\s]|\Z)|[0-9]{1,9}[.)](?:\s|\Z)|[^\S\n ]))")
_ENDS = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000](?:\n|\\Z)")  # the others are gone by then
_BLANK = re.compile(r"\n{2,}")
_INDENT = re.compile(r"\n {1,3}")
_UNDER_HEADS = re.compile(r"[-\s|:>*+0-9.)]*")  # the row under the heads of a table, also in a quotation or a list
_TAG = re.compile(r"<[^>]*>")


class Said(NamedTuple):
    """A text ready to print; `note` names what readers must be told of it: "", "cut" or "plain"."""

    html: Markup
    note: str = ""


class Worker(Protocol):
    """Renders Markdown somewhere safe; None in place of a text that it died of."""

    def rendered(self, texts: Sequence[str]) -> list[str | None]: ...


def said(texts: Iterable[str], worker: Worker) -> list[Said]:
    """Each text as HTML, in the order given; all that need Markdown go to the worker in one batch."""
    results: list[Said | None] = []
    waiting: list[tuple[int, str, str]] = []
    for position, raw in enumerate(texts):
        text, note = normal(raw)
        html = quick(text)
        if html is not None:
            results.append(Said(Markup(html), note))  # noqa: S704  escaped by quick
        elif is_tangled(text):
            results.append(Said(as_typed(text), "plain"))
        else:
            results.append(None)
            waiting.append((position, text, note))
    if waiting:
        for (position, text, note), html in zip(waiting, worker.rendered([one[1] for one in waiting]), strict=True):
            clean = Said(as_typed(text), "plain") if html is None else Said(Markup(html), note)  # noqa: S704  by nh3
            results[position] = clean
    return [one for one in results if one is not None]


def link(url: str, label: str) -> Markup:
    """A citizen's address under a citizen's words, with its host in sight; only words where it is no safe address."""
    address = checked(url)
    shown = words(label) or words(url)
    if address is None:
        hint = words(url)
        return escape(shown) if hint in ("", shown) else escape(f"{shown} ({hint})")
    anchor = Markup('<a href="{}" rel="nofollow ugc noopener noreferrer">{}</a>').format(address.href, shown)
    return anchor if tells(shown, address) else anchor + escape(f" ({address.host})")


def unwrapped(said: Said) -> Said:
    """For texts from files, whose authors wrap lines in an editor: a line end is a space, not a new line."""
    return Said(Markup(said.html.replace("<br>\n", "\n")), said.note)  # noqa: S704  it was markup


def excerpt(html: Markup, longest: int) -> str:
    """The first words of a rendered text, unescaped, cut at a word; for places where a whole text is too much."""
    text = " ".join(unescape(_TAG.sub(" ", str(html)[: longest * 20])).split())
    if len(text) <= longest:
        return text
    return text[: longest + 1].rsplit(" ", 1)[0][:longest].rstrip(" ,;:.") + "…"


def normal(text: str) -> tuple[str, str]:
    """The text without what no page can hold, and whether it was cut.

    Line ends become newlines, controls vanish, lone surrogates become U+FFFD, marks that turn the direction of other
    people's words become visible, and a letter carries at most eight marks of the kind that pile up.
    """
    note = ""
    if len(text) > LONGEST_BODY:
        text, note = text[:LONGEST_BODY], "cut"
    western = _western(text)
    if _ODD.search(text) if western is None else len(western.translate(None, _ODD_BYTES)) != len(western):
        text = _LINE_ENDS.sub("\n", text)
        text = _DIRECTIONS.sub(lambda mark: f"⟨U+{ord(mark[0]):04X}⟩", text)
        text = _ODD.sub(lambda odd: "\ufffd" if odd[0] >= "\ud800" else "", text)
    if western is None and _PILE.search(text):
        text = _PILE.sub(r"\1", text)
    if " \n" in text or "\t\n" in text or text[-1:] in (" ", "\t"):
        text = _SPACE_BEFORE_END.sub("", text)
    return text.strip("\n"), note


def quick(text: str) -> str | None:
    """What the full road would give, where the text holds nothing but words; None where it may hold more.

    The proof is in the patterns above: each is a superset of what starts a construct of Markdown; a test compares the
    two roads on generated texts.
    """
    # A search for one known sign is many times faster than a pattern of several.
    if "\\" in text or "`" in text or "*" in text or "_" in text or "\t" in text:
        return None
    if ("<" in text and ">" in text) or ("~" in text and "~~" in text) or ("&" in text and _ENTITY.search(text)):
        return None
    if ("/" in text and "://" in text) or ("]" in text and ("](" in text or "]:" in text)):
        return None
    if _STARTS.search("\n" + text) or (("\xa0" in text or _western(text) is None) and _ENDS.search(text)):
        return None
    if not text:
        return ""
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if "\xa0" in text:
        text = text.replace("\xa0", "&nbsp;")
    if "\n " in text or text[0] == " ":
        text = _INDENT.sub("\n", "\n" + text)[1:]
    if "\n" not in text:
        return f"<p>{text}</p>"
    if "\n\n\n" in text:
        text = _BLANK.sub("\n\n", text)
    # Every "<" that was typed is escaped by now, so what is looked for here was put in here.
    lines = text.replace("\n", "<br>\n").replace("<br>\n<br>\n", "</p>\n<p>")
    return f"<p>{lines}</p>"


def _western(text: str) -> bytes | None:
    """The text in Latin-1, if it can be: the quickest thing to know of a text, and true of most."""
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return None


def is_tangled(text: str) -> bool:
    """Whether the text holds more markup than a person writes."""
    signs = [text.count(sign) for sign, _ in _BOUNDS]
    if sum(signs) > _MOST_SIGNS or any(many > most for many, (_, most) in zip(signs, _BOUNDS, strict=True)):
        return True
    return "|" in text and _has_vast_tables(text)


def _has_vast_tables(text: str) -> bool:
    """Whether a row under the heads has too many columns, or the rows down to the next blank line too many cells."""
    columns = cells = 0
    for line in text.split("\n"):
        if not line.strip():
            columns = 0
        elif "|" in line and _UNDER_HEADS.fullmatch(line):
            columns = max(columns, line.count("|") + 1)
        cells += columns
        if columns > _MOST_COLUMNS + 2 or cells > _MOST_CELLS:
            return True
    return False


def as_typed(text: str) -> Markup:
    """The words as they were typed, in paragraphs: what is shown where Markdown cannot be."""
    parts = [str(escape(part.strip("\n"))).replace("\n", "<br>\n") for part in _BLANK.split(text)]
    return Markup("\n".join(f"<p>{part}</p>" for part in parts if part))  # noqa: S704  every part is escaped
