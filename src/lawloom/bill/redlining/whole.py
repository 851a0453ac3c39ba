"""How one text became another: `redline(a, b)`.

1. Both are cut into blocks, and the blocks lie in sections (reading.cutting, reading.sections).
2. Sections are paired, wherever they stand; what their numbers became is known then (pairing, reading.numbering).
3. Equal blocks are paired: those that keep their order stand still, the others moved (matching, comparing.standing).
4. Between blocks that stand still, words are compared (gaps); what is left over is looked for elsewhere (near).
5. All of it is told in the order of the later text (telling).
"""

from __future__ import annotations

from dataclasses import replace

from lawloom.bill.comparing.standing import standing
from lawloom.bill.reading.cutting import cut
from lawloom.bill.reading.numbering import Heading, Renumbering
from lawloom.bill.reading.sections import sections_of
from lawloom.bill.redlining import telling
from lawloom.bill.redlining.change import Block, Part, Redline, State, side
from lawloom.bill.redlining.gaps import Kin, kin
from lawloom.bill.redlining.matching import Matched, Text, matched, near
from lawloom.bill.redlining.pairing import paired


def redline(a: str, b: str) -> Redline:
    """How the text a became the text b: any two strings; `lawloom.bill.apply(a, redline(a, b)) == b`.

    The same two texts give the same redline. Time grows with the sizes of what changed, times each other at worst, in
    steps of many words at once; see lawloom.bill.comparing.common.
    """
    return _Telling(a, b).told()


class _Telling:
    def __init__(self, a: str, b: str) -> None:
        cuts_a, cuts_b = cut(a), cut(b)
        self.a = Text(a, cuts_a, sections_of(a, cuts_a))
        self.b = Text(b, cuts_b, sections_of(b, cuts_b))
        self.pairs = {} if a == b else paired(self.a.sections, self.b.sections)
        if a == b:
            self.pairs = {n: n for n in range(len(self.a.sections))}
        self.partner = {i: j for j, i in self.pairs.items()}
        renumbering = Renumbering.of(self._headings())
        if renumbering.kinds:
            self.a.renumbering, self.b.renumbering = renumbering, renumbering.of_the_later()
        self.match: Matched = matched(self.a, self.b, self.pairs)
        self.kin = {j: self._kin(i, j) for j, i in self.pairs.items()}
        self._take_near()
        self.carried = self._carried()
        self.parts: list[Part] = []
        self.blocks: list[Block] = []

    def _headings(self) -> list[tuple[Heading, Heading]]:
        found = []
        for j, i in sorted(self.pairs.items()):
            was, now = self.a.sections[i].heading, self.b.sections[j].heading
            if was and now:
                found.append((was, now))
        return found

    # --- what belongs together --------------------------------------------------------------------------------------

    def _still(self, i: int, j: int) -> list[tuple[int, int]]:
        """Blocks of a paired section that stand still."""
        inside = self.a.below(i)
        of_b = self.match.of_b
        return [(of_b[y], y) for y in self.b.below(j) if y in of_b and y not in self.match.moved and of_b[y] in inside]

    def _kin(self, i: int, j: int) -> list[Kin]:
        found = []
        at_a, at_b = self.a.below(i).start, self.b.below(j).start
        for x, y in [*self._still(i, j), (self.a.below(i).stop, self.b.below(j).stop)]:
            free_a = [(n, self.a.words(n)) for n in range(at_a, x) if n not in self.match.of_a]
            free_b = [(n, self.b.words(n)) for n in range(at_b, y) if n not in self.match.of_b]
            if free_a and free_b:
                found += kin(free_a, free_b)
            at_a, at_b = x + 1, y + 1
        return found

    def _take_near(self) -> None:
        used_a = {n for these in self.kin.values() for one in these for n in one.a}
        used_b = {n for these in self.kin.values() for one in these for n in one.b}
        free_a = [
            n
            for section in range(len(self.a.sections))
            for n in self.a.below(section)
            if n not in used_a and n not in self.match.of_a
        ]
        free_b = [
            n
            for section in range(len(self.b.sections))
            for n in self.b.below(section)
            if n not in used_b and n not in self.match.of_b
        ]
        for j, i in near(self.a, self.b, free_a, free_b).items():
            self.match.take(i, j)
            self.match.moved.add(j)

    def _carried(self) -> dict[int, int]:
        """Sections of the later text that moved, and the one at the head of each move: a chapter takes its articles."""
        order = sorted(self.pairs)
        still = standing([self.pairs[j] for j in order])
        moved = [j for j, stays in zip(order, still, strict=True) if not stays]
        head: dict[int, int] = {}
        for j in moved:
            before = j - 1
            together = before in head and self.pairs[before] + 1 == self.pairs[j]
            deeper = together and self.b.sections[j].level > self.b.sections[head[before]].level > 0
            head[j] = head[before] if deeper else j
        return head

    # --- telling ----------------------------------------------------------------------------------------------------

    def told(self) -> Redline:
        at_a = 0
        waiting: list[int] = []
        for j in range(len(self.b.sections)):
            i = self.pairs.get(j)
            if i is not None and j not in self.carried:
                self._gone(at_a, i)
                for arrived in waiting:
                    self._arrived(arrived)
                waiting = []
                self._pair(i, j, "")
                at_a = i + 1
            else:
                waiting.append(j)
        self._gone(at_a, len(self.a.sections))
        for arrived in waiting:
            self._arrived(arrived)
        return Redline(side(self.a.text), side(self.b.text), *self._named())

    def _gone(self, first: int, after: int) -> None:
        """Sections of the earlier text that stood here and do not any more."""
        for i in range(first, after):
            one = self.a.sections[i]
            words = one.heading.text if one.heading else ""
            id = one.heading.id if one.heading else ""
            if i in self.partner:
                move = f"s{self.carried[self.partner[i]]}"
                span = self.a.cuts[one.first].start, self.a.cuts[one.after - 1].end
                self.blocks.append(Block("part", "left", span, None, (), len(self.parts), move))
                self.parts.append(Part("left", one.level, id, words, "", None, move))
                continue
            if one.heading:
                self.blocks.append(telling.removed(self.a, one.first, len(self.parts)))
            for n in self.a.below(i):
                self._left_or_removed(n)
            self.parts.append(Part("removed", one.level, id, words, ""))

    def _arrived(self, j: int) -> None:
        """A section of the later text that did not stand here."""
        if j in self.pairs:
            self._pair(self.pairs[j], j, f"s{self.carried[j]}")
            return
        one = self.b.sections[j]
        if one.heading:
            self.blocks.append(telling.added(self.b, one.first, len(self.parts)))
        for n in self.b.below(j):
            self._came_or_added(n)
        words, id = (one.heading.text, one.heading.id) if one.heading else ("", "")
        self.parts.append(Part("added", one.level, id, "", words))

    def _pair(self, i: int, j: int, move: str) -> None:
        was, now = self.a.sections[i], self.b.sections[j]
        first = len(self.blocks)
        if was.heading and now.heading:
            self.blocks.append(telling.heading(self.a, was.first, self.b, now.first, len(self.parts)))
        elif was.heading:
            self.blocks.append(telling.removed(self.a, was.first, len(self.parts)))
        elif now.heading:
            self.blocks.append(telling.added(self.b, now.first, len(self.parts)))
        anchors: list[tuple[int, int, Kin | None]] = [(x, y, None) for x, y in self._still(i, j)]
        anchors += [(one.a[0], one.b[0], one) for one in self.kin[j]]
        at_a, at_b = self.a.below(i).start, self.b.below(j).start
        for x, y, family in sorted(anchors, key=lambda one: one[1]):
            self._between(at_a, x, at_b, y)
            if family is None:
                self.blocks.append(telling.same(self.a, x, self.b, y, len(self.parts)))
                at_a, at_b = x + 1, y + 1
            else:
                self._family(family)
                at_a, at_b = family.a[-1] + 1, family.b[-1] + 1
        self._between(at_a, self.a.below(i).stop, at_b, self.b.below(j).stop)
        self.parts.append(self._part(i, j, move, first))

    def _between(self, at_a: int, x: int, at_b: int, y: int) -> None:
        for n in range(at_a, x):
            self._left_or_removed(n)
        for n in range(at_b, y):
            self._came_or_added(n)

    def _family(self, family: Kin) -> None:
        """Blocks that belong together; one that came from elsewhere may stand between them."""
        told = iter(telling.related(self.a, self.b, family, len(self.parts)))
        for n in range(family.b[0], family.b[-1] + 1):
            if n in family.b:
                self.blocks.append(next(told))
            else:
                self._came_or_added(n)

    def _left_or_removed(self, i: int) -> None:
        part = len(self.parts)
        if i in self.match.of_a:
            cut = self.a.cuts[i]
            move = f"b{self.match.of_a[i]}"
            self.blocks.append(Block(cut.kind, "left", (cut.start, cut.end), None, (), part, move))
        else:
            self.blocks.append(telling.removed(self.a, i, part))

    def _came_or_added(self, j: int) -> None:
        part = len(self.parts)
        if j in self.match.of_b:
            self.blocks.append(telling.same(self.a, self.match.of_b[j], self.b, j, part, f"b{j}"))
        else:
            self.blocks.append(telling.added(self.b, j, part))

    def _part(self, i: int, j: int, move: str, first: int) -> Part:
        was, now = self.a.sections[i].heading, self.b.sections[j].heading
        quiet = all(one.state in ("same", "spacing", "renumbered") and not one.move for one in self.blocks[first:])
        state: State = "same" if quiet else "changed"
        numbers = None
        if was and now and was.number and now.number and was.kind == now.kind and was.number != now.number:
            numbers = was.number, now.number
        return Part(
            state,
            self.b.sections[j].level,
            now.id if now else "",
            was.text if was else "",
            now.text if now else "",
            numbers,
            move,
        )

    def _named(self) -> tuple[tuple[Part, ...], tuple[Block, ...]]:
        """Parts and blocks with the moves numbered in the order of what arrived."""
        arrived: dict[str, str] = {}
        for block in self.blocks:
            moves = [block.move] if block.state != "left" else []
            if self.parts[block.part].state != "left":
                moves.insert(0, self.parts[block.part].move)
            for move in moves:
                if move and move not in arrived:
                    arrived[move] = f"m{len(arrived) + 1}"
        parts = tuple(replace(one, move=arrived[one.move]) if one.move else one for one in self.parts)
        return parts, tuple(replace(one, move=arrived[one.move]) if one.move else one for one in self.blocks)
