"""Whether a synthesis is true to the record: its quotes, its figures and those whom it cites. Pure.

What is quoted has to stand in the text word for word. White space, the shape of quotation marks and apostrophes, and
signs of Markdown make no difference; a letter does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from lawloom.content.characters import without_controls
from lawloom.errors import Problem, problem
from lawloom.model.contribution import Text
from lawloom.model.ids import ContributionId
from lawloom.synthesis.citations import Citation, citations, unreadable

_GAP = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]")
_ESCAPES = re.compile(r"\\(?=[^\w\s])")
_SIGNS = re.compile(r"[*_`~|\\]|^\s{0,3}(?:(?:[-+>*]|#{1,6}|\d+[.)])\s*)+", re.MULTILINE)
_SHAPES = str.maketrans({"’": "'", "‘": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
SHORTEST = 3  # words of each piece of a quote with gaps: fewer could be put together to say anything


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of the contributions of one subject.

    exists   whether there is one of that id
    text     of one that may be shown; None where its author had it erased, or where moderators hid it
    erased   whether its author had it erased
    figures  of one: what is counted (a word of the synthesis, in lower case) and how many; None: not known
    """

    exists: Callable[[ContributionId], bool]
    text: Callable[[ContributionId], Text | None]
    erased: Callable[[ContributionId], bool]
    figures: Callable[[ContributionId], Mapping[str, int | None]]


def problems_of(text: str, file: str, record: Record, first_line: int = 1) -> list[Problem]:
    """What does not hold, with its line.

    file        in which the text stands
    first_line  of the file on which the text begins
    """
    found = []
    for line, odd in unreadable(text):
        code = "quote-without-source" if odd.startswith("> ") else "citation-unreadable"
        found.append(problem(code, file, first_line + line - 1, found=odd))
    for one in citations(text):
        line = first_line + one.line - 1
        unknown = [id for id in one.ids if not record.exists(id)]
        found += [problem("citation-unknown", file, line, id=id) for id in unknown]
        if not unknown:
            found += _of_quote(one, record, file, line)
            found += _of_figures(one, record, file, line)
    return found


def is_verbatim(quote: str, text: Text) -> bool:
    """Whether the words stand there as they are quoted, the pieces between gaps in their order."""
    pieces = [part for part in _GAP.split(quote) if part.strip()]
    if len(pieces) > 1 and any(len(piece.split()) < SHORTEST for piece in pieces):
        return False
    whole = f"{text.title}\n{text.body}"
    # As it stands; with &lt; and the like read as the signs they are; and both without signs of Markdown.
    readings = pieces, [unescape(piece) for piece in pieces]
    return bool(pieces) and any(
        _stand_in_order([shape(piece) for piece in reading], shape(whole))
        for shape in (_even, _bare)
        for reading in readings
    )


def _stand_in_order(pieces: list[str], whole: str) -> bool:
    at = 0
    for piece in pieces:
        found = whole.find(piece, at)
        while found >= 0 and not _is_whole(whole, found, found + len(piece)):
            found = whole.find(piece, found + 1)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def _is_whole(whole: str, start: int, end: int) -> bool:
    """Whether no word is cut at either end: "able" is not what "unable" says."""
    cut_before = start > 0 and whole[start - 1].isalnum() and whole[start].isalnum()
    cut_after = end < len(whole) and whole[end].isalnum() and whole[end - 1].isalnum()
    return not cut_before and not cut_after


def _even(text: str) -> str:
    return " ".join(without_controls(text).translate(_SHAPES).split())


def _bare(text: str) -> str:
    """Without signs of Markdown, wherever they stand."""
    return _even(_SIGNS.sub("", _ESCAPES.sub("", text)))


def _of_quote(one: Citation, record: Record, file: str, line: int) -> Iterator[Problem]:
    if not one.quote or record.erased(one.ids[0]):
        return
    text = record.text(one.ids[0])
    if text is None:
        yield problem("quote-hidden", file, line, id=one.ids[0])
    elif not is_verbatim(one.quote, text):
        yield problem("quote-altered", file, line, id=one.ids[0], quote=_even(one.quote)[:80])


def _of_figures(one: Citation, record: Record, file: str, line: int) -> Iterator[Problem]:
    for odd in one.odd:
        yield problem("figure-unreadable", file, line, found=odd)
    if one.figures and len(one.ids) > 1:
        yield problem("figure-of-several", file, line, ids=", ".join(one.ids))
        return
    known = record.figures(one.ids[0]) if one.figures else {}
    for figure in one.figures:
        if figure.word not in known:
            yield problem("figure-word", file, line, word=figure.word, known=", ".join(known))
        elif known[figure.word] is None:
            yield problem("figure-unknown", file, line, id=one.ids[0], word=figure.word)
        elif known[figure.word] != figure.number:
            now = known[figure.word]
            yield problem(
                "figure-changed", file, line, id=one.ids[0], word=figure.word, found=figure.number, now=now or 0
            )
