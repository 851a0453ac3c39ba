"""The parts of synthesis/<phase>.md that the engine keeps: figures, quotes and the list of what is in each theme.

    <!-- lawloom: theme night-work 1f0c3a9e -->
    38 contributions, ...
    <!-- lawloom: end -->

Everything around them belongs to people. The eight digits are the digest of the lines between, so that what somebody
wrote inside by mistake is seen and never written over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

from lawloom import messages
from lawloom.content.characters import without_controls
from lawloom.model.ids import ContributionId
from lawloom.synthesis.account import Account, Theme, kinds_of
from lawloom.synthesis.material import Material, Size
from lawloom.synthesis.voices import GAP, Voice, Voices

ALL, THEME, REST = "all", "theme", "rest"
_OPENING = re.compile(r"^<!-- lawloom: (all|rest|theme (?P<theme>[a-z0-9-]+)) (?P<digest>[0-9a-f]{8}) -->$")
_CLOSING = "<!-- lawloom: end -->"
_WIDTH = 118
_ENTITY = re.compile(r"&(?=#?\w+;)")


@dataclass(frozen=True, slots=True)
class Block:
    """One part of the engine's.

    name     "all", "rest" or "theme <id>"
    digest   of the lines as they were laid down
    first    number of its opening line, counted from 0; last: that of its closing line
    lines    between the two
    """

    name: str
    digest: str
    first: int
    last: int
    lines: tuple[str, ...]

    @property
    def is_untouched(self) -> bool:
        return digest_of(self.lines) == self.digest


def digest_of(lines: tuple[str, ...]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()[:8]


def blocks_in(text: str) -> tuple[list[Block], list[int]]:
    """The blocks of a text in order; and the lines (from 0) that open one which is not closed before the next."""
    found, unclosed = [], []
    opening: tuple[int, str, str] | None = None
    lines = text.split("\n")
    for at, line in enumerate(lines):
        match = _OPENING.match(line.rstrip())
        if match:
            if opening:
                unclosed.append(opening[0])
            opening = at, match[1], match["digest"]
        elif line.rstrip() == _CLOSING and opening:
            start, name, digest = opening
            found.append(Block(name, digest, start, at, tuple(one.rstrip() for one in lines[start + 1 : at])))
            opening = None
    if opening:
        unclosed.append(opening[0])
    return found, unclosed


def framed(name: str, lines: tuple[str, ...]) -> list[str]:
    """The lines with what marks them as the engine's."""
    return [f"<!-- lawloom: {name} {digest_of(lines)} -->", *lines, _CLOSING]


def name_of(theme: Theme) -> str:
    return f"{THEME} {theme.id}"


# --- what stands in them ----------------------------------------------------------------------------------------------


def all_lines(account: Account, language: str) -> tuple[str, ...]:
    """The receipt: themes, unclassified, set aside, together all."""
    in_themes = len(account.theme_of)

    def row(key: str, n: int, **values: str | int) -> str:
        return f"| {messages.word(key, language, n=n, **values)} | {messages.number(n, language)} |"

    held = sum(1 for theme in account.themes if theme.members)
    return (
        sentence(account.size, language),
        "",
        f"| {messages.word('syn-where', language)} | {messages.word('syn-contributions', language)} |",
        "| --- | ---: |",
        row("syn-in-themes", in_themes, themes=messages.word("syn-themes-n", language, n=held)),
        row("syn-in-none", len(account.unclassified)),
        row("syn-set-aside", len(account.set_aside)),
        row("syn-all", in_themes + len(account.unclassified) + len(account.set_aside)),
    )


def theme_lines(theme: Theme, voices: Voices, material: Material, language: str) -> tuple[str, ...]:
    """A theme: how many, its words, its voices, and every number that is in it."""

    def say(key: str, **values: str | int) -> str:
        return messages.word(key, language, **values)

    if not theme.members:
        return (say("syn-theme-empty"),)
    lines = [sentence(theme.size, language), "", kinds(theme.members, material, language)]
    if theme.terms:
        lines += ["", say("syn-words", words=", ".join(theme.terms))]
    if theme.stability is not None:
        lines += ["", say("syn-stays", share=str(theme.stability))]
    for key, said in (
        ("syn-typical", voices.typical),
        ("syn-for", voices.arguments_for),
        ("syn-against", voices.arguments_against),
        ("syn-few", voices.few),
        ("syn-asking", voices.asking),
        ("syn-copies", voices.copies),
    ):
        if said:
            lines += ["", f"**{say(key)}**"]
            lines += [line for one in said for line in ("", *quote(one, language))]
    return (*lines, "", *listed(theme.members, say("syn-all-of-it", n=len(theme.members))))


def rest_lines(account: Account, language: str) -> tuple[str, ...]:
    """What is in no theme, and what was set aside, with the reasons."""

    def say(key: str, **values: str | int) -> str:
        return messages.word(key, language, **values)

    lines: list[str] = []
    if account.unclassified:
        many = len(account.unclassified)
        lines += [say("syn-rest-unclassified", n=many), "", *listed(account.unclassified, say("syn-in-none", n=many))]
    reasons: dict[str, list[ContributionId]] = {}
    for id, reason in account.set_aside.items():
        reasons.setdefault(" ".join(reason.split()), []).append(id)
    for reason, ids in sorted(reasons.items()):
        lines += [""] * bool(lines)
        lines += [say("syn-rest-aside", n=len(ids), reason=escaped(reason)), ""]
        lines += listed(tuple(ids), say("syn-set-aside", n=len(ids)))
    return tuple(lines) or (say("syn-rest-nothing"),)


def sentence(size: Size, language: str) -> str:
    """The three figures that are never mixed."""
    parts = [
        messages.word("syn-n-contributions", language, n=size.contributions),
        messages.word("syn-n-texts", language, n=size.texts),
        messages.word("syn-n-people", language, n=size.people),
    ]
    if size.unknown:
        parts.append(messages.word("syn-n-unknown", language, n=size.unknown))
    return ", ".join(parts) + "."


def kinds(ids: tuple[ContributionId, ...], material: Material, language: str) -> str:
    """How many of each kind, the most first."""
    counted = sorted(kinds_of(ids, material).items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(messages.word(f"syn-kind-{kind}", language, n=n) for kind, n in counted) + "."


def quote(voice: Voice, language: str) -> list[str]:
    """A quote of Markdown that ends with its citation; below it, who says alike."""
    if voice.gone:
        paragraphs = [messages.word("syn-gone", language)]
    else:
        paragraphs = [escaped(" ".join(line.split())) for line in re.sub(r"\n\s*\n", "\n\n", voice.words).split("\n")]
    paragraphs[-1] += f"{GAP if voice.is_cut else ''} [#{voice.id}]"
    lines = [f"> {paragraph}".rstrip() for paragraph in paragraphs]
    if voice.others:
        others = messages.word("syn-others", language, n=voice.others)
        lines += ["", f"*{others} {messages.word('syn-n-people', language, n=voice.people)}.*"]
    return lines


def escaped(text: str) -> str:
    """Somebody's words so that they are nothing but words here: no mark of HTML, no citation, no code, no heading."""
    text = _ENTITY.sub("&amp;", without_controls(text))
    text = text.replace("<", "&lt;").replace("[", "&#91;").replace("`", "&#96;").replace("|", "&#124;")
    return re.sub(r"^(\d*)(?=[#>*+~=-]|(?<=\d)[.)])", r"\1\\", text)


def listed(ids: tuple[ContributionId, ...], title: str) -> list[str]:
    """Numbers in a comment: whoever reads the file finds each, the page leads to a list instead."""
    lines, line = [f"<!-- {title}"], ""
    for id in ids:
        if line and len(line) + len(id) >= _WIDTH:
            lines.append(line)
            line = ""
        line += f" {id}" if line else id
    return [*lines, line, "-->"]
