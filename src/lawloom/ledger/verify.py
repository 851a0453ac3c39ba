"""Verifying: every line of a ledger, every row of its texts, and that nothing was rolled back. It changes nothing.

All problems are gathered; a ledger of which only warnings are told is sound. scripts/verify.py checks the same without
this code, and recounts what is published.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from lawloom.errors import Place, Problem, problem
from lawloom.instance import Instance
from lawloom.ledger import status
from lawloom.ledger.fields import wrong_field
from lawloom.ledger.folder import strange_files_of
from lawloom.ledger.known import PREV, VOTE, Known
from lawloom.ledger.line import ZEROS, Line, NotALineError, read_object, text_digest
from lawloom.ledger.shards import SHARD_LINES, content_of, place_before, place_of, shard_files, shard_path, split

MANY = 20  # problems of one code that are told one by one; a last one says how many more there are

Row = tuple[str, int]  # contribution and revision


@dataclass(frozen=True, slots=True)
class Report:
    subject: str
    lines: int
    head: str  # digest of the last line
    contributions: int
    votes: int
    erased: int  # contributions whose text was erased
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> bool:
        return all(one.warning for one in self.problems)


def verify(instance: Instance, slugs: Iterable[str]) -> Iterator[Report]:
    """A report for each subject, in the order asked for.

    raises  LedgerDamaged when status.json itself cannot be read
    """
    standings = status.standings(instance)
    for slug in slugs:
        yield _Reading(instance, slug, standings.get(slug)).report()


def subjects(instance: Instance) -> list[str]:
    """Every subject that has a ledger, or had one when status.json was written; sorted."""
    there = {path.parent.name for path in instance.contributions.glob("*/ledger") if path.is_dir()}
    return sorted(there.union(status.standings(instance)))


class _Reading:
    """One ledger, read once from its first line to its last."""

    def __init__(self, instance: Instance, slug: str, standing: status.Standing | None) -> None:
        self._strange = list(strange_files_of(instance, slug))
        self._name = instance.name_of(instance.ledger_of(slug))
        self._status_file = instance.name_of(instance.status_file)
        self._ledger = instance.ledger_of(slug)
        self._texts = instance.texts_of(slug)
        self._slug = slug
        self._standing = standing
        self._known = Known(slug)
        self._lines = 0
        self._head: str | None = ZEROS  # None: not known, after a shard that is not there
        self._seen = ZEROS  # digest of the line that status.json calls the last
        self._gap = False
        self._rows: dict[Row, tuple[str, Place]] = {}  # rows that the shard at hand needs: digest, place of the line
        self._emptied: dict[Row, Place] = {}
        self._missing: dict[Row, Place] = {}
        self._problems: list[Problem] = []
        self._told: Counter[str] = Counter()

    def report(self) -> Report:
        files = shard_files(self._ledger)
        expected = 1
        for number, path in files:
            for gap in range(expected, number):
                self._tell("shard-missing", place_of(self._ledger, gap), found=path.name)
                self._gap, self._head = True, None
            self._read_shard(number, path, last=number == files[-1][0])
            expected = number + 1
        for number, path in shard_files(self._texts):
            if number not in dict(files):
                self._read_texts(number, path)
        self._check_erased()
        self._check_standing()
        self._check_names()
        for one in self._strange:
            self._tell(one.code, one.place)
        for code, found in self._told.items():
            if found > MANY:
                self._problems.append(problem("more-of-these", self._name, kind=code, more=found - MANY))
        return Report(
            self._slug,
            self._lines,
            self._head or ZEROS,
            self._known.contributions,
            self._known.votes,
            len(self._known.erased),
            tuple(self._problems),
        )

    def _read_shard(self, number: int, path: Path, *, last: bool) -> None:
        content = split(content_of(path))
        unfinished = content.pop()
        if content and content[0].endswith(b"\r"):
            self._tell("line-ends", place_of(self._ledger, number))
            content = [raw.removesuffix(b"\r") for raw in content]
        for at, raw in enumerate(content, start=1):
            self._read_line(raw, number, at)
        if unfinished:
            self._tell("line-unfinished", place_of(self._ledger, number, len(content) + 1))
        elif not content or len(content) > SHARD_LINES or (len(content) < SHARD_LINES and not last):
            self._tell("shard-size", place_of(self._ledger, number), found=len(content))
        texts = shard_path(self._texts, number)
        if texts.is_file():
            self._read_texts(number, texts)
        for row, (_, place) in self._rows.items():
            self._missing[row] = place
        self._rows.clear()

    def _read_line(self, raw: bytes, shard: int, at: int) -> None:
        self._lines += 1
        prev = None
        if match := VOTE.fullmatch(raw):
            groups = match.groups()
            prev = groups[PREV].decode()
            if not self._known.takes_usual_vote(groups):
                self._tell("vote-twice", place_of(self._ledger, shard, at))
            if self._lines == 1:
                self._tell("genesis-wrong", place_of(self._ledger, shard, at), subject=self._slug)
        else:
            place = place_of(self._ledger, shard, at)
            try:
                line = read_object(raw)
            except NotALineError as error:
                self._tell(error.code, place, **error.values)
            else:
                prev = line.get("prev")
                self._check_line(line, place)
        if prev is not None and self._head is not None and prev != self._head:
            before = str(place_before(self._ledger, shard, at))
            self._tell("chain-broken", place_of(self._ledger, shard, at), before=before)
        self._head = sha256(raw).hexdigest()
        if self._standing and self._lines == self._standing.lines:
            self._seen = self._head

    def _check_line(self, line: Line, place: Place) -> None:
        if field := wrong_field(line):
            self._tell("line-field", place, field=field)
            return
        kind, event = line["kind"], line.get("event")
        if (self._lines == 1) != (kind == "genesis") or (kind == "genesis" and line["subject"] != self._slug):
            self._tell("genesis-wrong", place, subject=self._slug)
        subject_of_line = line["id"] if kind == "contribution" else line["on"] if kind == "erased" else None
        if subject_of_line is not None:
            known_rev = self._known.rev(subject_of_line)
            if event == "opened" and known_rev:
                self._tell("id-twice", place, id=subject_of_line)
            elif event != "opened" and not known_rev and not self._gap:
                self._tell("id-unknown", place, id=subject_of_line)
            elif event in ("opened", "edited") and line["rev"] != known_rev + 1 and not self._gap:
                self._tell("rev-wrong", place, id=subject_of_line, found=line["rev"], expected=known_rev + 1)
        if event in ("opened", "edited") and kind == "contribution":
            self._rows[line["id"], line["rev"]] = line["text"], place
        if not self._known.takes(line) and kind == "vote":
            self._tell("vote-twice", place)

    def _read_texts(self, number: int, path: Path) -> None:
        content = split(content_of(path))
        if content.pop():
            self._tell("line-unfinished", place_of(self._texts, number, len(content) + 1))
        unmatched: list[int] = []
        for at, raw in enumerate(content, start=1):
            place = place_of(self._texts, number, at)
            try:
                row = read_object(raw)
            except NotALineError as error:
                self._tell(error.code, place, **error.values)
                continue
            name = row.get("id"), row.get("rev")
            if not isinstance(name[0], str) or type(name[1]) is not int or name not in self._rows:
                unmatched.append(at)
                continue
            digest, line = self._rows.pop(name)
            salt, data = row.get("salt"), row.get("data")
            if salt == "" and data == {}:
                self._emptied[name] = place
            elif not isinstance(salt, str) or not isinstance(data, dict) or text_digest(salt, data) != digest:
                self._tell("text-changed", place, id=name[0], line=str(line))
        if unmatched:
            place = place_of(self._texts, number, unmatched[0])
            self._note("text-unmatched", place, rows=len(unmatched))

    def _check_erased(self) -> None:
        erased = self._known.erased
        for (name, _), place in self._emptied.items():
            if name not in erased:
                self._tell("text-emptied", place, id=name)
        for (name, _), place in self._missing.items():
            if name not in erased:
                self._tell("text-missing", place, id=name)
        gone = self._emptied.keys() | self._missing.keys()
        for name in sorted(erased):
            if any((name, rev) not in gone for rev in range(1, self._known.rev(name) + 1)):
                self._tell("text-not-erased", Place(f"contributions/{self._slug}/texts"), id=name, subject=self._slug)

    def _check_standing(self) -> None:
        standing, place = self._standing, Place(self._name)
        if standing is None:
            if self._lines:
                self._note("status-unknown", Place(self._status_file), subject=self._slug)
        elif self._lines < standing.lines:
            self._tell("ledger-rolled-back", place, found=self._lines, seen=standing.lines)
        elif not self._gap and self._seen != standing.head:
            self._tell("ledger-other-head", place, line=standing.lines)
        elif self._lines > standing.lines:
            self._note("ledger-ahead", place, found=self._lines, seen=standing.lines)

    def _check_names(self) -> None:
        for folder in (self._ledger, self._texts):
            shards = {path.name for _, path in shard_files(folder)}
            for path in sorted(folder.glob("*")):
                if path.name not in shards and not path.name.startswith("."):
                    self._note("not-a-shard", Place("/".join(path.parts[-4:])))

    def _tell(self, code: str, place: Place, **values: str | int) -> None:
        self._told[code] += 1
        if self._told[code] <= MANY:
            self._problems.append(Problem(place, code, tuple(sorted(values.items()))))

    def _note(self, code: str, place: Place, **values: str | int) -> None:
        self._problems.append(Problem(place, code, tuple(sorted(values.items())), warning=True))
