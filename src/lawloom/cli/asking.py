"""Questions that `lawloom new` asks at a terminal, where the options do not say enough. Elsewhere nothing asks."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import click

from lawloom import messages
from lawloom.cli.context import Context
from lawloom.errors import ContentProblems, Problem


@dataclass(frozen=True, slots=True)
class Answers:
    """What a new consultation is made from; empty: not told, or not known yet."""

    title: str = ""
    languages: str = ""
    repository: str = ""
    timezone: str = ""
    contact: str = ""
    address: str = ""


ORDER = ("title", "languages", "repository", "timezone", "contact", "address")
NEEDED = ("title", "languages")
UNKNOWN = "-"  # the answer of those who cannot say yet


def complete(context: Context, target: Path, given: Answers) -> Answers:
    """What was not given by an option, asked for where somebody can answer; else as it is.

    Options that say what is needed are enough: then nothing is asked. Whatever cannot be used is asked again, with what
    is wrong about it. Nothing is written here, so whoever stops leaves nothing behind.

    raises  ContentProblems where the folder cannot be used, before the first question
    """
    if all(getattr(given, name) for name in NEEDED) or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return given
    from lawloom.scaffold import problems_of, problems_of_target

    if found := list(problems_of_target(target)):
        raise ContentProblems(*found)
    for name in ORDER:
        usual = _usual(name, context, target, given)
        while not getattr(given, name) or _told(context, problems_of(name, getattr(given, name))):
            answer = _answer(context, name, usual)
            if answer == UNKNOWN and name not in NEEDED:
                given = replace(given, **{name: ""})
                break
            given = replace(given, **{name: answer})
            if not answer:
                _told(context, problems_of(name, ""))
    return given


def _answer(context: Context, name: str, usual: str) -> str:
    question = messages.word(f"new-ask-{name}", context.language)
    return str(click.prompt(question, default=usual, show_default=bool(usual), prompt_suffix=" ")).strip()


def _told(context: Context, problems: list[Problem]) -> bool:
    if problems:
        click.echo(messages.report(problems, context.language), err=True, nl=False)
    return bool(problems)


def _usual(name: str, context: Context, target: Path, given: Answers) -> str:
    """What to take where nothing is typed; empty where there is no such thing."""
    usual: dict[str, Callable[[], str]] = {
        "title": str,
        "languages": lambda: context.language,
        "repository": lambda: _of_git(target),
        "timezone": _here,
        "contact": str,
        "address": lambda: _of_pages(given.repository),
    }
    return usual[name]() or ("" if name in NEEDED else UNKNOWN)


def _of_git(target: Path) -> str:
    """The repository that this folder was cloned from, as owner/name."""
    try:
        told = subprocess.run(
            ["git", "-C", str(target), "config", "--get", "remote.origin.url"],
            capture_output=True,
            text=True,
            check=False,
            timeout=10,
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""
    parts = told.strip().removesuffix(".git").replace(":", "/").split("/")
    return "/".join(parts[-2:]) if "github.com" in told and len(parts) > 2 else ""


def _here() -> str:
    """The time zone of this machine, where it has a name."""
    try:
        parts = Path("/etc/localtime").resolve().parts
        return "/".join(parts[parts.index("zoneinfo") + 1 :]) or "UTC"
    except (OSError, ValueError):
        return "UTC"


def _of_pages(repository: str) -> str:
    """Where GitHub Pages would put the site."""
    owner, _, name = repository.partition("/")
    return f"https://{owner.lower()}.github.io/{name}/" if name else ""
