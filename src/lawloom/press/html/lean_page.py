"""The frame of a lean page, of whatever kind: its address, the ways from there, what its template knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from lawloom.press.html.shell import Printery
from lawloom.press.html.words import Words


@dataclass(frozen=True, slots=True)
class LeanPage:
    """A page that the press prints whole.

    here     its address from the home page: "subjects/lamps/map/"
    current  the entry of the masthead that it belongs to
    known    what its template is given besides the ways `root` and `top`
    about    what search engines show of it
    up       the way to the folder of its subject, where it has one
    """

    printery: Printery
    words: Words
    here: str
    current: str = ""
    known: Mapping[str, object] = field(default_factory=dict)
    about: str = ""
    up: str = ""

    @property
    def root(self) -> str:
        """The way to the home page."""
        return "../" * self.here.count("/")

    @property
    def top(self) -> str:
        """The way to what all languages share."""
        return self.printery.top(self.root)

    @property
    def file(self) -> str:
        return f"{self.here}index.html"

    def render(self, template: str, **values: Any) -> Markup:
        """What stands between masthead and footer, or a part of it."""
        known = {"root": self.root, "top": self.top, "up": self.up, **self.known}
        return self.printery.render(template, self.words, **known, **values)

    def printed(self, title: str, body: Iterable[str], about: str = "") -> bytes:
        """The whole page. The title and the sentence about it are plain text, the body is HTML in parts."""
        return self.printery.page(
            title,
            body,
            self.words,
            root=self.root,
            here=self.here,
            current=self.current,
            about=about or self.about,
        )
