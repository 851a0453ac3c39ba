"""`lawloom synthesis`: the draft that people write in, and what waits for a human look."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from lawloom import messages
from lawloom.cli.context import Context, now_or, progress_line, tell

if TYPE_CHECKING:
    from lawloom.model.opinion import Opinion
    from lawloom.overview import Laid

MOST = 20  # of one list, for people


@click.command()
@click.argument("slug", metavar="SUBJECT")
@click.option("--phase", required=True, help="Name of the phase, as in subject.md.")
@click.option("--afresh", is_flag=True, help="Find the themes again; one that is mostly the same keeps its id.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found and done as JSON.")
@click.option("--as-of", metavar="TIME", help="Act as if it were this moment, for example 2027-03-18T06:00:00Z.")
@click.pass_obj
def synthesis(context: Context, slug: str, phase: str, afresh: bool, as_json: bool, as_of: str | None) -> None:
    """Group what was contributed in a phase, and lay down a draft of its synthesis for people to write in.

    Safe to repeat: figures and quotes between the marks are brought up to date, new contributions find their place, and
    nothing that people wrote is touched. Needs the extra: pip install 'lawloom[analysis]'.

    \b
    Examples:
      lawloom synthesis night-trains --phase causes
      lawloom synthesis night-trains --phase causes --afresh
    """
    from lawloom import overview
    from lawloom.content import kept

    instance = context.instance()
    read = kept.reading(instance)
    line = progress_line()
    laid = overview.synthesise(
        instance,
        read.consultation,
        overview.subject_of(read.consultation, slug),
        phase,
        told=read.problems,
        today=now_or(as_of)[:10],
        afresh=afresh,
        progress=lambda key: line(messages.word(key, context.language)),
    )
    if as_json:
        click.echo(json.dumps(_as_json(laid), ensure_ascii=False))
        tell(laid.problems, context)
        return
    _say(laid, context)
    code = tell(laid.problems, context)
    context.say("then-build")
    sys.exit(code)


def _say(laid: Laid, context: Context) -> None:
    account = laid.account
    context.say("synthesis-new" if laid.is_new else "synthesis-updated", file=laid.file, n=laid.changed)
    context.say(
        "synthesis-receipt",
        n=account.size.contributions,
        themed=len(account.theme_of),
        themes=messages.word("syn-themes-n", context.language, n=sum(1 for one in account.themes if one.members)),
        none=len(account.unclassified),
        aside=len(account.set_aside),
    )
    for theme in account.themes:
        if theme.members:
            click.echo(f"  {len(theme.members):>6}  {theme.id}  {theme.label}")
    _say_groups(laid.opinion, context)
    if laid.added and not laid.is_new:
        context.say("synthesis-added", n=len(laid.added), themes=", ".join(laid.added))
    if laid.resting:
        context.say("synthesis-resting", n=len(laid.resting))
        for number, sentence in laid.resting:
            click.echo(f"  {laid.file}:{number}: {sentence}")
    if account.unsure:
        context.say("synthesis-unsure", n=len(account.unsure), file=laid.sorting)
        for id in account.unsure[:MOST]:
            click.echo(f"  {id}  {account.theme_of[id]}")
        if len(account.unsure) > MOST:
            context.say("todo-more", n=len(account.unsure) - MOST)


def _say_groups(opinion: Opinion | None, context: Context) -> None:
    if opinion is None:
        context.say("synthesis-no-votes")
    elif len(opinion.groups) == 1:
        context.say("synthesis-one-group", n=opinion.people)
    else:
        sizes = " + ".join(map(str, opinion.groups))
        context.say("synthesis-grouped", n=opinion.people, sizes=sizes, stays=opinion.stays or 0)


def _as_json(laid: Laid) -> dict[str, Any]:
    account = laid.account
    return {
        "file": laid.file,
        "sorting": laid.sorting,
        "findings": laid.findings,
        "new": laid.is_new,
        "contributions": account.size.contributions,
        "texts": account.size.texts,
        "people": account.size.people,
        "themes": [
            {
                "id": theme.id,
                "name": theme.label,
                "contributions": theme.size.contributions,
                "texts": theme.size.texts,
                "people": theme.size.people,
                "members": list(theme.members),
            }
            for theme in account.themes
        ],
        "unclassified": list(account.unclassified),
        "set_aside": dict(account.set_aside),
        "unsure": list(account.unsure),
        "added": list(laid.added),
        "groups": list(laid.opinion.groups) if laid.opinion else [],
        "changed": laid.changed,
        "resting": [{"line": line, "sentence": sentence} for line, sentence in laid.resting],
    }
