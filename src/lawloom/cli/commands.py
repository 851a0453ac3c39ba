"""The commands of `lawloom`, one function each.

Exit codes: 0 done, 1 an author must mend something, 2 a source is unavailable (nothing lost, run again), 3 the ledger
is damaged (nothing written).
"""

from __future__ import annotations

import gc
import json
import os
import sys
from pathlib import Path

import click

from lawloom import __version__, messages
from lawloom.cli.bill import bill
from lawloom.cli.compare import compare
from lawloom.cli.context import Commands, Context, now_or, progress_line, tell
from lawloom.cli.export import export
from lawloom.cli.forge import collect, doctor, start, tell_authors, todo, welcome
from lawloom.cli.synthesis import synthesis
from lawloom.errors import LawloomError, SourceUnavailable, problem

AS_OF = click.option("--as-of", metavar="TIME", help="Act as if it were this moment, for example 2027-03-18T06:00:00Z.")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="Work in this folder, as in git.",
)
@click.version_option(__version__, prog_name="lawloom")
@click.pass_context
def main(ctx: click.Context, folder: Path) -> None:
    """Write a law together with citizens, in Git.

    \b
    First steps:
      lawloom new night-trains --title "Night trains" --language en --repository owner/night-trains
      lawloom -C night-trains check
      lawloom -C night-trains serve
    """
    ctx.obj = Context(folder)


@main.command()
@click.argument("target", type=click.Path(path_type=Path, file_okay=False))
@click.option("--title", default="", help="Title of the consultation.")
@click.option(
    "--language",
    "--languages",
    multiple=True,
    help="Its language, for example fr; several the main one first: en,fr. Others can be added later.",
)
@click.option("--repository", default="", help="Where it will live on the forge: owner/name.")
@click.option("--timezone", default="", help="Time zone of its dates, for example Europe/Paris; UTC if left out.")
@click.option("--contact", default="", help="How readers reach you: an e-mail address, or that of a page.")
@click.option("--address", default="", help="Where the site will stand, for example https://example.org/.")
@click.pass_obj
def new(context: Context, /, target: Path, language: tuple[str, ...], **given: str) -> None:
    """Lay down a new consultation in an empty folder. At a terminal it asks for what was not given.

    \b
    Examples:
      lawloom new night-trains
      lawloom new night-trains --title "Trains de nuit" --language fr --repository ville/trains --timezone Europe/Paris
      lawloom new night-trains --title "Night trains" --languages en,fr
    """
    from lawloom import stages
    from lawloom.cli import asking

    told = asking.complete(context, context.folder / target, asking.Answers(languages=",".join(language), **given))
    if missing := [name for name in ("title", "languages") if not getattr(told, name)]:
        option = {"title": "--title", "languages": "--language"}[missing[0]]
        raise click.UsageError(f"Missing option '{option}'.")
    made = stages.new(
        context.folder / target,
        told.title,
        told.languages,
        told.repository,
        told.timezone or "UTC",
        contact=told.contact,
        address=told.address,
        environment=os.environ,
    )
    for path in made.files:
        if not path.startswith(".lawloom/"):  # copies of what was laid
            click.echo(f"  {path}")
    context.say("new-done", folder=str(target), key_file=str(made.key_file))


@main.command()
@click.argument("target", type=click.Path(path_type=Path, file_okay=False))
@click.option("--contributions", type=click.IntRange(1, 200_000), metavar="N", help="Invent so many, up to 200,000.")
@click.option("--seed", default="Lawloom", show_default=True, help="From which they are drawn.")
@click.pass_obj
def demo(context: Context, target: Path, contributions: int | None, seed: str) -> None:
    """Lay down a demonstration in an empty folder: the one that comes with Lawloom, or an invented one of any size.

    \b
    Examples:
      lawloom demo aldermark
      lawloom demo large --contributions 10000 --seed rain
    """
    from lawloom import stages

    shown = stages.demo(context.folder / target, contributions, seed, progress=progress_line())
    context.say("demo-done", folder=str(target), lines=shown.lines, n=shown.contributions)


@main.command()
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option(
    "--engine", "address", default="", help="Move to this engine: WHEEL#sha256=..., or git+https://...@COMMIT."
)
@click.pass_obj
def upgrade(context: Context, dry_run: bool, address: str) -> None:
    """Bring the files that `new` laid down up to this version of Lawloom.

    \b
    Example:
      lawloom upgrade --dry-run
    """
    from lawloom import stages

    changes = stages.upgrade(context.instance(), dry_run=dry_run, address=address)
    for path in changes:
        click.echo(f"  {path}")
    context.say("upgrade-nothing" if not changes else "upgrade-would" if dry_run else "upgrade-done", n=len(changes))
    if any(path.endswith(".new") for path in changes):
        context.say("upgrade-beside")


@main.command()
@click.option("--schema", "schema_name", metavar="NAME", help="Print the JSON Schema of one kind of file, for editors.")
@click.option("--ids", "ids_of", metavar="SUBJECT", help="Print the ids that can be named in a subject's files.")
@click.option("--since", metavar="COMMIT", default="", help="Hold what changed since to what a citizen may propose.")
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
@click.pass_obj
def check(context: Context, schema_name: str | None, ids_of: str | None, since: str, as_json: bool) -> None:
    """Read every file that people wrote and report every problem, with file, line and how to mend it.

    \b
    Examples:
      lawloom check
      lawloom check --schema subject > subject.schema.json
      lawloom check --since origin/main
    """
    from lawloom import stages

    if schema_name is not None:
        click.echo(json.dumps(stages.schema(schema_name), indent=2, ensure_ascii=False))
        return
    if ids_of is not None:
        for line in stages.ids(context.instance(), ids_of):
            click.echo(line)
        return
    result = stages.check(context.instance(), since=since)
    if as_json:
        click.echo(json.dumps([messages.as_json(one, context.language) for one in result.problems], ensure_ascii=False))
        sys.exit(1 if any(not one.warning for one in result.problems) else 0)
    code = tell(result.problems, context)
    if code == 0:
        context.say("check-fine", files=result.files)
    else:
        faults = sum(1 for one in result.problems if not one.warning)
        click.echo(messages.word("check-count", context.language, n=faults), err=True)
    sys.exit(code)


@main.command("import")
@click.argument("format_name", metavar="FORMAT", type=click.Choice(["cap-collectif", "polis", "decidim", "csv"]))
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--subject", "slug", required=True, help="Subject that receives them; made if it does not exist.")
@click.option("--title", help="Title of the subject, if it is made.")
@click.option("--prefix", help="Letters its ids begin with; a second export of one platform needs its own.")
@AS_OF
@click.pass_obj
def import_(
    context: Context, format_name: str, path: Path, slug: str, title: str | None, prefix: str | None, as_of: str | None
) -> None:
    """Bring in contributions and votes from another platform's export, or from a table of your own.

    Safe to repeat: what is already in the ledger is not added again. Rows that cannot be read are kept in private/.

    \b
    Examples:
      lawloom import polis exports/night-trains/ --subject night-trains
      lawloom import csv paper-forms.csv --subject night-trains --prefix pf
    """
    from lawloom import stages

    source = path if path.is_absolute() else Path.cwd() / path
    report = stages.import_(
        context.instance(),
        format_name,
        source,
        slug,
        title=title,
        prefix=prefix,
        as_of=now_or(as_of),
        environment=os.environ,
        progress=progress_line(),
    )
    for line in report.lines(context.language):
        click.echo(line)
    tell(report.problems, context)
    context.say("then-build")


@main.command()
@click.argument("slugs", metavar="[SUBJECT]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print all figures as JSON (schema: --schema).")
@click.option("--schema", "show_schema", is_flag=True, help="Print the JSON Schema of --json.")
@click.pass_obj
def tally(context: Context, slugs: tuple[str, ...], as_json: bool, show_schema: bool) -> None:
    """Count people, votes, arguments and sources again from the ledger.

    \b
    Examples:
      lawloom tally
      lawloom tally night-trains --json
    """
    from lawloom import stages

    if show_schema:
        click.echo(json.dumps(stages.tally_schema(), indent=2))
        return
    result = stages.tally(context.instance(), slugs)
    if as_json:
        click.echo(json.dumps(result.as_json(), ensure_ascii=False, sort_keys=True))
    else:
        for line in result.lines(context.language):
            click.echo(line)
        if not result.tallies:
            context.say("nothing-received")
    tell(result.problems, context)


@main.command()
@click.option("--site", type=click.Path(path_type=Path, file_okay=False), help="Print the site here instead of site/.")
@click.option(
    "--engine",
    default="mkdocs",
    show_default=True,
    help="What sets the type of the editorial pages: mkdocs, properdocs, zensical, or a path to one of them.",
)
@AS_OF
@click.option("--no-search", is_flag=True, help="Leave out the index of the search, which takes longest to make.")
@click.pass_obj
def build(context: Context, site: Path | None, engine: str, as_of: str | None, no_search: bool) -> None:
    """Print the whole site. What did not change is not printed again.

    \b
    Example:
      lawloom build
    """
    from lawloom import stages

    # Ten thousand pages leave a thousand objects that hold each other; looking for them took a twelfth of the time.
    gc.disable()
    target = None if site is None else (site if site.is_absolute() else Path.cwd() / site)
    moment = None if as_of is None else now_or(as_of)
    printed = stages.build(context.instance(), site=target, engine=engine, as_of=moment, search=not no_search)
    code = tell(printed.problems, context)
    context.say("build-done", site=str(printed.site), written=printed.written, files=printed.files)
    sys.exit(code)


@main.command()
@click.option("--port", default=8000, show_default=True, help="Port on this machine.")
@click.option("--forge", "with_forge", is_flag=True, help="Beside it, on the next port, a forge to practise on.")
@click.pass_obj
def serve(context: Context, port: int, with_forge: bool) -> None:
    """Show the site on this machine and print it again at every change of a file.

    \b
    Examples:
      lawloom serve --port 8001
      lawloom serve --forge
    """
    from lawloom import stages

    instance = context.instance()
    if stages.is_taken(port):
        raise SourceUnavailable(problem("port-taken", "--port", port=port, other=port + 1))
    context.say("serve-where", address=f"http://127.0.0.1:{port}/")
    if not with_forge:
        sys.exit(stages.serve(instance, port))
    from lawloom import forge

    with forge.practice(instance, port + 1) as address:
        context.say("practice-ready", address=address)
        sys.exit(stages.serve(instance, port))


@main.command()
@click.argument("slugs", metavar="[SUBJECT]...", nargs=-1)
@click.pass_obj
def verify(context: Context, slugs: tuple[str, ...]) -> None:
    """Check every line of the ledgers: nothing changed, dropped or rolled back.

    `python3 scripts/verify.py` checks the same and every published total, without this program.

    \b
    Example:
      lawloom verify night-trains
    """
    from lawloom import stages

    reports = list(stages.verify(context.instance(), slugs))
    if not reports:
        context.say("nothing-received")
    for report in reports:
        head = report.head[:12]
        context.say("verify-fine", subject=report.subject, lines=report.lines, erased=report.erased, head=head)


@main.command()
@click.argument("slug", metavar="SUBJECT")
@click.argument("contribution", metavar="ID")
@click.option("--yes", is_flag=True, help="Do not ask.")
@AS_OF
@click.pass_obj
def erase(context: Context, slug: str, contribution: str, yes: bool, as_of: str | None) -> None:
    """Erase the text of a contribution at its author's request. The count stays; the text cannot be brought back.

    \b
    Example:
      lawloom erase night-trains gh-12
    """
    from lawloom import stages

    instance = context.instance()
    if not yes:
        if not sys.stdin.isatty():
            raise LawloomError(problem("erase-needs-yes", f"{slug}/{contribution}"))
        click.confirm(messages.word("erase-sure", context.language, id=contribution), abort=True)
    done = stages.erase(instance, slug, contribution, as_of=now_or(as_of))
    context.say("erase-done" if done else "erase-again", id=contribution)
    context.say("then-build")


@main.command()
@click.argument("slug", metavar="SUBJECT")
@click.argument("phase", metavar="PHASE")
@AS_OF
@click.pass_obj
def settle(context: Context, slug: str, phase: str, as_of: str | None) -> None:
    """Settle a phase that has closed: refused while one contribution is without an outcome and a reason.

    \b
    Example:
      lawloom settle night-trains solutions
    """
    from lawloom import stages

    items = stages.settle(context.instance(), slug, phase, as_of=now_or(as_of))
    context.say("settle-done", phase=phase, n=items)
    context.say("then-build")


main.add_command(collect)
main.add_command(welcome)
main.add_command(tell_authors)
main.add_command(todo)
main.add_command(start)
main.add_command(doctor)
main.add_command(synthesis)
main.add_command(bill)
main.add_command(export)
main.add_command(compare)
