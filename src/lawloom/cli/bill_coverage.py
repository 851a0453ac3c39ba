"""`lawloom bill coverage`: who has no answer yet, and to whom a letter is to be written."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import click

from lawloom import messages
from lawloom.cli.context import Context

if TYPE_CHECKING:
    from lawloom.answers import Covered

MOST = 5  # contributions of one theme that are named; --json has all


@click.command()
@click.argument("slug", metavar="SUBJECT")
@click.option("--phase", default="", help="Name of a phase, as in subject.md; without it all of them.")
@click.option("--json", "as_json", is_flag=True, help="Print the sums and whatever waits as JSON.")
@click.option(
    "--letters", is_flag=True, help="Print whom to write to, and what, as CSV: who did not come by the forge."
)
@click.pass_obj
def coverage(context: Context, slug: str, phase: str, as_json: bool, letters: bool) -> None:
    """Show which contributions have no answer yet: by phase, kind and theme, with the first of each.

    Below: articles behind which stands no contribution, and decisions that lead nowhere. Nothing is changed.

    \b
    Examples:
      lawloom bill coverage night-trains
      lawloom bill coverage night-trains --phase solutions
      lawloom bill coverage night-trains --letters > letters.csv
    """
    from lawloom import answers

    found = answers.covered(context.instance(), slug, phase)
    if letters:
        table = io.StringIO(newline="")
        csv.writer(table).writerows(found.letters())
        click.echo(table.getvalue(), nl=False)
    elif as_json:
        click.echo(json.dumps(found.as_json(phase), ensure_ascii=False))
    else:
        _say(found, phase, context)


def _say(found: Covered, phase: str, context: Context) -> None:
    sums = found.as_json(phase)
    say = context.say
    say("cov-sum", n=sums["asked"], answered=_number(sums["answered"], context), open=_number(sums["open"], context))
    waiting = found.unanswered(phase)
    for name, themes in waiting.items():
        of = sums if phase else sums["phases"][name]
        values = {"answered": _number(of["answered"], context), "open": _number(of["open"], context)}
        click.echo()
        say("cov-phase" if name else "cov-outside", phase=name, n=of["asked"], **values)
        for kind, one in of["kinds"].items():
            if one["open"]:
                called = messages.word(f"kinds-{kind}", context.language)
                values = {"open": _number(one["open"], context)}
                say("cov-kind", kind=called, n=one["asked"], **values)
        for theme, ids in themes.items():
            _theme(found, theme, ids, context)
    provenance = found.coverage.provenance
    click.echo()
    if not waiting:
        say("cov-nothing")
    if provenance.own:
        say("cov-own", n=len(provenance.own), articles=", ".join(provenance.own))
    if parts := provenance.own_paragraphs:
        say("cov-own-parts", n=len(parts), paragraphs=", ".join(parts))
    for decision, article in found.coverage.gone:
        on = decision.theme or ", ".join(decision.on[:1])
        say("cov-gone", article=article, on=on, line=str(decision.line))
    if found.coverage.apart:
        say("cov-apart", n=len(found.coverage.apart))
    if found.twice:
        say("cov-twice", n=len(found.twice), ids=", ".join(found.twice[:MOST]))


def _theme(found: Covered, theme: str, ids: list[str], context: Context) -> None:
    """How many of one theme wait, and the first of them by title."""
    phase, _, id = theme.partition("/")
    called = found.coverage.called.get((phase, id), "")
    if theme:
        context.say("cov-theme", n=len(ids), theme=called or id, id=theme)
    else:
        context.say("cov-no-theme", n=len(ids))
    for one in ids[:MOST]:
        click.echo(f"    {one}  {found.titles.get(one, '')}".rstrip())
    if len(ids) > MOST:
        context.say("cov-more", n=len(ids) - MOST)


def _number(n: int, context: Context) -> str:
    return messages.number(n, context.language)
