"""Contributions of one invented subject as rows of our own table (docs/importing.md), one at a time.

Only draws of Random.random() are used: Python promises its sequence for a seed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from lawloom.model.phase import PhaseKind
from lawloom.scaffold.invented import words
from lawloom.scaffold.invented.grammar import Draw, Grammar, pick
from lawloom.scaffold.invented.timetable import AS_OF, Stretch, instant_of, moment_in, seconds
from lawloom.scaffold.invented.topics import Topic

Row = dict[str, str]
COLUMNS: tuple[str, ...] = (
    "id",
    "kind",
    "on",
    "side",
    "category",
    "created_at",
    "withdrawn_at",
    "author",
    "actor",
    "area",
    "channel",
)
COLUMNS += ("name", "name_public", "title", "body", "link", "quote")

LONG_THREAD = 140  # arguments on the first solution of a subject that is large enough
MOST_DECIDED = 60
QUOTED = "as far as possible"  # stands in every article, so that somebody can quote it
_LONG_TITLE, _NO_TITLE, _NAMED, _LATE, _WITHDRAWN, _HIDDEN = 0.006, 0.08, 0.6, 0.006, 0.004, 0.004
_DAY = 86_400
# What share of a subject's contributions comes in each phase, and of which kinds; a thread is what answers others.
_SHARE = {
    PhaseKind.PRESENT: 3,
    PhaseKind.CAUSES: 22,
    PhaseKind.SOLUTIONS: 45,
    PhaseKind.DOCUMENT: 3,
    PhaseKind.SYNTHESIS: 1,
    PhaseKind.DEBATE: 4,
    PhaseKind.DRAFT: 20,
    PhaseKind.FOLLOW: 2,
}
_THREAD = "thread"
_KINDS: dict[PhaseKind, tuple[tuple[str, float], ...]] = {
    PhaseKind.PRESENT: ((_THREAD, 1),),
    PhaseKind.CAUSES: (("cause", 0.27), ("event", 0.01), ("petition", 0.01), (_THREAD, 1)),
    PhaseKind.SOLUTIONS: (
        *(("solution", 0.2), ("proposal", 0.02), ("statement", 0.02), ("petition", 0.01), ("event", 0.01)),
        (_THREAD, 1),
    ),
    PhaseKind.DOCUMENT: (("source", 1),),
    PhaseKind.SYNTHESIS: (("correction", 1),),
    PhaseKind.DEBATE: (("question", 0.35), (_THREAD, 1)),
    PhaseKind.DRAFT: (("amendment", 0.25), (_THREAD, 1)),
    PhaseKind.FOLLOW: (("comment", 0.8), ("event", 0.1), ("petition", 1)),
}
_SAID = (("argument", 0.72), ("source", 0.08), ("comment", 1))
# What is sent where there is nothing yet that could be answered.
_ALONE = {PhaseKind.DEBATE: "question", PhaseKind.DRAFT: "comment"}
_ANSWERED = frozenset({"cause", "solution", "proposal", "statement", "question", "amendment"})
_TITLED = frozenset({"cause", "solution", "proposal", "amendment", "source", "question", "petition", "event"})
_TAKEN_BACK = frozenset({"cause", "solution", "proposal", "amendment"})


class Votable(NamedTuple):
    """Something that can be answered and voted on, from one moment (in seconds) to another."""

    on: str
    kind: str
    opens: int
    closes: int
    people: int = -1  # how many vote; -1: as it comes


@dataclass(slots=True)
class Subject:
    """What one subject gets, and what is known of it once its rows were drawn."""

    topic: Topic
    phases: tuple[Stretch, ...]
    contributions: int
    people: int  # who may vote
    causes: Sequence[str] = ()  # ids of the author's own
    solutions: Sequence[str] = ()
    articles: Sequence[str] = ()
    most_votes: int = 0  # on one contribution; 0: as it comes
    votable: list[Votable] = field(default_factory=list)
    hidden: list[tuple[str, int]] = field(default_factory=list)  # comments that a moderator takes away, and when sent
    decided: list[str] = field(default_factory=list)  # the first solutions
    made: int = 0


def contributions(subject: Subject, seed: str) -> Iterator[Row]:
    """As many rows as the subject asks for; notes on the way what can be voted on, is hidden, is decided."""
    draw = Random(f"{seed} {subject.topic.slug} contributions").random  # noqa: S311  the seed is public
    grammar = Grammar(words.FRAMES, subject.topic.rules)
    begun = [one for one in subject.phases if one.has_begun and one.kind in _SHARE]
    for stretch, n in zip(begun, shares([_SHARE[one.kind] for one in begun], subject.contributions), strict=True):
        yield from _Phase(subject, stretch, grammar, draw).rows(n)


def shares(weights: Sequence[float], whole: int) -> list[int]:
    """The whole number in parts by weight; what rounding leaves goes to the heaviest."""
    parts = [int(whole * weight / sum(weights)) for weight in weights]
    if parts:
        parts[max(range(len(parts)), key=lambda at: weights[at])] += whole - sum(parts)
    return parts


class _Phase:
    """What is sent while one phase is open."""

    def __init__(self, subject: Subject, stretch: Stretch, grammar: Grammar, draw: Draw) -> None:
        self._subject, self._stretch, self._grammar, self._draw = subject, stretch, grammar, draw
        self._opens, self._closes = seconds(stretch.opens), seconds(stretch.until)
        self._parents = self._of_author()
        self._first = ""  # the solution with the long thread
        self._due: list[tuple[str, Votable]] = []  # answers that somebody owes: of an event, of a removal

    def rows(self, n: int) -> Iterator[Row]:
        # First what stands alone, then what is said about it: an answer comes after what it answers.
        kinds = [words.weighted(_KINDS[self._stretch.kind], self._draw) for _ in range(n)]
        threads = [kind for kind in kinds if kind in (_THREAD, "source")]
        for kind in kinds:
            if kind not in (_THREAD, "source"):
                yield self._alone(kind)
        first = next((one for one in self._parents if one.on == self._first), None)
        for number, kind in enumerate(threads):
            if self._due:
                yield self._answer(*self._due.pop())
            elif first and number < LONG_THREAD and len(threads) >= LONG_THREAD + 40:
                yield self._answer("argument", first)
            elif self._parents:
                parent = self._parents[int(self._draw() * self._draw() * len(self._parents))]
                yield self._answer(words.weighted(_SAID, self._draw) if kind == _THREAD else kind, parent)
            else:
                yield self._alone(_ALONE.get(self._stretch.kind, "comment"))

    def _of_author(self) -> list[Votable]:
        """The author's own causes, solutions and articles that this phase opens."""
        subject, kind = self._subject, self._stretch.kind
        ids = {
            PhaseKind.PRESENT: (("cause", subject.causes), ("solution", subject.solutions)),
            PhaseKind.CAUSES: (("cause", subject.causes),),
            PhaseKind.SOLUTIONS: (("solution", subject.solutions),),
            PhaseKind.DOCUMENT: (("solution", subject.solutions),),
            PhaseKind.DRAFT: (("article", subject.articles),),
        }.get(kind, ())
        found = [Votable(id, of, self._opens, self._closes) for of, several in ids for id in several]
        if kind not in (PhaseKind.PRESENT, PhaseKind.DOCUMENT):
            subject.votable += found
        return found

    def _alone(self, kind: str) -> Row:
        at = moment_in(self._opens, self._opens + (self._closes - self._opens) * 4 // 5, self._draw)
        row, subject = self._row(kind, at), self._subject
        many = -1
        if kind == "amendment":
            row["on"] = pick(subject.articles, self._draw)
        elif kind == "solution":
            if self._draw() < 0.3:
                row["on"] = pick(subject.causes, self._draw)
            if len(subject.decided) < MOST_DECIDED:
                subject.decided.append(row["id"])
            if not self._first:
                self._first, many = row["id"], subject.most_votes or -1
        votable = Votable(row["id"], kind, at, self._closes, many)
        subject.votable.append(votable)
        if kind in _ANSWERED:
            self._parents.append(votable)
        elif kind == "event" and self._draw() < 0.7:
            self._due.append(("conclusion", votable))
        return row

    def _answer(self, kind: str, parent: Votable) -> Row:
        at = moment_in(parent.opens, self._closes, self._draw)
        late = self._draw() < _LATE and self._closes + 3 * _DAY < seconds(AS_OF)
        row = self._row(kind, self._closes + _DAY if late else at)
        row["on"] = parent.on
        if late:
            return row
        votable = Votable(row["id"], kind, at, self._closes)
        if kind in ("argument", "source", "comment"):
            self._subject.votable.append(votable)
        if kind == "argument" and self._draw() < 0.08:
            self._parents.append(votable)  # and so becomes something that others answer
        if kind == "comment" and parent.kind == "article":
            row["quote"] = QUOTED
        elif kind == "comment" and self._draw() < _HIDDEN:
            self._subject.hidden.append((row["id"], at))
            if self._draw() < 0.5:
                self._due.append(("appeal", votable))
        return row

    def _row(self, kind: str, at: int) -> Row:
        draw, subject = self._draw, self._subject
        subject.made += 1
        row = dict.fromkeys(COLUMNS, "")
        row |= {"id": str(subject.made), "kind": kind, "created_at": instant_of(at)}
        row["actor"] = words.weighted(words.ACTORS, draw)
        row["channel"] = words.weighted(words.CHANNELS, draw)
        row["area"] = pick(words.AREAS, draw)
        row["author"] = f"sender-{int(draw() * (subject.contributions // 2 + 3))}"
        if draw() < _NAMED:
            row |= {"name": words.name(draw), "name_public": "yes"}
        said = "solution" if kind == "proposal" else kind
        if kind == "argument":
            said = row["side"] = "for" if draw() < 0.55 else "against"
        row["body"] = self._grammar.say(said, draw)
        if kind in _TITLED and draw() >= _NO_TITLE:
            row["title"] = self._title(f"{said}-title")
        if kind == "source":
            row |= {"category": pick(words.CATEGORIES, draw), "link": f"https://data.aldermark.example/{subject.made}"}
        if kind in _TAKEN_BACK and draw() < _WITHDRAWN and at + _DAY < seconds(AS_OF):
            row["withdrawn_at"] = instant_of(at + _DAY)
        return row

    def _title(self, shape: str) -> str:
        if self._draw() < _LONG_TITLE:  # somebody who put everything into the title
            return "; and ".join(self._grammar.say(shape, self._draw).rstrip(".?") for _ in range(6))
        return self._grammar.say(shape, self._draw)
