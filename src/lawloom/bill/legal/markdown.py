"""The Markdown of a bill as blocks and words, whatever a drafter wrote; notes and link targets are the whole text's."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from lawloom.bill.legal.source import Source
from lawloom.bill.legal.xml import allowed
from lawloom.content import marks
from lawloom.model.article import Paragraph, Point

_NOTE = re.compile(r" {0,3}\[\^([^\]\s]{1,80})\]:[ \t]*(.*)")
_NOTE_REF = re.compile(r"\[\^([^\]\s]{1,80})\]")
_STYLE = re.compile(r"(?<![\\\t ])(?:[ \t]*(?<!\\)\{:[^{}\n]{0,200}\})+[ \t]*$", re.MULTILINE)


@dataclass(slots=True)
class Markdown:
    """Reads one piece after another of one bill.

    notes   text of each footnote by its name
    cited   number of each note that was cited, from 1, in the order in which they were
    """

    notes: dict[str, str] = field(default_factory=dict)
    cited: dict[str, int] = field(default_factory=dict)
    _targets: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, source: Source) -> Markdown:
        made = cls()
        texts = [source.preamble, *(one.text for one in source.articles), *(one.statement for one in source.articles)]
        whole = made._without_notes("\n\n".join([*texts, source.explanation]), keep=True)
        if re.search(r"^ {0,3}\[[^\]\n]+\]:", whole, re.MULTILINE):
            env: dict[str, Any] = {"notes": made.notes}
            _parser().parse(whole, env)
            made._targets = env.get("references", {})
        return made

    def blocks(self, text: str) -> list[Token]:
        """The tokens of a piece; a note is a token `note_ref` whose meta holds its name."""
        env = {"notes": self.notes, "references": dict(self._targets)}
        return _parser().parse(_STYLE.sub("", self._without_notes(allowed(text))), env)

    def has_indented_code(self, text: str) -> bool:
        """Whether four spaces make code of a part of it."""
        return any(one.type == "code_block" for one in self.blocks(text))

    def words(self, text: str) -> list[Token]:
        """The tokens of one line, such as a heading."""
        env = {"notes": self.notes, "references": dict(self._targets)}
        found = _parser().parseInline(" ".join(text.split()), env)
        return list(found[0].children or ()) if found else []

    def uncited(self) -> list[str]:
        """Names of the notes that nothing cited; their text must not be lost."""
        return [name for name in self.notes if name not in self.cited]

    def has_words(self, text: str) -> bool:
        """Whether a piece says more than what its notes say."""
        return bool(self._without_notes(text).strip())

    def cite(self, name: str) -> tuple[int, bool]:
        """Number of a note, from 1, and whether it is cited for the first time."""
        if name in self.cited:
            return self.cited[name], False
        self.cited[name] = len(self.cited) + 1
        return self.cited[name], True

    def _without_notes(self, text: str, *, keep: bool = False) -> str:
        """The text without the notes that it defines."""
        if "[^" not in text:
            return text
        rows: list[str] = []
        name = fence = ""
        for row in text.split("\n"):
            fence = marks.fence_after(row, fence, deep=True)
            found = None if fence else _NOTE.fullmatch(row)
            if found:
                name = found[1]
                if keep:
                    self.notes.setdefault(name, found[2].strip())
            elif name and row[:2] == "  " and row.strip():
                if keep:
                    self.notes[name] += f" {row.strip()}"
            else:
                name = name if not row.strip() else ""
                rows.append(row)
        return "\n".join(rows)


def content_text(one: Paragraph | Point) -> str:
    """All Markdown of a paragraph or point, for what looks at words alone."""
    return "\n\n".join(part if isinstance(part, str) else content_text(part) for part in one.content)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 20}).enable(["table", "strikethrough"])
    parser.inline.ruler.before("link", "note_ref", _note_ref)
    return parser


def _note_ref(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[^", state.pos):
        return False
    found = _NOTE_REF.match(state.src, state.pos)
    if not found or found[1] not in state.env.get("notes", {}):
        return False
    if not silent:
        token = state.push("note_ref", "", 0)
        token.meta = {"name": found[1]}
    state.pos = found.end()
    return True
