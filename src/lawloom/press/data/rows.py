"""One row an item: what contributions.csv and contributions.json say of it, and the key that tells if it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from json.encoder import encode_basestring
from operator import itemgetter
from typing import TYPE_CHECKING

from lawloom.model.contribution import Contribution, Text
from lawloom.model.ids import ContributionId
from lawloom.model.tally import ItemTally
from lawloom.model.vote import Stance
from lawloom.pages.columns import COLUMNS
from lawloom.press.data import records
from lawloom.press.data.cells import guard
from lawloom.version import engine_fingerprint

if TYPE_CHECKING:
    from lawloom.model.subject import Subject
    from lawloom.press.desk.edition import SubjectEdition

NAMES = tuple(column.name for column in COLUMNS)
FORM = "\0".join(NAMES)
CSV_HEAD = (",".join(NAMES) + "\r\n").encode()
_OBJECT = "{" + ",".join(f'"{name}":%s' for name in sorted(NAMES)) + "}"
_sorted = itemgetter(*sorted(range(len(NAMES)), key=NAMES.__getitem__))
_YES = tuple(index for index, column in enumerate(COLUMNS) if column.type == "yes")
_FIGURES = tuple(Stance(name) for name in ("for", "mixed", "against", "pass", "support", "signature"))
_NOTHING = Text()
_LONGEST_KNOWN = 24  # characters of a cell worth remembering: kinds, channels, numbers
_TYPED = slice(NAMES.index("title"), NAMES.index("quote") + 1)  # what people typed: nearly never the same twice

FIRST_FIGURE = NAMES.index("for")  # from this column on no cell is a person's own words

Row = tuple[str | int | bool | None, ...]  # in the order of COLUMNS; None: unknown, or does not apply


class Table:
    """The rows of one subject: the author's elements first, then contributions in the order of their arrival."""

    def __init__(self, edition: SubjectEdition) -> None:
        self._contributions = edition.contributions
        self._written = _element_texts(edition.subject)
        self.items: list[ItemTally] = list(edition.tally.items.values())
        self._last: tuple[range, list[Row]] = range(0), []

    def __len__(self) -> int:
        return len(self.items)

    def sent(self, item: ItemTally) -> Contribution | None:
        return self._contributions.get(item.id)

    def needs(self, positions: Sequence[int]) -> list[ContributionId]:
        """Whose texts the rows at these positions show."""
        found = []
        for at in positions:
            one = self._contributions.get(self.items[at].id)
            if one is not None and not one.hidden and not one.erased:
                found.append(one.id)
        return found

    def rows(self, some: range, text_of: Callable[[ContributionId], Text | None]) -> list[Row]:
        """Rows at these positions; a text that is hidden or erased is not even asked for.

        The last ones are kept: the second file asks for the same.
        """
        if self._last[0] != some:
            self._last = some, [self._row(item, text_of) for item in self.items[some.start : some.stop]]
        return self._last[1]

    def _row(self, item: ItemTally, text_of: Callable[[ContributionId], Text | None]) -> Row:
        one = self._contributions.get(item.id)
        if one is None:
            return row_of(item, None, self._written.get(item.id, _NOTHING))
        return row_of(item, one, _NOTHING if one.hidden or one.erased else text_of(item.id) or _NOTHING)


def states(edition: SubjectEdition) -> list[str]:
    """Of each row all that it, its page and its line of tally.json say, texts by their revision."""
    of, written = edition.contributions.get, _element_texts(edition.subject).get
    return [records.line(item, of(item.id), written(item.id, _NOTHING)) for item in edition.tally.items.values()]


def kept_name() -> str:
    """Under which what is remembered of rows is kept: it changes with the engine and with the columns."""
    return f"{engine_fingerprint()}\0{FORM}"


class _Known(dict[str | int | None, str]):
    """The written form of each value; of short ones remembered, for few kinds, channels and numbers fill most cells."""

    def __init__(self, nothing: str, written: Callable[[str], str]) -> None:
        super().__init__({None: nothing})
        self._written = written

    def __missing__(self, value: str | int) -> str:
        cell = self._written(value) if isinstance(value, str) else str(int(value))
        if len(cell) <= _LONGEST_KNOWN:
            self[value] = cell
        return cell


def csv_lines(rows: Iterable[Row], first: int = 0) -> Iterator[str]:
    """For a spreadsheet: cells of text are guarded, unknown figures are empty.

    first  the column to begin with, for the ends of lines
    """
    known = _Known("", _guarded).__getitem__
    for row in rows:
        cells = _cells(row, known, _guarded, "")
        for at in _YES:
            cells[at] = "yes" if row[at] else ""
        yield ",".join(cells[first:] if first else cells) + "\r\n"


def json_lines(rows: Iterable[Row]) -> Iterator[str]:
    """A canonical JSON object each; unknown is null, nothing is guarded."""
    known = _Known("null", encode_basestring).__getitem__
    for row in rows:
        cells = _cells(row, known, encode_basestring, "null")
        for at in _YES:
            cells[at] = "true" if row[at] else "false"
        yield _OBJECT % _sorted(cells)


def _cells(
    row: Row, known: Callable[[str | int | bool | None], str], written: Callable[[str], str], nothing: str
) -> list[str]:
    """The written form of each value; what people typed is not looked for among what is known."""
    cells = list(map(known, row[: _TYPED.start]))
    cells += [written(text) if isinstance(text, str) else nothing for text in row[_TYPED]]
    cells += map(known, row[_TYPED.stop :])
    return cells


def row_of(item: ItemTally, sent: Contribution | None, text: Text = _NOTHING) -> Row:
    """The row of an item whose text this is."""
    total = item.total.by_stance
    # People may have typed these two: they go with the text that is hidden or erased.
    area, category = (sent.area, sent.category) if sent and not (sent.hidden or sent.erased) else (None, "")
    return (
        item.id,
        item.kind.value,
        item.side.value if item.side else None,
        item.on,
        item.phase or None,
        sent.sent_at if sent else None,
        sent.edited_at if sent else None,
        sent.channel if sent else None,
        sent.actor.value if sent and sent.actor else None,
        area,
        category or None,
        text.title or None,
        text.body or None,
        text.name or None,
        text.link or None,
        text.quote or None,
        *[total.get(stance) for stance in _FIGURES],
        item.people,
        item.arguments_for,
        item.arguments_against,
        item.sources,
        item.comments,
        item.late,
        item.outside,
        item.origin,
        sent.state if sent else None,
        item.set_aside or None,
        (sent.hidden or None) if sent else None,
        sent.erased if sent else False,
        item.merged_into,
    )


def _guarded(text: str) -> str:
    return _quoted(guard(text))


def _quoted(cell: str) -> str:
    """The cell as CSV writes it (RFC 4180)."""
    if '"' in cell:
        return '"' + cell.replace('"', '""') + '"'
    return f'"{cell}"' if "," in cell or "\n" in cell or "\r" in cell else cell


def _element_texts(subject: Subject) -> dict[ContributionId, Text]:
    """What the author wrote: causes, solutions, articles."""
    texts = {element.id: Text(title=element.title, body=element.text) for element in subject.elements}
    for article in subject.bill.articles if subject.bill else ():
        texts[article.id] = Text(title=article.title or article.heading, body=article.text)
    return texts
