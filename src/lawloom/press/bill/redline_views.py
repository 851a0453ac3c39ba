"""A redline as its page shows it: parts in the order of the later text, with what stood there before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup, escape

from lawloom.bill.reading.numbering import heading_of
from lawloom.bill.redlining.change import Block, Part, Piece, Redline
from lawloom.press.bill import redline_marks as marks
from lawloom.press.bill.redline_marks import Side
from lawloom.press.html.untrusted import Said, unwrapped
from lawloom.press.html.words import Words

TOGETHER = ("item", "row", "front")  # they make one list, one table
AS_TYPED = ("front", "fence")  # no Markdown inside
MOST_NAMES = 5  # of what is folded


class Cell(NamedTuple):
    """One block, or several that make a list or a table; `css`: why, for a statement that is no part of the law."""

    id: str
    note: Markup  # that it moved, and where to
    html: Markup
    html_was: Markup  # beside it, in the view of two columns
    css: str = ""


class PartView(NamedTuple):
    id: str
    level: int  # of its heading on the page: 2 or 3; 0: it has none
    title: Markup
    title_was: Markup
    name: str  # plain
    notes: list[Markup]
    was: str  # that it had another number, in words; empty: it had not
    article: str  # id of the article in the bill; empty: it has none
    state: str  # as the redline says; "same" ones are folded
    moved: bool
    cells: list[Cell]


class Fold(NamedTuple):
    """Parts side by side of which not a word changed, to be opened."""

    names: str
    parts: list[PartView]


class Entry(NamedTuple):
    """A row of the list of what changed."""

    id: str
    name: str
    what: str
    short: str  # "Article 7", for the way from one change to the next
    is_number: bool  # nothing but its number is another


class Hop(NamedTuple):
    """From a part that changed to its neighbours among those; None: it has none on that side."""

    before: Entry | None
    after: Entry | None


class Counts(NamedTuple):
    """What is counted of a redline; scripts/verify_redlines.py counts the same from the file."""

    changed: int
    added: int
    removed: int
    moved: int
    renumbered: int
    words_added: int
    words_removed: int


def counts(redline: Redline) -> Counts:
    chapters = level_of_chapters(redline)
    articles = [part for part in redline.parts if part.level > chapters]
    states = [part.state for part in articles]
    return Counts(
        states.count("changed"),
        states.count("added"),
        states.count("removed"),
        len(redline.moves),
        sum(part.numbers is not None for part in articles),
        redline.words_added,
        redline.words_removed,
    )


def how_much(words: Words, redline: Redline, path: str) -> Markup:
    """How much changed: "2 articles changed, 1 new. 40 words added, 12 removed."

    path  under which the figures are found in the data
    """
    told = counts(redline)
    named = [
        words.figure(f"{path}/{name}", n, f"rl-n-{name}")
        for name, n in zip(("changed", "added", "removed", "moved", "renumbered"), told[:5], strict=True)
        if n
    ]
    if redline.is_empty or not (named or told.words_added or told.words_removed):
        return escape(words("rl-nothing"))
    if not told.words_added and not told.words_removed:
        line: Markup = escape(words("rl-no-words"))
    else:
        line = words.html(
            "rl-words",
            added=words.figure(f"{path}/words_added", told.words_added, "rl-n-words"),
            removed=words.figure(f"{path}/words_removed", told.words_removed),
        )
    return Markup("{}. {}").format(Markup(", ").join(named), line) if named else line


def key(words: Words) -> Markup:
    """How what was added, removed and moved looks."""
    return words.html(
        "rl-key",
        added=Markup("<ins>{}</ins>").format(words("rl-key-added")),
        removed=Markup("<del>{}</del>").format(words("rl-key-removed")),
    )


def level_of_chapters(redline: Redline) -> int:
    """What stands deeper is an article: the highest level of headings, or 0 where all headings are of one level."""
    levels = {one.level for one in redline.parts if one.level}
    return min(levels) if len(levels) > 1 else 0


class View:
    """One redline in words.

    say  renders Markdown: lawloom.press.html.press.Press.say
    """

    def __init__(
        self, redline: Redline, a: str, words: Words, say: Callable[[Sequence[str]], list[Said]], *, beside: bool
    ) -> None:
        self.redline, self.a, self.words, self.beside = redline, a, words, beside
        self._texts: list[str] = []
        self._chapters = level_of_chapters(redline)
        blocks: dict[int, list[Block]] = defaultdict(list)
        for block in redline.blocks:
            if block.kind != "blank":
                blocks[block.part].append(block)
        self._blocks = blocks
        self._heads: dict[tuple[str, bool], int] = {}  # first part of each move, where it was and where it is
        for n, part in enumerate(redline.parts):
            self._heads.setdefault((part.move, part.state == "left"), n)
        self._where = self._places()
        self._parts = [self._part(n, part) for n, part in enumerate(redline.parts)]
        was = str(escape(words("rl-was", was="%s")))
        rendered = [marks.as_html(unwrapped(one).html, was) for one in say(self._texts)]
        self.parts = [self._filled(part, rendered) for part in self._parts]

    # --- what the page asks for -------------------------------------------------------------------------------------

    def folded(self) -> Iterator[PartView | Fold]:
        """All parts; neighbours of which not a word changed are folded into one, whole chapters among them.

        The heading of a chapter of which something changed stays in sight.
        """
        still = self._still()
        for quiet, group in groupby(enumerate(self.parts), key=lambda one: one[0] in still):
            found = [part for _, part in group]
            if quiet and any(part.level for part in found):
                shown = [one for one in found if one.level != 2 or one.cells] or found
                names = [f"{one.name} ({one.was})" if one.was else one.name for one in shown if one.name]
                if len(names) > MOST_NAMES:
                    names = [*names[:2], "…", names[-1]]
                yield Fold(" · ".join(names), found)
            else:
                yield from found

    def _still(self) -> set[int]:
        """Which parts can be folded, by their place."""
        found = {n for n, part in enumerate(self.parts) if _is_quiet(part)}
        chapter, alone = -1, True
        for n, part in enumerate([*self.parts, None]):
            if part is None or part.level == 2:
                if chapter >= 0 and not alone:
                    found.discard(chapter)
                chapter, alone = n, True
            else:
                alone = alone and n in found
        return found

    def entries(self) -> list[Entry]:
        """What changed, part by part; a chapter whose articles alone changed is not named."""
        found = []
        for part, view in zip(self.redline.parts, self.parts, strict=True):
            what = self._what(part)
            if what and part.state != "left" and view.name:
                only = part.state in ("same", "renumbered", "spacing") and not part.move
                found.append(Entry(view.id, view.name, what, _label(view.name) or view.name, only))
        return found

    def hops(self) -> dict[str, Hop]:
        """Of each part that changed, by its id, the one before and the one after; empty where there is one alone."""
        found = [entry for entry in self.entries() if not entry.is_number]
        if len(found) < 2:
            return {}
        around = [None, *found, None]
        return {one.id: Hop(around[n], around[n + 2]) for n, one in enumerate(found)}

    def _what(self, part: Part) -> str:
        words = self.words
        told = [words(f"rl-{part.state}")] if part.state in ("changed", "added", "removed") else []
        told += [words("rl-moved")] if part.move else []
        told += [words("rl-was", was=_label(part.was) or part.numbers[0])] if part.numbers else []
        return ", ".join(told)

    # --- parts ------------------------------------------------------------------------------------------------------

    def _places(self) -> dict[str, tuple[str, str]]:
        """Of each move: the name of the part it left, and of the one where it arrived."""
        left: dict[str, str] = {}
        arrived: dict[str, str] = {}
        parts = self.redline.parts
        for block in self.redline.blocks:
            part = parts[block.part]
            if block.state == "left" and block.move:
                left.setdefault(block.move, part.was or part.now)
            elif block.move:
                arrived[block.move] = part.now
            elif part.move and part.state != "left":
                arrived.setdefault(part.move, part.now)
        return {move: (left.get(move, ""), arrived.get(move, "")) for move in {*left, *arrived}}

    def _part(self, n: int, part: Part) -> PartView:
        blocks = self._blocks[n]
        head = next((block for block in blocks if block.kind == "heading"), None)
        level = 0 if head is None and part.state != "left" else 3 if part.level > self._chapters else 2
        notes = []
        if part.numbers and part.state != "left":
            notes.append(escape(self.words("rl-was-note", was=_label(part.was) or part.numbers[0])))
        if part.state in ("added", "removed") and head is not None:
            notes.append(escape(self.words(f"rl-{part.state}-note")))
        if part.move:
            notes.append(self._moved_note(part.move, left=part.state == "left", quiet=part.state == "same"))
        first = head is None or all(block.kind == "heading" for block in blocks[:1])
        return PartView(
            id=self._id(n, part),
            level=level,
            title=self._later(head, "both" if not self.beside else "now") if head else escape(part.was),
            title_was=self._later(head, "was") if head and self.beside else Markup(),
            name=part.now or part.was,
            notes=notes,
            was=self.words("rl-was", was=_label(part.was) or part.numbers[0]) if part.numbers else "",
            article=part.id,
            state=part.state,
            moved=bool(part.move),
            cells=list(self._cells([one for one in blocks if one is not head]))
            if first and part.state != "left"
            else [],
        )

    def _id(self, n: int, part: Part) -> str:
        if part.state == "left":
            return f"{part.move}-was" if n == self._heads[part.move, True] else f"part-{n + 1}-was"
        if part.move and n == self._heads[part.move, False]:
            return part.move
        return f"part-{n + 1}"

    def _moved_note(self, move: str, *, left: bool, quiet: bool) -> Markup:
        came_from, went_to = self._where[move]
        words = self.words
        if left:
            return words.html("rl-went", link=_link(f"#{move}", went_to or words("rl-there")))
        key = "rl-came-same" if quiet else "rl-came"
        return (
            words.html(key, link=_link(f"#{move}-was", words("rl-where"))) if came_from else escape(words("rl-moved"))
        )

    # --- blocks -----------------------------------------------------------------------------------------------------

    def _cells(self, blocks: Sequence[Block]) -> Iterator[Cell]:
        for kind, group in groupby(blocks, key=_kind):
            found = list(group)
            if kind not in TOGETHER or (kind == "item" and self.beside):
                yield from (self._cell([block]) for block in found)
            else:
                yield self._cell(found)

    def _cell(self, blocks: Sequence[Block]) -> Cell:
        first = blocks[0]
        note, id = Markup(), ""
        if first.move:
            left = first.state == "left"
            came_from, went_to = self._where[first.move]
            id = f"{first.move}-was" if left else first.move
            if left:
                note = self.words.html("rl-par-went", link=_link(f"#{first.move}", went_to or self.words("rl-there")))
            else:
                there = came_from or self.words("rl-there")
                key = "rl-par-came-same" if first.state != "changed" else "rl-par-came"
                note = self.words.html(key, link=_link(f"#{first.move}-was", there))
        css = "why" if first.kind == "quote" and marks.is_statement(self._pieces(first)) else ""
        if not self.beside:
            both = Markup() if first.state == "left" else self._several(blocks, "both")
            return Cell(id, note, both, Markup(), css)
        was = Markup() if first.a is None else self._several(blocks, "was")
        now = Markup() if first.b is None else self._several(blocks, "now")
        return Cell(id, note, now, was, css)

    def _several(self, blocks: Sequence[Block], side: Side) -> Markup:
        """A place for the HTML of blocks that make one list or table, or of one block."""
        texts = []
        if blocks[0].kind in AS_TYPED:
            return marks.as_typed([piece for block in blocks for piece in self._pieces(block)], side)
        for block in blocks:
            if (side == "was" and block.a is None) or (side == "now" and block.b is None):
                continue
            sides: Side = "was" if side == "both" and block.state == "removed" else side
            texts.append(marks.marked(self._pieces(block), sides))
        if blocks[0].kind == "row":
            return self._place(marks.rows_as_table(texts))
        return self._place("".join(texts))

    def _pieces(self, block: Block) -> Sequence[Piece]:
        if block.pieces or block.a is None:
            return block.pieces
        text = self.a[block.a[0] : block.a[1]]
        return (Piece("same", text, text),)

    def _later(self, head: Block, side: Side) -> Markup:
        """A place for the words of a heading."""
        if side == "both" and head.state == "removed":
            side = "was"
        pieces = self._pieces(head)
        if head.state == "added" and side == "was":
            return Markup()
        if head.state == "removed" and side == "now":
            return Markup()
        quiet = [Piece("same", p.was, p.now) if p.sort == "renumbered" else p for p in pieces]
        return self._place(marks.heading(marks.marked(quiet, side)))

    def _place(self, text: str) -> Markup:
        if not text.strip():
            return Markup()
        self._texts.append(text)
        return Markup(f"\0{len(self._texts) - 1}")  # noqa: S704  a place of our own, filled below

    def _filled(self, part: PartView, rendered: Sequence[Markup]) -> PartView:
        def fill(place: Markup) -> Markup:
            return rendered[int(place[1:])] if place.startswith("\0") else place

        return part._replace(
            title=marks.without_paragraph(fill(part.title)),
            title_was=marks.without_paragraph(fill(part.title_was)),
            cells=[one._replace(html=fill(one.html), html_was=fill(one.html_was)) for one in part.cells],
        )


def _is_quiet(part: PartView) -> bool:
    return part.state == "same" and not part.moved


def _kind(block: Block) -> str:
    return "" if block.move else block.kind


def _label(heading: str) -> str:
    """ "Article 7" of "Article 7. Open data", with a blank that no line ends at."""
    return heading_of(f"# {heading}").label.replace(" ", "\u00a0")


def _link(href: str, words: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(href, words)
