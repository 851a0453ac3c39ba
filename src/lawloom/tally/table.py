"""The lines that `lawloom tally` prints for one subject: plain text, columns in line."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from lawloom.messages import number, sentence, word
from lawloom.model.contribution import Side
from lawloom.model.ids import ContributionId
from lawloom.model.tally import Figures, SubjectTally
from lawloom.model.vote import STANCES, Stance
from lawloom.tally.divided import division
from lawloom.tally.supported import votes_of

TitlesOf = Callable[[Collection[ContributionId]], Mapping[ContributionId, str]]
Row = Sequence[str]

SHOWN = 5  # of each order
TITLE = 60  # letters of a title
NEVER_ASKED = "–"


def lines(tally: SubjectTally, language: str, titles: TitlesOf) -> Iterator[str]:
    """A subject's tables: kinds, channels, then the first of each order; an empty line ends it.

    titles  gives the titles of some ids; one that is absent shows its id alone
    """

    def say(key: str) -> str:
        return word(f"tally-{key}", language)

    def labelled(label: str, text: str) -> str:
        return word("labelled", language, label=label, text=text)

    def figure(value: int | None) -> str:
        return say("unknown") if value is None else number(value, language)

    stances = _known_stances(tally)
    names = [say(stance.value) for stance in stances]

    def figures(of: Figures, asked: Collection[Stance]) -> list[str]:
        """In the columns of the stances; what was never asked is no figure at all, not an unknown one."""
        return [figure(n) if (n := of.of(one)) is not None or one in asked else NEVER_ASKED for one in stances]

    yield tally.subject
    yield f"  {say('counted')} {tally.as_of or say('unknown')}"
    yield f"  {say('lines')} {number(tally.lines, language)}; {tally.head}"
    yield f"  {say('people')} {figure(tally.people)}"
    yield ""
    yield from _table(
        [say("kind"), say("items"), *names],
        [[kind.value, figure(one.items), *figures(one.total, STANCES[kind])] for kind, one in tally.kinds.items()],
    )
    for kind, one in tally.kinds.items():
        if one.sides:
            shares = ", ".join(f"{say(side.value)} {figure(one.sides.get(side, 0))}" for side in Side)
            yield f"  {labelled(kind.value, shares)}"
    if tally.bill is not None:
        signed = f"{figure(tally.bill.total.of(Stance.SIGNATURE))} {say('signature')}"
        yield f"  {labelled(say('bill'), signed)}"
    yield ""
    yield from _table(
        [say("channel"), say("items"), say("people"), say("received"), *names],
        [
            [name or say("unknown"), figure(one.items), figure(one.people), say(what), *figures(part, ())]
            for name, one in tally.channels.items()
            for what, part in (("rows", one.rows), ("counts", one.counts))
            if part.by_stance or what == "rows"
        ],
    )
    yield from _orders(tally, language, titles)
    for note in tally.notes:
        yield f"  {labelled(word('warning', language), sentence(note, language))}"
    yield ""


def _orders(tally: SubjectTally, language: str, titles: TitlesOf) -> Iterator[str]:
    items = tally.items
    of = {
        "supported": [one for one in tally.supported[:SHOWN] if votes_of(items[one].total)],
        "discussed": [one for one in tally.discussed[:SHOWN] if items[one].discussion],
        "divided": [one for one in tally.divided[:SHOWN] if _division(items[one].total)],
    }
    title_of = titles({one for ids in of.values() for one in ids})
    for name, ids in of.items():
        if not ids:
            continue
        yield ""
        yield f"  {word(f'tally-most-{name}', language)}"
        for one in ids:
            if name == "discussed":
                what = f"{number(items[one].discussion, language)} {word('tally-answers', language)}"
            else:
                known = items[one].total.by_stance.items()
                what = ", ".join(f"{word(f'tally-{s.value}', language)} {number(n, language)}" for s, n in known)
            yield f"    {one}  {_short(title_of.get(one, ''))}  ({what})".replace("    (", "  (")


def _division(total: Figures) -> int:
    return division(total.of(Stance.FOR) or 0, total.of(Stance.AGAINST) or 0)


def _known_stances(tally: SubjectTally) -> list[Stance]:
    totals = [kind.total for kind in tally.kinds.values()]
    return [stance for stance in Stance if any(total.of(stance) is not None for total in totals)]


def _table(head: Row, rows: Sequence[Row]) -> Iterator[str]:
    """Columns in line: words to the left, figures to the right."""
    widths = [max(_width(row[at]) for row in (head, *rows)) for at in range(len(head))]
    for row in (head, *rows):
        cells = []
        for at, (cell, width) in enumerate(zip(row, widths, strict=True)):
            gap = " " * (width - _width(cell))
            is_word = at == 0 or not any(
                letter.isdigit() or one[at] == NEVER_ASKED for one in rows for letter in one[at]
            )
            cells.append(cell + gap if is_word else gap + cell)
        yield "  " + "  ".join(cells).rstrip()


def _short(title: str) -> str:
    """A title on one line of a terminal: no controls, no marks that turn the line around."""
    seen = "".join(
        letter for letter in " ".join(title.split()) if unicodedata.category(letter) not in {"Cc", "Cf", "Cs"}
    )
    return seen if len(seen) <= TITLE else seen[: TITLE - 1].rstrip() + "…"


def _width(text: str) -> int:
    """Cells of a terminal that the text takes."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )
