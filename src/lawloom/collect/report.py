"""What an import tells: rows read, taken, already there, refused by reason and place, and what to do next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lawloom import messages
from lawloom.errors import Problem
from lawloom.model.instant import Instant
from lawloom.model.phase import PhaseKind

# How notes stand in the line of an import, which every language reads alike, and the sentence for each.
_NOTES = (
    ("import-note-rows", re.compile(r"(?P<on>\S+) (?P<what>\S+): (?P<rows>\d+) rows, (?P<printed>\d+) printed")),
    (
        "import-note-earlier",
        re.compile(r"(?P<on>\S+) (?P<what>\S+): rows of an earlier import, (?P<printed>\d+) printed"),
    ),
    ("import-note-before", re.compile(r"(?P<on>\S+) (?P<what>\S+): (?P<printed>\d+) counted before, rows now")),
)


@dataclass(frozen=True, slots=True)
class Outside:
    """Records that fall outside every phase of an edited subject.md, and the phase that would hold them."""

    phase: PhaseKind
    records: int
    first: str  # local days
    last: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """One import. read = taken + all refused + all passed over; of those taken, `already` were there before."""

    subject: str
    format: str
    prefix: str
    as_of: Instant
    read: int = 0
    taken: int = 0  # rows that are in the ledger now
    already: int = 0  # of these, rows that were there before, or stood twice in the export
    edited: int = 0  # of these, contributions of which a new text was recorded
    added: int = 0  # lines of the ledger, the import's own included
    kinds: Mapping[str, int] = field(default_factory=dict)  # new contributions by kind
    votes: int = 0  # new votes
    counts: int = 0  # totals that are new or changed
    refused: Mapping[str, int] = field(default_factory=dict)  # by code
    passed: Mapping[str, int] = field(default_factory=dict)  # not taken by rule, by what they are
    notes: tuple[str, ...] = ()  # as they stand in the import's line
    kept: tuple[str, ...] = ()  # files of refused rows
    subject_file: str = ""  # made or widened
    subject_made: bool = False
    outside: tuple[Outside, ...] = ()
    stands: bool = False  # every file was imported before: nothing was read again
    problems: tuple[Problem, ...] = ()  # warnings: the first refused rows of each code, and remarks on the export

    def lines(self, language: str) -> Iterator[str]:
        """The report in sentences."""

        def say(key: str, **values: str | int) -> str:
            return messages.word(key, language, **values)

        def number(n: int) -> str:
            return messages.number(n, language)

        if self.stands:
            yield say("import-stands", subject=self.subject)
            return
        yield say("import-read", n=self.read, taken=number(self.taken), already=number(self.already))
        new = [f"{number(n)} {say(f'import-kind-{kind}', n=n)}" for kind, n in sorted(self.kinds.items())]
        new += [f"{number(n)} {say(key, n=n)}" for key, n in (("import-votes", self.votes),) if n]
        new += [f"{number(n)} {say(key, n=n)}" for key, n in (("import-counts", self.counts),) if n]
        new += [f"{number(n)} {say(key, n=n)}" for key, n in (("import-edited", self.edited),) if n]
        yield say("import-new", what=", ".join(new)) if new else say("import-nothing-new")
        for what, n in sorted(self.passed.items()):
            yield say("import-passed", n=n, what=say(f"import-passed-{what}"))
        if self.refused:
            yield say("import-refused", n=sum(self.refused.values()))
        if self.kept:
            yield say("import-kept", files=", ".join(self.kept))
        if self.notes:
            yield say("import-notes", n=len(self.notes), first=_note_in_words(self.notes[0], language))
        if self.subject_file:
            yield say("import-subject-made" if self.subject_made else "import-subject-widened", file=self.subject_file)
        for outside in self.outside:
            yield say(
                "import-outside",
                n=outside.records,
                phase=outside.phase.value,
                first=messages.day(outside.first, language),
                last=messages.day(outside.last, language),
                subject=self.subject,
            )

    def as_json(self) -> dict[str, object]:
        """The same for a script."""
        return {
            "subject": self.subject,
            "format": self.format,
            "prefix": self.prefix,
            "as_of": self.as_of,
            "read": self.read,
            "taken": self.taken,
            "already": self.already,
            "edited": self.edited,
            "added": {"lines": self.added, "kinds": dict(self.kinds), "votes": self.votes, "counts": self.counts},
            "refused": dict(self.refused),
            "passed": dict(self.passed),
            "notes": list(self.notes),
            "kept": list(self.kept),
            "subject_file": self.subject_file,
            "stands": self.stands,
            "outside": [
                {"phase": one.phase.value, "records": one.records, "first": one.first, "last": one.last}
                for one in self.outside
            ],
        }


def _note_in_words(note: str, language: str) -> str:
    """A note of the import's line in the clerk's language; as it is where it has another form."""
    for key, form in _NOTES:
        if found := form.fullmatch(note):
            values = found.groupdict()
            values["what"] = messages.word(values["what"], language)
            return messages.word(key, language, **values)
    return note
