"""A consultation on disk that tests write file by file, and what was told of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from lawloom import content
from lawloom.errors import Problem
from lawloom.instance import Instance
from lawloom.messages import LANGUAGES, mend, sentence
from lawloom.model.consultation import Consultation
from lawloom.model.subject import Subject

CONSULTATION = """\
title: Rules for the harbour
languages: [en, fr]
timezone: Europe/Paris
"""

PEOPLE = """\
persons:
  - {id: mara-quill, name: Mara Quill, role: harbour master}
  - {id: tom-eddy, name: Tom Eddy}
"""

SUBJECT = """\
---
title: Who may moor
summary: Boats stay for weeks and nobody may ask them to leave.
representative: mara-quill
phases:
  - {name: causes, kind: causes, opens: 2027-01-01, closes: 2027-01-31}
  - {name: solutions, kind: solutions, opens: 2027-02-01, closes: 2027-02-28}
causes:
  - {id: no-rule, title: There is no rule}
solutions:
  - {id: one-week, title: One week each, answers: no-rule}
---
The quay is full.
"""

BILL = """\
---
title: Harbour rules
date: 2027-03-01
---
We agree:

## Article 1. Mooring {#mooring}

One week.

## Article 2. Fees {#fees}

None.
"""

QUAY = "content/subjects/quay"


@dataclass(frozen=True)
class Told:
    consultation: Consultation | None
    problems: list[Problem]

    @property
    def codes(self) -> list[str]:
        return [told.code for told in self.problems]

    def of(self, code: str) -> Problem:
        """The one problem of that code."""
        (only,) = [told for told in self.problems if told.code == code]
        return only

    def at(self, code: str) -> str:
        """Where it is: file:line, the file as seen from the quay's folder."""
        return str(self.of(code).place).removeprefix(f"{QUAY}/")

    def says(self, code: str) -> str:
        return sentence(self.of(code), "en")

    @property
    def quay(self) -> Subject:
        assert self.consultation is not None
        return self.consultation.subjects["quay"]


@dataclass(frozen=True)
class Desk:
    root: Path

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def quay(self, name: str, text: str | bytes) -> Path:
        """A file of the one subject."""
        return self.write(f"{QUAY}/{name}", text)

    def read(self, *, seals: bool = False) -> Told:
        """What the consultation holds; every problem must make a sentence in each language.

        seals  also that versions have none: most tests write versions by hand, and are about something else
        """
        consultation, problems = content.read(Instance(self.root))
        for problem in problems:
            assert_told(problem)
        return Told(consultation, [one for one in problems if seals or one.code != "seals-missing"])


def assert_told(problem: Problem) -> None:
    """Each language has both sentences, with nothing left to fill in."""
    for language in LANGUAGES:
        for text in (sentence(problem, language), mend(problem, language)):
            assert text, problem
            assert "\n" not in text, problem
            assert not re.search(r"\{(name|key|found|near|id|known|first|detail|row)\}", text), problem


def a_desk(folder: Path) -> Desk:
    """A sound consultation with one subject, its people and its bill."""
    desk = Desk(folder)
    desk.write("consultation.yml", CONSULTATION)
    desk.write("content/people.yml", PEOPLE)
    desk.quay("subject.md", SUBJECT)
    desk.quay("bill.md", BILL)
    return desk
