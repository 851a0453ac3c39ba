"""What became of the passages that people quoted: each in the versions of the bill, or in an essay. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lawloom.bill.anchoring.chain import Chain, Found, Selector, Span, Status, located, selector
from lawloom.bill.anchoring.text import PlainText, of_articles, of_essay
from lawloom.model.ids import ContributionId
from lawloom.model.subject import Subject

BILL = "bill"


class Quoted(NamedTuple):
    """A quote: of what, by which contribution, on which local day."""

    id: ContributionId
    quote: str
    on: str  # id of an article; empty: not said
    day: str  # YYYY-MM-DD


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand now. page: `bill` or `essays/<id>`, from the folder of the subject; anchor: on it, or empty."""

    page: str
    anchor: str
    article: str  # id, or empty
    selector: Selector


@dataclass(frozen=True, slots=True)
class Passage:
    """What became of one quoted passage.

    since    the version in which it became so: its label and date; both empty for the text as it stands now
    known    whether the words stood in the version of the day on which they were quoted
    version  the version in which they were found first, likewise; None: in no text that is kept
    was, now the passage then and today, as it is read; now is empty where it is gone
    places   today; several where nothing tells which
    entire   whether all of it is still there
    """

    status: Status
    since: tuple[str, str] = ("", "")
    known: bool = True
    version: tuple[str, str] | None = None
    was: str = ""
    now: str = ""
    places: tuple[Place, ...] = ()
    entire: bool = True


def passages(subject: Subject, quotes: Iterable[Quoted]) -> dict[ContributionId, Passage]:
    """What became of each; every text is read once for all of them.

    subject  in the language in which it was opened: translations are other words
    """
    quotes = [one for one in quotes if one.quote.strip()]
    if not quotes:
        return {}
    shelf = _Shelf(subject)
    return {one.id: shelf.passage(one) for one in quotes}


class _Shelf:
    """The texts of a subject: the versions of its bill, the oldest first, and its essays."""

    def __init__(self, subject: Subject) -> None:
        self._labels: list[tuple[str, str]] = []
        self._dates: list[str] = []
        texts: list[PlainText] = []
        if bill := subject.bill:
            for version in sorted(bill.versions, key=lambda one: one.number):
                texts.append(of_articles(version.articles))
                self._labels.append((version.label, version.date))
                self._dates.append(version.date)
            today = of_articles(bill.articles)
            if not texts or texts[-1] != today:  # else it is the last version, and no other
                texts.append(today)
                self._labels.append(("", ""))
                self._dates.append(bill.date)
        self._texts = texts
        self._chain: Chain | None = None
        self._essays = [(f"essays/{one.id}", of_essay(one.text)) for one in subject.essays]

    def passage(self, quoted: Quoted) -> Passage:
        stood = self._stood_on(quoted.day)
        for at in self._in_turn(stood):
            if spans := located(quoted.quote, self._texts[at], quoted.on):
                return self._in_bill(at, spans, known=at == stood)
        found = [(page, text, spans) for page, text in self._essays if (spans := located(quoted.quote, text))]
        if not found:
            return Passage(Status.UNKNOWN, known=False)
        places = [self._place(page, text, span) for page, text, spans in found for span in spans]
        status = Status.SAME if len(places) == 1 else Status.SEVERAL
        said = places[0].selector.exact
        return Passage(status, known=False, version=("", ""), was=said, now=said, places=tuple(places))

    def _stood_on(self, day: str) -> int:
        """Which text stood on that day; -1 where none of those that are kept did."""
        dated = [at for at, date in enumerate(self._dates) if date and date <= day]
        return dated[-1] if dated else -1

    def _in_turn(self, stood: int) -> Sequence[int]:
        """The text of that day; then later ones, for drafts are read before they are published; then older ones."""
        many = len(self._texts)
        return [*range(max(stood, 0), many), *range(stood - 1, -1, -1)]

    def _in_bill(self, at: int, spans: tuple[Span, ...], *, known: bool) -> Passage:
        text, today = self._texts[at], self._texts[-1]
        was = text.whole[spans[0].start : spans[0].end]
        if len(spans) > 1:
            if at + 1 < len(self._texts):
                return Passage(Status.SEVERAL, self._labels[at], known, self._labels[at], was)
            places = tuple(self._place(BILL, today, one) for one in spans)
            return Passage(Status.SEVERAL, self._labels[at], known, self._labels[at], was, "", places)
        if self._chain is None:
            self._chain = Chain(self._texts)
        trail = list(self._chain.followed(spans[0], at))
        last = trail[-1]
        since = self._labels[at + _first_of(trail)]
        places = tuple(self._place(BILL, today, one) for one in last.spans)
        if last.status is Status.CHANGED:  # of the sentences around the words: what became of those is shown
            was = text.whole[text.sentences[spans[0].first].start : text.sentences[spans[0].last].end]
        now = "" if last.status in (Status.GONE, Status.SEVERAL) else places[0].selector.exact
        return Passage(last.status, since, known, self._labels[at], was, now, places, last.whole)

    def _place(self, page: str, text: PlainText, span: Span) -> Place:
        article = text.sentences[span.first].place
        return Place(page, text.address(span.first), article, selector(span, text))


def _first_of(trail: Sequence[Found]) -> int:
    """Since which text it is what it is in the last."""
    at = len(trail) - 1
    while at and trail[at - 1].status is trail[-1].status:
        at -= 1
    return at
