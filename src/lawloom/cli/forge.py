"""`lawloom collect`: what stands on the forge comes into the record."""

from __future__ import annotations

import os
import time

import click

from lawloom.cli.context import Context, now_or, progress_line, tell


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
        environment=os.environ,
        hands=forge.Hands(time.time, time.sleep, progress_line()),
        clock=time.monotonic,
    )
    tell(collected.problems, context)
    lines = sum(collected.added.values())
    key = "collect-done" if lines else "collect-nothing"
    context.say(key, n=collected.issues, lines=lines, requests=collected.requests, points=collected.points)
    if lines:
        context.say("then-build")


@click.command()
@click.argument("workflow", type=click.Choice(["collect", "publish"]))
@click.pass_obj
def start(context: Context, workflow: str) -> None:
    """Start a workflow of the repository: what a workflow pushes starts no other by itself.

    \b
    Example:
      lawloom start publish
    """
    from lawloom import forge

    hands = forge.Hands(time.time, time.sleep, progress_line())
    forge.start(context.instance(), workflow, environment=os.environ, hands=hands, clock=time.monotonic)
    context.say("start-done", workflow=workflow)
