"""`lawloom collect`: what stands on the forge comes into the record."""

from __future__ import annotations

import json
import os
import sys
import time
from typing import TYPE_CHECKING, Any

import click

from lawloom import messages
from lawloom.cli.context import Context, now_or, progress_line, tell
from lawloom.errors import SourceUnavailable

if TYPE_CHECKING:
    from lawloom.collect.github.posting import Posted


@click.command()
@click.option("--max-requests", default=1_000, show_default=True, help="Requests that this run may send.")
@click.option("--max-points", default=4_000, show_default=True, help="Points of the forge's hourly limit it may use.")
@click.option("--max-comment-requests", default=300, show_default=True, help="Of these requests, those for comments.")
@click.option("--max-minutes", default=30, show_default=True, help="Minutes it may take, waits included.")
@click.option("--accept-missing", is_flag=True, help="You have looked: the contributions out of reach are really gone.")
@click.option("--as-of", metavar="TIME", help="Act as if it were this moment, for example 2027-03-18T06:00:00Z.")
@click.pass_obj
def collect(
    context: Context,
    max_requests: int,
    max_points: int,
    max_comment_requests: int,
    max_minutes: int,
    accept_missing: bool,
    as_of: str | None,
) -> None:
    """Bring in what stands on the forge: issues, comments, and reactions as votes.

    Safe to repeat and to stop at any moment: it goes on where it stood. The token is read from GITHUB_TOKEN; another
    forge than GitHub, for example one to practise on, from LAWLOOM_FORGE.

    \b
    Examples:
      lawloom collect
      lawloom collect --max-minutes 5
    """
    from lawloom import forge

    collected = forge.collect(
        context.instance(),
        requests=max_requests,
        points=max_points,
        talk=max_comment_requests,
        seconds=max_minutes * 60,
        as_of=now_or(as_of),
        accept_missing=accept_missing,
        **_outside(),
    )
    tell(collected.problems, context)
    lines = sum(collected.added.values())
    key = "collect-done" if lines else "collect-nothing"
    context.say(key, n=collected.issues, lines=lines, requests=collected.requests, points=collected.points)
    if lines:
        context.say("then-build")


@click.command()
@click.argument("workflow", type=click.Choice(["collect", "publish", "welcome", "tell"]))
@click.pass_obj
def start(context: Context, workflow: str) -> None:
    """Start a workflow of the repository: what a workflow pushes starts no other by itself.

    \b
    Example:
      lawloom start publish
    """
    from lawloom import forge

    forge.start(context.instance(), workflow, **_outside())
    context.say("start-done", workflow=workflow)


_MOST = click.option("--max-requests", default=400, show_default=True, help="Requests that this run may send.")


@click.command()
@_MOST
@click.pass_obj
def welcome(context: Context, max_requests: int) -> None:
    """Thank for each contribution that came from the forge: where it stands, what happens next, what looks like it.

    Each is answered once, also when a run is cut off and repeated, and never more than 60 in an hour, `tell` included.

    \b
    Example:
      lawloom welcome
    """
    from lawloom import forge

    _say(context, "welcome-done", forge.welcome(context.instance(), requests=max_requests, **_outside()))


@click.command("tell")
@_MOST
@click.pass_obj
def tell_authors(context: Context, max_requests: int) -> None:
    """Tell authors on the forge what was decided on what they sent, with the reason: each outcome once.

    Told is what the ledger holds: an entry of decisions.yml or moderation.yml is recorded by the next `collect`.

    \b
    Example:
      lawloom tell
    """
    from lawloom import forge

    _say(context, "tell-done", forge.tell(context.instance(), requests=max_requests, **_outside()))


def _outside() -> dict[str, Any]:
    """What a command lends to a stage that speaks with the forge."""
    from lawloom import forge

    hands = forge.Hands(time.time, time.sleep, progress_line())
    return {"environment": os.environ, "hands": hands, "clock": time.monotonic}


def _say(context: Context, key: str, posted: Posted) -> None:
    context.say(key if posted.written else "notices-none", n=posted.written)
    if posted.waiting:
        context.say("notices-waiting", n=posted.waiting)
    if posted.unreachable:
        context.say("notices-unreachable", ids=", ".join(posted.unreachable))


@click.command()
@click.option("--mend", is_flag=True, help="Make the labels that are missing on the forge.")
@click.option("--json", "as_json", is_flag=True, help="Print what is missing as JSON.")
@click.pass_obj
def doctor(context: Context, mend: bool, as_json: bool) -> None:
    """Say what is missing before the consultation can run by itself, here and on the forge, and how to mend it.

    The token is read from GITHUB_TOKEN; with administration rights it sees secrets and protection too.

    \b
    Examples:
      lawloom doctor
      lawloom doctor --mend
    """
    from lawloom import forge

    examined = forge.examine(context.instance(), mend=mend, **_outside())
    if as_json:
        shown = [messages.as_json(one, context.language) for one in examined.problems]
        click.echo(json.dumps(shown, ensure_ascii=False))
        failed = any(not one.warning for one in examined.problems)
        sys.exit(SourceUnavailable.exit_code if examined.silent else int(failed))
    if examined.made:
        context.say("doctor-made", labels=", ".join(examined.made))
    code = tell(examined.problems, context)
    context.say("doctor-fine" if code == 0 else "doctor-not-yet")
    if examined.silent:
        context.say("doctor-silent")
        sys.exit(SourceUnavailable.exit_code)
    if not examined.seen:
        context.say("doctor-not-seen")
    sys.exit(code)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.option("--markdown", is_flag=True, help="Print it as Markdown, for a page of the forge.")
@click.pass_obj
def todo(context: Context, as_json: bool, markdown: bool) -> None:
    """Say what waits for facilitators: unsorted, unanswered, flagged, alike, appeals and corrections.

    \b
    Example:
      lawloom todo
    """
    from lawloom import todo as waiting

    found = waiting.todo(context.instance())
    if as_json:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False))
        return
    for line in found.lines(context.language, markdown=markdown):
        click.echo(line)
