"""Fold: the lines of a ledger become things as they stand. Design, section 5; fields in docs/data.md."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from lawloom.errors import LedgerDamaged, Place, problem
from lawloom.instance import Instance
from lawloom.ledger import kept, reading, status
from lawloom.ledger.columns import VoteColumns
from lawloom.ledger.fields import UNDECIDED
from lawloom.ledger.line import ZEROS, Line, canonical, digest, parse_line
from lawloom.ledger.part import Part
from lawloom.ledger.shards import SHARD_LINES, place_of
from lawloom.ledger.usual import usual
from lawloom.ledger.votes import VoteRows
from lawloom.model.contribution import Actor, Contribution, Kind, Side
from lawloom.model.editorial import Moderation, ModerationAct
from lawloom.model.ids import ContributionId, SubjectId
from lawloom.model.instant import Instant
from lawloom.model.vote import Count, Stance


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the lines of one ledger amount to. The mappings are for reading."""

    subject: SubjectId
    lines: int = 0
    head: str = ZEROS  # digest of the last line
    as_of: Instant = ""  # start of the last collection or import; empty where there was none
    contributions: Mapping[ContributionId, Contribution] = field(default_factory=dict)  # in order of first appearance
    votes: VoteColumns = field(default_factory=VoteColumns)
    counts: Mapping[tuple[str, ContributionId, Stance], Count] = field(default_factory=dict)  # by (prefix, on, stance)
    imports: Mapping[str, str] = field(default_factory=dict)  # prefix: what is known of votes: rows, counts or none
    listed: Mapping[ContributionId, str] = field(default_factory=dict)  # the same of the imports that brought an id
    merges: Mapping[ContributionId, ContributionId] = field(default_factory=dict)  # id: what it was united with
    acts: tuple[Moderation, ...] = ()  # of moderation by label, in order; those of moderation.yml stand there
    decisions: Mapping[ContributionId, str] = field(default_factory=dict)  # id: the last outcome
    erased: Mapping[ContributionId, tuple[int, ...]] = field(default_factory=dict)  # id: which revisions
    settled: Mapping[str, int] = field(default_factory=dict)  # name of the phase: contributions answered
    touched: Mapping[ContributionId, Instant] = field(default_factory=dict)  # newest line about it, votes apart
    pending: frozenset[str] = frozenset()  # prefixes of which contributions came after their last import line
    notes: tuple[str, ...] = ()  # differences that imports noted between rows and printed totals


def fold(instance: Instance, slug: SubjectId, *, keep: bool = False) -> Ledger:
    """Read a subject's ledger, its chain checked on the way; one that has none gives an empty Ledger.

    keep    use and renew what build/ keeps of full shards
    raises  LedgerDamaged, naming the first line that is wrong or does not follow from the one before
    """
    folder = instance.ledger_of(slug)
    files = reading.files_of(folder)
    folding = _Fold(slug)
    parts = _parts(instance, slug, files, keep=keep) if files else []
    for part in parts:
        offset = (part.first - 1) * SHARD_LINES
        for place, raw in zip(part.places, part.others, strict=True):
            line = usual(raw) or json.loads(raw)
            folding.take(line, offset + place, lambda at: place_of(folder, at // SHARD_LINES + 1, at % SHARD_LINES + 1))
    if parts and not folding.begun:
        first = place_of(folder, 1, 1)
        raise LedgerDamaged(problem("genesis-wrong", first.file, first.line, subject=slug))
    return folding.ledger(
        lines=sum(part.lines for part in parts),
        head=parts[-1].head if parts else ZEROS,
        seen_at=status.seen_at(instance, slug),
        votes=VoteColumns(tuple(part.votes for part in parts)),
    )


def fold_lines(lines: Iterable[Line | bytes], subject: SubjectId = "") -> Ledger:
    """The same of lines in memory: objects, taken as they are, or bytes without the newline, which must be a chain.

    raises  LedgerDamaged, naming the line by its number
    """
    folding, rows = _Fold(subject), VoteRows()
    head, many = ZEROS, 0
    for raw in lines:
        place = Place(subject, many + 1)
        line = parse_line(raw, place) if isinstance(raw, bytes) else raw
        if isinstance(raw, bytes) and line.get("prev") != head:
            raise LedgerDamaged(problem("chain-broken", place.file, place.line, before=str(Place(subject, many))))
        if line.get("kind") == "vote":
            try:
                rows.take(line)
            except (KeyError, TypeError, ValueError, OverflowError) as error:
                raise LedgerDamaged(problem("line-field", place.file, place.line, field=str(error))) from error
        else:
            folding.take(line, many, lambda at: Place(subject, at + 1))
        head = digest(raw if isinstance(raw, bytes) else canonical(line))
        many += 1
    return folding.ledger(lines=many, head=head, seen_at="", votes=VoteColumns((rows.segment(),)))


def _parts(instance: Instance, slug: SubjectId, files: list[reading.File], *, keep: bool) -> list[Part]:
    folder, last = instance.ledger_of(slug), files[-1][0]
    if not keep:
        return reading.read(folder, files, head=ZEROS, last=last)
    shelf = instance.build / "cache" / "ledger" / slug
    full = files[:-1]
    old = kept.kept_parts(shelf, full)
    head, begin = (old[-1].head, old[-1].next) if old else (ZEROS, 1)
    fresh = reading.read(folder, full[begin - 1 :], head=head, last=last, named=True)
    head = fresh[-1].head if fresh else head
    end = reading.read(folder, files[-1:], head=head, last=last)
    kept.keep(shelf, old, fresh)
    return [*old, *fresh, *end]


PlaceOf = Callable[[int], Place]


class _Fold:
    """What is known after some lines. The newest line about a thing wins, in the order of the ledger."""

    def __init__(self, subject: SubjectId) -> None:
        self.begun = False  # a genesis line was read
        self._subject = subject
        self._as_of = ""
        self._items: dict[str, Line] = {}
        self._early: dict[str, list[Line]] = {}  # acts on a contribution that a later line of the same run opens
        self._counts: dict[tuple[str, str, Stance], Count] = {}
        self._imports: dict[str, str] = {}
        self._listed: dict[str, str] = {}
        self._arriving: dict[str, set[str]] = {}  # prefix: ids that came since its last import line
        self._merges: dict[str, str] = {}
        self._acts: list[Moderation] = []
        self._decisions: dict[str, str] = {}
        self._erased: dict[str, tuple[int, ...]] = {}
        self._settled: dict[str, int] = {}
        self._touched: dict[str, Instant] = {}
        self._notes: list[str] = []

    def take(self, line: Line, at: int, place_of: PlaceOf) -> None:
        """Take the line that stands at place `at`, counted from 0."""
        try:
            kind = line["kind"]
            if kind == "genesis" and (at or (self._subject and line["subject"] != self._subject)):
                place = place_of(at)
                raise LedgerDamaged(problem("genesis-wrong", place.file, place.line, subject=self._subject))
            taking = _TAKES.get(kind)  # kinds that later stages write say nothing yet
            if taking is not None:
                taking(self, line)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            place = place_of(at)
            raise LedgerDamaged(problem("line-field", place.file, place.line, field=str(error))) from error

    def ledger(self, *, lines: int, head: str, seen_at: Instant, votes: VoteColumns) -> Ledger:
        return Ledger(
            subject=self._subject,
            lines=lines,
            head=head,
            as_of=max(self._as_of, seen_at),
            contributions=MappingProxyType(
                {name: self._contribution(name, line) for name, line in self._items.items()}
            ),
            votes=votes,
            counts=self._counts,
            imports=self._imports,
            listed=self._listed,
            merges=self._merges,
            acts=tuple(self._acts),
            decisions=self._decisions,
            erased=self._erased,
            settled=self._settled,
            touched=self._touched,
            pending=frozenset(self._arriving),
            notes=tuple(self._notes),
        )

    def _contribution(self, name: str, line: Line) -> Contribution:
        return Contribution(
            id=name,
            kind=_KINDS[line["type"]],
            on=line["on"],
            by=line["by"],
            actor=_ACTORS[line.get("actor")],
            area=line.get("area"),
            channel=line.get("channel") or "",
            sent_at=line["time"],
            ms=line.get("ms") or 0,
            side=_SIDES[line.get("side")],
            category=line.get("category") or "",
            rev=line["rev"],
            edited_at=line.get("edited_at"),
            set_aside=line.get("moderated") or line.get("set_aside") or "",
            hidden=line.get("hidden", ""),
            erased=name in self._erased,
            state=line["event"],
            reason=line.get("reason") or "",
            merged_into=self._merges.get(name),
            undated=bool(line.get("undated")),
            left_at=line.get("left_at", "") if line["event"] not in ("opened", "edited") else "",
            labels=line.get("labels", ()),
        )

    # One method a kind of line. A contribution is kept as its opening line, which later lines change; `moderated`,
    # `hidden`, `labels` and `edited_at` are names that no line has.

    def _genesis(self, line: Line) -> None:
        self.begun = True
        self._seen_at(line)

    def _on_contribution(self, line: Line) -> None:
        name, event, known = line["id"], line["event"], self._items.get(line["id"])
        if event in ("opened", "edited"):
            self._arriving.setdefault(name.split("-", 1)[0], set()).add(name)
        if event == "opened" and known is None:
            self._items[name] = dict(line)
            for act in self._early.pop(name, ()):
                self._act(act)
            return
        if known is None:
            return  # its opening line was in another ledger; verify tells it
        if event in ("opened", "edited"):
            if line["rev"] > known["rev"]:
                # Who wrote it and when it came are those of the opening line.
                for changed in ("type", "on", "side", "category", "set_aside", "rev"):
                    if changed in line:
                        known[changed] = line[changed]
                    else:
                        known.pop(changed, None)
                if line.get("reason") != "sorted":  # what it is was said anew, by somebody else; its text is the same
                    known["edited_at"] = line["time"]
            if event == "opened":
                known["event"] = event
        else:
            known["event"] = "opened" if event == "reopened" else event
            known["reason"] = line.get("reason")
            known["left_at"] = line["time"]
        self._touch(name, line)

    def _on_count(self, line: Line) -> None:
        prefix, on, stance = line["prefix"], line["on"], _STANCES[line["stance"]]
        self._counts[prefix, on, stance] = Count(prefix, on, stance, int(line["value"]), line.get("channel") or "")
        self._touch(on, line)

    def _on_import(self, line: Line) -> None:
        # One prefix may be imported in several files: what the best of them told of votes is what is known. Of an item
        # without votes, only those speak that brought it: its lines stand before the line of their own import.
        prefix, told = line["prefix"], line["votes"]
        self._imports[prefix] = _best(self._imports.get(prefix), told)
        for name in self._arriving.pop(prefix, ()):
            self._listed[name] = _best(self._listed.get(name), told)
        self._notes += line.get("notes", [])
        self._seen_at(line)

    def _on_moderation(self, line: Line) -> None:
        if "role" in line:
            act = ModerationAct(line["act"])
            into = line.get("into", "")
            self._acts.append(Moderation(line["on"], act, line.get("rule", ""), "", line["time"][:10], into=into))
        if line["act"] == "restore":  # takes back a merge too
            self._merges.pop(line["on"], None)
        self._act(line)

    def _act(self, line: Line) -> None:
        known = self._items.get(line["on"])
        if known is None:
            self._early.setdefault(line["on"], []).append(line)  # what is to be hidden must never be shown
            return
        act, rule = line["act"], line.get("rule") or "-"
        if act == "hide":
            known["hidden"] = rule
        elif act == "set-aside":
            known["moderated"] = rule
        elif act == "restore":  # takes back whatever was done to it, by the source platform too
            for done in ("hidden", "moderated", "set_aside"):
                known.pop(done, None)
        elif act in ("label", "unlabel"):
            others = tuple(word for word in known.get("labels", ()) if word != line["into"])
            known["labels"] = (*others, line["into"]) if act == "label" else others
        self._touch(line["on"], line)

    def _on_merge(self, line: Line) -> None:
        if "role" in line:
            into = line["into"]
            self._acts.append(Moderation(line["on"], ModerationAct.MERGE, "", "", line["time"][:10], into=into))
        self._merges[line["on"]] = line["into"]
        self._touch(line["on"], line)
        self._touch(line["into"], line)

    def _on_decision(self, line: Line) -> None:
        if line["outcome"] == UNDECIDED:
            self._decisions.pop(line["on"], None)
        else:
            self._decisions[line["on"]] = line["outcome"]
        self._touch(line["on"], line)

    def _on_erased(self, line: Line) -> None:
        before = self._erased.get(line["on"], ())
        self._erased[line["on"]] = tuple(sorted({*before, *line["revs"]}))
        self._touch(line["on"], line)

    def _on_settled(self, line: Line) -> None:
        self._settled[line["phase"]] = line["items"]

    def _seen_at(self, line: Line) -> None:
        self._as_of = max(self._as_of, line["time"])

    def _touch(self, name: str, line: Line) -> None:
        if line["time"] > self._touched.get(name, ""):
            self._touched[name] = line["time"]


def _best(known: str | None, told: str) -> str:
    return max(known or "none", told, key=_KNOWLEDGE.index)


_KINDS: dict[str, Kind] = {kind.value: kind for kind in Kind}
_STANCES: dict[str, Stance] = {stance.value: stance for stance in Stance}
_ACTORS: dict[Any, Actor | None] = {None: None} | {actor.value: actor for actor in Actor}
_SIDES: dict[Any, Side | None] = {None: None} | {side.value: side for side in Side}
_KNOWLEDGE = ("none", "counts", "rows")
_TAKES: dict[str, Callable[[_Fold, Line], None]] = {
    "genesis": _Fold._genesis,
    "contribution": _Fold._on_contribution,
    "count": _Fold._on_count,
    "import": _Fold._on_import,
    "look": _Fold._seen_at,
    "moderation": _Fold._on_moderation,
    "merge": _Fold._on_merge,
    "decision": _Fold._on_decision,
    "erased": _Fold._on_erased,
    "settled": _Fold._on_settled,
}
