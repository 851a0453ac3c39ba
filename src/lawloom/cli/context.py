"""What every command shares: where it runs, how it tells, what moment it speaks of."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from lawloom import messages
from lawloom.errors import LawloomError, Problem, SourceUnavailable, problem
from lawloom.instance import Instance


class Context:
    """Where the command runs and in which language it speaks."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.language = messages.spoken_language(os.environ)

    def instance(self) -> Instance:
        """The consultation of this folder or of the nearest one above it that has a consultation.yml."""
        start = self.folder.resolve()
        for folder in (start, *start.parents):
            if (folder / "consultation.yml").is_file():
                return Instance(folder)
        raise LawloomError(problem("no-consultation-here", str(self.folder)))

    def say(self, key: str, **values: str | int) -> None:
        click.echo(messages.word(key, self.language, **values))


class Commands(click.Group):
    """A group that turns our failures into sentences and exit codes, and lists commands in the order of use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except LawloomError as failure:
            language = ctx.obj.language if ctx.obj else messages.spoken_language(os.environ)
            click.echo(messages.report(failure.problems, language), err=True, nl=False)
            sys.exit(failure.exit_code)
        except BrokenPipeError:
            raise  # whoever reads on has read enough (`| head`): click ends in silence
        except OSError as failure:
            # A folder that may not be written, a full disk: whatever the stage, who can act is at the keyboard.
            language = ctx.obj.language if ctx.obj else messages.spoken_language(os.environ)
            told = problem("disk-refused", str(failure.filename or ""), detail=failure.strerror or str(failure))
            click.echo(messages.report([told], language), err=True, nl=False)
            sys.exit(SourceUnavailable.exit_code)


def tell(problems: list[Problem] | tuple[Problem, ...], context: Context) -> int:
    """Print what must be mended; the exit code is 1 unless there were only warnings."""
    if problems:
        click.echo(messages.report(problems, context.language), err=True, nl=False)
    return 1 if any(not one.warning for one in problems) else 0


def now_or(as_of: str | None) -> str:
    """`--as-of` as an instant, else this second: the one place where the clock is read."""
    from lawloom.model.instant import instant

    if as_of is None:
        return instant(datetime.now(UTC))
    try:
        return instant(datetime.fromisoformat(as_of))
    except ValueError as wrong:
        raise LawloomError(problem("as-of-unreadable", "--as-of", found=as_of)) from wrong


def progress_line() -> Callable[[str], None]:
    """Progress that overwrites itself on a terminal and is a plain line elsewhere."""
    terminal = sys.stderr.isatty()

    def show(line: str) -> None:
        click.echo(f"\r\033[K{line}" if terminal else line, nl=not terminal, err=True)

    return show
