"""`lawloom export`: what is taken away from a consultation to be read elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from lawloom.cli.context import Commands, Context, tell
from lawloom.errors import Problem


@click.group(cls=Commands)
def export() -> None:
    """Make files to be sent, printed or read without a network.

    \b
    Examples:
      lawloom export report night-trains --phase solutions -o report.html
      lawloom export archive -o night-trains.zip
    """


@export.command()
@click.argument("slug", metavar="SUBJECT")
@click.option("--phase", required=True, help="Name of the phase.")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="File to write.")
@click.pass_obj
def report(context: Context, slug: str, phase: str, output: Path | None) -> None:
    """Print one phase as one report for paper: every contribution, its votes, its arguments, what became of it.

    A report of more than 2,000 contributions has parts beside the first file.

    \b
    Example:
      lawloom export report night-trains --phase solutions -o report.html
    """
    from lawloom import exports

    target = _target(output or Path(f"{slug}-{phase}.html"))
    problems: list[Problem] = []
    for path in exports.report(context.instance(), slug, phase, target, problems):
        context.say("export-written", file=str(path))
    sys.exit(tell(problems, context))


@export.command()
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="File to write: site.zip.")
@click.pass_obj
def archive(context: Context, output: Path | None) -> None:
    """Build the site and put all of it into one archive, to be unzipped and read without a server or a network.

    \b
    Example:
      lawloom export archive -o night-trains.zip
    """
    from lawloom import exports

    target = _target(output or Path("site.zip"))
    packed = exports.site(context.instance(), target)
    code = tell(packed.problems, context)
    context.say("export-packed", file=str(target), n=packed.files)
    sys.exit(code)


def _target(path: Path) -> Path:
    return path if path.is_absolute() else Path.cwd() / path
