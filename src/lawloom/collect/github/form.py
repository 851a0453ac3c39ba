"""The body of an issue that came by a form -> its fields. Pure; knows no language and no kind.

The forge writes a form as one Markdown text: a heading of the third level for each field, then what was typed. Citizens
type headings too, and edit them. So a heading begins a field only where it is the label of one that has not come yet;
every other line is what somebody wrote.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

NOTHING = "_No response_"  # what the forge writes for a field left empty, in every language
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_TICKED = re.compile(r"[-*][ \t]+\[[xX]\][ \t]+(.*)")


@dataclass(frozen=True, slots=True)
class Form:
    """What a body says.

    fields  text by id of the field; one that was left empty is absent
    rest    what stands before the first field, or all of it where there is none
    marks   what hidden comments say: `<!-- lawloom: article night-rest -->` gives {"article": "night-rest"}
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    rest: str = ""
    marks: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_form(self) -> bool:
        return bool(self.fields)


def read(body: str, labels: Mapping[str, Iterable[str]]) -> Form:
    """Take a body apart.

    labels  by id of the field: its headings in every language in which the form exists
    """
    ids = {_plain(label): id for id, many in labels.items() for label in many}
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    before = lines
    fence = ""
    for line in without_comments(body).split("\n"):
        fence = _fenced(line, fence)
        id = None if fence else ids.get(_plain(_heading(line)))
        if id is not None and id not in found:
            lines = found[id] = []
        else:
            lines.append(line)
    texts = {id: _text(many) for id, many in found.items()}
    return Form({id: text for id, text in texts.items() if text}, _text(before), marks(body))


def without_comments(body: str) -> str:
    """The text with plain ends of lines, without hidden comments that begin a line: nobody sees those on the forge.

    One that never ends is text.
    """
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept: list[str] = []
    last = max((place for place, line in enumerate(lines) if "-->" in line), default=-1)
    fence, at = "", 0
    while at < len(lines):
        line = lines[at]
        fence = _fenced(line, fence)
        if not fence and at <= last and line.lstrip().startswith("<!--"):
            end = next(place for place in range(at, last + 1) if "-->" in lines[place])
            rest = lines[end].partition("-->")[2]
            kept += [rest] if rest.strip() else []
            at = end + 1
            continue
        kept.append(line)
        at += 1
    return "\n".join(kept)


def ticked(text: str, exact: str) -> bool:
    """Whether a box of this very text is ticked: a consent that was worded otherwise is none."""
    return any((box := _TICKED.fullmatch(line.strip())) and box[1].strip() == exact for line in text.split("\n"))


def marks(body: str) -> dict[str, str]:
    """Words that our own pages hid in a body; whoever writes one by hand gains nothing by it."""
    found: dict[str, str] = {}
    _, *opened = body[:65_536].partition("<!--")
    while opened[0]:
        comment, closed, rest = opened[1].partition("-->")
        if not closed:
            break  # nor does any later one end
        words = comment.split()
        if len(words) == 3 and words[0] == "lawloom:":
            found.setdefault(words[1], words[2])
        _, *opened = rest.partition("<!--")
    return found


def _fenced(line: str, fence: str) -> str:
    """The fence that is open after this line; empty where none is."""
    if fence:
        bare = line.strip()
        return "" if bare and set(bare) == {fence[0]} and len(bare) >= len(fence) else fence
    opened = _FENCE.match(line)
    return opened[1] if opened else ""


def _heading(line: str) -> str:
    """What a heading of the third level says; empty where the line is none. No pattern: people send lines of 65,536."""
    return line[4:].strip(" \t").rstrip(" \t\r#") if line.startswith(("### ", "###\t")) else ""


def _text(lines: list[str]) -> str:
    text = "\n".join(lines).strip()
    return "" if text == NOTHING else text


def _plain(label: str) -> str:
    """A label as it is compared: however it is composed, spaced and capitalised."""
    return " ".join(unicodedata.normalize("NFKC", label).casefold().split())
