"""`lawloom bill export`: a bill in the formats of the law."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from lawloom.cli.context import Context

FORMATS = ("akn", "txt", "html", "json-ld")


@click.command()
@click.argument("slug", metavar="SUBJECT")
@click.option("--format", "form", type=click.Choice(FORMATS), required=True, help="Akoma Ntoso, text, HTML, JSON-LD.")
@click.option("--version", "label", default="", metavar="LABEL", help="Of a version; else the draft as it stands.")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="File to write.")
@click.pass_obj
def export(context: Context, slug: str, form: str, label: str, output: Path | None) -> None:
    """Print a bill, or one of its versions, in a format of the law. The same text gives the same bytes.

    \b
    Examples:
      lawloom bill export night-trains --format akn -o bill.xml
      lawloom bill export night-trains --version second-draft --format txt
    """
    from lawloom import drafting

    text = drafting.export(context.instance(), slug, label, form, context.language).encode(errors="replace")
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(text)
        sys.stdout.buffer.flush()
        return
    drafting.replace_file(output, text)
    context.say("law-exported", file=str(output), n=len(text))
