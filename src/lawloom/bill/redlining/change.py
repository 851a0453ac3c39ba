"""What a redline is made of: parts, blocks and pieces, in the order of the later text.

Everything is a place in one of the two texts or a string of theirs; nothing is lost and nothing is invented. Joined in
order, the pieces that stand in the later text give it exactly.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Literal

FORMAT = "lawloom-redline-1"

Sort = Literal["same", "added", "removed", "renumbered"]
State = Literal["same", "spacing", "renumbered", "changed", "added", "removed", "left"]
NO_WORDS = re.compile(r"\{[ \t]*#[^{}\n]*\}|\]\(#[^()\s]*\)")  # an id, and where a link to one leads
Span = tuple[int, int]  # first character and the one after the last; characters are Unicode code points


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text inside a block, as it was and as it is now."""

    sort: Sort
    was: str  # empty where it was added
    now: str  # empty where it was removed


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, an item, a row, a note: the least that stands or moves as a whole.

    state   same: nothing but its place may differ; spacing: blanks, ids, or marks of typesetting; renumbered: numbers
            that follow a renumbering, and those; changed: words or what stands between them; added, removed; left: it
            stands elsewhere now, see `move`
    pieces  empty where the block is the same to the last blank, and where it left
    """

    kind: str
    state: State
    a: Span | None  # where it stands in the earlier text; None: it was added
    b: Span | None  # where it stands in the later text; None: it is not there, or not here
    pieces: tuple[Piece, ...] = ()
    part: int = 0  # which of the redline's parts it stands in
    move: str = ""  # "m3": the block of the same name that left, or that arrived


@dataclass(frozen=True, slots=True)
class Part:
    """An article, a chapter's heading with what stands below it, or what stands before the first heading.

    state  same: not one word differs, whatever its number; changed; added; removed; left: it stands elsewhere now
    """

    state: State
    level: int  # of its heading; 0: it has none
    id: str  # of `{#id}`, or empty
    was: str  # heading without its marks, as it was; empty: it has none, or it was added
    now: str  # as it is; empty: it has none, or it was removed
    numbers: tuple[str, str] | None = None  # number as it was and as it is, where it changed
    move: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts: enough to know it again."""

    sha256: str
    characters: int


@dataclass(frozen=True, slots=True)
class Redline:
    a: Side
    b: Side
    parts: tuple[Part, ...]
    blocks: tuple[Block, ...]  # in the order of the later text, what was removed or left where it stood

    @property
    def words_added(self) -> int:
        """Words that the later text has more; see `words_in`."""
        return sum(words_in(piece.now) for piece in self.edits if piece.sort == "added")

    @property
    def words_removed(self) -> int:
        return sum(words_in(piece.was) for piece in self.edits if piece.sort == "removed")

    @property
    def edits(self) -> tuple[Piece, ...]:
        """What was added and removed; neither moves nor renumbering are edits."""
        return tuple(p for block in self.blocks for p in block.pieces if p.sort in ("added", "removed"))

    @property
    def moves(self) -> tuple[str, ...]:
        """Names of the moves, in the order of where things stand now."""
        parts = {n: part.move for n, part in enumerate(self.parts) if part.move and part.state != "left"}
        found: dict[str, None] = {}
        for block in self.blocks:
            if block.state != "left":
                found.update(dict.fromkeys(move for move in (parts.get(block.part, ""), block.move) if move))
        return tuple(found)

    @property
    def renumbered(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.numbers)

    @property
    def is_empty(self) -> bool:
        """Whether the two texts are the same to the last character."""
        return self.a == self.b


def words_in(text: str) -> int:
    """How many words a text has: what stands between blanks and has a letter or a digit; an id, `{#lamps}`, is none."""
    if "#" in text:
        text = NO_WORDS.sub(" ", text)
    return sum(any(map(str.isalnum, word)) for word in text.split())


def side(text: str) -> Side:
    return Side(digest(text), len(text))


def digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hex; half a surrogate pair, which UTF-8 lacks, counts as three bytes."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
