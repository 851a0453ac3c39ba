"""`lawloom bill redline` and `lawloom bill apply`: how one text became another, and that it is so."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import click

from lawloom.cli.context import Context
from lawloom.errors import ContentProblems, LawloomError, Place, problem

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("before", metavar="A.md", type=FILE)
@click.argument("after", metavar="B.md", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print the redline as JSON, from which apply rebuilds B.md.")
@click.option("--html", "as_html", is_flag=True, help="Print the redline as one page that needs no other file.")
@click.pass_obj
def redline(context: Context, before: Path, after: Path, as_json: bool, as_html: bool) -> None:
    """Show how the text A.md became B.md: article by article, word by word. Any two Markdown files will do.

    Words that were added stand between {+ and +}, words that were removed between [- and -]. In place of one of the two
    files, - is standard input.

    \b
    Examples:
      lawloom bill redline before.md after.md
      lawloom bill redline before.md after.md --json > redline.json
      lawloom bill redline before.md after.md --html > redline.html
    """
    from lawloom import bill
    from lawloom.bill.redlining import as_json as json_form
    from lawloom.bill.redlining import as_text

    if as_json and as_html:
        raise LawloomError(problem("one-form-only", "--json --html"))
    a, b = text_of(before), text_of(after)
    made = bill.redline(a, b)
    if as_json:
        _print_exactly(json_form.printed(made))
        return
    if as_html:
        from lawloom.press.paper import redline_file

        _print_exactly(redline_file.page(made, a, before.name, after.name, context.language))
        return
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    for line in as_text.lines(made, a, context.language, colour=colour):
        click.echo(line, color=colour)


@click.command()
@click.argument("before", metavar="A.md", type=FILE)
@click.argument("redline", metavar="REDLINE.json", type=FILE)
@click.pass_obj
def apply(context: Context, before: Path, redline: Path) -> None:
    """Print the later text, byte for byte, from the earlier one and a redline. Another text than A.md is refused.

    \b
    Example:
      lawloom bill apply before.md redline.json > after.md
    """
    from lawloom import bill

    try:
        b = bill.apply(text_of(before), text_of(redline))
    except LawloomError as refused:
        # The pure function knows no files.
        told = refused.problems[0]
        file = before if told.code == "redline-of-another-text" else redline
        raise LawloomError(replace(told, place=Place(str(file)))) from refused
    _print_exactly(b)


def text_of(path: Path) -> str:
    """The text of a file, every byte of it; `-` is standard input. raises ContentProblems (nul-byte, not-utf-8)"""
    from lawloom.content.files import decoded

    try:
        raw = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as refused:
        raise ContentProblems(problem("unreadable", str(path), detail=refused.strerror or "")) from refused
    text, problems = decoded(raw, str(path))
    if text is None:
        raise ContentProblems.of(problems)
    return raw.decode("utf-8")  # a byte order mark belongs to it here


def _print_exactly(text: str) -> None:
    """To standard output as it is: no line end is translated and none is added."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()
