"""What the other files of a consultation name, to find references that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lawloom.content.files import Tree
from lawloom.content.suggestions import nearest
from lawloom.content.translations import Translations
from lawloom.errors import Problem, problem


@dataclass(slots=True)
class Known:
    """Names by kind. None: the file that gives them cannot be read, so nothing is said of references to them."""

    tree: Tree
    folder: str  # of the subject: content/subjects/<slug>
    persons: frozenset[str] | None
    translations: Translations
    spoken: str = ""  # language of the subject
    phases: frozenset[str] | None = None
    articles: frozenset[str] | None = None
    versions: tuple[str, ...] | None = None  # of the bill: the names of their files, in order
    problems: list[Problem] = field(default_factory=list)

    def person(self, name: str, file: str, line: int) -> str:
        """The id if such a person is named in people.yml, else empty, and it is told."""
        if not name or self.persons is None or name in self.persons:
            return name
        self.problems.append(problem("unknown-person", file, line, id=name, near=nearest(name, self.persons)))
        return ""

    def people(self, names: Iterable[str], file: str, line: int) -> tuple[str, ...]:
        return tuple(found for name in names if (found := self.person(name, file, line)))

    def articles_among(self, ids: Iterable[str], file: str, line: int) -> tuple[str, ...]:
        """The ids that the bill or one of its versions has; the others are told."""
        if self.articles is None:
            return tuple(ids)
        kept = []
        for name in ids:
            if name in self.articles:
                kept.append(name)
            else:
                self.problems.append(problem("unknown-article", file, line, id=name, near=nearest(name, self.articles)))
        return tuple(kept)

    def media(self, path: str, file: str, line: int) -> str:
        """A link as it is, or a file that stands in the subject's folder; one that is missing is told and left out."""
        if not path or ":" in path or f"{self.folder}/{path}" in self.tree.files:
            return path
        there = [name.removeprefix(f"{self.folder}/") for name in self.tree.files if name.startswith(f"{self.folder}/")]
        self.problems.append(problem("media-missing", file, line, path=path, near=nearest(path, there)))
        return ""
