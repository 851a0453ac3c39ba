"""Sentences for people, by code and language; one catalog a room and a language: `messages/<language>/<room>.yml`.

A catalog maps a Problem's code to `{found: ..., mend: ...}`, or the key of an interface word to a text or to
`{one: ..., other: ...}`. `{name}` is replaced by the value of that name. English is the last resort; a code without an
entry still gives a readable line, never an error. What comes out is plain text: templates escape it.
"""

from __future__ import annotations

import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from lawloom.errors import Problem

LANGUAGES = ("en", "fr", "es")
FOLDER = Path(__file__).parent
LONGEST_VALUE = 200  # characters of a quoted value; the file itself holds the rest

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_FRENCH_NARROW = re.compile(r" (?=[;!?])")
_FRENCH_WIDE = re.compile(r" (?=:(?:\s|$))| (?=[»%])|(?<=«) ")
_THOUSANDS = {"en": ",", "fr": "\u202f", "es": "."}


def sentence(problem: Problem, language: str) -> str:
    """What was found and what was expected, on one line.

    A value named `near` that is not empty adds "; did you mean ...?", unless the entry speaks of it itself.
    """
    entry = _problem_entry(problem.code, language)
    if entry is None:
        plain = problem.code.replace("-", " ")
        told = ", ".join(f"{name} = {_shown(value)}" for name, value in problem.values)
        return f"{plain} ({told})" if told else plain
    values = dict(problem.values)
    text = str(entry["found"])
    if values.get("near") and "{near}" not in text:
        text += word("did-you-mean", language)
    return _filled(text, values)


def mend(problem: Problem, language: str) -> str:
    """What to do next; empty where the catalog has no advice."""
    entry = _problem_entry(problem.code, language)
    return _filled(str(entry.get("mend") or ""), dict(problem.values)) if entry else ""


def report(problems: Iterable[Problem], language: str) -> str:
    """All problems for a terminal or a log, by place, each told once: `file:line: found`, then `mend: ... [code]`.

    Ends with a newline unless there is no problem.
    """
    told = sorted(dict.fromkeys(problems), key=lambda p: (p.place, p.code, str(p.values)))
    return "".join(_told(problem, language) for problem in told)


def as_json(problem: Problem, language: str) -> dict[str, str | int | bool]:
    """A problem for a program: file, line, code, what was found, how to mend it, and whether it only warns."""
    return {
        "file": problem.place.file,
        "line": problem.place.line,
        "code": problem.code,
        "found": sentence(problem, language),
        "mend": mend(problem, language),
        "warning": problem.warning,
    }


def spoken_language(environment: Mapping[str, str]) -> str:
    """The language of messages: LAWLOOM_LANGUAGE, else the terminal's, else English."""
    for name in ("LAWLOOM_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        language = environment.get(name, "")[:2].lower()
        if language in LANGUAGES:
            return language
    return "en"


def word(key: str, language: str, **values: str | int) -> str:
    """An interface word in plain text; `n` chooses between one and other and is printed with its thousands apart.

    A key no catalog has comes back as it is.
    """
    text = _word_entry(key, language)
    if text is None:
        return key
    n = values.get("n")
    if isinstance(text, Mapping):
        form = "one" if n is not None and is_one(n, language) else "other"
        text = text.get(form, text.get("other", key))
    if isinstance(n, int):
        values["n"] = number(n, language)
    return _PLACEHOLDER.sub(lambda match: str(values.get(match[1], match[0])), str(text))


def number(n: int, language: str) -> str:
    """A whole number with its thousands apart, as the language writes it: 1,320 / 1 320 / 1.320."""
    return f"{n:,}".replace(",", _THOUSANDS.get(known_language(language), ","))


def day(date: str, language: str) -> str:
    """A day, `2027-03-18`, in words: 18 March 2027."""
    year, month, number_ = (int(part) for part in date[:10].split("-"))
    months = catalog("pages", known_language(language))["months"]
    key = "date-first" if number_ == 1 else "date"
    return word(key, language, day=str(number_), month=months[month - 1], year=str(year))


def is_one(n: int | str, language: str) -> bool:
    """Whether so many take the singular; French says it of 0 as well."""
    if isinstance(n, str):
        digits = re.sub(r"\D", "", n)
        n = int(digits[:18]) if digits else 0
    return n in (0, 1) if known_language(language) == "fr" else n == 1


def known_language(language: str) -> str:
    """The catalog language for a BCP 47 tag: `fr-CA` reads the French one, `de` the English one."""
    base = language.split("-")[0].lower()
    return base if base in LANGUAGES else "en"


@cache
def catalog(room: str, language: str) -> dict[str, Any]:
    """One catalog as it is written; empty where the room has none in that language."""
    path = FOLDER / language / f"{room}.yml"
    try:
        stat = path.stat()
    except OSError:
        return {}
    # Kept as JSON where Python keeps what it compiled: reading YAML costs a short command a third of its time.
    compiled, mark = FOLDER / "__pycache__" / f"{language}.{room}.json", [stat.st_mtime_ns, stat.st_size, "spaced"]
    try:
        known, entries = json.loads(compiled.read_bytes())
        if known == mark and isinstance(entries, dict):
            return entries
    except (OSError, ValueError, TypeError):
        pass
    import yaml

    loaded = yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  both safe
    entries = loaded if isinstance(loaded, dict) else {}
    if language == "fr":
        entries = {key: _spaced(entry) for key, entry in entries.items()}
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            draft = compiled.with_name(f"{compiled.name}.{os.getpid()}")
            draft.write_text(json.dumps([mark, entries]), encoding="utf-8")
            draft.replace(compiled)
    return entries


@cache
def rooms(language: str) -> tuple[str, ...]:
    """Names of the rooms that have a catalog in this language, sorted."""
    return tuple(sorted(path.stem for path in (FOLDER / language).glob("*.yml")))


def _spaced(entry: Any) -> Any:
    """The entry with the spaces that French does not let go at the end of a line; people type them as any other."""
    if isinstance(entry, str):
        return _FRENCH_WIDE.sub("\u00a0", _FRENCH_NARROW.sub("\u202f", entry))
    if isinstance(entry, dict):
        return {key: _spaced(text) for key, text in entry.items()}
    return [_spaced(text) for text in entry] if isinstance(entry, list) else entry


def _problem_entry(code: str, language: str) -> Mapping[str, Any] | None:
    for tongue in dict.fromkeys((known_language(language), "en")):
        for room in rooms(tongue):
            entry = catalog(room, tongue).get(code)
            if isinstance(entry, Mapping) and "found" in entry:
                return entry
    return None


@cache
def _word_entry(key: str, language: str) -> str | Mapping[str, str] | None:
    for tongue in dict.fromkeys((known_language(language), "en")):
        # Pages first: they ask thousands of times, and seldom for a word of another room.
        for room in dict.fromkeys(("pages", *rooms(tongue))):
            entry = catalog(room, tongue).get(key)
            if isinstance(entry, str) or (isinstance(entry, Mapping) and "other" in entry):
                return entry
    return None


def _told(problem: Problem, language: str) -> str:
    found, advice = sentence(problem, language), mend(problem, language)
    place = f"{_shown(str(problem.place))}: " if problem.place.file else ""
    if problem.warning:
        found = word("labelled", language, label=word("warning", language), text=found)
    label = f"{word('labelled', language, label=word('mend', language), text=advice)}   " if advice else ""
    return f"{place}{found}\n  {label}[{problem.code}]\n"


def _filled(text: str, values: Mapping[str, str | int]) -> str:
    return _PLACEHOLDER.sub(lambda match: _shown(values[match[1]]) if match[1] in values else match[0], text)


def _shown(value: str | int) -> str:
    """A value from a file, safe on a terminal: what cannot be seen is spelled out, what is endless is cut."""
    text = str(value)
    if len(text) > LONGEST_VALUE:
        text = text[:LONGEST_VALUE] + "…"
    return "".join(_spelled(character) if _unseen(character) else character for character in text)


def _unseen(character: str) -> bool:
    if " " <= character <= "~":
        return False
    # Controls, format characters (bidi, zero width), lone surrogates, private use, unassigned, odd spaces, line ends.
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"}


def _spelled(character: str) -> str:
    if character == "\u202f":  # the thousands of French
        return character
    short = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(character)
    return short or f"<U+{ord(character):04X}>"
