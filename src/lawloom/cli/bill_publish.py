"""`lawloom bill publish` and `lawloom bill ids`: a text that will not change again, and names that stay."""

from __future__ import annotations

import click

from lawloom.cli.context import Context, now_or


@click.command()
@click.argument("slug", metavar="SUBJECT")
@click.argument("label", required=False, default="")
@click.option("--explanation", default="", metavar="TEXT", help="What changed; else the explanation of bill.md.")
@click.option("--video", default="", metavar="LINK", help="A video that explains it; else that of bill.md.")
@click.option("--seal", "only_seal", is_flag=True, help="Publish nothing: seal the versions that have no seal yet.")
@click.option("--as-of", metavar="TIME", help="Act as if it were this moment, for example 2027-03-18T06:00:00Z.")
@click.pass_obj
def publish(
    context: Context, slug: str, label: str, explanation: str, video: str, only_seal: bool, as_of: str | None
) -> None:
    """Freeze bill.md as the next version: dated, numbered, and sealed by its digits in bill/versions.yml.

    From then on `lawloom check` and the build refuse any change of it. To undo it before anybody saw it, remove the new
    file and take its entry out of versions.yml (git restore and git clean do both).

    \b
    Examples:
      lawloom bill publish night-trains "second draft"
      lawloom bill publish night-trains --seal
    """
    from lawloom import drafting

    if only_seal == bool(label):
        raise click.UsageError("give a LABEL, or --seal and none")
    instance = context.instance()
    if only_seal:
        done = drafting.seal(instance, slug)
        context.say("publish-sealed", n=len(done.sealed), versions=", ".join(done.sealed) or "-")
        return
    day = now_or(as_of)[:10]
    done = drafting.publish(instance, slug, label, day=day, explanation=explanation, video=video)
    context.say("publish-done", file=done.file, date=day, digest=done.sha256)
    if done.sealed:
        context.say("publish-sealed", n=len(done.sealed), versions=", ".join(done.sealed))
    folder = done.file.rsplit("/", 2)[0]
    context.say("publish-then", folder=folder, name=done.file.rsplit("/", 1)[1].removesuffix(".md"))


@click.command()
@click.argument("slug", metavar="SUBJECT")
@click.option("--points", is_flag=True, help="Points, (a) or 1°, get one, too.")
@click.pass_obj
def ids(context: Context, slug: str, points: bool) -> None:
    """Write an id {#…} behind every paragraph of bill.md that has none, and touch nothing else.

    A paragraph without an id is addressed by its article and its place, and that changes when another comes before it.

    \b
    Example:
      lawloom bill ids night-trains
    """
    from lawloom import drafting

    done = drafting.name_paragraphs(context.instance(), slug, points=points)
    context.say("ids-done", n=len(done.named))
    for one in done.named:
        click.echo(f"  {one.line:>5}  {one.id}")
    if done.without:
        context.say("ids-without", lines=", ".join(map(str, done.without)))
