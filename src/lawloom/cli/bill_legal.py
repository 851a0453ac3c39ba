"""`lawloom bill export` and `lawloom bill import`: a bill in the formats of the law, and back."""

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


@click.command("import")
@click.argument("file", metavar="FILE.xml", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--subject", "slug", required=True, help="Whose bill.md is written.")
@click.option("--replace", is_flag=True, help="Write over a bill.md that is there.")
@click.pass_obj
def import_(context: Context, file: Path, slug: str, replace: bool) -> None:
    """Write bill.md of a subject from an Akoma Ntoso document: a bill, an act, of whatever tradition.

    All its text is kept. Of elements that bill.md has no place for the words are kept, and it is said which they were.

    \b
    Example:
      lawloom bill import act.xml --subject night-trains
    """
    from lawloom import drafting

    name, made = drafting.import_akoma_ntoso(context.instance(), slug, file, replace=replace)
    context.say("law-imported", file=name, n=made.articles)
    if made.strange:
        context.say("law-words-kept", elements=", ".join(f"{tag} ({n})" for tag, n in made.strange))
