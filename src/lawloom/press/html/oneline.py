"""One line of a citizen's text as plain escaped words: titles, names, link texts. The one place where they are cut."""

from __future__ import annotations

import re
import unicodedata

from markupsafe import Markup, escape

LONGEST_TITLE = 200  # graphemes, about what a person takes for one letter
LONGEST_NAME = 80
LONGEST_CLUSTER = 8  # code points: a letter may carry some marks, a tower of 20,000 is cut

_SIGNS = re.compile(r"[*_`#>\[\]~|]+")  # what Markdown reads
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u17b4\u17b5")  # letters for Unicode, nothing for an eye
# Letters, figures and signs of many scripts that stand alone and can be seen: what nearly every title is made of.
_SIMPLE = re.compile(
    "[ -~\u00a1-\u00ac\u00ae-\u02ff\u0391-\u03a1\u03a3-\u03ff\u0400-\u0481\u048a-\u052f\u0621-\u063a\u0641-\u064a"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u3041-\u3096\u30a1-\u30fc\u4e00-\u9fff\uac00-\ud7a3]*"
)
_EXTENDING = frozenset({"Mn", "Me", "Mc"})
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Cn", "Co"})
_SPACES = frozenset({"Zs", "Zl", "Zp"})


def plain(text: str, longest: int = LONGEST_TITLE) -> Markup:
    """The text on one line, escaped, without control and invisible characters, cut at `longest` graphemes.

    Empty where nothing of it can be seen: the caller then shows the contribution's id.
    """
    return escape(words(text, longest))


def words(text: str, longest: int = LONGEST_TITLE) -> str:
    """As `plain`, not yet escaped: for feeds, which have an escaping of their own."""
    if len(text) <= longest and _SIMPLE.fullmatch(text):
        return text if "  " not in text and text == text.strip(" ") else " ".join(text.split())
    # Of a long text only the beginning is looked at; one letter more than is shown, so that no mark follows the last.
    head = text[: 2 * longest].replace("\n", " ")
    if _SIMPLE.fullmatch(head) and len(line := " ".join(head.split())) > longest:
        return line[:longest].rstrip() + "…"
    return _kept(text, longest)


def opening(text: str, longest: int) -> str:
    """The first words of a text, on one line, not escaped, without the signs of Markdown; cut between two words."""
    if len(text) > 4 * longest:
        text = text[: 4 * longest]
    found = words(_SIGNS.sub("", text), longest)
    return found if len(found) < longest else found.rpartition(" ")[0] + "…" if " " in found else found


def is_visible(text: str) -> bool:
    """Whether an eye could see any of it."""
    return any(character not in _FILLERS and unicodedata.category(character)[0] not in "CZM" for character in text)


def _kept(text: str, longest: int) -> str:
    """Grapheme clusters, approximately: a base with the marks, selectors and skin tones that follow it."""
    kept: list[str] = []
    clusters = length = 0
    flag_open = False
    category_of = unicodedata.category
    for character in text[: longest * 20]:
        category = "Ll" if "a" <= character <= "z" else category_of(character)
        if category in _SPACES or character in "\t\n\r\x0b\x0c\x85":
            # Narrow and non-breaking spaces are good typography; everything else that is wide or a line end is a space.
            character = character if character in "\u00a0\u202f" else " "
            if not kept or kept[-1] == " ":
                continue
        elif category in _DROPPED:
            continue
        extends = category in _EXTENDING or 0x1F3FB <= ord(character) <= 0x1F3FF
        flag = 0x1F1E6 <= ord(character) <= 0x1F1FF
        if (extends and kept) or (flag and flag_open):
            flag_open = False
            length += 1
            if length <= LONGEST_CLUSTER:
                kept.append(character)
            continue
        flag_open = flag
        clusters += 1
        length = 1
        if clusters > longest:
            return "".join(kept).rstrip() + "…"
        kept.append(character)
    line = "".join(kept).strip()
    return line if is_visible(line) else ""
