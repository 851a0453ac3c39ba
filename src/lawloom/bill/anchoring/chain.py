"""A passage that somebody quoted: where it stands in a text, and what became of it in each later one. Pure.

The selectors are those of the W3C Web Annotation Data Model: the exact words with what stands before and after them,
and their position in letters. A passage is followed sentence by sentence (lawloom.bill.anchoring.ties), so it stands on
the sentence it was about or on none.

source  https://www.w3.org/TR/annotation-model/#text-quote-selector
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from lawloom.bill.anchoring.text import MARK, PlainText, Sentence, unlabelled, word_spans, words
from lawloom.bill.anchoring.ties import Ties, repeated_in, ties

AROUND = 32  # letters before and after the words, as annotation tools keep them
LONGEST_QUOTE = 20_000  # letters; of a longer one the beginning is looked for
MOST_PLACES = 20  # told of words that stand in several


class Status(StrEnum):
    SAME = "same"
    MOVED = "moved"  # the same words stand elsewhere
    CHANGED = "changed"
    GONE = "gone"
    SEVERAL = "several"  # it is one of several places, and nothing tells which
    UNKNOWN = "unknown"  # the words stand in no text that is kept


@dataclass(frozen=True, slots=True)
class Span:
    """Words within a text: from the sentence `first` to `last`, and which letters of the whole."""

    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Selector:
    """TextQuoteSelector and TextPositionSelector of a span."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """What became of a passage in one text.

    spans  where it stands; of SEVERAL all the places, of GONE and UNKNOWN none
    whole  whether all the sentences it was about are there; else some are gone
    """

    status: Status
    spans: tuple[Span, ...] = ()
    whole: bool = True


def located(quote: str, text: PlainText, place: str = "", block: int | None = None) -> tuple[Span, ...]:
    """Where the quoted words stand: nowhere, in one place, or in several between which nothing decides.

    place, block  where whoever quoted them said that they stand; asked only where they stand in several places
    """
    found = _all_of(words(quote[:LONGEST_QUOTE]), text)
    if not found:
        bare = "\n".join(unlabelled(row.strip()) for row in quote[:LONGEST_QUOTE].split("\n"))
        found = _all_of(words(bare), text)
    if len(found) > 1 and place:
        found = [one for one in found if text.sentences[one.first].place == place] or found
    if len(found) > 1 and place and block is not None:
        found = [one for one in found if text.sentences[one.first].block == block] or found
    return tuple(found[:MOST_PLACES])


def selector(span: Span, text: PlainText) -> Selector:
    """A span as annotation tools know it."""
    whole = text.whole
    before, after = whole[max(0, span.start - AROUND) : span.start], whole[span.end : span.end + AROUND]
    return Selector(whole[span.start : span.end], before, after, span.start, span.end)


class Chain:
    """Texts one after the other, each tied to the next once for all passages that are followed."""

    def __init__(self, texts: Sequence[PlainText]) -> None:
        """texts: the versions, the oldest first."""
        self.texts = tuple(texts)
        repeated = repeated_in(texts)
        self.ties = [ties(a, b, repeated) for a, b in pairwise(self.texts)]
        self._moved: dict[tuple[int, str], set[int]] = {}  # by text and place: sentences out of their order

    def followed(self, span: Span, begin: int = 0) -> Iterator[Found]:
        """What became of a passage in each text from the one at `begin`, where it stands as the span says."""
        yield Found(Status.SAME, (span,))
        sentences = tuple(range(span.first, span.last + 1))
        said = words(self.texts[begin].whole[span.start : span.end])
        entire = len(said) == sum(len(self.texts[begin].sentences[one].words) for one in sentences)
        trail: _Trail | None = _Trail(sentences, entire)
        found = Found(Status.SAME, (span,))
        for at in range(begin, len(self.texts) - 1):
            if trail is None:
                yield replace(found, spans=() if found.status is Status.GONE else self._doubted(found, at))
                continue
            trail, found = self._step(trail, at, said)
            yield found

    def _doubted(self, found: Found, at: int) -> tuple[Span, ...]:
        """Places between which nothing decided, carried on as far as they are known."""
        spans = []
        for span in found.spans:
            tie = self.ties[at].of[span.first] if span.first < len(self.ties[at].of) else None
            if tie is not None:
                spans += [_sentence(self.texts[at + 1], to) for to in tie.to[:1]]
        return tuple(spans)

    def _step(self, trail: _Trail, at: int, said: tuple[str, ...]) -> tuple[_Trail | None, Found]:
        tied, text = self.ties[at], self.texts[at + 1]
        there = [tied.of[one] for one in trail.sentences]
        sure = [one for one in there if one is not None and not one.doubt]
        doubts = [one for one in there if one is not None and one.doubt]
        if not sure and doubts:
            options = sorted({to for one in doubts for to in one.to})[:MOST_PLACES]
            return None, Found(Status.SEVERAL, tuple(_sentence(text, to) for to in options))
        if not sure:
            return None, Found(Status.GONE)
        sentences = _one_run(sorted({to for one in sure for to in one.to}))
        whole = trail.whole and len(sure) == len(there)
        span = _within(said, text, sentences)
        is_moved = trail.moved or self._is_moved(tied, trail.sentences, at)
        if span is not None and whole and (not trail.entire or all(one.exact for one in sure)):
            status = Status.MOVED if is_moved else Status.SAME
        else:
            status = Status.CHANGED
            sentences = _about(said, text, sentences) if len(said) < 400 else sentences
            span = Span(
                sentences[0], sentences[-1], text.sentences[sentences[0]].start, text.sentences[sentences[-1]].end
            )
        kept = tuple(range(span.first, span.last + 1))
        entire = (
            trail.entire and status is not Status.CHANGED
        )  # once changed, the old words are looked for as they were
        return _Trail(kept, entire, is_moved, whole), Found(status, (span,), whole)

    def _is_moved(self, tied: Ties, sentences: Sequence[int], at: int) -> bool:
        """Whether it stands in another place, or behind what stood behind it in its own."""
        old, new = self.texts[at].sentences, self.texts[at + 1].sentences
        first = next(one for one in sentences if (tie := tied.of[one]) is not None and not tie.doubt)
        tie = tied.of[first]
        assert tie is not None  # noqa: S101  looked for just now
        if tied.places.get(old[first].place) != new[tie.to[0]].place:
            return True
        key = at, old[first].place
        if key not in self._moved:
            self._moved[key] = _out_of_order(self._place_of(at, first), tied)
        return first in self._moved[key]

    def _place_of(self, at: int, one: int) -> range:
        sentences = self.texts[at].sentences
        first = last = one
        while first and sentences[first - 1].place == sentences[one].place:
            first -= 1
        while last + 1 < len(sentences) and sentences[last + 1].place == sentences[one].place:
            last += 1
        return range(first, last + 1)


@dataclass(frozen=True, slots=True)
class _Trail:
    sentences: tuple[int, ...]
    entire: bool  # whether whole sentences were quoted: then a word more in one of them is a change
    moved: bool = False
    whole: bool = True


def _all_of(wanted: tuple[str, ...], text: PlainText) -> list[Span]:
    """Every place where these words stand one after the other, across sentences and paragraphs too."""
    if not wanted:
        return []
    said = f"{MARK}{MARK.join(wanted)}{MARK}"
    found: list[Span] = []
    at = text.row.find(said)
    while at >= 0 and len(found) <= MOST_PLACES:
        first, last = (bisect_right(text.starts, letter) - 1 for letter in (at + 1, at + len(said) - 2))
        found.append(_span(text, first, last, wanted))
        at = text.row.find(said, at + 1)
    return found


def _span(text: PlainText, first: int, last: int, wanted: tuple[str, ...]) -> Span:
    """Which letters of those sentences the words are."""
    head, tail = text.sentences[first], text.sentences[last]
    start = head.start + _letter_of(head, wanted, is_end=False)
    end = tail.start + _letter_of(tail, wanted, is_end=True)
    return Span(first, last, start, max(start, end))


def _letter_of(one: Sentence, wanted: tuple[str, ...], *, is_end: bool) -> int:
    """The letter of a sentence at which the words begin, or after which they end."""
    spans = word_spans(one.text)
    if len(spans) != len(one.words):
        return len(one.text) if is_end else 0
    at = _overlap(one.words, wanted, is_end=is_end)
    if is_end:
        end = spans[at - 1][1]
        return len(one.text) if at == len(spans) else end
    return spans[at][0]


def _overlap(there: tuple[str, ...], wanted: tuple[str, ...], *, is_end: bool) -> int:
    """At which word of a sentence the wanted ones begin, or after which they end."""
    many = len(wanted)
    for at in range(len(there)):
        part = there[at : at + many]
        if part == wanted:
            return at + many if is_end else at
    if is_end:  # they began in an earlier sentence: the end of them is the beginning of this one
        for size in range(min(many, len(there)), 0, -1):
            if wanted[-size:] == there[:size]:
                return size
        return len(there)
    for at in range(len(there)):
        if there[at:] == wanted[: len(there) - at]:
            return at
    return 0


def _within(said: tuple[str, ...], text: PlainText, sentences: Sequence[int]) -> Span | None:
    """The very words within these sentences; None where they are not what they were."""
    wanted = f"{MARK}{MARK.join(said)}{MARK}"
    begin = text.starts[sentences[0]] - 1
    after = sentences[-1] + 1
    end = text.starts[after] if after < len(text.starts) else len(text.row)
    at = text.row.find(wanted, begin, end)
    if at < 0:
        return None
    first, last = (bisect_right(text.starts, letter) - 1 for letter in (at + 1, at + len(wanted) - 2))
    return _span(text, first, last, said)


def _about(said: tuple[str, ...], text: PlainText, sentences: Sequence[int]) -> list[int]:
    """Of the parts of a split sentence the ones in which the words of the passage stand."""
    if len(sentences) < 2:
        return list(sentences)
    wanted = set(said)
    many = {one: len(wanted & set(text.sentences[one].words)) for one in sentences}
    best = max(many.values())
    return _one_run([one for one in sentences if many[one] * 2 > best] or list(sentences))


def _one_run(found: list[int]) -> list[int]:
    """The longest row of sentences that follow one another; the first of equals."""
    runs: list[list[int]] = [[found[0]]]
    for one in found[1:]:
        if one - runs[-1][-1] == 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return max(runs, key=len)


def _sentence(text: PlainText, at: int) -> Span:
    one = text.sentences[at]
    return Span(at, at, one.start, one.end)


def _out_of_order(place: range, tied: Ties) -> set[int]:
    """Sentences of a place that are not in the longest row of those that kept their order."""
    kept = [(one, tie.to[0]) for one in place if (tie := tied.of[one]) is not None and not tie.doubt]
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, (_, to) in enumerate(kept):
        depth = bisect_left(tails, to)
        tails[depth : depth + 1] = [to]
        ends[depth : depth + 1] = [at]
        before.append(ends[depth - 1] if depth else -1)
    in_order = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        in_order.add(kept[at][0])
        at = before[at]
    return {one for one, _ in kept} - in_order
