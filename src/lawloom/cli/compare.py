"""`lawloom compare`: what changes between two sites, in words."""

from __future__ import annotations

from pathlib import Path

import click

from lawloom.cli.context import Context


@click.command()
@click.argument("before", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.argument("after", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.pass_obj
def compare(context: Context, before: Path, after: Path) -> None:
    """Say in words which pages differ between two sites, and what they say now; as Markdown.

    \b
    Example:
      lawloom compare old-site/ site/
    """
    from lawloom.press.site import compare as comparing

    for line in comparing.told(comparing.changes(before, after), context.language):
        click.echo(line)
