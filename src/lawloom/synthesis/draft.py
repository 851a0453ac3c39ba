"""The Markdown file of a synthesis: laid down once for people to write in, then kept up to date around their words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from lawloom import messages
from lawloom.errors import Problem, problem
from lawloom.model.findings import Findings
from lawloom.synthesis import blocks
from lawloom.synthesis.account import Account, Theme
from lawloom.synthesis.blocks import ALL, REST
from lawloom.synthesis.material import Material
from lawloom.synthesis.voices import by_theme

Parts = Mapping[str, tuple[str, ...]]  # the lines of each block as they should be now, by name


@dataclass(frozen=True, slots=True)
class Updated:
    """A file brought up to date.

    changed   names of the blocks that are not as they were
    added     themes that had no place in it yet
    problems  warnings: what was left alone, and why
    """

    text: str
    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def parts(account: Account, findings: Findings, material: Material, language: str) -> Parts:
    """What the engine's parts of the file should say now, in the order in which a new file has them."""
    voices = by_theme(account, findings, material)
    made = {ALL: blocks.all_lines(account, language)}
    for theme in account.themes:
        if theme.members:
            made[blocks.name_of(theme)] = blocks.theme_lines(theme, voices[theme.id], material, language)
    return made | {REST: blocks.rest_lines(account, language)}


def new(account: Account, now: Parts, *, title: str, date: str, language: str) -> str:
    """A whole file: front matter, a place for people's words, then theme after theme."""

    def say(key: str, **values: str | int) -> str:
        return messages.word(key, language, **values)

    lines = [
        "---",
        f"title: {json.dumps(title, ensure_ascii=False)}",
        f"date: {date}",
        "authors: []",
        'summary: ""',  # theirs to write: figures that we put here would not follow what comes later
        "---",
        *_hint(say("syn-hint-all", id=next(iter(account.one_for or account.theme_of), "cs-1"))),
        "",
        *blocks.framed(ALL, now[ALL]),
        "",
    ]
    for theme in account.themes:
        if theme.members:
            lines += _section(theme, now, language)
    lines += [f"## {say('syn-rest')}", "", *blocks.framed(REST, now[REST]), ""]
    return "\n".join(lines)


def updated(text: str, account: Account, now: Parts, *, file: str, language: str) -> Updated:
    """The file with the engine's parts as they are now; nothing that people wrote is touched.

    A part in which people wrote is left as it is, and told.
    """
    line_end = "\r\n" if "\r\n" in text else "\n"
    text = text.replace("\r\n", "\n")
    found, unclosed = blocks.blocks_in(text)
    told = [problem("block-unclosed", file, at + 1, warning=True) for at in unclosed]
    lines = text.split("\n")
    changed = []
    for block in reversed(found):
        due = now.get(block.name, (messages.word("syn-theme-empty", language),))
        if block.lines == due:
            continue
        if not block.is_untouched:
            told.append(problem("block-edited", file, block.first + 1, warning=True))
            continue
        lines[block.first : block.last + 1] = blocks.framed(block.name, due)
        changed.append(block.name)
    there = {block.name for block in found}
    fresh = [theme for theme in account.themes if theme.members and blocks.name_of(theme) not in there]
    added = []
    if ALL not in there:
        added += [*blocks.framed(ALL, now[ALL]), ""]
        changed.append(ALL)
    added += [line for theme in fresh for line in _section(theme, now, language)]
    if added:
        at = _before_rest(lines)
        lines[at:at] = added if at < len(lines) else ["", *added]
    if REST not in there:
        while lines and not lines[-1].strip():
            lines.pop()
        lines += ["", f"## {messages.word('syn-rest', language)}", "", *blocks.framed(REST, now[REST]), ""]
        changed.append(REST)
    added_ids = tuple(theme.id for theme in fresh)
    return Updated(line_end.join(lines), tuple(reversed(changed)), added_ids, tuple(told))


def _section(theme: Theme, now: Parts, language: str) -> list[str]:
    name = blocks.name_of(theme)
    hint = _hint(messages.word("syn-hint-theme", language))
    return [f"## {blocks.escaped(theme.label)}", "", *hint, "", *blocks.framed(name, now[name]), ""]


def _hint(text: str) -> list[str]:
    """A sentence for those who write; readers of the site do not see it."""
    return [f"<!-- {text} -->"]


def _before_rest(lines: list[str]) -> int:
    """Where a new theme belongs: before the heading of what is in no theme, else at the end."""
    found, _ = blocks.blocks_in("\n".join(lines))
    at = next((block.first for block in found if block.name == REST), None)
    if at is None:
        return len(lines)
    above = at
    while above > 0 and not lines[above - 1].strip():
        above -= 1
    return above - 1 if above > 0 and lines[above - 1].startswith("#") else at
