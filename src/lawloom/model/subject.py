"""Subject: a question opened by an author, with dated phases."""

from __future__ import annotations

from dataclasses import dataclass

from lawloom.model.bill import Bill
from lawloom.model.contribution import Kind
from lawloom.model.editorial import Debate, Decision, Essay, Moderation, Synthesis
from lawloom.model.ids import ContributionId, PersonId, SubjectId
from lawloom.model.member import Letter
from lawloom.model.phase import Phase
from lawloom.model.progress import Progress
from lawloom.model.sorting import Sorting
from lawloom.model.written import ORIGINAL, Written


@dataclass(frozen=True, slots=True)
class Video:
    url: str
    poster: str = ""
    duration: str = ""  # as printed: "3 min 12 s"
    transcript: str = ""  # Markdown
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Element:
    """A cause or solution of the author's own, votable like a citizen's."""

    id: ContributionId
    kind: Kind
    title: str
    text: str = ""
    answers: ContributionId = ""  # the cause a solution answers
    language: str = ""  # BCP 47; empty: that of the subject


@dataclass(frozen=True, slots=True)
class Subject:
    id: SubjectId
    title: str
    summary: str  # one plain paragraph
    language: str  # BCP 47: in which it was opened and contributions come, whatever it is translated into
    phases: tuple[Phase, ...]  # by opening, then by name
    text: str = ""  # Markdown: the problem first
    question: str = ""
    representative: PersonId = ""
    video: Video | None = None
    elements: tuple[Element, ...] = ()
    essays: tuple[Essay, ...] = ()
    bill: Bill | None = None
    syntheses: tuple[Synthesis, ...] = ()
    sortings: tuple[Sorting, ...] = ()  # by phase
    decisions: tuple[Decision, ...] = ()
    moderation: tuple[Moderation, ...] = ()
    debate: Debate | None = None
    progress: Progress | None = None
    letter: Letter | None = None
    file: str = ""
    translated: str = ""  # the language of its text as it stands here, where that is a translation
    written: Written = ORIGINAL

    @property
    def spoken(self) -> str:
        """The language of the subject's own text as it stands here."""
        return self.translated or self.language

    def phase(self, name: str) -> Phase | None:
        return next((phase for phase in self.phases if phase.name == name), None)
