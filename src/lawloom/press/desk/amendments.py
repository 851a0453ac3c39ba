"""The amendments of a subject, looked over once a printing: what each replaces, whether it fits, who its rivals are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from heapq import nsmallest
from itertools import islice

from lawloom.bill.drafting import foreword
from lawloom.bill.drafting.amending import Range, Seen, Standing, rivals, seen
from lawloom.bill.drafting.replacing import NOWHERE, replacement
from lawloom.model import change
from lawloom.model.article import Article
from lawloom.model.change import Change
from lawloom.model.contribution import Contribution, Kind, Text
from lawloom.model.ids import ArticleId, ContributionId
from lawloom.press.desk.desk import Desk
from lawloom.press.html.words import zone

_LEFT = frozenset({"withdrawn", "vanished", "transferred"})
MOST_COMPARED = 6_000  # letters that differ, on both sides: more is not looked at word by word, which takes long
MOST_NAMED = 100  # rivals on one page; the list of all has them too
LONGEST_QUOTE = 20_000  # letters of words to be replaced that are looked for


@dataclass(frozen=True, slots=True)
class Touched:
    """One article of one amendment. before, after: None where it is new, struck out, or not to be had.

    changed  the version in which the words that it would replace were changed: its label, date and author
    quote    words to be replaced that stand in no version, or in several places, with those for them; else empty
    """

    article: ArticleId
    before: str | None
    after: str | None
    seen: Seen
    changed: tuple[str, str, str] | None = None
    quote: tuple[str, str] = ("", "")
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Amended:
    """One amendment. same: others on the same words, and how many more; elsewhere: others in the same articles."""

    touched: tuple[Touched, ...]
    same: tuple[ContributionId, ...] = ()
    elsewhere: tuple[ContributionId, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Overview:
    """amendments: by id, in the order of the record; pairs: by article, those that are about the same words."""

    amendments: Mapping[ContributionId, Amended] = field(default_factory=dict)
    pairs: Mapping[ArticleId, Mapping[ContributionId, frozenset[ContributionId]]] = field(default_factory=dict)

    def on(self, article: ArticleId) -> list[ContributionId]:
        return [id for id, one in self.amendments.items() if any(part.article == article for part in one.touched)]


def of(desk: Desk) -> Overview:
    """All of them; put together once a printing."""
    return desk.once(_overview)


def printed(desk: Desk) -> Iterator[tuple[ContributionId, str]]:
    """What the pages of amendments show of the text and of each other, for their fingerprints."""
    for id, one in of(desk).amendments.items():
        others = [(other, _shown_of(desk, other)) for other in (*one.same, *one.elsewhere)]
        yield id, repr((one, others))


def _shown_of(desk: Desk, id: ContributionId) -> str:
    one = desk.contributions[id]
    item = desk.items.get(id)
    votes = (item.total, item.people) if item else None
    return repr((one.rev, one.hidden, one.erased, one.state, one.reason, desk.decisions.get(id), votes))


def _overview(desk: Desk) -> Overview:
    sent = [one for one in desk.contributions.values() if one.kind is Kind.AMENDMENT]
    if not sent or desk.original.bill is None:
        return Overview()
    desk.texts.fetch([one.id for one in sent])
    shelf = _Shelf(desk)
    found = {one.id: tuple(_touched(desk, shelf, one)) for one in sent}
    ranges: dict[ArticleId, dict[ContributionId, Sequence[Range]]] = {}
    standing = {one.id for one in sent if one.state not in _LEFT and not (one.merged_into or one.hidden or one.erased)}
    for id, parts in found.items():
        for part in parts:
            if id in standing:
                ranges.setdefault(part.article, {})[id] = part.seen.ranges
    pairs = {article: rivals(of_article) for article, of_article in ranges.items()}
    place = {id: at for at, id in enumerate(found)}
    amendments = {}
    for id, parts in found.items():
        same = {other for part in parts for other in pairs.get(part.article, {}).get(id, ())}
        there: dict[ContributionId, None] = {}
        for part in parts:
            others = (other for other in ranges.get(part.article, ()) if other != id and other not in same)
            there |= dict.fromkeys(islice(others, MOST_NAMED))
        first = nsmallest(MOST_NAMED, same, key=place.__getitem__)
        beside = nsmallest(MOST_NAMED, there, key=place.__getitem__)
        amendments[id] = Amended(parts, tuple(first), tuple(beside), len(same) - len(first))
    return Overview(amendments, pairs)


class _Shelf:
    """The articles of the versions of the bill, the oldest first, and as they stand."""

    def __init__(self, desk: Desk) -> None:
        bill = desk.original.bill
        assert bill is not None  # noqa: S101  asked before
        self.bill = bill
        self.today = {one.id: whole(one) for one in bill.articles}
        versions = sorted(bill.versions, key=lambda one: one.number)
        self.versions = [
            ((one.label, one.date, one.author), {article.id: whole(article) for article in one.articles})
            for one in versions
        ]
        self.versions.append(((bill.version, bill.date, bill.author), self.today))

    def before(self, article: ArticleId, quote: str, instead: str, day: str) -> tuple[str, str] | int:
        """The article in which these words stood on that day, and what it would be; later versions, then older ones.

        Where none has them once: in how many places they stand in the first that has them, 0 in none.
        """
        dated = [at for at, ((_, date, _), _) in enumerate(self.versions) if date and date <= day]
        stood = dated[-1] if dated else 0
        times = 0
        for at in (*range(stood, len(self.versions)), *range(stood - 1, -1, -1)):
            text = self.versions[at][1].get(article)
            found = replacement(text, quote[:LONGEST_QUOTE], instead) if text is not None else NOWHERE
            if text is not None and found.text is not None:
                return text, found.text
            times = times or found.times
        return times

    def changed(self, part: Change, day: str) -> tuple[str, str, str] | None:
        """The first version after that day in which the words to be replaced are no longer what they were."""
        for named, articles in self.versions:
            if named[1] and named[1] < day:
                continue
            if seen(part.before, part.after, articles.get(part.article)).standing in (Standing.CONFLICT, Standing.GONE):
                return named
        return None

    def now(self, part: Change) -> str | None:
        """The same article as it stands; of no article: what stands before the first."""
        if part.article or part.before is None:
            return self.today.get(part.article)
        return foreword.of(part.before, self.bill)


def whole(one: Article) -> str:
    """An article as amendments hold it: its heading, an empty line, its Markdown."""
    return f"{one.heading}. {one.title}".rstrip(". ") + f"\n\n{one.text}"


def _touched(desk: Desk, shelf: _Shelf, one: Contribution) -> Iterator[Touched]:
    text = desk.text(one.id)
    day = datetime.fromisoformat(one.sent_at).astimezone(zone(desk.settings.timezone)).date().isoformat()
    if not text.changes and text.quote and one.on is not None:
        yield _of_words(shelf, one.on, text, day)
    for part in change.read(text.changes):
        yield _of_article(shelf, part, day)


def _of_words(shelf: _Shelf, article: ArticleId, text: Text, day: str) -> Touched:
    found = shelf.before(article, text.quote, text.instead, day)
    if isinstance(found, int):
        standing = Standing.SEVERAL if found else Standing.UNKNOWN
        return Touched(article, None, None, Seen(standing), quote=(text.quote, text.instead))
    return _of_article(shelf, Change(article, *found), day)


def _of_article(shelf: _Shelf, part: Change, day: str) -> Touched:
    today = shelf.now(part)
    if _differ_in_too_much(part.before, part.after) or _differ_in_too_much(part.before, today):
        return Touched(part.article, None, None, Seen(Standing.UNKNOWN), left_out=True)
    found = seen(part.before, part.after, today)
    changed = None
    if part.article and found.standing in (Standing.CONFLICT, Standing.GONE):
        changed = shelf.changed(part, day)
    return Touched(part.article, part.before, part.after, found, changed, left_out=part.left_out)


def _differ_in_too_much(a: str | None, b: str | None) -> bool:
    """Whether what is left of two texts, without what they begin and end with, is too long to be compared."""
    if not a or not b:
        return False
    head = _alike(a, b)
    left, right = a[head:], b[head:]
    tail = _alike(left[::-1], right[::-1])
    return len(left) - tail > MOST_COMPARED and len(right) - tail > MOST_COMPARED


def _alike(a: str, b: str) -> int:
    """With how many letters both begin."""
    return next((at for at, (one, other) in enumerate(zip(a, b, strict=False)) if one != other), min(len(a), len(b)))
