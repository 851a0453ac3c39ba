"""People who vote over weeks, and people who all come in one hour, as lines of a ledger."""

from datetime import UTC, datetime, timedelta

from ledger.chains import opened, voted

START = datetime(2027, 3, 1, 6, 0, tzinfo=UTC)


def at(seconds, day=0):
    return (START + timedelta(days=day, seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def items(*names):
    return [opened(name, by=f"author of {name}", at=at(-86_400)) for name in names]


def slowly(on, votes_for, against, *, people="people", step=7_200):
    """Votes two hours apart, from people who vote on other things too where they have the same name."""
    stances = ["for"] * votes_for + ["against"] * against
    stances = [stances[n * 7 % len(stances)] if len(stances) % 7 else one for n, one in enumerate(stances)]
    return [
        voted(on, by=f"{people} {n}", stance=stance, at=at(n * step + sum(map(ord, on)) % 3_000))
        for n, stance in enumerate(stances)
    ]


def at_once(on, many, stance="for", *, day=20, people="fresh", step=17, **more):
    """So many people within an hour of the same day."""
    return [voted(on, by=f"{people} {n}", stance=stance, at=at(n * step, day), **more) for n in range(many)]
