"""One run of the press: what its parts share while the site is printed in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from lawloom.errors import Problem
from lawloom.model.ids import SubjectId
from lawloom.press.desk import ways
from lawloom.press.desk.edition import Edition
from lawloom.press.html.press import Press
from lawloom.press.publish.bundle import Bundle
from lawloom.press.site.files import Files, Part


@dataclass
class Run:
    """One run of the press: the site in one language.

    states  folder in build/ of what is remembered of the last printing of this site in this language
    under   the folder of the site where it goes: "" or "fr/"
    kept    of each subject what was remembered, None: nothing
    """

    edition: Edition
    states: Path
    files: Files
    press: Press
    under: str
    kept: Mapping[SubjectId, Bundle | None]
    problems: list[Problem] = field(default_factory=list)
    printed: dict[SubjectId, Bundle] = field(default_factory=dict)

    @property
    def is_main(self) -> bool:
        """Whether it prints what all languages share: data, styles, pictures, the sitemap."""
        return not self.edition.consultation.settings.folder

    def part(self, name: str) -> Part:
        return self.files.part(self.name_of(name), self.under)

    def name_of(self, part: str) -> str:
        """The name of a part among those of all languages."""
        return f"{self.under.replace('/', '.')}{part}"

    @cached_property
    def linked(self) -> frozenset[str]:
        """The contributions that typeset pages link to; read only where a subject is printed."""
        return ways.named_on(self.edition.typeset)
