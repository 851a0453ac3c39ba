"""What the forge says now, against what the ledger says: the lines that tell the difference. Pure.

A reaction that was taken back leaves no trace on the forge. So each look is compared with what stood before, and the
ledger, not the forge, is what is counted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from lawloom.collect import lines
from lawloom.collect.github.records import Person, Reaction
from lawloom.collect.github.sorting import Arrival
from lawloom.collect.redact import Pseudonyms
from lawloom.ledger.known import Known
from lawloom.ledger.line import Line
from lawloom.model.contribution import Contribution
from lawloom.model.ids import ContributionId
from lawloom.model.instant import Instant
from lawloom.model.vote import Stance, Vote

CHANNEL = "github"
MOST_GONE, SHARE_GONE = 20, 100  # more than so many, and more than one of so many: a person looks first
_STANCES = {"THUMBS_UP": Stance.FOR, "CONFUSED": Stance.MIXED, "THUMBS_DOWN": Stance.AGAINST, "HEART": Stance.SIGNATURE}
_NAMES = {"+1": "THUMBS_UP", "-1": "THUMBS_DOWN"}

Record = tuple[Line, dict[str, str] | None]


@dataclass(frozen=True, slots=True)
class Told:
    """What a comparison found, for the report."""

    opened: int = 0
    edited: int = 0
    vanished: int = 0
    cast: int = 0
    withdrawn: int = 0


def reaction_map(stated: Mapping[str, str]) -> dict[str, Stance]:
    """Which reaction is which vote: as consultation.yml says, else thumbs and face as everyone knows them."""
    if not stated:
        return dict(_STANCES)
    return {_NAMES.get(name, name.upper()): Stance(stance) for name, stance in stated.items()}


def contribution(one: Arrival, known: Known, key: bytes, people: Pseudonyms, *, as_of: Instant) -> Record | None:
    """The line for a contribution that is new or says something else than before; None where nothing changed.

    known  remembers what was taken, so that the same is never written twice
    """
    data = lines.data_of(one.text)
    rev = known.rev(one.id)
    if one.id in known.erased or (rev and known.has_text(one.id, data, key)):
        return None
    line: Line = {
        "kind": "contribution",
        "event": "edited" if rev else "opened",
        "id": one.id,
        "type": one.kind.value,
        "on": one.on,
        "by": people.of(identity(one.person)),
        "rev": rev + 1,
        "channel": CHANNEL,
        "time": _moment(one.edited_at or as_of, one.at, as_of) if rev else one.at,
    }
    if one.side:
        line["side"] = one.side.value
    known.takes(line)
    return line, data


def gone(
    there: Collection[ContributionId], held: Mapping[ContributionId, Contribution], *, as_of: Instant
) -> list[Record]:
    """A line for each contribution of the forge that cannot be reached any more; its last state is kept."""
    return [
        (
            {
                "kind": "contribution",
                "event": "vanished",
                "id": id,
                "channel": CHANNEL,
                "reason": "unreachable",
                "time": as_of,
            },
            None,
        )
        for id, one in held.items()
        if id.startswith("gh-") and id not in there and one.state == "opened"
    ]


def too_many_gone(missing: int, held: int) -> bool:
    """Whether so many at once are out of reach that the forge is more likely wrong than the people."""
    return bool(missing) and (missing == held or (missing > MOST_GONE and missing * SHARE_GONE > held))


def votes(
    on: ContributionId,
    seen: Iterable[Reaction],
    stood: Iterable[Vote],
    stances: Mapping[str, Stance],
    people: Pseudonyms,
    *,
    as_of: Instant,
) -> Iterator[Line]:
    """Lines for reactions that came since, and for those that are not there any more.

    stood  votes of the ledger on this item, in its order
    """
    standing: dict[str, Vote] = {}
    for vote in stood:
        if vote.channel == CHANNEL:
            if vote.withdrawn:
                standing.pop(vote.number, None)
            else:
                standing[vote.number] = vote
    there = set()
    for reaction in sorted(seen, key=lambda one: (one.at, one.id)):
        stance = stances.get(reaction.content)
        if stance is None or reaction.at > as_of:
            continue
        number = str(reaction.id)
        there.add(number)
        if number not in standing:
            yield _vote("cast", on, people.of(identity(reaction.person)), stance, number, reaction.at)
    for number, vote in standing.items():
        if number not in there:
            yield _vote("withdrawn", on, vote.by, vote.stance, number, as_of)


def identity(person: Person | None) -> str | None:
    """By what a person is known: the account's number. None for accounts that are gone or are no people."""
    return str(person.id) if person is not None and person.counts else None


def _vote(event: str, on: ContributionId, by: str | None, stance: Stance, number: str, time: Instant) -> Line:
    return {
        "kind": "vote",
        "event": event,
        "on": on,
        "by": by,
        "stance": stance.value,
        "number": number,
        "channel": CHANNEL,
        "time": time,
    }


def _moment(edited: Instant, at: Instant, as_of: Instant) -> Instant:
    return edited if at <= edited <= as_of else as_of
